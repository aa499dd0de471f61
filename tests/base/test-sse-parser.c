/* test-sse-parser.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-sse-parser.h"

#define BIG 1000000

typedef struct
{
  GString *log;
  guint    n_wanted; /* 0 for all */
  guint    n_seen;
} Log;

/* "name|data" and a newline for each event, "#" before a comment, "~" before an incomplete one. */
static gboolean
log_cb (const ChlSseEvent *event,
        gpointer           user_data)
{
  Log *log = user_data;

  g_assert_true (event->length == 0 || g_utf8_validate_len (event->data, event->length, NULL) ||
                 memchr (event->data, '\0', event->length) != NULL);
  g_string_append_printf (log->log, "%s%s%s|", event->is_comment ? "#" : "",
                          event->is_tail ? "~" : "", event->name);
  g_string_append_len (log->log, event->data, event->length);
  g_string_append_c (log->log, '\n');

  return ++log->n_seen != log->n_wanted;
}

static char *
run (const char *body,
     gsize       length,
     gsize       piece_bytes,
     guint       n_wanted)
{
  Log log = { g_string_new (NULL), n_wanted, 0 };
  g_autoptr(ChlSseParser) parser = chl_sse_parser_new (BIG, BIG, log_cb, &log);

  for (gsize at = 0; at < length; at += piece_bytes)
    {
      gsize            size = MIN (piece_bytes, length - at);
      g_autofree char *piece = g_memdup2 (body + at, size);

      g_assert_true (chl_sse_parser_push (parser, piece, size));
      g_assert_true (chl_sse_parser_push (parser, piece, 0));
    }
  g_assert_true (chl_sse_parser_finish (parser));
  g_assert_true (chl_sse_parser_finish (parser));

  return g_string_free (log.log, FALSE);
}

typedef struct
{
  const char *body;
  const char *log;
} Case;

static const Case cases[] = {
  { "", "" },
  { "\n\n\n", "" },
  { "data: a\n\n", "|a\n" },
  { "data:a\n\n", "|a\n" },
  { "data:  a\n\n", "| a\n" },
  { "data: a\r\n\r\n", "|a\n" },
  { "data: a\r\r", "|a\n" },
  { "data: a\r\n\ndata: b\n\r\n", "|a\n|b\n" },
  { "data: a\r\rdata: b\r\n\r\n", "|a\n|b\n" },
  { "\r\ndata: a\r\r\n", "|a\n" },
  { "data: a\ndata: b\n\n", "|a\nb\n" },
  { "data: a\ndata\ndata:\n\n", "|a\n\n\n" },
  { "data\n\n", "|\n" },
  { "event: x\ndata: a\n\ndata: b\n\n", "x|a\n|b\n" },
  { "event: x\nevent: y\ndata: a\n\n", "y|a\n" },
  { "event: x\n\ndata: a\n\n", "|a\n" },
  { "event\ndata: a\n\n", "|a\n" },
  { ": c\ndata: a\n:d\n\n", "#| c\n#|d\n|a\n" },
  { ":\n\n", "#|\n" },
  { "Data: a\n data: b\ndata : c\nfoo: d\n\n", "" },
  { "\357\273\277data: a\n\n", "|a\n" },
  { "\357\273\277\357\273\277data: a\n\n", "" },
  { "\357\273data: a\n\ndata: b\n\n", "|b\n" },
  { "\357", "" },
  { "data: a\n\n\357\273\277data: b\n\n", "|a\n" },
  { "data: \303\n\n", "|\357\277\275\n" },
  { "data: \303\244\n\n", "|\303\244\n" },
  /* At the end of the input. */
  { "data: a", "~|a\n" },
  { "data: a\n", "~|a\n" },
  { "data: a\r", "~|a\n" },
  { "data: a\ndat", "~|a\n" },
  { "event: x\ndata: a", "~x|a\n" },
  { "event: x", "" },
  { ": half a comm", "#~| half a comm\n" },
  /* JSON that was spliced in. */
  { "{\"a\":1}\n", "|{\"a\":1}\n" },
  { "[1]\r\n\r\n", "|[1]\n" },
  { "data: a\n{\"b\":1}\ndata: c\n\n", "|{\"b\":1}\n|a\nc\n" },
  { "{\"a\":", "~|{\"a\":\n" },
  { "event: x\n{}\ndata: y\n\n", "|{}\nx|y\n" },
  /* Errors under their own name. */
  { "error: {\"code\":5}\n\n", "error|{\"code\":5}\n" },
  { "error\n\n", "error|\n" },
  { "error: x", "~error|x\n" },
  { "event: z\nerror: x\ndata: y\n\n", "error|x\nz|y\n" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize size = 1; size <= strlen (cases[i].body) + 1; size++)
      {
        g_autofree char *log = run (cases[i].body, strlen (cases[i].body), size, 0);

        g_test_message ("case %u in pieces of %" G_GSIZE_FORMAT, i, size);
        g_assert_cmpstr (log, ==, cases[i].log);
      }
}

