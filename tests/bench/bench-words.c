/* bench-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-words.h"

#include <math.h>

/* As many words as there are in everyday use. */
#define N_VOCABULARY 20000

static void
write_word (GString *out,
            guint    number)
{
  static const char *const syllables[] = {
    "ka",
    "le",
    "mi",
    "ro",
    "tan",
    "sel",
    "ver",
    "dor",
    "in",
    "the",
    "per",
    "con",
    "gra",
    "ful",
    "sti",
    "est",
    "ber",
    "ing",
    "ous",
    "lat",
  };

  do
    {
      g_string_append (out, syllables[number % G_N_ELEMENTS (syllables)]);
      number /= G_N_ELEMENTS (syllables);
    }
  while (number > 0);
}

/**
 * bench_words_new:
 * @n_bytes: how much at least
 * @seed: another one gives another text
 *
 * A language has few words that are everywhere and many that are rare: the Nth is N times as rare
 * as the first.
 *
 * Returns: (transfer full): made-up words
 */
GString *
bench_words_new (gsize   n_bytes,
                 guint32 seed)
{
  GString *out = g_string_sized_new (n_bytes + 32);
  guint32  state = seed * 2654435761u + 1;

  while (out->len < n_bytes)
    {
      state = state * 1664525u + 1013904223u;
      write_word (out, (guint) pow (N_VOCABULARY, (state >> 8) % 100000 / 100000.0) - 1);
      g_string_append_c (out, ' ');
    }

  return out;
}

/**
 * bench_words_new_one:
 * @number: how rare it is
 *
 * Returns: (transfer full): one of the words of bench_words_new()
 */
GString *
bench_words_new_one (guint number)
{
  GString *out = g_string_new (NULL);

  write_word (out, number);

  return out;
}
