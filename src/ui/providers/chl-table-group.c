/* chl-table-group.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-table-group"

#include "config.h"

#include "chl-table-group.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"
#include "chl-format.h"
#include "chl-registry-keeper.h"
#include "chl-row-layout.h"
#include "chl-settings-help.h"

/* What helps against what the note says. */
typedef enum
{
  HELP_NONE,
  HELP_AGAIN,
  HELP_REFRESH,
  HELP_ANYWAY, /* over a connection that is paid by the byte */
  HELP_PRIVACY,
} Help;

struct _ChlTableGroup
{
  AdwPreferencesGroup parent_instance;

  ChlEngine         *engine;       /* (owned) (nullable) until it is set */
  ChlRegistryKeeper *keeper;       /* (owned) (nullable) the same */
  GCancellable      *running;      /* (owned) (nullable) while a table is made or changed */
  char              *said;         /* (owned) (nullable) what came of the last press */
  Help               help;         /* against that */
  AdwActionRow      *table;        /* (unowned) template child */
  GtkSpinner        *spinner;      /* (unowned) template child */
  GtkButton         *button;       /* (unowned) template child */
  AdwActionRow      *note;         /* (unowned) template child */
  GtkImage          *note_icon;    /* (unowned) template child */
  GtkButton         *note_button;  /* (unowned) template child */
  AdwActionRow      *older;        /* (unowned) template child */
  GtkButton         *older_button; /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlTableGroup, chl_table_group, ADW_TYPE_PREFERENCES_GROUP)

/* --- Words --- */

/* "23 November 2026", and how many days ago that is. */
static char *
dup_day (ChlTableGroup *self,
         const char    *day,
         gint64        *out_n_days)
{
  g_autofree char *text = g_strconcat (day, "T00:00:00Z", NULL);
  g_autoptr(GDateTime) then = g_date_time_new_from_iso8601 (text, NULL);
  g_autoptr(GDateTime) now = NULL;

  *out_n_days = 0;
  if (then == NULL)
    return g_strdup (day);

  now = g_date_time_new_from_unix_utc (chl_engine_get_now_us (self->engine) / G_USEC_PER_SEC);
  *out_n_days = MAX (g_date_time_difference (now, then) / G_TIME_SPAN_DAY, 0);

  return chl_format_day (day);
}

static char *
dup_title (ChlTableGroup *self)
{
  gint64           n_days;
  g_autofree char *day = dup_day (self, chl_registry_keeper_get_as_of (self->keeper), &n_days);

  if (n_days == 0)
    /* Translators: of the facts in a table; a day follows. */
    return g_strdup_printf (_("As of %s, today"), day);

  /* Translators: of the facts in a table; a day, and how long ago that is. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "As of %s, %u day old",
                                       "As of %s, %u days old", (gulong) n_days),
                          day, (guint) n_days);
}

/* What came with the program is of one day, but for what was added since. */
static void
append_origin (ChlTableGroup *self,
               GString       *text)
{
  const char      *late = chl_registry_keeper_get_day (self->keeper);
  gint64           n_days;
  g_autofree char *day = NULL;

  if (chl_registry_keeper_is_refreshed (self->keeper))
    {
      g_string_append (text, _("Refreshed from models.dev"));
      return;
    }

  g_string_append (text, _("Came with the program"));
  if (strcmp (late, chl_registry_keeper_get_as_of (self->keeper)) <= 0)
    return;

  day = dup_day (self, late, &n_days);
  /* Translators: goes on “Came with the program”; a day. */
  g_string_append_printf (text, _(", with additions up to %s"), day);
}

static char *
dup_subtitle (ChlTableGroup *self)
{
  guint  n_models = chl_registry_keeper_count_models (self->keeper);
  gint64 checked_us = chl_registry_keeper_get_checked_us (self->keeper);
  g_autoptr(GString) text = g_string_new (NULL);

  if (self->running != NULL)
    return g_strdup (g_cancellable_is_cancelled (self->running) ? _("Cancelling…")
                                                                : _("Asking models.dev…"));

  g_string_append_printf (text,
                          g_dngettext (GETTEXT_PACKAGE, "%u model", "%u models", n_models),
                          n_models);
  g_string_append (text, " · ");
  append_origin (self, text);
  if (checked_us > 0)
    {
      g_autofree char *ago = chl_settings_dup_ago (checked_us,
                                                   chl_engine_get_now_us (self->engine));

      g_string_append (text, " · ");
      /* Translators: a moment, such as “just now” or “Mon”. */
      g_string_append_printf (text, _("asked %s"), ago);
    }
  g_string_append_c (text, '\n');
  g_string_append (text, _("Refreshing asks models.dev for its list. No key is sent, and nothing "
                           "about you or your models."));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *
get_help_label (Help help)
{
  switch (help)
    {
    case HELP_AGAIN:
      return _("Try Again");

    case HELP_ANYWAY:
      return _("Refresh Anyway");

    case HELP_REFRESH:
      return C_("verb", "Refresh");

    case HELP_PRIVACY:
      return _("Open Privacy");

    case HELP_NONE:
    default:
      return "";
    }
}

/* --- What is shown --- */

static void
show_note (ChlTableGroup *self,
           const char    *text,
           Help           help)
{
  g_auto(GStrv) lines = text != NULL ? g_strsplit (text, "\n", 2) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->note), text != NULL);
  if (text == NULL)
    return;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->note), lines[0]);
  adw_action_row_set_subtitle (self->note, lines[1] != NULL ? lines[1] : "");
  gtk_image_set_from_icon_name (self->note_icon, help != HELP_NONE ? "chl-warning-symbolic"
                                                                   : "chl-info-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->note_icon),
                              (const char *[]){ help != HELP_NONE ? "warning" : "dim-label", NULL });
  gtk_widget_set_visible (GTK_WIDGET (self->note_button), help != HELP_NONE);
  gtk_button_set_label (self->note_button, get_help_label (help));
}

