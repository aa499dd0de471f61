/* chl-failure-reader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-failure-reader"

#include "config.h"

#include "chl-failure-reader.h"

#include <string.h>

#include "chl-failure-private.h"
#include "chl-json.h"
#include "chl-sse-parser.h"
#include "chl-utf8.h"

#define MAX_WORD_BYTES 256

/* No server means to make us wait longer than a day. */
#define MAX_RETRY_SECONDS 86400.0

typedef enum
{
  MEMBER_ERROR,
  MEMBER_CODE,
  MEMBER_STATUS,
  MEMBER_TYPE,
  MEMBER_OBJECT,
  MEMBER_MESSAGE,
  MEMBER_MSG,
  MEMBER_DETAIL,
  MEMBER_BASE_RESP,
  MEMBER_RESPONSE,
  MEMBER_CHOICES,
  MEMBER_PARAM,
  MEMBER_REQUEST_ID,
  N_MEMBERS,
} RootMember;

static const char *const root_names[N_MEMBERS] = {
  [MEMBER_ERROR] = "error",
  [MEMBER_CODE] = "code",
  [MEMBER_STATUS] = "status",
  [MEMBER_TYPE] = "type",
  [MEMBER_OBJECT] = "object",
  [MEMBER_MESSAGE] = "message",
  [MEMBER_MSG] = "msg",
  [MEMBER_DETAIL] = "detail",
  [MEMBER_BASE_RESP] = "base_resp",
  [MEMBER_RESPONSE] = "response",
  [MEMBER_CHOICES] = "choices",
  [MEMBER_PARAM] = "param",
  [MEMBER_REQUEST_ID] = "request_id",
};

typedef struct
{
  ChlJsonSpan root;
  ChlJsonSpan members[N_MEMBERS];
  ChlJsonSpan error; /* the object that describes it; nothing where the root does */
} Shape;

/* Some servers wrap the object into an array. */
static ChlJsonSpan
unwrap (ChlJsonSpan payload)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   first;

  if (!chl_json_span_is_array (payload))
    return payload;

  chl_json_cursor_init (&cursor, payload);

  return chl_json_cursor_next (&cursor, NULL, &first) ? first : (ChlJsonSpan){ NULL, 0 };
}

static void
read_shape (Shape      *shape,
            ChlJsonSpan payload)
{
  ChlJsonSpan error;

  memset (shape, 0, sizeof *shape);
  shape->root = unwrap (payload);
  chl_json_span_pick (shape->root, root_names, shape->members, N_MEMBERS);

  error = shape->members[MEMBER_ERROR];
  if (chl_json_span_is_empty (error))
    error = chl_json_span_get (shape->members[MEMBER_RESPONSE], "error");
  if (chl_json_span_is_object (error) && !chl_json_span_is_empty (error))
    shape->error = error;
}

/* Codes that mean that all is well, where there is always a code. */
static gboolean
is_success (ChlJsonSpan code)
{
  g_autofree char *text = chl_json_span_dup_text (code);
  gint64           number;

  if (text != NULL)
    return *text == '\0' || g_str_equal (text, "0") || g_str_equal (text, "200") ||
           g_ascii_strcasecmp (text, "ok") == 0 || g_ascii_strcasecmp (text, "success") == 0;

  return !chl_json_span_read_int (code, &number) || number == 0 || number == 200;
}

static gboolean
has_status_code (ChlJsonSpan base_resp)
{
  gint64 code;

  return chl_json_span_read_int (chl_json_span_get (base_resp, "status_code"), &code) && code != 0;
}

