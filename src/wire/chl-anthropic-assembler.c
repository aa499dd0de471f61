/* chl-anthropic-assembler.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-anthropic-assembler"

#include "config.h"

#include <string.h>

#include "chl-anthropic-block.h"
#include "chl-anthropic-encoder.h"
#include "chl-failure-private.h"
#include "chl-protocol-private.h"
#include "chl-utf8.h"

#define MAX_WORD_BYTES 512
#define MAX_TOKENS G_GINT64_CONSTANT (1000000000)

typedef struct
{
  ChlEmitter             *emitter; /* (unowned) */
  const ChlDecodeOptions *options; /* (unowned) */
  GPtrArray              *blocks;  /* (owned) (element-type ChlAnthropicBlock) as they began */
  ChlUsage                usage;
  char                   *raw; /* (owned) (nullable) why it stopped, in the server's word */
  guint                   n_calls;
  gsize                   n_sealed; /* bytes that are kept to be sent back */
  gboolean                has_payload;
  gboolean                has_stopped; /* the server said that it is done */
} Assembler;

typedef struct
{
  const char *word;
  ChlFinish   finish;
} FinishRow;

/* Source: https://docs.anthropic.com/en/api/handling-stop-reasons */
static const FinishRow finish_rows[] = {
  { "end_turn", CHL_FINISH_STOP },
  { "stop_sequence", CHL_FINISH_STOP },
  { "max_tokens", CHL_FINISH_LENGTH },
  { "model_context_window_exceeded", CHL_FINISH_LENGTH },
  { "tool_use", CHL_FINISH_TOOL_CALLS },
  { "pause_turn", CHL_FINISH_PAUSE },
  { "compaction", CHL_FINISH_PAUSE },
  { "refusal", CHL_FINISH_REFUSAL },
};

static ChlFinish
read_finish (const char *raw)
{
  for (guint i = 0; i < G_N_ELEMENTS (finish_rows); i++)
    if (g_str_equal (finish_rows[i].word, raw))
      return finish_rows[i].finish;

  return CHL_FINISH_OTHER;
}

static char *
dup_word (ChlJsonSpan span)
{
  char *word = chl_json_span_has_text (span) ? chl_json_span_dup_text (span) : NULL;

  if (word != NULL)
    word[chl_utf8_cut (word, strlen (word), MAX_WORD_BYTES)] = '\0';

  return word;
}

/* --- Usage --- */

static gint64
read_count (ChlJsonSpan object,
            const char *name)
{
  gint64 count;

  if (!chl_json_span_read_int (chl_json_span_get (object, name), &count) || count < 0 ||
      count > MAX_TOKENS)
    return -1;

  return count;
}

/*
 * The numbers grow while the answer does, so each replaces the one before; but the last ones come
 * with zeros for a prompt that was counted at the beginning.
 */
static void
take_usage (Assembler  *self,
            ChlJsonSpan usage)
{
  gint64 plain = read_count (usage, "input_tokens");
  gint64 cached = read_count (usage, "cache_read_input_tokens");
  gint64 written = read_count (usage, "cache_creation_input_tokens");
  gint64 output = read_count (usage, "output_tokens");
  gint64 thinking =
    read_count (chl_json_span_get (usage, "output_tokens_details"), "thinking_tokens");
  gint64 before = self->usage.input - self->usage.cached - self->usage.cache_write;

  if (plain < 0 && cached < 0 && written < 0 && output < 0)
    return;

  if (cached > 0)
    self->usage.cached = cached;
  if (written > 0)
    self->usage.cache_write = written;
  self->usage.input = (plain > 0 ? plain : before) + self->usage.cached + self->usage.cache_write;
  if (output >= 0)
    self->usage.output = output;
  if (thinking >= 0)
    self->usage.reasoning = thinking;

  chl_emitter_usage (self->emitter, &self->usage);
}

/* --- Blocks --- */

