/* chl-decoder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-decoder"

#include "config.h"

#include <string.h>

#include "chl-failure-private.h"
#include "chl-line-splitter.h"
#include "chl-protocol-private.h"
#include "chl-sse-parser.h"
#include "chl-utf8.h"

#define END_MARK "[DONE]"

typedef enum
{
  MODE_UNKNOWN, /* nothing but blanks so far */
  MODE_SSE,
  MODE_LINES,
  MODE_WHOLE,
} Mode;

struct _ChlDecoder
{
  const ChlProtocol *protocol; /* (unowned) */
  ChlDecodeOptions   options;
  ChlEmitter        *emitter;   /* (owned) */
  gpointer           assembler; /* (owned) */
  ChlSseParser      *sse;       /* (owned) */
  ChlLineSplitter   *lines;     /* (owned) */
  GString           *whole;     /* (owned) a body that is read as a whole */
  Mode               mode;
  guint              n_mark_bytes; /* bytes of a byte order mark matched so far, while sniffing */
  guint              n_lines;      /* where every line is JSON */
};

/*
 * The end, once. What was held back and what a snapshot can still fill comes out first; text that
 * came before a failure is never lost.
 */
static void
wind_up (ChlDecoder *self,
         ChlEnding   ending,
         ChlFinish   finish)
{
  const char *raw = NULL;
  ChlFinish   judged;

  if (chl_emitter_is_over (self->emitter))
    return;

  if (chl_emitter_has_failed (self->emitter))
    ending = CHL_ENDING_CUT;

  self->protocol->close (self->assembler, ending);
  judged = self->protocol->judge (self->assembler, ending, &raw);
  chl_emitter_finish (self->emitter, ending != CHL_ENDING_CUT ? judged : finish, raw);
}

static void
fail_kind (ChlDecoder    *self,
           ChlFailureKind kind)
{
  chl_emitter_fail_kind (self->emitter, kind);
  wind_up (self, CHL_ENDING_CUT, CHL_FINISH_ERROR);
}

static void
fail_text (ChlDecoder *self,
           const char *text,
           gsize       length)
{
  chl_emitter_fail (self->emitter, chl_failure_from_text (text, length));
  wind_up (self, CHL_ENDING_CUT, CHL_FINISH_ERROR);
}

