/* chl-anthropic-messages.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-anthropic-messages"

#include "config.h"

#include "chl-anthropic-messages.h"

#include <string.h>

#include "chl-anthropic-content.h"

/* For the model to read, hence not translated. */
#define NOTHING "(empty)"
#define BEGINNING "(what was said before is not there any more)"
#define BAD_ARGUMENTS "The arguments were no JSON object: "
#define JSON_WISH "Answer with one JSON object and nothing else."

/* The server looks for what it has cached in about twenty blocks before a mark. */
#define MARK_STRIDE 14

/* The server takes no text that is only blanks. */
static gboolean
is_blank (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return *text == '\0';
}

static ChlAnthropicContent *
add_block (ChlAnthropicMessages *self,
           gboolean              is_answer,
           const ChlTurnPart    *part,
           const char           *text)
{
  ChlAnthropicContent *block = chl_anthropic_content_new (is_answer, part, text);

  g_ptr_array_add (self->blocks, block);

  return block;
}

static void
add_said (ChlAnthropicMessages *self,
          const ChlTurn        *turn)
{
  guint n_before = self->blocks->len;

  for (guint i = 0; i < turn->parts->len; i++)
    {
      const ChlTurnPart *part = g_ptr_array_index (turn->parts, i);

      if (part->kind != CHL_PART_TEXT)
        add_block (self, FALSE, part, NULL);
      else if (!is_blank (chl_turn_part_get_text (part)))
        add_block (self, FALSE, part, chl_turn_part_get_text (part));
    }

  if (self->blocks->len == n_before)
    add_block (self, FALSE, NULL, NOTHING);
}

/*
 * Instructions at the beginning are the system prompt. Later ones are said in their place, since a
 * change of the system prompt would undo the cache, and the seals on all thinking.
 */
static void
add_instruction (ChlAnthropicMessages *self,
                 const ChlTurn        *turn)
{
  if (self->blocks->len > 0)
    {
      add_said (self, turn);
      return;
    }

  for (guint i = 0; i < turn->parts->len; i++)
    {
      const ChlTurnPart *part = g_ptr_array_index (turn->parts, i);

      if (part->kind == CHL_PART_TEXT && !is_blank (chl_turn_part_get_text (part)))
        g_ptr_array_add (self->system, g_strdup (chl_turn_part_get_text (part)));
    }
}

static gboolean
may_go_back (ChlAnthropicMessages *self,
             const ChlTurnPart    *part)
{
  ChlJsonSpan root = { NULL, 0 };

  if (part->kind == CHL_PART_OPAQUE)
    return chl_body_read_object (chl_part_get_meta (part->part, "wire"), &root);

  return self->thinking_goes_back &&
         (self->body->quirks->unsigned_thinking ||
          chl_part_get_meta (part->part, "signature") != NULL ||
          chl_part_get_meta (part->part, "redacted") != NULL);
}

static void
add_answer (ChlAnthropicMessages *self,
            const ChlTurn        *turn)
{
  for (guint i = 0; i < turn->parts->len; i++)
    {
      const ChlTurnPart   *part = g_ptr_array_index (turn->parts, i);
      const char          *text = chl_turn_part_get_text (part);
      ChlAnthropicContent *block = NULL;

      if (part->kind == CHL_PART_REASONING || part->kind == CHL_PART_OPAQUE)
        block = may_go_back (self, part) ? add_block (self, TRUE, part, NULL) : NULL;
      else if (part->kind == CHL_PART_TOOL_CALL)
        block = add_block (self, TRUE, part, NULL);
      else if (!is_blank (text))
        block = add_block (self, TRUE, part, text);

      if (block != NULL)
        block->replays = turn->replays;
    }
}

static const ChlTurnPart *
find_call (const ChlTurn *calls,
           const char    *call_id)
{
  for (guint i = 0; i < calls->parts->len; i++)
    {
      const ChlTurnPart *part = g_ptr_array_index (calls->parts, i);

      if (part->kind == CHL_PART_TOOL_CALL && g_strcmp0 (part->call_id, call_id) == 0)
        return part;
    }

  return NULL;
}

/* What was wrong with a call is told with its result. */
static char *
dup_note (const ChlTurn     *calls,
          const ChlTurnPart *result)
{
  const ChlTurnPart *call = find_call (calls, result->call_id);
  const char        *arguments = call != NULL ? chl_turn_part_get_text (call) : "";
  ChlJsonSpan        input = { NULL, 0 };

  if (is_blank (arguments) || chl_body_read_object (arguments, &input))
    return NULL;

  return g_strconcat (BAD_ARGUMENTS, arguments, NULL);
}

static void
add_results (ChlAnthropicMessages *self,
             const ChlTurn        *turn,
             const ChlTurn        *calls)
{
  ChlAnthropicContent *block = NULL;

  for (guint i = 0; i < turn->parts->len; i++)
    {
      const ChlTurnPart *part = g_ptr_array_index (turn->parts, i);
      const char        *text = chl_turn_part_get_text (part);

      if (part->kind == CHL_PART_TOOL_RESULT)
        {
          block = add_block (self, FALSE, part, !is_blank (text) ? text : NULL);
          block->note = dup_note (calls, part);
        }
      else if (block != NULL)
        {
          if (block->media == NULL)
            block->media = g_ptr_array_new ();
          g_ptr_array_add (block->media, part->part);
        }
    }
}

