/* chl-header-group.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-header-group"

#include "config.h"

#include "chl-header-group.h"

#include <glib/gi18n-lib.h>

#include "chl-error.h"
#include "chl-keys-headers.h"
#include "chl-settings-help.h"

#define DOTS "••••••••"

struct _ChlHeaderGroup
{
  AdwPreferencesGroup parent_instance;

  ChlEngine      *engine;        /* (owned) (nullable) until it is set */
  ChlProvider    *provider;      /* (owned) (nullable) */
  GCancellable   *cancellable;   /* (owned) */
  GPtrArray      *rows;          /* (owned) (element-type GtkWidget) unowned */
  ChlSecret      *pending;       /* (owned) (nullable) what the keyring did not take */
  char           *name;          /* (owned) (nullable) of the header that is being added */
  AdwExpanderRow *expander;      /* (unowned) template child */
  GtkEditable    *name_row;      /* (unowned) template child */
  GtkEditable    *secret_row;    /* (unowned) template child */
  GtkEditable    *plain_row;     /* (unowned) template child */
  AdwActionRow   *switch_row;    /* (unowned) template child */
  GtkSwitch      *secret_switch; /* (unowned) template child */
  GtkWidget      *error_row;     /* (unowned) template child */
  GtkLabel       *error_label;   /* (unowned) template child */
  GtkWidget      *until_quit;    /* (unowned) template child */
  GtkWidget      *add;           /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlHeaderGroup, chl_header_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static ChlKeys *
get_keys (ChlHeaderGroup *self)
{
  return chl_engine_get_keys (self->engine);
}

static void
show_error (ChlHeaderGroup *self,
            const GError   *error)
{
  g_autofree char *sentence = error != NULL ? chl_settings_dup_sentence (error->message) : NULL;

  gtk_label_set_label (self->error_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->error_row, sentence != NULL);
  gtk_widget_set_visible (self->until_quit, FALSE);
}

static GtkEditable *
get_value_row (ChlHeaderGroup *self)
{
  return gtk_switch_get_active (self->secret_switch) ? self->secret_row : self->plain_row;
}

static void
update_form (ChlHeaderGroup *self)
{
  gtk_widget_set_sensitive (self->add,
                            *gtk_editable_get_text (self->name_row) != '\0' &&
                              *gtk_editable_get_text (get_value_row (self)) != '\0');
}

/* What was typed as a secret is not to be seen all of a sudden. */
static void
switch_cb (ChlHeaderGroup *self)
{
  gboolean is_secret = gtk_switch_get_active (self->secret_switch);

  gtk_widget_set_visible (GTK_WIDGET (self->secret_row), is_secret);
  gtk_widget_set_visible (GTK_WIDGET (self->plain_row), !is_secret);
  if (!is_secret)
    chl_settings_clear_key (self->secret_row);
  update_form (self);
}

static void
changed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ChlHeaderGroup) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean is_changed = chl_keys_change_finish (CHL_KEYS (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  show_error (self, error);
  if (is_changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(ChlHeaderGroup) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean is_added = chl_keys_change_finish (CHL_KEYS (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  show_error (self, error);
  if (!is_added)
    {
      gtk_widget_set_visible (self->until_quit,
                              self->pending != NULL &&
                                (g_error_matches (error, CHL_ERROR, CHL_ERROR_KEYRING) ||
                                 g_error_matches (error, CHL_ERROR, CHL_ERROR_KEYRING_LOCKED)));
      return;
    }

  g_clear_pointer (&self->pending, chl_secret_unref);
  chl_settings_clear_key (self->secret_row);
  gtk_editable_set_text (self->plain_row, "");
  gtk_editable_set_text (self->name_row, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
keep (ChlHeaderGroup *self,
      gboolean        until_quit)
{
  chl_keys_set_secret_header_async (get_keys (self), self->provider, self->name, self->pending,
                                    until_quit, self->cancellable, added_cb, g_object_ref (self));
}

static void
until_quit_cb (ChlHeaderGroup *self)
{
  keep (self, TRUE);
}

static void
add_cb (ChlHeaderGroup *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *value = NULL;

  if (!gtk_widget_get_sensitive (self->add))
    return;

  g_clear_pointer (&self->pending, chl_secret_unref);
  g_free (self->name);
  self->name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));

  /* What is wrong with the name is said before the value leaves its entry. */
  if (!chl_own_header_check_name (self->name, &error))
    {
      show_error (self, error);
      return;
    }

  if (gtk_switch_get_active (self->secret_switch))
    {
      self->pending = chl_secret_new (gtk_editable_get_text (self->secret_row), -1);
      keep (self, FALSE);
      return;
    }

  value = g_strstrip (g_strdup (gtk_editable_get_text (self->plain_row)));
  chl_keys_set_header_async (get_keys (self), self->provider, self->name, value, self->cancellable,
                             added_cb, g_object_ref (self));
}

static const char *
get_name (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "chl-header");
}

static void
remove_cb (ChlHeaderGroup *self,
           GtkWidget      *button)
{
  /* The row goes with the header, and the focus must not go with the row. */
  gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (button)), GTK_DIR_TAB_BACKWARD);
  chl_keys_remove_header_async (get_keys (self), self->provider, get_name (button),
                                self->cancellable, changed_cb, g_object_ref (self));
}

static void
confirm_cb (ChlHeaderGroup *self,
            GtkWidget      *button)
{
  chl_keys_confirm_header_async (get_keys (self), self->provider, get_name (button),
                                 self->cancellable, changed_cb, g_object_ref (self));
}

static void
add_button (ChlHeaderGroup *self,
            GtkWidget      *row,
            GtkWidget      *button,
            const char     *header,
            GCallback       callback)
{
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "chl-header", g_strdup (header), g_free);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* Below its name: its value, or dots and where it is. */
static char *
dup_words (ChlHeaderGroup     *self,
           const ChlOwnHeader *header)
{
  g_autofree char *where = NULL;

  if (header->kind == CHL_OWN_HEADER_PLAIN)
    return g_strdup (chl_own_header_looks_secret (header->value) ? DOTS : header->value);

  where = chl_keys_describe_header (get_keys (self), self->provider, header);

  return g_strconcat (DOTS "  ", where, NULL);
}

/* libadwaita 1.2: a row can be added to those of an expander only below them, and the form is last. */
static GtkListBox *
get_list (ChlHeaderGroup *self)
{
  return GTK_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (self->name_row)));
}

