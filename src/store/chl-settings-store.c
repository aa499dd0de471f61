/* chl-settings-store.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-settings-store"

#include "config.h"

#include "chl-settings-store.h"

#include "chl-file.h"
#include "chl-json.h"
#include "chl-settings-file.h"
#include "chl-settings-jobs.h"
#include "chl-settings-known.h"
#include "chl-settings-watch.h"
#include "chl-worker.h"

/**
 * ChlSettingsStore:
 *
 * The settings files, on a worker thread of their own.
 */
struct _ChlSettingsStore
{
  GObject parent_instance;

  char             *folder; /* (owned) (not nullable) */
  ChlWorker        *worker; /* (owned) (not nullable) */
  ChlSettingsWatch *watch;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ChlSettingsStore, chl_settings_store, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_CHANGED,
} ChlSettingsStoreSignal;

static guint signals[SIGNAL_CHANGED + 1];

static void
look_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  ChlSettingsStore *self = CHL_SETTINGS_STORE (object);
  ChlSettingsLook  *look = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;

  for (guint i = 0; self->watch != NULL && i + 1 < look->links->len; i += 2)
    chl_settings_watch_set_target (self->watch, g_ptr_array_index (look->links, i),
                                   g_ptr_array_index (look->links, i + 1));

  for (guint i = 0; i < look->changed->len; i++)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, g_ptr_array_index (look->changed, i));
}

static void
start_look (ChlSettingsStore  *self,
            const char *const *names)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, look_cb, NULL);
  ChlSettingsLook *look = g_new0 (ChlSettingsLook, 1);

  look->names = g_strdupv ((char **) names);
  g_task_set_source_tag (task, start_look);
  g_task_set_task_data (task, look, (GDestroyNotify) chl_settings_look_free);
  chl_worker_run (self->worker, task, chl_settings_look_job);
}

static void
watched_cb (const char *const *names,
            gpointer           user_data)
{
  start_look (user_data, names);
}

static GTask *
new_task (ChlSettingsStore   *self,
          const char         *name,
          JsonNode           *root,
          gpointer            tag,
          GCancellable       *cancellable,
          GAsyncReadyCallback callback,
          gpointer            user_data)
{
  GTask          *task = g_task_new (self, cancellable, callback, user_data);
  ChlSettingsJob *job = g_new0 (ChlSettingsJob, 1);

  job->name = g_strdup (name);
  job->root = root != NULL ? chl_json_copy (root) : NULL;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, (GDestroyNotify) chl_settings_job_free);

  return task;
}

static void
chl_settings_store_dispose (GObject *object)
{
  ChlSettingsStore *self = CHL_SETTINGS_STORE (object);

  g_clear_pointer (&self->watch, chl_settings_watch_free);

  G_OBJECT_CLASS (chl_settings_store_parent_class)->dispose (object);
}

static void
chl_settings_store_finalize (GObject *object)
{
  ChlSettingsStore *self = CHL_SETTINGS_STORE (object);

  g_clear_pointer (&self->worker, chl_worker_unref);
  g_clear_pointer (&self->folder, g_free);

  G_OBJECT_CLASS (chl_settings_store_parent_class)->finalize (object);
}