static gboolean
is_failure (const Shape *shape)
{
  const ChlJsonSpan *members = shape->members;
  ChlJsonSpan        detail = members[MEMBER_DETAIL];

  if (shape->error.length > 0 || chl_json_span_has_text (members[MEMBER_ERROR]))
    return TRUE;
  if (chl_json_span_is_text (members[MEMBER_OBJECT], "error") ||
      chl_json_span_is_text (members[MEMBER_TYPE], "error"))
    return TRUE;
  if (has_status_code (members[MEMBER_BASE_RESP]))
    return TRUE;
  if (members[MEMBER_CHOICES].length > 0)
    return FALSE;

  if (chl_json_span_has_text (detail) ||
      (chl_json_span_is_array (detail) && !chl_json_span_is_empty (detail)))
    return TRUE;

  return !is_success (members[MEMBER_CODE]) && (chl_json_span_has_text (members[MEMBER_MSG]) ||
                                                chl_json_span_has_text (members[MEMBER_MESSAGE]));
}

/* A string or a number, as text. */
static char *
dup_word (ChlJsonSpan span)
{
  g_autofree char *text = NULL;
  gint64           number;

  if (chl_json_span_read_int (span, &number))
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);

  text = chl_json_span_has_text (span) ? chl_json_span_dup_text (span) : NULL;

  return text != NULL ? chl_plain_text_clean (text, strlen (text), MAX_WORD_BYTES) : NULL;
}

static void
read_words (const Shape *shape,
            char        *words[3])
{
  static const char *const names[] = { "code", "status", "type" };
  ChlJsonSpan              values[G_N_ELEMENTS (names)];

  if (shape->error.length > 0)
    {
      chl_json_span_pick (shape->error, names, values, G_N_ELEMENTS (names));
      /* Anthropic's word for a limit that no waiting helps against. */
      if (values[0].length == 0)
        values[0] = chl_json_span_get (chl_json_span_get (shape->error, "details"), "error_code");
    }
  else
    {
      values[0] = shape->members[MEMBER_CODE];
      values[1] = shape->members[MEMBER_STATUS];
      values[2] = shape->members[MEMBER_TYPE];
      if (chl_json_span_is_text (values[2], "error"))
        values[2] = (ChlJsonSpan){ NULL, 0 };
      if (values[0].length == 0)
        values[0] = chl_json_span_get (shape->members[MEMBER_BASE_RESP], "status_code");
    }

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    words[i] = dup_word (values[i]);
}

/* The first `msg` of a list of complaints. */
static ChlJsonSpan
get_detail_message (ChlJsonSpan detail)
{
  return chl_json_span_get (unwrap (detail), "msg");
}

static char *
dup_message (const Shape *shape)
{
  const ChlJsonSpan *members = shape->members;
  ChlJsonSpan        nested = chl_json_span_get (members[MEMBER_MESSAGE], "detail");
  const ChlJsonSpan  candidates[] = {
     chl_json_span_get (shape->error, "message"),
     members[MEMBER_ERROR],
     members[MEMBER_MESSAGE],
     members[MEMBER_MSG],
     chl_json_span_get (members[MEMBER_BASE_RESP], "status_msg"),
     members[MEMBER_DETAIL],
     nested,
     get_detail_message (members[MEMBER_DETAIL]),
     get_detail_message (nested),
  };
  g_autoptr(GString) compact = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (chl_json_span_has_text (candidates[i]))
      {
        g_autofree char *text = chl_json_span_dup_text (candidates[i]);

        return chl_plain_text_clean (text, strlen (text), CHL_FAILURE_MAX_MESSAGE);
      }

  /* Where there is a place for words and nothing in it, all the rest is no words either. */
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (chl_json_span_is_text (candidates[i], ""))
      return NULL;

  if (chl_json_span_is_empty (shape->root))
    return NULL;

  compact = g_string_new (NULL);
  chl_json_span_append_compact (shape->root, compact);

  return chl_plain_text_clean (compact->str, compact->len, CHL_FAILURE_MAX_MESSAGE);
}

