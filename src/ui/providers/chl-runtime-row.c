/* chl-runtime-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-runtime-row"

#include "config.h"

#include "chl-runtime-row.h"

#include <glib/gi18n-lib.h>

#include "chl-row-layout.h"
#include "chl-settings-help.h"
#include "chl-tile.h"

/**
 * ChlRuntimeRow:
 *
 * A program on this computer that serves models: whether it runs, and the way to take it up.
 */
struct _ChlRuntimeRow
{
  AdwActionRow parent_instance;

  ChlRuntime *runtime; /* (owned) */
  GtkWidget  *tile;    /* (unowned) template child */
  GtkLabel   *chip;    /* (unowned) template child */
  GtkWidget  *button;  /* (unowned) template child */
  GtkWidget  *arrow;   /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlRuntimeRow, chl_runtime_row, ADW_TYPE_ACTION_ROW)

enum
{
  SIGNAL_SET_UP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Between host and port no line may end. */
#define WORD_JOINER "\u2060"

/* Host and port, without what is the same for all of them. */
static char *
dup_place (ChlRuntime *runtime)
{
  g_autoptr(GUri) uri = g_uri_parse (chl_runtime_get_address (runtime), G_URI_FLAGS_NONE, NULL);

  if (uri == NULL)
    return g_strdup (chl_runtime_get_address (runtime));

  return g_strdup_printf ("%s:" WORD_JOINER "%d", g_uri_get_host (uri), g_uri_get_port (uri));
}

static char *
dup_subtitle (ChlRuntime *runtime)
{
  g_autofree char *place = dup_place (runtime);
  g_autofree char *program = NULL;
  g_autofree char *text = NULL;
  const char      *version = chl_runtime_get_version (runtime);
  const char      *loaded = chl_runtime_get_loaded (runtime);
  guint            n_models = chl_runtime_get_n_models (runtime);

  /* That nothing answers there, the chip says. */
  if (!chl_runtime_is_running (runtime))
    return g_steal_pointer (&place);

  /* Translators: a version such as 0.12.3, and where the program listens. */
  program = version != NULL ? g_strdup_printf (_("Version %s · %s"), version, place)
                            : g_steal_pointer (&place);
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s · %u model", "%s · %u models",
                                       n_models),
                          program, n_models);
  if (loaded == NULL)
    return g_steal_pointer (&text);

  /* Translators: what was said before, and the names of the models that are in memory. */
  return g_strdup_printf (_("%s · %s loaded"), text, loaded);
}

static const char *
get_state (ChlRuntime *runtime)
{
  if (chl_runtime_is_running (runtime))
    return C_("runtime", "Running");

  return chl_runtime_is_installed (runtime)       ? C_("runtime", "Not running")
                                                  : C_("runtime", "Not installed");
}

static void
update (ChlRuntimeRow *self)
{
  const char      *title = chl_runtime_get_title (self->runtime);
  gboolean         is_running = chl_runtime_is_running (self->runtime);
  gboolean         is_taken = chl_runtime_get_provider_id (self->runtime) != NULL;
  g_autofree char *subtitle = dup_subtitle (self->runtime);
  g_autofree char *button_name = g_strdup_printf (_("Set up %s"), title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  chl_tile_set (CHL_TILE (self->tile), title, NULL);
  gtk_label_set_label (self->chip, get_state (self->runtime));
  if (is_running)
    gtk_widget_add_css_class (GTK_WIDGET (self->chip), "success");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->chip), "success");

  if (is_running || is_taken)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "dim-row");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "dim-row");

  gtk_widget_set_visible (self->button, is_running && !is_taken);
  gtk_widget_set_visible (self->arrow, is_taken);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), is_taken);
  chl_settings_set_name (self->button, button_name);
}

static void
set_up_cb (ChlRuntimeRow *self)
{
  g_signal_emit (self, signals[SIGNAL_SET_UP], 0, self->runtime);
}

static void
activated_cb (ChlRuntimeRow *self)
{
  g_autofree char *page = NULL;

  if (chl_runtime_get_provider_id (self->runtime) == NULL)
    return;

  page = g_strconcat ("provider:", chl_runtime_get_provider_id (self->runtime), NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "settings.show-page", "s", page);
}

static void
chl_runtime_row_dispose (GObject *object)
{
  ChlRuntimeRow *self = CHL_RUNTIME_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_RUNTIME_ROW);
  g_clear_object (&self->runtime);

  G_OBJECT_CLASS (chl_runtime_row_parent_class)->dispose (object);
}

static void
chl_runtime_row_class_init (ChlRuntimeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_runtime_row_dispose;

  /**
   * ChlRuntimeRow::set-up:
   * @runtime: the #ChlRuntime to take up
   */
  signals[SIGNAL_SET_UP] =
    g_signal_new ("set-up", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CHL_TYPE_RUNTIME);

  g_type_ensure (CHL_TYPE_TILE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-runtime-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlRuntimeRow, tile);
  gtk_widget_class_bind_template_child (widget_class, ChlRuntimeRow, chip);
  gtk_widget_class_bind_template_child (widget_class, ChlRuntimeRow, button);
  gtk_widget_class_bind_template_child (widget_class, ChlRuntimeRow, arrow);
  gtk_widget_class_bind_template_callback (widget_class, set_up_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
chl_runtime_row_init (ChlRuntimeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  chl_row_layout_use (ADW_ACTION_ROW (self));
}

/**
 * chl_runtime_row_new:
 * @runtime: what it shows
 *
 * Returns: (transfer floating): a new #ChlRuntimeRow
 */
GtkWidget *
chl_runtime_row_new (ChlRuntime *runtime)
{
  ChlRuntimeRow *self;

  g_return_val_if_fail (CHL_IS_RUNTIME (runtime), NULL);

  self = g_object_new (CHL_TYPE_RUNTIME_ROW, NULL);
  self->runtime = g_object_ref (runtime);
  g_signal_connect_object (runtime, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
