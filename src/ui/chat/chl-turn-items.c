/* chl-turn-items.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-turn-column"

#include "config.h"

#include "chl-turn-column-private.h"

static void
items_changed_cb (ChlTurnColumn *self,
                  guint          position,
                  guint          n_removed,
                  guint          n_added)
{
  gboolean is_above = position + n_removed <= self->anchor;

  for (guint i = position; i < position + n_removed; i++)
    chl_turn_fill_drop (self, i);
  chl_rows_splice (self->rows, position, n_removed, n_added);
  if (self->width > 0)
    chl_turn_fill_guess (self, position, n_added);

  if (is_above && !self->is_at_end)
    self->anchor += n_added - n_removed;
  else if (self->anchor > position)
    self->anchor = position;
  chl_turn_fill (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Lets go of the model, with all its rows. */
void
chl_turn_items_forget (ChlTurnColumn *self)
{
  if (self->model == NULL)
    return;

  g_signal_handlers_disconnect_by_func (self->model, items_changed_cb, self);
  for (guint i = 0; i < chl_rows_get_n_rows (self->rows); i++)
    chl_turn_fill_drop (self, i);
  chl_rows_splice (self->rows, 0, chl_rows_get_n_rows (self->rows), 0);
  g_clear_object (&self->model);
}

/**
 * chl_turn_column_set_funcs:
 * @self: a column without a model
 * @funcs: what it asks
 * @user_data: for @funcs; it outlives the model
 */
void
chl_turn_column_set_funcs (ChlTurnColumn      *self,
                           const ChlTurnFuncs *funcs,
                           gpointer            user_data)
{
  g_return_if_fail (CHL_IS_TURN_COLUMN (self));
  g_return_if_fail (funcs != NULL && funcs->create != NULL && funcs->guess != NULL);
  g_return_if_fail (self->model == NULL);

  self->funcs = *funcs;
  self->user_data = user_data;
}

/**
 * chl_turn_column_set_model:
 * @self: a column that knows whom to ask
 * @model: (nullable): one item for each turn
 *
 * Shows the end of @model.
 */
void
chl_turn_column_set_model (ChlTurnColumn *self,
                           GListModel    *model)
{
  guint n_items;

  g_return_if_fail (CHL_IS_TURN_COLUMN (self));
  g_return_if_fail (self->funcs.create != NULL);
  g_return_if_fail (model == NULL || G_IS_LIST_MODEL (model));

  chl_turn_items_forget (self);
  g_clear_handle_id (&self->idle_id, g_source_remove);
  chl_turn_fill_set_mark (self, NULL);
  self->scrolled_us = G_MININT64 / 2;
  self->is_at_end = TRUE;
  self->anchor = 0;
  self->anchor_y = CHL_TURN_COLUMN_TOP;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (model == NULL)
    return;

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  n_items = g_list_model_get_n_items (model);
  items_changed_cb (self, 0, 0, n_items);
}
