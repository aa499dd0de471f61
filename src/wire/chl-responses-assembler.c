/* chl-responses-assembler.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-responses-assembler"

#include "config.h"

#include <string.h>

#include "chl-failure-private.h"
#include "chl-protocol-private.h"
#include "chl-responses-encoder.h"
#include "chl-responses-items.h"
#include "chl-responses-usage.h"
#include "chl-utf8.h"

#define MAX_WORD_BYTES 512

typedef enum
{
  STATUS_NONE, /* it has not ended */
  STATUS_COMPLETED,
  STATUS_INCOMPLETE,
  STATUS_FAILED,
  STATUS_CANCELLED,
} Status;

typedef struct
{
  ChlEmitter        *emitter; /* (unowned) */
  ChlResponsesItems *items;   /* (owned) */
  Status             status;
  char              *raw; /* (owned) (nullable) why it ended, in the server's word */
} Assembler;

typedef enum
{
  MEMBER_TYPE,
  MEMBER_ITEM_ID,
  MEMBER_OUTPUT_INDEX,
  MEMBER_CONTENT_INDEX,
  MEMBER_SUMMARY_INDEX,
  MEMBER_DELTA,
  MEMBER_TEXT,
  MEMBER_REFUSAL,
  MEMBER_ARGUMENTS,
  MEMBER_INPUT,
  MEMBER_NAME,
  MEMBER_PART,
  MEMBER_ITEM,
  MEMBER_ANNOTATION,
  MEMBER_RESPONSE,
  MEMBER_OBJECT,
  MEMBER_OUTPUT,
  N_MEMBERS,
} Member;

static const char *const member_names[N_MEMBERS] = {
  [MEMBER_TYPE] = "type",
  [MEMBER_ITEM_ID] = "item_id",
  [MEMBER_OUTPUT_INDEX] = "output_index",
  [MEMBER_CONTENT_INDEX] = "content_index",
  [MEMBER_SUMMARY_INDEX] = "summary_index",
  [MEMBER_DELTA] = "delta",
  [MEMBER_TEXT] = "text",
  [MEMBER_REFUSAL] = "refusal",
  [MEMBER_ARGUMENTS] = "arguments",
  [MEMBER_INPUT] = "input",
  [MEMBER_NAME] = "name",
  [MEMBER_PART] = "part",
  [MEMBER_ITEM] = "item",
  [MEMBER_ANNOTATION] = "annotation",
  [MEMBER_RESPONSE] = "response",
  [MEMBER_OBJECT] = "object",
  [MEMBER_OUTPUT] = "output",
};

typedef enum
{
  ACTION_DELTA,
  ACTION_DONE,
  ACTION_PART,
  ACTION_CITATION,
  ACTION_ITEM_ADDED,
  ACTION_ITEM_DONE,
  ACTION_START,
  ACTION_END,
} Action;

/* What an event does. @source is what its text is, @member where that stands, @index says which
 * one of its kind it is; the end of an answer has the status that it has if it does not say so. */
typedef struct
{
  const char        *type;
  Action             action;
  ChlResponsesSource source;
  Member             member;
  Member             index;
  Status             status;
} Event;

#define DELTA(type, source, index)                          \
  {                                                         \
    "response." type, ACTION_DELTA, CHL_RESPONSES_##source, \
      MEMBER_DELTA, MEMBER_##index, STATUS_NONE             \
  }
#define DONE(type, source, member, index)                  \
  {                                                        \
    "response." type, ACTION_DONE, CHL_RESPONSES_##source, \
      MEMBER_##member, MEMBER_##index, STATUS_NONE         \
  }
#define PART(type, index)                              \
  {                                                    \
    "response." type, ACTION_PART, CHL_RESPONSES_TEXT, \
      MEMBER_PART, MEMBER_##index, STATUS_NONE         \
  }
#define OTHER(type, action, status)                        \
  {                                                        \
    "response." type, ACTION_##action, CHL_RESPONSES_TEXT, \
      MEMBER_ITEM, MEMBER_CONTENT_INDEX, STATUS_##status   \
  }

