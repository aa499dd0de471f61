/* chl-practice-stream.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-practice-stream"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-practice-stream.h"

#include "chl-practice-token.h"

#define MIN_TICK_MS 10
#define SILENT_AFTER_TOKENS 12

/* Of what a late tick has missed, milliseconds' worth is made up for; more would be a burst. */
#define MAX_BURST_MS 40

typedef enum
{
  PHASE_ROLE,
  PHASE_THOUGHTS,
  PHASE_TEXT,
  PHASE_CALL,
  PHASE_ARGUMENTS,
  PHASE_FINISH,
  PHASE_USAGE,
  PHASE_OVER,
} Phase;

/*
 * One answer on its way, piece by piece. It ends when its call is closed, and in no other way.
 */
typedef struct
{
  ChlServerCall      *call;    /* (owned) */
  ChlClock           *clock;   /* (owned) */
  ChlPracticeRequest *request; /* (owned) */
  ChlPracticeAnswer  *answer;  /* (owned) */
  char               *id;      /* (owned) */
  GSource            *timer;   /* (owned) (nullable) */
  ChlPracticeFrame    frame;
  Phase               phase;
  const char         *cursor; /* (unowned) into the text of the phase */
  gint64              n_tokens;
  gint64              half; /* tokens after which a trick is played */
  guint               tokens_per_second;
  gint64              paid_us; /* until when on the clock tokens were written */
  gboolean            is_over; /* the call is closed */
} Stream;

static void
stream_clear (gpointer data)
{
  Stream *stream = data;

  g_clear_object (&stream->call);
  g_clear_object (&stream->clock);
  chl_practice_request_free (stream->request);
  chl_practice_answer_free (stream->answer);
  g_free (stream->id);
}

static void
closed_cb (ChlServerCall *call,
           gpointer       user_data)
{
  Stream *stream = user_data;

  stream->is_over = TRUE;
  chl_clock_clear_timeout (&stream->timer);
  g_signal_handlers_disconnect_by_data (call, stream);
  g_rc_box_release_full (stream, stream_clear);
}

/* Takes @json. */
static void
write_event (Stream *stream,
             char   *json)
{
  g_autofree char *event = g_strdup_printf ("data: %s\n\n", json);

  chl_server_call_write (stream->call, event, -1);
  g_free (json);
}

static void
enter (Stream     *stream,
       Phase       phase,
       const char *text)
{
  stream->phase = phase;
  stream->cursor = text != NULL ? text : "";
}

/* The next token of the phase as a field of a delta; FALSE at its end. */
static gboolean
write_token (Stream     *stream,
             const char *field)
{
  const char *from = stream->cursor;

  if (*from == '\0')
    return FALSE;

  stream->cursor = chl_practice_token_next (from);
  stream->n_tokens++;
  if (stream->phase == PHASE_ARGUMENTS)
    write_event (stream, chl_practice_reply_build_tool (&stream->frame, NULL, from,
                                                        stream->cursor - from));
  else
    write_event (stream, chl_practice_reply_build_delta (&stream->frame, field, from,
                                                         stream->cursor - from));

  return TRUE;
}

/* One event, or a change of phase; FALSE when nothing is left. */
static gboolean
step (Stream *stream)
{
  ChlPracticeAnswer *answer = stream->answer;

  switch (stream->phase)
    {
    case PHASE_ROLE:
      if (stream->frame.is_chat)
        write_event (stream,
                     chl_practice_reply_build_delta (&stream->frame, "role", "assistant", -1));
      enter (stream, PHASE_THOUGHTS, answer->thoughts);
      return TRUE;

    case PHASE_THOUGHTS:
      if (!write_token (stream, "reasoning_content"))
        enter (stream, PHASE_TEXT, answer->text);
      return TRUE;

    case PHASE_TEXT:
      if (!write_token (stream, answer->is_refusal ? "refusal" : "content"))
        enter (stream, answer->tool != NULL ? PHASE_CALL : PHASE_FINISH, NULL);
      return TRUE;

    case PHASE_CALL:
      write_event (stream, chl_practice_reply_build_tool (&stream->frame, answer->tool, "", 0));
      enter (stream, PHASE_ARGUMENTS, answer->tool_arguments);
      return TRUE;

    case PHASE_ARGUMENTS:
      if (!write_token (stream, NULL))
        enter (stream, PHASE_FINISH, NULL);
      return TRUE;

    case PHASE_FINISH:
      write_event (stream, chl_practice_reply_build_finish (&stream->frame, answer->finish));
      enter (stream, PHASE_USAGE, NULL);
      return TRUE;

    case PHASE_USAGE:
      if (stream->request->wants_usage)
        write_event (stream, chl_practice_reply_build_usage (&stream->frame, stream->request,
                                                             stream->answer));
      write_event (stream, g_strdup ("[DONE]"));
      enter (stream, PHASE_OVER, NULL);
      return FALSE;

    case PHASE_OVER:
      break;
    }

  return FALSE;
}

static gboolean
is_due_for_trick (Stream *stream)
{
  switch (stream->answer->wish.trick)
    {
    case CHL_PRACTICE_CUT:
    case CHL_PRACTICE_SILENCE:
    case CHL_PRACTICE_FAIL_LATE:
    case CHL_PRACTICE_GARBAGE:
      return stream->n_tokens >= stream->half;

    case CHL_PRACTICE_NO_TRICK:
    case CHL_PRACTICE_REFUSE:
    case CHL_PRACTICE_BUSY:
    case CHL_PRACTICE_HTML:
    case CHL_PRACTICE_EMPTY:
    case CHL_PRACTICE_FINISH:
    case CHL_PRACTICE_DECLINE:
    case CHL_PRACTICE_NOTHING:
    case CHL_PRACTICE_ONLY_THOUGHTS:
    case CHL_PRACTICE_TOOL:
      break;
    }

  return FALSE;
}

