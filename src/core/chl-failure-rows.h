/* chl-failure-rows.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-failure.h"

G_BEGIN_DECLS

/**
 * ChlFailureRow:
 * @status: HTTP status; 0: any
 * @code: (nullable): the server's code, capitals do not matter; `*` stands for any characters
 * @phrase: (nullable): part of the message, in small letters
 * @kind: what it comes down to if all of that holds
 *
 * A row of a family's table of errors that mean something else there than elsewhere; the last one
 * is empty.
 */
typedef struct
{
  guint          status;
  const char    *code;
  const char    *phrase;
  ChlFailureKind kind;
} ChlFailureRow;

void     chl_failure_set_kind (ChlFailure    *failure,
                               ChlFailureKind kind);
gboolean chl_failure_rows_fit (const ChlFailureRow *rows,
                               const ChlFailure    *failure);
void     chl_failure_rows_apply (const ChlFailureRow *rows,
                                 ChlFailure          *failure);

G_END_DECLS
