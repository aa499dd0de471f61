/* chl-turn-fill.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-turn-column"

#include "config.h"

#include "chl-turn-column-private.h"

/* Pages above and below what is in sight in which rows have widgets beforehand, and keep theirs. */
#define MARGIN_PAGES 1.0
#define KEEP_PAGES 3.0

/* A row that is nearer than this many pages is measured, and not guessed, when it is passed. */
#define NEAR_PAGES 2.0

static gboolean
has_focus (GtkWidget *widget)
{
  GtkRoot   *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static gboolean
must_stay (ChlTurnColumn *self,
           GtkWidget     *widget)
{
  return has_focus (widget) ||
         (self->funcs.must_stay != NULL && self->funcs.must_stay (widget));
}

/* Takes the widget of a row away. */
void
chl_turn_fill_drop (ChlTurnColumn *self,
                    guint          position)
{
  GtkWidget *widget = chl_rows_get_widget (self->rows, position);

  if (widget == NULL)
    return;

  if (has_focus (widget))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  chl_rows_set_widget (self->rows, position, NULL);
  gtk_widget_unparent (widget);
}

/* The widget that is farthest away makes room for another one. */
static void
make_room (ChlTurnColumn *self,
           guint          position)
{
  guint n_rows = chl_rows_get_n_rows (self->rows);
  guint farthest = position;
  guint distance = 0;

  for (guint i = 0; i < n_rows; i++)
    {
      GtkWidget *widget = chl_rows_get_widget (self->rows, i);
      guint      here = i > position ? i - position : position - i;

      if (widget != NULL && here > distance && !must_stay (self, widget))
        {
          farthest = i;
          distance = here;
        }
    }

  chl_turn_fill_drop (self, farthest);
}

static GtkWidget *
ensure_widget (ChlTurnColumn *self,
               guint          position)
{
  GtkWidget *widget = chl_rows_get_widget (self->rows, position);
  g_autoptr(GObject) item = NULL;

  if (widget != NULL)
    return widget;

  if (chl_rows_get_n_widgets (self->rows) >= CHL_TURN_COLUMN_MAX_TURNS)
    make_room (self, position);

  item = g_list_model_get_item (self->model, position);
  widget = self->funcs.create (item, self->user_data);
  gtk_widget_insert_after (widget, GTK_WIDGET (self), chl_rows_find_before (self->rows, position));
  chl_rows_set_widget (self->rows, position, widget);
  g_signal_emit_by_name (self, "turn-added", widget);

  return widget;
}

/**
 * chl_turn_fill_measure:
 * @self: a column that has its width
 * @position: a row
 *
 * Makes the widget of a row, unless it has one.
 *
 * Returns: how high it is
 */
int
chl_turn_fill_measure (ChlTurnColumn *self,
                       guint          position)
{
  GtkWidget *widget = ensure_widget (self, position);
  int        width;
  int        height;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, MAX (width, self->width), NULL, &height,
                      NULL, NULL);
  chl_rows_set_height (self->rows, position, height);

  return height;
}

/* Guesses how high rows are that have no widgets. */
void
chl_turn_fill_guess (ChlTurnColumn *self,
                     guint          position,
                     guint          n_rows)
{
  for (guint i = position; i < position + n_rows; i++)
    {
      g_autoptr(GObject) item = NULL;

      if (chl_rows_get_widget (self->rows, i) != NULL)
        continue;

      item = g_list_model_get_item (self->model, i);
      chl_rows_set_height (self->rows, i, self->funcs.guess (item, self->width, self->user_data));
    }
}

/* Goes up from the anchor until it is the first row in sight. */
static void
climb (ChlTurnColumn *self)
{
  while (self->anchor > 0 && self->anchor_y > 0)
    {
      gboolean is_near = self->anchor_y < NEAR_PAGES * self->page;

      self->anchor--;
      self->anchor_y -= is_near ? chl_turn_fill_measure (self, self->anchor)
                                : chl_rows_get_height (self->rows, self->anchor);
    }

  if (self->anchor == 0 && self->anchor_y > CHL_TURN_COLUMN_TOP)
    self->anchor_y = CHL_TURN_COLUMN_TOP;
}

/* Goes down from the anchor until it is the first row in sight. */
static void
descend (ChlTurnColumn *self)
{
  guint n_rows = chl_rows_get_n_rows (self->rows);

  while (self->anchor + 1 < n_rows)
    {
      gboolean is_near = self->anchor_y > -NEAR_PAGES * self->page;
      int      height = chl_rows_get_height (self->rows, self->anchor);

      if (is_near || self->anchor_y + height > 0)
        height = chl_turn_fill_measure (self, self->anchor);
      if (self->anchor_y + height > 0)
        return;

      self->anchor_y += height;
      self->anchor++;
    }
}

/* Whatever is to be in sight gets a widget; the anchor is the first of it. */
void
chl_turn_fill (ChlTurnColumn *self)
{
  guint  n_rows = chl_rows_get_n_rows (self->rows);
  guint  last;
  double bottom;

  if (n_rows == 0 || self->width == 0)
    return;

  if (self->is_at_end || self->anchor >= n_rows)
    {
      self->anchor = n_rows;
      self->anchor_y = self->page - CHL_TURN_COLUMN_BOTTOM;
    }
  climb (self);
  descend (self);

  bottom = self->anchor_y;
  for (last = self->anchor; last < n_rows && bottom < self->page; last++)
    bottom += chl_turn_fill_measure (self, last);

  /* There is nothing below the end. */
  if (last == n_rows && bottom + CHL_TURN_COLUMN_BOTTOM < self->page)
    {
      self->anchor_y += self->page - CHL_TURN_COLUMN_BOTTOM - bottom;
      climb (self);
    }
}

