/* chl-responses-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-responses-text"

#include "config.h"

#include "chl-responses-text.h"

#include <string.h>

#define REPLACEMENT "\357\277\275"

/* What all calls of an answer may have together: memory must have an end even where each keeps
 * within its own limit. */
#define MAX_ALL_ARGUMENTS ((gsize) 256 * 1024 * 1024)

struct _ChlResponsesText
{
  ChlResponsesRoom  *room; /* (unowned) */
  ChlResponsesSource source;
  gint64             index; /* as the server counts within the item */
  guint              part;
  gboolean           has_begun;
  gboolean           is_open;
  gunichar2          pending; /* half a character at the end of the last piece */
  GString           *text;    /* (owned) all so far */
};

static const ChlPartKind kinds[] = {
  [CHL_RESPONSES_TEXT] = CHL_PART_TEXT,
  [CHL_RESPONSES_REFUSAL] = CHL_PART_REFUSAL,
  [CHL_RESPONSES_SUMMARY] = CHL_PART_REASONING,
  [CHL_RESPONSES_RAW] = CHL_PART_REASONING,
  [CHL_RESPONSES_ARGUMENTS] = CHL_PART_TOOL_CALL,
  [CHL_RESPONSES_INPUT] = CHL_PART_TOOL_CALL,
};

/**
 * chl_responses_room_seal:
 * @self: what the items share
 * @n_bytes: of something that must be sent back
 *
 * A server cannot fill the memory with that, nor with many of it.
 *
 * Returns: whether there is room for it; if not, the answer has failed
 */
gboolean
chl_responses_room_seal (ChlResponsesRoom *self,
                         gsize             n_bytes)
{
  const gsize limit = self->options->limits.max_body_bytes;

  if (n_bytes <= limit && self->n_sealed <= limit - n_bytes)
    {
      self->n_sealed += n_bytes;
      return TRUE;
    }

  chl_emitter_fail_kind (self->emitter, CHL_FAILURE_LIMIT);

  return FALSE;
}

/**
 * chl_responses_text_new:
 * @room: (transfer none): what the items of the answer share
 * @source: what it is
 * @index: as the server counts
 *
 * Returns: (transfer full): a text that has not begun yet
 */
ChlResponsesText *
chl_responses_text_new (ChlResponsesRoom  *room,
                        ChlResponsesSource source,
                        gint64             index)
{
  ChlResponsesText *self = g_new0 (ChlResponsesText, 1);

  self->room = room;
  self->source = source;
  self->index = index;
  self->part = CHL_NO_PART;
  self->text = g_string_new (NULL);

  return self;
}

void
chl_responses_text_free (ChlResponsesText *self)
{
  g_return_if_fail (self != NULL);

  g_string_free (self->text, TRUE);
  g_free (self);
}

ChlResponsesSource
chl_responses_text_get_source (ChlResponsesText *self)
{
  return self->source;
}

gint64
chl_responses_text_get_index (ChlResponsesText *self)
{
  return self->index;
}

gboolean
chl_responses_text_has_begun (ChlResponsesText *self)
{
  return self->has_begun;
}

gboolean
chl_responses_text_is_blank (ChlResponsesText *self)
{
  return self->text->str[strspn (self->text->str, " \t\r\n")] == '\0';
}

static gboolean
is_call (ChlResponsesText *self)
{
  return kinds[self->source] == CHL_PART_TOOL_CALL;
}

/* Whether all may become so long that @n_before bytes of it are @n_after. */
static gboolean
has_room (ChlResponsesText *self,
          gsize             n_before,
          gsize             n_after)
{
  const ChlWireLimits *limits = &self->room->options->limits;
  gsize               *count = is_call (self) ? &self->room->n_arguments : &self->room->n_text;
  const gsize          limit = is_call (self) ? MAX_ALL_ARGUMENTS : limits->max_text_bytes;
  const gsize          n_others = *count - n_before;

  if (n_after <= limit && n_others <= limit - n_after &&
      (!is_call (self) || self->text->len - n_before + n_after <= limits->max_argument_bytes))
    {
      *count = n_others + n_after;
      return TRUE;
    }

  chl_emitter_fail_kind (self->room->emitter, CHL_FAILURE_LIMIT);

  return FALSE;
}

