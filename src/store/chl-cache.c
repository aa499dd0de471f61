/* chl-cache.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-cache"

#include "config.h"

#include "chl-cache.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"
#include "chl-file.h"
#include "chl-json.h"
#include "chl-settings-file.h"
#include "chl-worker.h"

/**
 * ChlCache:
 *
 * Documents that can be fetched again, on a worker thread of their own.
 */
struct _ChlCache
{
  GObject parent_instance;

  ChlWorker *worker; /* (owned) (not nullable) its context is the folder */
};

G_DEFINE_FINAL_TYPE (ChlCache, chl_cache, G_TYPE_OBJECT)

typedef struct
{
  char     *name; /* (owned) (not nullable) */
  JsonNode *root; /* (owned) (nullable) a copy */
} Job;

static void
free_job (Job *job)
{
  g_free (job->name);
  g_clear_pointer (&job->root, json_node_unref);
  g_free (job);
}

static gboolean
name_is_valid (const char *name)
{
  const char      *slash = strchr (name, '/');
  g_autofree char *first = slash != NULL ? g_strndup (name, (gsize) (slash - name)) : NULL;

  if (slash == NULL)
    return chl_settings_id_is_valid (name);

  return chl_settings_id_is_valid (first) && chl_settings_id_is_valid (slash + 1);
}

/* Returns: (transfer full) (nullable) (type filename): where the job's document is kept. */
static char *
find_path (Job        *job,
           const char *folder,
           GError    **error)
{
  if (name_is_valid (job->name))
    return chl_settings_name_to_path (folder, job->name);

  g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID,
                       _("Nothing can be kept in the cache by this name"));

  return NULL;
}

static void
load_job (GTask   *task,
          gpointer context)
{
  Job             *job = g_task_get_task_data (task);
  g_autofree char *path = find_path (job, context, NULL);
  g_autoptr(GBytes) bytes = NULL;
  JsonNode *root = NULL;

  if (path != NULL && chl_file_read (path, CHL_JSON_MAX_BYTES, &bytes, NULL) && bytes != NULL &&
      g_bytes_get_size (bytes) > 0)
    root = chl_json_parse (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL);

  g_task_return_pointer (task, root, (GDestroyNotify) json_node_unref);
}

static gboolean
save (Job        *job,
      const char *folder,
      GError    **error)
{
  g_autofree char *path = find_path (job, folder, error);
  g_autofree char *path_folder = NULL;
  g_autofree char *text = NULL;

  if (path == NULL)
    return FALSE;

  path_folder = g_path_get_dirname (path);
  if (!chl_file_make_folder (path_folder, error))
    return FALSE;

  text = chl_json_print (job->root, FALSE);

  return chl_file_replace (path, text, strlen (text), CHL_FILE_NORMAL, error);
}

static void
save_job (GTask   *task,
          gpointer context)
{
  g_autoptr(GError) error = NULL;

  if (save (g_task_get_task_data (task), context, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
remove_job (GTask   *task,
            gpointer context)
{
  Job *job = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autofree char *path = find_path (job, context, &error);

  if (path != NULL && chl_file_remove (path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
run (ChlCache           *self,
     const char         *name,
     JsonNode           *root,
     ChlWorkerFunc       func,
     gpointer            tag,
     GCancellable       *cancellable,
     GAsyncReadyCallback callback,
     gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->name = g_strdup (name);
  job->root = root != NULL ? chl_json_copy (root) : NULL;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, (GDestroyNotify) free_job);
  chl_worker_run (self->worker, task, func);
}

static void
chl_cache_finalize (GObject *object)
{
  ChlCache *self = CHL_CACHE (object);

  g_clear_pointer (&self->worker, chl_worker_unref);

  G_OBJECT_CLASS (chl_cache_parent_class)->finalize (object);
}

static void
chl_cache_class_init (ChlCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chl_cache_finalize;
}

static void
chl_cache_init (ChlCache *self)
{
}

/**
 * chl_cache_new:
 * @folder: (type filename): the cache's folder; made when something is saved
 *
 * Returns: (transfer full): a new cache
 */
ChlCache *
chl_cache_new (const char *folder)
{
  ChlCache *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (CHL_TYPE_CACHE, NULL);
  self->worker = chl_worker_new ("chl-cache", g_strdup (folder), g_free);

  return self;
}

/**
 * chl_cache_load_async:
 * @self: a cache
 * @name: "NAME" or "FOLDER/NAME", each written as a provider's id
 * @cancellable: (nullable): stops it before it begins
 * @callback: called when it is done
 * @user_data: closure
 *
 * Reads a document.
 */
void
chl_cache_load_async (ChlCache           *self,
                      const char         *name,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_return_if_fail (CHL_IS_CACHE (self));
  g_return_if_fail (name != NULL);

  run (self, name, NULL, load_job, chl_cache_load_async, cancellable, callback, user_data);
}

/**
 * chl_cache_load_finish:
 * @self: a cache
 * @result: what the callback got
 * @error: (out) (optional): only that it was cancelled
 *
 * Returns: (transfer full) (nullable): the document; %NULL, without an error, if it is missing,
 *   broken or cannot be read
 */
JsonNode *
chl_cache_load_finish (ChlCache     *self,
                       GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_cache_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * chl_cache_save_async:
 * @self: a cache
 * @name: as for chl_cache_load_async()
 * @root: the document
 * @cancellable: (nullable): stops it before it begins
 * @callback: called when it is done
 * @user_data: closure
 *
 * Writes a document, whole or not at all. The last of two writers wins.
 */
void
chl_cache_save_async (ChlCache           *self,
                      const char         *name,
                      JsonNode           *root,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_return_if_fail (CHL_IS_CACHE (self));
  g_return_if_fail (name != NULL);
  g_return_if_fail (root != NULL);

  run (self, name, root, save_job, chl_cache_save_async, cancellable, callback, user_data);
}

/**
 * chl_cache_save_finish:
 * @self: a cache
 * @result: what the callback got
 * @error: (out) (optional): %CHL_ERROR_INVALID for a bad name, %CHL_ERROR_DISK_FULL,
 *   %CHL_ERROR_STORAGE
 *
 * Returns: whether it was written
 */
gboolean
chl_cache_save_finish (ChlCache     *self,
                       GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_cache_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * chl_cache_remove_async:
 * @self: a cache
 * @name: as for chl_cache_load_async()
 * @cancellable: (nullable): stops it before it begins
 * @callback: called when it is done
 * @user_data: closure
 *
 * Removes a document.
 */
void
chl_cache_remove_async (ChlCache           *self,
                        const char         *name,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_return_if_fail (CHL_IS_CACHE (self));
  g_return_if_fail (name != NULL);

  run (self, name, NULL, remove_job, chl_cache_remove_async, cancellable, callback, user_data);
}

/**
 * chl_cache_remove_finish:
 * @self: a cache
 * @result: what the callback got
 * @error: (out) (optional): %CHL_ERROR_INVALID for a bad name, %CHL_ERROR_STORAGE
 *
 * Returns: whether it is gone, or never was
 */
gboolean
chl_cache_remove_finish (ChlCache     *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_cache_remove_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
