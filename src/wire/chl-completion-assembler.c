/* chl-completion-assembler.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-completion-assembler"

#include "config.h"

#include <string.h>

#include "chl-chat-finish.h"
#include "chl-chat-text.h"
#include "chl-chat-usage.h"
#include "chl-completion-encoder.h"
#include "chl-failure-private.h"
#include "chl-protocol-private.h"
#include "chl-utf8.h"

#define MAX_NAME_BYTES 512
#define MAX_FINISH_BYTES 64

/* No count of tokens is larger; whatever says so is wrong. */
#define MAX_TOKENS 1000000000

typedef struct
{
  ChlEmitter  *emitter; /* (unowned) */
  ChlChatText *text;    /* (owned) */
  char        *raw;     /* (owned) (nullable) why it ended, in the server's word */
  gboolean     has_payload;
  gboolean     has_id;
  gboolean     has_model;
} Assembler;

typedef enum
{
  CHUNK_ID,
  CHUNK_MODEL,
  CHUNK_CHOICES,
  CHUNK_USAGE,
  CHUNK_ERROR,
  CHUNK_OBJECT,
  CHUNK_TYPE,
  CHUNK_BASE_RESP,
  CHUNK_CONTENT,
  CHUNK_STOP,
  CHUNK_STOP_TYPE,
  CHUNK_INPUT,
  CHUNK_OUTPUT,
  N_CHUNK_MEMBERS,
} ChunkMember;

static const char *const chunk_names[N_CHUNK_MEMBERS] = {
  [CHUNK_ID] = "id",
  [CHUNK_MODEL] = "model",
  [CHUNK_CHOICES] = "choices",
  [CHUNK_USAGE] = "usage",
  [CHUNK_ERROR] = "error",
  [CHUNK_OBJECT] = "object",
  [CHUNK_TYPE] = "type",
  [CHUNK_BASE_RESP] = "base_resp",
  [CHUNK_CONTENT] = "content",
  [CHUNK_STOP] = "stop",
  [CHUNK_STOP_TYPE] = "stop_type",
  [CHUNK_INPUT] = "tokens_evaluated",
  [CHUNK_OUTPUT] = "tokens_predicted",
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
take_start (Assembler  *self,
            ChlJsonSpan id_span,
            ChlJsonSpan model_span)
{
  g_autofree char *id = self->has_id ? NULL : dup_short (id_span, MAX_NAME_BYTES);
  g_autofree char *model = self->has_model ? NULL : dup_short (model_span, MAX_NAME_BYTES);

  self->has_id |= id != NULL;
  self->has_model |= model != NULL;
  if (id != NULL || model != NULL)
    chl_emitter_start (self->emitter, id, model);
}

/* The last word wins, but an ordinary stop never overrules a reason that was given before. */
static void
take_finish (Assembler  *self,
             ChlJsonSpan finish)
{
  g_autofree char *raw = dup_short (finish, MAX_FINISH_BYTES);

  if (raw == NULL || (self->raw != NULL && chl_chat_finish_read (raw) == CHL_FINISH_STOP))
    return;

  g_free (self->raw);
  self->raw = g_steal_pointer (&raw);
}

static void
take_failure (Assembler  *self,
              ChlJsonSpan holder)
{
  ChlFailure *failure = chl_failure_find (holder);

  if (failure != NULL)
    chl_emitter_fail (self->emitter, failure);
}

/* Some servers fill gaps over an address of its own and answer in the shape of a chat. */
static void
take_choice (Assembler  *self,
             ChlJsonSpan choice)
{
  static const char *const names[] = {
    "index",
    "text",
    "delta",
    "message",
    "finish_reason",
    "error",
  };
  ChlJsonSpan values[G_N_ELEMENTS (names)];
  gint64      index;

  chl_json_span_pick (choice, names, values, G_N_ELEMENTS (names));
  if (chl_json_span_read_int (values[0], &index) && index != 0)
    return;

  chl_chat_text_take (self->text, CHL_PART_TEXT, values[1]);
  chl_chat_text_take (self->text, CHL_PART_TEXT, chl_json_span_get (values[2], "content"));
  if (!chl_chat_text_has (self->text, CHL_PART_TEXT))
    chl_chat_text_take (self->text, CHL_PART_TEXT, chl_json_span_get (values[3], "content"));
  take_finish (self, values[4]);
  if (chl_json_span_is_object (values[5]))
    take_failure (self, choice);
}

static void
take_choices (Assembler  *self,
              ChlJsonSpan choices)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   choice;

  if (!chl_json_span_is_array (choices))
    return;

  chl_json_cursor_init (&cursor, choices);
  while (!chl_emitter_has_failed (self->emitter) && chl_json_cursor_next (&cursor, NULL, &choice))
    take_choice (self, choice);
}

/* Zeros are what servers say that do not count, with every piece. */
static void
take_usage (Assembler  *self,
            ChlJsonSpan span)
{
  ChlUsage usage;

  if (chl_chat_usage_read (span, &usage))
    chl_emitter_usage (self->emitter, &usage);
}