static void
add_header_cb (const ChlOwnHeader *header,
               gpointer            user_data)
{
  ChlHeaderGroup  *self = user_data;
  GtkWidget       *row;
  GtkWidget       *button;
  g_autofree char *words = NULL;
  g_autofree char *name = NULL;

  if (header->kind == CHL_OWN_HEADER_GONE)
    return;

  row = adw_action_row_new ();
  words = dup_words (self, header);
  /* libadwaita < 1.3: a title that is set together with this is still read as markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  g_object_set (row, "title", header->name, "subtitle", words, NULL);

  if (chl_keys_get_header_state (get_keys (self), self->provider, header) == CHL_KEY_OTHER_ORIGIN)
    add_button (self, row, gtk_button_new_with_label (_("Send It There")), header->name, G_CALLBACK (confirm_cb));

  /* Translators: of the header of a request, whose name follows. */
  name = g_strdup_printf (_("Remove %s"), header->name);
  button = gtk_button_new_from_icon_name ("chl-delete-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, C_ ("verb", "Remove"));
  chl_settings_set_name (button, name);
  add_button (self, row, button, header->name, G_CALLBACK (remove_cb));

  gtk_list_box_insert (get_list (self), row, (int) self->rows->len);
  g_ptr_array_add (self->rows, row);
}

static void
update (ChlHeaderGroup *self)
{
  g_autofree char *count = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_remove (get_list (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  chl_own_headers_foreach (self->provider, add_header_cb, self);

  count = self->rows->len == 0
    ? g_strdup (_("None of your own"))
    : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of your own", "%u of your own",
                                    self->rows->len),
                       self->rows->len);
  adw_expander_row_set_subtitle (self->expander, count);
}

static void
chl_header_group_dispose (GObject *object)
{
  ChlHeaderGroup *self = CHL_HEADER_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_HEADER_GROUP);
  g_clear_pointer (&self->pending, chl_secret_unref);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_header_group_parent_class)->dispose (object);
}

static void
chl_header_group_finalize (GObject *object)
{
  ChlHeaderGroup *self = CHL_HEADER_GROUP (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (chl_header_group_parent_class)->finalize (object);
}

static void
chl_header_group_class_init (ChlHeaderGroupClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_header_group_dispose;
  object_class->finalize = chl_header_group_finalize;

  /**
   * ChlHeaderGroup::changed:
   *
   * What is sent is not what it was.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-header-group.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlHeaderGroup, expander);
  gtk_widget_class_bind_template_child (widget_class, ChlHeaderGroup, name_row);
  gtk_widget_class_bind_template_child (widget_class, ChlHeaderGroup, secret_row);
  gtk_widget_class_bind_template_child (widget_class, ChlHeaderGroup, plain_row);
  gtk_widget_class_bind_template_child (widget_class, ChlHeaderGroup, switch_row);
  gtk_widget_class_bind_template_child (widget_class, ChlHeaderGroup, secret_switch);
  gtk_widget_class_bind_template_child (widget_class, ChlHeaderGroup, error_row);
  gtk_widget_class_bind_template_child (widget_class, ChlHeaderGroup, error_label);
  gtk_widget_class_bind_template_child (widget_class, ChlHeaderGroup, until_quit);
  gtk_widget_class_bind_template_child (widget_class, ChlHeaderGroup, add);
  gtk_widget_class_bind_template_callback (widget_class, update_form);
  gtk_widget_class_bind_template_callback (widget_class, switch_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, until_quit_cb);
}

static void
chl_header_group_init (ChlHeaderGroup *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_header_group_set_provider:
 * @self: a group that has none yet
 * @engine: the engine
 * @provider: whose headers it shows
 */
void
chl_header_group_set_provider (ChlHeaderGroup *self,
                               ChlEngine      *engine,
                               ChlProvider    *provider)
{
  g_autofree char *command = NULL;

  g_return_if_fail (CHL_IS_HEADER_GROUP (self));
  g_return_if_fail (self->provider == NULL);

  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  gtk_widget_set_visible (GTK_WIDGET (self), chl_own_headers_are_possible (provider));

  if (chl_settings_is_remote (GTK_WIDGET (self)))
    {
      command = g_strdup_printf (_("Secrets cannot be typed in a browser. In a terminal of this "
                                   "computer, give one with: chatelainectl header %s NAME --stdin"),
                                    chl_provider_get_id (provider));
      adw_action_row_set_subtitle (self->switch_row, command);
      gtk_switch_set_active (self->secret_switch, FALSE);
      gtk_widget_set_sensitive (GTK_WIDGET (self->switch_row), FALSE);
    }

  update (self);
  g_signal_connect_object (provider, "headers-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (provider, "notify::endpoint", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}
