/* chl-ollama-assembler.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ollama-assembler"

#include "config.h"

#include <string.h>

#include "chl-chat-text.h"
#include "chl-completion-encoder.h"
#include "chl-failure-private.h"
#include "chl-ollama-calls.h"
#include "chl-ollama-encoder.h"
#include "chl-protocol-private.h"
#include "chl-utf8.h"

#define MAX_NAME_BYTES 512
#define MAX_FINISH_BYTES 64

/* No count of tokens is larger; whatever says so is wrong. */
#define MAX_TOKENS 1000000000

/* Nor does anything take longer: a month. */
#define MAX_DURATION_US (31 * G_TIME_SPAN_DAY)

typedef struct
{
  ChlEmitter     *emitter; /* (unowned) */
  ChlChatText    *text;    /* (owned) */
  ChlOllamaCalls *calls;   /* (owned) */
  char           *raw;     /* (owned) (nullable) why it ended, in the server's word */
  gboolean        has_model;
  gboolean        is_done;
} Assembler;

typedef enum
{
  LINE_MODEL,
  LINE_MESSAGE,
  LINE_THINKING,
  LINE_RESPONSE,
  LINE_DONE,
  LINE_DONE_REASON,
  LINE_ERROR,
  LINE_INPUT,
  LINE_OUTPUT,
  LINE_LOAD_NS,
  LINE_INPUT_NS,
  LINE_OUTPUT_NS,
  N_LINE_MEMBERS,
} LineMember;

static const char *const line_names[N_LINE_MEMBERS] = {
  [LINE_MODEL] = "model",
  [LINE_MESSAGE] = "message",
  [LINE_THINKING] = "thinking",
  [LINE_RESPONSE] = "response",
  [LINE_DONE] = "done",
  [LINE_DONE_REASON] = "done_reason",
  [LINE_ERROR] = "error",
  [LINE_INPUT] = "prompt_eval_count",
  [LINE_OUTPUT] = "eval_count",
  [LINE_LOAD_NS] = "load_duration",
  [LINE_INPUT_NS] = "prompt_eval_duration",
  [LINE_OUTPUT_NS] = "eval_duration",
};

static char *
dup_short (ChlJsonSpan span,
           gsize       max_bytes)
{
  char *text = chl_json_span_has_text (span) ? chl_json_span_dup_text (span) : NULL;

  if (text != NULL)
    text[chl_utf8_cut (text, strlen (text), max_bytes)] = '\0';

  return text;
}

static void
take_model (Assembler  *self,
            ChlJsonSpan span)
{
  g_autofree char *model = self->has_model ? NULL : dup_short (span, MAX_NAME_BYTES);

  if (model == NULL)
    return;

  self->has_model = TRUE;
  chl_emitter_start (self->emitter, NULL, model);
}

static void
take_message (Assembler  *self,
              ChlJsonSpan message)
{
  static const char *const names[] = { "content", "thinking", "tool_calls" };
  ChlJsonSpan              values[G_N_ELEMENTS (names)];

  chl_json_span_pick (message, names, values, G_N_ELEMENTS (names));
  chl_chat_text_take (self->text, CHL_PART_REASONING, values[1]);
  chl_chat_text_take (self->text, CHL_PART_TEXT, values[0]);
  if (chl_json_span_is_array (values[2]) && !chl_json_span_is_empty (values[2]))
    {
      chl_chat_text_interrupt (self->text);
      chl_ollama_calls_take (self->calls, values[2]);
    }
}

static gint64
read_count (ChlJsonSpan span)
{
  gint64 count;

  return chl_json_span_read_int (span, &count) && count > 0 && count <= MAX_TOKENS ? count : 0;
}

static gint64
read_duration_us (ChlJsonSpan span)
{
  gint64 ns;

  return chl_json_span_read_int (span, &ns) && ns > 0 && ns / 1000 <= MAX_DURATION_US ? ns / 1000
                                                                                      : 0;
}

/* A prompt that was in the cache is not counted, which is nothing said rather than nothing read. */
static void
take_usage (Assembler         *self,
            const ChlJsonSpan *values)
{
  const ChlUsage usage = {
    .input = read_count (values[LINE_INPUT]),
    .output = read_count (values[LINE_OUTPUT]),
    .load_us = read_duration_us (values[LINE_LOAD_NS]),
    .input_us = read_duration_us (values[LINE_INPUT_NS]),
    .output_us = read_duration_us (values[LINE_OUTPUT_NS]),
    .cost = -1,
  };

  if (!chl_usage_is_empty (&usage))
    chl_emitter_usage (self->emitter, &usage);
}

