/* chl-transcript.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-conversation.h"
#include "chl-engine.h"
#include "chl-selection.h"
#include "chl-turn-column.h"

G_BEGIN_DECLS

#define CHL_TYPE_TRANSCRIPT (chl_transcript_get_type ())

/* How many turns may be laid out at the same time. */
#define CHL_TRANSCRIPT_MAX_TURNS CHL_TURN_COLUMN_MAX_TURNS

G_DECLARE_FINAL_TYPE (ChlTranscript, chl_transcript, CHL, TRANSCRIPT, AdwBin)

void           chl_transcript_set_conversation (ChlTranscript   *self,
                                                ChlEngine       *engine,
                                                ChlConversation *conversation);
void           chl_transcript_show_end (ChlTranscript *self);
void           chl_transcript_watch_exchange (ChlTranscript *self);
GtkWidget     *chl_transcript_find_turn (ChlTranscript *self,
                                         const char    *message_id);
ChlTurnColumn *chl_transcript_get_column (ChlTranscript *self);
ChlSelection  *chl_transcript_get_selection (ChlTranscript *self);
void           chl_transcript_show_place (ChlTranscript  *self,
                                          const ChlPlace *place,
                                          gboolean        is_far);
void           chl_transcript_popup_menu (ChlTranscript *self,
                                          double         x,
                                          double         y,
                                          const char    *uri);
guint          chl_transcript_get_n_turns (ChlTranscript *self);

G_END_DECLS
