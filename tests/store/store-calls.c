/* store-calls.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store-calls.h"

#include "chl-json.h"
#include "store-fixture.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonNode *root = chl_json_parse (text, -1, &error);

  g_assert_no_error (error);

  return root;
}

GPtrArray *
call_load_all (ChlSettingsStore *store)
{
  g_autoptr(GAsyncResult) slot = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *files;

  chl_settings_store_load_all_async (store, NULL, fixture_result_cb, &slot);
  result = fixture_wait (&slot);
  files = chl_settings_store_load_all_finish (store, result, &error);
  g_assert_no_error (error);

  return files;
}

ChlSettingsFile *
call_load (ChlSettingsStore *store,
           const char       *name)
{
  g_autoptr(GAsyncResult) slot = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  ChlSettingsFile *file;

  chl_settings_store_load_async (store, name, NULL, fixture_result_cb, &slot);
  result = fixture_wait (&slot);
  file = chl_settings_store_load_finish (store, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (file->name, ==, name);

  return file;
}

/* Returns: (transfer full) (nullable): what the file says now, in one line. */
char *
call_merge (ChlSettingsStore *store,
            const char       *name,
            const char       *patch,
            GError          **error)
{
  g_autoptr(GAsyncResult) slot = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(JsonNode) patch_node = parse (patch);
  g_autoptr(JsonNode) root = NULL;

  chl_settings_store_merge_async (store, name, patch_node, NULL, fixture_result_cb, &slot);
  result = fixture_wait (&slot);
  root = chl_settings_store_merge_finish (store, result, error);

  return root != NULL ? chl_json_print (root, FALSE) : NULL;
}

gboolean
call_create (ChlSettingsStore *store,
             const char       *name,
             const char       *root,
             GError          **error)
{
  g_autoptr(GAsyncResult) slot = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(JsonNode) node = parse (root);

  chl_settings_store_create_async (store, name, node, NULL, fixture_result_cb, &slot);
  result = fixture_wait (&slot);

  return chl_settings_store_create_finish (store, result, error);
}

gboolean
call_remove (ChlSettingsStore *store,
             const char       *name,
             GError          **error)
{
  g_autoptr(GAsyncResult) slot = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  chl_settings_store_remove_async (store, name, NULL, fixture_result_cb, &slot);
  result = fixture_wait (&slot);

  return chl_settings_store_remove_finish (store, result, error);
}

/* Returns: (transfer full) (nullable): the document in one line. */
char *
call_cache_load (ChlCache   *cache,
                 const char *name,
                 GError    **error)
{
  g_autoptr(GAsyncResult) slot = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(JsonNode) root = NULL;

  chl_cache_load_async (cache, name, NULL, fixture_result_cb, &slot);
  result = fixture_wait (&slot);
  root = chl_cache_load_finish (cache, result, error);

  return root != NULL ? chl_json_print (root, FALSE) : NULL;
}

gboolean
call_cache_save (ChlCache   *cache,
                 const char *name,
                 const char *root,
                 GError    **error)
{
  g_autoptr(GAsyncResult) slot = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(JsonNode) node = parse (root);

  chl_cache_save_async (cache, name, node, NULL, fixture_result_cb, &slot);
  result = fixture_wait (&slot);

  return chl_cache_save_finish (cache, result, error);
}

gboolean
call_cache_remove (ChlCache   *cache,
                   const char *name,
                   GError    **error)
{
  g_autoptr(GAsyncResult) slot = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  chl_cache_remove_async (cache, name, NULL, fixture_result_cb, &slot);
  result = fixture_wait (&slot);

  return chl_cache_remove_finish (cache, result, error);
}

GPtrArray *
call_list_chats (ChlDatabase *database,
                 char       **out_put_aside,
                 GError     **error)
{
  g_autoptr(GAsyncResult) slot = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  chl_database_list_chats_async (database, NULL, fixture_result_cb, &slot);
  result = fixture_wait (&slot);

  return chl_database_list_chats_finish (database, result, out_put_aside, error);
}

