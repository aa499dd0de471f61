/* chl-chat-encoder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-chat-encoder"

#include "config.h"

#include "chl-body.h"
#include "chl-chat-assembler.h"
#include "chl-chat-messages.h"
#include "chl-chat-reasoning.h"

static void
write_tool (ChlBody       *self,
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
                                                    : CHL_BODY_NO_PARAMETERS,
                           -1);
  chl_json_writer_end_object (writer);
  chl_json_writer_end_object (writer);
}

static void
write_tool_choice (ChlBody *self)
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
write_tools (ChlBody *self)
{
  GPtrArray *tools = self->request->tools;

  if (!chl_body_offers_tools (self) || (self->quirks->refuses_tool_choice &&
                                        self->request->tool_choice == CHL_TOOL_CHOICE_NONE))
    return;

  chl_json_writer_begin_array (self->writer, "tools");
  for (guint i = 0; i < tools->len; i++)
    write_tool (self, g_ptr_array_index (tools, i));
  chl_json_writer_end_array (self->writer);

  if (!self->quirks->refuses_tool_choice)
    write_tool_choice (self);
  if (self->quirks->sends_parallel_tools && self->request->parallel_tools >= 0)
    chl_json_writer_add_boolean (self->writer, "parallel_tool_calls",
                                 self->request->parallel_tools > 0);
  if (self->quirks->streams_tools && self->request->stream && chl_body_is_ours (self, "tool_stream"))
    chl_json_writer_add_boolean (self->writer, "tool_stream", TRUE);
}

static void
write_sampling (ChlBody *self)
{
  const ChlRequest *request = self->request;
  const ChlQuirks  *quirks = self->quirks;

  if (quirks->sampling != CHL_SAMPLING_NONE)
    {
      if (quirks->sampling_with_effort || !chl_chat_reasoning_is_on (request, quirks))
        {
          chl_body_add_temperature (self, 0, 0);
          chl_body_add_double (self, "top_p", request->top_p);
        }
      if (!quirks->refuses_top_k)
        {
          chl_body_add_int (self, "top_k", request->top_k);
          chl_body_add_double (self, "min_p", request->min_p);
        }
    }
  if (!quirks->refuses_penalties)
    {
      chl_body_add_double (self, "frequency_penalty", request->frequency_penalty);
      chl_body_add_double (self, "presence_penalty", request->presence_penalty);
      if (!quirks->refuses_top_k)
        chl_body_add_double (self, "repetition_penalty", request->repetition_penalty);
    }
  if (request->has_seed && chl_body_is_ours (self, "seed"))
    chl_json_writer_add_int (self->writer, "seed", request->seed);
}

static void
write_format (ChlBody *self)
{
  const ChlRequest *request = self->request;
  ChlJsonWriter    *writer = self->writer;

  if (request->format == CHL_FORMAT_TEXT || !chl_body_is_ours (self, "response_format"))
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
write_stream (ChlBody *self)
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
  ChlBody     self;
  const char *limit_name = quirks->output_limit_field;

  if (!chl_body_begin (&self, request, quirks, error))
    return NULL;

  if (limit_name == NULL)
    limit_name = "max_tokens";

  chl_json_writer_add_string (self.writer, "model", request->model);
  chl_chat_write_messages (self.writer, request, quirks);
  write_tools (&self);
  chl_body_add_int (&self, limit_name, chl_body_get_output_limit (&self));
  write_sampling (&self);
  if (!quirks->refuses_stop)
    chl_body_add_strings (&self, "stop", (const char *const *) request->stop);
  chl_chat_reasoning_write (&self);
  chl_body_add_string (&self, "reasoning_format", quirks->reasoning_format);
  write_format (&self);
  chl_body_add_string (&self, "prompt_cache_key", quirks->sends_cache_key ? request->cache_key : NULL);
  write_stream (&self);

  return chl_body_end (&self);
}
