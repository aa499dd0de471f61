/* chl-database-jobs.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "chl-connection.h"
#include "chl-database.h"
#include "chl-host-count.h"
#include "chl-worker.h"

G_BEGIN_DECLS

/* What #ChlDatabase has its worker do; the context is a #ChlConnection. */

typedef struct _ChlDatabaseJob ChlDatabaseJob;

/* The inside of a transaction. */
typedef gboolean (*ChlDatabaseWriteFunc) (ChlSqlite      *db,
                                          ChlDatabaseJob *job,
                                          GError        **error);

/* What a job works on; made by the caller, read by the worker. */
struct _ChlDatabaseJob
{
  ChlDatabaseWriteFunc write;      /* (nullable) for a write */
  char                *chat_id;    /* (owned) (nullable) */
  char                *message_id; /* (owned) (nullable) */
  ChlChatRow          *chat;       /* (owned) (nullable) */
  ChlMessageRow       *message;    /* (owned) (nullable) */
  ChlUsageRow         *usage;      /* (owned) (nullable) */
  ChlHostCount        *count;      /* (owned) (nullable) */
  guint                part;
  char                *part_kind; /* (owned) (nullable) */
  GBytes              *text;      /* (owned) (nullable) */
  char                *query;     /* (owned) (nullable) */
  guint                n_max;
};

typedef struct
{
  GPtrArray *chats;     /* (owned) (nullable) (element-type ChlChatRow) */
  char      *put_aside; /* (owned) (nullable) */
} ChlDatabaseList;

void chl_database_run (ChlDatabase        *self,
                       ChlDatabaseJob     *job,
                       ChlWorkerFunc       func,
                       gpointer            tag,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data);
void chl_database_job_free (ChlDatabaseJob *self);
void chl_database_list_free (ChlDatabaseList *self);

void chl_database_list_job (GTask   *task,
                            gpointer context);
void chl_database_load_job (GTask   *task,
                            gpointer context);
void chl_database_list_counts_job (GTask   *task,
                                   gpointer context);
void chl_database_search_job (GTask   *task,
                              gpointer context);
void chl_database_write_job (GTask   *task,
                             gpointer context);

gboolean chl_database_save_chat (ChlSqlite      *db,
                                 ChlDatabaseJob *job,
                                 GError        **error);
gboolean chl_database_remove_chat (ChlSqlite      *db,
                                   ChlDatabaseJob *job,
                                   GError        **error);
gboolean chl_database_save_message (ChlSqlite      *db,
                                    ChlDatabaseJob *job,
                                    GError        **error);
gboolean chl_database_choose (ChlSqlite      *db,
                              ChlDatabaseJob *job,
                              GError        **error);
gboolean chl_database_journal (ChlSqlite      *db,
                               ChlDatabaseJob *job,
                               GError        **error);
gboolean chl_database_add_usage (ChlSqlite      *db,
                                 ChlDatabaseJob *job,
                                 GError        **error);
gboolean chl_database_count (ChlSqlite      *db,
                             ChlDatabaseJob *job,
                             GError        **error);

G_END_DECLS
