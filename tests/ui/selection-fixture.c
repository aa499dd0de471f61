/* selection-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "selection-fixture.h"

#include <gdk/x11/gdkx.h>

#include "chl-reading.h"
#include "chl-turn.h"
#include "chl-ui-test.h"

static const char answer_text[] =
  "Alpha *beta* [gamma](https://example.org/) delta.\n\n"
  "- one\n- two\n  1. deep\n  2. deeper\n\n"
  "> quoted\n\n"
  "```c\nint main (void)\n{\n  return 0;\n}\n```\n\n"
  "| a | b |\n|---|---|\n| c | d |\n\n"
  "The end.";

/**
 * selection_open:
 * @fixture: what to fill
 *
 * Opens a chat with two questions, "q1" and "q2", and their answers, "a1" and "a2". As plain text
 * it is %SELECTION_TEXT.
 */
void
selection_open (TranscriptFixture *fixture)
{
  transcript_open (fixture, 700, 860);
  transcript_add (fixture, CHL_AUTHOR_USER, "q1", "First question with some words");
  transcript_add (fixture, CHL_AUTHOR_ASSISTANT, "a1", answer_text);
  transcript_add (fixture, CHL_AUTHOR_USER, "q2", "Second question");
  transcript_add (fixture, CHL_AUTHOR_ASSISTANT, "a2", "Second answer");
  transcript_show (fixture);
}

/* Appends turns, "m0" and on, that say "More". Nobody looks on, which would take its time. */
void
selection_lengthen (TranscriptFixture *fixture,
                    guint              n_turns)
{
  chl_transcript_set_conversation (fixture->transcript, NULL, NULL);
  for (guint i = 0; i < n_turns; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);

      transcript_add (fixture, i % 2 == 0 ? CHL_AUTHOR_USER : CHL_AUTHOR_ASSISTANT, id, "More");
    }
  transcript_show (fixture);
}

/* Skips the test when there is nothing to move the pointer with. */
gboolean
selection_has_xdotool (void)
{
  g_autofree char *program = g_find_program_in_path ("xdotool");

  if (program == NULL)
    g_test_skip ("no xdotool");

  return program != NULL;
}

/* Presses and moves what a person has in their hands: the words are xdotool's. */
void
selection_act (TranscriptFixture *fixture,
               const char        *format,
               ...)
{
  g_autofree char *words = NULL;
  g_autofree char *line = NULL;
  g_autoptr(GError) error = NULL;
  va_list arguments;

  va_start (arguments, format);
  words = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  line = g_strconcat ("xdotool ", words, NULL);
  g_spawn_command_line_sync (line, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  chl_ui_test_wait_frames (fixture->window);
}

/* Without a window manager, nobody else gives the window the keys. */
void
selection_focus (TranscriptFixture *fixture)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (fixture->window));

  selection_act (fixture, "windowfocus --sync %lu", gdk_x11_surface_get_xid (surface));
  gtk_widget_grab_focus (GTK_WIDGET (chl_transcript_get_column (fixture->transcript)));
}

/* The screen's coordinates of the place before a character. */
static graphene_point_t
point_at (TranscriptFixture *fixture,
          const char        *id,
          guint              block,
          gsize              byte)
{
  GtkWidget      *turn = chl_transcript_find_turn (fixture->transcript, id);
  ChlPlace        place = { .block = block, .byte = byte };
  graphene_rect_t area;

  g_assert_true (chl_turn_compute_area (turn, &place, fixture->window, &area));

  return GRAPHENE_POINT_INIT (area.origin.x + 1, area.origin.y + area.size.height / 2);
}

/**
 * selection_move_to:
 * @fixture: the chat
 * @id: a turn of it that is in sight
 * @block: which block of the turn
 * @byte: the character of the block, in bytes of its source
 * @then: what xdotool does next, or ""
 *
 * Moves the pointer to a character.
 */
void
selection_move_to (TranscriptFixture *fixture,
                   const char        *id,
                   guint              block,
                   gsize              byte,
                   const char        *then)
{
  graphene_point_t point = point_at (fixture, id, block, byte);

  selection_act (fixture, "mousemove %d %d %s", (int) point.x, (int) point.y, then);
}

/* Presses at one character, goes to the other by way of the middle, and lets go. */
void
selection_drag (TranscriptFixture *fixture,
                const char        *from_id,
                guint              from_block,
                gsize              from_byte,
                const char        *to_id,
                guint              to_block,
                gsize              to_byte)
{
  graphene_point_t from = point_at (fixture, from_id, from_block, from_byte);
  graphene_point_t to = point_at (fixture, to_id, to_block, to_byte);

  selection_act (fixture, "mousemove %d %d mousedown 1 mousemove %d %d", (int) from.x, (int) from.y,
                 (int) (from.x + to.x) / 2, (int) (from.y + to.y) / 2);
  selection_act (fixture, "mousemove %d %d", (int) to.x, (int) to.y);
  selection_act (fixture, "mouseup 1");
}

void
selection_assert_selected (TranscriptFixture *fixture,
                           const char        *text)
{
  ChlSelection    *selection = chl_transcript_get_selection (fixture->transcript);
  g_autofree char *selected = chl_selection_dup_text (selection);

  g_assert_cmpstr (selected, ==, text);
}

/* Whether anything is painted beneath the text of a block. */
gboolean
selection_is_painted (TranscriptFixture *fixture,
                      const char        *id,
                      guint              block)
{
  GtkWidget     *turn = chl_transcript_find_turn (fixture->transcript, id);
  ChlPlace       place = { .block = block };
  gsize          start;
  ChlTextPiece  *piece = chl_turn_find_piece (turn, &place, &start);
  GtkSnapshot   *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  gboolean       has_color = FALSE;

  GTK_WIDGET_GET_CLASS (piece)->snapshot (GTK_WIDGET (piece), snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  if (gsk_render_node_get_node_type (node) == GSK_CONTAINER_NODE)
    has_color = gsk_render_node_get_node_type (gsk_container_node_get_child (node, 0)) ==
                GSK_COLOR_NODE;
  gsk_render_node_unref (node);

  return has_color;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
}

static gboolean
is_set (gpointer user_data)
{
  return *(char **) user_data != NULL;
}

/* Asks as another program would. */
void
selection_assert_clipboard (GdkClipboard *clipboard,
                            const char   *expected)
{
  g_autofree char *text = NULL;

  gdk_clipboard_read_text_async (clipboard, NULL, read_cb, &text);
  chl_ui_test_wait (is_set, &text);
  g_assert_cmpstr (text, ==, expected);
}
