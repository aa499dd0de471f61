/* bench-table.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* On which side of its bar a figure is to be. */
typedef enum
{
  BENCH_AT_MOST,
  BENCH_AT_LEAST,
} BenchSide;

void   bench_table_figure (const char *what,
                           double      figure,
                           const char *unit,
                           BenchSide   side,
                           double      bar);
void   bench_table_note (const char *what,
                         double      figure,
                         const char *unit);
double bench_get_wall_ms (void);
double bench_get_cpu_ms (void);
double bench_get_process_ms (void);
double bench_get_median (const double *values,
                         guint         n_values);
double bench_get_mean (const double *values,
                       guint         n_values);
long   bench_read_own_kib (void);

G_END_DECLS
