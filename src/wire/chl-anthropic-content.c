/* chl-anthropic-content.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-anthropic-content"

#include "config.h"

#include "chl-anthropic-content.h"

#include "chl-body.h"
#include "chl-media.h"

#define PDF "application/pdf"

/**
 * chl_anthropic_content_new:
 * @is_answer: the assistant's
 * @part: (nullable): what it is
 * @text: (nullable): what it says
 *
 * Returns: (transfer full): a block
 */
ChlAnthropicContent *
chl_anthropic_content_new (gboolean           is_answer,
                           const ChlTurnPart *part,
                           const char        *text)
{
  ChlAnthropicContent *self = g_new0 (ChlAnthropicContent, 1);

  self->is_answer = is_answer;
  self->part = part;
  self->text = g_strdup (text);

  return self;
}

void
chl_anthropic_content_free (ChlAnthropicContent *self)
{
  g_free (self->text);
  g_free (self->note);
  g_clear_pointer (&self->media, g_ptr_array_unref);
  g_free (self);
}

/* Not what is sealed: it goes back as it came. */
gboolean
chl_anthropic_content_can_be_marked (const ChlAnthropicContent *self)
{
  return self->part == NULL ||
         (self->part->kind != CHL_PART_REASONING && self->part->kind != CHL_PART_OPAQUE);
}

/**
 * chl_anthropic_write_mark:
 * @writer: inside what is to be cached
 * @quirks: for how long
 *
 * Writes the member `cache_control`.
 *
 * Source: https://platform.claude.com/docs/en/build-with-claude/prompt-caching
 */
void
chl_anthropic_write_mark (ChlJsonWriter   *writer,
                          const ChlQuirks *quirks)
{
  chl_json_writer_begin_object (writer, "cache_control");
  chl_json_writer_add_string (writer, "type", "ephemeral");
  if (quirks->cache_ttl != NULL)
    chl_json_writer_add_string (writer, "ttl", quirks->cache_ttl);
  chl_json_writer_end_object (writer);
}

static void
write_text (ChlJsonWriter *writer,
            const char    *text)
{
  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "type", "text");
  chl_json_writer_add_string (writer, "text", text);
  chl_json_writer_end_object (writer);
}

static gboolean
is_known_picture (const char *media_type)
{
  static const char *const types[] = { "image/jpeg", "image/png", "image/gif", "image/webp", NULL };

  return media_type != NULL && g_strv_contains (types, media_type);
}

static void
write_source (ChlJsonWriter *writer,
              const char    *kind,
              const char    *media_type,
              const char    *name,
              const char    *value)
{
  chl_json_writer_begin_object (writer, "source");
  chl_json_writer_add_string (writer, "type", kind);
  if (media_type != NULL)
    chl_json_writer_add_string (writer, "media_type", media_type);
  chl_json_writer_add_string (writer, name, value);
  chl_json_writer_end_object (writer);
}

/* Returns: whether the part can be sent as what it is. */
static gboolean
can_send_media (ChlPart         *part,
                const ChlQuirks *quirks)
{
  const char      *media_type = chl_part_get_media_type (part);
  g_autofree char *text = NULL;

  if (chl_part_get_kind (part) == CHL_PART_IMAGE)
    return chl_part_get_uri (part) != NULL ||
           (chl_part_get_data (part) != NULL && is_known_picture (media_type));
  if (chl_part_get_kind (part) != CHL_PART_FILE || !quirks->takes_files)
    return FALSE;
  if (g_strcmp0 (media_type, PDF) == 0)
    return chl_part_get_data (part) != NULL || chl_part_get_uri (part) != NULL;

  text = chl_media_dup_content (part);

  return text != NULL;
}

static void
write_media_source (ChlJsonWriter *writer,
                    ChlPart       *part)
{
  const char      *media_type = chl_part_get_media_type (part);
  g_autofree char *content = NULL;

  if (chl_part_get_data (part) == NULL)
    {
      write_source (writer, "url", NULL, "url", chl_part_get_uri (part));
      return;
    }

  if (chl_part_get_kind (part) == CHL_PART_IMAGE || g_strcmp0 (media_type, PDF) == 0)
    {
      content = chl_media_dup_base64 (part);
      write_source (writer, "base64", media_type, "data", content);
      return;
    }

  content = chl_media_dup_content (part);
  write_source (writer, "text", "text/plain", "data", content);
}

