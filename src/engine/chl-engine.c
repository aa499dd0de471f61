/* chl-engine.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-engine"

#include "config.h"

#include "chl-engine.h"

#include "chl-chat.h"
#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-families.h"
#include "chl-json.h"

#define PRIVACY_NAME "privacy"

struct _ChlEngine
{
  GObject parent_instance;

  ChlEngineParts   parts;     /* objects and strings (owned) */
  ChlProviderList *providers; /* (owned) */
  ChlKeys         *keys;      /* (owned) */
  ChlRoles        *roles;     /* (owned) */
  ChlLibrary      *library;   /* (owned) */
  ChlRuntimes     *runtimes;  /* (owned) */
  GHashTable      *runs;      /* (owned) (element-type utf8 gpointer) by conversation */
  guint            is_ready : 1;
};

G_DEFINE_FINAL_TYPE (ChlEngine, chl_engine, G_TYPE_OBJECT)

typedef enum
{
  PROP_IS_READY = 1,
  PROP_IS_LOCAL_ONLY,
} ChlEngineProperty;

enum
{
  SIGNAL_NOTICE,
  N_SIGNALS
};

static GParamSpec *properties[PROP_IS_LOCAL_ONLY + 1];
static guint       signals[N_SIGNALS];

static void
take_privacy_file (ChlEngine             *self,
                   const ChlSettingsFile *file)
{
  gboolean is_local_only = FALSE;

  if (file->root == NULL && file->error == NULL)
    is_local_only = FALSE;
  else if (!chl_json_get_boolean (file->root, "/stay_on_this_computer", &is_local_only))
    /* A file that cannot be read may have said yes: until it is mended, nothing leaves. */
    is_local_only = file->error != NULL;

  if (is_local_only == chl_http_is_local_only (self->parts.http))
    return;

  chl_http_set_local_only (self->parts.http, is_local_only);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOCAL_ONLY]);
}

static void
reload_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ChlEngine) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) files = NULL;
  ChlSettingsFile *file;

  file = chl_settings_store_load_finish (CHL_SETTINGS_STORE (object), result, &error);
  if (file == NULL)
    {
      chl_engine_notice_error (self, error);
      return;
    }

  files = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_settings_file_free);
  g_ptr_array_add (files, file);

  if (g_str_equal (file->name, PRIVACY_NAME))
    take_privacy_file (self, file);
  else if (g_str_equal (file->name, "roles"))
    chl_roles_take_file (self->roles, file);
  else
    chl_provider_list_take_files (self->providers, files);
}

static void
settings_changed_cb (ChlEngine        *self,
                     const char       *name,
                     ChlSettingsStore *settings)
{
  chl_settings_store_load_async (settings, name, NULL, reload_cb, g_object_ref (self));
}

static void
chl_engine_dispose (GObject *object)
{
  ChlEngine *self = CHL_ENGINE (object);

  g_clear_pointer (&self->runs, g_hash_table_unref);
  g_clear_object (&self->library);
  g_clear_object (&self->runtimes);
  g_clear_object (&self->roles);
  g_clear_object (&self->keys);
  g_clear_object (&self->providers);
  g_clear_object (&self->parts.practice);
  g_clear_object (&self->parts.database);
  g_clear_object (&self->parts.cache);
  g_clear_object (&self->parts.settings);
  g_clear_object (&self->parts.secrets);
  g_clear_object (&self->parts.http);
  g_clear_object (&self->parts.random);
  g_clear_object (&self->parts.clock);

  G_OBJECT_CLASS (chl_engine_parent_class)->dispose (object);
}

static void
chl_engine_finalize (GObject *object)
{
  ChlEngine *self = CHL_ENGINE (object);

  g_free ((char *) self->parts.config_folder);
  g_free ((char *) self->parts.data_folder);
  g_free ((char *) self->parts.cache_folder);

  G_OBJECT_CLASS (chl_engine_parent_class)->finalize (object);
}