static void
chl_settings_store_class_init (ChlSettingsStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_settings_store_dispose;
  object_class->finalize = chl_settings_store_finalize;

  /**
   * ChlSettingsStore::changed:
   * @self: the store
   * @name: (type filename): the file that was changed, came or went; not always a valid name
   *
   * Somebody else changed a settings file. Comes only after chl_settings_store_watch().
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", CHL_TYPE_SETTINGS_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
chl_settings_store_init (ChlSettingsStore *self)
{
}

/**
 * chl_settings_store_new:
 * @folder: (type filename): the settings folder; made when something is written
 *
 * Returns: (transfer full): a new store
 */
ChlSettingsStore *
chl_settings_store_new (const char *folder)
{
  ChlSettingsStore *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (CHL_TYPE_SETTINGS_STORE, NULL);
  self->folder = g_strdup (folder);
  self->worker = chl_worker_new ("chl-settings", chl_settings_known_new (folder),
                                 (GDestroyNotify) chl_settings_known_free);

  return self;
}

const char *
chl_settings_store_get_folder (ChlSettingsStore *self)
{
  g_return_val_if_fail (CHL_IS_SETTINGS_STORE (self), NULL);

  return self->folder;
}

/**
 * chl_settings_store_dup_shown_path:
 * @self: a settings store
 * @name: a name, see chl_settings_store_load_async()
 *
 * Returns: (transfer full): where that file is, as a person reads it
 */
char *
chl_settings_store_dup_shown_path (ChlSettingsStore *self,
                                   const char       *name)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (CHL_IS_SETTINGS_STORE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  path = chl_settings_name_to_path (self->folder, name);

  return chl_file_dup_shown_path (path);
}

/**
 * chl_settings_store_dup_path:
 * @self: a store
 * @name: a settings file
 *
 * Returns: (transfer full) (nullable) (type filename): where @name is kept; %NULL if it is not
 *   valid
 */
char *
chl_settings_store_dup_path (ChlSettingsStore *self,
                             const char       *name)
{
  g_return_val_if_fail (CHL_IS_SETTINGS_STORE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return chl_settings_name_is_valid (name) ? chl_settings_name_to_path (self->folder, name) : NULL;
}

/**
 * chl_settings_store_watch:
 * @self: a store
 *
 * From now on #ChlSettingsStore::changed tells what others change, in the context of the caller.
 * If all files were loaded before, nothing falls between the two.
 */
void
chl_settings_store_watch (ChlSettingsStore *self)
{
  g_return_if_fail (CHL_IS_SETTINGS_STORE (self));

  if (self->watch != NULL)
    return;

  self->watch = chl_settings_watch_new (self->folder, watched_cb, self);
  start_look (self, NULL);
}

/**
 * chl_settings_store_load_all_async:
 * @self: a store
 * @cancellable: (nullable): stops it before it begins
 * @callback: called when it is done
 * @user_data: closure
 *
 * Reads every settings file there is.
 */
void
chl_settings_store_load_all_async (ChlSettingsStore   *self,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CHL_IS_SETTINGS_STORE (self));

  task = new_task (self, NULL, NULL, chl_settings_store_load_all_async, cancellable, callback,
                   user_data);
  chl_worker_run (self->worker, task, chl_settings_load_all_job);
}

/**
 * chl_settings_store_load_all_finish:
 * @self: a store
 * @result: what the callback got
 * @error: (out) (optional): only that it was cancelled
 *
 * Returns: (transfer full) (nullable) (element-type ChlSettingsFile): all files, sorted by name;
 *   one whose name is not valid has no root and %CHL_ERROR_INVALID
 */
GPtrArray *
chl_settings_store_load_all_finish (ChlSettingsStore *self,
                                    GAsyncResult     *result,
                                    GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_settings_store_load_all_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * chl_settings_store_load_async:
 * @self: a store
 * @name: a settings file
 * @cancellable: (nullable): stops it before it begins
 * @callback: called when it is done
 * @user_data: closure
 *
 * Reads one settings file.
 */
void
chl_settings_store_load_async (ChlSettingsStore   *self,
                               const char         *name,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CHL_IS_SETTINGS_STORE (self));
  g_return_if_fail (name != NULL);

  task = new_task (self, name, NULL, chl_settings_store_load_async, cancellable, callback,
                   user_data);
  chl_worker_run (self->worker, task, chl_settings_load_job);
}

/**
 * chl_settings_store_load_finish:
 * @self: a store
 * @result: what the callback got
 * @error: (out) (optional): only that it was cancelled
 *
 * Returns: (transfer full) (nullable): the file, also when there is none or it is broken
 */
ChlSettingsFile *
chl_settings_store_load_finish (ChlSettingsStore *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_settings_store_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * chl_settings_store_merge_async:
 * @self: a store
 * @name: a settings file; "roles" is made if it is not there, a provider is not
 * @patch: an object with the members that change; a null takes one away
 * @cancellable: (nullable): stops it before it begins
 * @callback: called when it is done
 * @user_data: closure
 *
 * Changes members of a file and leaves all others as they are on the disk at that moment.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc7396
 */
void
chl_settings_store_merge_async (ChlSettingsStore   *self,
                                const char         *name,
                                JsonNode           *patch,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CHL_IS_SETTINGS_STORE (self));
  g_return_if_fail (name != NULL);
  g_return_if_fail (patch != NULL && JSON_NODE_HOLDS_OBJECT (patch));

  task = new_task (self, name, patch, chl_settings_store_merge_async, cancellable, callback,
                   user_data);
  chl_worker_run (self->worker, task, chl_settings_merge_job);
}

/**
 * chl_settings_store_merge_finish:
 * @self: a store
 * @result: what the callback got
 * @error: (out) (optional): %CHL_ERROR_NOT_FOUND if the provider was removed meanwhile,
 *   %CHL_ERROR_BROKEN_FILE, %CHL_ERROR_NEWER_FILE, %CHL_ERROR_LIMIT, %CHL_ERROR_DISK_FULL,
 *   %CHL_ERROR_STORAGE, %CHL_ERROR_INVALID; the file is then what it was
 *
 * Returns: (transfer full) (nullable): what the file says now, with what others changed in it
 */
JsonNode *
chl_settings_store_merge_finish (ChlSettingsStore *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_settings_store_merge_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * chl_settings_store_create_async:
 * @self: a store
 * @name: a settings file that is not there yet
 * @root: an object
 * @cancellable: (nullable): stops it before it begins
 * @callback: called when it is done
 * @user_data: closure
 *
 * Writes a new file.
 */
void
chl_settings_store_create_async (ChlSettingsStore   *self,
                                 const char         *name,
                                 JsonNode           *root,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CHL_IS_SETTINGS_STORE (self));
  g_return_if_fail (name != NULL);
  g_return_if_fail (root != NULL && JSON_NODE_HOLDS_OBJECT (root));

  task = new_task (self, name, root, chl_settings_store_create_async, cancellable, callback,
                   user_data);
  chl_worker_run (self->worker, task, chl_settings_create_job);
}

/**
 * chl_settings_store_create_finish:
 * @self: a store
 * @result: what the callback got
 * @error: (out) (optional): %CHL_ERROR_INVALID if the name is not valid or taken,
 *   %CHL_ERROR_LIMIT, %CHL_ERROR_DISK_FULL, %CHL_ERROR_STORAGE
 *
 * Returns: whether it was written
 */
gboolean
chl_settings_store_create_finish (ChlSettingsStore *self,
                                  GAsyncResult     *result,
                                  GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_settings_store_create_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * chl_settings_store_remove_async:
 * @self: a store
 * @name: a settings file
 * @cancellable: (nullable): stops it before it begins
 * @callback: called when it is done
 * @user_data: closure
 *
 * Removes a file, broken or newer ones too. Of a symbolic link only the link goes.
 */
void
chl_settings_store_remove_async (ChlSettingsStore   *self,
                                 const char         *name,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CHL_IS_SETTINGS_STORE (self));
  g_return_if_fail (name != NULL);

  task = new_task (self, name, NULL, chl_settings_store_remove_async, cancellable, callback,
                   user_data);
  chl_worker_run (self->worker, task, chl_settings_remove_job);
}

/**
 * chl_settings_store_remove_finish:
 * @self: a store
 * @result: what the callback got
 * @error: (out) (optional): %CHL_ERROR_INVALID, %CHL_ERROR_DISK_FULL, %CHL_ERROR_STORAGE
 *
 * Returns: whether it is gone, or never was
 */
gboolean
chl_settings_store_remove_finish (ChlSettingsStore *self,
                                  GAsyncResult     *result,
                                  GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_settings_store_remove_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
