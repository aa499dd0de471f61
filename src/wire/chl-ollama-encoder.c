/* chl-ollama-encoder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ollama-encoder"

#include "config.h"

#include "chl-ollama-encoder.h"

#include <math.h>

#include "chl-body.h"
#include "chl-ollama-messages.h"

static void
write_tool (ChlJsonWriter *writer,
            const ChlTool *tool)
{
  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "type", "function");
  chl_json_writer_begin_object (writer, "function");
  chl_json_writer_add_string (writer, "name", tool->name);
  chl_json_writer_add_string (writer, "description",
                              tool->description != NULL ? tool->description : "");
  chl_json_writer_add_raw (writer, "parameters",
                           tool->parameters != NULL ? tool->parameters : CHL_BODY_NO_PARAMETERS,
                           -1);
  chl_json_writer_end_object (writer);
  chl_json_writer_end_object (writer);
}

static gboolean
is_on_offer (const ChlRequest *request,
             const ChlTool    *tool)
{
  switch (request->tool_choice)
    {
    case CHL_TOOL_CHOICE_NONE:
      return FALSE;

    case CHL_TOOL_CHOICE_NAMED:
      return request->tool_choice_name == NULL ||
             g_str_equal (tool->name, request->tool_choice_name);

    case CHL_TOOL_CHOICE_AUTO:
    case CHL_TOOL_CHOICE_REQUIRED:
    default:
      return TRUE;
    }
}

/* There is no word for which tool to take; a choice narrows what is on offer. */
static void
write_tools (ChlBody *body)
{
  GPtrArray *tools = body->request->tools;
  guint      n_written = 0;

  for (guint i = 0; chl_body_offers_tools (body) && i < tools->len; i++)
    {
      const ChlTool *tool = g_ptr_array_index (tools, i);

      if (!is_on_offer (body->request, tool))
        continue;
      if (n_written++ == 0)
        chl_json_writer_begin_array (body->writer, "tools");
      write_tool (body->writer, tool);
    }

  if (n_written > 0)
    chl_json_writer_end_array (body->writer);
}

static void
write_format (ChlBody *body)
{
  switch (body->request->format)
    {
    case CHL_FORMAT_TEXT:
      return;

    case CHL_FORMAT_JSON_OBJECT:
      chl_body_add_string (body, "format", "json");
      return;

    case CHL_FORMAT_JSON_SCHEMA:
      if (chl_body_is_ours (body, "format"))
        chl_json_writer_add_raw (body->writer, "format", body->request->schema, -1);
      return;

    default:
      g_return_if_reached ();
    }
}

static void
add_double (ChlJsonWriter *writer,
            const char    *name,
            double         value)
{
  if (isfinite (value))
    chl_json_writer_add_double (writer, name, value);
}

static void
write_stop (ChlJsonWriter     *writer,
            const char *const *stop)
{
  if (stop == NULL || stop[0] == NULL)
    return;

  chl_json_writer_begin_array (writer, "stop");
  for (guint i = 0; stop[i] != NULL; i++)
    chl_json_writer_add_string (writer, NULL, stop[i]);
  chl_json_writer_end_array (writer);
}

static void
write_sampling (ChlJsonWriter    *writer,
                const ChlRequest *request)
{
  add_double (writer, "temperature", request->temperature);
  add_double (writer, "top_p", request->top_p);
  if (request->top_k >= 0)
    chl_json_writer_add_int (writer, "top_k", request->top_k);
  add_double (writer, "min_p", request->min_p);
}

static void
write_options (ChlBody *body)
{
  const ChlRequest *request = body->request;
  ChlJsonWriter    *writer = body->writer;
  gint64            limit = chl_body_get_output_limit (body);

  if (!chl_body_is_ours (body, "options"))
    return;

  chl_json_writer_begin_object (writer, "options");
  if (body->quirks->context_tokens > 0)
    chl_json_writer_add_int (writer, "num_ctx", body->quirks->context_tokens);
  if (limit > 0)
    chl_json_writer_add_int (writer, "num_predict", limit);
  if (body->quirks->sampling != CHL_SAMPLING_NONE)
    write_sampling (writer, request);
  add_double (writer, "frequency_penalty", request->frequency_penalty);
  add_double (writer, "presence_penalty", request->presence_penalty);
  add_double (writer, "repeat_penalty", request->repetition_penalty);
  if (request->has_seed)
    chl_json_writer_add_int (writer, "seed", request->seed);
  write_stop (writer, (const char *const *) request->stop);
  chl_json_writer_end_object (writer);
}

