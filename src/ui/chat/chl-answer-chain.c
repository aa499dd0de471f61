/* chl-answer-chain.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-answer-chain"

#include "config.h"

#include "chl-answer-chain.h"

/**
 * chl_answer_chain_find_before:
 * @conversation: a chat
 * @answer: an answer
 *
 * Returns: (transfer none) (nullable): the answer that @answer goes on from
 */
ChlMessage *
chl_answer_chain_find_before (ChlConversation *conversation,
                              ChlMessage      *answer)
{
  ChlMessage *parent;

  g_return_val_if_fail (CHL_IS_CONVERSATION (conversation), NULL);
  g_return_val_if_fail (CHL_IS_MESSAGE (answer), NULL);

  if (chl_message_get_author (answer) != CHL_AUTHOR_ASSISTANT)
    return NULL;

  parent = chl_conversation_find (conversation,
                                  chl_conversation_get_parent_id (conversation,
                                                                  chl_message_get_id (answer)));

  return parent != NULL && chl_message_get_author (parent) == CHL_AUTHOR_ASSISTANT ? parent : NULL;
}

/**
 * chl_answer_chain_find_first:
 * @conversation: a chat
 * @answer: an answer
 *
 * Returns: (transfer none): the answer with which it began, which may be @answer itself
 */
ChlMessage *
chl_answer_chain_find_first (ChlConversation *conversation,
                             ChlMessage      *answer)
{
  ChlMessage *before;

  while ((before = chl_answer_chain_find_before (conversation, answer)) != NULL)
    answer = before;

  return answer;
}

/**
 * chl_answer_chain_dup_text:
 * @conversation: a chat
 * @answer: an answer
 *
 * Returns: (transfer full): what was said from the beginning of the answer to the end of @answer;
 *   where it was cut is an empty line, as on the page
 */
char *
chl_answer_chain_dup_text (ChlConversation *conversation,
                           ChlMessage      *answer)
{
  GString *text = g_string_new (NULL);

  for (; answer != NULL; answer = chl_answer_chain_find_before (conversation, answer))
    {
      g_autofree char *piece = chl_message_dup_text (answer);

      if (*piece != '\0' && text->len > 0)
        g_string_prepend (text, "\n\n");
      g_string_prepend (text, piece);
    }

  return g_string_free (text, FALSE);
}
