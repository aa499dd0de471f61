/* chl-media.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-media"

#include "config.h"

#include "chl-media.h"

#include <string.h>

#include "chl-utf8.h"

#define ANY_TYPE "application/octet-stream"

static const char *
get_media_type (ChlPart *part)
{
  const char *media_type = chl_part_get_media_type (part);

  return media_type != NULL ? media_type : ANY_TYPE;
}

/**
 * chl_media_dup_base64:
 * @part: a picture, a file or a recording
 *
 * Returns: (transfer full) (nullable): its bytes in base64, %NULL if they are not at hand
 */
char *
chl_media_dup_base64 (ChlPart *part)
{
  GBytes       *data = chl_part_get_data (part);
  gsize         length = 0;
  gconstpointer bytes;

  if (data == NULL)
    return NULL;

  bytes = g_bytes_get_data (data, &length);

  return g_base64_encode (bytes, length);
}

/**
 * chl_media_dup_data_url:
 * @part: a picture, a file or a recording
 *
 * Returns: (transfer full) (nullable): its bytes as a `data:` URL, %NULL if they are not at hand
 */
char *
chl_media_dup_data_url (ChlPart *part)
{
  g_autofree char *base64 = chl_media_dup_base64 (part);

  return base64 != NULL ? g_strconcat ("data:", get_media_type (part), ";base64,", base64, NULL)
                        : NULL;
}

static gboolean
is_text_type (const char *media_type)
{
  static const char *const types[] = {
    "application/json",
    "application/xml",
    "application/x-yaml",
    "application/yaml",
    "application/toml",
    "application/javascript",
    "application/x-shellscript",
    "application/sql",
    NULL,
  };

  return g_str_has_prefix (media_type, "text/") || g_strv_contains (types, media_type) ||
         g_str_has_suffix (media_type, "+json") || g_str_has_suffix (media_type, "+xml");
}

/**
 * chl_media_dup_content:
 * @part: a file
 *
 * Returns: (transfer full) (nullable): its text; %NULL if it is no text
 */
char *
chl_media_dup_content (ChlPart *part)
{
  GBytes     *data = chl_part_get_data (part);
  const char *bytes;
  gsize       length = 0;

  if (data == NULL || !is_text_type (get_media_type (part)))
    return NULL;

  bytes = g_bytes_get_data (data, &length);
  if (length > 0 && (!chl_utf8_is_valid (bytes, length) || memchr (bytes, '\0', length) != NULL))
    return NULL;

  return g_strndup (bytes, length);
}

/**
 * chl_media_dup_text:
 * @part: a file
 *
 * Returns: (transfer full) (nullable): its text under a heading with its name, for the model to
 *   read; %NULL if it is no text
 */
char *
chl_media_dup_text (ChlPart *part)
{
  const char      *filename = chl_part_get_filename (part);
  g_autofree char *content = chl_media_dup_content (part);

  if (content == NULL)
    return NULL;

  return g_strdup_printf ("File: %s\n\n%s", filename != NULL ? filename : "untitled", content);
}

/**
 * chl_media_dup_placeholder:
 * @part: a picture, a file or a recording that the model cannot take
 *
 * Returns: (transfer full): what the model reads instead
 */
char *
chl_media_dup_placeholder (ChlPart *part)
{
  const char *filename = chl_part_get_filename (part);
  const char *media_type = chl_part_get_media_type (part);
  const char *word = "file";

  if (chl_part_get_kind (part) == CHL_PART_IMAGE)
    word = "image";
  else if (chl_part_get_kind (part) == CHL_PART_AUDIO)
    word = "audio";

  if (filename == NULL)
    filename = media_type != NULL ? media_type : "untitled";

  return g_strdup_printf ("[%s: %s, not sent to this model]", word, filename);
}
