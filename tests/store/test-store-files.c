/* test-store-files.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chl-error.h"
#include "chl-file-lock.h"
#include "chl-file.h"
#include "fault-shim.h"
#include "store-fixture.h"

static void
test_replace (void)
{
  static const ChlFileFlags kinds[] = { CHL_FILE_NORMAL, CHL_FILE_DURABLE };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      char            *folder = fixture_make_folder ();
      g_autofree char *path = g_build_filename (folder, "x.json", NULL);
      g_autofree char *text = NULL;
      g_autofree char *list = NULL;
      g_autoptr(GError) error = NULL;

      fixture_write (folder, "x.json", "old");
      g_chmod (path, 0644);
      g_assert_true (chl_file_replace (path, "new", 3, kinds[i], &error));
      g_assert_no_error (error);
      text = fixture_read (folder, "x.json");
      list = fixture_list (folder);
      g_assert_cmpstr (text, ==, "new");
      g_assert_cmpstr (list, ==, "x.json");
      g_assert_cmpuint (fixture_get_mode (folder, "x.json"), ==, 0600);

      fixture_remove_folder (folder);
    }
}

/* Whatever call fails, the old file stays, whole, and nothing else does. */
static void
test_replace_fails (void)
{
  static const struct
  {
    const char *fault;
    int         code;
  } cases[] = {
    { "error=ENOSPC;call=create", CHL_ERROR_DISK_FULL },
    { "error=ENOSPC;call=write", CHL_ERROR_DISK_FULL },
    { "error=EDQUOT;call=write", CHL_ERROR_DISK_FULL },
    { "error=ENOSPC;call=sync", CHL_ERROR_DISK_FULL },
    { "error=ENOSPC;call=rename", CHL_ERROR_DISK_FULL },
    { "error=EIO;call=write", CHL_ERROR_STORAGE },
    { "error=EIO;call=sync", CHL_ERROR_STORAGE },
    { "error=EROFS;call=create", CHL_ERROR_STORAGE },
    { "error=EACCES;call=create", CHL_ERROR_STORAGE },
    { "error=EACCES;call=rename", CHL_ERROR_STORAGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char            *folder = fixture_make_folder ();
      g_autofree char *path = g_build_filename (folder, "x.json", NULL);
      g_autofree char *rule = g_strdup_printf ("path=%s;%s", folder, cases[i].fault);
      g_autofree char *text = NULL;
      g_autofree char *list = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].fault);
      fixture_write (folder, "x.json", "old");
      chl_fault_set (rule);
      g_assert_false (chl_file_replace (path, "new", 3, CHL_FILE_DURABLE, &error));
      g_assert_cmpuint (chl_fault_get_n_failed (), >=, 1);
      chl_fault_set (NULL);
      fixture_assert_error (error, cases[i].code);
      text = fixture_read (folder, "x.json");
      list = fixture_list (folder);
      g_assert_cmpstr (text, ==, "old");
      g_assert_cmpstr (list, ==, "x.json");

      fixture_remove_folder (folder);
    }
}

static void
test_replace_goes_on (void)
{
  static const char *const faults[] = {
    "error=SHORT;call=write",
    "error=EINTR;call=write;times=3",
    /* The folder's own flush: the file has its name by then. */
    "error=EIO;call=sync;from=2",
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      char            *folder = fixture_make_folder ();
      g_autofree char *path = g_build_filename (folder, "x.json", NULL);
      g_autofree char *rule = g_strdup_printf ("path=%s;%s", folder, faults[i]);
      g_autofree char *text = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", faults[i]);
      chl_fault_set (rule);
      g_assert_true (chl_file_replace (path, "0123456789", 10, CHL_FILE_DURABLE, &error));
      g_assert_cmpuint (chl_fault_get_n_failed (), >=, 1);
      chl_fault_set (NULL);
      g_assert_no_error (error);
      text = fixture_read (folder, "x.json");
      g_assert_cmpstr (text, ==, "0123456789");

      fixture_remove_folder (folder);
    }
}

static void
test_replace_sweeps_up (void)
{
  char            *folder = fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "x.json", NULL);
  g_autofree char *list = NULL;

  fixture_write (folder, ".x.json.new", "left by one who was killed");
  g_assert_true (chl_file_replace (path, "new", 3, CHL_FILE_DURABLE, NULL));
  list = fixture_list (folder);
  g_assert_cmpstr (list, ==, "x.json");

  fixture_remove_folder (folder);
}

