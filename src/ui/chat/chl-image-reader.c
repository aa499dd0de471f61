/* chl-image-reader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-image-reader"

#include "config.h"

#include "chl-image-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"

/**
 * chl_image_guess_type:
 * @data: the content of a file
 *
 * Tells by the first bytes, whatever the file is called, whether it is a picture of a kind that
 * providers take.
 *
 * Returns: (nullable): the media type
 *
 * Source: https://platform.openai.com/docs/guides/images-vision
 */
const char *
chl_image_guess_type (GBytes *data)
{
  static const struct
  {
    const char *type;
    gsize       offset;
    const char *magic;
    gsize       length;
  } kinds[] = {
    { "image/png", 0, "\x89PNG\r\n\x1a\n", 8 },
    { "image/jpeg", 0, "\xff\xd8\xff", 3 },
    { "image/gif", 0, "GIF8", 4 },
    { "image/webp", 8, "WEBP", 4 },
  };
  const char *bytes;
  gsize       length;

  g_return_val_if_fail (data != NULL, NULL);

  bytes = g_bytes_get_data (data, &length);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (length >= kinds[i].offset + kinds[i].length &&
        memcmp (bytes + kinds[i].offset, kinds[i].magic, kinds[i].length) == 0)
      return kinds[i].type;

  return NULL;
}

static void
set_too_large (GError    **error,
               const char *filename,
               guint64     size)
{
  g_autofree char *shown = g_format_size (size);
  g_autofree char *most = g_format_size_full (CHL_IMAGE_MAX_BYTES, G_FORMAT_SIZE_IEC_UNITS);

  /* Translators: the name of a file, its size, the largest size. */
  g_set_error (error, CHL_ERROR, CHL_ERROR_LIMIT, _("“%s” is too large: %s, at most %s"), filename, shown, most);
}

/**
 * chl_image_new_part:
 * @data: the content of a file
 * @filename: (nullable): its name, without folders
 * @error: return location for a #GError
 *
 * Returns: (transfer full): a part of a message, or %NULL with %CHL_ERROR_LIMIT if it is too large,
 *   %CHL_ERROR_INVALID if it is no picture that can be sent
 */
ChlPart *
chl_image_new_part (GBytes     *data,
                    const char *filename,
                    GError    **error)
{
  const char *type;

  g_return_val_if_fail (data != NULL, NULL);

  if (filename == NULL)
    filename = _("Picture");

  if (g_bytes_get_size (data) > CHL_IMAGE_MAX_BYTES)
    {
      set_too_large (error, filename, g_bytes_get_size (data));
      return NULL;
    }

  type = chl_image_guess_type (data);
  if (type == NULL)
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                   _("“%s” is not a picture that can be sent; use PNG, JPEG, GIF or WebP"), filename);
      return NULL;
    }

  return chl_part_new_image (type, data, filename);
}

static void
load_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GBytes) data = NULL;
  g_autoptr(GError) error = NULL;
  ChlPart *part;

  if (!(data = g_file_load_bytes_finish (G_FILE (object), result, NULL, &error)) ||
      !(part = chl_image_new_part (data, g_task_get_task_data (task), &error)))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, part, g_object_unref);
}

static void
query_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GFileInfo) info = NULL;
  g_autoptr(GError) error = NULL;
  GCancellable *cancellable = g_task_get_cancellable (task);
  const char   *name;

  if (!(info = g_file_query_info_finish (G_FILE (object), result, &error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  name = g_file_info_get_display_name (info);
  g_task_set_task_data (task, g_strdup (name), g_free);

  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_INVALID, _("“%s” is not a file"), name);
      return;
    }

  if (g_file_info_get_size (info) > CHL_IMAGE_MAX_BYTES)
    {
      set_too_large (&error, name, (guint64) g_file_info_get_size (info));
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_file_load_bytes_async (G_FILE (object), cancellable, load_cb, g_steal_pointer (&task));
}

/**
 * chl_image_read_file_async:
 * @file: a file that the person chose, dropped or pasted
 * @cancellable: (nullable): calls it off
 * @callback: finishes with chl_image_read_finish()
 * @user_data: for @callback
 *
 * Reads a picture.
 */
void
chl_image_read_file_async (GFile              *file,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (file, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_image_read_file_async);
  g_file_query_info_async (file,
                           G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME
                           "," G_FILE_ATTRIBUTE_STANDARD_TYPE
                           "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                           G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, cancellable, query_cb, task);
}

static void
encode_in_thread (GTask        *task,
                  gpointer      source_object,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  g_autoptr(GBytes) data = gdk_texture_save_to_png_bytes (GDK_TEXTURE (task_data));
  g_autoptr(GError) error = NULL;
  ChlPart *part = chl_image_new_part (data, NULL, &error);

  if (part != NULL)
    g_task_return_pointer (task, part, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * chl_image_read_texture_async:
 * @texture: a picture from the clipboard
 * @cancellable: (nullable): calls it off
 * @callback: finishes with chl_image_read_finish()
 * @user_data: for @callback
 *
 * Makes a PNG of it, outside the main thread.
 */
void
chl_image_read_texture_async (GdkTexture         *texture,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (GDK_IS_TEXTURE (texture));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_image_read_texture_async);
  g_task_set_task_data (task, g_object_ref (texture), g_object_unref);
  g_task_run_in_thread (task, encode_in_thread);
}

/**
 * chl_image_read_finish:
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full): the picture as a part of a message, or %NULL with an error as of
 *   chl_image_new_part(), or one of GIO's
 */
ChlPart *
chl_image_read_finish (GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
