/* test-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-error.h"

static void
test_cancellation (void)
{
  g_autoptr(GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");
  g_autoptr(GError) closed = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, "x");
  g_autoptr(GError) same_code = g_error_new_literal (CHL_ERROR, G_IO_ERROR_CANCELLED, "x");

  g_assert_true (chl_error_is_cancellation (cancelled));
  g_assert_false (chl_error_is_cancellation (closed));
  g_assert_false (chl_error_is_cancellation (same_code));
  g_assert_false (chl_error_is_cancellation (NULL));
}

static void
test_domain (void)
{
  g_assert_cmpstr (g_quark_to_string (CHL_ERROR), ==, "chl_error");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/error/cancellation", test_cancellation);
  g_test_add_func ("/error/domain", test_domain);

  return g_test_run ();
}
