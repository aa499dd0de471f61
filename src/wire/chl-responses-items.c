/* chl-responses-items.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-responses-items"

#include "config.h"

#include "chl-responses-items.h"

/* What is longer is no id, and no type. */
#define MAX_WORD_BYTES 512

struct _ChlResponsesItems
{
  ChlResponsesRoom room;
  GPtrArray       *items; /* (owned) (element-type ChlResponsesItem) as they began */
};

/**
 * chl_responses_items_new:
 * @emitter: (transfer none): where the parts go
 * @options: (transfer none): limits, and what ids are made from
 *
 * Returns: (transfer full): the items of one answer
 */
ChlResponsesItems *
chl_responses_items_new (ChlEmitter             *emitter,
                         const ChlDecodeOptions *options)
{
  ChlResponsesItems *self = g_new0 (ChlResponsesItems, 1);

  self->room.emitter = emitter;
  self->room.options = options;
  self->room.scratch = g_string_new (NULL);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_responses_item_free);

  return self;
}

void
chl_responses_items_free (ChlResponsesItems *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->items);
  g_string_free (self->room.scratch, TRUE);
  g_free (self);
}

/* --- Finding --- */

/* So that no server can have us compare what has no end. */
static ChlJsonSpan
get_word (ChlJsonSpan object,
          const char *name)
{
  const ChlJsonSpan word = chl_json_span_get (object, name);

  return word.length <= MAX_WORD_BYTES ? word : (ChlJsonSpan){ NULL, 0 };
}

static gboolean
has_id (ChlResponsesItem *item,
        ChlJsonSpan       id)
{
  const char *own = chl_responses_item_get_id (item);

  return own != NULL && id.length <= MAX_WORD_BYTES && chl_json_span_is_text (id, own);
}

/*
 * The latest at that position: there are servers for which all items are the first. Without a
 * position, the one of that id.
 */
static ChlResponsesItem *
find (ChlResponsesItems *self,
      ChlJsonSpan        index_span,
      ChlJsonSpan        id)
{
  gint64   index = 0;
  gboolean has_index = chl_json_span_read_int (index_span, &index);

  for (guint i = self->items->len; i > 0; i--)
    {
      ChlResponsesItem *item = g_ptr_array_index (self->items, i - 1);

      if (has_index ? chl_responses_item_get_index (item) == index : has_id (item, id))
        return item;
    }

  return NULL;
}

static ChlResponsesItem *
append_item (ChlResponsesItems *self,
             ChlJsonSpan        index_span,
             ChlJsonSpan        id_span)
{
  g_autofree char  *id = NULL;
  ChlResponsesItem *item;
  gint64            index = 0;

  if (self->items->len >= self->room.options->limits.max_parts)
    {
      chl_emitter_fail_kind (self->room.emitter, CHL_FAILURE_LIMIT);
      return NULL;
    }

  chl_json_span_read_int (index_span, &index);
  item = chl_responses_item_new (&self->room, index);
  g_ptr_array_add (self->items, item);

  if (chl_json_span_has_text (id_span) && id_span.length <= MAX_WORD_BYTES)
    id = chl_json_span_dup_text (id_span);
  chl_responses_item_set_id (item, id);

  return item;
}

/**
 * chl_responses_items_get:
 * @self: items
 * @index: the position that was said, if any
 * @id: the id that was said, if any
 *
 * Returns: (transfer none) (nullable): the item; %NULL if nobody began it
 */
ChlResponsesItem *
chl_responses_items_get (ChlResponsesItems *self,
                         ChlJsonSpan        index,
                         ChlJsonSpan        id)
{
  const ChlJsonSpan first = { "0", 1 };
  ChlResponsesItem *item = find (self, index, id);

  return item == NULL && index.length == 0 && id.length == 0 ? find (self, first, id) : item;
}

/**
 * chl_responses_items_get_for:
 * @self: items
 * @source: what a piece of text is
 * @index: the position that was said, if any
 * @id: the id that was said, if any
 *
 * Returns: (transfer none) (nullable): the item that it belongs to, which may begin with it; %NULL
 *   if there are too many
 */
ChlResponsesItem *
chl_responses_items_get_for (ChlResponsesItems *self,
                             ChlResponsesSource source,
                             ChlJsonSpan        index,
                             ChlJsonSpan        id)
{
  ChlResponsesItem *item = chl_responses_items_get (self, index, id);

  if (item != NULL && chl_responses_item_takes (item, source))
    return item;

  return append_item (self, index, id);
}

/* --- Whole items --- */

