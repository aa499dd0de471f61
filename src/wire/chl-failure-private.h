/* chl-failure-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-failure.h"
#include "chl-json-reader.h"

G_BEGIN_DECLS

ChlFailure *chl_failure_find (ChlJsonSpan payload);
ChlFailure *chl_failure_from_payload (ChlJsonSpan payload);
ChlFailure *chl_failure_from_text (const char *text,
                                   gsize       length);
ChlFailure *chl_failure_from_word (ChlFailureKind kind,
                                   const char    *word);

/**
 * ChlFailureClues:
 * @status: HTTP status, 0 if there is none
 * @words: (nullable): the server's code, status and type, each may be %NULL
 * @message: (nullable): its own words
 * @is_moderated: it gave reasons why its rules forbid the content
 *
 * What a failure can be told by.
 */
typedef struct
{
  guint       status;
  const char *words[3];
  const char *message;
  gboolean    is_moderated;
} ChlFailureClues;

ChlFailureKind chl_failure_clues_get_kind (const ChlFailureClues *clues);

char *chl_plain_text_from_body (const char *text,
                                gboolean    is_html);
char *chl_plain_text_from_cut_json (const char *text);
char *chl_plain_text_clean (const char *text,
                            gsize       length,
                            gsize       max_bytes);

G_END_DECLS
