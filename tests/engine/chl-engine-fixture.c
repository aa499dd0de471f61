/* chl-engine-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-engine-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "chl-fake-random.h"
#include "chl-keys.h"

#define START_US 1700000000000000

void
chl_fixture_keep_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

GAsyncResult *
chl_fixture_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static void
start_engine (ChlFixture *self)
{
  g_autoptr(ChlClock) clock = self->clock != NULL ? CHL_CLOCK (g_object_ref (self->clock))
                                                   : chl_system_clock_new ();
  g_autoptr(ChlRandom) random = chl_system_random_new ();
  g_autoptr(ChlHttp) http = chl_http_new (clock);
  g_autoptr(ChlSecretStore) secrets = chl_secret_store_new (60000);
  g_autoptr(ChlPractice) practice = chl_practice_new (clock);
  g_autofree char *config = g_build_filename (self->folder, "config", NULL);
  g_autofree char *data = g_build_filename (self->folder, "data", NULL);
  g_autofree char *cache_folder = g_build_filename (self->folder, "cache", NULL);
  g_autofree char *path = g_build_filename (data, "chatelaine.db", NULL);
  g_autoptr(ChlSettingsStore) settings = chl_settings_store_new (config);
  g_autoptr(ChlCache) cache = chl_cache_new (cache_folder);
  g_autoptr(ChlDatabase) database = chl_database_new (path, clock);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  const ChlEngineParts parts = {
    .clock = clock,
    .random = random,
    .http = http,
    .secrets = secrets,
    .settings = settings,
    .cache = cache,
    .database = database,
    .practice = practice,
    .config_folder = config,
    .data_folder = data,
    .cache_folder = cache_folder,
  };

  self->engine = chl_engine_new (&parts);
  chl_engine_start_async (self->engine, NULL, chl_fixture_keep_cb, &result);
  chl_engine_start_finish (self->engine, chl_fixture_wait (&result), &error);
  g_assert_no_error (error);
}

ChlFixture *
chl_fixture_new (gboolean has_fake_clock)
{
  ChlFixture      *self = g_new0 (ChlFixture, 1);
  g_autofree char *keyring = NULL;
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("chl-engine-XXXXXX", &error);
  g_assert_no_error (error);

  keyring = g_build_filename (self->folder, "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);

  if (has_fake_clock)
    self->clock = chl_fake_clock_new (START_US);
  self->server = chl_fake_server_new ();
  start_engine (self);

  return self;
}

/* A second program over the same folders, with a clock of its own. */
ChlFixture *
chl_fixture_new_beside (ChlFixture *other)
{
  ChlFixture *self = g_new0 (ChlFixture, 1);

  self->folder = g_strdup (other->folder);
  self->is_guest = TRUE;
  start_engine (self);

  return self;
}

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }

  g_remove (path);
}

static void
stop_engine (ChlFixture *self)
{
  ChlEngine *engine = g_steal_pointer (&self->engine);

  chl_engine_shut_down (engine);
  g_object_add_weak_pointer (G_OBJECT (engine), (gpointer *) &engine);
  g_object_unref (engine);

  /* What is still under way holds it; nothing may hold it for ever. */
  CHL_FIXTURE_UNTIL (engine == NULL);
}

void
chl_fixture_free (ChlFixture *self)
{
  if (self == NULL)
    return;

  stop_engine (self);
  if (self->server != NULL)
    chl_fake_server_stop (self->server);
  g_clear_object (&self->server);
  g_clear_object (&self->clock);
  if (!self->is_guest)
    remove_tree (self->folder);
  g_free (self->folder);
  g_free (self);
}

/* Quits and starts again, over the same folders. */
void
chl_fixture_restart (ChlFixture *self)
{
  stop_engine (self);
  start_engine (self);
}

/* A custom provider "lab" that talks to the server, with model "m" on. */
ChlProvider *
chl_fixture_add_provider (ChlFixture *self)
{
  g_autofree char     *endpoint = chl_fake_server_dup_address (self->server, "/v1");
  const ChlNewProvider what = { .family_id = "custom", .id = "lab", .endpoint = endpoint };
  g_autoptr(GError) error = NULL;
  ChlProvider *provider;

  provider = chl_fixture_add (self, &what, &error);
  g_assert_no_error (error);
  chl_fixture_add_model (provider, "m");

  return provider;
}

void
chl_fixture_add_model (ChlProvider *provider,
                       const char  *id)
{
  g_autoptr(ChlModel) model = chl_model_new (chl_provider_get_id (provider), id);

  chl_model_set_use (model, CHL_MODEL_USE_CHAT);
  chl_model_set_custom (model, TRUE);
  chl_provider_add_model (provider, model);
  chl_model_set_enabled (model, TRUE);
}

void
chl_fixture_set_key (ChlFixture  *self,
                     ChlProvider *provider,
                     const char  *key)
{
  ChlKeys *keys = chl_engine_get_keys (self->engine);
  g_autoptr(ChlSecret) secret = chl_secret_new (key, -1);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  chl_keys_set_async (keys, provider, secret, FALSE, NULL, chl_fixture_keep_cb, &result);
  chl_keys_change_finish (keys, chl_fixture_wait (&result), &error);
  g_assert_no_error (error);
}

extern void __lsan_disable (void) __attribute__ ((weak));
extern void __lsan_enable (void) __attribute__ ((weak));

/* libsecret 0.20.5: its file backend loses the entity tag of a file that it reads or writes twice. */
void
chl_fixture_ignore_leaks (gboolean ignores)
{
  if (ignores && __lsan_disable != NULL)
    __lsan_disable ();
  else if (!ignores && __lsan_enable != NULL)
    __lsan_enable ();
}

/* Returns: (transfer none) (nullable): the list holds it */
ChlProvider *
chl_fixture_add (ChlFixture           *self,
                 const ChlNewProvider *what,
                 GError              **error)
{
  ChlProviderList *list = chl_engine_get_providers (self->engine);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ChlProvider) provider = NULL;

  chl_provider_list_add_async (list, what, NULL, chl_fixture_keep_cb, &result);
  provider = chl_provider_list_add_finish (list, chl_fixture_wait (&result), error);
  g_assert_true (provider == NULL ||
                 chl_provider_list_find (list, chl_provider_get_id (provider)) == provider);

  return provider;
}

gboolean
chl_fixture_save (ChlFixture  *self,
                  ChlProvider *provider,
                  GError     **error)
{
  ChlProviderList *list = chl_engine_get_providers (self->engine);
  g_autoptr(GAsyncResult) result = NULL;

  chl_provider_list_save_async (list, provider, NULL, chl_fixture_keep_cb, &result);

  return chl_provider_list_save_finish (list, chl_fixture_wait (&result), error);
}

gboolean
chl_fixture_remove (ChlFixture  *self,
                    ChlProvider *provider,
                    GError     **error)
{
  ChlProviderList *list = chl_engine_get_providers (self->engine);
  g_autoptr(GAsyncResult) result = NULL;

  chl_provider_list_remove_async (list, provider, NULL, chl_fixture_keep_cb, &result);

  return chl_provider_list_remove_finish (list, chl_fixture_wait (&result), error);
}

void
chl_fixture_write_file (ChlFixture *self,
                        const char *name,
                        const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

char *
chl_fixture_read_file (ChlFixture *self,
                       const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  char            *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);

  return text;
}
