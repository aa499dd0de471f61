/* chl-stride.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-stride"

#include "config.h"

#include "chl-stride.h"

#include <pango/pango.h>
#include <string.h>

#include "chl-reading.h"

/* The text of the block in which a place is; never %NULL. */
static char *
dup_block_text (const ChlPlace *place,
                gsize          *out_length)
{
  g_autoptr(GPtrArray) blocks = chl_reading_dup_blocks (place->message, place->part);
  const ChlBlock *block;

  *out_length = 0;
  if (place->block >= blocks->len)
    return g_strdup ("");

  block = g_ptr_array_index (blocks, place->block);
  *out_length = block->length;

  return g_strndup (block->text, block->length);
}

static gsize
get_line_start (const char *text,
                gsize       byte)
{
  while (byte > 0 && text[byte - 1] != '\n')
    byte--;

  return byte;
}

/* Where words and characters of the line begin and end in which a byte is. */
static PangoLogAttr *
dup_attributes (const char *text,
                gsize       length,
                gsize       byte,
                gsize      *out_start,
                glong      *out_n_characters)
{
  gsize         start = get_line_start (text, byte);
  const char   *line_end = memchr (text + byte, '\n', length - byte);
  gsize         end = line_end != NULL ? (gsize) (line_end - text) : length;
  glong         n_characters = g_utf8_strlen (text + start, (gssize) (end - start));
  PangoLogAttr *attributes = g_new0 (PangoLogAttr, n_characters + 1);

  pango_get_log_attrs (text + start, (int) (end - start), -1, pango_language_get_default (),
                       attributes, (int) n_characters + 1);
  *out_start = start;
  *out_n_characters = n_characters;

  return attributes;
}

static gboolean
is_stop (const PangoLogAttr *attribute,
         ChlSelectionUnit    unit,
         gboolean            is_forward)
{
  if (unit != CHL_SELECTION_WORD)
    return attribute->is_cursor_position;

  return is_forward ? attribute->is_word_end : attribute->is_word_start;
}

/* Returns: the next stop in a text; at its ends there is one, too. */
static gsize
move_in_text (const char      *text,
              gsize            length,
              gsize            byte,
              ChlSelectionUnit unit,
              gboolean         is_forward)
{
  g_autofree PangoLogAttr *attributes = NULL;
  gsize                    start;
  glong                    n_characters;
  glong                    i;

  if (is_forward && text[byte] == '\n')
    return byte + 1;
  if (!is_forward && byte > 0 && text[byte - 1] == '\n')
    return byte - 1;

  attributes = dup_attributes (text, length, byte, &start, &n_characters);
  i = g_utf8_pointer_to_offset (text + start, text + byte);
  do
    i += is_forward ? 1 : -1;
  while (i > 0 && i < n_characters && !is_stop (&attributes[i], unit, is_forward));

  return (gsize) (g_utf8_offset_to_pointer (text + start, CLAMP (i, 0, n_characters)) - text);
}

/* The word around a place, or else what is between two words. */
static void
widen_to_word (ChlPlace *start,
               ChlPlace *end)
{
  gsize                    length;
  g_autofree char         *text = dup_block_text (start, &length);
  g_autofree PangoLogAttr *attributes = NULL;
  gsize                    line;
  glong                    n_characters;
  glong                    first;
  glong                    last;

  start->byte = MIN (start->byte, length);
  attributes = dup_attributes (text, length, start->byte, &line, &n_characters);
  first = g_utf8_pointer_to_offset (text + line, text + start->byte);
  last = first;

  while (first > 0 && !attributes[first].is_word_start && !attributes[first].is_word_end)
    first--;
  /* Pressed on the right half of its last character. */
  if (first == last && first > 0 && attributes[first].is_word_end && !attributes[first].is_word_start)
    do
      first--;
    while (first > 0 && !attributes[first].is_word_start);
  else
    do
      last++;
    while (last < n_characters && !attributes[last].is_word_start && !attributes[last].is_word_end);

  start->byte = (gsize) (g_utf8_offset_to_pointer (text + line, first) - text);
  end->byte = (gsize) (g_utf8_offset_to_pointer (text + line, MIN (last, n_characters)) - text);
}

/**
 * chl_stride_widen:
 * @start: (inout): a place
 * @end: (inout): the same place
 * @unit: of what
 *
 * Makes of a place the unit in which it is.
 */
void
chl_stride_widen (ChlPlace        *start,
                  ChlPlace        *end,
                  ChlSelectionUnit unit)
{
  g_autofree char *text = NULL;

  switch (unit)
    {
    case CHL_SELECTION_CHARACTER:
    case CHL_SELECTION_ALL:
      return;

    case CHL_SELECTION_WORD:
      widen_to_word (start, end);
      return;

    case CHL_SELECTION_BLOCK:
      text = dup_block_text (start, &end->byte);
      start->byte = 0;
      return;
    }
}

