/* selection-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "transcript-fixture.h"

G_BEGIN_DECLS

/* All that can be selected in the chat that selection_open() opens. */
#define SELECTION_TEXT                           \
  "First question with some words\n\n"           \
  "Alpha beta gamma delta.\n\n"                  \
  "• one\n• two\n  1. deep\n  2. deeper\n\n" \
  "> quoted\n\n"                                 \
  "int main (void)\n{\n  return 0;\n}\n\n"       \
  "a\tb\nc\td\n\n"                               \
  "The end.\n\n"                                 \
  "Second question\n\n"                          \
  "Second answer"

/* A chat that is selected in, as a person does it. It is closed with transcript_close(). */

void     selection_open (TranscriptFixture *fixture);
void     selection_lengthen (TranscriptFixture *fixture,
                             guint              n_turns);
gboolean selection_has_xdotool (void);
void     selection_act (TranscriptFixture *fixture,
                        const char        *format,
                        ...) G_GNUC_PRINTF (2, 3);
void     selection_focus (TranscriptFixture *fixture);
void     selection_move_to (TranscriptFixture *fixture,
                            const char        *id,
                            guint              block,
                            gsize              byte,
                            const char        *then);
void     selection_drag (TranscriptFixture *fixture,
                         const char        *from_id,
                         guint              from_block,
                         gsize              from_byte,
                         const char        *to_id,
                         guint              to_block,
                         gsize              to_byte);
void     selection_assert_selected (TranscriptFixture *fixture,
                                    const char        *text);
gboolean selection_is_painted (TranscriptFixture *fixture,
                               const char        *id,
                               guint              block);
void     selection_assert_clipboard (GdkClipboard *clipboard,
                                     const char   *expected);

G_END_DECLS
