/* chl-responses-item-whole.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-responses-item-whole"

#include "config.h"

#include <string.h>

#include "chl-responses-item-private.h"
#include "chl-tool-slot.h"

/* --- Calls --- */

static ChlResponsesText *
get_call (ChlResponsesItem *self)
{
  return chl_responses_item_get_text (self,
                                      self->kind == CHL_RESPONSES_KIND_CUSTOM ? CHL_RESPONSES_INPUT : CHL_RESPONSES_ARGUMENTS, 0);
}

/* A call without a name cannot be made; it waits until the name comes. */
static void
begin_call (ChlResponsesItem *self,
            ChlJsonSpan       name_span,
            ChlJsonSpan       id_span)
{
  g_autofree char  *name = NULL;
  ChlResponsesText *call;

  if (!chl_json_span_has_text (name_span))
    return;

  name = chl_json_span_dup_text (name_span);
  if (strlen (name) > CHL_TOOL_MAX_NAME_BYTES ||
      ++self->room->n_calls > self->room->options->limits.max_tool_calls)
    {
      chl_emitter_fail_kind (self->room->emitter, CHL_FAILURE_LIMIT);
      return;
    }

  call = get_call (self);
  if (call == NULL)
    return;

  self->call_id = chl_responses_item_dup_word (id_span);
  if (self->call_id == NULL)
    self->call_id = g_strdup (self->id);
  if (self->call_id == NULL)
    self->call_id = chl_tool_id_invent (self->room->options->id_seed, self->room->n_calls);

  chl_responses_text_begin (call);
  chl_responses_text_set_meta (call, "call-id", self->call_id);
  chl_responses_text_set_meta (call, "name", name);
  if (self->kind == CHL_RESPONSES_KIND_CUSTOM)
    chl_responses_text_set_meta (call, "custom", "true");
}

static void
take_call (ChlResponsesItem *self,
           ChlJsonSpan       item)
{
  const gboolean   is_custom = self->kind == CHL_RESPONSES_KIND_CUSTOM;
  ChlJsonSpan      id_span = chl_json_span_get (item, "call_id");
  g_autofree char *call_id = NULL;

  if (self->call_id == NULL)
    begin_call (self, chl_json_span_get (item, "name"), id_span);
  chl_responses_item_set (self, is_custom ? CHL_RESPONSES_INPUT : CHL_RESPONSES_ARGUMENTS, 0,
                          chl_json_span_get (item, is_custom ? "input" : "arguments"));

  /* The one that its result must name. */
  call_id = chl_responses_item_dup_word (id_span);
  if (self->call_id == NULL || call_id == NULL || g_str_equal (call_id, self->call_id))
    return;
  g_free (self->call_id);
  self->call_id = g_steal_pointer (&call_id);
  chl_responses_text_set_meta (get_call (self), "call-id", self->call_id);
}

/**
 * chl_responses_item_set_name:
 * @self: an item
 * @name: which function is called, where that is said late
 */
void
chl_responses_item_set_name (ChlResponsesItem *self,
                             ChlJsonSpan       name)
{
  if (self->kind == CHL_RESPONSES_KIND_FUNCTION && self->call_id == NULL)
    begin_call (self, name, (ChlJsonSpan){ NULL, 0 });
}

/* --- The item as a whole --- */

static void
take_parts (ChlResponsesItem *self,
            ChlJsonSpan       parts)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   part;

  /* The easy form of a message, which some servers answer with. */
  if (self->kind == CHL_RESPONSES_KIND_MESSAGE && chl_json_span_is_string (parts))
    chl_responses_item_set (self, CHL_RESPONSES_TEXT, 0, parts);
  if (!chl_json_span_is_array (parts))
    return;

  chl_json_cursor_init (&cursor, parts);
  for (gint64 i = 0; !chl_emitter_has_failed (self->room->emitter) &&
                     chl_json_cursor_next (&cursor, NULL, &part);
       i++)
    chl_responses_item_set_part (self, i, part);
}

static void
set_raw_meta (ChlResponsesItem *self,
              ChlResponsesText *text,
              const char       *key,
              ChlJsonSpan       json)
{
  g_autofree char *raw = NULL;

  if (!chl_responses_room_seal (self->room, json.length))
    return;

  raw = chl_json_span_dup (json);
  chl_responses_text_set_meta (text, key, raw);
}

static void
take_citations (ChlResponsesItem *self,
                ChlJsonSpan       content)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   part;

  if (!chl_json_span_is_array (content))
    return;

  chl_json_cursor_init (&cursor, content);
  for (gint64 i = 0; chl_json_cursor_next (&cursor, NULL, &part); i++)
    {
      ChlJsonSpan       citations = chl_json_span_get (part, "annotations");
      ChlResponsesText *text = chl_responses_item_find_text (self, CHL_RESPONSES_TEXT, i);

      if (text == NULL || !chl_json_span_is_array (citations) || chl_json_span_is_empty (citations))
        continue;
      set_raw_meta (self, text, "citations", citations);
      g_string_truncate (self->citations, 0);
    }
}

