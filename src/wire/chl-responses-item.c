/* chl-responses-item.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-responses-item"

#include "config.h"

#include "chl-responses-item.h"

#include <string.h>

#include "chl-responses-item-private.h"
#include "chl-utf8.h"

#define MAX_WORD_BYTES 512

static const struct
{
  const char      *type;
  ChlResponsesKind kind;
} types[] = {
  { "message", CHL_RESPONSES_KIND_MESSAGE },
  { "reasoning", CHL_RESPONSES_KIND_REASONING },
  { "function_call", CHL_RESPONSES_KIND_FUNCTION },
  { "custom_tool_call", CHL_RESPONSES_KIND_CUSTOM },
};

static const ChlResponsesKind owners[] = {
  [CHL_RESPONSES_TEXT] = CHL_RESPONSES_KIND_MESSAGE,
  [CHL_RESPONSES_REFUSAL] = CHL_RESPONSES_KIND_MESSAGE,
  [CHL_RESPONSES_SUMMARY] = CHL_RESPONSES_KIND_REASONING,
  [CHL_RESPONSES_RAW] = CHL_RESPONSES_KIND_REASONING,
  [CHL_RESPONSES_ARGUMENTS] = CHL_RESPONSES_KIND_FUNCTION,
  [CHL_RESPONSES_INPUT] = CHL_RESPONSES_KIND_CUSTOM,
};

static const struct
{
  const char        *type;
  ChlResponsesSource source;
  const char        *member;
} part_types[] = {
  { "output_text", CHL_RESPONSES_TEXT, "text" },
  { "text", CHL_RESPONSES_TEXT, "text" },
  { "refusal", CHL_RESPONSES_REFUSAL, "refusal" },
  { "summary_text", CHL_RESPONSES_SUMMARY, "text" },
  { "reasoning_text", CHL_RESPONSES_RAW, "text" },
};

char *
chl_responses_item_dup_word (ChlJsonSpan span)
{
  char *word = chl_json_span_has_text (span) ? chl_json_span_dup_text (span) : NULL;

  if (word != NULL)
    word[chl_utf8_cut (word, strlen (word), MAX_WORD_BYTES)] = '\0';

  return word;
}

/**
 * chl_responses_item_new:
 * @room: (transfer none): what the items of the answer share
 * @index: as the server counts
 *
 * Returns: (transfer full): an item of which nothing is known yet
 */
ChlResponsesItem *
chl_responses_item_new (ChlResponsesRoom *room,
                        gint64            index)
{
  ChlResponsesItem *self = g_new0 (ChlResponsesItem, 1);

  self->room = room;
  self->index = index;
  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_responses_text_free);
  self->citations = g_string_new (NULL);

  return self;
}

void
chl_responses_item_free (ChlResponsesItem *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->id);
  g_free (self->type);
  g_free (self->phase);
  g_free (self->call_id);
  g_ptr_array_unref (self->texts);
  g_string_free (self->citations, TRUE);
  g_free (self);
}

gint64
chl_responses_item_get_index (ChlResponsesItem *self)
{
  return self->index;
}

const char *
chl_responses_item_get_id (ChlResponsesItem *self)
{
  return self->id;
}

/* The first one stands: there are gateways that make up a new one for every event. */
void
chl_responses_item_set_id (ChlResponsesItem *self,
                           const char       *id)
{
  if (self->id == NULL && id != NULL && *id != '\0')
    self->id = g_strdup (id);
}

gboolean
chl_responses_item_is_of_type (ChlResponsesItem *self,
                               ChlJsonSpan       type)
{
  return self->type != NULL && chl_json_span_is_text (type, self->type);
}

gboolean
chl_responses_item_is_added (ChlResponsesItem *self)
{
  return self->is_added;
}

gboolean
chl_responses_item_is_done (ChlResponsesItem *self)
{
  return self->is_done;
}

/* Whether it is a call of a tool of ours, and says which. */
gboolean
chl_responses_item_is_call (ChlResponsesItem *self)
{
  return self->call_id != NULL;
}

gboolean
chl_responses_item_has_refusal (ChlResponsesItem *self)
{
  for (guint i = 0; i < self->texts->len; i++)
    if (chl_responses_text_get_source (g_ptr_array_index (self->texts, i)) == CHL_RESPONSES_REFUSAL)
      return TRUE;

  return FALSE;
}

/**
 * chl_responses_item_takes:
 * @self: an item
 * @source: what a text is
 *
 * Returns: whether such a text can belong to it
 */
gboolean
chl_responses_item_takes (ChlResponsesItem  *self,
                          ChlResponsesSource source)
{
  return self->kind == CHL_RESPONSES_KIND_NONE || self->kind == owners[source];
}

static void
learn_type (ChlResponsesItem *self,
            ChlJsonSpan       item)
{
  char *type = chl_responses_item_dup_word (chl_json_span_get (item, "type"));

  if (self->kind != CHL_RESPONSES_KIND_NONE || type == NULL)
    {
      g_free (type);
      return;
    }

  self->type = type;
  self->kind = CHL_RESPONSES_KIND_OPAQUE;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].type, type))
      self->kind = types[i].kind;
}

