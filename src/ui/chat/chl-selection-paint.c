/* chl-selection-paint.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-selection-paint"

#include "config.h"

#include "chl-selection-paint.h"

#include "chl-reading.h"
#include "chl-turn.h"

/* On a turn: something of it is shown as selected. */
#define PAINTED "chl-selection-painted"

typedef struct
{
  ChlMessage *message;
  guint       position;
  ChlPlace    start;
  ChlPlace    end;
} Paint;

/* The order of blocks, whatever their bytes. */
static int
compare_blocks (const ChlPlace *a,
                const ChlPlace *b)
{
  ChlPlace block_a = *a;
  ChlPlace block_b = *b;

  block_a.byte = block_b.byte = 0;

  return chl_place_compare (&block_a, &block_b);
}

static gboolean
is_in_part (const ChlPlace *place,
            guint           position,
            guint           part)
{
  return place->position == position && place->part == part;
}

/* What is copied is what is shown as selected: thoughts only where one begins or ends in them. */
static gboolean
is_passed_over (Paint *paint,
                guint  part)
{
  return !chl_reading_is_said (paint->message, part) &&
         !is_in_part (&paint->start, paint->position, part) &&
         !is_in_part (&paint->end, paint->position, part);
}

static void
paint_piece (ChlTextPiece   *piece,
             const ChlPlace *place,
             gpointer        user_data)
{
  Paint   *paint = user_data;
  ChlPlace here = *place;
  gsize    from = 0;
  gsize    to = G_MAXSIZE;
  gsize    length;
  int      after_start;
  int      before_end;

  here.position = paint->position;
  after_start = compare_blocks (&here, &paint->start);
  before_end = compare_blocks (&paint->end, &here);
  if (after_start == 0)
    from = paint->start.byte;
  if (before_end == 0)
    to = paint->end.byte;

  chl_text_piece_get_text (piece, &length);
  if (after_start < 0 || before_end < 0 || is_passed_over (paint, place->part) ||
      to <= place->byte || from > place->byte + length)
    {
      chl_text_piece_select (piece, 0, 0);
      return;
    }

  from -= MIN (from, place->byte);
  to -= place->byte;
  chl_text_piece_select (piece, from, MIN (to, length + 1));
}

static void
clear_piece (ChlTextPiece   *piece,
             const ChlPlace *place,
             gpointer        user_data)
{
  chl_text_piece_select (piece, 0, 0);
}

/**
 * chl_selection_paint_turn:
 * @selection: what is selected
 * @column: where the turn is
 * @turn: a turn of the conversation in which it is selected
 *
 * Shows what of a turn is selected.
 */
void
chl_selection_paint_turn (ChlSelection  *selection,
                          ChlTurnColumn *column,
                          GtkWidget     *turn)
{
  Paint    paint = { .message = chl_turn_get_message (turn) };
  gboolean is_selected;

  if (paint.message == NULL)
    return;

  paint.position = chl_turn_column_find_position (column, turn);
  is_selected = chl_selection_get_range (selection, &paint.start, &paint.end) &&
                paint.position >= paint.start.position && paint.position <= paint.end.position;

  if (is_selected)
    chl_turn_foreach_piece (turn, paint_piece, &paint);
  else if (g_object_get_data (G_OBJECT (turn), PAINTED) != NULL)
    chl_turn_foreach_piece (turn, clear_piece, NULL);
  g_object_set_data (G_OBJECT (turn), PAINTED, is_selected ? turn : NULL);
}

/**
 * chl_selection_paint:
 * @selection: what is selected
 * @column: the turns of the conversation in which it is selected
 *
 * Shows what is selected, and no longer shows what was.
 */
void
chl_selection_paint (ChlSelection  *selection,
                     ChlTurnColumn *column)
{
  GtkWidget *turn = gtk_widget_get_first_child (GTK_WIDGET (column));

  for (; turn != NULL; turn = gtk_widget_get_next_sibling (turn))
    chl_selection_paint_turn (selection, column, turn);
}
