/* chl-responses-input.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-responses-input"

#include "config.h"

#include "chl-responses-input.h"

#include <string.h>

#include "chl-history.h"
#include "chl-responses-content.h"

typedef struct
{
  ChlJsonWriter   *writer; /* (unowned) */
  const ChlQuirks *quirks; /* (unowned) */
} Input;

static const char *
get_meta (const ChlTurnPart *part,
          const char        *key)
{
  return part->part != NULL ? chl_part_get_meta (part->part, key) : NULL;
}

static gboolean
is_said (const ChlTurnPart *part)
{
  return part->kind == CHL_PART_TEXT || part->kind == CHL_PART_REFUSAL;
}

/* --- What the model is told --- */

static void
begin_message (Input      *input,
               const char *role)
{
  chl_json_writer_begin_object (input->writer, NULL);
  chl_json_writer_add_string (input->writer, "type", "message");
  chl_json_writer_add_string (input->writer, "role", role);
}

static void
write_told (Input         *input,
            const ChlTurn *turn,
            const char    *role)
{
  begin_message (input, role);
  chl_json_writer_begin_array (input->writer, "content");
  for (guint i = 0; i < turn->parts->len; i++)
    chl_responses_content_write (input->writer, g_ptr_array_index (turn->parts, i), input->quirks);
  chl_json_writer_end_array (input->writer);
  chl_json_writer_end_object (input->writer);
}

/* --- What it answered --- */

/* Some servers insist on an id and a status; where it has none, it gets one. */
static void
write_id (Input             *input,
          const ChlTurn     *turn,
          const ChlTurnPart *part,
          const char        *prefix,
          guint              position)
{
  const char      *id = get_meta (part, "item-id");
  g_autofree char *made = NULL;

  if (!input->quirks->sends_item_ids)
    return;

  if (id == NULL || !turn->replays)
    {
      g_autofree char *source = g_strdup_printf ("%s/%u", chl_message_get_id (turn->message), position);
      g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, source, -1);

      id = made = g_strdup_printf ("%s_%.24s", prefix, hash);
    }
  chl_json_writer_add_string (input->writer, "id", id);
  chl_json_writer_add_string (input->writer, "status", "completed");
}

static void
write_output (Input             *input,
              const ChlTurn     *turn,
              const ChlTurnPart *part)
{
  ChlJsonWriter *writer = input->writer;
  const char    *citations = turn->replays ? get_meta (part, "citations") : NULL;
  ChlJsonSpan    list = { "[]", 2 };

  chl_json_writer_begin_object (writer, NULL);
  if (part->kind == CHL_PART_REFUSAL)
    {
      chl_json_writer_add_string (writer, "type", "refusal");
      chl_json_writer_add_string (writer, "refusal", chl_turn_part_get_text (part));
    }
  else
    {
      chl_json_writer_add_string (writer, "type", "output_text");
      chl_json_writer_add_string (writer, "text", chl_turn_part_get_text (part));
      if (citations != NULL && !chl_body_read_array (citations, &list))
        list = (ChlJsonSpan){ "[]", 2 };
      chl_json_writer_add_raw (writer, "annotations", list.start, (gssize) list.length);
    }
  chl_json_writer_end_object (writer);
}

/* What was one message is one again. */
static gboolean
belongs (const ChlTurn *turn,
         guint          position,
         guint          first)
{
  const ChlTurnPart *part = g_ptr_array_index (turn->parts, position);
  const ChlTurnPart *other = g_ptr_array_index (turn->parts, first);

  return is_said (part) && g_strcmp0 (get_meta (part, "item-id"), get_meta (other, "item-id")) == 0 &&
         g_strcmp0 (get_meta (part, "phase"), get_meta (other, "phase")) == 0;
}

/* Returns: the position of what comes next */
static guint
write_message (Input         *input,
               const ChlTurn *turn,
               guint          first)
{
  const ChlTurnPart *part = g_ptr_array_index (turn->parts, first);
  const char        *phase = turn->replays ? get_meta (part, "phase") : NULL;
  guint              i;

  begin_message (input, "assistant");
  write_id (input, turn, part, "msg", first);
  if (phase != NULL)
    chl_json_writer_add_string (input->writer, "phase", phase);
  chl_json_writer_begin_array (input->writer, "content");
  for (i = first; i < turn->parts->len && belongs (turn, i, first); i++)
    write_output (input, turn, g_ptr_array_index (turn->parts, i));
  chl_json_writer_end_array (input->writer);
  chl_json_writer_end_object (input->writer);

  return i;
}

static void
write_call (Input         *input,
            const ChlTurn *turn,
            guint          position)
{
  ChlJsonWriter     *writer = input->writer;
  const ChlTurnPart *part = g_ptr_array_index (turn->parts, position);
  const char        *arguments = chl_turn_part_get_text (part);
  const gboolean     is_custom = get_meta (part, "custom") != NULL;

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "type", is_custom ? "custom_tool_call" : "function_call");
  write_id (input, turn, part, is_custom ? "ctc" : "fc", position);
  chl_json_writer_add_string (writer, "call_id", part->call_id);
  chl_json_writer_add_string (writer, "name", chl_part_get_name (part->part));
  if (is_custom)
    chl_json_writer_add_string (writer, "input", arguments);
  else
    chl_json_writer_add_string (writer, "arguments", *arguments != '\0' ? arguments : "{}");
  chl_json_writer_end_object (writer);
}

