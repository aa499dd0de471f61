/* chl-claude-turn.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-claude-turn"

#include "config.h"

#include "chl-claude-turn.h"

#include <string.h>

#include "chl-anthropic-content.h"
#include "chl-history.h"
#include "chl-media.h"

/* For the model to read, and so in the language of models. */
#define BEFORE "This conversation began elsewhere. What was said so far is quoted here, oldest first:\n"
#define AFTER "\nHere the quotation ends. What comes now is the next message of the user."
#define GO_ON "Go on with the last answer exactly where it breaks off, and repeat nothing of it."
#define NOTHING "(empty)"

/* Pictures and documents are taken as the Messages protocol has them. */
static const ChlQuirks quirks = {
  .takes_files = TRUE,
};

static gboolean
is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t\r\n")] == '\0';
}

static gboolean
is_media (const ChlTurnPart *part)
{
  return part->kind == CHL_PART_IMAGE || part->kind == CHL_PART_FILE ||
         part->kind == CHL_PART_AUDIO;
}

static void
add_paragraph (GString    *out,
               const char *text)
{
  if (is_blank (text))
    return;

  if (out->len > 0)
    g_string_append (out, "\n\n");
  g_string_append (out, text);
}

/**
 * chl_claude_dup_system:
 * @request: what to ask
 *
 * Returns: (transfer full): the system prompt and all instructions of the conversation; "" if there
 *   are none. The program has a prompt of its own for want of another, which is about writing code,
 *   so that an empty one is given to it, too
 */
char *
chl_claude_dup_system (const ChlRequest *request)
{
  g_autoptr(GPtrArray) turns = NULL;
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (request != NULL, NULL);

  turns = chl_history_build (request, &quirks, CHL_PROTOCOL_ANTHROPIC_MESSAGES);
  add_paragraph (out, request->system);
  for (guint i = 0; i < turns->len; i++)
    {
      const ChlTurn *turn = g_ptr_array_index (turns, i);

      for (guint j = 0; turn->author == CHL_AUTHOR_SYSTEM && j < turn->parts->len; j++)
        add_paragraph (out, chl_turn_part_get_text (g_ptr_array_index (turn->parts, j)));
    }

  return g_string_free (out, FALSE);
}

/* Each line is marked, so that nothing in it can end the quotation. */
static void
append_quoted (GString    *out,
               const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (out, "> %s\n", lines[i]);
}

static void
quote_part (GString           *out,
            const ChlTurnPart *part,
            GPtrArray         *media)
{
  const char *text = chl_turn_part_get_text (part);

  if (is_media (part))
    {
      g_ptr_array_add (media, (gpointer) part);
      g_string_append_printf (out, "> [attachment %u, see below]\n", media->len);
    }
  else if (part->kind == CHL_PART_TOOL_CALL)
    {
      g_autofree char *call = g_strconcat ("[called ", chl_part_get_name (part->part), " with ", text,
                                           "]", NULL);

      append_quoted (out, call);
    }
  else if (part->kind != CHL_PART_REASONING && part->kind != CHL_PART_OPAQUE && !is_blank (text))
    append_quoted (out, text);
}

static const char *
get_heading (ChlAuthor author)
{
  switch (author)
    {
    case CHL_AUTHOR_USER:
      return "User:";

    case CHL_AUTHOR_ASSISTANT:
      return "Assistant:";

    case CHL_AUTHOR_TOOL:
      return "Tool:";

    case CHL_AUTHOR_SYSTEM:
      break;
    }

  return NULL;
}

static void
write_text (ChlJsonWriter *writer,
            const char    *text)
{
  g_autofree char     *own = g_strconcat (*text == '/' ? "\n" : "", text, NULL);
  ChlAnthropicContent *content = chl_anthropic_content_new (FALSE, NULL, own);

  chl_anthropic_content_write (content, writer, &quirks);
  chl_anthropic_content_free (content);
}