/* The most frequent first. Source: https://platform.openai.com/docs/api-reference/responses-streaming */
static const Event events[] = {
  DELTA ("output_text.delta", TEXT, CONTENT_INDEX),
  DELTA ("reasoning_summary_text.delta", SUMMARY, SUMMARY_INDEX),
  DELTA ("reasoning_text.delta", RAW, CONTENT_INDEX),
  DELTA ("function_call_arguments.delta", ARGUMENTS, CONTENT_INDEX),
  DELTA ("custom_tool_call_input.delta", INPUT, CONTENT_INDEX),
  DELTA ("refusal.delta", REFUSAL, CONTENT_INDEX),
  DONE ("output_text.done", TEXT, TEXT, CONTENT_INDEX),
  DONE ("reasoning_summary_text.done", SUMMARY, TEXT, SUMMARY_INDEX),
  DONE ("reasoning_text.done", RAW, TEXT, CONTENT_INDEX),
  DONE ("function_call_arguments.done", ARGUMENTS, ARGUMENTS, CONTENT_INDEX),
  DONE ("custom_tool_call_input.done", INPUT, INPUT, CONTENT_INDEX),
  DONE ("refusal.done", REFUSAL, REFUSAL, CONTENT_INDEX),
  PART ("content_part.added", CONTENT_INDEX),
  PART ("content_part.done", CONTENT_INDEX),
  PART ("reasoning_summary_part.added", SUMMARY_INDEX),
  PART ("reasoning_summary_part.done", SUMMARY_INDEX),
  OTHER ("output_item.added", ITEM_ADDED, NONE),
  OTHER ("output_item.done", ITEM_DONE, NONE),
  OTHER ("output_text.annotation.added", CITATION, NONE),
  OTHER ("created", START, NONE),
  OTHER ("in_progress", START, NONE),
  OTHER ("queued", START, NONE),
  OTHER ("completed", END, COMPLETED),
  OTHER ("incomplete", END, INCOMPLETE),
  OTHER ("failed", END, FAILED),
  OTHER ("cancelled", END, CANCELLED),
  OTHER ("done", END, COMPLETED),

  /* Older names, and those of servers that know no summaries. */
  DELTA ("reasoning.delta", RAW, CONTENT_INDEX),
  DONE ("reasoning.done", RAW, TEXT, CONTENT_INDEX),
  DELTA ("reasoning_summary.delta", SUMMARY, SUMMARY_INDEX),
  DONE ("reasoning_summary.done", SUMMARY, TEXT, SUMMARY_INDEX),
};

static const struct
{
  const char *word;
  Status      status;
} statuses[] = {
  { "completed", STATUS_COMPLETED },
  { "incomplete", STATUS_INCOMPLETE },
  { "failed", STATUS_FAILED },
  { "cancelled", STATUS_CANCELLED },
};

static char *
dup_word (ChlJsonSpan span)
{
  char *word = chl_json_span_has_text (span) ? chl_json_span_dup_text (span) : NULL;

  if (word != NULL)
    word[chl_utf8_cut (word, strlen (word), MAX_WORD_BYTES)] = '\0';

  return word;
}

static void
take_start (Assembler  *self,
            ChlJsonSpan response)
{
  g_autofree char *id = dup_word (chl_json_span_get (response, "id"));
  g_autofree char *model = dup_word (chl_json_span_get (response, "model"));

  chl_emitter_start (self->emitter, id, model);
}

static void
take_failure (Assembler  *self,
              ChlJsonSpan response)
{
  ChlFailure *failure = chl_failure_find (response);

  if (failure == NULL)
    failure = chl_failure_from_word (CHL_FAILURE_SERVER, "failed");
  chl_emitter_fail (self->emitter, failure);
}

/* The whole answer, as it is at the end of a stream or instead of one. */
static void
take_response (Assembler  *self,
               ChlJsonSpan response,
               Status      status)
{
  ChlJsonSpan word = chl_json_span_get (response, "status");
  ChlJsonSpan details = chl_json_span_get (response, "incomplete_details");
  ChlUsage    usage;

  take_start (self, response);
  chl_responses_items_complete (self->items, chl_json_span_get (response, "output"));
  if (chl_responses_usage_read (chl_json_span_get (response, "usage"), &usage))
    chl_emitter_usage (self->emitter, &usage);

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (chl_json_span_is_text (word, statuses[i].word))
      status = statuses[i].status;
  if (status == STATUS_FAILED)
    take_failure (self, response);

  self->status = status;
  g_free (self->raw);
  self->raw = status == STATUS_INCOMPLETE ? dup_word (chl_json_span_get (details, "reason")) : NULL;
  if (self->raw == NULL && status != STATUS_NONE)
    self->raw = g_strdup (statuses[status - STATUS_COMPLETED].word);
}

static gint64
read_index (ChlJsonSpan span)
{
  gint64 index = 0;

  return chl_json_span_read_int (span, &index) ? CLAMP (index, 0, G_MAXINT32) : 0;
}

static void
take_text (Assembler         *self,
           const Event       *event,
           const ChlJsonSpan *values)
{
  const ChlJsonSpan value = values[event->member];
  const gint64      index = read_index (values[event->index]);
  ChlResponsesItem *item;

  item = chl_responses_items_get_for (self->items, event->source, values[MEMBER_OUTPUT_INDEX],
                                      values[MEMBER_ITEM_ID]);
  if (item == NULL)
    return;

  if (event->action == ACTION_DELTA)
    {
      chl_responses_item_take (item, event->source, index, value);
      return;
    }

  chl_responses_item_set (item, event->source, index, value);
  chl_responses_item_set_name (item, values[MEMBER_NAME]);
}

