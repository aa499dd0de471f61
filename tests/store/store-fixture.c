/* store-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store-fixture.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chl-error.h"

/* Returns: (transfer full): a new empty folder; in memory where that can be had, for speed. */
char *
fixture_make_folder (void)
{
  const char *parent = g_access ("/dev/shm", W_OK) == 0 ? "/dev/shm" : g_get_tmp_dir ();
  char       *folder = g_build_filename (parent, "chatelaine-XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp_full (folder, 0700));

  return folder;
}

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK) && (dir = g_dir_open (path, 0, NULL)))
    while ((name = g_dir_read_name (dir)))
      {
        g_autofree char *child = g_build_filename (path, name, NULL);

        remove_tree (child);
      }

  g_remove (path);
}

/* Takes @folder. */
void
fixture_remove_folder (char *folder)
{
  remove_tree (folder);
  g_free (folder);
}

/* Writes in place, as some editors do: who looks meanwhile sees half of it. */
void
fixture_write_in_place (const char *folder,
                        const char *name,
                        const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  FILE            *stream = NULL;

  g_mkdir_with_parents (parent, 0700);
  stream = fopen (path, "we");
  g_assert_nonnull (stream);
  g_assert_cmpint (fputs (text, stream), >=, 0);
  g_assert_cmpint (fclose (stream), ==, 0);
}

/* Writes beside it and renames, as other editors do. */
void
fixture_write (const char *folder,
               const char *name,
               const char *text)
{
  g_autofree char *beside = g_strconcat (name, "~", NULL);
  g_autofree char *from = g_build_filename (folder, beside, NULL);
  g_autofree char *to = g_build_filename (folder, name, NULL);

  fixture_write_in_place (folder, beside, text);
  g_assert_cmpint (g_rename (from, to), ==, 0);
}

/* Returns: (transfer full) (nullable): the text, %NULL if there is no such file. */
char *
fixture_read (const char *folder,
              const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char            *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);

  return text;
}

static void
list_into (const char *folder,
           const char *prefix,
           GPtrArray  *names)
{
  g_autofree char *path = g_build_filename (folder, prefix, NULL);
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_strconcat (prefix, *prefix != '\0' ? "/" : "", name, NULL);
      g_autofree char *full = g_build_filename (folder, child, NULL);

      if (g_file_test (full, G_FILE_TEST_IS_DIR))
        list_into (folder, child, names);
      else
        g_ptr_array_add (names, g_steal_pointer (&child));
    }
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (transfer full): all files below, hidden ones too, sorted, with blanks between. */
char *
fixture_list (const char *folder)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  list_into (folder, "", names);
  g_ptr_array_sort (names, compare);
  g_ptr_array_add (names, NULL);

  return g_strjoinv (" ", (char **) names->pdata);
}

guint
fixture_get_mode (const char *folder,
                  const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct stat      info = { 0 };

  g_assert_cmpint (stat (path, &info), ==, 0);

  return info.st_mode & 07777;
}

/* @user_data is a GAsyncResult **. */
void
fixture_result_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GAsyncResult **out = user_data;

  g_assert_null (*out);
  *out = g_object_ref (result);
}

/* Returns: (transfer full): what fixture_result_cb () got. */
GAsyncResult *
fixture_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (result);
}

/* Drops the last reference of the test and waits for those of the tasks. */
void
fixture_release (gpointer object)
{
  g_object_add_weak_pointer (object, &object);
  g_object_unref (object);
  while (object != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Returns: (transfer full): this program once more, which does what @role says. */
GSubprocess *
fixture_spawn (const char *role,
               const char *folder,
               const char *argument,
               const char *fault)
{
  g_autoptr(GSubprocessLauncher) launcher =
               g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr(GError) error = NULL;
  GSubprocess *child;

  if (fault != NULL)
    g_subprocess_launcher_setenv (launcher, "CHL_FAULT", fault, TRUE);
  child = g_subprocess_launcher_spawn (launcher, &error, program, role, folder, argument, NULL);
  g_assert_no_error (error);

  return child;
}

/* Takes @child, waits for its end and returns what it wrote. */
char *
fixture_finish (GSubprocess *child)
{
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_subprocess_communicate_utf8 (child, NULL, NULL, &text, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (child);

  return text;
}

void
fixture_assert_error (const GError *error,
                      int           code)
{
  g_assert_error (error, CHL_ERROR, code);
  g_assert_cmpstr (error->message, !=, "");
  g_assert_false (g_str_has_suffix (error->message, "."));
  g_assert_null (strchr (error->message, '\n'));
}
