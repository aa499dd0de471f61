/* bench-words.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GString *bench_words_new (gsize   n_bytes,
                          guint32 seed);
GString *bench_words_new_one (guint number);

G_END_DECLS
