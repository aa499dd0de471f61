/* fuzz-lines.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-line-splitter.h"
#include "chl-sse-parser.h"
#include "chl-utf8.h"
#include "fuzz.h"

#define MAX_EVENT 200

typedef struct
{
  GString *log; /* (owned) */
} Log;

static gboolean
log_event_cb (const ChlSseEvent *event,
              gpointer           user_data)
{
  Log *log = user_data;

  g_assert_true (chl_utf8_is_valid (event->data, event->length));
  g_string_append_printf (log->log, "%d%d%s|", event->is_comment, event->is_tail, event->name);
  g_string_append_len (log->log, event->data, event->length);
  g_string_append_c (log->log, '\n');

  return TRUE;
}

static gboolean
log_line_cb (const char *line,
             gsize       length,
             gboolean    is_tail,
             gpointer    user_data)
{
  Log *log = user_data;

  g_assert_true (chl_utf8_is_valid (line, length));
  g_assert_cmpuint (length, >, 0);
  g_string_append_printf (log->log, "%d", is_tail);
  g_string_append_len (log->log, line, length);
  g_string_append_c (log->log, '\n');

  return TRUE;
}

/* What was read of @data in pieces of @step bytes, and whether it was taken. */
static GString *
read_events (const guint8 *data,
             gsize         size,
             gsize         step,
             gsize         max_bytes)
{
  Log log = { g_string_new (NULL) };
  g_autoptr(ChlSseParser) parser = chl_sse_parser_new (max_bytes, MAX_EVENT, log_event_cb, &log);
  gboolean is_well = TRUE;

  for (gsize at = 0; at < size; at += step)
    {
      gsize            length = MIN (step, size - at);
      g_autofree char *piece = g_memdup2 (data + at, length);

      is_well = chl_sse_parser_push (parser, piece, length);
    }
  is_well = chl_sse_parser_finish (parser) && is_well;
  g_assert_cmpint (chl_sse_parser_get_retry_ms (parser), >=, -1);
  g_string_append_printf (log.log, "%d %" G_GINT64_FORMAT " %s", is_well,
                          chl_sse_parser_get_retry_ms (parser),
                          chl_sse_parser_get_last_id (parser));

  return log.log;
}

static GString *
read_lines (const guint8 *data,
            gsize         size,
            gsize         step,
            gsize         max_bytes)
{
  Log log = { g_string_new (NULL) };
  g_autoptr(ChlLineSplitter) splitter = chl_line_splitter_new (max_bytes, log_line_cb, &log);
  gboolean is_well = TRUE;

  for (gsize at = 0; at < size && is_well; at += step)
    {
      gsize            length = MIN (step, size - at);
      g_autofree char *piece = g_memdup2 (data + at, length);

      is_well = chl_line_splitter_push (splitter, piece, length);
    }
  chl_line_splitter_finish (splitter);
  g_string_append_printf (log.log, "%d", is_well);

  return log.log;
}

/* Events and lines are the same in whatever pieces they come. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  /* Each piece is a copy; long bodies are not read byte by byte. */
  const gsize steps[] = { 1 + size / 1024, 2 + size / 1024, 7 + size / 1024 };
  gsize       max_bytes = size % 2 == 0 ? G_MAXSIZE : 100;
  g_autoptr(GString) events = read_events (data, size, MAX (size, 1), max_bytes);
  g_autoptr(GString) lines = read_lines (data, size, MAX (size, 1), max_bytes);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr(GString) other_events = read_events (data, size, steps[i], max_bytes);
      g_autoptr(GString) other_lines = read_lines (data, size, steps[i], max_bytes);

      g_assert_true (g_string_equal (events, other_events));
      g_assert_true (g_string_equal (lines, other_lines));
    }

  return 0;
}
