/* test-settings-faults.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "fault-shim.h"
#include "store-calls.h"
#include "store-fixture.h"

#define OLD "{\"name\": \"old\"}"

typedef gboolean (*Write) (ChlSettingsStore *store,
                           GError          **error);

static gboolean
merge (ChlSettingsStore *store,
       GError          **error)
{
  g_autofree char *merged = call_merge (store, "providers.d/x", "{\"name\": \"new\"}", error);

  return merged != NULL;
}

static gboolean
create (ChlSettingsStore *store,
        GError          **error)
{
  return call_create (store, "providers.d/y", "{\"name\": \"new\"}", error);
}

/* The old file or the new one, never half of either and never anything beside. */
static void
assert_whole (const char *folder,
              gboolean    is_written,
              Write       write)
{
  g_autofree char *x = fixture_read (folder, "config/providers.d/x.json");
  g_autofree char *y = fixture_read (folder, "config/providers.d/y.json");
  g_autofree char *list = fixture_list (folder);
  gboolean         has_y = write == create && is_written;

  if (write == merge && is_written)
    g_assert_nonnull (strstr (x, "\"new\""));
  else
    g_assert_cmpstr (x, ==, OLD);
  g_assert_cmpint (y != NULL, ==, has_y);
  g_assert_cmpstr (list, ==,
                   has_y ? "config/providers.d/x.json config/providers.d/y.json"
                         : "config/providers.d/x.json");
}

/* Fails the first call, then the second, and so on until none is left that could fail. */
static void
fail_each_call (Write       write,
                const char *fault,
                int         code)
{
  gboolean is_done = FALSE;

  for (guint n = 1; !is_done; n++)
    {
      char             *folder = fixture_make_folder ();
      g_autofree char  *config = g_build_filename (folder, "config", NULL);
      g_autofree char  *rule = g_strdup_printf ("path=%s;%s;from=%u", folder, fault, n);
      ChlSettingsStore *store = chl_settings_store_new (config);
      g_autoptr(GError) error = NULL;
      gboolean is_written;

      g_test_message ("%s from call %u", fault, n);
      fixture_write (folder, "config/providers.d/x.json", OLD);
      chl_fault_set (rule);
      is_written = write (store, &error);
      is_done = chl_fault_get_n_failed () == 0;
      chl_fault_set (NULL);

      g_assert_true (is_written || !is_done);
      if (!is_written)
        fixture_assert_error (error, code);
      assert_whole (folder, is_written, write);

      /* Afterwards all is well again. */
      if (!is_written)
        {
          g_clear_error (&error);
          g_assert_true (write (store, &error));
          g_assert_no_error (error);
          assert_whole (folder, TRUE, write);
        }

      g_assert_true (n > 3 || !is_done);
      fixture_release (store);
      fixture_remove_folder (folder);
    }
}

static void
test_each_call_fails (void)
{
  static const struct
  {
    const char *fault;
    int         code;
  } cases[] = {
    { "error=ENOSPC", CHL_ERROR_DISK_FULL },
    { "error=ENOSPC;times=1", CHL_ERROR_DISK_FULL },
    { "error=EDQUOT", CHL_ERROR_DISK_FULL },
    { "error=EROFS", CHL_ERROR_STORAGE },
    { "error=EIO", CHL_ERROR_STORAGE },
    { "error=EIO;times=1", CHL_ERROR_STORAGE },
    { "error=EACCES", CHL_ERROR_STORAGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fail_each_call (merge, cases[i].fault, cases[i].code);
      fail_each_call (create, cases[i].fault, cases[i].code);
    }
}

static void
test_first_write_ever (void)
{
  char             *folder = fixture_make_folder ();
  g_autofree char  *config = g_build_filename (folder, "a", "b", NULL);
  g_autofree char  *rule = g_strdup_printf ("path=%s;error=EROFS", folder);
  g_autofree char  *list = NULL;
  ChlSettingsStore *store = chl_settings_store_new (config);
  g_autoptr(GError) error = NULL;

  chl_fault_set (rule);
  g_assert_false (create (store, &error));
  chl_fault_set (NULL);
  fixture_assert_error (error, CHL_ERROR_STORAGE);
  list = fixture_list (folder);
  g_assert_cmpstr (list, ==, "");

  fixture_release (store);
  fixture_remove_folder (folder);
}

static void
test_cannot_read (void)
{
  char             *folder = fixture_make_folder ();
  g_autofree char  *rule = g_strdup_printf ("path=%s/roles;call=read;error=EIO", folder);
  ChlSettingsStore *store = chl_settings_store_new (folder);
  g_autoptr(ChlSettingsFile) file = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  fixture_write (folder, "roles.json", OLD);
  chl_fault_set (rule);
  file = call_load (store, "roles");
  g_assert_null (call_merge (store, "roles", "{\"name\": \"new\"}", &error));
  chl_fault_set (NULL);
  fixture_assert_error (file->error, CHL_ERROR_STORAGE);
  fixture_assert_error (error, CHL_ERROR_STORAGE);
  text = fixture_read (folder, "roles.json");
  g_assert_cmpstr (text, ==, OLD);

  fixture_release (store);
  fixture_remove_folder (folder);
}

static void
test_cannot_remove (void)
{
  char            *folder = fixture_make_folder ();
  g_autofree char *rule =
    g_strdup_printf ("path=%s/roles.json;call=unlink;error=EROFS", folder);
  ChlSettingsStore *store = chl_settings_store_new (folder);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  fixture_write (folder, "roles.json", OLD);
  chl_fault_set (rule);
  g_assert_false (call_remove (store, "roles", &error));
  chl_fault_set (NULL);
  fixture_assert_error (error, CHL_ERROR_STORAGE);
  text = fixture_read (folder, "roles.json");
  g_assert_cmpstr (text, ==, OLD);

  fixture_release (store);
  fixture_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/settings-faults/each-call-fails", test_each_call_fails);
  g_test_add_func ("/settings-faults/first-write-ever", test_first_write_ever);
  g_test_add_func ("/settings-faults/cannot-read", test_cannot_read);
  g_test_add_func ("/settings-faults/cannot-remove", test_cannot_remove);

  return g_test_run ();
}
