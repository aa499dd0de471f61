/* chl-practice-reply.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-practice-reply.h"

#include "chl-json-writer.h"
#include "chl-practice-token.h"

#define TOOL_CALL_ID "call_practice_1"

static const struct
{
  guint       status;
  const char *type;
  const char *code;
} errors[] = {
  { 400, "invalid_request_error", "invalid_request" },
  { 401, "invalid_request_error", "invalid_api_key" },
  { 402, "insufficient_quota", "insufficient_quota" },
  { 403, "permission_error", "permission_denied" },
  { 404, "invalid_request_error", "model_not_found" },
  { 405, "invalid_request_error", "method_not_allowed" },
  { 413, "invalid_request_error", "request_too_large" },
  { 429, "rate_limit_error", "rate_limit_exceeded" },
  { 503, "server_error", "service_unavailable" },
  { 529, "overloaded_error", "overloaded" },
};

/* Opens an answer as far as its one choice. */
static ChlJsonWriter *
begin (const ChlPracticeFrame *frame,
       const char             *object)
{
  ChlJsonWriter *writer = chl_json_writer_new ();

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "id", frame->id);
  chl_json_writer_add_string (writer, "object", object);
  chl_json_writer_add_int (writer, "created", frame->created);
  chl_json_writer_add_string (writer, "model", frame->model);
  chl_json_writer_begin_array (writer, "choices");

  return writer;
}

static ChlJsonWriter *
begin_piece (const ChlPracticeFrame *frame)
{
  return begin (frame, frame->is_chat ? "chat.completion.chunk" : "text_completion");
}

static void
begin_choice (ChlJsonWriter *writer)
{
  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_int (writer, "index", 0);
}

static void
end_choice (ChlJsonWriter *writer,
            const char    *finish)
{
  if (finish != NULL)
    chl_json_writer_add_string (writer, "finish_reason", finish);
  else
    chl_json_writer_add_null (writer, "finish_reason");
  chl_json_writer_end_object (writer);
}

static char *
end (ChlJsonWriter *writer)
{
  chl_json_writer_end_array (writer);
  chl_json_writer_end_object (writer);

  return chl_json_writer_free_to_string (writer);
}

static void
add_usage (ChlJsonWriter      *writer,
           ChlPracticeRequest *request,
           ChlPracticeAnswer  *answer)
{
  gint64 n_tokens = chl_practice_answer_count_tokens (answer);

  chl_json_writer_begin_object (writer, "usage");
  chl_json_writer_add_int (writer, "prompt_tokens", request->prompt_tokens);
  chl_json_writer_add_int (writer, "completion_tokens", n_tokens);
  chl_json_writer_add_int (writer, "total_tokens", request->prompt_tokens + n_tokens);
  if (answer->thoughts != NULL)
    {
      chl_json_writer_begin_object (writer, "completion_tokens_details");
      chl_json_writer_add_int (writer, "reasoning_tokens",
                               chl_practice_token_count (answer->thoughts));
      chl_json_writer_end_object (writer);
    }
  chl_json_writer_end_object (writer);
}

static void
add_call (ChlJsonWriter *writer,
          const char    *name,
          const char    *arguments,
          gssize         length,
          gboolean       is_piece)
{
  chl_json_writer_begin_array (writer, "tool_calls");
  chl_json_writer_begin_object (writer, NULL);
  if (is_piece)
    chl_json_writer_add_int (writer, "index", 0);
  if (name != NULL)
    {
      chl_json_writer_add_string (writer, "id", TOOL_CALL_ID);
      chl_json_writer_add_string (writer, "type", "function");
    }
  chl_json_writer_begin_object (writer, "function");
  if (name != NULL)
    chl_json_writer_add_string (writer, "name", name);
  chl_json_writer_add_string_len (writer, "arguments", arguments,
                                  length < 0 ? strlen (arguments) : (gsize) length);
  chl_json_writer_end_object (writer);
  chl_json_writer_end_object (writer);
  chl_json_writer_end_array (writer);
}

/**
 * chl_practice_reply_build_delta:
 * @frame: which answer
 * @field: "role", "content", "refusal" or "reasoning_content"; without meaning for a completion
 * @text: what is added to that field
 * @length: its length in bytes, or -1
 *
 * Returns: (transfer full): a piece of a streamed answer
 *
 * Source: https://platform.openai.com/docs/api-reference/chat-streaming
 */
char *
chl_practice_reply_build_delta (const ChlPracticeFrame *frame,
                                const char             *field,
                                const char             *text,
                                gssize                  length)
{
  ChlJsonWriter *writer = begin_piece (frame);
  gsize          size = length < 0 ? strlen (text) : (gsize) length;

  begin_choice (writer);
  if (frame->is_chat)
    {
      chl_json_writer_begin_object (writer, "delta");
      chl_json_writer_add_string_len (writer, field, text, size);
      if (g_str_equal (field, "role"))
        chl_json_writer_add_string (writer, "content", "");
      chl_json_writer_end_object (writer);
    }
  else
    chl_json_writer_add_string_len (writer, "text", text, size);
  end_choice (writer, NULL);

  return end (writer);
}