/* What kind of item it is, its id, its phase. */
void
chl_responses_item_learn (ChlResponsesItem *self,
                          ChlJsonSpan       item)
{
  g_autofree char *id = chl_responses_item_dup_word (chl_json_span_get (item, "id"));
  char            *phase = chl_responses_item_dup_word (chl_json_span_get (item, "phase"));

  chl_responses_item_set_id (self, id);
  learn_type (self, item);
  if (phase != NULL)
    {
      g_free (self->phase);
      self->phase = phase;
    }
}

ChlResponsesText *
chl_responses_item_find_text (ChlResponsesItem  *self,
                              ChlResponsesSource source,
                              gint64             index)
{
  for (guint i = self->texts->len; i > 0; i--)
    {
      ChlResponsesText *text = g_ptr_array_index (self->texts, i - 1);

      if (chl_responses_text_get_index (text) == index &&
          chl_responses_text_get_source (text) == source)
        return text;
    }

  return NULL;
}

static ChlResponsesText *
add_text (ChlResponsesItem  *self,
          ChlResponsesSource source,
          gint64             index)
{
  ChlResponsesText *text;

  if (self->texts->len >= self->room->options->limits.max_parts)
    {
      chl_emitter_fail_kind (self->room->emitter, CHL_FAILURE_LIMIT);
      return NULL;
    }

  text = chl_responses_text_new (self->room, source, index);
  g_ptr_array_add (self->texts, text);

  return text;
}

static const char *
get_type_of (ChlResponsesKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].kind == kind)
      return types[i].type;

  return NULL;
}

/* Where both come, what was thought is shown and its summary is not; both are kept to go back. */
static void
hide_summaries (ChlResponsesItem *self)
{
  self->has_raw = TRUE;
  for (guint i = 0; i < self->texts->len; i++)
    {
      ChlResponsesText *text = g_ptr_array_index (self->texts, i);

      if (chl_responses_text_get_source (text) == CHL_RESPONSES_SUMMARY)
        {
          chl_responses_text_replace (text, "");
          chl_responses_text_end (text);
        }
    }
}

/* Returns: the text that something is for; NULL if it is for none */
ChlResponsesText *
chl_responses_item_get_text (ChlResponsesItem  *self,
                             ChlResponsesSource source,
                             gint64             index)
{
  ChlResponsesText *text;

  if (!chl_responses_item_takes (self, source) ||
      (source == CHL_RESPONSES_SUMMARY && self->has_raw))
    return NULL;

  if (self->kind == CHL_RESPONSES_KIND_NONE)
    {
      self->kind = owners[source];
      self->type = g_strdup (get_type_of (self->kind));
    }
  if (self->kind == CHL_RESPONSES_KIND_FUNCTION || self->kind == CHL_RESPONSES_KIND_CUSTOM)
    index = 0;
  if (source == CHL_RESPONSES_RAW && !self->has_raw)
    hide_summaries (self);

  text = chl_responses_item_find_text (self, source, index);

  return text != NULL ? text : add_text (self, source, index);
}

/**
 * chl_responses_item_take:
 * @self: an item
 * @source: what it is
 * @index: which text of that kind
 * @delta: the next piece of it
 */
void
chl_responses_item_take (ChlResponsesItem  *self,
                         ChlResponsesSource source,
                         gint64             index,
                         ChlJsonSpan        delta)
{
  ChlResponsesText *text;

  if (self->is_done || !chl_json_span_has_text (delta))
    return;

  text = chl_responses_item_get_text (self, source, index);
  if (text != NULL)
    chl_responses_text_append (text, delta);
}

/**
 * chl_responses_item_set:
 * @self: an item
 * @source: what it is
 * @index: which text of that kind
 * @value: all of it, which counts; nothing changes nothing
 */
void
chl_responses_item_set (ChlResponsesItem  *self,
                        ChlResponsesSource source,
                        gint64             index,
                        ChlJsonSpan        value)
{
  ChlResponsesText *text;

  if (!chl_json_span_has_text (value) &&
      (source != CHL_RESPONSES_ARGUMENTS || !chl_json_span_is_object (value)))
    return;

  text = chl_responses_item_get_text (self, source, index);
  if (text != NULL)
    chl_responses_text_set (text, value);
}

/**
 * chl_responses_item_set_part:
 * @self: an item
 * @index: which of its kind
 * @part: a piece of content or of a summary; an unknown one changes nothing
 */
void
chl_responses_item_set_part (ChlResponsesItem *self,
                             gint64            index,
                             ChlJsonSpan       part)
{
  ChlJsonSpan type = chl_json_span_get (part, "type");

  for (guint i = 0; i < G_N_ELEMENTS (part_types); i++)
    if (chl_json_span_is_text (type, part_types[i].type))
      {
        chl_responses_item_set (self, part_types[i].source, index,
                                chl_json_span_get (part, part_types[i].member));
        return;
      }
}

/**
 * chl_responses_item_take_citation:
 * @self: an item
 * @index: of which text
 * @citation: an annotation
 */
void
chl_responses_item_take_citation (ChlResponsesItem *self,
                                  gint64            index,
                                  ChlJsonSpan       citation)
{
  if (self->is_done || !chl_json_span_is_object (citation) ||
      (self->citations->len > 0 && self->cited != index) ||
      !chl_responses_room_seal (self->room, citation.length))
    return;

  self->cited = index;
  g_string_append_c (self->citations, self->citations->len > 0 ? ',' : '[');
  g_string_append_len (self->citations, citation.start, (gssize) citation.length);
}
