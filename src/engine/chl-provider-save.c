/* chl-provider-save.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-provider-save"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-broken-provider.h"
#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-provider-list-private.h"
#include "chl-settings-patch.h"

/* On a provider that is being saved: a GQueue of the tasks that want it saved again after that. */
#define WAITING_SAVES "chl-waiting-saves"

typedef struct
{
  ChlProvider *provider; /* (owned) */
  JsonNode    *written;  /* (owned) (nullable) what of ours was written; %NULL: it waits */
} Save;

static void
save_free (Save *save)
{
  g_object_unref (save->provider);
  g_clear_pointer (&save->written, json_node_unref);
  g_free (save);
}

static void
waiting_free (gpointer waiting)
{
  g_queue_free_full (waiting, g_object_unref);
}

static void begin_save (GTask *task);

/* The next one is compared with what is in the file by now, and nobody quits before it. */
static void
end_save (GTask *task)
{
  ChlProviderList *self = g_task_get_source_object (task);
  Save            *save = g_task_get_task_data (task);
  GQueue          *waiting = g_object_get_data (G_OBJECT (save->provider), WAITING_SAVES);
  GTask           *next = g_queue_pop_head (waiting);

  if (next != NULL)
    begin_save (next);
  else
    g_object_set_data (G_OBJECT (save->provider), WAITING_SAVES, NULL);
  chl_engine_end_writing (chl_provider_list_get_engine (self));
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) merged = NULL;
  ChlProviderList *self = g_task_get_source_object (task);
  Save            *save = g_task_get_task_data (task);

  merged = chl_settings_store_merge_finish (CHL_SETTINGS_STORE (object), result, &error);
  if (merged == NULL)
    {
      end_save (task);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* What somebody else wrote meanwhile comes in with the merge; what changed here since stays. */
  chl_provider_list_set_snapshot (self, chl_provider_get_id (save->provider), save->written);
  chl_provider_list_take_root (self, save->provider, merged);
  end_save (task);
  g_task_return_boolean (task, TRUE);
}

/* Returns: whether there is something to write, and it is being written */
static gboolean
write_changes (GTask   *task,
               GError **error)
{
  ChlProviderList *self = g_task_get_source_object (task);
  ChlEngine       *engine = chl_provider_list_get_engine (self);
  Save            *save = g_task_get_task_data (task);
  const char      *id = chl_provider_get_id (save->provider);
  g_autoptr(JsonNode) patch = NULL;
  g_autofree char *name = NULL;

  save->written = chl_provider_dup_written_json (save->provider);
  patch = chl_settings_patch_between (chl_provider_list_get_snapshot (self, id), save->written);
  if (json_object_get_size (json_node_get_object (patch)) == 0)
    return FALSE;

  /* What could not be read back is never written. */
  if (!chl_provider_check_json (save->provider, save->written, error))
    return FALSE;

  name = g_strconcat (CHL_PROVIDER_FILES, id, NULL);
  chl_settings_store_merge_async (chl_engine_get_parts (engine)->settings, name, patch,
                                  g_task_get_cancellable (task), saved_cb, g_object_ref (task));

  return TRUE;
}

/* Takes @task. */
static void
begin_save (GTask *task)
{
  ChlProviderList *self = g_task_get_source_object (task);
  Save            *save = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (chl_provider_list_get_snapshot (self, chl_provider_get_id (save->provider)) == NULL ||
      CHL_IS_BROKEN_PROVIDER (save->provider))
    {
      const char *detail = chl_provider_get_detail (save->provider);

      g_set_error_literal (&error, CHL_ERROR, CHL_ERROR_BROKEN_FILE,
                           detail != NULL ? detail
                                          : _ ("The provider’s file cannot be used, so nothing was written"));
    }
  else if (write_changes (task, &error))
    {
      g_object_unref (task);
      return;
    }

  end_save (task);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/**
 * chl_provider_list_save_async:
 * @self: a list
 * @provider: one of its providers
 * @cancellable: (nullable): gives up
 * @callback: (scope async) (nullable): called when the file is written
 * @user_data: closure for @callback
 *
 * Merges what was changed on @provider into its file, one save of it after the other. Errors:
 * %CHL_ERROR_DISK_FULL, %CHL_ERROR_STORAGE, %CHL_ERROR_BROKEN_FILE, %CHL_ERROR_NEWER_FILE.
 */
void
chl_provider_list_save_async (ChlProviderList    *self,
                              ChlProvider        *provider,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask  *task;
  GQueue *waiting;
  Save   *save;

  g_return_if_fail (CHL_IS_PROVIDER_LIST (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_provider_list_save_async);
  save = g_new0 (Save, 1);
  save->provider = g_object_ref (provider);
  g_task_set_task_data (task, save, (GDestroyNotify) save_free);
  chl_engine_begin_writing (chl_provider_list_get_engine (self));

  if ((waiting = g_object_get_data (G_OBJECT (provider), WAITING_SAVES)) != NULL)
    {
      g_queue_push_tail (waiting, task);
      return;
    }

  g_object_set_data_full (G_OBJECT (provider), WAITING_SAVES, g_queue_new (), waiting_free);
  begin_save (task);
}

/**
 * chl_provider_list_save_finish:
 * @self: a list
 * @result: what the callback was given
 * @error: (out) (optional): see chl_provider_list_save_async()
 *
 * Returns: %TRUE if it is written
 */
gboolean
chl_provider_list_save_finish (ChlProviderList *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_provider_list_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