static void
chl_engine_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  ChlEngine *self = CHL_ENGINE (object);

  switch ((ChlEngineProperty) prop_id)
    {
    case PROP_IS_READY:
      g_value_set_boolean (value, self->is_ready);
      return;

    case PROP_IS_LOCAL_ONLY:
      g_value_set_boolean (value, chl_engine_is_local_only (self));
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
chl_engine_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  ChlEngine *self = CHL_ENGINE (object);

  switch ((ChlEngineProperty) prop_id)
    {
    case PROP_IS_LOCAL_ONLY:
      chl_engine_set_local_only (self, g_value_get_boolean (value));
      return;

    case PROP_IS_READY:
      break;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
chl_engine_class_init (ChlEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_engine_dispose;
  object_class->finalize = chl_engine_finalize;
  object_class->get_property = chl_engine_get_property;
  object_class->set_property = chl_engine_set_property;

  /**
   * ChlEngine:is-ready:
   *
   * Whether everything was read from disk.
   */
  properties[PROP_IS_READY] =
    g_param_spec_boolean ("is-ready", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * ChlEngine:is-local-only:
   *
   * *Stay on this computer*: no request leaves it.
   */
  properties[PROP_IS_LOCAL_ONLY] =
    g_param_spec_boolean ("is-local-only", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * ChlEngine::notice:
   * @sentence: what a person should know that no page shows
   */
  signals[SIGNAL_NOTICE] =
    g_signal_new ("notice", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
chl_engine_init (ChlEngine *self)
{
  self->runs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * chl_engine_new:
 * @parts: what it is made of; references are taken
 *
 * Nothing is read and nothing is sent until chl_engine_start_async().
 *
 * Returns: (transfer full): a new engine
 */
ChlEngine *
chl_engine_new (const ChlEngineParts *parts)
{
  ChlEngine *self;

  g_return_val_if_fail (parts != NULL, NULL);

  self = g_object_new (CHL_TYPE_ENGINE, NULL);
  self->parts.clock = g_object_ref (parts->clock);
  self->parts.random = g_object_ref (parts->random);
  self->parts.http = g_object_ref (parts->http);
  self->parts.secrets = g_object_ref (parts->secrets);
  self->parts.settings = g_object_ref (parts->settings);
  self->parts.cache = g_object_ref (parts->cache);
  self->parts.database = g_object_ref (parts->database);
  self->parts.practice = g_object_ref (parts->practice);
  self->parts.config_folder = g_strdup (parts->config_folder);
  self->parts.data_folder = g_strdup (parts->data_folder);
  self->parts.cache_folder = g_strdup (parts->cache_folder);

  self->providers = chl_provider_list_new (self);
  self->keys = chl_keys_new (self);
  self->roles = chl_roles_new (self);
  self->library = chl_library_new (self);
  self->runtimes = chl_runtimes_new (self);

  g_signal_connect_object (self->parts.settings, "changed", G_CALLBACK (settings_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

const ChlEngineParts *
chl_engine_get_parts (ChlEngine *self)
{
  g_return_val_if_fail (CHL_IS_ENGINE (self), NULL);

  return &self->parts;
}

GHashTable *
chl_engine_get_runs (ChlEngine *self)
{
  g_return_val_if_fail (CHL_IS_ENGINE (self), NULL);

  return self->runs;
}

ChlProviderList *
chl_engine_get_providers (ChlEngine *self)
{
  g_return_val_if_fail (CHL_IS_ENGINE (self), NULL);

  return self->providers;
}

ChlKeys *
chl_engine_get_keys (ChlEngine *self)
{
  g_return_val_if_fail (CHL_IS_ENGINE (self), NULL);

  return self->keys;
}

ChlRoles *
chl_engine_get_roles (ChlEngine *self)
{
  g_return_val_if_fail (CHL_IS_ENGINE (self), NULL);

  return self->roles;
}

ChlLibrary *
chl_engine_get_library (ChlEngine *self)
{
  g_return_val_if_fail (CHL_IS_ENGINE (self), NULL);

  return self->library;
}

ChlRuntimes *
chl_engine_get_runtimes (ChlEngine *self)
{
  g_return_val_if_fail (CHL_IS_ENGINE (self), NULL);

  return self->runtimes;
}

static void
chats_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *put_aside = NULL;
  ChlEngine       *self = g_task_get_source_object (task);

  rows = chl_database_list_chats_finish (CHL_DATABASE (object), result, &put_aside, &error);

  if (put_aside != NULL)
    {
      g_autofree char *name = g_path_get_basename (put_aside);
      g_autofree char *sentence =
        g_strdup_printf ("The chats could not be read; the file was put aside as %s", name);

      chl_engine_notice (self, sentence);
    }

  if (rows != NULL)
    chl_library_take_rows (self->library, rows);

  self->is_ready = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_READY]);

  if (rows == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
settings_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GPtrArray) files = NULL;
  g_autoptr(GError) error = NULL;
  ChlEngine    *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  files = chl_settings_store_load_all_finish (CHL_SETTINGS_STORE (object), result, &error);
  if (files == NULL)
    {
      /* Whatever it was may have said that nothing leaves. */
      chl_http_set_local_only (self->parts.http, TRUE);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  for (guint i = 0; i < files->len; i++)
    {
      ChlSettingsFile *file = g_ptr_array_index (files, i);

      if (g_str_equal (file->name, PRIVACY_NAME))
        take_privacy_file (self, file);
      else if (g_str_equal (file->name, "roles"))
        chl_roles_take_file (self->roles, file);
    }
  chl_provider_list_take_files (self->providers, files);
  chl_settings_store_watch (self->parts.settings);

  chl_database_list_chats_async (self->parts.database, cancellable, chats_cb,
                                 g_steal_pointer (&task));
}

/**
 * chl_engine_start_async:
 * @self: an engine
 * @cancellable: (nullable): gives up reading
 * @callback: (scope async): called when all was read
 * @user_data: closure for @callback
 *
 * Reads settings, cached model lists and the list of chats. Nothing goes on the network.
 */
void
chl_engine_start_async (ChlEngine          *self,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CHL_IS_ENGINE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_engine_start_async);
  chl_settings_store_load_all_async (self->parts.settings, cancellable, settings_cb, task);
}

/**
 * chl_engine_start_finish:
 * @self: an engine
 * @result: what the callback was given
 * @error: (out) (optional): a #ChlError; the lists hold what could be read all the same
 *
 * Returns: %TRUE if all was read
 */
gboolean
chl_engine_start_finish (ChlEngine    *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_engine_start_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
chl_engine_is_ready (ChlEngine *self)
{
  g_return_val_if_fail (CHL_IS_ENGINE (self), FALSE);

  return self->is_ready;
}

/**
 * chl_engine_shut_down:
 * @self: an engine
 *
 * Stops what runs and waits until everything that was to be written is written. Blocks for as
 * long as the disk takes: the last thing a program does.
 */
void
chl_engine_shut_down (ChlEngine *self)
{
  g_autoptr(GList) ids = NULL;

  g_return_if_fail (CHL_IS_ENGINE (self));

  ids = g_hash_table_get_keys (self->runs);
  for (GList *l = ids; l != NULL; l = l->next)
    {
      g_autoptr(ChlConversation) conversation = NULL;

      conversation = chl_library_find (self->library, l->data);
      if (conversation != NULL)
        {
          g_object_ref (conversation);
          chl_chat_stop (self, conversation);
        }
    }

  /* What was stopped says so through the main loop; give it its turn before the last writes. */
  while (g_hash_table_size (self->runs) > 0 && g_main_context_iteration (NULL, TRUE))
    continue;

  chl_library_flush (self->library);
  chl_practice_stop (self->parts.practice);
  chl_database_flush (self->parts.database);
}

gboolean
chl_engine_is_local_only (ChlEngine *self)
{
  g_return_val_if_fail (CHL_IS_ENGINE (self), FALSE);

  return chl_http_is_local_only (self->parts.http);
}

static void
privacy_saved_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(ChlEngine) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) merged = NULL;

  merged = chl_settings_store_merge_finish (CHL_SETTINGS_STORE (object), result, &error);
  if (merged == NULL)
    chl_engine_notice_error (self, error);
}

/**
 * chl_engine_set_local_only:
 * @self: an engine
 * @is_local_only: whether nothing may leave this computer
 *
 * Takes effect at once, on what runs too, and is written by itself.
 */
void
chl_engine_set_local_only (ChlEngine *self,
                           gboolean   is_local_only)
{
  g_autoptr(JsonNode) patch = NULL;
  JsonObject *object;

  g_return_if_fail (CHL_IS_ENGINE (self));

  is_local_only = !!is_local_only;
  if (is_local_only == chl_http_is_local_only (self->parts.http))
    return;

  chl_http_set_local_only (self->parts.http, is_local_only);

  object = json_object_new ();
  json_object_set_boolean_member (object, "stay_on_this_computer", is_local_only);
  patch = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (patch, object);
  chl_settings_store_merge_async (self->parts.settings, PRIVACY_NAME, patch, NULL,
                                  privacy_saved_cb, g_object_ref (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOCAL_ONLY]);
}

gint64
chl_engine_get_now_us (ChlEngine *self)
{
  g_return_val_if_fail (CHL_IS_ENGINE (self), 0);

  return chl_clock_get_real_us (self->parts.clock);
}

/**
 * chl_engine_get_folder:
 * @self: an engine
 * @which: "config", "data" or "cache"
 *
 * Returns: (transfer none) (nullable): the path
 */
const char *
chl_engine_get_folder (ChlEngine  *self,
                       const char *which)
{
  g_return_val_if_fail (CHL_IS_ENGINE (self), NULL);
  g_return_val_if_fail (which != NULL, NULL);

  if (g_str_equal (which, "config"))
    return self->parts.config_folder;
  if (g_str_equal (which, "data"))
    return self->parts.data_folder;
  if (g_str_equal (which, "cache"))
    return self->parts.cache_folder;

  return NULL;
}

const GType *
chl_engine_list_families (guint *out_length)
{
  return chl_families_list (out_length);
}

GType
chl_engine_find_family (const char *family_id)
{
  return chl_families_find (family_id);
}

GType
chl_engine_recognize_key (const char *pasted)
{
  return chl_families_recognize_key (pasted);
}

void
chl_engine_notice (ChlEngine  *self,
                   const char *sentence)
{
  g_return_if_fail (CHL_IS_ENGINE (self));
  g_return_if_fail (sentence != NULL);

  g_signal_emit (self, signals[SIGNAL_NOTICE], 0, sentence);
}

void
chl_engine_notice_error (ChlEngine    *self,
                         const GError *error)
{
  if (!chl_error_is_cancellation (error))
    chl_engine_notice (self, error->message);
}
