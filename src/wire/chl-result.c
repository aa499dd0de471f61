/* chl-result.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-result"

#include "config.h"

#include "chl-result.h"

#include "chl-json.h"

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_count (JsonBuilder *builder,
           const char  *name,
           gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

/* Where a protocol has blocks of reasoning, they are set apart; elsewhere it is one text that was
 * only interrupted. */
static gboolean
has_blocks (ChlProtocolId protocol)
{
  return protocol == CHL_PROTOCOL_OPENAI_RESPONSES || protocol == CHL_PROTOCOL_ANTHROPIC_MESSAGES;
}

static char *
dup_texts (ChlMessage *message,
           ChlPartKind kind,
           ChlPartKind other_kind,
           const char *separator)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < chl_message_get_n_parts (message); i++)
    {
      ChlPart    *part = chl_message_get_part (message, i);
      ChlPartKind part_kind = chl_part_get_kind (part);

      if ((part_kind != kind && part_kind != other_kind) || chl_part_get_text_length (part) == 0)
        continue;
      if (out->len > 0)
        g_string_append (out, separator);
      g_string_append (out, chl_part_get_text (part));
    }

  return g_string_free (out, FALSE);
}

static void
add_texts (JsonBuilder  *builder,
           ChlMessage   *message,
           ChlProtocolId protocol)
{
  const char      *separator = has_blocks (protocol) ? "\n\n" : "";
  g_autofree char *text = dup_texts (message, CHL_PART_TEXT, CHL_PART_REFUSAL, "");
  g_autofree char *reasoning = dup_texts (message, CHL_PART_REASONING, CHL_PART_REASONING,
                                          separator);

  add_string (builder, "text", text);
  add_string (builder, "reasoning", reasoning);
}

static void
add_tool_calls (JsonBuilder *builder,
                ChlMessage  *message)
{
  json_builder_set_member_name (builder, "tool_calls");
  json_builder_begin_array (builder);
  for (guint i = 0; i < chl_message_get_n_parts (message); i++)
    {
      ChlPart *part = chl_message_get_part (message, i);

      if (chl_part_get_kind (part) != CHL_PART_TOOL_CALL)
        continue;

      json_builder_begin_object (builder);
      add_string (builder, "id", chl_part_get_call_id (part));
      add_string (builder, "name", chl_part_get_name (part));
      add_string (builder, "arguments", chl_part_get_text (part));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Few servers tell how long they took. */
static void
add_time (JsonBuilder *builder,
          const char  *name,
          gint64       time_us)
{
  if (time_us > 0)
    add_count (builder, name, time_us);
}

static void
add_usage (JsonBuilder    *builder,
           const ChlUsage *usage)
{
  json_builder_set_member_name (builder, "usage");
  if (usage == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  add_count (builder, "input", usage->input);
  add_count (builder, "output", usage->output);
  add_count (builder, "cached", usage->cached);
  add_count (builder, "cache_write", usage->cache_write);
  add_count (builder, "reasoning", usage->reasoning);
  add_time (builder, "load_us", usage->load_us);
  add_time (builder, "input_us", usage->input_us);
  add_time (builder, "output_us", usage->output_us);
  json_builder_end_object (builder);
}

static void
add_failure (JsonBuilder      *builder,
             const ChlFailure *failure)
{
  json_builder_set_member_name (builder, "error");
  if (failure == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  add_string (builder, "kind", chl_failure_kind_to_string (failure->kind));
  add_string (builder, "code", failure->code);
  add_string (builder, "message", failure->message);
  json_builder_end_object (builder);
}

static void
add_raw (JsonBuilder *builder,
         const char  *json)
{
  JsonNode *node = chl_json_parse (json, -1, NULL);

  if (node != NULL)
    json_builder_add_value (builder, node);
  else
    json_builder_add_string_value (builder, json);
}

/* A piece of a part that goes back, as an object of its own. */
static void
add_sealed (JsonBuilder *builder,
            const char  *type,
            const char  *name,
            const char  *value)
{
  json_builder_begin_object (builder);
  add_string (builder, "type", type);
  add_string (builder, name, value);
  json_builder_end_object (builder);
}

/* Reasoning that only the server can read; the summary is shown already. */
static void
add_reasoning (JsonBuilder *builder,
               const char  *wire)
{
  g_autoptr(JsonNode) item = chl_json_parse (wire, -1, NULL);
  const char *encrypted = chl_json_get_string (item, "/encrypted_content");

  if (encrypted == NULL)
    return;

  json_builder_begin_object (builder);
  add_string (builder, "type", "reasoning");
  add_string (builder, "id", chl_json_get_string (item, "/id"));
  add_string (builder, "encrypted_content", encrypted);
  json_builder_end_object (builder);
}

static void
add_part_replay (JsonBuilder *builder,
                 ChlPart     *part)
{
  const char *extra = chl_part_get_meta (part, "extra_content");
  const char *signature = chl_part_get_meta (part, "signature");
  const char *redacted = chl_part_get_meta (part, "redacted");
  const char *wire = chl_part_get_meta (part, "wire");

  if (extra != NULL)
    {
      json_builder_begin_object (builder);
      add_string (builder, "type", "extra_content");
      add_string (builder, "id", chl_part_get_call_id (part));
      json_builder_set_member_name (builder, "extra_content");
      add_raw (builder, extra);
      json_builder_end_object (builder);
    }
  if (signature != NULL)
    add_sealed (builder, "thinking", "signature", signature);
  if (redacted != NULL)
    add_sealed (builder, "redacted_thinking", "data", redacted);
  if (wire != NULL && chl_part_get_kind (part) == CHL_PART_REASONING)
    add_reasoning (builder, wire);
  else if (wire != NULL)
    add_raw (builder, wire);
}

/* What goes back with the whole message, and what goes back with one part. */
static void
add_replay (JsonBuilder *builder,
            ChlMessage  *message)
{
  json_builder_set_member_name (builder, "replay");
  json_builder_begin_array (builder);
  for (guint i = 0; i < chl_message_get_n_replay (message); i++)
    add_raw (builder, chl_message_get_replay (message, i));

  for (guint i = 0; i < chl_message_get_n_parts (message); i++)
    add_part_replay (builder, chl_message_get_part (message, i));
  json_builder_end_array (builder);
}

/**
 * chl_result_to_json:
 * @message: an answer
 * @protocol: over which it came
 *
 * Writes the canonical result: the same keys for every protocol, for the terminal program, bug
 * reports and tests. An answer that has not ended is shown as "other".
 *
 * Returns: (transfer full): an object
 */
JsonNode *
chl_result_to_json (ChlMessage   *message,
                    ChlProtocolId protocol)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  ChlFinish finish;

  g_return_val_if_fail (CHL_IS_MESSAGE (message), NULL);

  finish = chl_message_get_finish (message);
  if (finish == CHL_FINISH_NONE)
    finish = CHL_FINISH_OTHER;

  json_builder_begin_object (builder);
  add_string (builder, "protocol", chl_protocol_id_to_string (protocol));
  add_texts (builder, message, protocol);
  add_tool_calls (builder, message);
  add_string (builder, "finish", chl_finish_to_string (finish));
  add_usage (builder, chl_message_get_usage (message));
  add_failure (builder, chl_message_get_failure (message));
  add_replay (builder, message);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}
