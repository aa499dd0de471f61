/* chl-responses-encoder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-responses-encoder"

#include "config.h"

#include "chl-responses-encoder.h"

#include "chl-body.h"
#include "chl-chat-reasoning.h"
#include "chl-responses-input.h"

/* Tokens. The server takes no smaller limit. */
#define LEAST_OUTPUT 16

/* Unless it is said that they are not, the schemas of tools are strict, where all that is optional
 * comes back as an empty string. */
static void
write_tool (ChlBody       *self,
            const ChlTool *tool)
{
  ChlJsonWriter *writer = self->writer;

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "type", "function");
  chl_json_writer_add_string (writer, "name", tool->name);
  if (tool->description != NULL)
    chl_json_writer_add_string (writer, "description", tool->description);
  chl_json_writer_add_raw (writer, "parameters",
                           tool->parameters != NULL ? tool->parameters : CHL_BODY_NO_PARAMETERS, -1);
  chl_json_writer_add_boolean (writer, "strict", FALSE);
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
      chl_json_writer_add_string (writer, "name", self->request->tool_choice_name);
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

  /* Where it cannot be said that none is to be called, none is offered. */
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
}

/* A budget has no word in this protocol; it asks for a good deal of reasoning. */
static const char *
get_effort (ChlBody *self)
{
  const ChlRequest *request = self->request;

  if (!self->quirks->sends_effort)
    return NULL;
  if (request->budget_tokens > 0)
    return chl_effort_fit (self->quirks->efforts, CHL_EFFORT_HIGH);
  if (request->effort == CHL_EFFORT_DEFAULT)
    return NULL;

  return chl_effort_fit (self->quirks->efforts, request->effort);
}

static gboolean
is_reasoning (ChlBody *self)
{
  const char *effort = get_effort (self);

  return effort != NULL && !g_str_equal (effort, "none");
}

static void
write_sampling (ChlBody *self)
{
  const ChlQuirks *quirks = self->quirks;

  if (quirks->sampling == CHL_SAMPLING_NONE ||
      (is_reasoning (self) && !quirks->sampling_with_effort))
    return;

  chl_body_add_double (self, "temperature", self->request->temperature);
  chl_body_add_double (self, "top_p", self->request->top_p);
}

/* Reasoning is not shown unless a summary of it is asked for. */
static void
write_reasoning (ChlBody *self)
{
  const char *effort = get_effort (self);
  const char *summary = self->quirks->summary;

  if (effort != NULL && g_str_equal (effort, "none"))
    summary = NULL;
  if ((effort == NULL && summary == NULL) || !chl_body_is_ours (self, "reasoning"))
    return;

  chl_json_writer_begin_object (self->writer, "reasoning");
  if (effort != NULL)
    chl_json_writer_add_string (self->writer, "effort", effort);
  if (summary != NULL)
    chl_json_writer_add_string (self->writer, "summary", summary);
  chl_json_writer_end_object (self->writer);
}

static void
write_format (ChlBody *self)
{
  const ChlRequest *request = self->request;
  ChlJsonWriter    *writer = self->writer;

  if (request->format == CHL_FORMAT_TEXT || !chl_body_is_ours (self, "text"))
    return;

  chl_json_writer_begin_object (writer, "text");
  chl_json_writer_begin_object (writer, "format");
  if (request->format == CHL_FORMAT_JSON_OBJECT)
    chl_json_writer_add_string (writer, "type", "json_object");
  else
    {
      chl_json_writer_add_string (writer, "type", "json_schema");
      chl_json_writer_add_string (writer, "name",
                                  request->schema_name != NULL ? request->schema_name : "answer");
      chl_json_writer_add_raw (writer, "schema", request->schema, -1);
      chl_json_writer_add_boolean (writer, "strict", TRUE);
    }
  chl_json_writer_end_object (writer);
  chl_json_writer_end_object (writer);
}

/* The conversation is kept here and nowhere else; what the server would want to remember of it
 * comes sealed, and goes back with the next request. */
static void
write_keeping (ChlBody *self)
{
  if (self->quirks->sends_store)
    chl_json_writer_add_boolean (self->writer, "store", FALSE);
  if (!self->quirks->sends_include)
    return;

  chl_json_writer_begin_array (self->writer, "include");
  chl_json_writer_add_string (self->writer, NULL, "reasoning.encrypted_content");
  chl_json_writer_end_array (self->writer);
}

static void
write_stream (ChlBody *self)
{
  if (!self->request->stream)
    return;

  chl_json_writer_add_boolean (self->writer, "stream", TRUE);
  if (!self->quirks->declines_padding)
    return;

  chl_json_writer_begin_object (self->writer, "stream_options");
  chl_json_writer_add_boolean (self->writer, "include_obfuscation", FALSE);
  chl_json_writer_end_object (self->writer);
}

/**
 * chl_responses_encode:
 * @request: what to ask
 * @quirks: what is special about the server and the model
 * @error: return location
 *
 * Puts a request into the JSON of Responses. The protocol has no words for strings that end the
 * answer, for penalties and for a seed, so that they are not said. The order of the members never
 * changes, so that the beginning of a conversation stays in the server's cache. For the error see
 * chl_protocol_encode().
 *
 * Returns: (transfer full) (nullable): the body
 *
 * Source: https://platform.openai.com/docs/api-reference/responses/create
 */
GBytes *
chl_responses_encode (const ChlRequest *request,
                      const ChlQuirks  *quirks,
                      GError          **error)
{
  ChlBody self;
  gint64  limit;

  if (!chl_body_begin (&self, request, quirks, error))
    return NULL;

  chl_json_writer_add_string (self.writer, "model", request->model);
  chl_responses_input_write (&self);
  write_tools (&self);
  limit = chl_body_get_output_limit (&self);
  if (limit > 0 && !quirks->refuses_output_limit)
    chl_body_add_int (&self, "max_output_tokens", MAX (limit, LEAST_OUTPUT));
  write_sampling (&self);
  write_reasoning (&self);
  write_format (&self);
  write_keeping (&self);
  chl_body_add_string (&self, "prompt_cache_key", quirks->sends_cache_key ? request->cache_key : NULL);
  write_stream (&self);

  return chl_body_end (&self);
}
