/* chl-model-join.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-join"

#include "config.h"

#include "chl-model-join.h"

#include "chl-model-cache.h"
#include "chl-model-users.h"

static gboolean
is_listed (ChlModel *model)
{
  return !chl_model_is_custom (model) && !chl_model_is_gone (model);
}

/* Ids of the models that a provider lists now; custom and vanished ones do not count. */
static GHashTable *
collect_listed (ChlProvider *provider)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GListModel *models = chl_provider_get_models (provider);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (models, i);

      if (is_listed (model))
        g_hash_table_add (ids, g_strdup (chl_model_get_id (model)));
    }

  return ids;
}

static guint
count_missing (GHashTable *ids,
               GHashTable *others)
{
  GHashTableIter iter;
  gpointer       id;
  guint          n = 0;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    n += g_hash_table_contains (others, id) ? 0 : 1;

  return n;
}

/* Of those that are listed again, how many their provider says something else of. */
static guint
count_changed (ChlProvider *provider,
               GPtrArray   *models)
{
  guint n = 0;

  for (guint i = 0; i < models->len; i++)
    {
      ChlModel *found = g_ptr_array_index (models, i);
      ChlModel *known = chl_provider_find_model (provider, chl_model_get_id (found));

      if (known != NULL && known != found && is_listed (known) &&
          !chl_capabilities_equal (chl_model_get_said (known), chl_model_get_said (found)))
        n++;
    }

  return n;
}

/* Of the first list of all nothing is new; nor is what the person has already turned on. */
static void
mark_new (ChlProvider *provider,
          GPtrArray   *models,
          GHashTable  *before)
{
  if (chl_provider_get_listed_us (provider) == 0)
    return;

  for (guint i = 0; i < models->len; i++)
    {
      ChlModel *found = g_ptr_array_index (models, i);
      ChlModel *known = chl_provider_find_model (provider, chl_model_get_id (found));

      if (!g_hash_table_contains (before, chl_model_get_id (found)) &&
          (known == NULL || !chl_model_is_enabled (known)))
        chl_model_set_new (found, TRUE);
    }
}

/* What was new before this list and was not seen is still new in the cache. */
static void
keep_new (ChlProvider *provider,
          GPtrArray   *models)
{
  for (guint i = 0; i < models->len; i++)
    {
      ChlModel *found = g_ptr_array_index (models, i);
      ChlModel *known = chl_provider_find_model (provider, chl_model_get_id (found));

      if (known != NULL)
        chl_model_set_new (found, chl_model_is_new (known));
    }
}

/* What a role or a chat names stays, if it is not listed any more. */
static void
mark_needed (ChlEngine   *engine,
             ChlProvider *provider)
{
  g_autoptr(GHashTable) used = chl_model_users_collect (engine);
  GListModel *models = chl_provider_get_models (provider);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (models, i);

      chl_model_set_needed (model, g_hash_table_contains (used, chl_model_get_full_id (model)));
    }
}

/**
 * chl_model_join:
 * @engine: the engine
 * @provider: whose models
 * @models: (element-type ChlModel): what it lists; those that are of no use are taken out
 * @discovered: (inout): gets what changed
 *
 * Joins a list with what is there, and keeps it in the cache. An empty one is a server that has a
 * bad day more often than one without models: what was known stays.
 */
void
chl_model_join (ChlEngine     *engine,
                ChlProvider   *provider,
                GPtrArray     *models,
                ChlDiscovered *discovered)
{
  g_autoptr(GHashTable) before = NULL;
  g_autoptr(GHashTable) after = NULL;

  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (CHL_IS_PROVIDER (provider));
  g_return_if_fail (models != NULL && discovered != NULL);

  for (guint i = models->len; i > 0; i--)
    if (chl_model_get_use (g_ptr_array_index (models, i - 1)) == 0)
      g_ptr_array_remove_index (models, i - 1);

  before = collect_listed (provider);
  discovered->is_empty = models->len == 0;
  if (!discovered->is_empty)
    {
      discovered->n_changed = count_changed (provider, models);
      mark_new (provider, models, before);
      mark_needed (engine, provider);
      chl_provider_merge_models (provider, models);
      keep_new (provider, models);
    }
  after = collect_listed (provider);

  discovered->n_models = g_hash_table_size (after);
  discovered->n_new = count_missing (after, before);
  discovered->n_gone = count_missing (before, after);

  chl_provider_set_listed_us (provider, chl_engine_get_now_us (engine));
  if (!discovered->is_empty)
    chl_model_cache_save (engine, provider, models);
}

/**
 * chl_model_join_keep:
 * @engine: the engine
 * @provider: whose models
 *
 * Keeps the list as it is now in the cache: something in it was changed or taken out.
 */
void
chl_model_join_keep (ChlEngine   *engine,
                     ChlProvider *provider)
{
  g_autoptr(GPtrArray) listed = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *models;

  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (CHL_IS_PROVIDER (provider));

  models = chl_provider_get_models (provider);
  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (models, i);

      if (is_listed (model))
        g_ptr_array_add (listed, g_steal_pointer (&model));
    }

  if (listed->len > 0)
    chl_model_cache_save (engine, provider, listed);
}

/**
 * chl_model_join_mark_seen:
 * @engine: the engine
 * @provider: whose models
 *
 * The person has seen the list: nothing in it is new any more.
 */
void
chl_model_join_mark_seen (ChlEngine   *engine,
                          ChlProvider *provider)
{
  GListModel *models;
  gboolean    was_new = FALSE;

  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (CHL_IS_PROVIDER (provider));

  models = chl_provider_get_models (provider);
  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (models, i);

      was_new |= chl_model_is_new (model);
      chl_model_set_new (model, FALSE);
    }

  if (was_new)
    chl_model_join_keep (engine, provider);
}