static ChlAnthropicBlock *
find_open (Assembler *self,
           gint64     index)
{
  for (guint i = self->blocks->len; i > 0; i--)
    {
      ChlAnthropicBlock *block = g_ptr_array_index (self->blocks, i - 1);

      if (chl_anthropic_block_get_index (block) == index)
        return chl_anthropic_block_is_open (block) ? block : NULL;
    }

  return NULL;
}

static ChlAnthropicBlock *
add_block (Assembler *self,
           gint64     index)
{
  ChlAnthropicBlock *block;

  if (self->blocks->len >= self->options->limits.max_parts)
    {
      chl_emitter_fail_kind (self->emitter, CHL_FAILURE_LIMIT);
      return NULL;
    }

  block = chl_anthropic_block_new (index, self->emitter, self->options, &self->n_sealed);
  g_ptr_array_add (self->blocks, block);

  return block;
}

static void
start_block (Assembler  *self,
             gint64      index,
             ChlJsonSpan content)
{
  ChlAnthropicBlock *block = find_open (self, index);

  if (block != NULL)
    chl_anthropic_block_stop (block);
  block = add_block (self, index);
  if (block == NULL)
    return;

  chl_anthropic_block_start (block, content);
  if (chl_anthropic_block_is_call (block) &&
      ++self->n_calls > self->options->limits.max_tool_calls)
    chl_emitter_fail_kind (self->emitter, CHL_FAILURE_LIMIT);
}

static void
take_delta (Assembler  *self,
            gint64      index,
            ChlJsonSpan delta)
{
  ChlAnthropicBlock *block = find_open (self, index);

  if (block == NULL)
    block = add_block (self, index);
  if (block != NULL)
    chl_anthropic_block_take (block, delta);
}

static void
stop_block (Assembler *self,
            gint64     index)
{
  ChlAnthropicBlock *block = find_open (self, index);

  if (block != NULL)
    chl_anthropic_block_stop (block);
}

/* --- The message --- */

static void
take_start (Assembler  *self,
            ChlJsonSpan message)
{
  g_autofree char *id = dup_word (chl_json_span_get (message, "id"));
  g_autofree char *model = dup_word (chl_json_span_get (message, "model"));

  chl_emitter_start (self->emitter, id, model);
  take_usage (self, chl_json_span_get (message, "usage"));
}

static void
take_reason (Assembler  *self,
             ChlJsonSpan holder)
{
  char *raw = dup_word (chl_json_span_get (holder, "stop_reason"));

  if (raw == NULL)
    raw = dup_word (chl_json_span_get (holder, "stopping_reason"));
  if (raw == NULL)
    return;

  g_free (self->raw);
  self->raw = raw;
}

/* An answer that is no stream: all blocks at once. */
static void
take_message (Assembler  *self,
              ChlJsonSpan message)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   content = chl_json_span_get (message, "content");
  ChlJsonSpan   block;
  gint64        index = 0;

  take_start (self, message);
  if (chl_json_span_is_array (content))
    {
      chl_json_cursor_init (&cursor, content);
      while (!chl_emitter_has_failed (self->emitter) &&
             chl_json_cursor_next (&cursor, NULL, &block))
        {
          start_block (self, index, block);
          stop_block (self, index++);
        }
    }
  take_reason (self, message);
  self->has_stopped = self->raw != NULL;
}

typedef enum
{
  MEMBER_TYPE,
  MEMBER_INDEX,
  MEMBER_MESSAGE,
  MEMBER_CONTENT_BLOCK,
  MEMBER_DELTA,
  MEMBER_USAGE,
  N_MEMBERS,
} Member;

static const char *const member_names[N_MEMBERS] = {
  [MEMBER_TYPE] = "type",
  [MEMBER_INDEX] = "index",
  [MEMBER_MESSAGE] = "message",
  [MEMBER_CONTENT_BLOCK] = "content_block",
  [MEMBER_DELTA] = "delta",
  [MEMBER_USAGE] = "usage",
};

