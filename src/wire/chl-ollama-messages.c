/* chl-ollama-messages.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ollama-messages"

#include "config.h"

#include "chl-ollama-messages.h"

#include "chl-body.h"
#include "chl-history.h"
#include "chl-media.h"

/* Between texts of one turn that stood apart. */
#define SEPARATOR "\n\n"

typedef struct
{
  ChlJsonWriter *writer;
  GPtrArray     *carried; /* (element-type ChlTurnPart) pictures for the next user message */
  GHashTable    *calls;   /* (element-type utf8 ChlTurnPart) calls of the last answer, by id */
} Messages;

/* Only the picture itself will do: the server fetches nothing. */
static gboolean
is_sent_as_image (const ChlTurnPart *part)
{
  return part->kind == CHL_PART_IMAGE && chl_part_get_data (part->part) != NULL;
}

static char *
dup_part_text (const ChlTurnPart *part)
{
  char *text;

  if (part->kind == CHL_PART_TEXT)
    return g_strdup (chl_turn_part_get_text (part));

  text = part->kind == CHL_PART_FILE ? chl_media_dup_text (part->part) : NULL;

  return text != NULL ? text : chl_media_dup_placeholder (part->part);
}

static void
begin_message (Messages   *messages,
               const char *role,
               const char *content)
{
  chl_json_writer_begin_object (messages->writer, NULL);
  chl_json_writer_add_string (messages->writer, "role", role);
  chl_json_writer_add_string (messages->writer, "content", content);
}

static void
write_images (Messages  *messages,
              GPtrArray *parts)
{
  gboolean has_images = FALSE;

  for (guint i = 0; i < parts->len; i++)
    {
      const ChlTurnPart *part = g_ptr_array_index (parts, i);
      g_autofree char   *base64 = NULL;

      if (!is_sent_as_image (part))
        continue;
      if (!has_images)
        chl_json_writer_begin_array (messages->writer, "images");
      has_images = TRUE;
      base64 = chl_media_dup_base64 (part->part);
      chl_json_writer_add_string (messages->writer, NULL, base64);
    }

  if (has_images)
    chl_json_writer_end_array (messages->writer);
}

/* Pictures that tools gave come with what the user says next, or by themselves. */
static void
write_user_turn (Messages      *messages,
                 const ChlTurn *turn)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();
  g_autoptr(GString) text = g_string_new (NULL);

  g_ptr_array_extend (parts, messages->carried, NULL, NULL);
  if (turn != NULL)
    g_ptr_array_extend (parts, turn->parts, NULL, NULL);
  g_ptr_array_set_size (messages->carried, 0);
  if (parts->len == 0)
    return;

  for (guint i = 0; i < parts->len; i++)
    {
      const ChlTurnPart *part = g_ptr_array_index (parts, i);
      g_autofree char   *piece = is_sent_as_image (part) ? NULL : dup_part_text (part);

      if (piece == NULL)
        continue;
      if (text->len > 0)
        g_string_append (text, SEPARATOR);
      g_string_append (text, piece);
    }

  begin_message (messages, "user", text->str);
  write_images (messages, parts);
  chl_json_writer_end_object (messages->writer);
}

/* The texts of one kind, as they ran on in the answer. */
static char *
dup_joined (const ChlTurn *turn,
            ChlPartKind    kind,
            ChlPartKind    other_kind)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < turn->parts->len; i++)
    {
      const ChlTurnPart *part = g_ptr_array_index (turn->parts, i);

      if (part->kind == kind || part->kind == other_kind)
        g_string_append (out, chl_turn_part_get_text (part));
    }

  return g_string_free (out, FALSE);
}

static gboolean
has_object (const ChlTurnPart *call)
{
  ChlJsonSpan object = { NULL, 0 };

  return chl_body_read_object (chl_turn_part_get_text (call), &object);
}

/* Arguments are an object here, spliced in as the model wrote it. */
static void
write_call (Messages    *messages,
            ChlTurnPart *part,
            guint        index)
{
  ChlJsonWriter *writer = messages->writer;

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "id", part->call_id);
  chl_json_writer_begin_object (writer, "function");
  chl_json_writer_add_int (writer, "index", index);
  chl_json_writer_add_string (writer, "name", chl_part_get_name (part->part));
  chl_json_writer_add_raw (writer, "arguments",
                           has_object (part) ? chl_turn_part_get_text (part) : "{}", -1);
  chl_json_writer_end_object (writer);
  chl_json_writer_end_object (writer);

  g_hash_table_insert (messages->calls, part->call_id, part);
}

