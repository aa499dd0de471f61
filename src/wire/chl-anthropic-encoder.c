/* chl-anthropic-encoder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-anthropic-encoder"

#include "config.h"

#include "chl-anthropic-encoder.h"

#include <math.h>
#include <string.h>

#include "chl-anthropic-content.h"
#include "chl-anthropic-messages.h"
#include "chl-anthropic-thinking.h"
#include "chl-body.h"
#include "chl-history.h"

static void
write_tool (ChlBody    *self,
            const char *name,
            const char *description,
            const char *schema,
            gboolean    is_marked)
{
  ChlJsonWriter *writer = self->writer;

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "name", name);
  if (description != NULL)
    chl_json_writer_add_string (writer, "description", description);
  chl_json_writer_add_raw (writer, "input_schema",
                           schema != NULL ? schema : CHL_BODY_NO_PARAMETERS, -1);
  if (is_marked)
    chl_anthropic_write_mark (writer, self->quirks);
  chl_json_writer_end_object (writer);
}

static void
write_choice (ChlBody    *self,
              const char *type,
              const char *name)
{
  ChlJsonWriter *writer = self->writer;
  gboolean       is_single = self->request->parallel_tools == 0 &&
                       self->quirks->sends_parallel_tools && !g_str_equal (type, "none");

  if (g_str_equal (type, "auto") && !is_single)
    return;

  chl_json_writer_begin_object (writer, "tool_choice");
  chl_json_writer_add_string (writer, "type", type);
  if (name != NULL)
    chl_json_writer_add_string (writer, "name", name);
  if (is_single)
    chl_json_writer_add_boolean (writer, "disable_parallel_tool_use", TRUE);
  chl_json_writer_end_object (writer);
}

static void
write_tool_choice (ChlBody *self)
{
  const char   *name = self->request->tool_choice_name;
  ChlToolChoice choice = self->request->tool_choice;

  /* What is left is to offer the tools, and to hope. */
  if (self->quirks->refuses_forced_tools && choice != CHL_TOOL_CHOICE_NONE)
    choice = CHL_TOOL_CHOICE_AUTO;

  switch (choice)
    {
    case CHL_TOOL_CHOICE_AUTO:
      write_choice (self, "auto", NULL);
      return;

    case CHL_TOOL_CHOICE_NONE:
      write_choice (self, "none", NULL);
      return;

    case CHL_TOOL_CHOICE_REQUIRED:
      write_choice (self, "any", NULL);
      return;

    case CHL_TOOL_CHOICE_NAMED:
      write_choice (self, name != NULL ? "tool" : "auto", name);
      return;

    default:
      g_return_if_reached ();
    }
}

/* The names of the tools that were called, each once. */
static GPtrArray *
collect_called (GPtrArray *turns)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < turns->len; i++)
    {
      const ChlTurn *turn = g_ptr_array_index (turns, i);

      for (guint j = 0; j < turn->parts->len; j++)
        {
          const ChlTurnPart *part = g_ptr_array_index (turn->parts, j);
          const char        *name;

          if (part->kind != CHL_PART_TOOL_CALL)
            continue;
          name = chl_part_get_name (part->part);
          if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
            g_ptr_array_add (names, (gpointer) name);
        }
    }

  return names;
}

/* A conversation with calls is refused without tools; those that are gone are named, not offered. */
static void
write_called_tools (ChlBody   *self,
                    GPtrArray *turns)
{
  g_autoptr(GPtrArray) names = collect_called (turns);

  if (names->len == 0)
    return;

  chl_json_writer_begin_array (self->writer, "tools");
  for (guint i = 0; i < names->len; i++)
    write_tool (self, g_ptr_array_index (names, i), NULL, NULL, FALSE);
  chl_json_writer_end_array (self->writer);
  write_choice (self, "none", NULL);
}

static void
write_tools (ChlBody   *self,
             GPtrArray *turns)
{
  GPtrArray *tools = self->request->tools;
  gboolean   has_marks = self->quirks->cache_marks == CHL_CACHE_MARKS_BLOCKS;

  if (!chl_body_offers_tools (self))
    {
      write_called_tools (self, turns);
      return;
    }

  chl_json_writer_begin_array (self->writer, "tools");
  for (guint i = 0; i < tools->len; i++)
    {
      const ChlTool *tool = g_ptr_array_index (tools, i);

      write_tool (self, tool->name, tool->description, tool->parameters,
                  has_marks && i + 1 == tools->len);
    }
  chl_json_writer_end_array (self->writer);
  write_tool_choice (self);
}