static void
take_in_item (Assembler         *self,
              const Event       *event,
              const ChlJsonSpan *values)
{
  const gint64      index = read_index (values[event->index]);
  ChlResponsesItem *item;

  item = chl_responses_items_get (self->items, values[MEMBER_OUTPUT_INDEX], values[MEMBER_ITEM_ID]);
  if (item == NULL)
    return;

  if (event->action == ACTION_PART)
    chl_responses_item_set_part (item, index, values[MEMBER_PART]);
  else
    chl_responses_item_take_citation (item, index, values[MEMBER_ANNOTATION]);
}

static void
take_event (Assembler         *self,
            const Event       *event,
            const ChlJsonSpan *values,
            ChlJsonSpan        payload)
{
  const ChlJsonSpan response = values[MEMBER_RESPONSE];

  switch (event->action)
    {
    case ACTION_DELTA:
    case ACTION_DONE:
      take_text (self, event, values);
      return;

    case ACTION_PART:
    case ACTION_CITATION:
      take_in_item (self, event, values);
      return;

    case ACTION_ITEM_ADDED:
      chl_responses_items_add (self->items, values[MEMBER_OUTPUT_INDEX], values[MEMBER_ITEM]);
      return;

    case ACTION_ITEM_DONE:
      chl_responses_items_finish (self->items, values[MEMBER_OUTPUT_INDEX], values[MEMBER_ITEM]);
      return;

    case ACTION_START:
      take_start (self, response);
      return;

    case ACTION_END:
      take_response (self, response.length > 0 ? response : payload, event->status);
      chl_emitter_mark_end (self->emitter);
      return;

    default:
      g_return_if_reached ();
    }
}

static gboolean
is_event (const Event *event,
          const char  *name,
          ChlJsonSpan  type)
{
  /* Some gateways leave the type to the name of the event. */
  return chl_json_span_has_text (type) ? chl_json_span_is_text (type, event->type)
                                       : g_str_equal (name, event->type);
}

/* One that is known by its name may have an error in it that is not that of the answer. */
static gboolean
may_be_error (ChlJsonSpan type)
{
  static const char prefix[] = "\"response.";

  return type.length < strlen (prefix) || memcmp (type.start, prefix, strlen (prefix)) != 0;
}

static void
take_other (Assembler         *self,
            const ChlJsonSpan *values,
            ChlJsonSpan        payload)
{
  ChlFailure *failure = NULL;

  if (chl_json_span_is_text (values[MEMBER_OBJECT], "response") ||
      chl_json_span_is_array (values[MEMBER_OUTPUT]))
    {
      const gboolean has_status = chl_json_span_get (payload, "status").length > 0;

      take_response (self, payload, has_status ? STATUS_NONE : STATUS_COMPLETED);
      return;
    }

  if (may_be_error (values[MEMBER_TYPE]))
    failure = chl_failure_find (payload);
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

  chl_json_span_pick (payload, member_names, values, N_MEMBERS);
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    if (is_event (&events[i], name, values[MEMBER_TYPE]))
      {
        take_event (self, &events[i], values, payload);
        return;
      }

  take_other (self, values, payload);
}

static void
close_answer (gpointer  assembler,
              ChlEnding ending)
{
  Assembler *self = assembler;

  if (ending != CHL_ENDING_CUT && self->status != STATUS_NONE)
    chl_responses_items_close (self->items, self->status == STATUS_COMPLETED);
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

  switch (self->status)
    {
    case STATUS_COMPLETED:
      if (chl_responses_items_has_call (self->items))
        return CHL_FINISH_TOOL_CALLS;
      return chl_responses_items_has_refusal (self->items) ? CHL_FINISH_REFUSAL : CHL_FINISH_STOP;

    case STATUS_INCOMPLETE:
      return g_strcmp0 (self->raw, "content_filter") == 0 ? CHL_FINISH_CONTENT_FILTER
                                                          : CHL_FINISH_LENGTH;

    case STATUS_CANCELLED:
      return CHL_FINISH_CANCELLED;

    case STATUS_NONE:
    case STATUS_FAILED:
    default:
      chl_emitter_fail_kind (self->emitter, CHL_FAILURE_TRUNCATED);
      return CHL_FINISH_ERROR;
    }
}

static gpointer
assembler_new (ChlEmitter             *emitter,
               const ChlDecodeOptions *options)
{
  Assembler *self = g_new0 (Assembler, 1);

  self->emitter = emitter;
  self->items = chl_responses_items_new (emitter, options);

  return self;
}

static void
assembler_free (gpointer assembler)
{
  Assembler *self = assembler;

  chl_responses_items_free (self->items);
  g_free (self->raw);
  g_free (self);
}

const ChlProtocol chl_protocol_openai_responses = {
  .id = CHL_PROTOCOL_OPENAI_RESPONSES,
  .framing = CHL_FRAMING_SSE,
  .encode = chl_responses_encode,
  .assembler_new = assembler_new,
  .assembler_free = assembler_free,
  .take = take,
  .close = close_answer,
  .judge = judge,
};
