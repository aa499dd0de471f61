/* chl-turn.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-turn"

#include "config.h"

#include "chl-turn.h"

#include "chl-answer-view.h"
#include "chl-question-view.h"
#include "chl-text-blocks.h"

/* Returns: (transfer none) (nullable): what a turn shows; %NULL for what is no turn. */
ChlMessage *
chl_turn_get_message (GtkWidget *turn)
{
  if (CHL_IS_QUESTION_VIEW (turn))
    return chl_question_view_get_message (CHL_QUESTION_VIEW (turn));
  if (CHL_IS_ANSWER_VIEW (turn))
    return chl_answer_view_get_message (CHL_ANSWER_VIEW (turn));

  return NULL;
}

/* The blocks of a part, which may be folded away: then they are not there, or not mapped. */
static ChlTextBlocks *
find_blocks (GtkWidget *part)
{
  ChlTextBlocks *blocks = NULL;

  if (CHL_IS_TEXT_BLOCKS (part))
    return CHL_TEXT_BLOCKS (part);

  for (GtkWidget *child = gtk_widget_get_first_child (part); child != NULL && blocks == NULL;
       child = gtk_widget_get_next_sibling (child))
    blocks = find_blocks (child);

  return blocks;
}

static ChlTextBlocks *
get_blocks (GtkWidget *turn,
            guint      part)
{
  GtkWidget *widget = chl_answer_view_get_part (CHL_ANSWER_VIEW (turn), part);

  return widget != NULL ? find_blocks (widget) : NULL;
}

static ChlBlockView *
get_view (ChlTextBlocks *blocks,
          guint          block)
{
  GtkWidget *widget = chl_text_blocks_get_block (blocks, block);

  return CHL_IS_BLOCK_VIEW (widget) ? CHL_BLOCK_VIEW (widget) : NULL;
}

/* What a block of an answer consists of. */
static void
foreach_in_block (ChlBlockView    *view,
                  ChlPlace        *place,
                  ChlTurnPieceFunc func,
                  gpointer         user_data)
{
  ChlTextPiece *piece;

  for (guint i = 0; (piece = chl_block_view_get_piece (view, i, &place->byte)) != NULL; i++)
    func (piece, place, user_data);
}

/**
 * chl_turn_foreach_piece:
 * @turn: a turn
 * @func: (scope call): called for each piece of text, in the order in which they are read
 * @user_data: for @func
 */
void
chl_turn_foreach_piece (GtkWidget       *turn,
                        ChlTurnPieceFunc func,
                        gpointer         user_data)
{
  ChlPlace place = { 0 };
  guint    n_parts;

  if (CHL_IS_QUESTION_VIEW (turn))
    {
      func (chl_question_view_get_piece (CHL_QUESTION_VIEW (turn)), &place, user_data);
      return;
    }
  if (!CHL_IS_ANSWER_VIEW (turn))
    return;

  n_parts = chl_message_get_n_parts (chl_turn_get_message (turn));
  for (place.part = 0; place.part < n_parts; place.part++)
    {
      ChlTextBlocks *blocks = get_blocks (turn, place.part);
      ChlBlockView  *view;

      if (blocks == NULL)
        continue;

      for (place.block = 0; (view = get_view (blocks, place.block)) != NULL; place.block++)
        foreach_in_block (view, &place, func, user_data);
    }
}

static ChlBlockView *
find_view (GtkWidget      *turn,
           const ChlPlace *place)
{
  ChlTextBlocks *blocks = CHL_IS_ANSWER_VIEW (turn) ? get_blocks (turn, place->part) : NULL;

  return blocks != NULL ? get_view (blocks, place->block) : NULL;
}

/**
 * chl_turn_find_piece:
 * @turn: a turn
 * @place: a place in its message
 * @out_start: (out): where the piece begins in the text of the block
 *
 * Returns: (transfer none) (nullable): the piece in which it is
 */
ChlTextPiece *
chl_turn_find_piece (GtkWidget      *turn,
                     const ChlPlace *place,
                     gsize          *out_start)
{
  ChlBlockView *view;

  *out_start = 0;
  if (CHL_IS_QUESTION_VIEW (turn))
    return chl_question_view_get_piece (CHL_QUESTION_VIEW (turn));

  view = find_view (turn, place);

  return view != NULL ? chl_block_view_find_piece (view, place->byte, out_start) : NULL;
}