/* Every body of a few characters that matter gives the same, however it is cut. */
static void
test_all_short_bodies (void)
{
  static const char *const words[] = { "\r", "\n", "data:", "x", ":", "\357\273\277", "{", "\303" };
  const guint              n_words = G_N_ELEMENTS (words);
#ifdef __SANITIZE_ADDRESS__
  const guint step = 61;
#else
  const guint step = 1;
#endif

  for (guint number = 0; number < n_words * n_words * n_words * n_words * n_words; number += step)
    {
      g_autoptr(GString) body = g_string_new (NULL);
      g_autofree char *whole = NULL;
      g_autofree char *bytes = NULL;

      for (guint i = 0, rest = number; i < 5; i++, rest /= n_words)
        g_string_append (body, words[rest % n_words]);
      whole = run (body->str, body->len, BIG, 0);
      bytes = run (body->str, body->len, 1, 0);
      g_assert_cmpstr (bytes, ==, whole);
    }
}

static void
test_nul (void)
{
  static const char body[] = "data: a\0b\nid: 1\0\n\ndata: c\n\n";
  Log               log = { g_string_new (NULL), 0, 0 };
  g_autoptr(ChlSseParser) parser = chl_sse_parser_new (BIG, BIG, log_cb, &log);

  chl_sse_parser_push (parser, body, sizeof body - 1);
  g_assert_cmpuint (log.n_seen, ==, 2);
  g_assert_cmpmem (log.log->str, log.log->len, "|a\0b\n|c\n", 8);
  g_assert_null (chl_sse_parser_get_last_id (parser));
  g_string_free (log.log, TRUE);
}

static void
test_id_and_retry (void)
{
  static const char body[] = "id: 7\nretry: 3000\ndata: a\n\nretry: 4x\nretry: -1\nretry:\n"
                             "retry: 99999999999999\n\n";
  Log               log = { g_string_new (NULL), 0, 0 };
  g_autoptr(ChlSseParser) parser = chl_sse_parser_new (BIG, BIG, log_cb, &log);

  g_assert_cmpint (chl_sse_parser_get_retry_ms (parser), ==, -1);
  chl_sse_parser_push (parser, body, strlen (body));
  g_assert_cmpstr (chl_sse_parser_get_last_id (parser), ==, "7");
  g_assert_cmpint (chl_sse_parser_get_retry_ms (parser), ==, 3000);
  chl_sse_parser_push (parser, "id\n\n", 4);
  g_assert_cmpstr (chl_sse_parser_get_last_id (parser), ==, "");
  g_string_free (log.log, TRUE);
}

/* Nothing more is looked at once nobody wants more. */
static void
test_stops (void)
{
  static const char body[] = "data: a\n\ndata: b\n\ndata: c\n\n{}\n: x\n\ndata: d";

  for (gsize size = 1; size < sizeof body; size++)
    {
      g_autofree char *log = run (body, strlen (body), size, 2);

      g_assert_cmpstr (log, ==, "|a\n|b\n");
    }
}

