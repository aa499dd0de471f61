/* chl-model-warmer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-warmer"

#include "config.h"

#include "chl-model-warmer.h"

#include "chl-model.h"

/* Models at a time: a small part of a frame's time. */
#define STEP 80

struct _ChlModelWarmer
{
  GListModel *models; /* (owned) */
  gulong      changed_id;
  guint       next; /* to be looked at */
  guint       source;
};

static gboolean
warm_cb (gpointer user_data)
{
  ChlModelWarmer *self = user_data;
  guint           n = g_list_model_get_n_items (self->models);

  for (guint i = 0; i < STEP && self->next < n; i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (self->models, self->next++);

      chl_model_get_use (model);
      chl_model_get_capabilities (model);
    }

  if (self->next < n)
    return G_SOURCE_CONTINUE;

  self->source = 0;
  return G_SOURCE_REMOVE;
}

static void
start (ChlModelWarmer *self)
{
  /* Behind drawing, and behind all that is done when there is time. */
  if (self->source == 0 && self->next < g_list_model_get_n_items (self->models))
    self->source = g_idle_add_full (G_PRIORITY_LOW, warm_cb, self, NULL);
}

static void
changed_cb (ChlModelWarmer *self,
            guint           position)
{
  self->next = MIN (self->next, position);
  start (self);
}

/**
 * chl_model_warmer_new:
 * @models: (element-type ChlModel): models
 *
 * Returns: (transfer full): what looks at them when there is time, also at those that come later
 */
ChlModelWarmer *
chl_model_warmer_new (GListModel *models)
{
  ChlModelWarmer *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (models), NULL);

  self = g_new0 (ChlModelWarmer, 1);
  self->models = g_object_ref (models);
  self->changed_id = g_signal_connect_swapped (models, "items-changed", G_CALLBACK (changed_cb), self);
  start (self);

  return self;
}

void
chl_model_warmer_free (ChlModelWarmer *self)
{
  g_return_if_fail (self != NULL);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_signal_handler (&self->changed_id, self->models);
  g_object_unref (self->models);
  g_free (self);
}

/* Whether there is nothing left to look at. */
gboolean
chl_model_warmer_is_done (ChlModelWarmer *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->next >= g_list_model_get_n_items (self->models);
}
