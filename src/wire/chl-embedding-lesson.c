/* chl-embedding-lesson.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-embedding-lesson"

#include "config.h"

#include "chl-embedding-lesson.h"

#include <string.h>

/* How servers say that there were too many texts, in small letters. */
static const char *const number_words[] = { "batch", "array", "too many", NULL };

static gboolean
mentions_any (const ChlFailure  *failure,
              const char *const *words)
{
  g_autofree char *lower = NULL;

  if (failure->message == NULL || failure->is_ours)
    return FALSE;

  lower = g_utf8_strdown (failure->message, -1);
  for (; *words != NULL; words++)
    if (strstr (lower, *words) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
is_refused (const ChlFailure *failure)
{
  return failure->status == 400 || failure->status == 422;
}

/**
 * chl_embedding_wants_fewer:
 * @failure: why texts did not become vectors
 *
 * Returns: whether fewer at once may do: there were too many, or one of them is too long
 */
gboolean
chl_embedding_wants_fewer (const ChlFailure *failure)
{
  static const char *const words[] = { "too large", NULL };

  g_return_val_if_fail (failure != NULL, FALSE);

  if (failure->status == 413 || failure->kind == CHL_FAILURE_CONTEXT_LENGTH)
    return TRUE;

  return is_refused (failure) && (mentions_any (failure, number_words) || mentions_any (failure, words));
}

/**
 * chl_embedding_is_about_number:
 * @failure: why texts did not become vectors
 *
 * Returns: whether it was because of their number: that is the same the next time, how long they are
 *   is not
 */
gboolean
chl_embedding_is_about_number (const ChlFailure *failure)
{
  g_return_val_if_fail (failure != NULL, FALSE);

  return is_refused (failure) && failure->kind != CHL_FAILURE_CONTEXT_LENGTH &&
         mentions_any (failure, number_words);
}