/* Returns: how far the top of what is in sight is below the top of the column. */
double
chl_turn_fill_get_top (ChlTurnColumn *self)
{
  if (self->anchor >= chl_rows_get_n_rows (self->rows))
    return 0;

  return (double) (chl_rows_get_top (self->rows, self->anchor) + CHL_TURN_COLUMN_TOP) -
         self->anchor_y;
}

/* Returns: how high the column is, as far as that is known. */
double
chl_turn_fill_get_height (ChlTurnColumn *self)
{
  guint n_rows = chl_rows_get_n_rows (self->rows);

  return (double) (chl_rows_get_top (self->rows, n_rows) + CHL_TURN_COLUMN_TOP +
                   CHL_TURN_COLUMN_BOTTOM);
}

/* Returns: whether the end is in sight, or nearly so. */
gboolean
chl_turn_fill_is_end_near (ChlTurnColumn *self)
{
  guint n_rows = chl_rows_get_n_rows (self->rows);

  if (n_rows == 0)
    return TRUE;

  return chl_rows_get_widget (self->rows, n_rows - 1) != NULL &&
         chl_turn_fill_get_height (self) - chl_turn_fill_get_top (self) - self->page <=
           CHL_TURN_COLUMN_END_MARGIN;
}

/* Takes the widgets away that are far from what is in sight. */
static void
drop_far_ones (ChlTurnColumn *self)
{
  guint  n_rows = chl_rows_get_n_rows (self->rows);
  double margin = KEEP_PAGES * self->page;
  double y = CHL_TURN_COLUMN_TOP - chl_turn_fill_get_top (self);

  for (guint i = 0; i < n_rows; i++)
    {
      GtkWidget *widget = chl_rows_get_widget (self->rows, i);
      int        height = chl_rows_get_height (self->rows, i);

      if (widget != NULL && (y + height < -margin || y > self->page + margin) &&
          !must_stay (self, widget))
        chl_turn_fill_drop (self, i);
      y += height;
    }
}

/* Returns: the row nearest to what is in sight that should have a widget beforehand; or -1. */
static gint64
find_next (ChlTurnColumn *self)
{
  guint  n_rows = chl_rows_get_n_rows (self->rows);
  double margin = MARGIN_PAGES * self->page;
  double below = self->anchor_y;
  double above = self->anchor_y;

  for (guint i = self->anchor; i > 0 && above > -margin; i--)
    {
      if (chl_rows_get_widget (self->rows, i - 1) == NULL)
        return i - 1;
      above -= chl_rows_get_height (self->rows, i - 1);
    }

  for (guint i = self->anchor; i < n_rows && below < self->page + margin; i++)
    {
      if (chl_rows_get_widget (self->rows, i) == NULL)
        return i;
      below += chl_rows_get_height (self->rows, i);
    }

  return -1;
}

/**
 * chl_turn_fill_one_more:
 * @self: a column that is filled
 *
 * Makes one widget more that is not in sight yet, and takes away what is far from it.
 *
 * Returns: whether there was one to be made
 */
gboolean
chl_turn_fill_one_more (ChlTurnColumn *self)
{
  gint64 next;

  if (self->width == 0)
    return FALSE;

  drop_far_ones (self);
  next = find_next (self);
  if (next < 0 || chl_rows_get_n_widgets (self->rows) >= CHL_TURN_COLUMN_MAX_TURNS)
    return FALSE;

  chl_turn_fill_measure (self, (guint) next);

  return TRUE;
}

void
chl_turn_fill_set_mark (ChlTurnColumn *self,
                        GtkWidget     *widget)
{
  g_set_weak_pointer (&self->mark, widget);
}

/* Returns: the first one of its children of which anything is in sight. */
static GtkWidget *
find_child (ChlTurnColumn   *self,
            GtkWidget       *widget,
            graphene_rect_t *out_bounds)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child) && !GTK_IS_NATIVE (child) &&
        gtk_widget_compute_bounds (child, GTK_WIDGET (self), out_bounds) &&
        out_bounds->origin.y + out_bounds->size.height > 0)
      return child;

  return NULL;
}

/* Finds what stands at the top of what is in sight, so that it can be kept there. */
void
chl_turn_fill_find_mark (ChlTurnColumn *self)
{
  GtkWidget      *widget = chl_rows_get_widget (self->rows, self->anchor);
  graphene_rect_t bounds;

  if (widget == NULL || !gtk_widget_compute_bounds (widget, GTK_WIDGET (self), &bounds))
    {
      chl_turn_fill_set_mark (self, NULL);
      return;
    }

  while (bounds.origin.y < 0)
    {
      graphene_rect_t inner;
      GtkWidget      *child = find_child (self, widget, &inner);

      if (child == NULL)
        break;
      widget = child;
      bounds = inner;
    }

  chl_turn_fill_set_mark (self, widget);
  self->mark_y = (double) bounds.origin.y;
  self->mark_height = (double) bounds.size.height;
}

/**
 * chl_turn_fill_get_drift:
 * @self: a column that has just been laid out
 * @is_resized: whether all lines have another length now
 *
 * Returns: by how much the mark is below where it stood
 */
double
chl_turn_fill_get_drift (ChlTurnColumn *self,
                         gboolean       is_resized)
{
  graphene_rect_t bounds;
  double          wanted = self->mark_y;

  if (self->is_at_end || self->mark == NULL || !gtk_widget_get_mapped (self->mark) ||
      !gtk_widget_compute_bounds (self->mark, GTK_WIDGET (self), &bounds))
    return 0;

  if (is_resized && wanted < 0 && self->mark_height > 0)
    wanted *= (double) bounds.size.height / self->mark_height;

  return (double) bounds.origin.y - wanted;
}