/* A wait such as "34s" or "0.5s", which Gemini hides in the details. */
static gint64
read_retry_delay (ChlJsonSpan details)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   item;

  chl_json_cursor_init (&cursor, details);
  while (chl_json_cursor_next (&cursor, NULL, &item))
    {
      g_autofree char *text = chl_json_span_dup_text (chl_json_span_get (item, "retryDelay"));
      char            *end = NULL;
      double           seconds;

      if (text == NULL || !g_ascii_isdigit (*text))
        continue;
      seconds = g_ascii_strtod (text, &end);
      if (g_str_equal (end, "s") && seconds <= MAX_RETRY_SECONDS)
        return (gint64) (seconds * 1000);
    }

  return -1;
}

static ChlFailure *
build (const Shape *shape,
       guint        status)
{
  char            *words[3] = { NULL, NULL, NULL };
  g_autofree char *message = dup_message (shape);
  ChlJsonSpan      metadata = chl_json_span_get (shape->error, "metadata");
  ChlJsonSpan      param = chl_json_span_get (shape->error, "param");
  ChlFailureClues  clues = { .status = status, .message = message };
  ChlFailure      *failure = NULL;

  read_words (shape, words);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    clues.words[i] = words[i];
  clues.is_moderated = !chl_json_span_is_empty (chl_json_span_get (metadata, "reasons"));

  failure = chl_failure_new (chl_failure_clues_get_kind (&clues), message);
  failure->status = status;
  failure->retryable = chl_failure_kind_is_retryable (failure->kind);
  failure->retry_after_ms = read_retry_delay (chl_json_span_get (shape->error, "details"));
  failure->param = dup_word (param.length > 0 ? param : shape->members[MEMBER_PARAM]);
  failure->request_id = dup_word (shape->members[MEMBER_REQUEST_ID]);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (failure->code == NULL)
        failure->code = g_steal_pointer (&words[i]);
      g_free (words[i]);
    }

  return failure;
}

/**
 * chl_failure_find:
 * @payload: one payload of a stream, or a whole body under status 200
 *
 * Returns: (transfer full) (nullable): what it complains about; %NULL if it does not
 */
ChlFailure *
chl_failure_find (ChlJsonSpan payload)
{
  Shape shape;

  read_shape (&shape, payload);

  return is_failure (&shape) ? build (&shape, 0) : NULL;
}

/**
 * chl_failure_from_payload:
 * @payload: what came with an event that is called an error
 *
 * Returns: (transfer full): what it complains about
 */
ChlFailure *
chl_failure_from_payload (ChlJsonSpan payload)
{
  Shape shape;

  read_shape (&shape, payload);

  return build (&shape, 0);
}

static ChlFailure *
build_from_message (guint status,
                    char *message)
{
  ChlFailureClues clues = { .status = status, .message = message };
  ChlFailure     *failure = chl_failure_new (chl_failure_clues_get_kind (&clues), message);

  failure->status = status;
  failure->retryable = chl_failure_kind_is_retryable (failure->kind);

  return failure;
}

/**
 * chl_failure_from_text:
 * @text: what came with an event that is called an error, but is no JSON
 * @length: its bytes
 *
 * Returns: (transfer full): what it complains about
 */
ChlFailure *
chl_failure_from_text (const char *text,
                       gsize       length)
{
  g_autofree char *message = chl_plain_text_clean (text, length, CHL_FAILURE_MAX_MESSAGE);

  return build_from_message (0, message);
}

/**
 * chl_failure_from_word:
 * @kind: what it comes down to
 * @word: the server's word, from a place where words are known
 *
 * Returns: (transfer full): a failure without a message of the server's
 */
ChlFailure *
chl_failure_from_word (ChlFailureKind kind,
                       const char    *word)
{
  ChlFailure *failure = chl_failure_new (kind, NULL);

  failure->code = chl_plain_text_clean (word, strlen (word), MAX_WORD_BYTES);
  failure->retryable = chl_failure_kind_is_retryable (kind);

  return failure;
}

typedef struct
{
  guint       status;
  ChlFailure *failure; /* (owned) (nullable) */
} Stream;

