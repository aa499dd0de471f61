/* chl-successor.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-successor"

#include "config.h"

#include "chl-successor.h"

#include <string.h>

#include "chl-knowledge-private.h"
#include "chl-model-facts.h"

/* The row of the table that follows that of @model; "" where nobody says. */
static const char *
get_next (ChlEngine   *engine,
          ChlProvider *provider,
          ChlModel    *model)
{
  ChlRegistryMatch match;

  if (!chl_knowledge_resolve (engine, provider, model, &match))
    return "";

  return chl_registry_get_text (chl_engine_get_registry (engine), &match, CHL_COLUMN_NEXT, NULL);
}

static gboolean
is_row (ChlEngine   *engine,
        ChlProvider *provider,
        ChlModel    *model,
        const char  *row_id)
{
  ChlRegistryMatch match;

  return chl_knowledge_resolve (engine, provider, model, &match) && match.kind == CHL_MATCH_EXACT &&
         g_str_equal (chl_registry_get_row_id (chl_engine_get_registry (engine), &match), row_id);
}

/* Under its own name, or under whatever name leads to the row. */
static ChlModel *
find_model (ChlEngine   *engine,
            ChlProvider *provider,
            const char  *row_id,
            const char  *name)
{
  GListModel *models = chl_provider_get_models (provider);
  ChlModel   *found = chl_provider_find_model (provider, name);

  for (guint i = 0; found == NULL && i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (models, i);

      if (!chl_model_is_gone (model) && is_row (engine, provider, model, row_id))
        found = model;
    }

  return found != NULL && !chl_model_is_gone (found) ? found : NULL;
}

/**
 * chl_successor_dup_name:
 * @engine: the engine
 * @provider: a provider
 * @model: one of its models
 * @out_model: (out) (nullable) (transfer none): the one that follows it, if the provider has that
 *
 * What a provider says of its own model counts before what the table says of it; what the table says
 * counts at its maker's alone.
 *
 * Returns: (transfer full) (nullable): how the model is called that follows @model when it ends;
 *   %NULL where nobody says
 */
char *
chl_successor_dup_name (ChlEngine   *engine,
                        ChlProvider *provider,
                        ChlModel    *model,
                        ChlModel   **out_model)
{
  const char *word;
  const char *name;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (CHL_IS_MODEL (model), NULL);
  g_return_val_if_fail (out_model != NULL, NULL);

  *out_model = NULL;
  word = chl_model_get_fact_word (model, CHL_FACT_SUCCESSOR);
  name = word;
  if (word == NULL)
    {
      word = get_next (engine, provider, model);
      name = strchr (word, '/') != NULL ? strchr (word, '/') + 1 : word;
    }
  if (*name == '\0')
    return NULL;

  *out_model = find_model (engine, provider, word, name);
  if (*out_model == model)
    *out_model = NULL;

  return g_strdup (*out_model != NULL ? chl_model_get_title (*out_model) : name);
}
