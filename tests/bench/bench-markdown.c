/* bench-markdown.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-table.h"
#include "bench-text.h"
#include "chl-markdown.h"

#define MB (1024.0 * 1024.0)
#define LENGTH (128 * 1024)

/* What a provider sends at a time. */
#define PIECE_BYTES 20

#define N_RUNS 7
#define N_TENTHS 10

/* MB/s below which the window would feel that a chat is opened. */
#define SLOWEST 5.0

/* How much more an update may cost at the end of an answer than at its beginning. */
#define MOST_GROWTH 1.2

/* What an update may cost at the end: a hundredth of a frame at 60 a second. */
#define MOST_US 160.0

static void
parse (const GString *text)
{
  g_autoptr(ChlMarkdown) markdown = chl_markdown_new ();

  chl_markdown_append (markdown, text->str, text->len);
  chl_markdown_update (markdown, TRUE);
  if (chl_markdown_get_n_blocks (markdown) == 0)
    g_error ("There are no blocks");
}

static double
measure_rate (const GString *text)
{
  double rates[N_RUNS];

  parse (text);
  for (guint i = 0; i < N_RUNS; i++)
    {
      double begin = bench_get_cpu_ms ();

      parse (text);
      rates[i] = (double) text->len / MB / (MAX (bench_get_cpu_ms () - begin, 0.001) / 1000.0);
    }

  return bench_get_median (rates, N_RUNS);
}

/* The microseconds that an update costs, in each tenth of the text. */
static void
stream (const GString *text,
        double         out_us[N_TENTHS])
{
  g_autoptr(ChlMarkdown) markdown = chl_markdown_new ();
  gsize at = 0;

  for (guint tenth = 0; tenth < N_TENTHS; tenth++)
    {
      gsize  end = text->len / N_TENTHS * (tenth + 1);
      double begin = bench_get_cpu_ms ();
      guint  n_updates = 0;

      for (; at + PIECE_BYTES <= end; at += PIECE_BYTES)
        {
          chl_markdown_append (markdown, text->str + at, PIECE_BYTES);
          chl_markdown_update (markdown, FALSE);
          n_updates++;
        }
      out_us[tenth] = (bench_get_cpu_ms () - begin) * 1000.0 / MAX (n_updates, 1);
    }
}

static void
report (BenchTextKind kind)
{
  g_autoptr(GString) text = bench_text_new (kind, LENGTH, 1);
  const char      *name = bench_text_get_name (kind);
  g_autofree char *whole = g_strdup_printf ("Markdown, 128 KB of %s at once", name);
  g_autofree char *first = g_strdup_printf ("Markdown, %s, an update in the first tenth", name);
  g_autofree char *last = g_strdup_printf ("Markdown, %s, an update in the last tenth", name);
  g_autofree char *growth = g_strdup_printf ("Markdown, %s, the last tenth to the first", name);
  double           firsts[N_RUNS];
  double           lasts[N_RUNS];
  double           tenths[N_TENTHS];

  stream (text, tenths);
  for (guint i = 0; i < N_RUNS; i++)
    {
      stream (text, tenths);
      firsts[i] = tenths[0];
      lasts[i] = tenths[N_TENTHS - 1];
    }

  bench_table_figure (whole, measure_rate (text), " MB/s", BENCH_AT_LEAST, SLOWEST);
  bench_table_note (first, bench_get_median (firsts, N_RUNS), " µs");
  bench_table_figure (last, bench_get_median (lasts, N_RUNS), " µs", BENCH_AT_MOST, MOST_US);
  /* All cells of an open table are copied for each update. */
  if (kind != BENCH_TEXT_ONE_TABLE)
    bench_table_figure (growth,
                        bench_get_median (lasts, N_RUNS) / bench_get_median (firsts, N_RUNS), " ×",
                        BENCH_AT_MOST, MOST_GROWTH);
}

int
main (int   argc,
      char *argv[])
{
  for (guint kind = 0; kind < BENCH_TEXT_N_KINDS; kind++)
    report ((BenchTextKind) kind);

  return 0;
}