static void
update_note (ChlTableGroup *self)
{
  g_autofree char *changes = chl_registry_keeper_dup_changes (self->keeper);
  g_autofree char *trouble = chl_registry_keeper_dup_trouble (self->keeper);

  if (self->running != NULL)
    show_note (self, NULL, HELP_NONE);
  else if (chl_engine_is_local_only (self->engine))
    show_note (self, _("Nothing may leave this computer, so models.dev cannot be asked"),
                        HELP_PRIVACY);
  else if (self->said != NULL)
    show_note (self, self->said, self->help);
  else if (trouble != NULL)
    show_note (self, trouble, HELP_REFRESH);
  else
    show_note (self, changes, HELP_NONE);
}

static void
update (ChlTableGroup *self)
{
  gboolean         is_running = self->running != NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  /* Nobody looks at the table for a page that nobody looks at. */
  if (self->keeper == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  title = dup_title (self);
  subtitle = dup_subtitle (self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->table), title);
  adw_action_row_set_subtitle (self->table, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_running);
  gtk_spinner_set_spinning (self->spinner, is_running);
  gtk_button_set_label (self->button, is_running ? _("Cancel") : C_("verb", "Refresh"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->button),
                            is_running ? !g_cancellable_is_cancelled (self->running)
                                       : !chl_engine_is_local_only (self->engine));
  update_note (self);
  gtk_widget_set_visible (GTK_WIDGET (self->older),
                          chl_registry_keeper_is_refreshed (self->keeper));
  gtk_widget_set_sensitive (GTK_WIDGET (self->older_button), !is_running);
  adw_action_row_set_subtitle (self->older, chl_registry_keeper_has_older (self->keeper)
                               ? _("The one that was refreshed before")
                               : _("The one that came with the program"));
}

/* --- What is done --- */

/* What came of it; @text is taken. */
static void
say (ChlTableGroup *self,
     char          *text,
     Help           help)
{
  g_free (self->said);
  self->said = text;
  self->help = help;
}

/* Returns: whether there is anybody left to tell */
static gboolean
end (ChlTableGroup *self)
{
  g_clear_object (&self->running);

  return self->keeper != NULL;
}

static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(ChlTableGroup) self = user_data;
  g_autoptr(GError) error = NULL;
  ChlRefreshOutcome outcome = CHL_REFRESH_DONE;
  gboolean          is_done;

  is_done = chl_registry_keeper_refresh_finish (CHL_REGISTRY_KEEPER (object), result, &outcome,
                                                &error);
  if (!end (self))
    return;

  if (is_done && outcome == CHL_REFRESH_NOTHING_NEW)
    say (self, g_strdup (_("models.dev says nothing new")), HELP_NONE);
  else if (!is_done && !chl_error_is_cancellation (error))
    say (self, g_strdup (error->message), HELP_AGAIN);
  update (self);
}

