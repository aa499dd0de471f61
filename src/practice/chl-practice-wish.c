/* chl-practice-wish.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-practice-wish.h"

#include <string.h>

#include "chl-practice-texts.h"

/* Tokens a second, and what a speed may be at most. */
#define SLOW 5
#define FAST 500
#define MAX_SPEED 100000

/* Seconds. */
#define USUAL_DELAY 10
#define MAX_DELAY 3600

typedef struct
{
  const char      *word;
  ChlPracticeTrick trick;
  const char      *finish;
} Row;

static const Row rows[] = {
  { "busy", CHL_PRACTICE_BUSY, NULL },
  { "cut", CHL_PRACTICE_CUT, NULL },
  { "silence", CHL_PRACTICE_SILENCE, NULL },
  { "garbage", CHL_PRACTICE_GARBAGE, NULL },
  { "html", CHL_PRACTICE_HTML, NULL },
  { "empty", CHL_PRACTICE_EMPTY, NULL },
  { "length", CHL_PRACTICE_FINISH, "length" },
  { "full", CHL_PRACTICE_FINISH, "model_context_window_exceeded" },
  { "filter", CHL_PRACTICE_FINISH, "content_filter" },
  { "abort", CHL_PRACTICE_FINISH, "abort" },
  { "odd", CHL_PRACTICE_FINISH, "practice_has_its_reasons" },
  { "refusal", CHL_PRACTICE_DECLINE, NULL },
  { "nothing", CHL_PRACTICE_NOTHING, NULL },
  { "thoughts", CHL_PRACTICE_ONLY_THOUGHTS, NULL },
  { "tool", CHL_PRACTICE_TOOL, NULL },
};

/* What else may stand in a question that plays a trick. */
static const char *const others[] = { "error", "late", "slow", "fast", "instant",
                                      "speed", "wait", "think", NULL };

/**
 * chl_practice_wish_split:
 * @question: what was asked
 *
 * Returns: (transfer full): its words in small letters, without what stands around them
 */
char **
chl_practice_wish_split (const char *question)
{
  g_autofree char *lower = g_utf8_strdown (question, -1);

  for (char *c = lower; *c != '\0'; c++)
    if (g_ascii_isspace (*c) || g_ascii_ispunct (*c))
      *c = ' ';

  return g_strsplit (g_strstrip (lower), " ", -1);
}

static const Row *
find_row (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].word, word))
      return &rows[i];

  return NULL;
}

/* A number of at most @max, or 0. */
static guint
read_number (const char *word,
             guint       max)
{
  guint64 number = 0;

  if (word == NULL || !g_ascii_string_to_unsigned (word, 10, 1, max, &number, NULL))
    return 0;

  return (guint) number;
}

static gboolean
is_known (const char *word)
{
  return *word == '\0' || find_row (word) != NULL || g_strv_contains (others, word) ||
         read_number (word, G_MAXUINT) > 0 || chl_practice_texts_has_word (word);
}

/* Tricks are played on short questions only: nobody who asks how to cut onions wants one. */
static gboolean
are_all_known (char **words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (!is_known (words[i]))
      return FALSE;

  return TRUE;
}

static void
read_error (ChlPracticeWish *self,
            char           **words)
{
  guint status = read_number (words[1], 599);

  if (g_strcmp0 (words[1], "late") == 0)
    self->trick = CHL_PRACTICE_FAIL_LATE;
  else if (status >= 400)
    {
      self->trick = CHL_PRACTICE_REFUSE;
      self->status = status;
      self->retry_after = read_number (words[2], MAX_DELAY);
    }
}

static void
read_trick (ChlPracticeWish *self,
            char           **words)
{
  const Row *row = find_row (words[0]);

  if (row != NULL)
    {
      self->trick = row->trick;
      self->finish = row->finish;
      if (row->trick == CHL_PRACTICE_BUSY)
        self->retry_after = read_number (words[1], MAX_DELAY);
    }
  else if (g_str_equal (words[0], "error"))
    read_error (self, words);
  else if (g_str_equal (words[0], "wait"))
    {
      guint seconds = read_number (words[1], MAX_DELAY);

      self->delay_ms = (gint64) (seconds > 0 ? seconds : USUAL_DELAY) * 1000;
    }
  else if (g_str_equal (words[0], "think"))
    self->thinks = TRUE;
}

static void
read_speed (ChlPracticeWish *self,
            char           **words)
{
  if (g_str_equal (words[0], "slow"))
    self->tokens_per_second = SLOW;
  else if (g_str_equal (words[0], "fast"))
    self->tokens_per_second = FAST;
  else if (g_str_equal (words[0], "instant"))
    self->tokens_per_second = CHL_PRACTICE_INSTANT;
  else if (g_str_equal (words[0], "speed") && read_number (words[1], MAX_SPEED) > 0)
    self->tokens_per_second = read_number (words[1], MAX_SPEED);
}

/**
 * chl_practice_wish_read:
 * @self: (out caller-allocates): what is asked for
 * @words: the words of a question
 *
 * Reads what a question asks for. A speed may stand in any question, the rest only among words that
 * practice knows.
 */
void
chl_practice_wish_read (ChlPracticeWish *self,
                        char           **words)
{
  gboolean plays = are_all_known (words);

  *self = (ChlPracticeWish){ 0 };
  for (; *words != NULL; words++)
    {
      read_speed (self, words);
      if (plays)
        read_trick (self, words);
    }
}
