/* chl-completion-lesson.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-completion-lesson"

#include "config.h"

#include "chl-completion-lesson.h"

#include <string.h>

#include "chl-lessons.h"

/* How servers say that a model has no place for what comes after a gap, in small letters. */
static const char *const refusals[] = { "not support", "not currently support", "unsupported", "not permitted", "not allowed",
                                        "unknown", "unrecognized", "extra", "unexpected", NULL };

static gboolean
has_any (const char        *words,
         const char *const *pieces)
{
  for (; *pieces != NULL; pieces++)
    if (strstr (words, *pieces) != NULL)
      return TRUE;

  return FALSE;
}

static char *
dup_words (const ChlFailure *failure)
{
  g_autofree char *words = g_strjoin (" ", failure->param != NULL ? failure->param : "",
                                      failure->message != NULL ? failure->message : "", NULL);

  return g_ascii_strdown (words, -1);
}

static gboolean
is_missing_address (const ChlFailure *failure)
{
  return failure->status == 404 || failure->status == 405 || failure->status == 501;
}

/**
 * chl_completion_read_lesson:
 * @filling: how a gap was to be filled
 * @failure: why that was refused
 *
 * Source: https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md
 * Source: https://github.com/ollama/ollama/blob/main/docs/api.md
 *
 * Returns: (nullable): what there is to learn from it: that this way is closed
 */
const char *
chl_completion_read_lesson (ChlFilling        filling,
                            const ChlFailure *failure)
{
  static const char *const infill_words[] = { "infill", "input_prefix", "input_suffix", "fim", NULL };
  static const char *const suffix_words[] = { "suffix", "insert", "fim", "infill", NULL };
  g_autofree char         *words = NULL;
  gboolean                 is_refused;

  g_return_val_if_fail (failure != NULL, NULL);

  words = dup_words (failure);
  is_refused = failure->status >= 400 && has_any (words, refusals);
  if (filling == CHL_FILLING_INFILL &&
      (is_missing_address (failure) || (is_refused && has_any (words, infill_words))))
    return CHL_LESSON_WITHOUT "infill";
  if (filling == CHL_FILLING_SUFFIX && is_refused && has_any (words, suffix_words))
    return CHL_LESSON_WITHOUT "suffix";

  return NULL;
}

/**
 * chl_completion_wants_chat:
 * @failure: why a completion was refused
 *
 * Returns: whether it was because there are no completions, of this model or at all: not because
 *   there is no such model
 *
 * Source: https://platform.openai.com/docs/api-reference/completions
 */
gboolean
chl_completion_wants_chat (const ChlFailure *failure)
{
  static const char *const chat_words[] = { "chat model", "chat/completions", "chat completions", NULL };
  static const char *const gap_words[] = { "suffix", "insert", "infill", "fim", "completions", NULL };
  g_autofree char         *words = NULL;

  g_return_val_if_fail (failure != NULL, FALSE);

  if (failure->is_ours || failure->status < 400 || failure->kind == CHL_FAILURE_AUTH || failure->kind == CHL_FAILURE_NO_KEY ||
      failure->kind == CHL_FAILURE_QUOTA || failure->kind == CHL_FAILURE_RATE_LIMIT)
    return FALSE;

  words = dup_words (failure);
  if (has_any (words, chat_words) || failure->status == 405 || failure->status == 501)
    return TRUE;
  if (failure->status == 404)
    return strstr (words, "model") == NULL;

  return failure->status < 500 && has_any (words, refusals) && has_any (words, gap_words);
}