static void
refresh (ChlTableGroup *self,
         gboolean       even_if_metered)
{
  say (self, NULL, HELP_NONE);
  if (!even_if_metered && chl_registry_keeper_is_metered (self->keeper))
    say (self, g_strdup (_("This connection is paid by the byte, and about 250 kB would be fetched")),
                         HELP_ANYWAY);
  else
    {
      self->running = g_cancellable_new ();
      chl_registry_keeper_refresh_async (self->keeper, even_if_metered, self->running, refreshed_cb,
                                         g_object_ref (self));
    }
  update (self);
}

static void
button_cb (ChlTableGroup *self)
{
  if (self->running == NULL)
    refresh (self, FALSE);
  else
    {
      g_cancellable_cancel (self->running);
      update (self);
    }
}

static void
note_button_cb (ChlTableGroup *self)
{
  if (chl_engine_is_local_only (self->engine))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "settings.show-page", "s", "privacy");
      return;
    }

  /* The button goes away, and the focus shall not go with it. */
  gtk_widget_grab_focus (GTK_WIDGET (self->button));
  refresh (self, self->help == HELP_ANYWAY);
}

static void
went_back_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(ChlTableGroup) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean is_done = chl_registry_keeper_go_back_finish (CHL_REGISTRY_KEEPER (object), result, &error);

  if (!end (self))
    return;

  if (is_done)
    say (self, g_strdup (_("The older table is in use again")), HELP_NONE);
  else if (!chl_error_is_cancellation (error))
    chl_settings_toast_error (GTK_WIDGET (self), error);
  update (self);
}

static void
older_button_cb (ChlTableGroup *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->button));
  say (self, NULL, HELP_NONE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->older_button), FALSE);
  self->running = g_cancellable_new ();
  chl_registry_keeper_go_back_async (self->keeper, self->running, went_back_cb, g_object_ref (self));
}

/* --- The widget --- */

/* Another program may have refreshed it meanwhile. */
static void
chl_table_group_map (GtkWidget *widget)
{
  ChlTableGroup *self = CHL_TABLE_GROUP (widget);

  GTK_WIDGET_CLASS (chl_table_group_parent_class)->map (widget);

  if (self->keeper == NULL)
    return;

  if (self->running == NULL)
    chl_registry_keeper_reload (self->keeper);
  update (self);
}

static void
chl_table_group_dispose (GObject *object)
{
  ChlTableGroup *self = CHL_TABLE_GROUP (object);

  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_TABLE_GROUP);
  g_clear_object (&self->keeper);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_table_group_parent_class)->dispose (object);
}

static void
chl_table_group_finalize (GObject *object)
{
  ChlTableGroup *self = CHL_TABLE_GROUP (object);

  g_clear_object (&self->running);
  g_clear_pointer (&self->said, g_free);

  G_OBJECT_CLASS (chl_table_group_parent_class)->finalize (object);
}

static void
chl_table_group_class_init (ChlTableGroupClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_table_group_dispose;
  object_class->finalize = chl_table_group_finalize;
  widget_class->map = chl_table_group_map;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-table-group.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlTableGroup, table);
  gtk_widget_class_bind_template_child (widget_class, ChlTableGroup, spinner);
  gtk_widget_class_bind_template_child (widget_class, ChlTableGroup, button);
  gtk_widget_class_bind_template_child (widget_class, ChlTableGroup, note);
  gtk_widget_class_bind_template_child (widget_class, ChlTableGroup, note_icon);
  gtk_widget_class_bind_template_child (widget_class, ChlTableGroup, note_button);
  gtk_widget_class_bind_template_child (widget_class, ChlTableGroup, older);
  gtk_widget_class_bind_template_child (widget_class, ChlTableGroup, older_button);
  gtk_widget_class_bind_template_callback (widget_class, button_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_button_cb);
  gtk_widget_class_bind_template_callback (widget_class, older_button_cb);
}

static void
chl_table_group_init (ChlTableGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  chl_row_layout_use (self->table);
  chl_row_layout_use (self->note);
  chl_row_layout_use (self->older);
}

/**
 * chl_table_group_set_engine:
 * @self: a group that has none yet
 * @engine: whose table it shows
 */
void
chl_table_group_set_engine (ChlTableGroup *self,
                            ChlEngine     *engine)
{
  g_return_if_fail (CHL_IS_TABLE_GROUP (self));
  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  self->keeper = g_object_ref (chl_engine_get_registry_keeper (engine));
  g_signal_connect_object (self->keeper, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "notify::is-local-only", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}
