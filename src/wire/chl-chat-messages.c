/* chl-chat-messages.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-chat-messages"

#include "config.h"

#include "chl-chat-messages.h"

#include <string.h>

#include "chl-history.h"
#include "chl-json-reader.h"
#include "chl-media.h"

#define MAX_DEPTH 128

/* Between texts of one turn that stood apart. */
#define SEPARATOR "\n\n"

/* What Google documents for calls that another model made, instead of a signature.
 * Source: https://ai.google.dev/gemini-api/docs/thought-signatures */
#define FOREIGN_SIGNATURE \
  "{\"google\":{\"thought_signature\":\"skip_thought_signature_validator\"}}"

typedef struct
{
  ChlJsonWriter    *writer;
  const ChlRequest *request;
  const ChlQuirks  *quirks;
  GPtrArray        *carried; /* (element-type ChlTurnPart) pictures for the next user message */
} Messages;

static const char *
get_audio_format (ChlPart *part)
{
  const char *media_type = chl_part_get_media_type (part);

  if (media_type == NULL)
    return NULL;
  if (g_str_equal (media_type, "audio/wav") || g_str_equal (media_type, "audio/x-wav") ||
      g_str_equal (media_type, "audio/vnd.wave"))
    return "wav";
  if (g_str_equal (media_type, "audio/mpeg") || g_str_equal (media_type, "audio/mp3"))
    return "mp3";

  return NULL;
}

/* What stands for a part where only text can stand; NULL if it goes as it is. */
static char *
dup_media_text (Messages *messages,
                ChlPart  *part)
{
  char *text;

  switch ((guint) chl_part_get_kind (part))
    {
    case CHL_PART_IMAGE:
      if (chl_part_get_data (part) != NULL || chl_part_get_uri (part) != NULL)
        return NULL;
      break;

    case CHL_PART_AUDIO:
      if (chl_part_get_data (part) != NULL && get_audio_format (part) != NULL)
        return NULL;
      break;

    default:
      text = chl_media_dup_text (part);
      if (text != NULL)
        return text;
      if (messages->quirks->takes_files && chl_part_get_data (part) != NULL)
        return NULL;
      break;
    }

  return chl_media_dup_placeholder (part);
}

static char *
dup_part_text (Messages          *messages,
               const ChlTurnPart *part)
{
  if (part->kind == CHL_PART_TEXT)
    return g_strdup (chl_turn_part_get_text (part));

  return dup_media_text (messages, part->part);
}

static void
write_text (Messages   *messages,
            const char *text)
{
  chl_json_writer_begin_object (messages->writer, NULL);
  chl_json_writer_add_string (messages->writer, "type", "text");
  chl_json_writer_add_string (messages->writer, "text", text);
  chl_json_writer_end_object (messages->writer);
}

static void
write_image (Messages *messages,
             ChlPart  *part)
{
  ChlJsonWriter   *writer = messages->writer;
  g_autofree char *url = chl_media_dup_data_url (part);

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "type", "image_url");
  chl_json_writer_begin_object (writer, "image_url");
  chl_json_writer_add_string (writer, "url", url != NULL ? url : chl_part_get_uri (part));
  chl_json_writer_end_object (writer);
  chl_json_writer_end_object (writer);
}

static void
write_audio (Messages *messages,
             ChlPart  *part)
{
  ChlJsonWriter   *writer = messages->writer;
  g_autofree char *base64 = chl_media_dup_base64 (part);

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "type", "input_audio");
  chl_json_writer_begin_object (writer, "input_audio");
  chl_json_writer_add_string (writer, "data", base64);
  chl_json_writer_add_string (writer, "format", get_audio_format (part));
  chl_json_writer_end_object (writer);
  chl_json_writer_end_object (writer);
}

static void
write_file (Messages *messages,
            ChlPart  *part)
{
  ChlJsonWriter   *writer = messages->writer;
  const char      *filename = chl_part_get_filename (part);
  g_autofree char *url = chl_media_dup_data_url (part);

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "type", "file");
  chl_json_writer_begin_object (writer, "file");
  chl_json_writer_add_string (writer, "filename", filename != NULL ? filename : "untitled");
  chl_json_writer_add_string (writer, "file_data", url);
  chl_json_writer_end_object (writer);
  chl_json_writer_end_object (writer);
}

