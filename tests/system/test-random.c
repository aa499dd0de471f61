/* test-random.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-fake-random.h"
#include "chl-random.h"

static void
test_system_differs (void)
{
  ChlRandom *random = chl_system_random_new ();
  guint8     bytes[1024] = { 0 };
  guint      n_zero = 0;

  g_assert_cmpuint (chl_random_next (random), !=, chl_random_next (random));

  /* Of 1024 random bytes about four are zero; a quarter would mean that some were not filled. */
  chl_random_fill (random, bytes, sizeof bytes);
  for (guint i = 0; i < sizeof bytes; i++)
    n_zero += bytes[i] == 0;
  g_assert_cmpuint (n_zero, <, 256);

  g_assert_finalize_object (random);
}

static void
test_fill_stays_inside (void)
{
  ChlRandom *random = CHL_RANDOM (chl_fake_random_new (7));
  guint8     bytes[13];

  for (gsize length = 0; length <= 11; length++)
    {
      memset (bytes, 0xee, sizeof bytes);
      chl_random_fill (random, bytes + 1, length);
      g_assert_cmphex (bytes[0], ==, 0xee);
      g_assert_cmphex (bytes[length + 1], ==, 0xee);
    }

  g_assert_finalize_object (random);
}

static void
test_fraction (void)
{
  ChlRandom *random = CHL_RANDOM (chl_fake_random_new (1));
  double     sum = 0;

  for (guint i = 0; i < 10000; i++)
    {
      double fraction = chl_random_next_fraction (random);

      g_assert_cmpfloat (fraction, >=, 0);
      g_assert_cmpfloat (fraction, <, 1);
      sum += fraction;
    }

  g_assert_cmpfloat_with_epsilon (sum / 10000, 0.5, 0.02);
  g_assert_finalize_object (random);
}

static void
test_uuid (void)
{
  ChlRandom       *random = CHL_RANDOM (chl_fake_random_new (2));
  g_autofree char *first = chl_random_dup_uuid (random);
  g_autofree char *second = chl_random_dup_uuid (random);

  g_assert_true (g_uuid_string_is_valid (first));
  g_assert_cmpint (first[14], ==, '4');
  g_assert_nonnull (strchr ("89ab", first[19]));
  g_assert_cmpstr (first, !=, second);

  g_assert_finalize_object (random);
}

static void
test_token (void)
{
  ChlRandom *random = CHL_RANDOM (chl_fake_random_new (3));

  for (gsize n_bytes = 1; n_bytes <= 256; n_bytes++)
    {
      g_autofree char *token = chl_random_dup_token (random, n_bytes);

      g_assert_cmpuint (strlen (token), ==, (n_bytes * 8 + 5) / 6);
      g_assert_cmpuint (strspn (token, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_"),
                        ==,
                        strlen (token));
    }

  g_assert_finalize_object (random);
}

static void
test_fake_repeats (void)
{
  ChlRandom *first = CHL_RANDOM (chl_fake_random_new (4));
  ChlRandom *second = CHL_RANDOM (chl_fake_random_new (4));
  ChlRandom *other = CHL_RANDOM (chl_fake_random_new (5));

  for (guint i = 0; i < 100; i++)
    {
      guint64 number = chl_random_next (first);

      g_assert_cmpuint (number, ==, chl_random_next (second));
      g_assert_cmpuint (number, !=, chl_random_next (other));
    }

  g_assert_finalize_object (first);
  g_assert_finalize_object (second);
  g_assert_finalize_object (other);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/random/system-differs", test_system_differs);
  g_test_add_func ("/random/fill-stays-inside", test_fill_stays_inside);
  g_test_add_func ("/random/fraction", test_fraction);
  g_test_add_func ("/random/uuid", test_uuid);
  g_test_add_func ("/random/token", test_token);
  g_test_add_func ("/random/fake-repeats", test_fake_repeats);

  return g_test_run ();
}