GPtrArray *
call_load_chat (ChlDatabase *database,
                const char  *chat_id,
                GError     **error)
{
  g_autoptr(GAsyncResult) slot = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  chl_database_load_chat_async (database, chat_id, NULL, fixture_result_cb, &slot);
  result = fixture_wait (&slot);

  return chl_database_load_chat_finish (database, result, error);
}

GPtrArray *
call_search (ChlDatabase *database,
             const char  *query,
             guint        n_max,
             GError     **error)
{
  g_autoptr(GAsyncResult) slot = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  chl_database_search_async (database, query, n_max, NULL, fixture_result_cb, &slot);
  result = fixture_wait (&slot);

  return chl_database_search_finish (database, result, error);
}

static gboolean
wait_for_write (ChlDatabase   *database,
                GAsyncResult **slot,
                GError       **error)
{
  g_autoptr(GAsyncResult) result = fixture_wait (slot);

  return chl_database_write_finish (database, result, error);
}

gboolean
call_save_chat_row (ChlDatabase      *database,
                    const ChlChatRow *row,
                    GError          **error)
{
  g_autoptr(GAsyncResult) slot = NULL;

  chl_database_save_chat_async (database, row, NULL, fixture_result_cb, &slot);

  return wait_for_write (database, &slot, error);
}

gboolean
call_save_chat (ChlDatabase *database,
                const char  *id,
                gint64       updated_us,
                GError     **error)
{
  g_autoptr(ChlChatRow) row = chl_chat_row_new (id);

  row->updated_us = updated_us;

  return call_save_chat_row (database, row, error);
}

gboolean
call_remove_chat (ChlDatabase *database,
                  const char  *id,
                  GError     **error)
{
  g_autoptr(GAsyncResult) slot = NULL;

  chl_database_remove_chat_async (database, id, NULL, fixture_result_cb, &slot);

  return wait_for_write (database, &slot, error);
}

/* A message that is chosen. */
gboolean
call_save_message (ChlDatabase *database,
                   const char  *chat_id,
                   const char  *id,
                   const char  *parent_id,
                   const char  *body,
                   GError     **error)
{
  g_autoptr(ChlMessageRow) row = chl_message_row_new (id, chat_id);
  g_autoptr(GAsyncResult) slot = NULL;

  row->parent_id = g_strdup (parent_id);
  row->body = g_strdup (body);
  row->is_chosen = TRUE;
  chl_database_save_message_async (database, row, NULL, fixture_result_cb, &slot);

  return wait_for_write (database, &slot, error);
}

gboolean
call_choose (ChlDatabase *database,
             const char  *chat_id,
             const char  *id,
             GError     **error)
{
  g_autoptr(GAsyncResult) slot = NULL;

  chl_database_choose_async (database, chat_id, id, NULL, fixture_result_cb, &slot);

  return wait_for_write (database, &slot, error);
}

gboolean
call_journal (ChlDatabase *database,
              const char  *message_id,
              guint        part,
              const char  *kind,
              const char  *text,
              GError     **error)
{
  g_autoptr(GAsyncResult) slot = NULL;

  chl_database_journal_async (database, message_id, part, kind, text, strlen (text), NULL,
                              fixture_result_cb, &slot);

  return wait_for_write (database, &slot, error);
}

gboolean
call_add_usage (ChlDatabase       *database,
                const ChlUsageRow *row,
                GError           **error)
{
  g_autoptr(GAsyncResult) slot = NULL;

  chl_database_add_usage_async (database, row, NULL, fixture_result_cb, &slot);

  return wait_for_write (database, &slot, error);
}

char *
make_body (const char *id,
           const char *author,
           const char *text,
           const char *finish)
{
  g_autofree char *parts = text != NULL
                             ? g_strdup_printf ("{\"kind\":\"text\",\"text\":\"%s\"}", text)
                             : g_strdup ("");
  g_autofree char *end = finish != NULL ? g_strdup_printf (",\"finish\":\"%s\"", finish)
                                        : g_strdup ("");

  return g_strdup_printf ("{\"id\":\"%s\",\"author\":\"%s\",\"created_us\":1,\"parts\":[%s]%s}",
                          id, author, parts, end);
}
