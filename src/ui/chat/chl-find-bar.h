/* chl-find-bar.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-conversation.h"
#include "chl-transcript.h"

G_BEGIN_DECLS

#define CHL_TYPE_FIND_BAR (chl_find_bar_get_type ())

/*
 * What one types to find something in the chat that is shown.
 *
 * ChlFindBar::closed: the person is done with it.
 */
G_DECLARE_FINAL_TYPE (ChlFindBar, chl_find_bar, CHL, FIND_BAR, AdwBin)

void     chl_find_bar_set_transcript (ChlFindBar    *self,
                                      ChlTranscript *transcript);
void     chl_find_bar_set_conversation (ChlFindBar      *self,
                                        ChlConversation *conversation);
void     chl_find_bar_open (ChlFindBar *self);
void     chl_find_bar_open_at (ChlFindBar *self,
                               const char *query,
                               const char *message_id);
gboolean chl_find_bar_close (ChlFindBar *self);
void     chl_find_bar_step (ChlFindBar *self,
                            gboolean    is_forward);

G_END_DECLS
