/* chl-chat-encoder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-chat-encoder"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "chl-chat-assembler.h"
#include "chl-chat-messages.h"
#include "chl-error.h"
#include "chl-json-writer.h"

#define MAX_DEPTH 128

typedef struct
{
  ChlJsonWriter    *writer;
  const ChlRequest *request;
  const ChlQuirks  *quirks;
  ChlJsonSpan       extra; /* members that are merged last */
} Encoder;

/* What the program alone decides; a person's additions could break or expose the exchange. */
static const char *const protected_names[] = {
  "model",
  "messages",
  "input",
  "stream",
  "stream_options",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "system",
  "instructions",
  "include",
  "store",
  "previous_response_id",
  "conversation",
  "metadata",
  "cache_control",
};

static gboolean
read_object (const char  *json,
             ChlJsonSpan *out_object)
{
  return chl_json_span_check (json, strlen (json), MAX_DEPTH, out_object) == CHL_JSON_VALID &&
         chl_json_span_is_object (*out_object);
}

static gboolean
check_extra (Encoder *self,
             GError **error)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   key;
  ChlJsonSpan   value;

  if (self->request->extra_body == NULL)
    return TRUE;

  if (!g_utf8_validate (self->request->extra_body, -1, NULL) ||
      !read_object (self->request->extra_body, &self->extra))
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID,
                           _("The additional parameters are no JSON object"));
      return FALSE;
    }

  chl_json_cursor_init (&cursor, self->extra);
  while (chl_json_cursor_next (&cursor, &key, &value))
    for (guint i = 0; i < G_N_ELEMENTS (protected_names); i++)
      if (chl_json_span_is_key (key, protected_names[i]))
        {
          g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                       _("“%s” cannot be set by an additional parameter"), protected_names[i]);
          return FALSE;
        }

  return TRUE;
}

static gboolean
check_tools (const ChlRequest *request,
             GError          **error)
{
  for (guint i = 0; i < request->tools->len; i++)
    {
      const ChlTool *tool = g_ptr_array_index (request->tools, i);
      ChlJsonSpan    object = { NULL, 0 };

      if (tool->parameters != NULL && !read_object (tool->parameters, &object))
        {
          g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                       _("The parameters of the tool “%s” are no JSON object"), tool->name);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
check_schema (const ChlRequest *request,
              GError          **error)
{
  ChlJsonSpan object = { NULL, 0 };

  if (request->format != CHL_FORMAT_JSON_SCHEMA ||
      (request->schema != NULL && read_object (request->schema, &object)))
    return TRUE;

  g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID,
                       _("The schema of the answer is no JSON object"));

  return FALSE;
}

/* Whether we set a member ourselves; where the additions name it, theirs counts. */
static gboolean
is_ours (Encoder    *self,
         const char *name)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   key;
  ChlJsonSpan   value;

  chl_json_cursor_init (&cursor, self->extra);
  while (chl_json_cursor_next (&cursor, &key, &value))
    if (chl_json_span_is_key (key, name))
      return FALSE;

  return TRUE;
}

static void
write_double (Encoder    *self,
              const char *name,
              double      value)
{
  if (isfinite (value) && is_ours (self, name))
    chl_json_writer_add_double (self->writer, name, value);
}

static void
write_tool (Encoder       *self,
            const ChlTool *tool)
{
  ChlJsonWriter *writer = self->writer;

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "type", "function");
  chl_json_writer_begin_object (writer, "function");
  chl_json_writer_add_string (writer, "name", tool->name);
  if (tool->description != NULL)
    chl_json_writer_add_string (writer, "description", tool->description);
  chl_json_writer_add_raw (writer, "parameters",
                           tool->parameters != NULL ? tool->parameters
                                                    : "{\"type\":\"object\",\"properties\":{}}",
                           -1);
  chl_json_writer_end_object (writer);
  chl_json_writer_end_object (writer);
}

static void
write_tool_choice (Encoder *self)
{
  ChlJsonWriter *writer = self->writer;

  switch (self->request->tool_choice)
    {
    case CHL_TOOL_CHOICE_AUTO:
      return;

    case CHL_TOOL_CHOICE_NONE:
      chl_json_writer_add_string (writer, "tool_choice", "none");
      return;

    case CHL_TOOL_CHOICE_REQUIRED:
      chl_json_writer_add_string (writer, "tool_choice", "required");
      return;

    case CHL_TOOL_CHOICE_NAMED:
      if (self->request->tool_choice_name == NULL)
        return;
      chl_json_writer_begin_object (writer, "tool_choice");
      chl_json_writer_add_string (writer, "type", "function");
      chl_json_writer_begin_object (writer, "function");
      chl_json_writer_add_string (writer, "name", self->request->tool_choice_name);
      chl_json_writer_end_object (writer);
      chl_json_writer_end_object (writer);
      return;

    default:
      g_return_if_reached ();
    }
}

static void
write_tools (Encoder *self)
{
  GPtrArray *tools = self->request->tools;

  if (tools->len == 0)
    return;

  chl_json_writer_begin_array (self->writer, "tools");
  for (guint i = 0; i < tools->len; i++)
    write_tool (self, g_ptr_array_index (tools, i));
  chl_json_writer_end_array (self->writer);

  write_tool_choice (self);
  if (self->quirks->sends_parallel_tools && self->request->parallel_tools >= 0)
    chl_json_writer_add_boolean (self->writer, "parallel_tool_calls",
                                 self->request->parallel_tools > 0);
}