/* A server that cannot read what it thought, and keeps nothing, does not take it back. */
static gboolean
may_go_back (Input             *input,
             const ChlTurnPart *part,
             ChlJsonSpan       *out_item)
{
  return chl_body_read_object (get_meta (part, "wire"), out_item) &&
         (part->kind == CHL_PART_OPAQUE || input->quirks->unsigned_thinking ||
          chl_json_span_has_text (chl_json_span_get (*out_item, "encrypted_content")));
}

/* Reasoning that led to nothing is refused. */
static gboolean
leads_to_something (const ChlTurn *turn,
                    guint          position)
{
  for (guint i = position + 1; i < turn->parts->len; i++)
    if (((const ChlTurnPart *) g_ptr_array_index (turn->parts, i))->kind != CHL_PART_REASONING)
      return TRUE;

  return FALSE;
}

/* The server's items as they came and in the order in which they came, ours between them. */
static void
write_answer (Input         *input,
              const ChlTurn *turn)
{
  guint i = 0;

  while (i < turn->parts->len)
    {
      const ChlTurnPart *part = g_ptr_array_index (turn->parts, i);
      ChlJsonSpan        item = { NULL, 0 };

      if (is_said (part))
        {
          i = write_message (input, turn, i);
          continue;
        }

      if (part->kind == CHL_PART_TOOL_CALL)
        write_call (input, turn, i);
      else if (may_go_back (input, part, &item) &&
               (part->kind == CHL_PART_OPAQUE || leads_to_something (turn, i)))
        chl_json_writer_add_raw (input->writer, NULL, item.start, (gssize) item.length);
      i++;
    }
}

/* --- What its tools said --- */

static gboolean
is_custom_call (const ChlTurn *calls,
                const char    *call_id)
{
  for (guint i = 0; i < calls->parts->len; i++)
    {
      const ChlTurnPart *part = g_ptr_array_index (calls->parts, i);

      if (part->kind == CHL_PART_TOOL_CALL && g_strcmp0 (part->call_id, call_id) == 0)
        return get_meta (part, "custom") != NULL;
    }

  return FALSE;
}

/* A string where it says nothing but text, which is what every server takes. */
static guint
write_result (Input         *input,
              const ChlTurn *turn,
              const ChlTurn *calls,
              guint          position)
{
  ChlJsonWriter     *writer = input->writer;
  const ChlTurnPart *part = g_ptr_array_index (turn->parts, position);
  const char        *text = chl_turn_part_get_text (part);
  g_autofree char   *marked = NULL;
  guint              end = position + 1;

  while (end < turn->parts->len &&
         ((const ChlTurnPart *) g_ptr_array_index (turn->parts, end))->kind != CHL_PART_TOOL_RESULT)
    end++;
  if (chl_turn_part_is_error (part))
    text = marked = g_strconcat ("Error: ", text, NULL);

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "type",
                              is_custom_call (calls, part->call_id) ? "custom_tool_call_output"
                                                                    : "function_call_output");
  chl_json_writer_add_string (writer, "call_id", part->call_id);
  if (end == position + 1)
    chl_json_writer_add_string (writer, "output", text);
  else
    {
      chl_json_writer_begin_array (writer, "output");
      if (*text != '\0')
        chl_responses_content_write_text (writer, "input_text", text);
      for (guint i = position + 1; i < end; i++)
        chl_responses_content_write (writer, g_ptr_array_index (turn->parts, i), input->quirks);
      chl_json_writer_end_array (writer);
    }
  chl_json_writer_end_object (writer);

  return end;
}

static void
write_results (Input         *input,
               const ChlTurn *turn,
               const ChlTurn *calls)
{
  guint i = 0;

  while (i < turn->parts->len)
    i = write_result (input, turn, calls, i);
}

/**
 * chl_responses_input_write:
 * @body: the request
 *
 * Writes the members `instructions` and `input`: the system prompt and the conversation. Later
 * instructions are said in their place.
 *
 * Source: https://platform.openai.com/docs/guides/conversation-state,
 *   https://platform.openai.com/docs/guides/reasoning
 */
void
chl_responses_input_write (ChlBody *body)
{
  const ChlRequest *request = body->request;
  Input             input = { body->writer, body->quirks };
  g_autoptr(GPtrArray) turns = NULL;

  turns = chl_history_build (request, body->quirks, CHL_PROTOCOL_OPENAI_RESPONSES);
  if (request->system != NULL && *request->system != '\0')
    chl_json_writer_add_string (body->writer, "instructions", request->system);

  chl_json_writer_begin_array (body->writer, "input");
  for (guint i = 0; i < turns->len; i++)
    {
      const ChlTurn *turn = g_ptr_array_index (turns, i);

      if (turn->author == CHL_AUTHOR_ASSISTANT)
        write_answer (&input, turn);
      else if (turn->author == CHL_AUTHOR_TOOL)
        write_results (&input, turn, g_ptr_array_index (turns, i - 1));
      else if (turn->author == CHL_AUTHOR_USER)
        write_told (&input, turn, "user");
      else
        write_told (&input, turn, body->quirks->developer_role ? "developer" : "system");
    }
  chl_json_writer_end_array (body->writer);
}