/* Rising, as the server ranks them. */
static const char *
get_effort_word (const ChlRequest *request)
{
  if (request->budget_tokens > 0)
    return "high";

  switch (request->effort)
    {
    case CHL_EFFORT_OFF:
    case CHL_EFFORT_MINIMAL:
    case CHL_EFFORT_LOW:
      return "low";

    case CHL_EFFORT_MEDIUM:
      return "medium";

    case CHL_EFFORT_HIGH:
      return "high";

    case CHL_EFFORT_XHIGH:
    case CHL_EFFORT_MAX:
      return "max";

    case CHL_EFFORT_DEFAULT:
    default:
      return NULL;
    }
}

/* The word itself where the model takes it, else the strongest that it has. */
static void
write_effort (ChlBody *body)
{
  const char *const *efforts = body->quirks->efforts;
  const char        *word = get_effort_word (body->request);

  if (efforts != NULL && efforts[0] != NULL && !g_strv_contains (efforts, word))
    word = efforts[g_strv_length ((GStrv) efforts) - 1];

  chl_body_add_string (body, "think", word);
}

/* Without a word on it a model that can think does, and one that cannot is not refused. */
static void
write_think (ChlBody *body)
{
  const ChlRequest *request = body->request;
  gboolean          is_asked = request->effort != CHL_EFFORT_DEFAULT || request->budget_tokens > 0;

  if (!is_asked)
    return;

  switch (body->quirks->think)
    {
    case CHL_THINK_NEVER:
      return;

    case CHL_THINK_SWITCH:
      if (chl_body_is_ours (body, "think"))
        chl_json_writer_add_boolean (body->writer, "think",
                                     request->effort != CHL_EFFORT_OFF ||
                                       request->budget_tokens > 0);
      return;

    case CHL_THINK_WORDS:
      write_effort (body);
      return;

    default:
      g_return_if_reached ();
    }
}

/**
 * chl_ollama_write_keep_alive:
 * @writer: inside the object that the body is
 * @keep_alive: (nullable): for how long the model stays loaded; %NULL says nothing
 *
 * A number is seconds; as text it would lack its unit, and be refused.
 */
void
chl_ollama_write_keep_alive (ChlJsonWriter *writer,
                             const char    *keep_alive)
{
  gint64 seconds;

  if (keep_alive == NULL)
    return;

  if (g_ascii_string_to_signed (keep_alive, 10, G_MININT32, G_MAXINT32, &seconds, NULL))
    chl_json_writer_add_int (writer, "keep_alive", seconds);
  else
    chl_json_writer_add_string (writer, "keep_alive", keep_alive);
}

/**
 * chl_ollama_encode:
 * @request: what to ask
 * @quirks: what is special about the server
 * @error: return location
 *
 * Puts a request into the JSON of Ollama's own protocol. A conversation that is longer than the
 * context window is to be refused rather than shortened from its beginning without a word, which
 * is what the server does unless it is told; older ones do not listen. For the error see
 * chl_protocol_encode().
 *
 * Returns: (transfer full) (nullable): the body
 *
 * Source: https://github.com/ollama/ollama/blob/main/docs/api.md
 */
GBytes *
chl_ollama_encode (const ChlRequest *request,
                   const ChlQuirks  *quirks,
                   GError          **error)
{
  ChlBody body;

  if (!chl_body_begin (&body, request, quirks, error))
    return NULL;

  chl_json_writer_add_string (body.writer, "model", request->model);
  chl_ollama_write_messages (body.writer, request, quirks);
  write_tools (&body);
  write_format (&body);
  write_options (&body);
  write_think (&body);
  if (chl_body_is_ours (&body, "keep_alive"))
    chl_ollama_write_keep_alive (body.writer, quirks->keep_alive);
  if (chl_body_is_ours (&body, "truncate"))
    chl_json_writer_add_boolean (body.writer, "truncate", FALSE);
  chl_json_writer_add_boolean (body.writer, "stream", request->stream);

  return chl_body_end (&body);
}
