/* chl-finder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-finder"

#include "config.h"

#include "chl-finder.h"

#include "chl-reading.h"

/* Bytes of text that are looked through before the main loop has its turn again. */
#define SLICE_BYTES (48 * 1024)

struct _ChlFinder
{
  GObject parent_instance;

  ChlConversation *conversation; /* (owned) (nullable) */
  ChlFind         *find;         /* (owned) (nullable) without words */
  GArray          *places;       /* (owned) (element-type ChlPlace) in their order */
  ChlPlace         wanted;       /* the current hit is the first one from here on */
  guint            current;      /* counted from 1; 0: none yet */
  guint            next;         /* the message to look at next */
  guint            idle_id;
  gboolean         is_moving; /* the current hit will be brought into view */
};

G_DEFINE_FINAL_TYPE (ChlFinder, chl_finder, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
look_at_text (ChlFinder  *self,
              ChlPlace   *place,
              const char *text,
              gsize       start,
              gsize       end)
{
  gsize hit;
  gsize hit_end = 0;

  while (chl_find_next (self->find, text + start, end - start, hit_end, &hit, &hit_end))
    {
      place->byte = start + hit;
      g_array_append_vals (self->places, place, 1);
      if (self->current == 0 && chl_place_compare (place, &self->wanted) >= 0)
        self->current = self->places->len;
    }
}

/* Words are found in what a person reads: in each cell of a table by itself. */
static void
look_at_block (ChlFinder      *self,
               ChlPlace       *place,
               const ChlBlock *block)
{
  if (block->cells == NULL)
    {
      look_at_text (self, place, block->text, 0, block->length);
      return;
    }

  for (guint i = 0; i < block->cells->len; i++)
    {
      const ChlCell *cell = &g_array_index (block->cells, ChlCell, i);

      look_at_text (self, place, block->text, cell->start, cell->end);
    }
}

/* Returns: how many bytes it has. */
static gsize
look_at_message (ChlFinder  *self,
                 ChlMessage *message,
                 guint       position)
{
  ChlPlace place = { .message = message, .position = position };
  guint    n_parts = chl_reading_get_n_parts (message);
  gsize    n_bytes = 0;

  for (; place.part < n_parts; place.part++)
    {
      g_autoptr(GPtrArray) blocks = NULL;

      if (!chl_reading_is_said (message, place.part))
        continue;

      blocks = chl_reading_dup_blocks (message, place.part);
      for (place.block = 0; place.block < blocks->len; place.block++)
        {
          const ChlBlock *block = g_ptr_array_index (blocks, place.block);

          look_at_block (self, &place, block);
          n_bytes += block->length;
        }
    }

  return n_bytes;
}

static void
finish (ChlFinder *self)
{
  self->idle_id = 0;
  if (self->current == 0)
    self->current = self->places->len;
}

static gboolean
look_cb (gpointer user_data)
{
  ChlFinder  *self = user_data;
  GListModel *messages = G_LIST_MODEL (self->conversation);
  guint       n_messages = g_list_model_get_n_items (messages);
  gsize       n_bytes = 0;
  gboolean    is_done;

  for (; self->next < n_messages && n_bytes < SLICE_BYTES; self->next++)
    {
      g_autoptr(ChlMessage) message = g_list_model_get_item (messages, self->next);

      n_bytes += look_at_message (self, message, self->next);
    }

  is_done = self->next >= n_messages;
  if (is_done)
    finish (self);

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (self->current > 0 && self->is_moving)
    {
      self->is_moving = FALSE;
      g_signal_emit (self, signals[SIGNAL_MOVED], 0);
    }

  return is_done ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
begin (ChlFinder *self)
{
  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_array_set_size (self->places, 0);
  self->current = 0;
  self->next = 0;
  if (self->conversation != NULL && self->find != NULL)
    self->idle_id = g_idle_add (look_cb, self);
}

/* Something was said, or another version is shown: the current hit stays, where there still is one. */
static void
conversation_changed_cb (ChlFinder *self)
{
  if (self->find == NULL)
    return;

  if (self->current > 0 && self->current <= self->places->len)
    self->wanted = g_array_index (self->places, ChlPlace, self->current - 1);
  begin (self);
}

static void
forget_conversation (ChlFinder *self)
{
  if (self->conversation != NULL)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_clear_object (&self->conversation);
}

static void
chl_finder_dispose (GObject *object)
{
  ChlFinder *self = CHL_FINDER (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  forget_conversation (self);

  G_OBJECT_CLASS (chl_finder_parent_class)->dispose (object);
}

static void
chl_finder_finalize (GObject *object)
{
  ChlFinder *self = CHL_FINDER (object);

  g_clear_pointer (&self->find, chl_find_free);
  g_clear_pointer (&self->places, g_array_unref);

  G_OBJECT_CLASS (chl_finder_parent_class)->finalize (object);
}

static void
chl_finder_class_init (ChlFinderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_finder_dispose;
  object_class->finalize = chl_finder_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[SIGNAL_MOVED] =
    g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
chl_finder_init (ChlFinder *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (ChlPlace));
}

/**
 * chl_finder_new:
 *
 * Returns: (transfer full): a new finder, which looks for nothing
 */
ChlFinder *
chl_finder_new (void)
{
  return g_object_new (CHL_TYPE_FINDER, NULL);
}

/**
 * chl_finder_set_conversation:
 * @self: a finder
 * @conversation: (nullable): where to look; its messages have been read
 *
 * Begins anew there, without words.
 */
void
chl_finder_set_conversation (ChlFinder       *self,
                             ChlConversation *conversation)
{
  g_return_if_fail (CHL_IS_FINDER (self));
  g_return_if_fail (conversation == NULL || CHL_IS_CONVERSATION (conversation));

  if (self->conversation == conversation)
    return;

  forget_conversation (self);
  chl_finder_look_for (self, "", 0);
  if (conversation == NULL)
    return;

  self->conversation = g_object_ref (conversation);
  g_signal_connect_object (conversation, "items-changed", G_CALLBACK (conversation_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "notify::is-busy", G_CALLBACK (conversation_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

/**
 * chl_finder_look_for:
 * @self: a finder
 * @words: what to look for, as it stands; "" for nothing
 * @position: the message from which on the first hit becomes the current one
 */
void
chl_finder_look_for (ChlFinder  *self,
                     const char *words,
                     guint       position)
{
  g_return_if_fail (CHL_IS_FINDER (self));
  g_return_if_fail (words != NULL);

  g_clear_pointer (&self->find, chl_find_free);
  if (*words != '\0')
    self->find = chl_find_new (words);

  self->wanted = (ChlPlace){ .position = position };
  self->is_moving = TRUE;
  begin (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Returns: (transfer none) (nullable): what it looks for. */
ChlFind *
chl_finder_get_find (ChlFinder *self)
{
  g_return_val_if_fail (CHL_IS_FINDER (self), NULL);

  return self->find;
}

/* Whether there may be more hits than were found so far. */
gboolean
chl_finder_is_looking (ChlFinder *self)
{
  g_return_val_if_fail (CHL_IS_FINDER (self), FALSE);

  return self->idle_id != 0;
}

guint
chl_finder_get_n_hits (ChlFinder *self)
{
  g_return_val_if_fail (CHL_IS_FINDER (self), 0);

  return self->places->len;
}

/* Returns: which hit is the current one, counted from 1; 0 if there is none (yet). */
guint
chl_finder_get_current (ChlFinder *self)
{
  g_return_val_if_fail (CHL_IS_FINDER (self), 0);

  return self->current;
}

/* Returns: (transfer none) (nullable): where the current hit is. */
const ChlPlace *
chl_finder_get_place (ChlFinder *self)
{
  g_return_val_if_fail (CHL_IS_FINDER (self), NULL);

  return self->current > 0 ? &g_array_index (self->places, ChlPlace, self->current - 1) : NULL;
}

/**
 * chl_finder_step:
 * @self: a finder
 * @is_forward: whether the one below is meant
 *
 * Makes another hit the current one; behind the last one comes the first.
 */
void
chl_finder_step (ChlFinder *self,
                 gboolean   is_forward)
{
  guint n_hits;

  g_return_if_fail (CHL_IS_FINDER (self));

  n_hits = self->places->len;
  if (self->current == 0)
    return;

  if (is_forward)
    self->current = self->current < n_hits ? self->current + 1 : 1;
  else
    self->current = self->current > 1 ? self->current - 1 : n_hits;

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_MOVED], 0);
}
