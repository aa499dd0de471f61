/* chl-failure-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-failure-rows"

#include "config.h"

#include "chl-failure-rows.h"

#include <string.h>

/* What a failure comes down to, and whether the same may help again. */
void
chl_failure_set_kind (ChlFailure    *failure,
                      ChlFailureKind kind)
{
  g_return_if_fail (failure != NULL);

  failure->kind = kind;
  failure->retryable = chl_failure_kind_is_retryable (kind);
}

static char *
dup_small (const char *text)
{
  return g_ascii_strdown (text != NULL ? text : "", -1);
}

static gboolean
has_code (const char *code,
          const char *pattern)
{
  g_autofree char *small = dup_small (pattern);

  return g_pattern_match_simple (small, code);
}

static const ChlFailureRow *
find_row (const ChlFailureRow *rows,
          const ChlFailure    *failure)
{
  g_autofree char *code = dup_small (failure->code);
  g_autofree char *message = dup_small (failure->message);

  if (failure->is_ours)
    return NULL;

  for (; rows->kind != CHL_FAILURE_NONE; rows++)
    if ((rows->status == 0 || rows->status == failure->status) &&
        (rows->code == NULL || has_code (code, rows->code)) &&
        (rows->phrase == NULL || strstr (message, rows->phrase) != NULL))
      return rows;

  return NULL;
}

/**
 * chl_failure_rows_fit:
 * @rows: (array): a family's table
 * @failure: what the shared reader made of an answer, or one of ours
 *
 * Returns: whether a row fits; to what is ours none does
 */
gboolean
chl_failure_rows_fit (const ChlFailureRow *rows,
                      const ChlFailure    *failure)
{
  g_return_val_if_fail (rows != NULL, FALSE);
  g_return_val_if_fail (failure != NULL, FALSE);

  return find_row (rows, failure) != NULL;
}

/**
 * chl_failure_rows_apply:
 * @rows: (array): a family's table, the special before the general
 * @failure: what the shared reader made of an answer; one of ours is left alone
 *
 * Sets the kind of the first row that fits, if there is one.
 */
void
chl_failure_rows_apply (const ChlFailureRow *rows,
                        ChlFailure          *failure)
{
  const ChlFailureRow *row;

  g_return_if_fail (rows != NULL);
  g_return_if_fail (failure != NULL);

  if ((row = find_row (rows, failure)))
    chl_failure_set_kind (failure, row->kind);
}
