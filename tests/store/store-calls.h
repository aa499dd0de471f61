/* store-calls.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-cache.h"
#include "chl-database.h"
#include "chl-settings-store.h"

G_BEGIN_DECLS

/* The store's calls, each waited for. */

GPtrArray       *call_load_all (ChlSettingsStore *store);
ChlSettingsFile *call_load (ChlSettingsStore *store,
                            const char       *name);
char            *call_merge (ChlSettingsStore *store,
                             const char       *name,
                             const char       *patch,
                             GError          **error);
gboolean         call_create (ChlSettingsStore *store,
                              const char       *name,
                              const char       *root,
                              GError          **error);
gboolean         call_remove (ChlSettingsStore *store,
                              const char       *name,
                              GError          **error);

char    *call_cache_load (ChlCache   *cache,
                          const char *name,
                          GError    **error);
gboolean call_cache_save (ChlCache   *cache,
                          const char *name,
                          const char *root,
                          GError    **error);
gboolean call_cache_remove (ChlCache   *cache,
                            const char *name,
                            GError    **error);

GPtrArray *call_list_chats (ChlDatabase *database,
                            char       **out_put_aside,
                            GError     **error);
GPtrArray *call_load_chat (ChlDatabase *database,
                           const char  *chat_id,
                           GError     **error);
GPtrArray *call_search (ChlDatabase *database,
                        const char  *query,
                        guint        n_max,
                        GError     **error);
gboolean   call_save_chat (ChlDatabase *database,
                           const char  *id,
                           gint64       updated_us,
                           GError     **error);
gboolean   call_save_chat_row (ChlDatabase      *database,
                               const ChlChatRow *row,
                               GError          **error);
gboolean   call_remove_chat (ChlDatabase *database,
                             const char  *id,
                             GError     **error);
gboolean   call_save_message (ChlDatabase *database,
                              const char  *chat_id,
                              const char  *id,
                              const char  *parent_id,
                              const char  *body,
                              GError     **error);
gboolean   call_choose (ChlDatabase *database,
                        const char  *chat_id,
                        const char  *id,
                        GError     **error);
gboolean   call_journal (ChlDatabase *database,
                         const char  *message_id,
                         guint        part,
                         const char  *kind,
                         const char  *text,
                         GError     **error);
gboolean   call_add_usage (ChlDatabase       *database,
                           const ChlUsageRow *row,
                           GError           **error);

/* Returns: (transfer full): a message as JSON text; @finish may be NULL. */
char *make_body (const char *id,
                 const char *author,
                 const char *text,
                 const char *finish);

G_END_DECLS