/**
 * chl_practice_reply_build_tool:
 * @frame: which answer
 * @name: (nullable): the tool, in the first piece of its call
 * @arguments: the next stretch of its arguments
 * @length: how long that is in bytes, or -1
 *
 * Returns: (transfer full): a piece of a streamed tool call
 */
char *
chl_practice_reply_build_tool (const ChlPracticeFrame *frame,
                               const char             *name,
                               const char             *arguments,
                               gssize                  length)
{
  ChlJsonWriter *writer = begin_piece (frame);

  begin_choice (writer);
  chl_json_writer_begin_object (writer, "delta");
  add_call (writer, name, arguments, length, TRUE);
  chl_json_writer_end_object (writer);
  end_choice (writer, NULL);

  return end (writer);
}

/**
 * chl_practice_reply_build_finish:
 * @frame: which answer
 * @finish: why it ends
 *
 * Returns: (transfer full): the piece that ends the words
 */
char *
chl_practice_reply_build_finish (const ChlPracticeFrame *frame,
                                 const char             *finish)
{
  ChlJsonWriter *writer = begin_piece (frame);

  begin_choice (writer);
  if (frame->is_chat)
    {
      chl_json_writer_begin_object (writer, "delta");
      chl_json_writer_end_object (writer);
    }
  else
    chl_json_writer_add_string (writer, "text", "");
  end_choice (writer, finish);

  return end (writer);
}

/**
 * chl_practice_reply_build_usage:
 * @frame: which answer
 * @request: what was asked
 * @answer: what was said
 *
 * Returns: (transfer full): the piece with the counts
 */
char *
chl_practice_reply_build_usage (const ChlPracticeFrame *frame,
                                ChlPracticeRequest     *request,
                                ChlPracticeAnswer      *answer)
{
  ChlJsonWriter *writer = begin_piece (frame);

  chl_json_writer_end_array (writer);
  add_usage (writer, request, answer);
  chl_json_writer_end_object (writer);

  return chl_json_writer_free_to_string (writer);
}

/**
 * chl_practice_reply_build_whole:
 * @frame: which answer
 * @request: what was asked
 * @answer: what is said
 *
 * Returns: (transfer full): the answer in one
 */
char *
chl_practice_reply_build_whole (const ChlPracticeFrame *frame,
                                ChlPracticeRequest     *request,
                                ChlPracticeAnswer      *answer)
{
  ChlJsonWriter *writer = begin (frame, frame->is_chat ? "chat.completion" : "text_completion");

  begin_choice (writer);
  if (frame->is_chat)
    {
      chl_json_writer_begin_object (writer, "message");
      chl_json_writer_add_string (writer, "role", "assistant");
      if (answer->thoughts != NULL)
        chl_json_writer_add_string (writer, "reasoning_content", answer->thoughts);
      chl_json_writer_add_string (writer, answer->is_refusal ? "refusal" : "content",
                                  answer->text);
      if (answer->tool != NULL)
        add_call (writer, answer->tool, answer->tool_arguments, -1, FALSE);
      chl_json_writer_end_object (writer);
    }
  else
    chl_json_writer_add_string (writer, "text", answer->text);
  end_choice (writer, answer->finish);
  chl_json_writer_end_array (writer);
  add_usage (writer, request, answer);
  chl_json_writer_end_object (writer);

  return chl_json_writer_free_to_string (writer);
}

/**
 * chl_practice_reply_build_error:
 * @status: the HTTP status it goes with
 * @message: what it says
 *
 * Returns: (transfer full): an error as OpenAI writes it
 *
 * Source: https://platform.openai.com/docs/guides/error-codes
 */
char *
chl_practice_reply_build_error (guint       status,
                                const char *message)
{
  ChlJsonWriter *writer = chl_json_writer_new ();
  const char    *type = status < 500 ? "invalid_request_error" : "server_error";
  const char    *code = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    if (errors[i].status == status)
      {
        type = errors[i].type;
        code = errors[i].code;
      }

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_begin_object (writer, "error");
  chl_json_writer_add_string (writer, "message", message);
  chl_json_writer_add_string (writer, "type", type);
  chl_json_writer_add_null (writer, "param");
  if (code != NULL)
    chl_json_writer_add_string (writer, "code", code);
  else
    chl_json_writer_add_null (writer, "code");
  chl_json_writer_end_object (writer);
  chl_json_writer_end_object (writer);

  return chl_json_writer_free_to_string (writer);
}