/* Takes what can be sent as it is; anything else as text, or as a note that it was left out. */
static void
write_media (ChlJsonWriter   *writer,
             ChlPart         *part,
             const ChlQuirks *quirks,
             gboolean         is_marked)
{
  gboolean         is_picture = chl_part_get_kind (part) == CHL_PART_IMAGE;
  g_autofree char *text = NULL;

  chl_json_writer_begin_object (writer, NULL);
  if (can_send_media (part, quirks))
    {
      chl_json_writer_add_string (writer, "type", is_picture ? "image" : "document");
      write_media_source (writer, part);
      if (!is_picture && chl_part_get_filename (part) != NULL)
        chl_json_writer_add_string (writer, "title", chl_part_get_filename (part));
    }
  else
    {
      if (chl_part_get_kind (part) == CHL_PART_FILE)
        text = chl_media_dup_text (part);
      if (text == NULL)
        text = chl_media_dup_placeholder (part);
      chl_json_writer_add_string (writer, "type", "text");
      chl_json_writer_add_string (writer, "text", text);
    }
  if (is_marked)
    chl_anthropic_write_mark (writer, quirks);
  chl_json_writer_end_object (writer);
}

static void
write_thinking (ChlJsonWriter *writer,
                ChlPart       *part)
{
  const char *redacted = chl_part_get_meta (part, "redacted");
  const char *signature = chl_part_get_meta (part, "signature");

  if (redacted != NULL)
    {
      chl_json_writer_add_string (writer, "type", "redacted_thinking");
      chl_json_writer_add_string (writer, "data", redacted);
      return;
    }

  chl_json_writer_add_string (writer, "type", "thinking");
  chl_json_writer_add_string (writer, "thinking", chl_part_get_text (part));
  chl_json_writer_add_string (writer, "signature", signature != NULL ? signature : "");
}

/* The arguments as they came; a server that made broken ones would not take them back. */
static void
write_call (ChlJsonWriter     *writer,
            const ChlTurnPart *part)
{
  ChlJsonSpan input = { NULL, 0 };

  chl_json_writer_add_string (writer, "type", "tool_use");
  chl_json_writer_add_string (writer, "id", part->call_id);
  chl_json_writer_add_string (writer, "name", chl_part_get_name (part->part));
  if (chl_body_read_object (chl_turn_part_get_text (part), &input))
    chl_json_writer_add_raw (writer, "input", input.start, (gssize) input.length);
  else
    chl_json_writer_add_raw (writer, "input", "{}", -1);
}

static void
write_result (const ChlAnthropicContent *self,
              ChlJsonWriter             *writer,
              const ChlQuirks           *quirks)
{
  chl_json_writer_add_string (writer, "type", "tool_result");
  chl_json_writer_add_string (writer, "tool_use_id", self->part->call_id);
  if (chl_turn_part_is_error (self->part))
    chl_json_writer_add_boolean (writer, "is_error", TRUE);
  if (self->text == NULL && self->note == NULL && self->media == NULL)
    return;

  chl_json_writer_begin_array (writer, "content");
  if (self->note != NULL)
    write_text (writer, self->note);
  if (self->text != NULL)
    write_text (writer, self->text);
  for (guint i = 0; self->media != NULL && i < self->media->len; i++)
    write_media (writer, g_ptr_array_index (self->media, i), quirks, FALSE);
  chl_json_writer_end_array (writer);
}

static void
write_plain (const ChlAnthropicContent *self,
             ChlJsonWriter             *writer)
{
  const char *citations = NULL;
  ChlJsonSpan root = { NULL, 0 };

  chl_json_writer_add_string (writer, "type", "text");
  chl_json_writer_add_string (writer, "text", self->text);
  if (self->replays && self->part != NULL)
    citations = chl_part_get_meta (self->part->part, "citations");
  if (citations != NULL && chl_body_read_array (citations, &root))
    chl_json_writer_add_raw (writer, "citations", root.start, (gssize) root.length);
}

/**
 * chl_anthropic_content_write:
 * @self: a block
 * @writer: inside the array of blocks
 * @quirks: what is special about the server
 *
 * Writes the block.
 */
void
chl_anthropic_content_write (const ChlAnthropicContent *self,
                             ChlJsonWriter             *writer,
                             const ChlQuirks           *quirks)
{
  ChlPartKind kind = self->part != NULL ? self->part->kind : CHL_PART_TEXT;

  if (kind == CHL_PART_OPAQUE)
    {
      chl_json_writer_add_raw (writer, NULL, chl_part_get_meta (self->part->part, "wire"), -1);
      return;
    }
  if (kind == CHL_PART_IMAGE || kind == CHL_PART_FILE || kind == CHL_PART_AUDIO)
    {
      write_media (writer, self->part->part, quirks, self->is_marked);
      return;
    }

  chl_json_writer_begin_object (writer, NULL);
  if (kind == CHL_PART_REASONING)
    write_thinking (writer, self->part->part);
  else if (kind == CHL_PART_TOOL_CALL)
    write_call (writer, self->part);
  else if (kind == CHL_PART_TOOL_RESULT)
    write_result (self, writer, quirks);
  else
    write_plain (self, writer);
  if (self->is_marked)
    chl_anthropic_write_mark (writer, quirks);
  chl_json_writer_end_object (writer);
}
