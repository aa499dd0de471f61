/* chl-provider-remove.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-provider-remove"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-engine-private.h"
#include "chl-keys-headers.h"
#include "chl-provider-list-private.h"

typedef struct
{
  ChlProvider     *provider; /* (owned) */
  char            *name;     /* (owned) of its file */
  ChlSettingsFile *file;     /* (owned) (nullable) as it was, in case it has to come back */
  GError          *problem;  /* (owned) (nullable) why its key could not be removed */
} Removal;

static void
removal_free (Removal *removal)
{
  g_object_unref (removal->provider);
  g_free (removal->name);
  g_clear_pointer (&removal->file, chl_settings_file_free);
  g_clear_error (&removal->problem);
  g_free (removal);
}

static void
cache_removed_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);

  /* What can be fetched again is no loss; its removal may fail in peace. */
  chl_cache_remove_finish (CHL_CACHE (object), result, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
restored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlProviderList *self = g_task_get_source_object (task);
  Removal         *removal = g_task_get_task_data (task);

  chl_engine_end_writing (chl_provider_list_get_engine (self));

  if (!chl_settings_store_create_finish (CHL_SETTINGS_STORE (object), result, &error))
    {
      g_debug ("The file does not come back: %s", error->message);
      g_task_return_new_error (task, removal->problem->domain, removal->problem->code,
                               _ ("%s was removed, but its key is still in the keyring: %s"),
                                  chl_provider_get_title (removal->provider),
                                  removal->problem->message);
      return;
    }

  if (chl_provider_list_find (self, chl_provider_get_id (removal->provider)) == NULL)
    {
      chl_provider_list_take_snapshot (self, removal->provider);
      chl_provider_list_insert (self, removal->provider);
    }
  g_task_return_error (task, g_steal_pointer (&removal->problem));
}

/* The keyring still has the key: something must say whose it is, or nobody could remove it. */
static void
restore (GTask *task)
{
  ChlProviderList *self = g_task_get_source_object (task);
  ChlEngine       *engine = chl_provider_list_get_engine (self);
  Removal         *removal = g_task_get_task_data (task);
  g_autoptr(JsonNode) root = NULL;

  root = removal->file != NULL && removal->file->root != NULL
           ? json_node_ref (removal->file->root)
           : chl_provider_dup_written_json (removal->provider);
  chl_settings_store_create_async (chl_engine_get_parts (engine)->settings, removal->name, root,
                                   NULL, restored_cb, task);
}

static void
key_removed_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autofree char *name = NULL;
  ChlProviderList *self = g_task_get_source_object (task);
  ChlEngine       *engine = chl_provider_list_get_engine (self);
  Removal         *removal = g_task_get_task_data (task);

  if (!chl_keys_change_finish (CHL_KEYS (object), result, &removal->problem))
    {
      restore (g_steal_pointer (&task));
      return;
    }

  chl_engine_end_writing (engine);
  name = g_strconcat ("models/", chl_provider_get_id (removal->provider), NULL);
  chl_cache_remove_async (chl_engine_get_parts (engine)->cache, name, NULL, cache_removed_cb,
                          g_steal_pointer (&task));
}

static void
file_removed_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlProviderList *self = g_task_get_source_object (task);
  ChlEngine       *engine = chl_provider_list_get_engine (self);
  Removal         *removal = g_task_get_task_data (task);

  if (!chl_settings_store_remove_finish (CHL_SETTINGS_STORE (object), result, &error))
    {
      chl_engine_end_writing (engine);
      chl_provider_list_unhide (self, removal->provider);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* What is left of it goes as well, whoever changes their mind or quits. */
  g_task_set_check_cancellable (task, FALSE);
  chl_provider_list_forget (self, removal->provider);
  chl_keys_forget_async (chl_engine_get_keys (engine), removal->provider, NULL, key_removed_cb,
                         g_steal_pointer (&task));
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  ChlProviderList *self = g_task_get_source_object (task);
  GCancellable    *cancellable = g_task_get_cancellable (task);
  Removal         *removal = g_task_get_task_data (task);

  removal->file = chl_settings_store_load_finish (CHL_SETTINGS_STORE (object), result, NULL);
  chl_engine_begin_writing (chl_provider_list_get_engine (self));
  chl_settings_store_remove_async (CHL_SETTINGS_STORE (object), removal->name, cancellable,
                                   file_removed_cb, g_steal_pointer (&task));
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlProviderList *self = g_task_get_source_object (task);
  ChlEngine       *engine = chl_provider_list_get_engine (self);
  GCancellable    *cancellable = g_task_get_cancellable (task);
  Removal         *removal = g_task_get_task_data (task);

  if (!chl_keys_change_finish (CHL_KEYS (object), result, &error))
    {
      chl_provider_list_unhide (self, removal->provider);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  chl_settings_store_load_async (chl_engine_get_parts (engine)->settings, removal->name,
                                 cancellable, loaded_cb, g_steal_pointer (&task));
}

/**
 * chl_provider_list_remove_async:
 * @self: a list
 * @provider: one of its providers, hidden or not
 * @cancellable: (nullable): gives up
 * @callback: (scope async) (nullable): called when all of it is gone
 * @user_data: closure for @callback
 *
 * Deletes the provider's file, its secrets and its cache, in this order, so that a file that stays
 * has its key. Whether the keyring is there and open is found out before. If any of that fails the
 * provider is back on the list, with its file. Errors: %CHL_ERROR_KEYRING_LOCKED,
 * %CHL_ERROR_KEYRING, %CHL_ERROR_STORAGE.
 */
void
chl_provider_list_remove_async (ChlProviderList    *self,
                                ChlProvider        *provider,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  Removal *removal;
  GTask   *task;

  g_return_if_fail (CHL_IS_PROVIDER_LIST (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));

  removal = g_new0 (Removal, 1);
  removal->provider = g_object_ref (provider);
  removal->name = g_strconcat (CHL_PROVIDER_FILES, chl_provider_get_id (provider), NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_provider_list_remove_async);
  g_task_set_task_data (task, removal, (GDestroyNotify) removal_free);

  chl_keys_open_all_async (chl_engine_get_keys (chl_provider_list_get_engine (self)), provider,
                           cancellable, opened_cb, task);
}

/**
 * chl_provider_list_remove_finish:
 * @self: a list
 * @result: what the callback was given
 * @error: (out) (optional): see chl_provider_list_remove_async()
 *
 * Returns: %TRUE if it is gone
 */
gboolean
chl_provider_list_remove_finish (ChlProviderList *self,
                                 GAsyncResult    *result,
                                 GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_provider_list_remove_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
