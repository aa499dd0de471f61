/* chl-provider-page-models.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-provider-page-models"

#include "config.h"

#include "chl-model-page.h"
#include "chl-provider-page-private.h"

/* What was left is not kept. */
void
chl_provider_page_settle (ChlProviderPage *self)
{
  if (self->model_page == NULL || adw_leaflet_get_child_transition_running (self->leaflet) ||
      adw_leaflet_get_visible_child (self->leaflet) == self->model_page)
    return;

  adw_leaflet_remove (self->leaflet, g_steal_pointer (&self->model_page));
}

/* The cursor goes back to the list, where it came from. */
void
chl_provider_page_close_model (ChlProviderPage *self)
{
  if (self->model_page == NULL || adw_leaflet_get_visible_child (self->leaflet) == self->main)
    return;

  adw_leaflet_set_visible_child (self->leaflet, self->main);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    chl_model_list_focus (self->models);
  chl_provider_page_settle (self);
}

/* Shows all of a model, instead of another one where that is in front. */
void
chl_provider_page_open_model (ChlProviderPage *self,
                              ChlModel        *model)
{
  if (self->model_page != NULL)
    adw_leaflet_remove (self->leaflet, g_steal_pointer (&self->model_page));

  self->model_page = chl_model_page_new (self->engine, self->provider, model);
  g_signal_connect_object (self->model_page, "back", G_CALLBACK (chl_provider_page_close_model),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model_page, "opened", G_CALLBACK (chl_provider_page_open_model),
                           self, G_CONNECT_SWAPPED);
  adw_leaflet_append (self->leaflet, self->model_page);
  adw_leaflet_set_visible_child (self->leaflet, self->model_page);
  chl_model_page_focus (CHL_MODEL_PAGE (self->model_page));
}