static void
take_json (ChlDecoder *self,
           const char *name,
           ChlJsonSpan payload)
{
  if (g_str_equal (name, "error"))
    chl_emitter_fail (self->emitter, chl_failure_from_payload (payload));
  else
    self->protocol->take (self->assembler, name, payload);

  if (chl_emitter_has_failed (self->emitter))
    wind_up (self, CHL_ENDING_CUT, CHL_FINISH_ERROR);
  else if (chl_emitter_is_marked (self->emitter))
    wind_up (self, CHL_ENDING_MARKED, CHL_FINISH_NONE);
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/*
 * One payload, in the order of the rules: blanks, the end marker, what is no JSON, what is too
 * much of it, what is broken, what is good. A payload that may have been cut is not blamed.
 *
 * Returns: whether more is wanted
 */
static gboolean
take_payload (ChlDecoder *self,
              const char *name,
              const char *data,
              gsize       length,
              gboolean    is_tail)
{
  ChlJsonSpan payload = { NULL, 0 };

  while (length > 0 && is_blank (*data))
    {
      data++;
      length--;
    }
  while (length > 0 && is_blank (data[length - 1]))
    length--;

  if (length == 0)
    return TRUE;

  if (length >= strlen (END_MARK) && memcmp (data, END_MARK, strlen (END_MARK)) == 0)
    {
      wind_up (self, CHL_ENDING_MARKED, CHL_FINISH_NONE);
      return FALSE;
    }

  if (*data != '{' && *data != '[')
    {
      if (g_str_equal (name, "error"))
        fail_text (self, data, length);
      else
        chl_emitter_keep_alive (self->emitter);
      return !chl_emitter_is_over (self->emitter);
    }

  switch (chl_json_span_check (data, length, self->options.limits.max_depth, &payload))
    {
    case CHL_JSON_VALID:
      take_json (self, name, payload);
      break;

    case CHL_JSON_TOO_DEEP:
      fail_kind (self, CHL_FAILURE_LIMIT);
      break;

    case CHL_JSON_INCOMPLETE:
    case CHL_JSON_MALFORMED:
      if (!is_tail)
        fail_kind (self, CHL_FAILURE_PROTOCOL);
      break;

    default:
      g_assert_not_reached ();
    }

  return !chl_emitter_is_over (self->emitter);
}

static gboolean
take_event_cb (const ChlSseEvent *event,
               gpointer           user_data)
{
  ChlDecoder *self = user_data;

  if (!event->is_comment)
    return take_payload (self, event->name, event->data, event->length, event->is_tail);

  chl_emitter_keep_alive (self->emitter);

  return TRUE;
}

static gboolean
take_line_cb (const char *line,
              gsize       length,
              gboolean    is_tail,
              gpointer    user_data)
{
  ChlDecoder *self = user_data;

  self->n_lines++;

  /* Where every line is JSON, one that is none is no sign of life. */
  if (self->mode == MODE_LINES && *line != '{' && *line != '[')
    {
      if (!is_tail)
        fail_kind (self, CHL_FAILURE_PROTOCOL);
      return FALSE;
    }

  return take_payload (self, "", line, length, is_tail);
}

/**
 * chl_decoder_new:
 * @protocol: what the body speaks
 * @options: (nullable): limits and habits; %NULL for the usual ones
 * @func: gets each event
 * @user_data: closure
 *
 * Returns: (transfer full): a decoder for one body
 */
ChlDecoder *
chl_decoder_new (const ChlProtocol      *protocol,
                 const ChlDecodeOptions *options,
                 ChlStreamFunc           func,
                 gpointer                user_data)
{
  static const Mode modes[] = {
    [CHL_FRAMING_SSE] = MODE_UNKNOWN,
    [CHL_FRAMING_LINES] = MODE_LINES,
    [CHL_FRAMING_WHOLE] = MODE_WHOLE,
  };
  ChlDecoder *self = NULL;

  g_return_val_if_fail (protocol != NULL, NULL);
  g_return_val_if_fail (func != NULL, NULL);

  self = g_new0 (ChlDecoder, 1);
  self->protocol = protocol;
  if (options != NULL)
    self->options = *options;
  else
    chl_decode_options_init (&self->options);
  self->mode = modes[protocol->framing];
  self->whole = g_string_new (NULL);
  self->sse = chl_sse_parser_new (self->options.limits.max_line_bytes,
                                  self->options.limits.max_event_bytes, take_event_cb, self);
  self->lines = chl_line_splitter_new (self->options.limits.max_line_bytes, take_line_cb, self);
  self->emitter = chl_emitter_new (&self->options.limits, func, user_data);
  self->assembler = protocol->assembler_new (self->emitter, &self->options);

  return self;
}

void
chl_decoder_free (ChlDecoder *self)
{
  g_return_if_fail (self != NULL);

  self->protocol->assembler_free (self->assembler);
  chl_emitter_free (self->emitter);
  chl_line_splitter_free (self->lines);
  chl_sse_parser_free (self->sse);
  g_string_free (self->whole, TRUE);
  g_free (self);
}

/*
 * Whether a body that should be a stream of events is one: if the first thing in it, after blanks
 * and a byte order mark, is a bracket, the server has answered with JSON. Returns how many bytes
 * were looked at and mean nothing in either case.
 */
static gsize
sniff (ChlDecoder *self,
       const char *bytes,
       gsize       length)
{
  static const char mark[] = { '\357', '\273', '\277' };
  gsize             i;

  for (i = 0; i < length && self->mode == MODE_UNKNOWN; i++)
    {
      if (self->n_mark_bytes < sizeof mark && bytes[i] == mark[self->n_mark_bytes])
        {
          self->n_mark_bytes++;
          continue;
        }

      /* Half a mark is no mark, and no blank either. */
      if (self->n_mark_bytes > 0 && self->n_mark_bytes < sizeof mark)
        self->mode = MODE_SSE;
      else if (bytes[i] == '{' || bytes[i] == '[')
        self->mode = MODE_WHOLE;
      else if (!is_blank (bytes[i]))
        self->mode = MODE_SSE;
      self->n_mark_bytes = sizeof mark;
      if (self->mode != MODE_UNKNOWN)
        break;
    }

  return i;
}

static gboolean
push_whole (ChlDecoder *self,
            const char *bytes,
            gsize       length)
{
  gsize limit = self->options.limits.max_body_bytes;

  if (length > limit || self->whole->len > limit - length)
    return FALSE;

  g_string_append_len (self->whole, bytes, length);

  return TRUE;
}

/**
 * chl_decoder_push:
 * @self: a decoder
 * @bytes: (array length=length): what arrived, cut anywhere
 * @length: how many
 *
 * Returns: whether more is wanted; %FALSE from the end of the answer on, which the server may have
 *   marked, or a failure brought about
 */
gboolean
chl_decoder_push (ChlDecoder *self,
                  const char *bytes,
                  gsize       length)
{
  gboolean is_well = TRUE;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (bytes != NULL || length == 0, FALSE);

  if (chl_emitter_is_over (self->emitter))
    return FALSE;

  if (self->mode == MODE_UNKNOWN)
    {
      gsize n_skipped = sniff (self, bytes, length);

      /* Blanks mean nothing in JSON, but may begin the first line of a stream. */
      if (self->mode != MODE_WHOLE)
        is_well = chl_sse_parser_push (self->sse, bytes, n_skipped);
      bytes += n_skipped;
      length -= n_skipped;
    }

  switch (self->mode)
    {
    case MODE_SSE:
      is_well = is_well && chl_sse_parser_push (self->sse, bytes, length);
      break;

    case MODE_LINES:
      is_well = chl_line_splitter_push (self->lines, bytes, length);
      break;

    case MODE_WHOLE:
      is_well = push_whole (self, bytes, length);
      break;

    case MODE_UNKNOWN:
    default:
      break;
    }

  if (!is_well)
    fail_kind (self, CHL_FAILURE_LIMIT);

  return !chl_emitter_is_over (self->emitter);
}

/* A body that is JSON as a whole; if it is more than one document, each line is one. */
static gboolean
finish_whole (ChlDecoder *self)
{
  g_autoptr(GString) repaired = NULL;
  const char *text = self->whole->str;
  gsize       length = self->whole->len;
  ChlJsonSpan payload = { NULL, 0 };

  if (!chl_utf8_is_valid (text, length))
    {
      repaired = g_string_sized_new (length);
      chl_utf8_append_repaired (repaired, text, length);
      text = repaired->str;
      length = repaired->len;
    }

  switch (chl_json_span_check (text, length, self->options.limits.max_depth, &payload))
    {
    case CHL_JSON_VALID:
      take_json (self, "", payload);
      return TRUE;

    case CHL_JSON_INCOMPLETE:
      return TRUE;

    case CHL_JSON_TOO_DEEP:
      return FALSE;

    case CHL_JSON_MALFORMED:
      if (self->protocol->framing == CHL_FRAMING_WHOLE)
        {
          fail_kind (self, CHL_FAILURE_PROTOCOL);
          return TRUE;
        }
      if (!chl_line_splitter_push (self->lines, text, length))
        return FALSE;
      chl_line_splitter_finish (self->lines);
      return TRUE;

    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * chl_decoder_finish:
 * @self: a decoder
 *
 * The body is at its end. Whether it is complete is for the protocol to judge.
 */
void
chl_decoder_finish (ChlDecoder *self)
{
  gboolean is_well = TRUE;

  g_return_if_fail (self != NULL);

  if (chl_emitter_is_over (self->emitter))
    return;

  if (self->mode == MODE_WHOLE)
    is_well = finish_whole (self);
  else if (self->mode == MODE_LINES)
    chl_line_splitter_finish (self->lines);
  else
    is_well = chl_sse_parser_finish (self->sse);

  if (!is_well)
    fail_kind (self, CHL_FAILURE_LIMIT);
  wind_up (self, CHL_ENDING_EOF, CHL_FINISH_NONE);
}

/**
 * chl_decoder_fail:
 * @self: a decoder
 * @failure: what went wrong on the way
 *
 * The transport failed. The text so far stays.
 */
void
chl_decoder_fail (ChlDecoder       *self,
                  const ChlFailure *failure)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (failure != NULL);

  if (chl_emitter_is_over (self->emitter))
    return;

  chl_emitter_fail (self->emitter, chl_failure_copy (failure));
  wind_up (self, CHL_ENDING_CUT, CHL_FINISH_ERROR);
}

/**
 * chl_decoder_cancel:
 * @self: a decoder
 *
 * Somebody stopped it. The text so far stays.
 */
void
chl_decoder_cancel (ChlDecoder *self)
{
  g_return_if_fail (self != NULL);

  wind_up (self, CHL_ENDING_CUT, CHL_FINISH_CANCELLED);
}

/**
 * chl_decoder_is_streamed:
 * @self: a decoder
 *
 * Returns: whether what was pushed so far comes piece by piece, and not as one JSON document
 */
gboolean
chl_decoder_is_streamed (ChlDecoder *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->mode == MODE_SSE || (self->mode == MODE_LINES && self->n_lines > 1);
}
