/* chl-world.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-world"

#include "config.h"

#include "chl-world.h"

#include <sys/resource.h>

#include "chl-engine-parts.h"

/* Milliseconds that a silent call to the keyring may take before it counts as hung. */
#define KEYRING_TIMEOUT 20000

struct _ChlWorld
{
  GObject parent_instance;

  ChlEngine *engine; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ChlWorld, chl_world, G_TYPE_OBJECT)

static void
chl_world_dispose (GObject *object)
{
  ChlWorld *self = CHL_WORLD (object);

  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_world_parent_class)->dispose (object);
}

static void
chl_world_class_init (ChlWorldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_world_dispose;
}

static void
chl_world_init (ChlWorld *self)
{
}

/* A core file would hold every key that was in use. */
static void
forbid_core_files (void)
{
  const struct rlimit none = { 0, 0 };

  if (setrlimit (RLIMIT_CORE, &none) != 0)
    g_debug ("Core files could not be forbidden");
}

static ChlEngine *
build_engine (void)
{
  g_autoptr(ChlClock) clock = chl_system_clock_new ();
  g_autoptr(ChlRandom) random = chl_system_random_new ();
  g_autoptr(ChlHttp) http = chl_http_new (clock);
  g_autoptr(ChlSecretStore) secrets = chl_secret_store_new (KEYRING_TIMEOUT);
  g_autoptr(ChlPractice) practice = chl_practice_new (clock);
  g_autofree char *config_folder = g_build_filename (g_get_user_config_dir (), "chatelaine", NULL);
  g_autofree char *data_folder = g_build_filename (g_get_user_data_dir (), "chatelaine", NULL);
  g_autofree char *cache_folder = g_build_filename (g_get_user_cache_dir (), "chatelaine", NULL);
  g_autofree char *database_path = g_build_filename (data_folder, "chatelaine.db", NULL);
  g_autoptr(ChlSettingsStore) settings = chl_settings_store_new (config_folder);
  g_autoptr(ChlCache) cache = chl_cache_new (cache_folder);
  g_autoptr(ChlDatabase) database = chl_database_new (database_path, clock);
  const ChlEngineParts parts = {
    .clock = clock,
    .random = random,
    .http = http,
    .secrets = secrets,
    .settings = settings,
    .cache = cache,
    .database = database,
    .practice = practice,
    .config_folder = config_folder,
    .data_folder = data_folder,
    .cache_folder = cache_folder,
  };

  return chl_engine_new (&parts);
}

/**
 * chl_world_new:
 *
 * Returns: (transfer full): the objects of one run of the program, in the person's own folders
 */
ChlWorld *
chl_world_new (void)
{
  ChlWorld *self;

  forbid_core_files ();

  self = g_object_new (CHL_TYPE_WORLD, NULL);
  self->engine = build_engine ();

  return self;
}

/**
 * chl_world_get_engine:
 * @self: a world
 *
 * Returns: (transfer none): the engine
 */
ChlEngine *
chl_world_get_engine (ChlWorld *self)
{
  g_return_val_if_fail (CHL_IS_WORLD (self), NULL);

  return self->engine;
}

/**
 * chl_world_serve_practice:
 * @self: a world
 * @port: the port on loopback; 0 for any
 * @tokens_per_second: how fast answers come; 0 for the usual speed
 * @error: (out) (optional): why the port cannot be had
 *
 * Serves the practice provider until the program ends.
 *
 * Returns: (transfer full) (nullable): its endpoint
 */
char *
chl_world_serve_practice (ChlWorld *self,
                          guint16   port,
                          guint     tokens_per_second,
                          GError  **error)
{
  ChlPractice *practice;

  g_return_val_if_fail (CHL_IS_WORLD (self), NULL);

  practice = chl_engine_get_parts (self->engine)->practice;
  if (tokens_per_second > 0)
    chl_practice_set_tokens_per_second (practice, tokens_per_second);
  if (!chl_practice_start (practice, port, error))
    return NULL;

  return chl_practice_dup_endpoint (practice);
}
