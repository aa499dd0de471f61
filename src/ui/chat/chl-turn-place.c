/* chl-turn-place.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-turn-column"

#include "config.h"

#include "chl-turn-column-private.h"

/* What has the focus does not stand nearer to the edge than this, where a button may lie above the
 * turns; logical pixels. */
#define FOCUS_MARGIN 48.0

/* Where the keys go is brought into sight. */
void
chl_turn_place_show_focus (ChlTurnColumn *self)
{
  GtkWidget      *focus = gtk_root_get_focus (self->root);
  graphene_rect_t bounds;
  double          top;
  double          bottom;

  if (focus == NULL || focus == GTK_WIDGET (self) ||
      !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ||
      gtk_widget_get_native (focus) != gtk_widget_get_native (GTK_WIDGET (self)) ||
      !gtk_widget_compute_bounds (focus, GTK_WIDGET (self), &bounds))
    return;

  top = (double) bounds.origin.y - FOCUS_MARGIN;
  bottom = (double) (bounds.origin.y + bounds.size.height) + FOCUS_MARGIN;
  if (top < 0 && bottom < self->page)
    chl_turn_column_scroll_by (self, top);
  else if (top > 0 && bottom > self->page)
    chl_turn_column_scroll_by (self, MIN (top, bottom - self->page));
}

/* Returns: (transfer none) (nullable): the widget of an item, if it has one. */
GtkWidget *
chl_turn_column_get_turn (ChlTurnColumn *self,
                          guint          position)
{
  g_return_val_if_fail (CHL_IS_TURN_COLUMN (self), NULL);

  return chl_rows_get_widget (self->rows, position);
}

/* Returns: the position of the item whose widget it is; %G_MAXUINT if it is not one of the turns. */
guint
chl_turn_column_find_position (ChlTurnColumn *self,
                               GtkWidget     *turn)
{
  guint position;

  g_return_val_if_fail (CHL_IS_TURN_COLUMN (self), G_MAXUINT);

  position = chl_rows_find_position (self->rows, turn);

  return position < chl_rows_get_n_rows (self->rows) ? position : G_MAXUINT;
}

/* Returns: how many turns have widgets. */
guint
chl_turn_column_get_n_turns (ChlTurnColumn *self)
{
  g_return_val_if_fail (CHL_IS_TURN_COLUMN (self), 0);

  return chl_rows_get_n_widgets (self->rows);
}

/* Returns: the position of the first turn that is in sight. */
guint
chl_turn_column_get_first (ChlTurnColumn *self)
{
  g_return_val_if_fail (CHL_IS_TURN_COLUMN (self), 0);

  return self->anchor;
}

/* Returns: whether the end is in sight and will be followed. */
gboolean
chl_turn_column_is_at_end (ChlTurnColumn *self)
{
  g_return_val_if_fail (CHL_IS_TURN_COLUMN (self), FALSE);

  return self->is_at_end;
}

/* Returns: whether there is more below what is in sight than a margin. */
gboolean
chl_turn_column_has_more (ChlTurnColumn *self)
{
  g_return_val_if_fail (CHL_IS_TURN_COLUMN (self), FALSE);

  return !self->is_at_end && !chl_turn_fill_is_end_near (self);
}

/**
 * chl_turn_column_hold:
 * @self: a column
 *
 * Does not follow the end any more.
 */
void
chl_turn_column_hold (ChlTurnColumn *self)
{
  g_return_if_fail (CHL_IS_TURN_COLUMN (self));

  self->is_at_end = FALSE;
}

/**
 * chl_turn_column_show_end:
 * @self: a column
 *
 * Goes to the end and follows it.
 */
void
chl_turn_column_show_end (ChlTurnColumn *self)
{
  g_return_if_fail (CHL_IS_TURN_COLUMN (self));

  self->is_at_end = TRUE;
  chl_turn_fill_set_mark (self, NULL);
  chl_turn_fill (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * chl_turn_column_show_turn:
 * @self: a column
 * @position: of an item
 *
 * Brings the beginning of a turn to the top. The end is no longer followed.
 */
void
chl_turn_column_show_turn (ChlTurnColumn *self,
                           guint          position)
{
  g_return_if_fail (CHL_IS_TURN_COLUMN (self));

  self->is_at_end = FALSE;
  self->anchor = position;
  self->anchor_y = CHL_TURN_COLUMN_TOP;
  chl_turn_fill_set_mark (self, NULL);
  chl_turn_fill (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * chl_turn_column_show_area:
 * @self: a column
 * @area: where something is in it now
 * @margin: how near it may be to the edge of what is in sight
 * @is_far: whether to go to the middle with what was not in sight, and not only as far as needed
 *
 * Brings something into sight.
 */
void
chl_turn_column_show_area (ChlTurnColumn         *self,
                           const graphene_rect_t *area,
                           double                 margin,
                           gboolean               is_far)
{
  double top = (double) area->origin.y;
  double bottom = top + (double) area->size.height;

  g_return_if_fail (CHL_IS_TURN_COLUMN (self));

  if (top >= margin && bottom <= self->page - margin)
    return;

  if (is_far)
    chl_turn_column_scroll_by (self, (top + bottom - self->page) / 2.0);
  else if (top < margin)
    chl_turn_column_scroll_by (self, top - margin);
  else
    chl_turn_column_scroll_by (self, bottom + margin - self->page);
}

/**
 * chl_turn_column_scroll_by:
 * @self: a column
 * @distance: downwards; logical pixels
 *
 * Moves what is in sight. Whoever comes to the end follows it.
 */
void
chl_turn_column_scroll_by (ChlTurnColumn *self,
                           double         distance)
{
  g_return_if_fail (CHL_IS_TURN_COLUMN (self));

  self->is_at_end = FALSE;
  self->anchor_y -= distance;
  self->mark_y -= distance;
  chl_turn_fill (self);
  if (chl_turn_fill_is_end_near (self) &&
      (distance > 0 || chl_turn_fill_get_height (self) <= self->page))
    chl_turn_column_show_end (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
