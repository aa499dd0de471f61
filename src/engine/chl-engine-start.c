/* chl-engine-start.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-engine-start"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-chat.h"
#include "chl-engine-private.h"
#include "chl-error.h"

static void
ready_cb (GTask *task)
{
  g_autoptr(GTask) kept = g_object_ref (task);
  GError *error = g_task_get_task_data (task);

  g_signal_handlers_disconnect_by_func (g_task_get_source_object (task), ready_cb, task);
  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_boolean (task, TRUE);
}

/* Takes @task and @error. The models that were listed last may still be on their way. */
static void
return_when_ready (GTask  *task,
                   GError *error)
{
  g_autoptr(GTask) owned = task;
  ChlEngine *self = g_task_get_source_object (owned);

  if (error != NULL)
    g_task_set_task_data (owned, error, (GDestroyNotify) g_error_free);

  chl_engine_release (self);
  if (chl_engine_is_ready (self))
    ready_cb (owned);
  else
    g_signal_connect_data (self, "notify::is-ready", G_CALLBACK (ready_cb), g_object_ref (owned),
                           (GClosureNotify) (GCallback) g_object_unref, G_CONNECT_SWAPPED);
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
        g_strdup_printf (_ ("The chats could not be read; the file was put aside as %s"), name);

      chl_engine_notice (self, sentence);
    }

  if (rows != NULL)
    chl_library_take_rows (chl_engine_get_library (self), rows);

  return_when_ready (g_steal_pointer (&task), g_steal_pointer (&error));
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
      chl_http_set_local_only (chl_engine_get_parts (self)->http, TRUE);
      return_when_ready (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }

  chl_engine_take_files (self, files);
  chl_settings_store_watch (chl_engine_get_parts (self)->settings);

  chl_database_list_chats_async (chl_engine_get_parts (self)->database, cancellable, chats_cb,
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
  chl_engine_hold (self);
  chl_settings_store_load_all_async (chl_engine_get_parts (self)->settings, cancellable, settings_cb, task);
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
  GHashTable *runs;

  g_return_if_fail (CHL_IS_ENGINE (self));

  runs = chl_engine_get_runs (self);
  ids = g_hash_table_get_keys (runs);
  for (GList *l = ids; l != NULL; l = l->next)
    {
      g_autoptr(ChlConversation) conversation = NULL;

      conversation = chl_library_find (chl_engine_get_library (self), l->data);
      if (conversation != NULL)
        {
          g_object_ref (conversation);
          chl_chat_stop (self, conversation);
        }
    }

  /* What was stopped says so through the main loop; give it its turn before the last writes. */
  while (g_hash_table_size (runs) > 0 && g_main_context_iteration (NULL, TRUE))
    continue;

  chl_program_pool_clear (chl_engine_get_programs (self));
  while (chl_engine_is_writing (self))
    g_main_context_iteration (NULL, TRUE);

  chl_library_flush (chl_engine_get_library (self));
  chl_practice_stop (chl_engine_get_parts (self)->practice);
  chl_database_flush (chl_engine_get_parts (self)->database);
}
