/* test-secret-notes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-error.h"
#include "chl-secret-notes.h"

static const ChlSecretPlace place = { "i", "key", "https://h:443", NULL };

static void
test_each_part_of_a_place_counts (void)
{
  static const ChlSecretPlace others[] = {
    { "j", "key", "https://h:443", NULL },
    { "i", "header:X", "https://h:443", NULL },
    { "i", "key", "https://h:444", NULL },
  };
  g_autoptr(ChlSecretNotes) notes = chl_secret_notes_new ();

  g_assert_true (chl_secret_notes_learn (notes, &place, NULL, CHL_SECRET_KEPT));

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_cmpint (chl_secret_notes_get_state (notes, &others[i]), ==, CHL_SECRET_ABSENT);
}

static void
test_memory_comes_first (void)
{
  g_autoptr(ChlSecretNotes) notes = chl_secret_notes_new ();
  g_autoptr(ChlSecret) secret = chl_secret_new ("k", -1);

  g_assert_true (chl_secret_notes_set_until_quit (notes, &place, secret));
  g_assert_true (chl_secret_notes_get_until_quit (notes, &place) == secret);
  g_assert_false (chl_secret_notes_set_until_quit (notes, &place, secret));
  g_assert_false (chl_secret_notes_learn (notes, &place, NULL, CHL_SECRET_KEPT));
  g_assert_cmpint (chl_secret_notes_get_state (notes, &place), ==, CHL_SECRET_UNTIL_QUIT);
  g_assert_true (chl_secret_notes_set_until_quit (notes, &place, NULL));
  g_assert_cmpint (chl_secret_notes_get_state (notes, &place), ==, CHL_SECRET_KEPT);
}

static void
test_errors_say_what_they_say (void)
{
  static const struct
  {
    int            code;
    ChlSecretState state;
  } cases[] = {
    { CHL_ERROR_KEYRING_LOCKED, CHL_SECRET_LOCKED },
    { CHL_ERROR_KEYRING, CHL_SECRET_FAILED },
    { CHL_ERROR_INVALID, CHL_SECRET_FAILED }, /* says nothing of the keyring */
  };
  g_autoptr(ChlSecretNotes) notes = chl_secret_notes_new ();
  g_autoptr(GError) cancelled = g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = g_error_new (CHL_ERROR, cases[i].code, "x");

      chl_secret_notes_learn (notes, &place, error, CHL_SECRET_KEPT);
      g_assert_cmpint (chl_secret_notes_get_state (notes, &place), ==, cases[i].state);
      g_assert_false (chl_secret_notes_learn (notes, &place, cancelled, CHL_SECRET_KEPT));
    }

  g_assert_true (chl_secret_notes_learn (notes, &place, NULL, CHL_SECRET_KEPT));
  g_assert_false (chl_secret_notes_learn (notes, &place, NULL, CHL_SECRET_KEPT));
}

static void
test_states_have_names (void)
{
  g_assert_cmpstr (chl_secret_state_to_string (CHL_SECRET_ABSENT), ==, "absent");
  g_assert_cmpstr (chl_secret_state_to_string (CHL_SECRET_KEPT), ==, "kept");
  g_assert_cmpstr (chl_secret_state_to_string (CHL_SECRET_UNTIL_QUIT), ==, "until_quit");
  g_assert_cmpstr (chl_secret_state_to_string (CHL_SECRET_LOCKED), ==, "locked");
  g_assert_cmpstr (chl_secret_state_to_string (CHL_SECRET_FAILED), ==, "failed");
}

static void
test_a_place_has_no_gaps (void)
{
  static const ChlSecretPlace gaps[] = {
    { NULL, "key", "o", NULL },
    { "", "key", "o", NULL },
    { "i", NULL, "o", NULL },
    { "i", "", "o", NULL },
    { "i", "key", NULL, NULL },
    { "i", "key", "", NULL },
  };

  g_assert_true (chl_secret_place_is_valid (&place));
  g_assert_false (chl_secret_place_is_valid (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    g_assert_false (chl_secret_place_is_valid (&gaps[i]));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/secret-notes/each-part-of-a-place-counts", test_each_part_of_a_place_counts);
  g_test_add_func ("/secret-notes/memory-comes-first", test_memory_comes_first);
  g_test_add_func ("/secret-notes/errors-say-what-they-say", test_errors_say_what_they_say);
  g_test_add_func ("/secret-notes/states-have-names", test_states_have_names);
  g_test_add_func ("/secret-notes/a-place-has-no-gaps", test_a_place_has_no_gaps);

  return g_test_run ();
}
