/* chl-responses-content.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-responses-content"

#include "config.h"

#include "chl-responses-content.h"

#include "chl-media.h"

/**
 * chl_responses_content_write_text:
 * @writer: inside an array of content
 * @type: "input_text" for what the model is told
 * @text: it
 */
void
chl_responses_content_write_text (ChlJsonWriter *writer,
                                  const char    *type,
                                  const char    *text)
{
  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "type", type);
  chl_json_writer_add_string (writer, "text", text);
  chl_json_writer_end_object (writer);
}

static void
write_image (ChlJsonWriter *writer,
             ChlPart       *part)
{
  g_autofree char *url = chl_media_dup_data_url (part);

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "type", "input_image");
  chl_json_writer_add_string (writer, "image_url", url != NULL ? url : chl_part_get_uri (part));
  chl_json_writer_add_string (writer, "detail", "auto");
  chl_json_writer_end_object (writer);
}

static void
write_file (ChlJsonWriter *writer,
            ChlPart       *part)
{
  const char      *filename = chl_part_get_filename (part);
  g_autofree char *url = chl_media_dup_data_url (part);

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "type", "input_file");
  if (url != NULL)
    {
      chl_json_writer_add_string (writer, "filename", filename != NULL ? filename : "untitled");
      chl_json_writer_add_string (writer, "file_data", url);
    }
  else
    chl_json_writer_add_string (writer, "file_url", chl_part_get_uri (part));
  chl_json_writer_end_object (writer);
}

static gboolean
is_at_hand (ChlPart *part)
{
  return chl_part_get_data (part) != NULL || chl_part_get_uri (part) != NULL;
}

/**
 * chl_responses_content_write:
 * @writer: inside an array of content that is told to the model
 * @part: text, a picture, a file or a recording
 * @quirks: what is special about the server
 *
 * Writes one piece of content: what can be sent as it is, or its text, or a note that it was left
 * out.
 *
 * Source: https://platform.openai.com/docs/api-reference/responses/create
 */
void
chl_responses_content_write (ChlJsonWriter     *writer,
                             const ChlTurnPart *part,
                             const ChlQuirks   *quirks)
{
  g_autofree char *text = NULL;

  if (part->kind == CHL_PART_TEXT)
    {
      chl_responses_content_write_text (writer, "input_text", chl_turn_part_get_text (part));
      return;
    }
  if (part->kind == CHL_PART_IMAGE && is_at_hand (part->part))
    {
      write_image (writer, part->part);
      return;
    }

  if (part->kind == CHL_PART_FILE)
    {
      text = chl_media_dup_text (part->part);
      if (text == NULL && quirks->takes_files && is_at_hand (part->part))
        {
          write_file (writer, part->part);
          return;
        }
    }
  if (text == NULL)
    text = chl_media_dup_placeholder (part->part);
  chl_responses_content_write_text (writer, "input_text", text);
}