static void
test_read (void)
{
  char            *folder = fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "x", NULL);
  g_autofree char *pipe_path = g_build_filename (folder, "pipe", NULL);
  g_autofree char *rule = g_strdup_printf ("path=%s;call=read;error=EACCES", path);
  GBytes          *bytes = NULL;
  g_autoptr(GError) error = NULL;

  /* Absent, empty, as large as allowed, larger. */
  g_assert_true (chl_file_read (path, 4, &bytes, &error));
  g_assert_null (bytes);

  fixture_write (folder, "x", "");
  g_assert_true (chl_file_read (path, 4, &bytes, &error));
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 0);
  g_clear_pointer (&bytes, g_bytes_unref);

  fixture_write (folder, "x", "1234");
  g_assert_true (chl_file_read (path, 4, &bytes, &error));
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 4);
  g_clear_pointer (&bytes, g_bytes_unref);

  fixture_write (folder, "x", "12345");
  g_assert_false (chl_file_read (path, 4, &bytes, &error));
  fixture_assert_error (error, CHL_ERROR_BROKEN_FILE);
  g_clear_error (&error);

  chl_fault_set (rule);
  g_assert_false (chl_file_read (path, 9, &bytes, &error));
  chl_fault_set (NULL);
  fixture_assert_error (error, CHL_ERROR_STORAGE);
  g_clear_error (&error);

  /* What would block for ever, and what is no file. */
  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  g_assert_false (chl_file_read (pipe_path, 9, &bytes, &error));
  fixture_assert_error (error, CHL_ERROR_BROKEN_FILE);
  g_clear_error (&error);
  g_assert_false (chl_file_read (folder, 9, &bytes, &error));
  fixture_assert_error (error, CHL_ERROR_BROKEN_FILE);

  fixture_remove_folder (folder);
}

static void
test_resolve (void)
{
  char *folder = fixture_make_folder ();
  static const struct
  {
    const char *link;
    const char *points_at;
    const char *expected; /* NULL: an error */
  } cases[] = {
    { "plain", NULL, "plain" },
    { "one", "plain", "plain" },
    { "two", "one", "plain" },
    { "deep", "sub/other", "sub/other" },
    { "dangling", "nowhere", "nowhere" },
    { "circle", "circle", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (folder, cases[i].link, NULL);
      g_autofree char *target = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].link);
      if (cases[i].points_at != NULL)
        g_assert_cmpint (symlink (cases[i].points_at, path), ==, 0);
      target = chl_file_resolve (path, &error);
      if (cases[i].expected != NULL)
        {
          g_autofree char *expected = g_build_filename (folder, cases[i].expected, NULL);

          g_assert_cmpstr (target, ==, expected);
        }
      else
        fixture_assert_error (error, CHL_ERROR_STORAGE);
    }

  fixture_remove_folder (folder);
}

static void
test_lock_leaves_nothing (void)
{
  char            *folder = fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "x.json", NULL);
  g_autofree char *held = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  ChlFileLock *lock = chl_file_lock_acquire (path, &error);

  g_assert_no_error (error);
  held = fixture_list (folder);
  g_assert_cmpstr (held, ==, ".x.json.lock");
  chl_file_lock_release (lock);
  after = fixture_list (folder);
  g_assert_cmpstr (after, ==, "");

  /* What a killed program left is no lock. */
  fixture_write (folder, ".x.json.lock", "");
  lock = chl_file_lock_acquire (path, &error);
  g_assert_no_error (error);
  chl_file_lock_release (lock);

  fixture_remove_folder (folder);
}

static void
test_lock_has_patience_with_an_end (void)
{
  char            *folder = fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "x.json", NULL);
  g_autofree char *lock_path = g_build_filename (folder, ".x.json.lock", NULL);
  int              descriptor = g_open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (flock (descriptor, LOCK_EX), ==, 0);
  g_assert_null (chl_file_lock_acquire (path, &error));
  fixture_assert_error (error, CHL_ERROR_STORAGE);
  close (descriptor);

  fixture_remove_folder (folder);
}

typedef struct
{
  const char *path;
  int         inside; /* (atomic) */
  int         total;  /* (atomic) */
} Crowd;

static gpointer
enter_and_leave (gpointer data)
{
  Crowd *crowd = data;

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr(GError) error = NULL;
      ChlFileLock *lock = chl_file_lock_acquire (crowd->path, &error);

      g_assert_no_error (error);
      g_assert_cmpint (g_atomic_int_add (&crowd->inside, 1), ==, 0);
      g_atomic_int_inc (&crowd->total);
      g_atomic_int_add (&crowd->inside, -1);
      chl_file_lock_release (lock);
    }

  return NULL;
}

static void
test_lock_keeps_others_out (void)
{
  char            *folder = fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "x.json", NULL);
  Crowd            crowd = { .path = path };
  GThread         *threads[3];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("crowd", enter_and_leave, &crowd);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (crowd.total, ==, 60);

  fixture_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/store-files/replace", test_replace);
  g_test_add_func ("/store-files/replace-fails", test_replace_fails);
  g_test_add_func ("/store-files/replace-goes-on", test_replace_goes_on);
  g_test_add_func ("/store-files/replace-sweeps-up", test_replace_sweeps_up);
  g_test_add_func ("/store-files/read", test_read);
  g_test_add_func ("/store-files/resolve", test_resolve);
  g_test_add_func ("/store-files/lock-leaves-nothing", test_lock_leaves_nothing);
  g_test_add_func ("/store-files/lock-has-patience-with-an-end",
                   test_lock_has_patience_with_an_end);
  g_test_add_func ("/store-files/lock-keeps-others-out", test_lock_keeps_others_out);

  return g_test_run ();
}