static ChlFailure *
read_json (guint       status,
           const char *text,
           gsize       length)
{
  ChlJsonSpan root = { NULL, 0 };
  Shape       shape;

  if (chl_json_span_check (text, length, CHL_JSON_MAX_DEPTH, &root) != CHL_JSON_VALID)
    return NULL;
  if (!chl_json_span_is_object (root) && !chl_json_span_is_array (root))
    return NULL;

  read_shape (&shape, root);

  return build (&shape, status);
}

static gboolean
take_event_cb (const ChlSseEvent *event,
               gpointer           user_data)
{
  Stream *stream = user_data;

  if (!event->is_comment)
    stream->failure = read_json (stream->status, event->data, event->length);

  return stream->failure == NULL;
}

/* Some servers begin their stream before they know that there will be none. */
static ChlFailure *
read_stream (guint       status,
             const char *text,
             gsize       length)
{
  Stream stream = { status, NULL };
  g_autoptr(ChlSseParser) parser = NULL;

  if (!g_str_has_prefix (text, "data:") && !g_str_has_prefix (text, "event:") &&
      !g_str_has_prefix (text, "error:"))
    return NULL;

  parser = chl_sse_parser_new (length, length, take_event_cb, &stream);
  chl_sse_parser_push (parser, text, length);
  chl_sse_parser_finish (parser);

  return stream.failure;
}

static ChlFailure *
read_plain (guint       status,
            const char *content_type,
            const char *text)
{
  gboolean         is_html = *text == '<';
  gboolean         is_json = *text == '{' || *text == '[';
  g_autofree char *line = NULL;
  g_autofree char *message = NULL;

  if (is_json && content_type != NULL && g_strstr_len (content_type, -1, "json") != NULL)
    {
      message = chl_plain_text_from_cut_json (text);
      return build_from_message (status, message);
    }
  if (content_type != NULL)
    is_html = is_html || g_strstr_len (content_type, -1, "html") != NULL;

  line = chl_plain_text_from_body (text, is_html);
  message = chl_plain_text_clean (line, strlen (line), CHL_FAILURE_MAX_MESSAGE);

  return build_from_message (status, message);
}

/**
 * chl_failure_read:
 * @status: HTTP status
 * @content_type: (nullable): value of that field
 * @body: (nullable): beginning of the body, as it came
 * @length: bytes in @body
 *
 * Reads what a provider answered instead of an answer, in any of the shapes that there are: JSON
 * of a dozen dialects, an event stream, a page, plain text, nothing at all. How long to wait is
 * usually said in a field of the header, which is not seen here.
 *
 * Returns: (transfer full): what it comes down to; its message is %NULL if the body is empty
 *
 * Source: https://platform.openai.com/docs/guides/error-codes
 */
ChlFailure *
chl_failure_read (guint       status,
                  const char *content_type,
                  const char *body,
                  gsize       length)
{
  g_autoptr(GString) text = g_string_new (NULL);
  ChlFailure *failure = NULL;

  g_return_val_if_fail (body != NULL || length == 0, NULL);

  chl_utf8_append_repaired (text, body, length);
  for (gsize i = 0; i < text->len; i++)
    if (text->str[i] == '\0')
      text->str[i] = ' ';
  if (g_str_has_prefix (text->str, "\357\273\277"))
    g_string_erase (text, 0, 3);
  g_strstrip (text->str);
  g_string_set_size (text, strlen (text->str));

  failure = read_json (status, text->str, text->len);
  if (failure == NULL)
    failure = read_stream (status, text->str, text->len);
  if (failure == NULL)
    failure = read_plain (status, content_type, text->str);

  /* A status that is no error, but an answer that is none either: a wrong address, or a page
   * that wants somebody to log in first. */
  if (status < 400 && failure->kind == CHL_FAILURE_UNKNOWN)
    {
      failure->kind = CHL_FAILURE_PROTOCOL;
      failure->retryable = FALSE;
    }

  return failure;
}
