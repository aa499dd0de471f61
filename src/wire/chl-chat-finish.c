/* chl-chat-finish.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-chat-finish"

#include "config.h"

#include "chl-chat-finish.h"

#include <string.h>

typedef struct
{
  const char    *word;
  ChlFinish      finish;
  ChlFailureKind failure;
} Row;

static const Row rows[] = {
  { "stop", CHL_FINISH_STOP, CHL_FAILURE_NONE },
  { "eos", CHL_FINISH_STOP, CHL_FAILURE_NONE },
  { "end_turn", CHL_FINISH_STOP, CHL_FAILURE_NONE },
  { "stop_sequence", CHL_FINISH_STOP, CHL_FAILURE_NONE },
  { "length", CHL_FINISH_LENGTH, CHL_FAILURE_NONE },
  { "max_tokens", CHL_FINISH_LENGTH, CHL_FAILURE_NONE },
  { "model_length", CHL_FINISH_LENGTH, CHL_FAILURE_NONE },
  { "model_context_window_exceeded", CHL_FINISH_LENGTH, CHL_FAILURE_NONE },
  { "tool_calls", CHL_FINISH_TOOL_CALLS, CHL_FAILURE_NONE },
  { "tool_use", CHL_FINISH_TOOL_CALLS, CHL_FAILURE_NONE },
  { "function_call", CHL_FINISH_TOOL_CALLS, CHL_FAILURE_NONE },
  { "content_filter", CHL_FINISH_CONTENT_FILTER, CHL_FAILURE_NONE },
  { "sensitive", CHL_FINISH_CONTENT_FILTER, CHL_FAILURE_NONE },
  { "safety", CHL_FINISH_CONTENT_FILTER, CHL_FAILURE_NONE },
  { "recitation", CHL_FINISH_CONTENT_FILTER, CHL_FAILURE_NONE },
  { "prohibited_content", CHL_FINISH_CONTENT_FILTER, CHL_FAILURE_NONE },
  { "error", CHL_FINISH_ERROR, CHL_FAILURE_SERVER },
  { "network_error", CHL_FINISH_ERROR, CHL_FAILURE_SERVER },
  { "insufficient_system_resource", CHL_FINISH_ERROR, CHL_FAILURE_OVERLOADED },
  { "abort", CHL_FINISH_CANCELLED, CHL_FAILURE_NONE },
};

static const Row *
find_row (const char *raw)
{
  /* Some servers add a detail behind a colon. */
  gsize length = strcspn (raw, ":");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (strlen (rows[i].word) == length && g_ascii_strncasecmp (rows[i].word, raw, length) == 0)
      return &rows[i];

  return NULL;
}

/**
 * chl_chat_finish_read:
 * @raw: a `finish_reason`
 *
 * Returns: what it means; %CHL_FINISH_OTHER for a word that nobody documents
 */
ChlFinish
chl_chat_finish_read (const char *raw)
{
  const Row *row = find_row (raw);

  return row != NULL ? row->finish : CHL_FINISH_OTHER;
}

/**
 * chl_chat_finish_get_failure:
 * @raw: a `finish_reason`
 *
 * Returns: what failed, if the word says that something did
 */
ChlFailureKind
chl_chat_finish_get_failure (const char *raw)
{
  const Row *row = find_row (raw);

  return row != NULL ? row->failure : CHL_FAILURE_NONE;
}
