/* chl-reading.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-reading"

#include "config.h"

#include "chl-reading.h"

#include <string.h>

#include "chl-markdown.h"

/* How deep what belongs to a list is indented. */
#define INDENT "  "

/**
 * chl_reading_get_n_parts:
 * @message: a message
 *
 * Returns: of how many parts it is shown to consist: a question is shown as one
 */
guint
chl_reading_get_n_parts (ChlMessage *message)
{
  switch (chl_message_get_author (message))
    {
    case CHL_AUTHOR_USER:
      return 1;

    case CHL_AUTHOR_ASSISTANT:
    case CHL_AUTHOR_TOOL:
      return chl_message_get_n_parts (message);

    case CHL_AUTHOR_SYSTEM:
      break;
    }

  return 0;
}

static gboolean
is_thought (ChlMessage *message,
            guint       part)
{
  return chl_message_get_author (message) != CHL_AUTHOR_USER &&
         chl_part_get_kind (chl_message_get_part (message, part)) == CHL_PART_REASONING;
}

/* Returns: whether a part is text that was said; what was only thought is folded away. */
gboolean
chl_reading_is_said (ChlMessage *message,
                     guint       part)
{
  ChlPartKind kind;

  if (part >= chl_reading_get_n_parts (message))
    return FALSE;
  if (chl_message_get_author (message) == CHL_AUTHOR_USER)
    return TRUE;

  kind = chl_part_get_kind (chl_message_get_part (message, part));

  return kind == CHL_PART_TEXT || kind == CHL_PART_REFUSAL;
}

static void
add_question (GPtrArray  *blocks,
              ChlMessage *message)
{
  ChlBlock *block = chl_block_new (CHL_BLOCK_PARAGRAPH);

  g_free (block->containers);
  block->containers = g_strdup ("");
  g_free (block->text);
  block->text = chl_message_dup_text (message);
  block->length = strlen (block->text);
  g_ptr_array_add (blocks, block);
}

/**
 * chl_reading_dup_blocks:
 * @message: a message
 * @part: which of its parts
 *
 * Returns: (transfer full) (element-type ChlBlock): what it is divided into where it is shown
 */
GPtrArray *
chl_reading_dup_blocks (ChlMessage *message,
                        guint       part)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_block_unref);
  g_autoptr(ChlMarkdown) markdown = NULL;
  ChlPart *text;

  if (part >= chl_reading_get_n_parts (message))
    return blocks;

  if (chl_message_get_author (message) == CHL_AUTHOR_USER)
    {
      add_question (blocks, message);
      return blocks;
    }

  if (!chl_reading_is_said (message, part) && !is_thought (message, part))
    return blocks;

  text = chl_message_get_part (message, part);
  markdown = chl_markdown_new ();
  chl_markdown_append (markdown, chl_part_get_text (text), chl_part_get_text_length (text));
  chl_markdown_update (markdown, chl_part_is_complete (text));
  for (guint i = 0; i < chl_markdown_get_n_blocks (markdown); i++)
    g_ptr_array_add (blocks, chl_block_ref (chl_markdown_get_block (markdown, i)));

  return blocks;
}

/* What stands before the first word of a block: the way to it, and the mark of its item. */
static void
append_lead (GString        *text,
             const ChlBlock *block)
{
  const char *last = strrchr (block->containers, '-');
  const char *number = strrchr (block->containers, '1');

  last = MAX (last, number);
  for (const char *p = block->containers; *p != '\0'; p++)
    {
      if (*p == '>')
        g_string_append (text, "> ");
      else if (p != last || block->item == CHL_ITEM_NONE)
        g_string_append (text, INDENT);
    }

  switch (block->item)
    {
    case CHL_ITEM_NONE:
      return;

    case CHL_ITEM_BULLET:
      g_string_append (text, "• ");
      return;

    case CHL_ITEM_NUMBER:
      g_string_append_printf (text, "%u. ", block->number);
      return;

    case CHL_ITEM_OPEN:
      g_string_append (text, "☐ ");
      return;

    case CHL_ITEM_DONE:
      g_string_append (text, "☑ ");
      return;
    }
}

static gboolean
is_in_list (const ChlBlock *block)
{
  return strpbrk (block->containers, "-1") != NULL;
}

/* Items follow each other without a gap, and so does what was only divided to be laid out. */
static void
append_gap (GString        *text,
            const ChlBlock *before,
            const ChlBlock *block)
{
  if (text->len == 0)
    return;

  if (before != NULL &&
      (block->is_continued ||
       (block->item != CHL_ITEM_NONE && is_in_list (before) && is_in_list (block))))
    g_string_append_c (text, '\n');
  else
    g_string_append (text, "\n\n");
}

static void
append_block (GString        *text,
              const ChlBlock *block,
              gsize           from,
              gsize           to)
{
  from = MIN (from, block->length);
  to = CLAMP (to, from, block->length);

  if (block->kind == CHL_BLOCK_RULE)
    g_string_append (text, "———");
  else if (from == 0 && block->kind != CHL_BLOCK_CODE && block->kind != CHL_BLOCK_TABLE)
    append_lead (text, block);

  g_string_append_len (text, block->text + from, (gssize) (to - from));
}

static void
append_part (GString        *text,
             ChlMessage     *message,
             guint           part,
             const ChlPlace *start,
             const ChlPlace *end)
{
  g_autoptr(GPtrArray) blocks = chl_reading_dup_blocks (message, part);
  const ChlBlock *before = NULL;
  guint           first = start != NULL ? start->block : 0;

  for (guint i = first; i < blocks->len && (end == NULL || i <= end->block); i++)
    {
      const ChlBlock *block = g_ptr_array_index (blocks, i);

      append_gap (text, before, block);
      append_block (text, block, start != NULL && i == start->block ? start->byte : 0,
                    end != NULL && i == end->block ? end->byte : G_MAXSIZE);
      before = block;
    }
}

/**
 * chl_reading_dup_text:
 * @conversation: a conversation
 * @start: where to begin
 * @end: where to end; its part, block and byte may lie behind the last ones
 *
 * Returns: (transfer full): what a person reads from @start to @end: the marks of lists, tables with
 *   tabs, code as it is. Thoughts are read only where it begins or ends in them.
 */
char *
chl_reading_dup_text (ChlConversation *conversation,
                      const ChlPlace  *start,
                      const ChlPlace  *end)
{
  GString *text = g_string_new (NULL);

  for (guint i = start->position; i <= end->position; i++)
    {
      g_autoptr(ChlMessage) message = g_list_model_get_item (G_LIST_MODEL (conversation), i);
      guint n_parts = message != NULL ? chl_reading_get_n_parts (message) : 0;

      for (guint part = i == start->position ? start->part : 0;
           part < n_parts && (i < end->position || part <= end->part); part++)
        {
          gboolean is_first = i == start->position && part == start->part;
          gboolean is_last = i == end->position && part == end->part;

          if (is_first || is_last || chl_reading_is_said (message, part))
            append_part (text, message, part, is_first ? start : NULL, is_last ? end : NULL);
        }
    }

  return g_string_free (text, FALSE);
}
