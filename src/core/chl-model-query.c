/* chl-model-query.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-query"

#include "config.h"

#include "chl-model-query.h"

/**
 * chl_model_query_new:
 * @address: (transfer full): where to ask
 * @body: (transfer full) (nullable): what to send
 * @model: (transfer none) (nullable): which model it is about
 *
 * Returns: (transfer full): a question
 */
ChlModelQuery *
chl_model_query_new (char     *address,
                     char     *body,
                     ChlModel *model)
{
  ChlModelQuery *self;

  g_return_val_if_fail (address != NULL, NULL);

  self = g_new0 (ChlModelQuery, 1);
  self->address = address;
  self->body = body;
  self->model = model != NULL ? g_object_ref (model) : NULL;

  return self;
}

void
chl_model_query_free (ChlModelQuery *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->address);
  g_free (self->body);
  g_clear_object (&self->model);
  g_free (self->note);
  g_free (self);
}
