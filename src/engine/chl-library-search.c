/* chl-library-search.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-library-search"

#include "config.h"

#include "chl-engine-private.h"
#include "chl-library-private.h"

static void
search_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GListStore) hits = NULL;
  g_autoptr(GError) error = NULL;
  ChlLibrary *self = g_task_get_source_object (task);

  rows = chl_database_search_finish (CHL_DATABASE (object), result, &error);
  if (rows == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  hits = g_list_store_new (CHL_TYPE_HIT);
  for (guint i = 0; i < rows->len; i++)
    {
      const ChlSearchRow *row = g_ptr_array_index (rows, i);
      ChlConversation    *chat = chl_library_find (self, row->chat_id);
      g_autoptr(ChlHit) hit = NULL;

      /* One whose deletion can be undone is still on the disk. */
      if (chat == NULL)
        continue;

      hit = chl_hit_new (chat, row->message_id, row->snippet);
      g_list_store_append (hits, hit);
    }

  g_task_return_pointer (task, g_steal_pointer (&hits), g_object_unref);
}

/**
 * chl_library_search_async:
 * @self: a library
 * @query: words
 * @cancellable: (nullable): gives up
 * @callback: (scope async): called when it is done
 * @user_data: closure for @callback
 *
 * Looks for the chats that have all the words in their title or in one of their messages, at most
 * %CHL_LIBRARY_MAX_HITS. Errors: %CHL_ERROR_STORAGE.
 */
void
chl_library_search_async (ChlLibrary         *self,
                          const char         *query,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  ChlDatabase *database;

  g_return_if_fail (CHL_IS_LIBRARY (self));
  g_return_if_fail (query != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_library_search_async);
  database = chl_engine_get_parts (chl_library_get_engine (self))->database;
  chl_database_search_async (database, query, CHL_LIBRARY_MAX_HITS, cancellable, search_cb,
                             g_steal_pointer (&task));
}

/**
 * chl_library_search_finish:
 * @self: a library
 * @result: what the callback got
 * @error: (out) (optional): as said at chl_library_search_async()
 *
 * Returns: (transfer full) (nullable) (element-type ChlHit): what was found, the best first
 */
GListModel *
chl_library_search_finish (ChlLibrary   *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_library_search_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
