/* transcript-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "chl-transcript.h"

G_BEGIN_DECLS

/* A chat in a window of its own. */
typedef struct
{
  GtkWidget       *window;
  ChlTranscript   *transcript;
  ChlConversation *chat;
} TranscriptFixture;

void           transcript_open (TranscriptFixture *fixture,
                                int                width,
                                int                height);
void           transcript_close (TranscriptFixture *fixture);
ChlMessage    *transcript_add (TranscriptFixture *fixture,
                               ChlAuthor          author,
                               const char        *id,
                               const char        *text);
void           transcript_add_many (TranscriptFixture *fixture,
                                    guint              n_turns);
void           transcript_show (TranscriptFixture *fixture);
ChlPart       *transcript_get_part (TranscriptFixture *fixture,
                                    const char        *id);
GtkAdjustment *transcript_get_adjustment (TranscriptFixture *fixture);
gboolean       transcript_is_at_end (gpointer user_data);
gboolean       transcript_has_turn (TranscriptFixture *fixture,
                                    const char        *id);
void           transcript_activate (TranscriptFixture *fixture,
                                    const char        *action);

G_END_DECLS
