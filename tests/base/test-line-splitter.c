/* test-line-splitter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-line-splitter.h"

typedef struct
{
  GString *log;
  guint    n_wanted; /* 0 for all */
  guint    n_seen;
} Log;

static gboolean
log_cb (const char *line,
        gsize       length,
        gboolean    is_tail,
        gpointer    user_data)
{
  Log *log = user_data;

  g_assert_cmpuint (length, >, 0);
  g_string_append (log->log, is_tail ? "~<" : "<");
  g_string_append_len (log->log, line, length);
  g_string_append_c (log->log, '>');

  return ++log->n_seen != log->n_wanted;
}

static char *
run (const char *body,
     gsize       piece_bytes,
     gsize       max_line_bytes,
     guint       n_wanted,
     gboolean   *out_is_well)
{
  Log   log = { g_string_new (NULL), n_wanted, 0 };
  gsize length = strlen (body);
  g_autoptr(ChlLineSplitter) splitter = chl_line_splitter_new (max_line_bytes, log_cb, &log);

  *out_is_well = TRUE;
  for (gsize at = 0; at < length; at += piece_bytes)
    {
      gsize            size = MIN (piece_bytes, length - at);
      g_autofree char *piece = g_memdup2 (body + at, size);

      *out_is_well = chl_line_splitter_push (splitter, piece, size) && *out_is_well;
    }
  chl_line_splitter_finish (splitter);
  chl_line_splitter_finish (splitter);

  return g_string_free (log.log, FALSE);
}

static void
test_cases (void)
{
  static const struct
  {
    const char *body;
    const char *log;
    gsize       max_line_bytes;
    guint       n_wanted;
    gboolean    is_well;
  } table[] = {
    { "", "", 100, 0, TRUE },
    { "a\nb\n", "<a><b>", 100, 0, TRUE },
    { "a\r\nb", "<a>~<b>", 100, 0, TRUE },
    { "\n\n \t\r\n", "", 100, 0, TRUE },
    { "  a b \t\n", "<a b>", 100, 0, TRUE },
    { "a\rb\n", "<a\rb>", 100, 0, TRUE },
    { "a\377\n\303\244\n", "<a\357\277\275><\303\244>", 100, 0, TRUE },
    { "1234\n123\n", "<1234><123>", 4, 0, TRUE },
    { "123\n12345\n1\n", "<123>", 4, 0, FALSE },
    { "123\n12345", "<123>", 4, 0, FALSE },
    { "a\nb\nc\nd", "<a><b>", 100, 2, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    for (gsize size = 1; size < 16; size++)
      {
        gboolean         is_well = FALSE;
        g_autofree char *log = run (table[i].body, size, table[i].max_line_bytes, table[i].n_wanted,
                                    &is_well);

        g_test_message ("case %u in pieces of %" G_GSIZE_FORMAT, i, size);
        g_assert_cmpstr (log, ==, table[i].log);
        g_assert_cmpint (is_well, ==, table[i].is_well);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/line-splitter/cases", test_cases);

  return g_test_run ();
}
