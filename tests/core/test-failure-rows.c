/* test-failure-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-failure-rows.h"

static const ChlFailureRow table[] = {
  { 400, "Exact", "and words", CHL_FAILURE_CONTENT_POLICY },
  { 400, "Exact", NULL, CHL_FAILURE_QUOTA },
  { 0, "Begins*", NULL, CHL_FAILURE_NOT_FOUND },
  { 0, NULL, "says so", CHL_FAILURE_OVERLOADED },
  { 418, NULL, NULL, CHL_FAILURE_AUTH },
  { 0, NULL, NULL, CHL_FAILURE_NONE },
};

static void
test_first_that_fits (void)
{
  static const struct
  {
    guint          status;
    const char    *code;
    const char    *message;
    ChlFailureKind kind;
  } rows[] = {
    { 400, "exact", "Code AND Words", CHL_FAILURE_CONTENT_POLICY },
    { 400, "EXACT", "code alone", CHL_FAILURE_QUOTA },
    { 400, "EXACT", NULL, CHL_FAILURE_QUOTA },
    { 401, "exact", "and words", CHL_FAILURE_PROTOCOL },
    { 400, "inexact", NULL, CHL_FAILURE_PROTOCOL },
    { 500, "BeginsSo", NULL, CHL_FAILURE_NOT_FOUND },
    { 500, "begins", "says so", CHL_FAILURE_NOT_FOUND },
    { 500, NULL, "It SAYS so itself", CHL_FAILURE_OVERLOADED },
    { 418, NULL, NULL, CHL_FAILURE_AUTH },
    { 500, NULL, NULL, CHL_FAILURE_PROTOCOL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlFailure) failure = chl_failure_new (CHL_FAILURE_PROTOCOL, rows[i].message);

      g_test_message ("%u %s %s", rows[i].status, rows[i].code, rows[i].message);
      failure->status = rows[i].status;
      failure->code = g_strdup (rows[i].code);
      failure->retryable = TRUE;
      chl_failure_rows_apply (table, failure);
      g_assert_cmpint (failure->kind, ==, rows[i].kind);
      g_assert_cmpint (failure->retryable, ==,
                       rows[i].kind == CHL_FAILURE_PROTOCOL ||
                         chl_failure_kind_is_retryable (rows[i].kind));
    }
}

/* What we say ourselves is no server's word. */
static void
test_ours_are_left_alone (void)
{
  g_autoptr(ChlFailure) failure = chl_failure_new_own (CHL_FAILURE_NETWORK, "It says so");

  chl_failure_rows_apply (table, failure);
  g_assert_cmpint (failure->kind, ==, CHL_FAILURE_NETWORK);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/failure-rows/first-that-fits", test_first_that_fits);
  g_test_add_func ("/failure-rows/ours-are-left-alone", test_ours_are_left_alone);

  return g_test_run ();
}
