/* chl-chat-assembler.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-chat-assembler"

#include "config.h"

#include "chl-chat-assembler.h"

#include <string.h>

#include "chl-chat-finish.h"
#include "chl-chat-text.h"
#include "chl-chat-usage.h"
#include "chl-failure-private.h"
#include "chl-reasoning-details.h"
#include "chl-tool-slots.h"
#include "chl-utf8.h"

#define MAX_NAME_BYTES 512
#define MAX_FINISH_BYTES 64

typedef struct
{
  ChlEmitter          *emitter;  /* (unowned) */
  ChlChatText         *text;     /* (owned) */
  ChlToolSlots        *slots;    /* (owned) */
  ChlReasoningDetails *details;  /* (owned) */
  GString             *snapshot; /* (owned) the last whole message, as raw JSON; empty if none */
  char                *raw;      /* (owned) (nullable) why it ended, in the server's word */
  gboolean             has_payload;
  gboolean             has_id;
  gboolean             has_model;
} Assembler;

static void
before_open_cb (gpointer user_data)
{
  Assembler *self = user_data;

  chl_chat_text_interrupt (self->text);
}

/* One string, or an array of objects that each have one. */
static void
take_thinking (Assembler  *self,
               ChlJsonSpan thinking)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   item;

  chl_chat_text_take (self->text, CHL_PART_REASONING, thinking);
  if (!chl_json_span_is_array (thinking))
    return;

  chl_json_cursor_init (&cursor, thinking);
  while (chl_json_cursor_next (&cursor, NULL, &item))
    chl_chat_text_take (self->text, CHL_PART_REASONING, chl_json_span_get (item, "text"));
}

static void
take_content (Assembler  *self,
              ChlJsonSpan content)
{
  static const char *const names[] = { "type", "text", "thinking" };
  ChlJsonSpan              values[G_N_ELEMENTS (names)];
  ChlJsonCursor            cursor;
  ChlJsonSpan              item;

  chl_chat_text_take (self->text, CHL_PART_TEXT, content);
  if (!chl_json_span_is_array (content))
    return;

  chl_json_cursor_init (&cursor, content);
  while (chl_json_cursor_next (&cursor, NULL, &item))
    {
      chl_json_span_pick (item, names, values, G_N_ELEMENTS (names));
      if (chl_json_span_is_text (values[0], "text"))
        chl_chat_text_take (self->text, CHL_PART_TEXT, values[1]);
      else if (chl_json_span_is_text (values[0], "thinking"))
        take_thinking (self, values[2]);
    }
}

typedef enum
{
  MEMBER_CONTENT,
  MEMBER_REASONING_CONTENT,
  MEMBER_REASONING,
  MEMBER_REASONING_TEXT,
  MEMBER_REASONING_DETAILS,
  MEMBER_REASONING_OPAQUE,
  MEMBER_REFUSAL,
  MEMBER_TOOL_CALLS,
  MEMBER_FUNCTION_CALL,
  N_MEMBERS,
} DeltaMember;

/* Of a delta, and of a whole message. */
static const char *const delta_names[N_MEMBERS] = {
  [MEMBER_CONTENT] = "content",
  [MEMBER_REASONING_CONTENT] = "reasoning_content",
  [MEMBER_REASONING] = "reasoning",
  [MEMBER_REASONING_TEXT] = "reasoning_text",
  [MEMBER_REASONING_DETAILS] = "reasoning_details",
  [MEMBER_REASONING_OPAQUE] = "reasoning_opaque",
  [MEMBER_REFUSAL] = "refusal",
  [MEMBER_TOOL_CALLS] = "tool_calls",
  [MEMBER_FUNCTION_CALL] = "function_call",
};

/* The same reasoning comes under several names at once: only one of them counts. */
static void
take_reasoning (Assembler         *self,
                const ChlJsonSpan *values)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   item;

  for (guint i = MEMBER_REASONING_CONTENT; i < MEMBER_REASONING_DETAILS; i++)
    if (chl_json_span_has_text (values[i]))
      {
        chl_chat_text_take (self->text, CHL_PART_REASONING, values[i]);
        return;
      }

  if (!chl_json_span_is_array (values[MEMBER_REASONING_DETAILS]))
    return;

  chl_json_cursor_init (&cursor, values[MEMBER_REASONING_DETAILS]);
  while (chl_json_cursor_next (&cursor, NULL, &item))
    {
      ChlJsonSpan text = chl_json_span_get (item, "text");

      if (!chl_json_span_has_text (text))
        text = chl_json_span_get (item, "summary");
      chl_chat_text_take (self->text, CHL_PART_REASONING, text);
    }
}

static void
merge_details (Assembler  *self,
               ChlJsonSpan details)
{
  if (!chl_reasoning_details_merge (self->details, details))
    chl_emitter_fail_kind (self->emitter, CHL_FAILURE_LIMIT);
}

