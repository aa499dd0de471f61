/* test-image-reader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "chl-error.h"
#include "chl-image-reader.h"
#include "chl-ui-test.h"

static const struct
{
  const char *bytes;
  gsize       length;
  const char *type;
} kinds[] = {
  { "\x89PNG\r\n\x1a\nrest", 12, "image/png" },
  { "\xff\xd8\xff\xe0rest", 8, "image/jpeg" },
  { "GIF89arest", 10, "image/gif" },
  { "RIFF\x10\0\0\0WEBPVP8 ", 16, "image/webp" },
  { "\x89PNG\r\n\x1a", 7, NULL },
  { "", 0, NULL },
  { "RIFF\x10\0\0\0WAVE", 12, NULL },
  { "<svg xmlns='http://www.w3.org/2000/svg'/>", 40, NULL },
};

static void
test_types (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(GBytes) data = g_bytes_new_static (kinds[i].bytes, kinds[i].length);
      g_autoptr(GError) error = NULL;
      g_autoptr(ChlPart) part = chl_image_new_part (data, "a.png", &error);

      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_cmpstr (chl_image_guess_type (data), ==, kinds[i].type);
      if (kinds[i].type != NULL)
        {
          g_assert_no_error (error);
          g_assert_cmpstr (chl_part_get_filename (part), ==, "a.png");
        }
      else
        {
          g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
          g_assert_null (part);
        }
    }
}

static void
test_too_large (void)
{
  g_autofree char *content = g_malloc0 (CHL_IMAGE_MAX_BYTES + 1);
  g_autoptr(GBytes) data = NULL;
  g_autoptr(GError) error = NULL;

  memcpy (content, kinds[0].bytes, kinds[0].length);
  data = g_bytes_new_take (g_steal_pointer (&content), CHL_IMAGE_MAX_BYTES + 1);
  g_assert_null (chl_image_new_part (data, "a.png", &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_LIMIT);
  g_assert_nonnull (strstr (error->message, "a.png"));
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
is_read (gpointer user_data)
{
  return *(GAsyncResult **) user_data != NULL;
}

static ChlPart *
read_file (const char   *path,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;

  chl_image_read_file_async (file, cancellable, read_cb, &result);
  chl_ui_test_wait (is_read, &result);
  return chl_image_read_finish (result, error);
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("image-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "b.txt", NULL);
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();
  g_autoptr(ChlPart) part = NULL;
  g_autoptr(GError) error = NULL;

  /* The name says nothing. */
  g_assert_true (g_file_set_contents (path, kinds[1].bytes, (gssize) kinds[1].length, NULL));
  part = read_file (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (chl_part_get_media_type (part), ==, "image/jpeg");
  g_assert_cmpstr (chl_part_get_filename (part), ==, "b.txt");

  g_assert_null (read_file (folder, NULL, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
  g_clear_error (&error);

  /* Larger than is read at all. */
  g_assert_cmpint (truncate (path, CHL_IMAGE_MAX_BYTES + 1), ==, 0);
  g_assert_null (read_file (path, NULL, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_LIMIT);
  g_clear_error (&error);

  g_cancellable_cancel (cancelled);
  g_assert_null (read_file (path, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_null (read_file (path, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  chl_ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/image-reader/types", test_types);
  g_test_add_func ("/ui/image-reader/too-large", test_too_large);
  g_test_add_func ("/ui/image-reader/files", test_files);

  return g_test_run ();
}
