/* chl-ctl-question.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-question"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-ctl.h"
#include "chl-error.h"

static ChlPart *
read_image (const char *path,
            GError    **error)
{
  g_autoptr(GBytes) bytes = chl_ctl_read_input (path, error);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *type = NULL;
  g_autofree char *media_type = NULL;
  gsize            length;
  gconstpointer    data;

  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &length);
  type = g_content_type_guess (path, data, length, NULL);
  media_type = g_content_type_get_mime_type (type);
  if (media_type == NULL || !g_str_has_prefix (media_type, "image/"))
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _ ("%s is no picture"), path);
      return NULL;
    }

  return chl_part_new_image (media_type, bytes, name);
}

/* A text file goes as text under its name, so that every model can read it. */
static ChlPart *
read_file (const char *path,
           GError    **error)
{
  g_autoptr(GBytes) bytes = chl_ctl_read_input (path, error);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = NULL;
  const char      *data;
  gsize            length;

  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &length);
  if (length >= 5 && memcmp (data, "%PDF-", 5) == 0)
    {
      ChlPart *part = chl_part_new (CHL_PART_FILE);

      chl_part_set_media_type (part, "application/pdf");
      chl_part_set_data (part, bytes);
      chl_part_set_filename (part, name);
      return part;
    }

  if (data != NULL && !g_utf8_validate (data, (gssize) length, NULL))
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _ ("%s is neither text nor PDF"), path);
      return NULL;
    }

  text = g_strdup_printf ("%s:\n\n%.*s", name, (int) length, data != NULL ? data : "");
  return chl_part_new_text (text);
}

static gboolean
add_parts (ChlMessage *question,
           char      **paths,
           ChlPart *(*read) (const char *path,
                             GError    **error),
           GError **error)
{
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      g_autoptr(ChlPart) part = read (paths[i], error);

      if (part == NULL)
        return FALSE;
      chl_message_add_part (question, part);
    }

  return TRUE;
}

/**
 * chl_ctl_build_question:
 * @ctl: the run
 * @images: (nullable) (array zero-terminated): paths of pictures that go along
 * @files: (nullable) (array zero-terminated): paths of texts and PDFs that go along
 * @text: what is asked
 * @error: (out) (optional): %CHL_ERROR_STORAGE, %CHL_ERROR_INVALID, %CHL_ERROR_LIMIT
 *
 * Returns: (transfer full) (nullable): the question as a message
 */
ChlMessage *
chl_ctl_build_question (ChlCtl     *ctl,
                        char      **images,
                        char      **files,
                        const char *text,
                        GError    **error)
{
  g_autoptr(ChlMessage) question = NULL;
  g_autoptr(ChlPart) part = NULL;

  question = chl_message_new ("question", CHL_AUTHOR_USER, chl_engine_get_now_us (ctl->engine));
  if (!add_parts (question, images, read_image, error) ||
      !add_parts (question, files, read_file, error))
    return NULL;

  part = chl_part_new_text (text);
  chl_message_add_part (question, part);
  chl_message_set_finish (question, CHL_FINISH_STOP, NULL);

  return g_steal_pointer (&question);
}
