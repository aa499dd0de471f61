/* chl-model-cache.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-cache"

#include "config.h"

#include "chl-model-cache.h"

#include "chl-engine-private.h"
#include "chl-json.h"

static char *
dup_name (ChlProvider *provider)
{
  return g_strconcat ("models/", chl_provider_get_id (provider), NULL);
}

typedef struct
{
  ChlEngine   *engine;   /* (owned) */
  ChlProvider *provider; /* (owned) */
} Load;

static void
load_free (Load *load)
{
  g_object_unref (load->provider);
  g_object_unref (load->engine);
  g_free (load);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Load, load_free)

static GPtrArray *
read_models (ChlProvider *provider,
             JsonNode    *root,
             const char  *pointer)
{
  GPtrArray *models = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *rows = chl_json_get_array (root, pointer);

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      ChlModel *model = chl_model_from_json (chl_provider_get_id (provider),
                                             json_array_get_element (rows, i));

      if (model != NULL)
        g_ptr_array_add (models, model);
    }

  return models;
}

/* What was kept the last time is kept until the next list, which sees whether it is needed still. Of
 * what the provider's file names it says what is not known any more. */
static void
take_gone (ChlProvider *provider,
           ChlModel    *gone)
{
  ChlModel *known = chl_provider_find_model (provider, chl_model_get_id (gone));

  if (known == NULL)
    {
      chl_model_set_gone (gone, TRUE);
      chl_model_set_needed (gone, TRUE);
      chl_provider_add_model (provider, gone);
    }
  else if (chl_model_is_gone (known) && chl_capabilities_is_empty (chl_model_get_said (known)))
    {
      chl_model_set_title (known, chl_model_get_title (gone));
      chl_model_set_use (known, chl_model_get_use (gone));
      chl_model_take_capabilities (known, chl_capabilities_copy (chl_model_get_said (gone)));
    }
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Load) load = user_data;
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GPtrArray) models = NULL;
  g_autoptr(GPtrArray) gone = NULL;

  root = chl_cache_load_finish (CHL_CACHE (object), result, NULL);
  models = read_models (load->provider, root, "/models");
  gone = read_models (load->provider, root, "/gone");

  if (models->len > 0)
    {
      gint64 listed_us = 0;

      chl_provider_merge_models (load->provider, models);
      if (chl_json_get_int64 (root, "/listed_us", &listed_us))
        chl_provider_set_listed_us (load->provider, listed_us);
      for (guint i = 0; i < gone->len; i++)
        take_gone (load->provider, g_ptr_array_index (gone, i));
    }
  chl_engine_release (load->engine);
}

/**
 * chl_model_cache_load:
 * @engine: the engine
 * @provider: whose models
 *
 * Fills in the models that were listed the last time, if any were.
 */
void
chl_model_cache_load (ChlEngine   *engine,
                      ChlProvider *provider)
{
  g_autofree char *name = dup_name (provider);
  Load            *load = g_new0 (Load, 1);

  load->engine = g_object_ref (engine);
  load->provider = g_object_ref (provider);
  chl_engine_hold (engine);
  chl_cache_load_async (chl_engine_get_parts (engine)->cache, name, NULL, loaded_cb, load);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  ChlEngine *engine = user_data;
  g_autoptr(GError) error = NULL;

  chl_engine_end_writing (engine);

  /* The list can be fetched again, so this is not worth a person's attention. */
  if (!chl_cache_save_finish (CHL_CACHE (object), result, &error))
    g_debug ("Models were not cached: %s", error->message);
}

/**
 * chl_model_cache_save:
 * @engine: the engine
 * @provider: whose models
 * @models: (element-type ChlModel): what it listed
 *
 * Keeps a list for when the provider cannot be asked, and beside it what is gone and not forgotten.
 */
void
chl_model_cache_save (ChlEngine   *engine,
                      ChlProvider *provider,
                      GPtrArray   *models)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *name = dup_name (provider);
  JsonObject      *object = json_object_new ();
  JsonArray       *rows = json_array_new ();
  JsonArray       *gone = json_array_new ();
  GListModel      *all = chl_provider_get_models (provider);

  for (guint i = 0; i < models->len; i++)
    json_array_add_element (rows, chl_model_to_json (g_ptr_array_index (models, i)));
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (all, i);

      if (chl_model_is_gone (model))
        json_array_add_element (gone, chl_model_to_json (model));
    }
  json_object_set_int_member (object, "listed_us", chl_provider_get_listed_us (provider));
  json_object_set_array_member (object, "models", rows);
  json_object_set_array_member (object, "gone", gone);
  json_node_take_object (root, object);

  chl_engine_begin_writing (engine);
  chl_cache_save_async (chl_engine_get_parts (engine)->cache, name, root, NULL, saved_cb, engine);
}