static gboolean
is_within (const char *body,
           gsize       max_line,
           gsize       max_event,
           gsize       piece_bytes,
           char      **out_log)
{
  Log      log = { g_string_new (NULL), 0, 0 };
  gboolean is_well = TRUE;
  g_autoptr(ChlSseParser) parser = chl_sse_parser_new (max_line, max_event, log_cb, &log);

  for (gsize at = 0; at < strlen (body); at += piece_bytes)
    is_well = chl_sse_parser_push (parser, body + at, MIN (piece_bytes, strlen (body) - at));
  is_well = chl_sse_parser_finish (parser);
  g_assert_cmpint (chl_sse_parser_push (parser, "data: z\n\n", 9), ==, is_well);
  *out_log = g_string_free (log.log, FALSE);

  return is_well;
}

static void
test_limits (void)
{
  static const struct
  {
    const char *body;
    gsize       max_line;
    gsize       max_event;
    gboolean    is_well;
    const char *log;
  } table[] = {
    { "data: 12\n\ndata: 34\n\n", 8, 2, TRUE, "|12\n|34\n" },
    { "data: 12\n\ndata: 345\n\n", 8, BIG, FALSE, "|12\n" },
    { "data: 12\n\ndata: 345", 8, BIG, FALSE, "|12\n" },
    { "data: 12\n\n: a comment\n\ndata: 3\n\n", 8, BIG, FALSE, "|12\n" },
    { "data: 12\n\ndata: 345\n\n", BIG, 2, FALSE, "|12\n" },
    { "data: 1\ndata: 2\n\n", BIG, 3, TRUE, "|1\n2\n" },
    { "data: 1\ndata: 23\n\n", BIG, 3, FALSE, "" },
    { "data\ndata\ndata\ndata\ndata\n\n", BIG, 3, FALSE, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    for (gsize size = 1; size < 40; size++)
      {
        g_autofree char *log = NULL;

        g_test_message ("case %u in pieces of %" G_GSIZE_FORMAT, i, size);
        g_assert_cmpint (is_within (table[i].body, table[i].max_line, table[i].max_event, size, &log),
                         ==, table[i].is_well);
        g_assert_cmpstr (log, ==, table[i].log);
      }
}

static gboolean
count_cb (const ChlSseEvent *event,
          gpointer           user_data)
{
  gsize *n_bytes = user_data;

  *n_bytes += event->length;

  return TRUE;
}

/* Neither a long line byte by byte nor a body of bare CR may cost the square of its length. */
static void
test_linear (void)
{
  const gsize      length = 8 * 1024 * 1024;
  g_autofree char *line = g_strnfill (length, 'x');
  g_autofree char *returns = g_strnfill (length, '\r');
  gsize            n_bytes = 0;
  g_autoptr(ChlSseParser) parser = chl_sse_parser_new (2 * length, 2 * length, count_cb, &n_bytes);

  chl_sse_parser_push (parser, returns, length);
  chl_sse_parser_push (parser, "data:", 5);
  for (gsize i = 0; i < length; i++)
    chl_sse_parser_push (parser, line + i, 1);
  chl_sse_parser_push (parser, "\r\r", 2);
  chl_sse_parser_push (parser, returns, length);

  g_assert_cmpuint (n_bytes, ==, length);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/sse-parser/cases", test_cases);
  g_test_add_func ("/sse-parser/all-short-bodies", test_all_short_bodies);
  g_test_add_func ("/sse-parser/nul", test_nul);
  g_test_add_func ("/sse-parser/id-and-retry", test_id_and_retry);
  g_test_add_func ("/sse-parser/stops", test_stops);
  g_test_add_func ("/sse-parser/limits", test_limits);
  g_test_add_func ("/sse-parser/linear", test_linear);

  return g_test_run ();
}