/* Puts a place at the beginning or the end of the next part that has blocks. */
static gboolean
go_to_part (ChlConversation *conversation,
            ChlPlace        *place,
            gint64           position,
            gint64           part,
            gboolean         is_forward)
{
  gint64 n_messages = g_list_model_get_n_items (G_LIST_MODEL (conversation));

  for (; position >= 0 && position < n_messages; position += is_forward ? 1 : -1)
    {
      g_autoptr(ChlMessage) message = g_list_model_get_item (G_LIST_MODEL (conversation),
                                                              (guint) position);
      gint64 n_parts = chl_reading_get_n_parts (message);

      if (part == G_MAXINT64)
        part = n_parts - 1;
      for (; part >= 0 && part < n_parts; part += is_forward ? 1 : -1)
        {
          g_autoptr(GPtrArray) blocks = NULL;
          const ChlBlock *block;

          if (!chl_reading_is_said (message, (guint) part))
            continue;
          blocks = chl_reading_dup_blocks (message, (guint) part);
          if (blocks->len == 0)
            continue;

          block = g_ptr_array_index (blocks, blocks->len - 1);
          *place = (ChlPlace){ message, (guint) position, (guint) part,
                               is_forward ? 0 : blocks->len - 1, is_forward ? 0 : block->length };
          return TRUE;
        }
      part = is_forward ? 0 : G_MAXINT64;
    }

  return FALSE;
}

/* Where a conversation begins. It has messages. */
void
chl_stride_get_begin (ChlConversation *conversation,
                      ChlPlace        *out_place)
{
  g_autoptr(ChlMessage) first = g_list_model_get_item (G_LIST_MODEL (conversation), 0);

  *out_place = (ChlPlace){ first, 0, 0, 0, 0 };
}

/* Where a conversation ends, whatever will still come to its last message. It has messages. */
void
chl_stride_get_end (ChlConversation *conversation,
                    ChlPlace        *out_place)
{
  guint n_messages = g_list_model_get_n_items (G_LIST_MODEL (conversation));
  g_autoptr(ChlMessage) last = g_list_model_get_item (G_LIST_MODEL (conversation), n_messages - 1);

  *out_place = (ChlPlace){ last, n_messages - 1, G_MAXUINT, G_MAXUINT, G_MAXSIZE };
}

/* Puts a place at the beginning or the end of the block beside the one in which it is. */
static gboolean
go_to_block (ChlConversation *conversation,
             ChlPlace        *place,
             guint            n_blocks,
             gboolean         is_forward)
{
  if (is_forward && place->block + 1 < n_blocks)
    {
      place->block++;
      place->byte = 0;
      return TRUE;
    }
  if (!is_forward && place->block > 0 && place->block <= n_blocks)
    {
      g_autofree char *text = NULL;

      place->block--;
      text = dup_block_text (place, &place->byte);
      return TRUE;
    }

  return go_to_part (conversation, place, place->position,
                     (gint64) place->part + (is_forward ? 1 : -1), is_forward);
}

/* A place that lies behind everything is put where that ends. */
static void
settle (ChlConversation *conversation,
        ChlPlace        *place)
{
  if (place->part == G_MAXUINT)
    go_to_part (conversation, place, place->position, G_MAXINT64, FALSE);
}

/**
 * chl_stride_move:
 * @conversation: a conversation with messages
 * @place: (inout): a place in it
 * @unit: how far
 * @is_forward: whether towards the end
 *
 * Returns: whether it could be moved
 */
gboolean
chl_stride_move (ChlConversation *conversation,
                 ChlPlace        *place,
                 ChlSelectionUnit unit,
                 gboolean         is_forward)
{
  g_autoptr(GPtrArray) blocks = NULL;
  g_autofree char *text = NULL;
  gsize            length;

  if (unit == CHL_SELECTION_ALL)
    {
      if (is_forward)
        chl_stride_get_end (conversation, place);
      else
        chl_stride_get_begin (conversation, place);
      return TRUE;
    }

  settle (conversation, place);
  blocks = chl_reading_dup_blocks (place->message, place->part);
  text = dup_block_text (place, &length);
  place->byte = MIN (place->byte, length);

  if (place->byte == (is_forward ? length : 0))
    {
      if (!go_to_block (conversation, place, blocks->len, is_forward))
        return FALSE;
      if (unit == CHL_SELECTION_CHARACTER)
        return TRUE;
      g_free (text);
      text = dup_block_text (place, &length);
    }

  if (unit == CHL_SELECTION_BLOCK)
    place->byte = is_forward ? length : 0;
  else if (place->byte != (is_forward ? length : 0))
    place->byte = move_in_text (text, length, place->byte, unit, is_forward);

  return TRUE;
}
