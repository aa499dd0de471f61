/* bench-text.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BenchTextKind:
 * @BENCH_TEXT_PROSE: paragraphs, with headings, lists, quotes, links and emphasis
 * @BENCH_TEXT_CODE: blocks of code, a line between them
 * @BENCH_TEXT_TABLES: tables, a line between them
 * @BENCH_TEXT_MIXED: all of them in turn
 * @BENCH_TEXT_ONE_PARAGRAPH: a paragraph without end
 * @BENCH_TEXT_ONE_CODE: a block of code without end
 * @BENCH_TEXT_ONE_TABLE: a table without end
 * @BENCH_TEXT_ONE_LIST: a list without end
 *
 * What a model writes. The last four are what nobody does, and what must not hurt.
 */
typedef enum
{
  BENCH_TEXT_PROSE,
  BENCH_TEXT_CODE,
  BENCH_TEXT_TABLES,
  BENCH_TEXT_MIXED,
  BENCH_TEXT_ONE_PARAGRAPH,
  BENCH_TEXT_ONE_CODE,
  BENCH_TEXT_ONE_TABLE,
  BENCH_TEXT_ONE_LIST,
  BENCH_TEXT_N_KINDS,
} BenchTextKind;

const char *bench_text_get_name (BenchTextKind kind);
GString    *bench_text_new (BenchTextKind kind,
                            gsize         n_bytes,
                            guint32       seed);
GString    *bench_text_new_repeated (BenchTextKind kind,
                                     gsize         n_bytes,
                                     guint         n_times);
GString    *bench_text_new_turn (guint position);

G_END_DECLS
