/* chl-engine.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-engine"

#include "config.h"

#include "chl-engine.h"

#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-ledger.h"
#include "chl-registry-keeper.h"

struct _ChlEngine
{
  GObject parent_instance;

  ChlEngineParts     parts;     /* objects and strings (owned) */
  ChlProviderList   *providers; /* (owned) */
  ChlKeys           *keys;      /* (owned) */
  ChlRoles          *roles;     /* (owned) */
  ChlLibrary        *library;   /* (owned) */
  ChlRuntimes       *runtimes;  /* (owned) */
  ChlProgramPool    *programs;  /* (owned) */
  ChlRegistryKeeper *keeper;    /* (owned) (nullable) until it is asked for */
  GHashTable        *runs;      /* (owned) (element-type utf8 gpointer) by conversation */
  guint              n_writing; /* settings and caches; each write holds a reference */
  guint              n_reading; /* what is still being read at the start */
  guint              is_ready : 1;
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

/**
 * chl_engine_take_files:
 * @self: an engine
 * @files: (element-type ChlSettingsFile): what was read
 *
 * Brings everything up to what the files say.
 */
void
chl_engine_take_files (ChlEngine *self,
                       GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    {
      ChlSettingsFile *file = g_ptr_array_index (files, i);

      if (g_str_equal (file->name, CHL_PRIVACY_NAME))
        chl_engine_take_privacy_file (self, file);
      else if (g_str_equal (file->name, "roles"))
        chl_roles_take_file (self->roles, file);
    }

  chl_provider_list_take_files (self->providers, files);
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

  chl_engine_take_files (self, files);
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
  g_clear_pointer (&self->programs, chl_program_pool_free);
  g_clear_object (&self->library);
  g_clear_object (&self->runtimes);
  g_clear_object (&self->roles);
  g_clear_object (&self->keys);
  g_clear_object (&self->providers);
  g_clear_object (&self->keeper);
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
  self->programs = chl_program_pool_new (self);
  chl_ledger_watch (self);

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

ChlProgramPool *
chl_engine_get_programs (ChlEngine *self)
{
  g_return_val_if_fail (CHL_IS_ENGINE (self), NULL);

  return self->programs;
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

/**
 * chl_engine_get_registry_keeper:
 * @self: an engine
 *
 * Returns: (transfer none): who keeps the table of models; nothing is opened before it is asked for
 */
ChlRegistryKeeper *
chl_engine_get_registry_keeper (ChlEngine *self)
{
  g_return_val_if_fail (CHL_IS_ENGINE (self), NULL);

  if (self->keeper == NULL)
    {
      g_autoptr(ChlRegistryKeeper) keeper = chl_registry_keeper_new (self, NULL);

      chl_engine_set_registry_keeper (self, keeper);
    }

  return self->keeper;
}

/* Instead of the one that there would be, before anybody has asked for that. */
void
chl_engine_set_registry_keeper (ChlEngine         *self,
                                ChlRegistryKeeper *keeper)
{
  g_return_if_fail (CHL_IS_ENGINE (self));
  g_return_if_fail (CHL_IS_REGISTRY_KEEPER (keeper));
  g_return_if_fail (self->keeper == NULL);

  self->keeper = g_object_ref (keeper);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (chl_engine_forget_merged), self,
                           G_CONNECT_SWAPPED);
}

gboolean
chl_engine_is_ready (ChlEngine *self)
{
  g_return_val_if_fail (CHL_IS_ENGINE (self), FALSE);

  return self->is_ready;
}

/**
 * chl_engine_begin_writing:
 * @self: an engine
 *
 * A file is being written; chl_engine_shut_down() waits for it.
 */
void
chl_engine_begin_writing (ChlEngine *self)
{
  g_object_ref (self)->n_writing++;
}

void
chl_engine_end_writing (ChlEngine *self)
{
  g_return_if_fail (self->n_writing > 0);

  self->n_writing--;
  g_object_unref (self);
}

gboolean
chl_engine_is_writing (ChlEngine *self)
{
  return self->n_writing > 0;
}

/**
 * chl_engine_hold:
 * @self: an engine
 *
 * Something more is being read before the engine is ready.
 */
void
chl_engine_hold (ChlEngine *self)
{
  self->n_reading++;
}

/**
 * chl_engine_release:
 * @self: an engine
 *
 * It was read. With the last one the engine is ready.
 */
void
chl_engine_release (ChlEngine *self)
{
  g_return_if_fail (self->n_reading > 0);

  if (--self->n_reading > 0 || self->is_ready)
    return;

  self->is_ready = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_READY]);
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
