/* chl-database.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* For the dates in the names of copies; who makes a database includes "chl-clock.h". */
typedef struct _ChlClock ChlClock;

/* For the ledger; who counts or reads it includes "chl-host-count.h". */
typedef struct _ChlHostCount ChlHostCount;

#define CHL_TYPE_DATABASE (chl_database_get_type ())

/*
 * Conversations, drafts and usage, in SQLite on the store's worker. Values cross to it and back.
 * A write is on disk when its call finishes. Errors: CHL_ERROR_DISK_FULL, CHL_ERROR_STORAGE,
 * CHL_ERROR_NEWER_FILE (a newer schema is opened read-only).
 *
 * An answer that grows is journalled: every chunk that was written is put together again by the
 * next chl_database_load_chat_async () after a crash, and the message then says that it broke off.
 */
G_DECLARE_FINAL_TYPE (ChlDatabase, chl_database, CHL, DATABASE, GObject)

/**
 * ChlChatRow:
 * @id: UUID
 * @title: "" while it has none
 * @model: (nullable): "PROVIDER/MODEL" chosen for it
 * @last_model: (nullable): "PROVIDER/MODEL" that answered last, for the list
 * @draft: (nullable): what was being typed
 * @has_messages: only read: whether anything was said in it
 *
 * One conversation without its messages.
 */
typedef struct
{
  char    *id;
  char    *title;
  char    *model;
  char    *last_model;
  char    *draft;
  gint64   created_us;
  gint64   updated_us;
  gboolean is_pinned;
  gboolean has_messages;
} ChlChatRow;

/**
 * ChlMessageRow:
 * @parent_id: (nullable): %NULL for the first
 * @is_chosen: it is the one of its parent's children that is shown
 * @body: the message as JSON text, see chl_message_to_json()
 * @is_recovered: @body was put together from the journal after a crash
 */
typedef struct
{
  char    *id;
  char    *chat_id;
  char    *parent_id;
  gboolean is_chosen;
  gint64   created_us;
  char    *body;
  gboolean is_recovered;
} ChlMessageRow;

/**
 * ChlUsageRow:
 *
 * One exchange, for the ledger: who was asked what for, what it took, how it ended. No content.
 */
typedef struct
{
  char  *provider_id;
  char  *family;
  char  *model;
  char  *role;
  char  *host;
  char  *finish;
  char  *currency;
  gint64 began_us;
  gint64 first_token_us;
  gint64 ended_us;
  gint64 input_tokens;
  gint64 cached_tokens;
  gint64 output_tokens;
  gint64 reasoning_tokens;
  gint64 sent_bytes;
  gint64 received_bytes;
  double cost;
} ChlUsageRow;

/**
 * ChlSearchRow:
 * @chat_id: a conversation
 * @message_id: (nullable): where in it, %NULL if only its title fits
 * @snippet: (nullable): what stands there, in one line
 *
 * Something that was found. At most one for each conversation.
 */
typedef struct
{
  char *chat_id;
  char *message_id;
  char *snippet;
} ChlSearchRow;

ChlChatRow    *chl_chat_row_new (const char *id);
void           chl_chat_row_free (ChlChatRow *self);
ChlMessageRow *chl_message_row_new (const char *id,
                                    const char *chat_id);
void           chl_message_row_free (ChlMessageRow *self);
ChlUsageRow   *chl_usage_row_new (void);
void           chl_usage_row_free (ChlUsageRow *self);

void chl_search_row_free (ChlSearchRow *self);

ChlDatabase *chl_database_new (const char *path,
                               ChlClock   *clock);
void         chl_database_flush (ChlDatabase *self);

/*
 * Each of these is a pair; the first call opens the database, migrating it if need be. When a file
 * is no database it is put aside as NAME.broken-DATE and a new one begun;
 * chl_database_list_chats_finish () then says so through @out_put_aside, the path of the old file.
 */
void       chl_database_list_chats_async (ChlDatabase        *self,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
GPtrArray *chl_database_list_chats_finish (ChlDatabase  *self,
                                           GAsyncResult *result,
                                           char        **out_put_aside,
                                           GError      **error);
void       chl_database_load_chat_async (ChlDatabase        *self,
                                         const char         *chat_id,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
GPtrArray *chl_database_load_chat_finish (ChlDatabase  *self,
                                          GAsyncResult *result,
                                          GError      **error);

void       chl_database_search_async (ChlDatabase        *self,
                                      const char         *query,
                                      guint               n_max,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
GPtrArray *chl_database_search_finish (ChlDatabase  *self,
                                       GAsyncResult *result,
                                       GError      **error);

void       chl_database_list_counts_async (ChlDatabase        *self,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
GPtrArray *chl_database_list_counts_finish (ChlDatabase  *self,
                                            GAsyncResult *result,
                                            GError      **error);

/* All writes finish with chl_database_write_finish (). */
void     chl_database_save_chat_async (ChlDatabase        *self,
                                       const ChlChatRow   *row,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
void     chl_database_remove_chat_async (ChlDatabase        *self,
                                         const char         *chat_id,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
void     chl_database_save_message_async (ChlDatabase         *self,
                                          const ChlMessageRow *row,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
void     chl_database_choose_async (ChlDatabase        *self,
                                    const char         *chat_id,
                                    const char         *message_id,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
void     chl_database_journal_async (ChlDatabase        *self,
                                     const char         *message_id,
                                     guint               part,
                                     const char         *part_kind,
                                     const char         *text,
                                     gsize               length,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
void     chl_database_add_usage_async (ChlDatabase        *self,
                                       const ChlUsageRow  *row,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
void     chl_database_count_async (ChlDatabase        *self,
                                   const ChlHostCount *count,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean chl_database_write_finish (ChlDatabase  *self,
                                    GAsyncResult *result,
                                    GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlChatRow, chl_chat_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlMessageRow, chl_message_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlSearchRow, chl_search_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlUsageRow, chl_usage_row_free)

G_END_DECLS