static void
write_content_part (Messages          *messages,
                    const ChlTurnPart *part)
{
  g_autofree char *text = dup_part_text (messages, part);

  if (text != NULL)
    write_text (messages, text);
  else if (part->kind == CHL_PART_IMAGE)
    write_image (messages, part->part);
  else if (part->kind == CHL_PART_AUDIO)
    write_audio (messages, part->part);
  else
    write_file (messages, part->part);
}

/* A string wherever a string will do: not every server knows the other form. */
static void
write_content (Messages  *messages,
               GPtrArray *parts)
{
  g_autoptr(GString) whole = g_string_new (NULL);

  for (guint i = 0; whole != NULL && i < parts->len; i++)
    {
      g_autofree char *text = dup_part_text (messages, g_ptr_array_index (parts, i));

      if (text == NULL)
        {
          g_string_free (g_steal_pointer (&whole), TRUE);
          break;
        }
      if (whole->len > 0)
        g_string_append (whole, SEPARATOR);
      g_string_append (whole, text);
    }

  if (whole != NULL)
    {
      chl_json_writer_add_string (messages->writer, "content", whole->str);
      return;
    }

  chl_json_writer_begin_array (messages->writer, "content");
  for (guint i = 0; i < parts->len; i++)
    write_content_part (messages, g_ptr_array_index (parts, i));
  chl_json_writer_end_array (messages->writer);
}

static void
write_user (Messages  *messages,
            GPtrArray *parts)
{
  chl_json_writer_begin_object (messages->writer, NULL);
  chl_json_writer_add_string (messages->writer, "role", "user");
  write_content (messages, parts);
  chl_json_writer_end_object (messages->writer);
}

/* Pictures that tools gave come with what the user says next, or by themselves. */
static void
write_user_turn (Messages      *messages,
                 const ChlTurn *turn)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();

  g_ptr_array_extend (parts, messages->carried, NULL, NULL);
  if (turn != NULL)
    g_ptr_array_extend (parts, turn->parts, NULL, NULL);
  g_ptr_array_set_size (messages->carried, 0);

  if (parts->len > 0)
    write_user (messages, parts);
}

static void
write_system (Messages   *messages,
              const char *text)
{
  chl_json_writer_begin_object (messages->writer, NULL);
  chl_json_writer_add_string (messages->writer, "role",
                              messages->quirks->developer_role ? "developer" : "system");
  chl_json_writer_add_string (messages->writer, "content", text);
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

static void
write_reasoning (Messages      *messages,
                 const ChlTurn *turn)
{
  const ChlQuirks *quirks = messages->quirks;
  g_autofree char *reasoning = NULL;

  if (quirks->reasoning_field == NULL || (quirks->reasoning_with_tools_only && turn->n_calls == 0))
    return;

  /* Where it is required, it is required even if there was none, or none that may go back. */
  reasoning = dup_joined (turn, CHL_PART_REASONING, CHL_PART_REASONING);
  if (*reasoning != '\0' || quirks->reasoning_with_tools_only ||
      (quirks->reasoning_required && turn->n_calls > 0))
    chl_json_writer_add_string (messages->writer, quirks->reasoning_field, reasoning);
}

/* What was sealed with the answer and goes back beside it: a member of the item of that type. */
static ChlJsonSpan
find_sealed (const ChlTurn *turn,
             const char    *type,
             const char    *member)
{
  ChlJsonSpan nothing = { NULL, 0 };

  for (guint i = 0; turn->replays && i < chl_message_get_n_replay (turn->message); i++)
    {
      const char *json = chl_message_get_replay (turn->message, i);
      ChlJsonSpan root = { NULL, 0 };

      if (chl_json_span_check (json, strlen (json), MAX_DEPTH, &root) == CHL_JSON_VALID &&
          chl_json_span_is_text (chl_json_span_get (root, "type"), type))
        return chl_json_span_get (root, member);
    }

  return nothing;
}

static void
write_sealed (Messages      *messages,
              const ChlTurn *turn)
{
  ChlJsonSpan details = find_sealed (turn, "reasoning_details", "items");
  ChlJsonSpan opaque = find_sealed (turn, "reasoning_opaque", "data");

  if (messages->quirks->reasoning_details && chl_json_span_is_array (details))
    chl_json_writer_add_raw (messages->writer, "reasoning_details", details.start,
                             (gssize) details.length);
  if (messages->quirks->reasoning_opaque && chl_json_span_has_text (opaque))
    {
      g_autofree char *reasoning = dup_joined (turn, CHL_PART_REASONING, CHL_PART_REASONING);

      if (*reasoning != '\0')
        chl_json_writer_add_string (messages->writer, "reasoning_text", reasoning);
      chl_json_writer_add_raw (messages->writer, "reasoning_opaque", opaque.start,
                               (gssize) opaque.length);
    }
}

static void
write_extra_content (Messages          *messages,
                     const ChlTurn     *turn,
                     const ChlTurnPart *part)
{
  const char *extra = chl_part_get_meta (part->part, "extra_content");
  ChlJsonSpan root = { NULL, 0 };

  if (!messages->quirks->extra_content)
    return;
  if (!turn->replays)
    extra = FOREIGN_SIGNATURE;

  if (extra != NULL &&
      chl_json_span_check (extra, strlen (extra), MAX_DEPTH, &root) == CHL_JSON_VALID)
    chl_json_writer_add_raw (messages->writer, "extra_content", extra, -1);
}

static void
write_call (Messages          *messages,
            const ChlTurn     *turn,
            const ChlTurnPart *part)
{
  ChlJsonWriter *writer = messages->writer;
  const char    *arguments = chl_turn_part_get_text (part);

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "id", part->call_id);
  chl_json_writer_add_string (writer, "type", "function");
  chl_json_writer_begin_object (writer, "function");
  chl_json_writer_add_string (writer, "name", chl_part_get_name (part->part));
  chl_json_writer_add_string (writer, "arguments", *arguments != '\0' ? arguments : "{}");
  chl_json_writer_end_object (writer);
  write_extra_content (messages, turn, part);
  chl_json_writer_end_object (writer);
}