/**
 * chl_responses_text_begin:
 * @self: a text that has not begun
 *
 * Makes it a part. What came already is the beginning of it.
 */
void
chl_responses_text_begin (ChlResponsesText *self)
{
  self->has_begun = TRUE;
  self->part = chl_emitter_begin_part (self->room->emitter, kinds[self->source]);
  self->is_open = self->part != CHL_NO_PART;
  if (self->text->len > 0)
    chl_emitter_append (self->room->emitter, self->part, self->text->str, self->text->len);
}

static void
add (ChlResponsesText *self,
     const char       *text,
     gsize             length)
{
  if (length == 0 || !has_room (self, 0, length))
    return;

  /* Who calls a tool must say which one first. */
  if (!self->has_begun && !is_call (self))
    chl_responses_text_begin (self);

  g_string_append_len (self->text, text, (gssize) length);
  if (self->has_begun)
    chl_emitter_append (self->room->emitter, self->part, text, length);
}

/**
 * chl_responses_text_append:
 * @self: a text
 * @string: the next piece; anything but a string that is not empty changes nothing, nor does what
 *   comes after the end
 */
void
chl_responses_text_append (ChlResponsesText *self,
                           ChlJsonSpan       string)
{
  const char *text;
  gsize       length = 0;

  if (!chl_json_span_has_text (string) || (self->has_begun && !self->is_open))
    return;

  text = chl_json_span_read_text (string, self->room->scratch, &self->pending, &length);
  if (text != NULL)
    add (self, text, length);
}

/**
 * chl_responses_text_replace:
 * @self: a text
 * @text: what all of it is
 *
 * What came in pieces gives way where it differs.
 */
void
chl_responses_text_replace (ChlResponsesText *self,
                            const char       *text)
{
  const gsize n_before = self->text->len;
  const gsize n_after = strlen (text);

  self->pending = 0;
  if (n_after >= n_before && memcmp (text, self->text->str, n_before) == 0 &&
      (!self->has_begun || self->is_open))
    {
      add (self, text + n_before, n_after - n_before);
      return;
    }
  if (g_str_equal (text, self->text->str) || !has_room (self, n_before, n_after))
    return;

  g_string_assign (self->text, text);
  if (self->has_begun)
    chl_emitter_set_text (self->room->emitter, self->part, text);
}

/**
 * chl_responses_text_set:
 * @self: a text
 * @value: what all of it is; nothing, or "", changes nothing
 *
 * The whole text as the server gives it at the end. Arguments may come as an object.
 */
void
chl_responses_text_set (ChlResponsesText *self,
                        ChlJsonSpan       value)
{
  g_autofree char *text = NULL;

  if (chl_json_span_has_text (value))
    text = chl_json_span_dup_text (value);
  else if (self->source == CHL_RESPONSES_ARGUMENTS && chl_json_span_is_object (value))
    {
      GString *compact = g_string_new (NULL);

      chl_json_span_append_compact (value, compact);
      text = g_string_free (compact, FALSE);
    }

  if (text != NULL)
    chl_responses_text_replace (self, text);
}

void
chl_responses_text_set_meta (ChlResponsesText *self,
                             const char       *key,
                             const char       *value)
{
  chl_emitter_set_meta (self->room->emitter, self->part, key, value, strlen (value));
}

/**
 * chl_responses_text_end:
 * @self: a text
 *
 * No more pieces come. It can still be set.
 */
void
chl_responses_text_end (ChlResponsesText *self)
{
  if (self->has_begun && !self->is_open)
    return;

  if (self->pending != 0)
    add (self, REPLACEMENT, strlen (REPLACEMENT));
  self->pending = 0;
  if (!self->is_open)
    return;

  self->is_open = FALSE;
  chl_emitter_end_part (self->room->emitter, self->part);
}
