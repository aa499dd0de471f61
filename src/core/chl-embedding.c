/* chl-embedding.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-embedding"

#include "config.h"

#include "chl-embedding.h"

/**
 * chl_embedding_request_new:
 * @model: the provider's own id of the model
 *
 * Returns: (transfer full): a request without texts that leaves all else to the provider
 */
ChlEmbeddingRequest *
chl_embedding_request_new (const char *model)
{
  ChlEmbeddingRequest *self = NULL;

  g_return_val_if_fail (model != NULL, NULL);

  self = g_new0 (ChlEmbeddingRequest, 1);
  self->model = g_strdup (model);
  self->inputs = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/**
 * chl_embedding_request_free:
 * @self: (transfer full) (nullable): a request
 */
void
chl_embedding_request_free (ChlEmbeddingRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->model);
  g_ptr_array_unref (self->inputs);
  g_free (self);
}

/**
 * chl_embedding_request_add:
 * @self: a request
 * @input: the next text
 */
void
chl_embedding_request_add (ChlEmbeddingRequest *self,
                           const char          *input)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (input != NULL);

  g_ptr_array_add (self->inputs, g_strdup (input));
}