static void
write_answer (Messages      *messages,
              const ChlTurn *turn)
{
  ChlJsonWriter   *writer = messages->writer;
  g_autofree char *text = dup_joined (turn, CHL_PART_TEXT, CHL_PART_REFUSAL);

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "role", "assistant");
  if (*text == '\0' && messages->quirks->takes_null_content)
    chl_json_writer_add_null (writer, "content");
  else
    chl_json_writer_add_string (writer, "content", text);
  write_reasoning (messages, turn);
  write_sealed (messages, turn);

  if (turn->n_calls > 0)
    {
      chl_json_writer_begin_array (writer, "tool_calls");
      for (guint i = 0; i < turn->parts->len; i++)
        {
          const ChlTurnPart *part = g_ptr_array_index (turn->parts, i);

          if (part->kind == CHL_PART_TOOL_CALL)
            write_call (messages, turn, part);
        }
      chl_json_writer_end_array (writer);
    }
  chl_json_writer_end_object (writer);
}

/* A tool message takes nothing but text. */
static void
write_results (Messages      *messages,
               const ChlTurn *turn)
{
  ChlJsonWriter *writer = messages->writer;

  for (guint i = 0; i < turn->parts->len; i++)
    {
      ChlTurnPart     *part = g_ptr_array_index (turn->parts, i);
      const char      *text = chl_turn_part_get_text (part);
      g_autofree char *marked = NULL;

      if (part->kind != CHL_PART_TOOL_RESULT)
        {
          g_ptr_array_add (messages->carried, part);
          continue;
        }

      if (chl_turn_part_is_error (part))
        marked = g_strconcat ("Error: ", text, NULL);
      chl_json_writer_begin_object (writer, NULL);
      chl_json_writer_add_string (writer, "role", "tool");
      chl_json_writer_add_string (writer, "tool_call_id", part->call_id);
      chl_json_writer_add_string (writer, "content", marked != NULL ? marked : text);
      chl_json_writer_end_object (writer);
    }
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
 * chl_chat_write_messages:
 * @writer: inside the request
 * @request: what to ask
 * @quirks: what is special about the server
 *
 * Writes the member `messages`: the system prompt and the conversation.
 */
void
chl_chat_write_messages (ChlJsonWriter    *writer,
                         const ChlRequest *request,
                         const ChlQuirks  *quirks)
{
  g_autoptr(GPtrArray) turns = chl_history_build (request, quirks, CHL_PROTOCOL_OPENAI_CHAT);
  g_autoptr(GPtrArray) carried = g_ptr_array_new ();
  Messages messages = { writer, request, quirks, carried };

  chl_json_writer_begin_array (writer, "messages");
  if (request->system != NULL && *request->system != '\0')
    write_system (&messages, request->system);
  for (guint i = 0; i < turns->len; i++)
    write_turn (&messages, g_ptr_array_index (turns, i));
  write_user_turn (&messages, NULL);
  chl_json_writer_end_array (writer);
}
