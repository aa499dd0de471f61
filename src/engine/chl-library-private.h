/* chl-library-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-library.h"

G_BEGIN_DECLS

/* How chats get to disk (chl-library-write.c). Failures are told through ChlEngine::notice. */

ChlEngine *chl_library_get_engine (ChlLibrary *self);
void       chl_library_write_chat (ChlEngine       *engine,
                                   ChlConversation *chat);
void       chl_library_write_message (ChlEngine       *engine,
                                      ChlConversation *chat,
                                      ChlMessage      *message);
void       chl_library_write_choices (ChlEngine       *engine,
                                      ChlConversation *chat);
void       chl_library_erase (ChlEngine       *engine,
                              ChlConversation *chat);

G_END_DECLS