/* The text of thinking has to be asked for where it comes by itself. */
static void
write_thinking (ChlBody                    *self,
                const ChlAnthropicThinking *thinking)
{
  ChlJsonWriter *writer = self->writer;
  const char    *off_word = self->quirks->thinking_off_word;

  if (!chl_body_is_ours (self, "thinking") || (!thinking->is_on && !thinking->says_off))
    return;

  chl_json_writer_begin_object (writer, "thinking");
  if (!thinking->is_on)
    chl_json_writer_add_string (writer, "type", off_word != NULL ? off_word : "disabled");
  else if (self->quirks->thinking == CHL_THINKING_ADAPTIVE)
    {
      chl_json_writer_add_string (writer, "type", "adaptive");
      chl_json_writer_add_string (writer, "display", "summarized");
    }
  else if (self->quirks->thinking == CHL_THINKING_SWITCH)
    chl_json_writer_add_string (writer, "type", "adaptive");
  else
    {
      chl_json_writer_add_string (writer, "type", "enabled");
      chl_json_writer_add_int (writer, "budget_tokens", thinking->budget_tokens);
    }
  chl_json_writer_end_object (writer);
}

static void
write_output (ChlBody                    *self,
              const ChlAnthropicThinking *thinking)
{
  const ChlRequest *request = self->request;
  ChlJsonWriter    *writer = self->writer;
  gboolean          has_effort = thinking->is_on && thinking->effort != NULL;

  if (!chl_body_is_ours (self, "output_config") ||
      (!has_effort && request->format != CHL_FORMAT_JSON_SCHEMA))
    return;

  chl_json_writer_begin_object (writer, "output_config");
  if (has_effort)
    chl_json_writer_add_string (writer, "effort", thinking->effort);
  if (request->format == CHL_FORMAT_JSON_SCHEMA)
    {
      chl_json_writer_begin_object (writer, "format");
      chl_json_writer_add_string (writer, "type", "json_schema");
      chl_json_writer_add_raw (writer, "schema", request->schema, -1);
      chl_json_writer_end_object (writer);
    }
  chl_json_writer_end_object (writer);
}

/* A model of Anthropic's that thinks samples as it does. */
static void
write_sampling (ChlBody                    *self,
                const ChlAnthropicThinking *thinking)
{
  const ChlRequest *request = self->request;
  gboolean          has_temperature = isfinite (request->temperature);

  if ((thinking->is_on && !self->quirks->sampling_with_effort) ||
      self->quirks->sampling == CHL_SAMPLING_NONE)
    return;

  if (has_temperature)
    chl_body_add_temperature (self, 0, 1);
  if (!has_temperature || self->quirks->sampling == CHL_SAMPLING_FREE)
    chl_body_add_double (self, "top_p", request->top_p);
  chl_body_add_int (self, "top_k", request->top_k > 0 ? request->top_k : -1);
}

/* The server refuses a string of nothing but blanks. */
static void
write_stop (ChlBody *self)
{
  GStrv stop = self->request->stop;
  g_autoptr(GPtrArray) strings = g_ptr_array_new ();

  for (guint i = 0; stop != NULL && stop[i] != NULL; i++)
    if (stop[i][strspn (stop[i], " \t\r\n")] != '\0')
      g_ptr_array_add (strings, stop[i]);
  g_ptr_array_add (strings, NULL);

  chl_body_add_strings (self, "stop_sequences", (const char *const *) strings->pdata);
}

/**
 * chl_anthropic_encode:
 * @request: what to ask
 * @quirks: what is special about the server and the model
 * @error: return location
 *
 * Puts a request into the JSON of Anthropic Messages. The order of the members never changes, so
 * that the beginning of a conversation stays in the server's cache. For the error see
 * chl_protocol_encode().
 *
 * Returns: (transfer full) (nullable): the body
 *
 * Source: https://platform.claude.com/docs/en/api/messages
 */
GBytes *
chl_anthropic_encode (const ChlRequest *request,
                      const ChlQuirks  *quirks,
                      GError          **error)
{
  ChlBody              body;
  ChlAnthropicThinking thinking;
  g_auto(ChlAnthropicMessages) messages = { 0 };
  g_autoptr(GPtrArray) turns = NULL;

  if (!chl_body_begin (&body, request, quirks, error))
    return NULL;

  turns = chl_history_build (request, quirks, CHL_PROTOCOL_ANTHROPIC_MESSAGES);
  chl_anthropic_thinking_init (&thinking, request, quirks, turns);
  chl_anthropic_messages_init (&messages, &body, turns, thinking.goes_back);

  chl_json_writer_add_string (body.writer, "model", request->model);
  chl_body_add_int (&body, "max_tokens", thinking.max_tokens);
  chl_anthropic_messages_write (&messages);
  write_tools (&body, turns);
  write_thinking (&body, &thinking);
  write_output (&body, &thinking);
  write_sampling (&body, &thinking);
  write_stop (&body);
  if (quirks->cache_marks == CHL_CACHE_MARKS_TOP && messages.blocks->len > 0)
    chl_anthropic_write_mark (body.writer, quirks);
  if (request->stream)
    chl_json_writer_add_boolean (body.writer, "stream", TRUE);

  return chl_body_end (&body);
}