/* A budget has no word in this protocol; it asks for a good deal of reasoning. */
static const char *
get_effort (Encoder *self)
{
  if (!self->quirks->sends_effort)
    return NULL;
  if (self->request->budget_tokens > 0)
    return "high";
  if (self->request->effort == CHL_EFFORT_DEFAULT)
    return NULL;
  if (self->request->effort == CHL_EFFORT_OFF)
    return "none";

  return chl_effort_to_string (self->request->effort);
}

static void
write_sampling (Encoder *self)
{
  const ChlRequest *request = self->request;
  const char       *effort = get_effort (self);
  gboolean          reasons = effort != NULL && !g_str_equal (effort, "none");

  if (!reasons || self->quirks->sampling_with_effort)
    {
      write_double (self, "temperature", request->temperature);
      write_double (self, "top_p", request->top_p);
    }
  if (request->top_k >= 0 && is_ours (self, "top_k"))
    chl_json_writer_add_int (self->writer, "top_k", request->top_k);
  write_double (self, "min_p", request->min_p);
  write_double (self, "frequency_penalty", request->frequency_penalty);
  write_double (self, "presence_penalty", request->presence_penalty);
  write_double (self, "repetition_penalty", request->repetition_penalty);
  if (request->has_seed && is_ours (self, "seed"))
    chl_json_writer_add_int (self->writer, "seed", request->seed);
}

static void
write_stop (Encoder *self)
{
  GStrv stop = self->request->stop;

  if (stop == NULL || stop[0] == NULL || !is_ours (self, "stop"))
    return;

  chl_json_writer_begin_array (self->writer, "stop");
  for (guint i = 0; stop[i] != NULL; i++)
    chl_json_writer_add_string (self->writer, NULL, stop[i]);
  chl_json_writer_end_array (self->writer);
}

static void
write_format (Encoder *self)
{
  const ChlRequest *request = self->request;
  ChlJsonWriter    *writer = self->writer;

  if (request->format == CHL_FORMAT_TEXT || !is_ours (self, "response_format"))
    return;

  chl_json_writer_begin_object (writer, "response_format");
  if (request->format == CHL_FORMAT_JSON_OBJECT)
    chl_json_writer_add_string (writer, "type", "json_object");
  else
    {
      chl_json_writer_add_string (writer, "type", "json_schema");
      chl_json_writer_begin_object (writer, "json_schema");
      chl_json_writer_add_string (writer, "name",
                                  request->schema_name != NULL ? request->schema_name : "answer");
      chl_json_writer_add_raw (writer, "schema", request->schema, -1);
      chl_json_writer_add_boolean (writer, "strict", TRUE);
      chl_json_writer_end_object (writer);
    }
  chl_json_writer_end_object (writer);
}

static void
write_stream (Encoder *self)
{
  if (!self->request->stream)
    return;

  chl_json_writer_add_boolean (self->writer, "stream", TRUE);
  if (!self->quirks->stream_usage)
    return;

  chl_json_writer_begin_object (self->writer, "stream_options");
  chl_json_writer_add_boolean (self->writer, "include_usage", TRUE);
  chl_json_writer_end_object (self->writer);
}

static void
write_extra (Encoder *self)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   key;
  ChlJsonSpan   value;

  chl_json_cursor_init (&cursor, self->extra);
  while (chl_json_cursor_next (&cursor, &key, &value))
    {
      const ChlJsonSpan quoted = { key.start - 1, key.length + 2 };
      g_autofree char  *name = chl_json_span_dup_text (quoted);

      chl_json_writer_add_raw (self->writer, name, value.start, (gssize) value.length);
    }
}

/**
 * chl_chat_encode:
 * @request: what to ask
 * @quirks: what is special about the server
 * @error: return location
 *
 * Puts a request into the JSON of Chat Completions. Nothing is said that was not asked for, since
 * many servers refuse what they do not know. The order of the members never changes, so that the
 * beginning of a conversation stays in the server's cache. For the error see
 * chl_protocol_encode().
 *
 * Returns: (transfer full) (nullable): the body
 *
 * Source: https://platform.openai.com/docs/api-reference/chat/create
 */
GBytes *
chl_chat_encode (const ChlRequest *request,
                 const ChlQuirks  *quirks,
                 GError          **error)
{
  Encoder     self = { .request = request, .quirks = quirks };
  const char *limit_name = quirks->output_limit_field;
  const char *effort;

  if (!check_extra (&self, error) || !check_tools (request, error) ||
      !check_schema (request, error))
    return NULL;

  if (limit_name == NULL)
    limit_name = "max_tokens";
  effort = get_effort (&self);

  self.writer = chl_json_writer_new ();
  chl_json_writer_begin_object (self.writer, NULL);
  chl_json_writer_add_string (self.writer, "model", request->model);
  chl_chat_write_messages (self.writer, request, quirks);
  write_tools (&self);
  if (request->max_output > 0 && is_ours (&self, limit_name))
    chl_json_writer_add_int (self.writer, limit_name, request->max_output);
  write_sampling (&self);
  write_stop (&self);
  if (effort != NULL && is_ours (&self, "reasoning_effort"))
    chl_json_writer_add_string (self.writer, "reasoning_effort", effort);
  write_format (&self);
  if (quirks->sends_cache_key && request->cache_key != NULL && is_ours (&self, "prompt_cache_key"))
    chl_json_writer_add_string (self.writer, "prompt_cache_key", request->cache_key);
  write_stream (&self);
  write_extra (&self);
  chl_json_writer_end_object (self.writer);

  return chl_json_writer_free_to_bytes (self.writer);
}