static void
take (gpointer    assembler,
      const char *name,
      ChlJsonSpan payload)
{
  Assembler  *self = assembler;
  ChlJsonSpan values[N_LINE_MEMBERS];
  gboolean    is_done = FALSE;

  chl_json_span_pick (payload, line_names, values, N_LINE_MEMBERS);
  take_model (self, values[LINE_MODEL]);
  take_message (self, values[LINE_MESSAGE]);
  chl_chat_text_take (self->text, CHL_PART_REASONING, values[LINE_THINKING]);
  chl_chat_text_take (self->text, CHL_PART_TEXT, values[LINE_RESPONSE]);

  /* After the text, so that what came with an error is kept; a null or a false is none. */
  if (chl_json_span_is_object (values[LINE_ERROR]) || chl_json_span_has_text (values[LINE_ERROR]))
    {
      chl_emitter_fail (self->emitter, chl_failure_from_payload (payload));
      return;
    }

  if (!chl_json_span_read_boolean (values[LINE_DONE], &is_done) || !is_done)
    return;

  self->is_done = TRUE;
  self->raw = dup_short (values[LINE_DONE_REASON], MAX_FINISH_BYTES);
  take_usage (self, values);
  chl_emitter_mark_end (self->emitter);
}

static void
close_answer (gpointer  assembler,
              ChlEnding ending)
{
  Assembler *self = assembler;

  chl_chat_text_settle (self->text);
  if (self->is_done && ending == CHL_ENDING_MARKED)
    chl_chat_text_end (self->text);
}

/* Loading and unloading are what a question without words asks for, and end well. */
static ChlFinish
read_finish (const char *raw)
{
  if (raw == NULL || g_str_equal (raw, "stop") || g_str_equal (raw, "load") ||
      g_str_equal (raw, "unload"))
    return CHL_FINISH_STOP;
  if (g_str_equal (raw, "length"))
    return CHL_FINISH_LENGTH;
  if (g_str_equal (raw, "tool_calls"))
    return CHL_FINISH_TOOL_CALLS;

  return CHL_FINISH_OTHER;
}

static ChlFinish
judge (gpointer     assembler,
       ChlEnding    ending,
       const char **out_raw)
{
  Assembler *self = assembler;
  ChlFinish  finish;

  *out_raw = self->raw;
  if (ending == CHL_ENDING_CUT)
    return CHL_FINISH_ERROR;

  if (!self->is_done)
    {
      chl_emitter_fail_kind (self->emitter, CHL_FAILURE_TRUNCATED);
      return CHL_FINISH_ERROR;
    }

  finish = read_finish (self->raw);
  if (finish != CHL_FINISH_LENGTH && chl_ollama_calls_get_length (self->calls) > 0)
    return CHL_FINISH_TOOL_CALLS;

  return finish;
}

static gpointer
assembler_new (ChlEmitter             *emitter,
               const ChlDecodeOptions *options)
{
  Assembler *self = g_new0 (Assembler, 1);

  self->emitter = emitter;
  self->text = chl_chat_text_new (emitter, options->think_tags);
  self->calls = chl_ollama_calls_new (emitter, options);

  return self;
}

static void
assembler_free (gpointer assembler)
{
  Assembler *self = assembler;

  chl_chat_text_free (self->text);
  chl_ollama_calls_free (self->calls);
  g_free (self->raw);
  g_free (self);
}

/* Source: https://github.com/ollama/ollama/blob/main/docs/api.md */
const ChlProtocol chl_protocol_ollama_chat = {
  .id = CHL_PROTOCOL_OLLAMA_CHAT,
  .framing = CHL_FRAMING_LINES,
  .encode = chl_ollama_encode,
  .assembler_new = assembler_new,
  .assembler_free = assembler_free,
  .take = take,
  .close = close_answer,
  .judge = judge,
};

/* The same lines, with the text in them where else the message is. */
const ChlProtocol chl_protocol_ollama_generate = {
  .id = CHL_PROTOCOL_OLLAMA_GENERATE,
  .framing = CHL_FRAMING_LINES,
  .encode_completion = chl_completion_encode_generate,
  .assembler_new = assembler_new,
  .assembler_free = assembler_free,
  .take = take,
  .close = close_answer,
  .judge = judge,
};
