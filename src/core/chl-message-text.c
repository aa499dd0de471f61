/* chl-message-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-message-text"

#include "config.h"

#include "chl-message-private.h"

/**
 * chl_message_dup_text:
 * @self: a message
 *
 * Returns: (transfer full): what a person reads as the message: text and refusals, in order
 */
char *
chl_message_dup_text (ChlMessage *self)
{
  GString *text = NULL;

  g_return_val_if_fail (CHL_IS_MESSAGE (self), NULL);

  text = g_string_new (NULL);
  for (guint i = 0; i < self->parts->len; i++)
    {
      ChlPart    *part = g_ptr_array_index (self->parts, i);
      ChlPartKind kind = chl_part_get_kind (part);

      if (kind == CHL_PART_TEXT || kind == CHL_PART_REFUSAL)
        g_string_append_len (text,
                             chl_part_get_text (part),
                             (gssize) chl_part_get_text_length (part));
    }

  return g_string_free (text, FALSE);
}

/**
 * chl_message_dup_reasoning:
 * @self: a message
 *
 * Puts all reasoning together. The protocols whose reasoning comes in blocks of its own have a
 * blank line between two of them; with the others a part only ends where something else began.
 *
 * Returns: (transfer full): the reasoning, "" without any
 */
char *
chl_message_dup_reasoning (ChlMessage *self)
{
  GString *text = NULL;
  gboolean in_blocks = FALSE;

  g_return_val_if_fail (CHL_IS_MESSAGE (self), NULL);

  in_blocks = self->protocol == CHL_PROTOCOL_OPENAI_RESPONSES ||
              self->protocol == CHL_PROTOCOL_ANTHROPIC_MESSAGES;

  text = g_string_new (NULL);
  for (guint i = 0; i < self->parts->len; i++)
    {
      ChlPart *part = g_ptr_array_index (self->parts, i);
      gsize    length = chl_part_get_text_length (part);

      if (chl_part_get_kind (part) != CHL_PART_REASONING || length == 0)
        continue;

      if (in_blocks && text->len > 0)
        g_string_append (text, "\n\n");
      g_string_append_len (text, chl_part_get_text (part), (gssize) length);
    }

  return g_string_free (text, FALSE);
}

/**
 * chl_message_has_content:
 * @self: a message
 *
 * Returns: whether there is anything in it that would be a loss: text, reasoning, a call, a file
 */
gboolean
chl_message_has_content (ChlMessage *self)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (self), FALSE);

  for (guint i = 0; i < self->parts->len; i++)
    {
      ChlPart *part = g_ptr_array_index (self->parts, i);

      if (chl_part_get_text_length (part) > 0 ||
          chl_part_get_kind (part) == CHL_PART_TOOL_CALL ||
          chl_part_get_data (part) != NULL ||
          chl_part_get_uri (part) != NULL)
        return TRUE;
    }

  return FALSE;
}
