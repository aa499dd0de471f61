/* chl-mark.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-mark"

#include "config.h"

#include "chl-mark.h"

#include "chl-reading.h"
#include "chl-turn.h"

typedef struct
{
  ChlMessage     *message;
  ChlFind        *find;
  const ChlPlace *current;
} Marking;

static void
mark_piece (ChlTextPiece   *piece,
            const ChlPlace *place,
            gpointer        user_data)
{
  Marking        *marking = user_data;
  const ChlPlace *current = marking->current;
  gssize          position = -1;

  /* What is not looked through is not marked either. */
  if (!chl_reading_is_said (marking->message, place->part))
    return;

  if (current != NULL && current->part == place->part && current->block == place->block &&
      current->byte >= place->byte)
    position = (gssize) (current->byte - place->byte);
  chl_text_piece_mark (piece, marking->find, position);
}

/**
 * chl_mark_turn:
 * @turn: a turn
 * @find: (nullable): what to mark; %NULL takes the marks away
 * @place: (nullable): the current hit, in this turn or in another one
 */
void
chl_mark_turn (GtkWidget      *turn,
               ChlFind        *find,
               const ChlPlace *place)
{
  Marking marking = { .message = chl_turn_get_message (turn), .find = find };

  if (marking.message == NULL)
    return;

  if (place != NULL && place->message == marking.message)
    marking.current = place;
  chl_turn_foreach_piece (turn, mark_piece, &marking);
}