/* Whether an item that is begun, or ended, at the place of another is that one. */
static gboolean
is_same (ChlResponsesItem *item,
         ChlJsonSpan       object,
         gboolean          is_end)
{
  ChlJsonSpan id = get_word (object, "id");

  if (has_id (item, id))
    return TRUE;
  if (chl_responses_item_is_done (item) || (!is_end && chl_responses_item_is_added (item)))
    return FALSE;

  return chl_responses_item_is_of_type (item, get_word (object, "type"));
}

static ChlResponsesItem *
get_for_object (ChlResponsesItems *self,
                ChlJsonSpan        index,
                ChlJsonSpan        object,
                gboolean           is_end)
{
  ChlJsonSpan       id = get_word (object, "id");
  ChlResponsesItem *item = find (self, index, id);

  return item != NULL && is_same (item, object, is_end) ? item : append_item (self, index, id);
}

/**
 * chl_responses_items_add:
 * @self: items
 * @index: its position, if that was said
 * @item: an item as it begins
 */
void
chl_responses_items_add (ChlResponsesItems *self,
                         ChlJsonSpan        index,
                         ChlJsonSpan        item)
{
  ChlResponsesItem *own;

  if (!chl_json_span_is_object (item))
    return;

  own = get_for_object (self, index, item, FALSE);
  if (own != NULL && !chl_responses_item_is_done (own))
    chl_responses_item_add (own, item);
}

/**
 * chl_responses_items_finish:
 * @self: items
 * @index: its position, if that was said
 * @item: an item as it is at its end
 */
void
chl_responses_items_finish (ChlResponsesItems *self,
                            ChlJsonSpan        index,
                            ChlJsonSpan        item)
{
  ChlResponsesItem *own;

  if (!chl_json_span_is_object (item))
    return;

  own = get_for_object (self, index, item, TRUE);
  if (own != NULL)
    chl_responses_item_finish (own, item);
}

/*
 * Which of the items that came before one of the whole answer is: by its id, or else the first of
 * its type that no other one is.
 */
static ChlResponsesItem *
claim (ChlResponsesItems *self,
       ChlJsonSpan        object,
       guint8            *claimed,
       guint              n_before)
{
  ChlJsonSpan id = get_word (object, "id");
  ChlJsonSpan type = get_word (object, "type");
  guint       found = n_before;

  for (guint i = n_before; i > 0; i--)
    {
      ChlResponsesItem *item = g_ptr_array_index (self->items, i - 1);

      if (claimed[i - 1])
        continue;
      if (has_id (item, id))
        {
          found = i - 1;
          break;
        }
      if (chl_responses_item_is_of_type (item, type))
        found = i - 1;
    }

  if (found == n_before)
    return NULL;
  claimed[found] = TRUE;

  return g_ptr_array_index (self->items, found);
}

/**
 * chl_responses_items_complete:
 * @self: items
 * @output: all of them, as the answer has them at its end
 *
 * Adds what never came, and ends what did not end. Ids need not be the same as before, and
 * positions need not either: then the first message is the first message.
 */
void
chl_responses_items_complete (ChlResponsesItems *self,
                              ChlJsonSpan        output)
{
  const guint        n_before = self->items->len;
  g_autofree guint8 *claimed = g_new0 (guint8, n_before + 1);
  ChlJsonCursor      cursor;
  ChlJsonSpan        item;

  if (!chl_json_span_is_array (output))
    return;

  chl_json_cursor_init (&cursor, output);
  while (!chl_emitter_has_failed (self->room.emitter) &&
         chl_json_cursor_next (&cursor, NULL, &item))
    {
      const ChlJsonSpan none = { NULL, 0 };
      ChlResponsesItem *own;

      if (!chl_json_span_is_object (item))
        continue;
      own = claim (self, item, claimed, n_before);
      if (own == NULL)
        own = append_item (self, none, none);
      if (own != NULL && !chl_responses_item_is_done (own))
        chl_responses_item_finish (own, item);
    }
}

void
chl_responses_items_close (ChlResponsesItems *self,
                           gboolean           is_whole)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      ChlResponsesItem *item = g_ptr_array_index (self->items, i);

      chl_responses_item_close (item, is_whole && !chl_responses_item_is_done (item));
    }
}

gboolean
chl_responses_items_has_call (ChlResponsesItems *self)
{
  for (guint i = 0; i < self->items->len; i++)
    if (chl_responses_item_is_call (g_ptr_array_index (self->items, i)))
      return TRUE;

  return FALSE;
}

gboolean
chl_responses_items_has_refusal (ChlResponsesItems *self)
{
  for (guint i = 0; i < self->items->len; i++)
    if (chl_responses_item_has_refusal (g_ptr_array_index (self->items, i)))
      return TRUE;

  return FALSE;
}
