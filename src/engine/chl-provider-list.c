/* chl-provider-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-provider-list"

#include "config.h"

#include "chl-provider-list.h"

#include <string.h>

#include "chl-engine-private.h"
#include "chl-json.h"
#include "chl-knowledge.h"
#include "chl-model-cache.h"
#include "chl-provider-list-private.h"

struct _ChlProviderList
{
  GObject parent_instance;

  ChlEngine  *engine;    /* (unowned) it owns us */
  GPtrArray  *providers; /* (owned) (element-type ChlProvider) by title */
  GHashTable *hidden;    /* (owned) (element-type utf8 ChlProvider) being removed */
  GHashTable *snapshots; /* (owned) (element-type utf8 JsonNode) what each file has of ours */
  guint       known_id;  /* source that says that something else is known of models */
};

static void chl_provider_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlProviderList, chl_provider_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, chl_provider_list_list_model_init))

enum
{
  SIGNAL_MODELS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static int
compare_titles (ChlProvider *a,
                ChlProvider *b)
{
  int order = g_utf8_collate (chl_provider_get_title (a), chl_provider_get_title (b));

  return order != 0 ? order : g_strcmp0 (chl_provider_get_id (a), chl_provider_get_id (b));
}

/* What of a provider is written: an embedded one has no address before it runs. */
JsonNode *
chl_provider_dup_written_json (ChlProvider *provider)
{
  JsonNode *node = chl_provider_to_json (provider);

  if (chl_provider_get_family (provider)->is_embedded)
    json_object_remove_member (json_node_get_object (node), "endpoint");

  return node;
}

/* What of @provider is in its file now. */
void
chl_provider_list_take_snapshot (ChlProviderList *self,
                                 ChlProvider     *provider)
{
  g_hash_table_replace (self->snapshots, g_strdup (chl_provider_get_id (provider)),
                        chl_provider_dup_written_json (provider));
}

static void
models_changed_cb (ChlProviderList *self)
{
  g_signal_emit (self, signals[SIGNAL_MODELS_CHANGED], 0);
}

static gboolean
known_changed_cb (gpointer user_data)
{
  ChlProviderList *self = CHL_PROVIDER_LIST (user_data);

  self->known_id = 0;
  models_changed_cb (self);

  return G_SOURCE_REMOVE;
}

/* A list that was refreshed says something else of many models at once; that is said once. */
static void
model_changed_cb (ChlProviderList *self)
{
  if (self->known_id == 0)
    self->known_id = g_idle_add_full (G_PRIORITY_DEFAULT, known_changed_cb, self, NULL);
}

static guint
find_place (ChlProviderList *self,
            ChlProvider     *provider)
{
  guint place = 0;

  while (place < self->providers->len &&
         compare_titles (g_ptr_array_index (self->providers, place), provider) < 0)
    place++;

  return place;
}

/* Moves a provider whose name changed to where it belongs now. */
static void
title_changed_cb (ChlProviderList *self,
                  GParamSpec      *pspec,
                  ChlProvider     *provider)
{
  g_autoptr(ChlProvider) moved = NULL;
  guint from;
  guint to;

  if (!g_ptr_array_find (self->providers, provider, &from))
    return;

  moved = g_ptr_array_steal_index (self->providers, from);
  to = find_place (self, moved);
  g_ptr_array_insert (self->providers, (int) to, g_object_ref (moved));

  if (from != to)
    g_list_model_items_changed (G_LIST_MODEL (self), MIN (from, to), MAX (from, to) - MIN (from, to) + 1,
                                MAX (from, to) - MIN (from, to) + 1);
  models_changed_cb (self);
}

void
chl_provider_list_insert (ChlProviderList *self,
                          ChlProvider     *provider)
{
  guint place = find_place (self, provider);

  chl_knowledge_attach (self->engine, provider);
  g_signal_connect_object (provider, "notify::title", G_CALLBACK (title_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (provider, "notify::n-enabled-models", G_CALLBACK (models_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (provider, "notify::is-enabled", G_CALLBACK (models_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (provider, "model-changed", G_CALLBACK (model_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (chl_provider_get_models (provider), "items-changed",
                           G_CALLBACK (models_changed_cb), self, G_CONNECT_SWAPPED);

  g_ptr_array_insert (self->providers, (int) place, g_object_ref (provider));
  g_list_model_items_changed (G_LIST_MODEL (self), place, 0, 1);
  models_changed_cb (self);
}

void
chl_provider_list_take_out (ChlProviderList *self,
                            ChlProvider     *provider)
{
  g_autoptr(ChlProvider) taken = NULL;
  guint place;

  if (!g_ptr_array_find (self->providers, provider, &place))
    return;

  taken = g_ptr_array_steal_index (self->providers, place);
  g_signal_handlers_disconnect_by_data (taken, self);
  g_signal_handlers_disconnect_by_data (chl_provider_get_models (taken), self);
  g_list_model_items_changed (G_LIST_MODEL (self), place, 1, 0);
  models_changed_cb (self);
}

static void
take_file (ChlProviderList       *self,
           const ChlSettingsFile *file)
{
  g_autoptr(ChlProvider) provider = NULL;
  g_autofree char *shown_path = NULL;
  const char      *id = file->name + strlen (CHL_PROVIDER_FILES);
  ChlProvider     *old = chl_provider_list_find (self, id);

  /* There can be no provider of this name, so the list cannot show it. */
  if (!chl_provider_is_valid_id (id))
    {
      if (file->error != NULL)
        chl_engine_notice_error (self->engine, file->error);
      return;
    }

  if (file->root == NULL && file->error == NULL)
    {
      if (old != NULL)
        chl_provider_list_take_out (self, old);
      g_hash_table_remove (self->hidden, id);
      g_hash_table_remove (self->snapshots, id);
      return;
    }

  if (g_hash_table_contains (self->hidden, id))
    return;

  if (old != NULL && file->root != NULL &&
      g_strcmp0 (chl_provider_get_family (old)->id,
                 chl_json_get_string (file->root, "/family")) == 0 &&
      chl_provider_list_take_root (self, old, file->root))
    {
      chl_provider_note_newer (old, file);
      return;
    }

  shown_path = chl_settings_store_dup_shown_path (chl_engine_get_parts (self->engine)->settings,
                                                  file->name);
  provider = chl_provider_new_from_file (id, file, shown_path);
  chl_provider_list_take_snapshot (self, provider);
  if (old != NULL)
    chl_provider_list_take_out (self, old);
  chl_provider_list_insert (self, provider);
  chl_model_cache_load (self->engine, provider);
}

/**
 * chl_provider_list_take_files:
 * @self: a list
 * @files: (element-type ChlSettingsFile): what was read; files of other kinds are passed over
 *
 * Brings the list up to what the files say.
 */
void
chl_provider_list_take_files (ChlProviderList *self,
                              GPtrArray       *files)
{
  g_return_if_fail (CHL_IS_PROVIDER_LIST (self));

  for (guint i = 0; i < files->len; i++)
    {
      const ChlSettingsFile *file = g_ptr_array_index (files, i);

      if (g_str_has_prefix (file->name, CHL_PROVIDER_FILES))
        take_file (self, file);
    }
}

static void
chl_provider_list_dispose (GObject *object)
{
  ChlProviderList *self = CHL_PROVIDER_LIST (object);

  self->engine = NULL;
  g_clear_handle_id (&self->known_id, g_source_remove);
  g_ptr_array_set_size (self->providers, 0);
  g_hash_table_remove_all (self->hidden);

  G_OBJECT_CLASS (chl_provider_list_parent_class)->dispose (object);
}

static void
chl_provider_list_finalize (GObject *object)
{
  ChlProviderList *self = CHL_PROVIDER_LIST (object);

  g_clear_pointer (&self->providers, g_ptr_array_unref);
  g_clear_pointer (&self->hidden, g_hash_table_unref);
  g_clear_pointer (&self->snapshots, g_hash_table_unref);

  G_OBJECT_CLASS (chl_provider_list_parent_class)->finalize (object);
}

static GType
chl_provider_list_get_item_type (GListModel *model)
{
  return CHL_TYPE_PROVIDER;
}

static guint
chl_provider_list_get_n_items (GListModel *model)
{
  return CHL_PROVIDER_LIST (model)->providers->len;
}

static gpointer
chl_provider_list_get_item (GListModel *model,
                            guint       position)
{
  ChlProviderList *self = CHL_PROVIDER_LIST (model);

  if (position >= self->providers->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->providers, position));
}

static void
chl_provider_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = chl_provider_list_get_item_type;
  iface->get_n_items = chl_provider_list_get_n_items;
  iface->get_item = chl_provider_list_get_item;
}

static void
chl_provider_list_class_init (ChlProviderListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_provider_list_dispose;
  object_class->finalize = chl_provider_list_finalize;

  /**
   * ChlProviderList::models-changed:
   *
   * Which models are on, or what is known of one, is not what it was. The latter is said in the main
   * loop's next turn, once for however many.
   */
  signals[SIGNAL_MODELS_CHANGED] =
    g_signal_new ("models-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 0);
}

static void
chl_provider_list_init (ChlProviderList *self)
{
  self->providers = g_ptr_array_new_with_free_func (g_object_unref);
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->snapshots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) json_node_unref);
}

ChlProviderList *
chl_provider_list_new (ChlEngine *engine)
{
  ChlProviderList *self = g_object_new (CHL_TYPE_PROVIDER_LIST, NULL);

  self->engine = engine;

  return self;
}

/**
 * chl_provider_list_find:
 * @self: a list
 * @id: (nullable): id of a configured provider
 *
 * Returns: (transfer none) (nullable): the provider; not one that is being removed
 */
ChlProvider *
chl_provider_list_find (ChlProviderList *self,
                        const char      *id)
{
  g_return_val_if_fail (CHL_IS_PROVIDER_LIST (self), NULL);

  for (guint i = 0; i < self->providers->len; i++)
    {
      ChlProvider *provider = g_ptr_array_index (self->providers, i);

      if (g_strcmp0 (chl_provider_get_id (provider), id) == 0)
        return provider;
    }

  return NULL;
}

/**
 * chl_provider_list_find_model:
 * @self: a list
 * @full_id: (nullable): "PROVIDER/MODEL"
 * @out_provider: (out) (optional) (transfer none): the provider it is of
 *
 * Returns: (transfer none) (nullable): the model
 */
ChlModel *
chl_provider_list_find_model (ChlProviderList *self,
                              const char      *full_id,
                              ChlProvider    **out_provider)
{
  g_autofree char *provider_id = NULL;
  g_autofree char *model_id = NULL;
  ChlProvider     *provider;

  g_return_val_if_fail (CHL_IS_PROVIDER_LIST (self), NULL);

  if (full_id == NULL || !chl_model_split_full_id (full_id, &provider_id, &model_id))
    return NULL;

  provider = chl_provider_list_find (self, provider_id);
  if (out_provider != NULL)
    *out_provider = provider;

  return provider != NULL ? chl_provider_find_model (provider, model_id) : NULL;
}

gboolean
chl_provider_list_is_taken (ChlProviderList *self,
                            const char      *id)
{
  return chl_provider_list_find (self, id) != NULL || g_hash_table_contains (self->hidden, id);
}

ChlEngine *
chl_provider_list_get_engine (ChlProviderList *self)
{
  return self->engine;
}

JsonNode *
chl_provider_list_get_snapshot (ChlProviderList *self,
                                const char      *id)
{
  return g_hash_table_lookup (self->snapshots, id);
}

void
chl_provider_list_set_snapshot (ChlProviderList *self,
                                const char      *id,
                                JsonNode        *written)
{
  if (written != NULL)
    g_hash_table_replace (self->snapshots, g_strdup (id), json_node_ref (written));
  else
    g_hash_table_remove (self->snapshots, id);
}

/**
 * chl_provider_list_hide:
 * @self: a list
 * @provider: one of its providers
 *
 * Takes @provider off the list; its file, its secrets and its cache stay until
 * chl_provider_list_remove_async().
 */
void
chl_provider_list_hide (ChlProviderList *self,
                        ChlProvider     *provider)
{
  g_return_if_fail (CHL_IS_PROVIDER_LIST (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));

  g_hash_table_replace (self->hidden, g_strdup (chl_provider_get_id (provider)),
                        g_object_ref (provider));
  chl_provider_list_take_out (self, provider);
}

/**
 * chl_provider_list_unhide:
 * @self: a list
 * @provider: one that was hidden
 *
 * Takes a chl_provider_list_hide() back.
 */
void
chl_provider_list_unhide (ChlProviderList *self,
                          ChlProvider     *provider)
{
  g_return_if_fail (CHL_IS_PROVIDER_LIST (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));

  if (g_hash_table_remove (self->hidden, chl_provider_get_id (provider)))
    chl_provider_list_insert (self, provider);
}

void
chl_provider_list_forget (ChlProviderList *self,
                          ChlProvider     *provider)
{
  chl_provider_list_take_out (self, provider);
  g_hash_table_remove (self->hidden, chl_provider_get_id (provider));
  g_hash_table_remove (self->snapshots, chl_provider_get_id (provider));
}
