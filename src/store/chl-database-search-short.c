/* chl-database-search-short.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-database-search"

#include "config.h"

#include "chl-database-search-short.h"

/* Where there are letters that have two forms; between these are ideographs, syllables and signs. */
static const gunichar cased[][2] = {
  { 0x0, 0x2fff },
  { 0xa640, 0xabff },
  { 0xfb00, 0xffff },
  { 0x10000, 0x11fff },
  { 0x16e00, 0x16eff },
  { 0x1d000, 0x1ffff },
};

/* A word that stands in more places is common: whoever reads on finds it soon. */
#define MOST_PLACES 50000

/* As #ChlFind has it: two letters with the same folded form are the same. */
static gunichar
fold (gunichar letter)
{
  return g_unichar_tolower (g_unichar_toupper (letter));
}

/*
 * What SQLite writes into its index in place of a letter that fold() leaves alone, or 0: the forms of
 * numbers and of letters in circles, an iota below another letter, and what is no character.
 */
static gunichar
find_indexed (gunichar letter)
{
  if (letter >= 0x2160 && letter <= 0x216f)
    return letter + 0x10;
  if (letter >= 0x24b6 && letter <= 0x24cf)
    return letter + 0x1a;
  if (letter == 0x345)
    return 0x3b9;
  if ((letter & 0x1ffffe) == 0xfffe)
    return 0xfffd;

  return 0;
}

/* Adds all that can stand in the index for a letter that is the same as @letter. */
static void
add_letters (GArray  *letters,
             gunichar letter)
{
  gunichar folded = fold (letter);
  gunichar indexed = find_indexed (letter);

  g_array_append_val (letters, letter);
  if (indexed != 0)
    g_array_append_val (letters, indexed);
  for (guint i = 0; i < G_N_ELEMENTS (cased); i++)
    for (gunichar other = cased[i][0]; other <= cased[i][1]; other++)
      if (other != letter && fold (other) == folded)
        g_array_append_val (letters, other);
}

static void
append_letter (GString *text,
               gunichar letter)
{
  /* There are none between these in UTF-8. */
  g_string_append_unichar (text, letter == 0xd800 ? 0xe000 : letter);
}

/*
 * Adds the messages that have a run of characters that begins with @first and, unless it is 0,
 * @second.
 */
static gboolean
add_numbers (ChlSqlite    *db,
             gunichar      first,
             gunichar      second,
             GCancellable *cancellable,
             GArray       *numbers,
             GError      **error)
{
  sqlite3_stmt *statement =
    chl_sqlite_prepare (db, "SELECT doc FROM temp.message_runs WHERE term >= ?1 AND term < ?2", error);
  g_autoptr(GString) begin = g_string_new (NULL);
  g_autoptr(GString) end = g_string_new (NULL);
  gboolean has_row = statement != NULL;
  gboolean is_good = statement != NULL;

  if (statement == NULL)
    return FALSE;

  append_letter (begin, first);
  if (second != 0)
    {
      append_letter (begin, second);
      append_letter (end, first);
      append_letter (end, second + 1);
    }
  else
    {
      append_letter (end, first + 1);
    }
  chl_sqlite_bind_text (statement, 1, begin->str);
  chl_sqlite_bind_text (statement, 2, end->str);

  while (is_good && has_row && numbers->len <= MOST_PLACES)
    {
      is_good = !g_cancellable_set_error_if_cancelled (cancellable, error) &&
                chl_sqlite_step (db, statement, &has_row, error);
      if (is_good && has_row)
        {
          gint64 number = sqlite3_column_int64 (statement, 0);

          g_array_append_val (numbers, number);
        }
    }
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);

  return is_good;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return x < y ? 1 : x > y ? -1
                           : 0;
}

/* The greatest first, each of them once. */
static void
tidy_up (GArray *numbers)
{
  guint n_kept = 0;

  g_array_sort (numbers, compare_numbers);
  for (guint i = 0; i < numbers->len; i++)
    if (i == 0 || g_array_index (numbers, gint64, i) != g_array_index (numbers, gint64, n_kept - 1))
      g_array_index (numbers, gint64, n_kept++) = g_array_index (numbers, gint64, i);
  g_array_set_size (numbers, n_kept);
}

/**
 * chl_database_search_short:
 * @db: a database, within a transaction
 * @word: one or two characters
 * @cancellable: (nullable): stops it at once
 * @out_numbers: (out) (transfer full) (nullable) (element-type gint64): the numbers of all messages
 *   that can have @word, the greatest first; %NULL when they are too many to be told
 * @error: (out) (optional): as chl_sqlite_exec(), and when it was cancelled
 *
 * The index knows runs of three characters, and every place of a text begins one.
 * Source: https://www.sqlite.org/fts5.html#the_fts5vocab_virtual_table_module
 *
 * Returns: whether they could be looked for
 */
gboolean
chl_database_search_short (ChlSqlite    *db,
                           const char   *word,
                           GCancellable *cancellable,
                           GArray      **out_numbers,
                           GError      **error)
{
  const char *next = g_utf8_next_char (word);
  g_autoptr(GArray) firsts = g_array_new (FALSE, FALSE, sizeof (gunichar));
  g_autoptr(GArray) seconds = g_array_new (FALSE, TRUE, sizeof (gunichar));
  g_autoptr(GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (*word != '\0', FALSE);

  if (!chl_sqlite_exec (db,
                        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.message_runs"
                        " USING fts5vocab ('main', 'message_index', 'instance')",
                        error))
    return FALSE;

  add_letters (firsts, g_utf8_get_char (word));
  if (*next != '\0')
    add_letters (seconds, g_utf8_get_char (next));
  else
    g_array_set_size (seconds, 1); /* one that is 0, for any */

  for (guint i = 0; i < firsts->len; i++)
    for (guint j = 0; j < seconds->len; j++)
      if (!add_numbers (db, g_array_index (firsts, gunichar, i), g_array_index (seconds, gunichar, j),
                        cancellable, numbers, error))
        return FALSE;

  *out_numbers = NULL;
  if (numbers->len > MOST_PLACES)
    return TRUE;

  tidy_up (numbers);
  *out_numbers = g_steal_pointer (&numbers);

  return TRUE;
}