/* The item as it came goes back with the first of its texts; one that only the server can read has
 * a text that is empty. */
static void
seal (ChlResponsesItem *self,
      ChlJsonSpan       item)
{
  ChlResponsesText *text = NULL;

  for (guint i = 0; i < self->texts->len && text == NULL; i++)
    if (chl_responses_text_has_begun (g_ptr_array_index (self->texts, i)))
      text = g_ptr_array_index (self->texts, i);

  if (text == NULL)
    {
      text = self->texts->len > 0 ? g_ptr_array_index (self->texts, 0)
                                  : chl_responses_item_get_text (self, CHL_RESPONSES_SUMMARY, 0);
      if (text == NULL)
        return;
      chl_responses_text_begin (text);
    }

  set_raw_meta (self, text, "wire", item);
}

static void
keep_opaque (ChlResponsesItem *self,
             ChlJsonSpan       item)
{
  g_autofree char *wire = NULL;
  guint            part;

  if (self->is_done || !chl_responses_room_seal (self->room, item.length))
    return;

  part = chl_emitter_begin_part (self->room->emitter, CHL_PART_OPAQUE);
  wire = chl_json_span_dup (item);
  chl_emitter_set_meta (self->room->emitter, part, "wire", wire, strlen (wire));
  chl_emitter_end_part (self->room->emitter, part);
}

static void
take_content (ChlResponsesItem *self,
              ChlJsonSpan       item)
{
  if (self->kind == CHL_RESPONSES_KIND_FUNCTION || self->kind == CHL_RESPONSES_KIND_CUSTOM)
    take_call (self, item);
  else if (self->kind == CHL_RESPONSES_KIND_MESSAGE || self->kind == CHL_RESPONSES_KIND_REASONING)
    {
      /* The other way round a summary would show up and go away. */
      take_parts (self, chl_json_span_get (item, "content"));
      if (self->kind == CHL_RESPONSES_KIND_REASONING)
        take_parts (self, chl_json_span_get (item, "summary"));
    }
}

/**
 * chl_responses_item_add:
 * @self: an item
 * @item: as it begins; mostly empty, but some servers send all of it
 */
void
chl_responses_item_add (ChlResponsesItem *self,
                        ChlJsonSpan       item)
{
  self->is_added = TRUE;
  chl_responses_item_learn (self, item);
  take_content (self, item);
}

static gboolean
is_cut (ChlJsonSpan item)
{
  ChlJsonSpan status = chl_json_span_get (item, "status");

  return chl_json_span_is_text (status, "incomplete") ||
         chl_json_span_is_text (status, "in_progress");
}

/**
 * chl_responses_item_finish:
 * @self: an item
 * @item: as it is at its end; fills in and corrects what came before
 */
void
chl_responses_item_finish (ChlResponsesItem *self,
                           ChlJsonSpan       item)
{
  if (!chl_json_span_is_object (item))
    return;

  chl_responses_item_learn (self, item);
  take_content (self, item);
  if (self->kind == CHL_RESPONSES_KIND_MESSAGE)
    take_citations (self, chl_json_span_get (item, "content"));
  else if (self->kind == CHL_RESPONSES_KIND_REASONING)
    seal (self, item);
  else if (self->kind == CHL_RESPONSES_KIND_OPAQUE)
    keep_opaque (self, item);

  self->is_done = TRUE;
  if (!is_cut (item))
    chl_responses_item_close (self, TRUE);
}

static void
close_text (ChlResponsesItem *self,
            ChlResponsesText *text,
            gboolean          is_whole)
{
  if (is_whole && self->kind == CHL_RESPONSES_KIND_FUNCTION && self->call_id != NULL &&
      chl_responses_text_is_blank (text))
    chl_responses_text_replace (text, "{}");

  chl_responses_text_end (text);
  if (self->kind == CHL_RESPONSES_KIND_REASONING || !chl_responses_text_has_begun (text))
    return;

  if (self->id != NULL)
    chl_responses_text_set_meta (text, "item-id", self->id);
  if (self->phase != NULL)
    chl_responses_text_set_meta (text, "phase", self->phase);
}

/**
 * chl_responses_item_close:
 * @self: an item
 * @is_whole: the server has said all of it, rather than been stopped
 *
 * Nothing more comes. A call that never said which tool it is for is none.
 */
void
chl_responses_item_close (ChlResponsesItem *self,
                          gboolean          is_whole)
{
  ChlResponsesText *cited = NULL;

  for (guint i = 0; i < self->texts->len; i++)
    close_text (self, g_ptr_array_index (self->texts, i), is_whole);

  if (self->citations->len == 0)
    return;

  cited = chl_responses_item_find_text (self, CHL_RESPONSES_TEXT, self->cited);
  g_string_append_c (self->citations, ']');
  if (cited != NULL)
    chl_responses_text_set_meta (cited, "citations", self->citations->str);
  g_string_truncate (self->citations, 0);
}
