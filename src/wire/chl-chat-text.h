/* chl-chat-text.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-emitter.h"
#include "chl-json-reader.h"

G_BEGIN_DECLS

/*
 * What an answer says, thinks and refuses: strings of three kinds become parts, one after the
 * other. A part ends where one of another kind has something to say.
 */
typedef struct _ChlChatText ChlChatText;

ChlChatText *chl_chat_text_new (ChlEmitter  *emitter,
                                ChlThinkTags think_tags);
void         chl_chat_text_free (ChlChatText *self);
void         chl_chat_text_take (ChlChatText *self,
                                 ChlPartKind  kind,
                                 ChlJsonSpan  string);
void         chl_chat_text_interrupt (ChlChatText *self);
void         chl_chat_text_settle (ChlChatText *self);
void         chl_chat_text_end (ChlChatText *self);
gboolean     chl_chat_text_has (ChlChatText *self,
                                ChlPartKind  kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlChatText, chl_chat_text_free)

G_END_DECLS
