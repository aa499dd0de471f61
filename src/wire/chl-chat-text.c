/* chl-chat-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-chat-text"

#include "config.h"

#include "chl-chat-text.h"

#include <string.h>

#include "chl-think-splitter.h"

#define REPLACEMENT "\357\277\275"

struct _ChlChatText
{
  ChlEmitter       *emitter; /* (unowned) */
  ChlThinkSplitter *think;   /* (owned) */
  GString          *scratch; /* (owned) */
  guint             part;    /* the one that grows, CHL_NO_PART if none does */
  ChlPartKind       part_kind;
  gunichar2         pending; /* half a character that ended the last string of pending_kind */
  ChlPartKind       pending_kind;
  gboolean          has_text; /* though all of it may have been reasoning between tags */
  gboolean          has_reasoning;
  gboolean          has_refusal;
};

static void
end_part (ChlChatText *self)
{
  if (self->part != CHL_NO_PART)
    chl_emitter_end_part (self->emitter, self->part);
  self->part = CHL_NO_PART;
}

static void
append (ChlChatText *self,
        ChlPartKind  kind,
        const char  *text,
        gsize        length)
{
  if (length == 0)
    return;

  self->has_reasoning |= kind == CHL_PART_REASONING;
  self->has_refusal |= kind == CHL_PART_REFUSAL;

  if (self->part == CHL_NO_PART || self->part_kind != kind)
    {
      end_part (self);
      self->part = chl_emitter_begin_part (self->emitter, kind);
      self->part_kind = kind;
    }

  chl_emitter_append (self->emitter, self->part, text, length);
}

static void
take_split_cb (gboolean    is_reasoning,
               const char *text,
               gsize       length,
               gpointer    user_data)
{
  append (user_data, is_reasoning ? CHL_PART_REASONING : CHL_PART_TEXT, text, length);
}

/**
 * chl_chat_text_new:
 * @emitter: (transfer none): where the parts go
 * @think_tags: how to read `<think>` in the answer
 *
 * Returns: (transfer full): the text of one answer
 */
ChlChatText *
chl_chat_text_new (ChlEmitter  *emitter,
                   ChlThinkTags think_tags)
{
  ChlChatText *self = g_new0 (ChlChatText, 1);

  self->emitter = emitter;
  self->think = chl_think_splitter_new (think_tags, take_split_cb, self);
  self->scratch = g_string_new (NULL);
  self->part = CHL_NO_PART;

  return self;
}

void
chl_chat_text_free (ChlChatText *self)
{
  g_return_if_fail (self != NULL);

  chl_think_splitter_free (self->think);
  g_string_free (self->scratch, TRUE);
  g_free (self);
}

static void
route (ChlChatText *self,
       ChlPartKind  kind,
       const char  *text,
       gsize        length)
{
  if (kind != CHL_PART_TEXT)
    {
      append (self, kind, text, length);
      return;
    }

  self->has_text |= length > 0;
  chl_think_splitter_take (self->think, text, length);
}

/* The other half of a character never came. */
static void
flush_pending (ChlChatText *self)
{
  if (self->pending == 0)
    return;

  self->pending = 0;
  route (self, self->pending_kind, REPLACEMENT, strlen (REPLACEMENT));
}

/**
 * chl_chat_text_take:
 * @self: the text
 * @kind: %CHL_PART_TEXT, %CHL_PART_REASONING or %CHL_PART_REFUSAL
 * @string: what comes next; anything but a string that is not empty changes nothing
 */
void
chl_chat_text_take (ChlChatText *self,
                    ChlPartKind  kind,
                    ChlJsonSpan  string)
{
  gsize       length = 0;
  const char *text;

  if (!chl_json_span_has_text (string))
    return;

  if (self->pending_kind != kind)
    flush_pending (self);
  self->pending_kind = kind;

  /* Where a server tells reasoning apart, a tag in the answer is text. */
  if (kind == CHL_PART_REASONING)
    chl_think_splitter_stop (self->think);

  text = chl_json_span_read_text (string, self->scratch, &self->pending, &length);
  if (text != NULL)
    route (self, kind, text, length);
}

/**
 * chl_chat_text_interrupt:
 * @self: the text
 *
 * Something else comes in between; what follows is a new part.
 */
void
chl_chat_text_interrupt (ChlChatText *self)
{
  flush_pending (self);
  chl_think_splitter_settle (self->think);
  end_part (self);
}

/**
 * chl_chat_text_settle:
 * @self: the text
 *
 * No more strings come. Gives out what was held back; the last part stays open.
 */
void
chl_chat_text_settle (ChlChatText *self)
{
  flush_pending (self);
  chl_think_splitter_stop (self->think);
}

void
chl_chat_text_end (ChlChatText *self)
{
  end_part (self);
}

/**
 * chl_chat_text_has:
 * @self: the text
 * @kind: %CHL_PART_TEXT, %CHL_PART_REASONING or %CHL_PART_REFUSAL
 *
 * Returns: whether any of it came
 */
gboolean
chl_chat_text_has (ChlChatText *self,
                   ChlPartKind  kind)
{
  if (kind == CHL_PART_TEXT)
    return self->has_text;

  return kind == CHL_PART_REASONING ? self->has_reasoning : self->has_refusal;
}
