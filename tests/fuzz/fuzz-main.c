/* fuzz-main.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"

/* Reads all files in @folder; returns how many there are. */
static guint
read_folder (const char *folder)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;
  guint       n_files = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_autofree char *exact = NULL;
      gsize            length;

      g_file_get_contents (path, &text, &length, &error);
      g_assert_no_error (error);

      /* Without the zero that GLib puts behind it, so that nobody reads beyond the end. */
      exact = g_memdup2 (text, length);
      g_printerr ("# %s\n", path);
      LLVMFuzzerTestOneInput ((const guint8 *) (exact != NULL ? exact : ""), length);
      n_files++;
    }

  return n_files;
}

/* Without libFuzzer: a test that reads, once, all that is kept in the folders it is given. */
int
main (int   argc,
      char *argv[])
{
  LLVMFuzzerInitialize (&argc, &argv);

  g_print ("1..%d\n", argc - 1);
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *name = g_path_get_basename (argv[i]);
      guint            n_files = read_folder (argv[i]);

      g_print ("%s %d %s # %u files\n", n_files > 0 ? "ok" : "not ok", i, name, n_files);
    }

  return 0;
}