typedef struct
{
  GtkWidget *turn;
  double     x;
  double     y;
  ChlPlace   place;
  double     away_y; /* how far the nearest piece is, up or down */
  double     away_x; /* and to a side */
} Search;

static double
get_distance (double position,
              double start,
              double length)
{
  if (position < start)
    return start - position;

  return MAX (0, position - start - length);
}

/* Beside a piece the nearest line counts, above it its beginning, below it its end. */
static gsize
get_byte_at (Search                *search,
             ChlTextPiece          *piece,
             const graphene_rect_t *bounds)
{
  double y = search->y - (double) bounds->origin.y;
  gsize  length;

  chl_text_piece_get_text (piece, &length);
  if (y < 0)
    return 0;
  if (y > (double) bounds->size.height)
    return length;

  return chl_text_piece_get_position_at (piece, search->x - (double) bounds->origin.x, y);
}

static void
look_at_piece (ChlTextPiece   *piece,
               const ChlPlace *place,
               gpointer        user_data)
{
  Search         *search = user_data;
  graphene_rect_t bounds;
  double          away_x;
  double          away_y;

  if (!gtk_widget_get_mapped (GTK_WIDGET (piece)) ||
      !gtk_widget_compute_bounds (GTK_WIDGET (piece), search->turn, &bounds))
    return;

  away_x = get_distance (search->x, (double) bounds.origin.x, (double) bounds.size.width);
  away_y = get_distance (search->y, (double) bounds.origin.y, (double) bounds.size.height);
  if (away_y > search->away_y || (away_y >= search->away_y && away_x >= search->away_x))
    return;

  search->away_x = away_x;
  search->away_y = away_y;
  search->place = *place;
  search->place.byte += get_byte_at (search, piece, &bounds);
}

/**
 * chl_turn_find_place:
 * @turn: a turn that has its size
 * @x: in it
 * @y: in it, or above or below it
 * @out_place: (out): the place that is nearest; its message and position are left alone
 *
 * Returns: whether there is any text
 */
gboolean
chl_turn_find_place (GtkWidget *turn,
                     double     x,
                     double     y,
                     ChlPlace  *out_place)
{
  Search search = { .turn = turn, .x = x, .y = y, .away_x = G_MAXDOUBLE, .away_y = G_MAXDOUBLE };

  chl_turn_foreach_piece (turn, look_at_piece, &search);
  if (search.away_y >= G_MAXDOUBLE)
    return FALSE;

  out_place->part = search.place.part;
  out_place->block = search.place.block;
  out_place->byte = search.place.byte;

  return TRUE;
}

/* Moves what scrolls inside a turn so that a place is in sight once the turn is. */
void
chl_turn_bring_in (GtkWidget      *turn,
                   const ChlPlace *place)
{
  ChlBlockView *view = find_view (turn, place);

  if (view != NULL)
    chl_block_view_bring_in (view, place->byte);
}

/**
 * chl_turn_compute_area:
 * @turn: a turn that has its size
 * @place: a place in its message
 * @target: a widget around it
 * @out_area: (out): where that is in @target
 *
 * Returns: whether it is there
 */
gboolean
chl_turn_compute_area (GtkWidget       *turn,
                       const ChlPlace  *place,
                       GtkWidget       *target,
                       graphene_rect_t *out_area)
{
  gsize           start;
  ChlTextPiece   *piece = chl_turn_find_piece (turn, place, &start);
  graphene_rect_t bounds;
  GdkRectangle    area;

  if (piece == NULL || !gtk_widget_get_mapped (GTK_WIDGET (piece)) ||
      !gtk_widget_compute_bounds (GTK_WIDGET (piece), target, &bounds))
    return FALSE;

  chl_text_piece_get_area (piece, place->byte - MIN (start, place->byte), &area);
  graphene_rect_init (out_area, bounds.origin.x + (float) area.x,
                      bounds.origin.y + (float) area.y, (float) area.width, (float) area.height);

  return TRUE;
}
