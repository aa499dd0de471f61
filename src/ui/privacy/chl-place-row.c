/* chl-place-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-place-row"

#include "config.h"

#include "chl-place-row.h"

#include <glib/gi18n-lib.h>

#include "chl-names.h"
#include "chl-settings-help.h"

struct _ChlPlaceRow
{
  AdwActionRow parent_instance;

  ChlEngine   *engine;   /* (owned) */
  ChlProvider *provider; /* (owned) */
  GtkImage    *icon;     /* (unowned) */
  GtkLabel    *chip;     /* (unowned) */
};

G_DEFINE_FINAL_TYPE (ChlPlaceRow, chl_place_row, ADW_TYPE_ACTION_ROW)

static void
update (ChlPlaceRow *self)
{
  gboolean         is_local = chl_provider_is_local (self->provider);
  gboolean         is_on = chl_provider_is_enabled (self->provider);
  gboolean         is_refused = !is_local && chl_engine_is_local_only (self->engine);
  g_autofree char *place = chl_names_dup_place (self->provider);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), place);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), chl_provider_get_title (self->provider));
  gtk_image_set_from_icon_name (self->icon, is_local ? "chl-computer-symbolic"
                                                     : "chl-provider-symbolic");
  gtk_label_set_label (self->chip, !is_on ? C_("place", "Off")
                                                : is_local
                                                ? C_("place", "Stays here")
                                                      : is_refused
                                                      ? C_("place", "Refused")
                                                            : C_("place", "Leaves"));

  gtk_widget_remove_css_class (GTK_WIDGET (self->chip), "success");
  gtk_widget_remove_css_class (GTK_WIDGET (self->chip), "warning");
  if (is_on && is_local)
    gtk_widget_add_css_class (GTK_WIDGET (self->chip), "success");
  else if (is_on && !is_refused)
    gtk_widget_add_css_class (GTK_WIDGET (self->chip), "warning");
}

static void
chl_place_row_dispose (GObject *object)
{
  ChlPlaceRow *self = CHL_PLACE_ROW (object);

  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_place_row_parent_class)->dispose (object);
}

static void
chl_place_row_class_init (ChlPlaceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chl_place_row_dispose;
}

static void
chl_place_row_init (ChlPlaceRow *self)
{
  self->icon = GTK_IMAGE (gtk_image_new ());
  self->chip = GTK_LABEL (chl_settings_create_chip ("", NULL));
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->icon));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->chip));
}

/**
 * chl_place_row_new:
 * @engine: the engine
 * @provider: whose place it shows
 *
 * Returns: (transfer floating): a new #ChlPlaceRow
 */
GtkWidget *
chl_place_row_new (ChlEngine   *engine,
                   ChlProvider *provider)
{
  ChlPlaceRow *self;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);

  self = g_object_new (CHL_TYPE_PLACE_ROW, "use-markup", FALSE, NULL);
  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  g_signal_connect_object (provider, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "notify::is-local-only", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
