/* ollama-models.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-families.h"
#include "chl-json.h"
#include "chl-provider.h"

/* A provider that is told of models. Each test includes this once. */

#define SHOW                                                                                          \
  "{\"capabilities\":[\"completion\",\"tools\",\"thinking\"],"                                        \
  "\"parameters\":\"stop \\\"x\\\"\\nnum_ctx                        40960\\n\","                      \
  "\"details\":{\"parameter_size\":\"8.2B\",\"quantization_level\":\"Q4_K_M\",\"family\":\"qwen3\"}," \
  "\"model_info\":{\"general.architecture\":\"qwen3\",\"qwen3.vision.context_length\":7,"             \
  "\"qwen3.context_length\":131072,\"qwen3.embedding_length\":4096}}"

static ChlProvider *
new_ollama (void)
{
  return chl_provider_new (chl_families_find ("ollama"), "here");
}

static GPtrArray *
parse (ChlProvider *provider,
       const char  *text)
{
  g_autoptr(JsonNode) root = chl_json_parse (text, -1, NULL);
  g_autoptr(GError) error = NULL;
  GPtrArray *models = chl_provider_parse_models (provider, root, &error);

  g_assert_no_error (error);

  return models;
}

static const ChlModelQuery *
find_query (GPtrArray  *queries,
            const char *id)
{
  for (guint i = 0; i < queries->len; i++)
    {
      const ChlModelQuery *query = g_ptr_array_index (queries, i);

      if (query->model != NULL ? g_strcmp0 (chl_model_get_id (query->model), id) == 0 : id == NULL)
        return query;
    }

  return NULL;
}

static void
answer (ChlProvider         *provider,
        GPtrArray           *models,
        const ChlModelQuery *query,
        const char          *text)
{
  g_autoptr(JsonNode) root = chl_json_parse (text, -1, NULL);

  g_assert_nonnull (query);
  g_assert_nonnull (root);
  chl_provider_take_query (provider, models, query, root);
}

/* A list of one model whose questions get these answers, and nothing where there is none. */
static ChlModel *
discover (ChlProvider *provider,
          const char  *row,
          const char  *show,
          const char  *running)
{
  g_autofree char *tags = g_strdup_printf ("{\"models\":[%s]}", row);
  g_autoptr(GPtrArray) models = parse (provider, tags);
  g_autoptr(GPtrArray) queries = chl_provider_list_queries (provider, models);
  const char *id;

  g_assert_cmpuint (models->len, ==, 1);
  id = chl_model_get_id (g_ptr_array_index (models, 0));
  if (running != NULL)
    answer (provider, models, find_query (queries, NULL), running);
  if (show != NULL)
    answer (provider, models, find_query (queries, id), show);
  chl_provider_merge_models (provider, models);

  return chl_provider_find_model (provider, id);
}