/* An answer that is to go on must not end in blanks, unless it goes back as it came. */
static void
trim_end (ChlAnthropicMessages *self,
          GPtrArray            *turns)
{
  const ChlTurn       *last = turns->len > 0 ? g_ptr_array_index (turns, turns->len - 1) : NULL;
  ChlAnthropicContent *block;

  if (last == NULL || last->author != CHL_AUTHOR_ASSISTANT || self->blocks->len == 0 ||
      chl_message_get_finish (last->message) == CHL_FINISH_PAUSE)
    return;

  block = g_ptr_array_index (self->blocks, self->blocks->len - 1);
  if (block->text != NULL)
    g_strchomp (block->text);
}

static void
mark (ChlAnthropicMessages *self)
{
  gint last = (gint) self->blocks->len - 1;

  while (last >= 0 && ((ChlAnthropicContent *) g_ptr_array_index (self->blocks, last))->is_answer)
    last--;
  if (last < 0)
    return;

  ((ChlAnthropicContent *) g_ptr_array_index (self->blocks, last))->is_marked = TRUE;

  for (gint i = last - MARK_STRIDE; i >= 0; i--)
    {
      ChlAnthropicContent *block = g_ptr_array_index (self->blocks, i);

      if (chl_anthropic_content_can_be_marked (block))
        {
          block->is_marked = TRUE;
          return;
        }
    }
}

/**
 * chl_anthropic_messages_init:
 * @self: (out caller-allocates): a conversation
 * @body: the request that it is for
 * @turns: (element-type ChlTurn): the conversation as it is to be sent; lent
 * @thinking_goes_back: whether thinking of earlier turns is sent
 *
 * Gathers the blocks of a conversation.
 */
void
chl_anthropic_messages_init (ChlAnthropicMessages *self,
                             ChlBody              *body,
                             GPtrArray            *turns,
                             gboolean              thinking_goes_back)
{
  const ChlRequest *request = body->request;

  self->body = body;
  self->thinking_goes_back = thinking_goes_back;
  self->system = g_ptr_array_new_with_free_func (g_free);
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_anthropic_content_free);

  if (request->system != NULL && !is_blank (request->system))
    g_ptr_array_add (self->system, g_strdup (request->system));

  for (guint i = 0; i < turns->len; i++)
    {
      const ChlTurn *turn = g_ptr_array_index (turns, i);

      if (turn->author == CHL_AUTHOR_ASSISTANT && self->blocks->len == 0)
        add_block (self, FALSE, NULL, BEGINNING);

      if (turn->author == CHL_AUTHOR_SYSTEM)
        add_instruction (self, turn);
      else if (turn->author == CHL_AUTHOR_USER)
        add_said (self, turn);
      else if (turn->author == CHL_AUTHOR_TOOL)
        add_results (self, turn, g_ptr_array_index (turns, i - 1));
      else
        add_answer (self, turn);
    }

  if (request->format == CHL_FORMAT_JSON_OBJECT)
    g_ptr_array_add (self->system, g_strdup (JSON_WISH));

  trim_end (self, turns);
  if (body->quirks->cache_marks == CHL_CACHE_MARKS_BLOCKS)
    mark (self);
}

void
chl_anthropic_messages_clear (ChlAnthropicMessages *self)
{
  g_clear_pointer (&self->system, g_ptr_array_unref);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
}

static void
write_system (ChlAnthropicMessages *self)
{
  ChlJsonWriter   *writer = self->body->writer;
  const ChlQuirks *quirks = self->body->quirks;

  if (self->system->len == 0)
    return;

  chl_json_writer_begin_array (writer, "system");
  for (guint i = 0; i < self->system->len; i++)
    {
      chl_json_writer_begin_object (writer, NULL);
      chl_json_writer_add_string (writer, "type", "text");
      chl_json_writer_add_string (writer, "text", g_ptr_array_index (self->system, i));
      if (quirks->cache_marks == CHL_CACHE_MARKS_BLOCKS && i + 1 == self->system->len)
        chl_anthropic_write_mark (writer, quirks);
      chl_json_writer_end_object (writer);
    }
  chl_json_writer_end_array (writer);
}

static void
end_message (ChlJsonWriter *writer)
{
  chl_json_writer_end_array (writer);
  chl_json_writer_end_object (writer);
}

/**
 * chl_anthropic_messages_write:
 * @self: a conversation
 *
 * Writes the members `system` and `messages`. Neighbours of the same author are one message, which
 * is what puts the results of tools right behind the calls.
 */
void
chl_anthropic_messages_write (ChlAnthropicMessages *self)
{
  ChlJsonWriter             *writer = self->body->writer;
  const ChlAnthropicContent *last = NULL;

  write_system (self);

  chl_json_writer_begin_array (writer, "messages");
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const ChlAnthropicContent *block = g_ptr_array_index (self->blocks, i);

      if (last == NULL || last->is_answer != block->is_answer)
        {
          if (last != NULL)
            end_message (writer);
          chl_json_writer_begin_object (writer, NULL);
          chl_json_writer_add_string (writer, "role", block->is_answer ? "assistant" : "user");
          chl_json_writer_begin_array (writer, "content");
        }
      chl_anthropic_content_write (block, writer, self->body->quirks);
      last = block;
    }
  if (last != NULL)
    end_message (writer);
  chl_json_writer_end_array (writer);
}