static void
take_delta (Assembler  *self,
            ChlJsonSpan delta)
{
  ChlJsonSpan values[N_MEMBERS];

  chl_json_span_pick (delta, delta_names, values, N_MEMBERS);
  take_reasoning (self, values);
  merge_details (self, values[MEMBER_REASONING_DETAILS]);
  chl_reasoning_details_take_opaque (self->details, values[MEMBER_REASONING_OPAQUE]);
  take_content (self, values[MEMBER_CONTENT]);
  chl_chat_text_take (self->text, CHL_PART_REFUSAL, values[MEMBER_REFUSAL]);
  chl_tool_slots_take (self->slots, values[MEMBER_TOOL_CALLS]);
  chl_tool_slots_take_legacy (self->slots, values[MEMBER_FUNCTION_CALL]);
}

/* The last word wins, but an ordinary stop never overrules a reason that was given before. */
static void
take_finish (Assembler  *self,
             ChlJsonSpan finish)
{
  g_autofree char *raw = NULL;

  if (!chl_json_span_has_text (finish))
    return;

  raw = chl_json_span_dup_text (finish);
  raw[chl_utf8_cut (raw, strlen (raw), MAX_FINISH_BYTES)] = '\0';
  if (self->raw != NULL && chl_chat_finish_read (raw) == CHL_FINISH_STOP)
    return;

  g_free (self->raw);
  self->raw = g_steal_pointer (&raw);
}

static void
take_usage (Assembler  *self,
            ChlJsonSpan span)
{
  ChlUsage usage;

  if (chl_chat_usage_read (span, &usage))
    chl_emitter_usage (self->emitter, &usage);
}

static void
take_error (Assembler  *self,
            ChlJsonSpan holder)
{
  ChlFailure *failure = chl_failure_find (holder);

  if (failure != NULL)
    chl_emitter_fail (self->emitter, failure);
}

/* Returns its usage, which counts after that of the whole chunk. */
static ChlJsonSpan
take_choice (Assembler  *self,
             ChlJsonSpan choice)
{
  static const char *const names[] = {
    "index",
    "delta",
    "text",
    "message",
    "finish_reason",
    "usage",
    "error",
  };
  ChlJsonSpan values[G_N_ELEMENTS (names)];
  gint64      index;

  chl_json_span_pick (choice, names, values, G_N_ELEMENTS (names));
  if (chl_json_span_read_int (values[0], &index) && index != 0)
    return (ChlJsonSpan){ NULL, 0 };

  take_delta (self, values[1]);
  chl_chat_text_take (self->text, CHL_PART_TEXT, values[2]);
  if (chl_json_span_is_object (values[3]))
    {
      g_string_truncate (self->snapshot, 0);
      g_string_append_len (self->snapshot, values[3].start, values[3].length);
    }
  take_finish (self, values[4]);
  if (chl_json_span_is_object (values[6]))
    take_error (self, choice);

  return values[5];
}

static char *
dup_short (ChlJsonSpan span)
{
  char *text = chl_json_span_has_text (span) ? chl_json_span_dup_text (span) : NULL;

  if (text != NULL)
    text[chl_utf8_cut (text, strlen (text), MAX_NAME_BYTES)] = '\0';

  return text;
}

static void
take_start (Assembler  *self,
            ChlJsonSpan id_span,
            ChlJsonSpan model_span)
{
  g_autofree char *id = self->has_id ? NULL : dup_short (id_span);
  g_autofree char *model = self->has_model ? NULL : dup_short (model_span);

  self->has_id |= id != NULL;
  self->has_model |= model != NULL;
  if (id != NULL || model != NULL)
    chl_emitter_start (self->emitter, id, model);
}

/* Returns the usage in them, if there is any. */
static ChlJsonSpan
take_choices (Assembler  *self,
              ChlJsonSpan choices)
{
  ChlJsonSpan   found = { NULL, 0 };
  ChlJsonCursor cursor;
  ChlJsonSpan   choice;

  if (!chl_json_span_is_array (choices))
    return found;

  chl_json_cursor_init (&cursor, choices);
  while (!chl_emitter_has_failed (self->emitter) && chl_json_cursor_next (&cursor, NULL, &choice))
    {
      ChlJsonSpan usage = take_choice (self, choice);

      if (usage.length > 0)
        found = usage;
    }

  return found;
}

typedef enum
{
  CHUNK_ID,
  CHUNK_MODEL,
  CHUNK_CHOICES,
  CHUNK_USAGE,
  CHUNK_X_GROQ,
  CHUNK_ERROR,
  CHUNK_OBJECT,
  CHUNK_TYPE,
  CHUNK_BASE_RESP,
  N_CHUNK_MEMBERS,
} ChunkMember;

static const char *const chunk_names[N_CHUNK_MEMBERS] = {
  [CHUNK_ID] = "id",
  [CHUNK_MODEL] = "model",
  [CHUNK_CHOICES] = "choices",
  [CHUNK_USAGE] = "usage",
  [CHUNK_X_GROQ] = "x_groq",
  [CHUNK_ERROR] = "error",
  [CHUNK_OBJECT] = "object",
  [CHUNK_TYPE] = "type",
  [CHUNK_BASE_RESP] = "base_resp",
};

