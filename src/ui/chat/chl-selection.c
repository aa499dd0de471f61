/* chl-selection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-selection"

#include "config.h"

#include "chl-selection.h"

#include "chl-reading.h"
#include "chl-stride.h"

/**
 * ChlSelection:
 *
 * What is selected goes from the base to the head, the end that moves. Of a double click the base is
 * a whole word, of a triple click a whole block, and as many of them are selected.
 */
struct _ChlSelection
{
  GObject parent_instance;

  ChlConversation *conversation; /* (owned) (nullable) */
  ChlPlace         base;
  ChlPlace         base_end;
  ChlPlace         head;
  ChlSelectionUnit unit;
  gboolean         has_place; /* something was pressed on, or selected, before */
};

G_DEFINE_FINAL_TYPE (ChlSelection, chl_selection, G_TYPE_OBJECT)

static guint changed_signal;

static void
tell (ChlSelection *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static gboolean
is_there (ChlSelection   *self,
          const ChlPlace *place)
{
  g_autoptr(ChlMessage) message = g_list_model_get_item (G_LIST_MODEL (self->conversation),
                                                          place->position);

  return message == place->message;
}

/* Another version of something is shown: what was selected there is not there any more. */
static void
items_changed_cb (ChlSelection *self,
                  guint         position,
                  guint         n_removed,
                  guint         n_added)
{
  if (!self->has_place || (is_there (self, &self->base) && is_there (self, &self->head)))
    return;

  self->has_place = FALSE;
  self->head = self->base_end = self->base;
  tell (self);
}

static void
chl_selection_dispose (GObject *object)
{
  ChlSelection *self = CHL_SELECTION (object);

  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (chl_selection_parent_class)->dispose (object);
}

static void
chl_selection_class_init (ChlSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chl_selection_dispose;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
chl_selection_init (ChlSelection *self)
{
}

/**
 * chl_selection_new:
 *
 * Returns: (transfer full): a new selection, of nothing
 */
ChlSelection *
chl_selection_new (void)
{
  return g_object_new (CHL_TYPE_SELECTION, NULL);
}

/**
 * chl_selection_set_conversation:
 * @self: a selection
 * @conversation: (nullable): where to select; nothing of it is
 */
void
chl_selection_set_conversation (ChlSelection    *self,
                                ChlConversation *conversation)
{
  g_return_if_fail (CHL_IS_SELECTION (self));
  g_return_if_fail (conversation == NULL || CHL_IS_CONVERSATION (conversation));

  if (self->conversation != NULL)
    g_signal_handlers_disconnect_by_func (self->conversation, items_changed_cb, self);
  g_set_object (&self->conversation, conversation);
  if (conversation != NULL)
    g_signal_connect_object (conversation, "items-changed", G_CALLBACK (items_changed_cb), self,
                             G_CONNECT_SWAPPED);

  self->base = self->base_end = self->head = (ChlPlace){ 0 };
  self->has_place = FALSE;
  tell (self);
}

/**
 * chl_selection_begin:
 * @self: a selection
 * @place: where was pressed
 * @unit: what is selected there at once, and what by extending it
 *
 * Selects anew.
 */
void
chl_selection_begin (ChlSelection    *self,
                     const ChlPlace  *place,
                     ChlSelectionUnit unit)
{
  g_return_if_fail (CHL_IS_SELECTION (self));
  g_return_if_fail (place != NULL);

  self->base = self->base_end = *place;
  self->unit = unit;
  self->has_place = TRUE;
  chl_stride_widen (&self->base, &self->base_end, unit);
  self->head = self->base_end;
  tell (self);
}

/**
 * chl_selection_extend:
 * @self: a selection
 * @place: where it is to end
 *
 * Moves the end of a selection, or begins with one if there is none.
 */
void
chl_selection_extend (ChlSelection   *self,
                      const ChlPlace *place)
{
  ChlPlace start = *place;
  ChlPlace end = *place;
  ChlPlace head;

  g_return_if_fail (CHL_IS_SELECTION (self));
  g_return_if_fail (place != NULL);

  if (!self->has_place)
    {
      chl_selection_begin (self, place, CHL_SELECTION_CHARACTER);
      return;
    }

  chl_stride_widen (&start, &end, self->unit);
  head = chl_place_compare (place, &self->base) < 0 ? start : end;
  if (chl_place_compare (&head, &self->head) == 0)
    return;

  self->head = head;
  tell (self);
}

/**
 * chl_selection_move:
 * @self: a selection
 * @unit: by what
 * @is_forward: whether towards the end
 *
 * Moves the end of the selection. Does nothing where there is no place yet.
 */
void
chl_selection_move (ChlSelection    *self,
                    ChlSelectionUnit unit,
                    gboolean         is_forward)
{
  g_return_if_fail (CHL_IS_SELECTION (self));

  if (!self->has_place || self->conversation == NULL)
    return;

  self->unit = CHL_SELECTION_CHARACTER;
  if (chl_stride_move (self->conversation, &self->head, unit, is_forward))
    tell (self);
}

/* Selects the whole conversation, with what will still come of its last message. */
void
chl_selection_select_all (ChlSelection *self)
{
  guint n_messages;

  g_return_if_fail (CHL_IS_SELECTION (self));

  n_messages = self->conversation != NULL
                 ? g_list_model_get_n_items (G_LIST_MODEL (self->conversation))
                 : 0;
  if (n_messages == 0)
    return;

  chl_stride_get_begin (self->conversation, &self->base);
  self->base_end = self->base;
  chl_stride_get_end (self->conversation, &self->head);
  self->unit = CHL_SELECTION_CHARACTER;
  self->has_place = TRUE;
  tell (self);
}

/* Nothing is selected any more; the place stays the one from which it can be extended. */
void
chl_selection_clear (ChlSelection *self)
{
  g_return_if_fail (CHL_IS_SELECTION (self));

  self->base = self->base_end = self->head;
  self->unit = CHL_SELECTION_CHARACTER;
  tell (self);
}

/* Returns: (transfer none) (nullable): the end that moves, if there is a place yet. */
const ChlPlace *
chl_selection_get_head (ChlSelection *self)
{
  g_return_val_if_fail (CHL_IS_SELECTION (self), NULL);

  return self->has_place ? &self->head : NULL;
}

/**
 * chl_selection_get_range:
 * @self: a selection
 * @out_start: (out): where it begins
 * @out_end: (out): where it ends; its part, block and byte may lie behind the last ones
 *
 * Returns: whether anything is selected
 */
gboolean
chl_selection_get_range (ChlSelection *self,
                         ChlPlace     *out_start,
                         ChlPlace     *out_end)
{
  g_return_val_if_fail (CHL_IS_SELECTION (self), FALSE);

  if (!self->has_place)
    return FALSE;

  *out_start = chl_place_compare (&self->base, &self->head) <= 0 ? self->base : self->head;
  *out_end = chl_place_compare (&self->base_end, &self->head) >= 0 ? self->base_end : self->head;

  return chl_place_compare (out_start, out_end) < 0;
}

/**
 * chl_selection_dup_text:
 * @self: a selection
 *
 * Returns: (transfer full) (nullable): what is selected, as a person reads it; %NULL if nothing is
 */
char *
chl_selection_dup_text (ChlSelection *self)
{
  ChlPlace start;
  ChlPlace end;

  g_return_val_if_fail (CHL_IS_SELECTION (self), NULL);

  if (!chl_selection_get_range (self, &start, &end))
    return NULL;

  return chl_reading_dup_text (self->conversation, &start, &end);
}
