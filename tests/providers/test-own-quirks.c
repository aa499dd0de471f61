/* test-own-quirks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-own-quirks.h"

static const ChlQuirks base = { .output_limit_field = "max_tokens", .reasons = TRUE };

static void
test_each_model_has_its_own (void)
{
  g_autoptr(ChlOwnQuirks) book = chl_own_quirks_new ();
  ChlQuirks *one = chl_own_quirks_begin (book, "one", &base);
  ChlQuirks *other;

  one->reasons = FALSE;
  other = chl_own_quirks_begin (book, "other", &base);
  g_assert_true (one != other);
  g_assert_false (one->reasons);
  g_assert_true (other->reasons);
  g_assert_cmpstr (other->output_limit_field, ==, "max_tokens");
}

/* What was changed the last time is gone, and who still looks at it looks at the same place. */
static void
test_begins_anew_in_its_place (void)
{
  g_autoptr(ChlOwnQuirks) book = chl_own_quirks_new ();
  ChlQuirks *first = chl_own_quirks_begin (book, "m", &base);

  first->reasons = FALSE;
  first->extra_body = "{}";
  g_assert_true (chl_own_quirks_begin (book, "m", &base) == first);
  g_assert_true (first->reasons);
  g_assert_null (first->extra_body);
}

static void
test_keeps_words (void)
{
  g_autoptr(ChlOwnQuirks) book = chl_own_quirks_new ();
  g_auto(GStrv) words = g_strsplit ("low high", " ", -1);
  ChlQuirks         *one = chl_own_quirks_begin (book, "one", &base);
  ChlQuirks         *other = chl_own_quirks_begin (book, "other", &base);
  const char *const *kept;

  chl_own_quirks_set_efforts (book, one, (const char *const *) words);
  kept = one->efforts;
  chl_own_quirks_set_efforts (book, other, (const char *const *) words);
  g_assert_true (other->efforts == kept);
  *words[0] = 'x';
  g_assert_cmpstr (kept[0], ==, "low");
  chl_own_quirks_set_efforts (book, other, (const char *const *) words);
  g_assert_cmpstr (other->efforts[0], ==, "xow");
  g_assert_cmpstr (one->efforts[0], ==, "low");
  g_assert_cmpstr (one->efforts[1], ==, "high");
  g_assert_null (one->efforts[2]);
}

static void
test_nobody (void)
{
  chl_own_quirks_free (NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/own-quirks/each-model-has-its-own", test_each_model_has_its_own);
  g_test_add_func ("/own-quirks/begins-anew-in-its-place", test_begins_anew_in_its_place);
  g_test_add_func ("/own-quirks/keeps-words", test_keeps_words);
  g_test_add_func ("/own-quirks/nobody", test_nobody);

  return g_test_run ();
}