static void
write_media (ChlJsonWriter     *writer,
             const ChlTurnPart *part)
{
  ChlAnthropicContent *content = chl_anthropic_content_new (FALSE, part, NULL);

  chl_anthropic_content_write (content, writer, &quirks);
  chl_anthropic_content_free (content);
}

/* The turns before @end, quoted, and after that what belonged to them. */
static void
write_transcript (ChlJsonWriter *writer,
                  GPtrArray     *turns,
                  guint          end)
{
  g_autoptr(GString) out = g_string_new (BEFORE);
  g_autoptr(GPtrArray) media = g_ptr_array_new ();
  gboolean is_empty = TRUE;

  for (guint i = 0; i < end; i++)
    {
      const ChlTurn *turn = g_ptr_array_index (turns, i);
      const char    *heading = get_heading (turn->author);

      if (heading == NULL)
        continue;

      is_empty = FALSE;
      g_string_append_printf (out, "\n%s\n", heading);
      for (guint j = 0; j < turn->parts->len; j++)
        quote_part (out, g_ptr_array_index (turn->parts, j), media);
    }
  if (is_empty)
    return;

  g_string_append (out, AFTER);
  write_text (writer, out->str);
  for (guint i = 0; i < media->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("Attachment %u of the quotation:", i + 1);

      write_text (writer, name);
      write_media (writer, g_ptr_array_index (media, i));
    }
}

/* Returns: where the last turns begin, which are a person's. */
static guint
find_question (GPtrArray *turns)
{
  guint at = turns->len;

  while (at > 0 && ((const ChlTurn *) g_ptr_array_index (turns, at - 1))->author == CHL_AUTHOR_USER)
    at--;

  return at;
}

static void
write_question (ChlJsonWriter *writer,
                GPtrArray     *turns,
                guint          at)
{
  gboolean is_empty = TRUE;

  if (at == turns->len)
    {
      write_text (writer, GO_ON);
      return;
    }

  for (; at < turns->len; at++)
    {
      const ChlTurn *turn = g_ptr_array_index (turns, at);

      for (guint i = 0; i < turn->parts->len; i++)
        {
          const ChlTurnPart *part = g_ptr_array_index (turn->parts, i);
          const char        *text = chl_turn_part_get_text (part);

          if (is_media (part))
            write_media (writer, part);
          else if (!is_blank (text))
            write_text (writer, text);
          else
            continue;
          is_empty = FALSE;
        }
    }
  if (is_empty)
    write_text (writer, NOTHING);
}

/**
 * chl_claude_write_turn:
 * @request: what to ask
 * @goes_on: whether the program has heard, and said, all that came before the question
 *
 * The line with which the program begins a turn. Turns of its own cannot be put into its mouth, so
 * that to a program that was started for a conversation which is older than it, what came before is
 * quoted. A text that begins with a slash gets an empty line before it, because the program would
 * take it for a command to itself.
 *
 * Observed with claude 2.1.197.
 *
 * Returns: (transfer full): one line of JSON, with its end
 */
GBytes *
chl_claude_write_turn (const ChlRequest *request,
                       gboolean          goes_on)
{
  g_autoptr(GPtrArray) turns = NULL;
  g_autofree char *json = NULL;
  ChlJsonWriter   *writer;
  GString         *line;
  guint            at;

  g_return_val_if_fail (request != NULL, NULL);

  turns = chl_history_build (request, &quirks, CHL_PROTOCOL_ANTHROPIC_MESSAGES);
  at = find_question (turns);

  writer = chl_json_writer_new ();
  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "type", "user");
  chl_json_writer_begin_object (writer, "message");
  chl_json_writer_add_string (writer, "role", "user");
  chl_json_writer_begin_array (writer, "content");
  if (!goes_on)
    write_transcript (writer, turns, at);
  write_question (writer, turns, at);
  chl_json_writer_end_array (writer);
  chl_json_writer_end_object (writer);
  chl_json_writer_end_object (writer);

  json = chl_json_writer_free_to_string (writer);
  line = g_string_new (json);
  g_string_append_c (line, '\n');

  return g_string_free_to_bytes (line);
}