/* Plays the trick that was asked for; whether there is more to come. */
static gboolean
play_trick (Stream *stream)
{
  switch (stream->answer->wish.trick)
    {
    case CHL_PRACTICE_CUT:
      chl_server_call_cut (stream->call);
      return FALSE;

    case CHL_PRACTICE_SILENCE:
      return FALSE;

    case CHL_PRACTICE_FAIL_LATE:
      write_event (stream, chl_practice_reply_build_error (
                             503, _("Practice fails here, because you asked it to")));
      chl_server_call_end (stream->call);
      return FALSE;

    case CHL_PRACTICE_GARBAGE:
      write_event (stream, g_strdup ("{\"choices\": [{\"delta\": {\"content\": practice"));
      chl_server_call_end (stream->call);
      return FALSE;

    case CHL_PRACTICE_NO_TRICK:
    case CHL_PRACTICE_REFUSE:
    case CHL_PRACTICE_BUSY:
    case CHL_PRACTICE_HTML:
    case CHL_PRACTICE_EMPTY:
    case CHL_PRACTICE_FINISH:
    case CHL_PRACTICE_DECLINE:
    case CHL_PRACTICE_NOTHING:
    case CHL_PRACTICE_ONLY_THOUGHTS:
    case CHL_PRACTICE_TOOL:
      break;
    }

  return FALSE;
}

static gint64
get_tick_ms (Stream *stream)
{
  return MAX (1000 / MAX (stream->tokens_per_second, 1), MIN_TICK_MS);
}

/* How many tokens the time since the last ones is good for. */
static gint64
take_due (Stream *stream)
{
  gint64 rate = stream->tokens_per_second;
  gint64 now_us = chl_clock_get_monotonic_us (stream->clock);
  gint64 most_us = MAX (get_tick_ms (stream), MAX_BURST_MS) * 1000;
  gint64 due;

  stream->paid_us = MAX (stream->paid_us, now_us - most_us);
  due = (now_us - stream->paid_us) * rate / G_USEC_PER_SEC;
  stream->paid_us += due * G_USEC_PER_SEC / rate;

  return due;
}

/* Writes what is due; whether there is more to come. */
static gboolean
write_due (Stream *stream)
{
  gint64 due = stream->tokens_per_second > 0 ? take_due (stream) : 0;

  while (stream->tokens_per_second == 0 || due > 0)
    {
      gint64 before = stream->n_tokens;

      if (stream->is_over)
        return FALSE;
      if (is_due_for_trick (stream))
        return play_trick (stream);
      if (!step (stream))
        {
          chl_server_call_end (stream->call);
          return FALSE;
        }
      due -= stream->n_tokens - before;
    }

  return TRUE;
}

static gboolean
tick_cb (gpointer user_data)
{
  Stream *stream = g_rc_box_acquire (user_data);

  chl_clock_clear_timeout (&stream->timer);
  if (write_due (stream) && !stream->is_over)
    stream->timer = chl_clock_add_timeout (stream->clock, get_tick_ms (stream), tick_cb, stream);
  g_rc_box_release_full (stream, stream_clear);

  return G_SOURCE_REMOVE;
}

/**
 * chl_practice_stream_run:
 * @call: the request, not begun
 * @clock: sets the pace
 * @tokens_per_second: the usual speed; 0: as fast as it goes
 * @id: the id of the answer
 * @request: (transfer full): what was asked
 * @answer: (transfer full): what is said
 *
 * Streams an answer. It stops when the client leaves.
 */
void
chl_practice_stream_run (ChlServerCall      *call,
                         ChlClock           *clock,
                         guint               tokens_per_second,
                         const char         *id,
                         ChlPracticeRequest *request,
                         ChlPracticeAnswer  *answer)
{
  Stream *stream = g_rc_box_new0 (Stream);

  stream->call = g_object_ref (call);
  stream->clock = g_object_ref (clock);
  stream->request = request;
  stream->answer = answer;
  stream->id = g_strdup (id);
  stream->tokens_per_second = tokens_per_second;
  if (tokens_per_second > 0 && answer->wish.tokens_per_second > 0)
    stream->tokens_per_second = answer->wish.tokens_per_second;
  stream->half = chl_practice_answer_count_tokens (answer) / 2;
  if (answer->wish.trick == CHL_PRACTICE_SILENCE)
    stream->half = MIN (stream->half, SILENT_AFTER_TOKENS);
  stream->frame = (ChlPracticeFrame){ stream->id, request->model->id,
                                      chl_clock_get_real_us (clock) / G_USEC_PER_SEC,
                                      request->model->work == CHL_PRACTICE_CHAT };

  if (chl_server_call_is_closed (call))
    {
      g_rc_box_release_full (stream, stream_clear);
      return;
    }

  g_signal_connect (call, "closed", G_CALLBACK (closed_cb), stream);
  chl_server_call_begin (call, 200, "text/event-stream");

  /* The first token is due at once, or when it was asked to be. */
  stream->paid_us = chl_clock_get_monotonic_us (clock) -
                    (tokens_per_second > 0 ? get_tick_ms (stream) * 1000 : 0);
  if (answer->wish.delay_ms > 0)
    stream->timer = chl_clock_add_timeout (clock, answer->wish.delay_ms, tick_cb, stream);
  else
    tick_cb (stream);
}