static void
write_answer (Messages      *messages,
              const ChlTurn *turn)
{
  g_autofree char *text = dup_joined (turn, CHL_PART_TEXT, CHL_PART_REFUSAL);
  g_autofree char *thinking = dup_joined (turn, CHL_PART_REASONING, CHL_PART_REASONING);
  guint            n_calls = 0;

  begin_message (messages, "assistant", text);
  /* What may not go back is not among the parts. */
  if (*thinking != '\0')
    chl_json_writer_add_string (messages->writer, "thinking", thinking);

  g_hash_table_remove_all (messages->calls);
  for (guint i = 0; i < turn->parts->len; i++)
    {
      ChlTurnPart *part = g_ptr_array_index (turn->parts, i);

      if (part->kind != CHL_PART_TOOL_CALL)
        continue;
      if (n_calls == 0)
        chl_json_writer_begin_array (messages->writer, "tool_calls");
      write_call (messages, part, n_calls++);
    }
  if (n_calls > 0)
    chl_json_writer_end_array (messages->writer);
  chl_json_writer_end_object (messages->writer);
}

/* What the model wrote as arguments, where it could not go back in their place. */
static char *
dup_result (const ChlTurnPart *result,
            const ChlTurnPart *call)
{
  g_autoptr(GString) out = g_string_new (chl_turn_part_is_error (result) ? "Error: " : NULL);

  g_string_append (out, chl_turn_part_get_text (result));
  if (call != NULL && *chl_turn_part_get_text (call) != '\0' && !has_object (call))
    g_string_append_printf (out, "%sThe arguments of this call were no JSON object: %s", SEPARATOR,
                            chl_turn_part_get_text (call));

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* A tool message takes nothing but text. Older servers match it by its name, newer ones by the id. */
static void
write_results (Messages      *messages,
               const ChlTurn *turn)
{
  for (guint i = 0; i < turn->parts->len; i++)
    {
      ChlTurnPart       *part = g_ptr_array_index (turn->parts, i);
      const ChlTurnPart *call = NULL;
      g_autofree char   *text = NULL;

      if (part->kind != CHL_PART_TOOL_RESULT)
        {
          g_ptr_array_add (messages->carried, part);
          continue;
        }

      call = g_hash_table_lookup (messages->calls, part->call_id);
      text = dup_result (part, call);
      begin_message (messages, "tool", text);
      if (call != NULL)
        chl_json_writer_add_string (messages->writer, "tool_name", chl_part_get_name (call->part));
      chl_json_writer_add_string (messages->writer, "tool_call_id", part->call_id);
      chl_json_writer_end_object (messages->writer);
    }
}

static void
write_system (Messages   *messages,
              const char *text)
{
  begin_message (messages, "system", text);
  chl_json_writer_end_object (messages->writer);
}

static void
write_turn (Messages      *messages,
            const ChlTurn *turn)
{
  if (turn->author == CHL_AUTHOR_TOOL)
    {
      write_results (messages, turn);
      return;
    }
  if (turn->author == CHL_AUTHOR_USER)
    {
      write_user_turn (messages, turn);
      return;
    }

  write_user_turn (messages, NULL);
  if (turn->author == CHL_AUTHOR_SYSTEM)
    {
      g_autofree char *text = dup_joined (turn, CHL_PART_TEXT, CHL_PART_TEXT);

      write_system (messages, text);
    }
  else
    write_answer (messages, turn);
}

/**
 * chl_ollama_write_messages:
 * @writer: inside the request
 * @request: what to ask
 * @quirks: what is special about the server
 *
 * Writes the member `messages`: the system prompt and the conversation.
 */
void
chl_ollama_write_messages (ChlJsonWriter    *writer,
                           const ChlRequest *request,
                           const ChlQuirks  *quirks)
{
  g_autoptr(GPtrArray) turns = chl_history_build (request, quirks, CHL_PROTOCOL_OLLAMA_CHAT);
  g_autoptr(GPtrArray) carried = g_ptr_array_new ();
  g_autoptr(GHashTable) calls = g_hash_table_new (g_str_hash, g_str_equal);
  Messages messages = { writer, carried, calls };

  chl_json_writer_begin_array (writer, "messages");
  if (request->system != NULL && *request->system != '\0')
    write_system (&messages, request->system);
  for (guint i = 0; i < turns->len; i++)
    write_turn (&messages, g_ptr_array_index (turns, i));
  write_user_turn (&messages, NULL);
  chl_json_writer_end_array (writer);
}
