/* bench-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int
get_n_digits (double figure)
{
  if (figure < 10.0)
    return 2;

  return figure < 100.0 ? 1 : 0;
}

/* As it is: g_print() would ask the locale what it can say. */
static void
print_line (const char *line)
{
  fputs (line, stdout);
  fputc ('\n', stdout);
  fflush (stdout);
}

/**
 * bench_table_figure:
 * @what: what was measured
 * @figure: the median of what was measured
 * @unit: of @figure and @bar, with a blank in front where one is wanted
 * @side: whether less or more is better
 * @bar: what it must be
 *
 * Prints one line of the table. That a bar is missed is a result like any other: only a benchmark
 * that could not measure fails.
 */
void
bench_table_figure (const char *what,
                    double      figure,
                    const char *unit,
                    BenchSide   side,
                    double      bar)
{
  gboolean         is_met = side == BENCH_AT_MOST ? figure <= bar : figure >= bar;
  g_autofree char *line =
    g_strdup_printf ("%s | %.*f%s | %s %g%s | %s", what, get_n_digits (figure), figure, unit,
                     side == BENCH_AT_MOST ? "≤" : "≥", bar, unit, is_met ? "ok" : "missed");

  print_line (line);
}

/**
 * bench_table_note:
 * @what: what was measured
 * @figure: the median of what was measured
 * @unit: of @figure
 *
 * Prints a figure for which there is no bar.
 */
void
bench_table_note (const char *what,
                  double      figure,
                  const char *unit)
{
  g_autofree char *line =
    g_strdup_printf ("%s | %.*f%s | – | –", what, get_n_digits (figure), figure, unit);

  print_line (line);
}

static double
get_clock_ms (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);

  return (double) time.tv_sec * 1000.0 + (double) time.tv_nsec / 1000000.0;
}

double
bench_get_wall_ms (void)
{
  return get_clock_ms (CLOCK_MONOTONIC);
}

/* Of this thread: what else runs on the machine hardly shows in it. */
double
bench_get_cpu_ms (void)
{
  return get_clock_ms (CLOCK_THREAD_CPUTIME_ID);
}

/* Of all threads. */
double
bench_get_process_ms (void)
{
  return get_clock_ms (CLOCK_PROCESS_CPUTIME_ID);
}

static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

double
bench_get_median (const double *values,
                  guint         n_values)
{
  g_autofree double *sorted = g_memdup2 (values, n_values * sizeof *values);

  g_return_val_if_fail (n_values > 0, 0.0);

  qsort (sorted, n_values, sizeof *sorted, compare_values);

  return n_values % 2 == 1 ? sorted[n_values / 2]
                           : (sorted[n_values / 2 - 1] + sorted[n_values / 2]) / 2.0;
}

double
bench_get_mean (const double *values,
                guint         n_values)
{
  double sum = 0.0;

  g_return_val_if_fail (n_values > 0, 0.0);

  for (guint i = 0; i < n_values; i++)
    sum += values[i];

  return sum / n_values;
}

/* Returns: memory of this process that nobody can share, KiB; -1 if the kernel does not say. */
long
bench_read_own_kib (void)
{
  FILE *file = fopen ("/proc/self/smaps_rollup", "r");
  char  line[256];
  long  kib = -1;

  while (file != NULL && kib < 0 && fgets (line, sizeof line, file) != NULL)
    if (strncmp (line, "Anonymous:", strlen ("Anonymous:")) == 0)
      kib = strtol (line + strlen ("Anonymous:"), NULL, 10);
  if (file != NULL)
    fclose (file);

  return kib;
}