/* Whether a closer look is worth it; nearly every payload is a plain chunk. */
static gboolean
may_be_error (const ChlJsonSpan *values)
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
  ChlJsonSpan choice_usage;

  self->has_payload = TRUE;
  chl_json_span_pick (payload, chunk_names, values, N_CHUNK_MEMBERS);
  take_start (self, values[CHUNK_ID], values[CHUNK_MODEL]);
  choice_usage = take_choices (self, values[CHUNK_CHOICES]);
  take_usage (self, values[CHUNK_USAGE]);
  take_usage (self, chl_json_span_get (values[CHUNK_X_GROQ], "usage"));
  take_usage (self, choice_usage);

  /* After the text, so that what came with an error is kept. */
  if (may_be_error (values))
    take_error (self, payload);
  if (self->raw != NULL)
    {
      ChlFailureKind kind = chl_chat_finish_get_failure (self->raw);

      if (kind != CHL_FAILURE_NONE)
        chl_emitter_fail (self->emitter, chl_failure_from_word (kind, self->raw));
    }
}

/* Only what is still empty: most servers that send the whole message have sent it in pieces too. */
static void
fill_from_snapshot (Assembler *self)
{
  ChlJsonSpan message = { self->snapshot->str, self->snapshot->len };
  ChlJsonSpan values[N_MEMBERS];

  if (message.length == 0)
    return;

  chl_json_span_pick (message, delta_names, values, N_MEMBERS);
  if (!chl_chat_text_has (self->text, CHL_PART_REASONING))
    take_reasoning (self, values);
  if (chl_reasoning_details_is_empty (self->details))
    merge_details (self, values[MEMBER_REASONING_DETAILS]);
  chl_reasoning_details_take_opaque (self->details, values[MEMBER_REASONING_OPAQUE]);
  if (!chl_chat_text_has (self->text, CHL_PART_TEXT))
    take_content (self, values[MEMBER_CONTENT]);
  if (!chl_chat_text_has (self->text, CHL_PART_REFUSAL))
    chl_chat_text_take (self->text, CHL_PART_REFUSAL, values[MEMBER_REFUSAL]);
  chl_chat_text_settle (self->text);

  if (!chl_tool_slots_has_calls (self->slots))
    {
      chl_tool_slots_take (self->slots, values[MEMBER_TOOL_CALLS]);
      chl_tool_slots_take_legacy (self->slots, values[MEMBER_FUNCTION_CALL]);
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

  if (chl_chat_text_has (self->text, CHL_PART_TEXT))
    chl_chat_text_settle (self->text);
  chl_tool_slots_close (self->slots, is_complete);
  fill_from_snapshot (self);
  chl_tool_slots_close (self->slots, is_complete);

  chl_chat_text_settle (self->text);
  if (is_complete)
    chl_chat_text_end (self->text);

  chl_reasoning_details_emit (self->details, self->emitter);
}

static ChlFinish
judge (gpointer     assembler,
       ChlEnding    ending,
       const char **out_raw)
{
  Assembler *self = assembler;
  ChlFinish  finish = CHL_FINISH_STOP;

  *out_raw = self->raw;
  if (ending == CHL_ENDING_CUT)
    return CHL_FINISH_ERROR;

  if (self->raw != NULL)
    finish = chl_chat_finish_read (self->raw);
  else if (ending != CHL_ENDING_MARKED || !self->has_payload)
    {
      chl_emitter_fail_kind (self->emitter, CHL_FAILURE_TRUNCATED);
      return CHL_FINISH_ERROR;
    }

  if ((finish == CHL_FINISH_STOP || finish == CHL_FINISH_OTHER) &&
      chl_tool_slots_has_calls (self->slots))
    return CHL_FINISH_TOOL_CALLS;
  if (finish == CHL_FINISH_STOP && chl_chat_text_has (self->text, CHL_PART_REFUSAL))
    return CHL_FINISH_REFUSAL;

  return finish;
}

static gpointer
assembler_new (ChlEmitter             *emitter,
               const ChlDecodeOptions *options)
{
  Assembler *self = g_new0 (Assembler, 1);

  self->emitter = emitter;
  self->text = chl_chat_text_new (emitter, options->think_tags);
  self->slots = chl_tool_slots_new (emitter, options, before_open_cb, self);
  self->details = chl_reasoning_details_new (&options->limits);
  self->snapshot = g_string_new (NULL);

  return self;
}

static void
assembler_free (gpointer assembler)
{
  Assembler *self = assembler;

  chl_chat_text_free (self->text);
  chl_tool_slots_free (self->slots);
  chl_reasoning_details_free (self->details);
  g_string_free (self->snapshot, TRUE);
  g_free (self->raw);
  g_free (self);
}

const ChlProtocol chl_protocol_openai_chat = {
  .id = CHL_PROTOCOL_OPENAI_CHAT,
  .framing = CHL_FRAMING_SSE,
  .encode = chl_chat_encode,
  .assembler_new = assembler_new,
  .assembler_free = assembler_free,
  .take = take,
  .close = close_answer,
  .judge = judge,
};