/* Some gateways leave the type to the name of the event. */
static gboolean
is_called (const char        *name,
           const ChlJsonSpan *values,
           const char        *type)
{
  if (chl_json_span_has_text (values[MEMBER_TYPE]))
    return chl_json_span_is_text (values[MEMBER_TYPE], type);

  return g_str_equal (name, type);
}

static void
take_other (Assembler  *self,
            ChlJsonSpan payload)
{
  ChlFailure *failure = chl_failure_find (payload);

  if (failure != NULL)
    chl_emitter_fail (self->emitter, failure);
  else
    chl_emitter_keep_alive (self->emitter);
}

static void
take (gpointer    assembler,
      const char *name,
      ChlJsonSpan payload)
{
  Assembler  *self = assembler;
  ChlJsonSpan values[N_MEMBERS];
  gint64      index = 0;

  chl_json_span_pick (payload, member_names, values, N_MEMBERS);
  if (chl_json_span_read_int (values[MEMBER_INDEX], &index))
    index = CLAMP (index, 0, G_MAXINT32);

  if (is_called (name, values, "content_block_delta"))
    take_delta (self, index, values[MEMBER_DELTA]);
  else if (is_called (name, values, "content_block_start"))
    start_block (self, index, values[MEMBER_CONTENT_BLOCK]);
  else if (is_called (name, values, "content_block_stop"))
    stop_block (self, index);
  else if (is_called (name, values, "message_start"))
    take_start (self, values[MEMBER_MESSAGE]);
  else if (is_called (name, values, "message_delta"))
    {
      take_reason (self, values[MEMBER_DELTA]);
      take_usage (self, values[MEMBER_USAGE]);
    }
  else if (is_called (name, values, "message_stop"))
    {
      self->has_stopped = TRUE;
      chl_emitter_mark_end (self->emitter);
    }
  else if (is_called (name, values, "message"))
    take_message (self, payload);
  else
    {
      take_other (self, payload);
      return;
    }

  self->has_payload = TRUE;
}

static gboolean
is_complete (Assembler *self,
             ChlEnding  ending)
{
  if (ending == CHL_ENDING_CUT)
    return FALSE;

  return self->raw != NULL || self->has_stopped ||
         (ending == CHL_ENDING_MARKED && self->has_payload);
}

static void
close_answer (gpointer  assembler,
              ChlEnding ending)
{
  Assembler *self = assembler;

  if (!is_complete (self, ending))
    return;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      ChlAnthropicBlock *block = g_ptr_array_index (self->blocks, i);

      if (chl_anthropic_block_is_open (block))
        chl_anthropic_block_stop (block);
    }
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

  if (!is_complete (self, ending))
    {
      chl_emitter_fail_kind (self->emitter, CHL_FAILURE_TRUNCATED);
      return CHL_FINISH_ERROR;
    }

  if (self->raw != NULL)
    finish = read_finish (self->raw);
  if ((finish == CHL_FINISH_STOP || finish == CHL_FINISH_OTHER) && self->n_calls > 0)
    return CHL_FINISH_TOOL_CALLS;

  return finish;
}

static gpointer
assembler_new (ChlEmitter             *emitter,
               const ChlDecodeOptions *options)
{
  Assembler *self = g_new0 (Assembler, 1);

  self->emitter = emitter;
  self->options = options;
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_anthropic_block_free);
  self->usage.cost = -1;

  return self;
}

static void
assembler_free (gpointer assembler)
{
  Assembler *self = assembler;

  g_ptr_array_unref (self->blocks);
  g_free (self->raw);
  g_free (self);
}

const ChlProtocol chl_protocol_anthropic_messages = {
  .id = CHL_PROTOCOL_ANTHROPIC_MESSAGES,
  .framing = CHL_FRAMING_SSE,
  .encode = chl_anthropic_encode,
  .assembler_new = assembler_new,
  .assembler_free = assembler_free,
  .take = take,
  .close = close_answer,
  .judge = judge,
};
