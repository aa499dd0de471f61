/* bench-world.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-world.h"

#include <glib/gstdio.h>

#include "bench-table.h"
#include "chl-schema.h"

/* 2026-01-01; every chat is an hour older than the one before it. */
#define NEWEST_US (G_GINT64_CONSTANT (1767225600) * G_USEC_PER_SEC)
#define STEP_US (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

typedef struct
{
  ChlSqlite    *db;      /* (owned) */
  sqlite3_stmt *chat;    /* (unowned) */
  sqlite3_stmt *message; /* (unowned) */
  sqlite3_stmt *index;   /* (unowned) */
  gint64        number;
} Filler;

static sqlite3_stmt *
prepare (Filler     *self,
         const char *sql)
{
  g_autoptr(GError) error = NULL;
  sqlite3_stmt *statement = chl_sqlite_prepare (self->db, sql, &error);

  g_assert_no_error (error);

  return statement;
}

static void
exec (Filler     *self,
      const char *sql)
{
  g_autoptr(GError) error = NULL;

  chl_sqlite_exec (self->db, sql, &error);
  g_assert_no_error (error);
}

static void
run (Filler       *self,
     sqlite3_stmt *statement)
{
  g_autoptr(GError) error = NULL;

  chl_sqlite_run (self->db, statement, &error);
  g_assert_no_error (error);
}

/**
 * bench_world_create_message:
 * @chat: number of a chat
 * @position: place in it; the even ones are the person's
 * @text: what it says
 *
 * Returns: (transfer full): a message that is whole
 */
ChlMessage *
bench_world_create_message (guint       chat,
                            guint       position,
                            const char *text)
{
  g_autofree char *id = g_strdup_printf ("m%u-%u", chat, position);
  gboolean         is_answer = position % 2 == 1;
  ChlMessage      *message =
    chl_message_new_text (id, is_answer ? CHL_AUTHOR_ASSISTANT : CHL_AUTHOR_USER,
                          NEWEST_US - chat * STEP_US + position, text);

  if (is_answer)
    {
      chl_message_set_source (message, "practice", "practice-plain", CHL_PROTOCOL_OPENAI_CHAT);
      chl_message_set_finish (message, CHL_FINISH_STOP, "stop");
    }

  return message;
}

static void
add_message (Filler     *self,
             guint       chat,
             guint       position,
             const char *chat_id,
             const char *text)
{
  g_autoptr(ChlMessage) message = bench_world_create_message (chat, position, text);
  g_autoptr(JsonNode) node = chl_message_to_json (message);
  g_autofree char *body = json_to_string (node, FALSE);
  g_autofree char *parent = g_strdup_printf ("m%u-%u", chat, position - 1);

  sqlite3_bind_int64 (self->message, 1, ++self->number);
  chl_sqlite_bind_text (self->message, 2, chl_message_get_id (message));
  chl_sqlite_bind_text (self->message, 3, chat_id);
  chl_sqlite_bind_text (self->message, 4, position > 0 ? parent : NULL);
  sqlite3_bind_int64 (self->message, 5, chl_message_get_created_us (message));
  chl_sqlite_bind_text (self->message, 6, body);
  run (self, self->message);

  sqlite3_bind_int64 (self->index, 1, self->number);
  chl_sqlite_bind_text (self->index, 2, text);
  run (self, self->index);
}

/* The oldest chat first, as it would have come about. */
static void
add_chat (Filler       *self,
          guint         chat,
          guint         n_messages,
          BenchTurnFunc func)
{
  g_autofree char *id = g_strdup_printf ("chat-%u", chat);
  g_autofree char *title = g_strdup_printf ("About the keys of house number %u", chat);

  chl_sqlite_bind_text (self->chat, 1, id);
  chl_sqlite_bind_text (self->chat, 2, title);
  sqlite3_bind_int64 (self->chat, 3, NEWEST_US - chat * STEP_US);
  run (self, self->chat);

  for (guint i = 0; i < n_messages; i++)
    {
      g_autoptr(GString) text = func (chat, i);

      add_message (self, chat, i, id, text->str);
    }
}

/**
 * bench_world_fill:
 * @n_chats: how many chats there are
 * @n_messages: how many messages each has
 * @func: (scope call): gives their texts
 *
 * Writes the database that the next world reads. Chat 0, "chat-0", is the newest.
 */
void
bench_world_fill (guint         n_chats,
                  guint         n_messages,
                  BenchTurnFunc func)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "chatelaine", NULL);
  g_autofree char *path = g_build_filename (folder, "chatelaine.db", NULL);
  g_autoptr(GError) error = NULL;
  Filler self = { 0 };

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, "", 0, &error);
  g_assert_no_error (error);
  self.db = chl_sqlite_open (path, FALSE, &error);
  g_assert_no_error (error);
  chl_schema_migrate (self.db, path, "now", chl_schema_steps, CHL_SCHEMA_VERSION, &error);
  g_assert_no_error (error);

  exec (&self, "PRAGMA synchronous = OFF");
  exec (&self, "BEGIN");
  self.chat = prepare (&self, "INSERT INTO chats (id, title, created_us, updated_us, is_pinned)"
                              " VALUES (?1, ?2, ?3, ?3, 0)");
  self.message = prepare (&self, "INSERT INTO messages (number, id, chat_id, parent_id, is_chosen,"
                                 " created_us, body) VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6)");
  self.index = prepare (&self, "INSERT INTO message_index (rowid, text)"
                               " VALUES (?1, ?2 || char (10, 10))");
  for (guint i = n_chats; i > 0; i--)
    add_chat (&self, i - 1, n_messages, func);
  exec (&self, "COMMIT");
  chl_sqlite_close (self.db);
}

static void
started_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  chl_engine_start_finish (CHL_ENGINE (object), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/**
 * bench_world_start:
 *
 * Returns: (transfer full): the program's objects, with everything read that is read at the start
 */
ChlWorld *
bench_world_start (void)
{
  ChlWorld *world = chl_world_new ();
  gboolean  has_started = FALSE;

  chl_engine_start_async (chl_world_get_engine (world), NULL, started_cb, &has_started);
  while (!has_started)
    g_main_context_iteration (NULL, TRUE);

  return world;
}

/* Nothing of @world may be needed any longer. */
void
bench_world_end (ChlWorld *world)
{
  chl_engine_shut_down (chl_world_get_engine (world));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (world);
}
