/* chl-think-splitter.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-quirks.h"

G_BEGIN_DECLS

typedef void (*ChlThinkFunc) (gboolean    is_reasoning,
                              const char *text,
                              gsize       length,
                              gpointer    user_data);

/*
 * Separates reasoning that a server leaves in the answer between <think> and </think>. Only where
 * the tag is the very first thing: a model that explains the tag must not lose text.
 */
typedef struct _ChlThinkSplitter ChlThinkSplitter;

ChlThinkSplitter *chl_think_splitter_new (ChlThinkTags tags,
                                          ChlThinkFunc func,
                                          gpointer     user_data);
void              chl_think_splitter_free (ChlThinkSplitter *self);
void              chl_think_splitter_take (ChlThinkSplitter *self,
                                           const char       *text,
                                           gsize             length);
void              chl_think_splitter_settle (ChlThinkSplitter *self);
void              chl_think_splitter_stop (ChlThinkSplitter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlThinkSplitter, chl_think_splitter_free)

G_END_DECLS
