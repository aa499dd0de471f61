/* chl-conversation-choice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-conversation-choice"

#include "config.h"

#include "chl-conversation-private.h"

/**
 * chl_conversation_is_chosen:
 * @self: a conversation
 * @message_id: one of its messages
 *
 * Returns: %TRUE if it is the one that is shown where its parent is
 */
gboolean
chl_conversation_is_chosen (ChlConversation *self,
                            const char      *message_id)
{
  ChlConversationNode *node;

  g_return_val_if_fail (CHL_IS_CONVERSATION (self), FALSE);
  g_return_val_if_fail (message_id != NULL, FALSE);

  node = chl_conversation_find_node (self, message_id);

  return node != NULL && node->parent->chosen == node;
}

/**
 * chl_conversation_restore_choices:
 * @self: a conversation
 * @message_ids: (element-type utf8): messages that were chosen; ids it does not have are passed over
 *
 * Puts the choices back as they were kept, each where its parent is and without showing it by
 * force. For whoever reads a conversation from disk: ChlConversation::choice-changed is not emitted.
 */
void
chl_conversation_restore_choices (ChlConversation *self,
                                  GPtrArray       *message_ids)
{
  g_return_if_fail (CHL_IS_CONVERSATION (self));
  g_return_if_fail (message_ids != NULL);

  for (guint i = 0; i < message_ids->len; i++)
    {
      ChlConversationNode *node;

      node = chl_conversation_find_node (self, g_ptr_array_index (message_ids, i));
      if (node != NULL)
        node->parent->chosen = node;
    }

  chl_conversation_show_from (self, 0);
}
