/* chl-library.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-conversation.h"
#include "chl-engine.h"
#include "chl-hit.h"

G_BEGIN_DECLS

#define CHL_TYPE_LIBRARY (chl_library_get_type ())

/*
 * All chats, a #GListModel of #ChlConversation: the pinned ones first, then the newest. A chat is
 * among them from its first message on; everything that changes on one is written by itself.
 */
G_DECLARE_FINAL_TYPE (ChlLibrary, chl_library, CHL, LIBRARY, GObject)

ChlConversation *chl_library_find (ChlLibrary *self,
                                   const char *id);
ChlConversation *chl_library_new_chat (ChlLibrary *self);

/* Reads the messages of a chat, once. */
void     chl_library_open_async (ChlLibrary         *self,
                                 ChlConversation    *conversation,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean chl_library_open_finish (ChlLibrary   *self,
                                  GAsyncResult *result,
                                  GError      **error);

/* How many chats a search gives at most. */
#define CHL_LIBRARY_MAX_HITS 100

void        chl_library_search_async (ChlLibrary         *self,
                                      const char         *query,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
GListModel *chl_library_search_finish (ChlLibrary   *self,
                                       GAsyncResult *result,
                                       GError      **error);

/* Removing is deferred as with providers. */
void chl_library_hide (ChlLibrary      *self,
                       ChlConversation *conversation);
void chl_library_unhide (ChlLibrary      *self,
                         ChlConversation *conversation);
void chl_library_remove (ChlLibrary      *self,
                         ChlConversation *conversation);

G_END_DECLS
