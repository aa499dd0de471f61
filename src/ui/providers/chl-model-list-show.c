/* chl-model-list-show.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-list-show"

#include "config.h"

#include "chl-model-list-private.h"

static guint
find_position (ChlModelList *self,
               ChlModel     *model)
{
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  guint position;

  for (position = 0; position < n_shown; position++)
    {
      g_autoptr(ChlModel) each = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

      if (each == model)
        return position;
    }

  return GTK_INVALID_LIST_POSITION;
}

/* The page scrolls as well, where the list is not high enough to do so by itself. */
static void
bring_into_sight (ChlModelList *self,
                  GtkWidget    *row)
{
  GtkWidget      *outer = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment  *adjustment;
  graphene_rect_t bounds;
  double          top;

  if (outer == NULL || row == NULL ||
      !gtk_widget_compute_bounds (row, gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (outer)),
                                  &bounds))
    return;

  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (outer));
  top = gtk_adjustment_get_value (adjustment) + (double) bounds.origin.y;
  gtk_adjustment_clamp_page (adjustment, top - (double) bounds.size.height,
                             top + 2 * (double) bounds.size.height);
}

/* What was just added has its place one frame later, and what scrolls to it one more. */
static gboolean
show_wanted_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  ChlModelList *self = CHL_MODEL_LIST (widget);
  guint         position = find_position (self, self->wanted);

  if (position != GTK_INVALID_LIST_POSITION && self->n_ticks > 0)
    {
      chl_long_list_focus_row (self->list, position);
      bring_into_sight (self, gtk_root_get_focus (gtk_widget_get_root (widget)));
    }
  if (self->n_ticks++ < 2)
    return G_SOURCE_CONTINUE;

  self->wanted_id = 0;
  g_clear_object (&self->wanted);

  return G_SOURCE_REMOVE;
}

/**
 * chl_model_list_show_model:
 * @self: a list
 * @model: one of its models
 *
 * Puts the cursor on the row of a model, and shows it; where it does not pass what is searched, all
 * are shown.
 */
void
chl_model_list_show_model (ChlModelList *self,
                           ChlModel     *model)
{
  g_return_if_fail (CHL_IS_MODEL_LIST (self));
  g_return_if_fail (CHL_IS_MODEL (model));

  if (find_position (self, model) == GTK_INVALID_LIST_POSITION)
    chl_model_bar_clear (self->bar);

  g_set_object (&self->wanted, model);
  self->n_ticks = 0;
  if (self->wanted_id == 0)
    self->wanted_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), show_wanted_cb, NULL, NULL);
}