static gint64
read_count (ChlJsonSpan span)
{
  gint64 count;

  return chl_json_span_read_int (span, &count) && count > 0 && count <= MAX_TOKENS ? count : 0;
}

/*
 * What llama.cpp answers over an address of its own: no choices, and the last piece says so.
 *
 * Returns: whether it is that
 *
 * Source: https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md
 */
static gboolean
take_native (Assembler         *self,
             const ChlJsonSpan *values)
{
  gboolean is_last = FALSE;
  gboolean has_stop = chl_json_span_read_boolean (values[CHUNK_STOP], &is_last);
  ChlUsage usage = { .cost = -1 };

  if (values[CHUNK_CHOICES].length > 0 ||
      (!has_stop && !chl_json_span_is_string (values[CHUNK_CONTENT])))
    return FALSE;

  chl_chat_text_take (self->text, CHL_PART_TEXT, values[CHUNK_CONTENT]);
  if (!is_last)
    return TRUE;

  usage.input = read_count (values[CHUNK_INPUT]);
  usage.output = read_count (values[CHUNK_OUTPUT]);
  if (!chl_usage_is_empty (&usage))
    chl_emitter_usage (self->emitter, &usage);
  take_finish (self, values[CHUNK_STOP_TYPE]);
  chl_emitter_mark_end (self->emitter);

  return TRUE;
}

static gboolean
may_be_failure (const ChlJsonSpan *values)
{
  return values[CHUNK_CHOICES].length == 0 || values[CHUNK_ERROR].length > 0 ||
         values[CHUNK_TYPE].length > 0 || values[CHUNK_BASE_RESP].length > 0 ||
         chl_json_span_is_text (values[CHUNK_OBJECT], "error");
}

static void
take (gpointer    assembler,
      const char *name,
      ChlJsonSpan payload)
{
  Assembler  *self = assembler;
  ChlJsonSpan values[N_CHUNK_MEMBERS];
  gboolean    is_native;

  self->has_payload = TRUE;
  chl_json_span_pick (payload, chunk_names, values, N_CHUNK_MEMBERS);
  take_start (self, values[CHUNK_ID], values[CHUNK_MODEL]);
  take_choices (self, values[CHUNK_CHOICES]);
  take_usage (self, values[CHUNK_USAGE]);
  is_native = take_native (self, values);

  /* After the text, so that what came with an error is kept. */
  if (is_native ? values[CHUNK_ERROR].length > 0 : may_be_failure (values))
    take_failure (self, payload);
  if (self->raw != NULL)
    {
      ChlFailureKind kind = chl_chat_finish_get_failure (self->raw);

      if (kind != CHL_FAILURE_NONE)
        chl_emitter_fail (self->emitter, chl_failure_from_word (kind, self->raw));
    }
}

static void
close_answer (gpointer  assembler,
              ChlEnding ending)
{
  Assembler *self = assembler;
  gboolean   is_complete = ending == CHL_ENDING_EOF && self->raw != NULL;

  if (ending == CHL_ENDING_MARKED)
    is_complete = self->has_payload;

  chl_chat_text_settle (self->text);
  if (is_complete)
    chl_chat_text_end (self->text);
}

/* The words of llama.cpp stand beside those of everybody else. */
static ChlFinish
read_finish (const char *raw)
{
  if (g_str_equal (raw, "limit"))
    return CHL_FINISH_LENGTH;
  if (g_str_equal (raw, "word") || g_str_equal (raw, "none"))
    return CHL_FINISH_STOP;

  return chl_chat_finish_read (raw);
}

static ChlFinish
judge (gpointer     assembler,
       ChlEnding    ending,
       const char **out_raw)
{
  Assembler *self = assembler;

  *out_raw = self->raw;
  if (ending == CHL_ENDING_CUT)
    return CHL_FINISH_ERROR;
  if (self->raw != NULL)
    return read_finish (self->raw);
  if (ending == CHL_ENDING_MARKED && self->has_payload)
    return CHL_FINISH_STOP;

  chl_emitter_fail_kind (self->emitter, CHL_FAILURE_TRUNCATED);

  return CHL_FINISH_ERROR;
}

static gpointer
assembler_new (ChlEmitter             *emitter,
               const ChlDecodeOptions *options)
{
  Assembler *self = g_new0 (Assembler, 1);

  self->emitter = emitter;
  self->text = chl_chat_text_new (emitter, options->think_tags);

  return self;
}

static void
assembler_free (gpointer assembler)
{
  Assembler *self = assembler;

  chl_chat_text_free (self->text);
  g_free (self->raw);
  g_free (self);
}

/* Source: https://platform.openai.com/docs/api-reference/completions */
const ChlProtocol chl_protocol_openai_completions = {
  .id = CHL_PROTOCOL_OPENAI_COMPLETIONS,
  .framing = CHL_FRAMING_SSE,
  .encode_completion = chl_completion_encode,
  .assembler_new = assembler_new,
  .assembler_free = assembler_free,
  .take = take,
  .close = close_answer,
  .judge = judge,
};
