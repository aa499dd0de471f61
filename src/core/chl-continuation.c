/* chl-continuation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-continuation"

#include "config.h"

#include "chl-continuation.h"

#include <string.h>

/*
 * For the model to read, hence not translated, and never changed lightly: with other words the
 * provider's cache and what is sealed in later answers are lost. An open block is opened again,
 * because each answer is a document of its own.
 */
#define WORDS                                                                                  \
  "Your last answer was cut off. Go on exactly where it stopped, in the same language and "    \
  "style. Repeat nothing, do not apologise, and do not comment on this. If it stopped inside " \
  "a code block or a table, open that block again first."

/**
 * chl_continuation_get_words:
 *
 * Returns: what asks a model to go on
 */
const char *
chl_continuation_get_words (void)
{
  return WORDS;
}

/**
 * chl_continuation_is_words:
 * @text: what was said to a model
 *
 * Returns: whether that asks it to go on
 */
gboolean
chl_continuation_is_words (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return strcmp (text, WORDS) == 0;
}

/* What of an answer goes back to any model: thoughts and calls do not. */
static gboolean
has_words (ChlMessage *message)
{
  for (guint i = 0; i < chl_message_get_n_parts (message); i++)
    {
      ChlPart    *part = chl_message_get_part (message, i);
      ChlPartKind kind = chl_part_get_kind (part);

      if ((kind == CHL_PART_TEXT || kind == CHL_PART_REFUSAL) &&
          chl_part_get_text_length (part) > 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * chl_continuation_is_possible:
 * @answer: an answer
 *
 * Returns: whether it was cut, and enough of it is there for a model to go on from
 */
gboolean
chl_continuation_is_possible (ChlMessage *answer)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (answer), FALSE);

  if (chl_message_get_author (answer) != CHL_AUTHOR_ASSISTANT || chl_message_is_growing (answer))
    return FALSE;

  switch (chl_message_get_finish (answer))
    {
    case CHL_FINISH_PAUSE:
      return chl_message_has_content (answer);

    case CHL_FINISH_NONE:
    case CHL_FINISH_LENGTH:
    case CHL_FINISH_CANCELLED:
    case CHL_FINISH_ERROR:
    case CHL_FINISH_OTHER:
      return has_words (answer);

    case CHL_FINISH_STOP:
    case CHL_FINISH_TOOL_CALLS:
    case CHL_FINISH_CONTENT_FILTER:
    case CHL_FINISH_REFUSAL:
      break;
    }

  return FALSE;
}

/* A provider that paused takes its own turn back as it is, and goes on. */
static gboolean
goes_on_by_itself (ChlMessage *answer,
                   const char *provider_id)
{
  return chl_message_get_finish (answer) == CHL_FINISH_PAUSE &&
         g_strcmp0 (chl_message_get_provider_id (answer), provider_id) == 0;
}

static void
add_words (ChlRequest *request)
{
  g_autoptr(ChlMessage) message = NULL;

  message = chl_message_new_text ("continue", CHL_AUTHOR_USER, 0, WORDS);
  chl_message_set_finish (message, CHL_FINISH_STOP, NULL);
  chl_request_add_message (request, message);
}

static gboolean
is_answer (ChlMessage *message)
{
  return message != NULL && chl_message_get_author (message) == CHL_AUTHOR_ASSISTANT;
}

/**
 * chl_continuation_add_path:
 * @request: a request
 * @path: (element-type ChlMessage): what was said, oldest first; the last one is what is answered,
 *   or an answer that is to go on
 * @provider_id: (nullable): who is asked
 *
 * Adds a conversation to @request, and to each answer that goes on from another the words which
 * asked for it.
 *
 * Source: https://docs.anthropic.com/en/api/handling-stop-reasons (`pause_turn`)
 */
void
chl_continuation_add_path (ChlRequest *request,
                           GPtrArray  *path,
                           const char *provider_id)
{
  ChlMessage *before = NULL;

  g_return_if_fail (request != NULL);
  g_return_if_fail (path != NULL);

  for (guint i = 0; i < path->len; i++)
    {
      ChlMessage *message = g_ptr_array_index (path, i);

      /* One that failed before its first word is left out of the history, and so are these. */
      if (is_answer (before) && is_answer (message) && has_words (message) &&
          !goes_on_by_itself (before, chl_message_get_provider_id (message)))
        add_words (request);

      chl_request_add_message (request, message);
      before = message;
    }

  if (is_answer (before) && !goes_on_by_itself (before, provider_id))
    add_words (request);
}
