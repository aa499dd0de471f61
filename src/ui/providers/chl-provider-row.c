/* chl-provider-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-provider-row"

#include "config.h"

#include "chl-provider-row.h"

#include <glib/gi18n-lib.h>

#include "chl-names.h"
#include "chl-row-layout.h"
#include "chl-settings-help.h"
#include "chl-tile.h"

/**
 * ChlProviderRow:
 *
 * A configured provider in the list of them: how it goes, a switch, the way to its page. One whose
 * file cannot be used shows the file and the reason instead.
 */
struct _ChlProviderRow
{
  AdwActionRow parent_instance;

  ChlEngine   *engine;    /* (owned) */
  ChlProvider *provider;  /* (owned) */
  GtkWidget   *tile;      /* (unowned) template child */
  GtkLabel    *chip;      /* (unowned) template child */
  GtkWidget   *practice;  /* (unowned) template child */
  GtkSwitch   *on_switch; /* (unowned) template child */
  GtkWidget   *arrow;     /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlProviderRow, chl_provider_row, ADW_TYPE_ACTION_ROW)

static void
update (ChlProviderRow *self)
{
  const ChlFamily *family = chl_provider_get_family (self->provider);
  const char      *title = chl_provider_get_title (self->provider);
  ChlProviderState state = chl_provider_get_state (self->provider);
  gboolean         is_broken = state == CHL_PROVIDER_BROKEN_FILE;
  g_autofree char *facts = chl_settings_dup_facts (self->engine, self->provider);
  g_autofree char *switch_name = g_strdup_printf (_("Use %s"), title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), facts);
  chl_tile_set (CHL_TILE (self->tile), title, family->color);
  chl_settings_set_chip (self->chip, self->provider);
  gtk_widget_set_visible (GTK_WIDGET (self->chip), state != CHL_PROVIDER_OFF);
  gtk_widget_set_visible (self->practice, chl_names_is_practice (self->provider));
  gtk_widget_set_visible (GTK_WIDGET (self->on_switch), !is_broken);
  gtk_widget_set_visible (self->arrow, !is_broken);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), !is_broken);
  gtk_switch_set_active (self->on_switch, chl_provider_is_enabled (self->provider));
  chl_settings_set_name (GTK_WIDGET (self->on_switch), switch_name);
}

static void
key_changed_cb (ChlProviderRow *self,
                const char     *provider_id)
{
  if (g_str_equal (provider_id, chl_provider_get_id (self->provider)))
    update (self);
}

static void
switched_cb (ChlProviderRow *self)
{
  gboolean is_on = gtk_switch_get_active (self->on_switch);

  if (self->provider == NULL || is_on == chl_provider_is_enabled (self->provider))
    return;

  chl_provider_set_enabled (self->provider, is_on);
  chl_settings_save (GTK_WIDGET (self), self->engine, self->provider);
}

static void
activated_cb (ChlProviderRow *self)
{
  g_autofree char *page = NULL;

  page = g_strconcat ("provider:", chl_provider_get_id (self->provider), NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "settings.show-page", "s", page);
}

static void
chl_provider_row_dispose (GObject *object)
{
  ChlProviderRow *self = CHL_PROVIDER_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_PROVIDER_ROW);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_provider_row_parent_class)->dispose (object);
}

static void
chl_provider_row_class_init (ChlProviderRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_provider_row_dispose;

  g_type_ensure (CHL_TYPE_TILE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-provider-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlProviderRow, tile);
  gtk_widget_class_bind_template_child (widget_class, ChlProviderRow, chip);
  gtk_widget_class_bind_template_child (widget_class, ChlProviderRow, practice);
  gtk_widget_class_bind_template_child (widget_class, ChlProviderRow, on_switch);
  gtk_widget_class_bind_template_child (widget_class, ChlProviderRow, arrow);
  gtk_widget_class_bind_template_callback (widget_class, switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
chl_provider_row_init (ChlProviderRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  chl_row_layout_use (ADW_ACTION_ROW (self));
}

/**
 * chl_provider_row_new:
 * @engine: the engine
 * @provider: whom it shows
 *
 * Returns: (transfer floating): a new #ChlProviderRow
 */
GtkWidget *
chl_provider_row_new (ChlEngine   *engine,
                      ChlProvider *provider)
{
  static const char *const signals[] = {
    "notify::title", "notify::state", "notify::detail", "notify::is-enabled",
    "notify::n-enabled-models", "notify::key-source", "notify::endpoint", NULL
  };
  ChlProviderRow *self;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);

  self = g_object_new (CHL_TYPE_PROVIDER_ROW, NULL);
  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);

  for (guint i = 0; signals[i] != NULL; i++)
    g_signal_connect_object (provider, signals[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (chl_provider_get_models (provider), "items-changed",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (chl_engine_get_keys (engine), "changed", G_CALLBACK (key_changed_cb),
                           self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
