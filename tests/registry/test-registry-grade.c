/* test-registry-grade.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-registry-grade.h"

static void
test_other_price (void)
{
  static const struct
  {
    const char *old;
    const char *new;
    gboolean is_other;
  } cases[] = {
    { "1/2", "1/2", FALSE },
    { "1/2", "1/3", TRUE },
    /* Rounded to a hundredth. */
    { "1/2.97", "1/3", FALSE },
    { "1/2.9", "1/3", TRUE },
    /* Who names no price says no other one. */
    { "1/2", "-/2", FALSE },
    { "-/2", "1/2", TRUE },
    { "", "1/2", TRUE },
    { "0/0", "0/0", FALSE },
    { "0/0", "1/0", TRUE },
    { "1/2/0.1", "1/2", FALSE },
    { "1/2", "1/2/0.1", TRUE },
    { "1/2", "1/2/0", TRUE },
    { "1/2", "1/2;>200000:2/4", TRUE },
    { "1/2;>200000:2/4", "1/2", FALSE },
    { "1/2;>200000:2/4", "1/2;>200000:3/5", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("“%s” → “%s”", cases[i].old, cases[i].new);
      g_assert_cmpint (chl_registry_is_other_price (cases[i].old, cases[i].new), ==, cases[i].is_other);
    }
}

static void
test_class (void)
{
  static const struct
  {
    const char *price;
    const char *class;
  } cases[] = {
    { NULL, "" },
    { "", "" },
    { "1", "" },
    { "0/0", "xs" },
    { "1/0.6", "xs" },
    { "1/0.61", "s" },
    { "1/2.6", "s" },
    { "1/2.61", "m" },
    { "1/10", "m" },
    { "1/10.1", "l" },
    { "1/30", "l" },
    { "1/30.1", "xl" },
    { "99/0.1", "xs" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].price != NULL ? cases[i].price : "nobody knows");
      g_assert_cmpstr (chl_registry_grade_class (cases[i].price), ==, cases[i].class);
    }
}

static void
test_agent (void)
{
  static const struct
  {
    const char *tools;
    const char *window;
    const char *output;
    const char *born;
    const char *think;
    const char *grade;
  } cases[] = {
    { NULL, "200000", "64000", "2026-01", "yes", "" },
    { "y", NULL, "64000", "2026-01", "yes", "" },
    { "n", "200000", "64000", "2026-01", "yes", "0" },
    { "y", "63999", "64000", "2026-01", "yes", "1" },
    { "y", "64000", "3999", "2026-01", "yes", "1" },
    { "y", "64000", NULL, "2026-01", "yes", "1" },
    { "y", "64000", "4000", "2026-01", "yes", "2" },
    { "y", "99999", "8000", "2026-01", NULL, "2" },
    { "y", "100000", "7999", "2026-01", NULL, "2" },
    { "y", "100000", "8000", "2025-02", NULL, "2" },
    { "y", "100000", "8000", NULL, "no", "2" },
    { "y", "100000", "8000", "2025-03", NULL, "3" },
    { "y", "100000", "8000", "2024-12", "yes", "3" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlRegistryListed listed = { .scope = "lab" };

      g_test_message ("%" G_GSIZE_FORMAT, i);
      listed.cells[CHL_COLUMN_TOOLS] = (char *) cases[i].tools;
      listed.cells[CHL_COLUMN_CTX] = (char *) cases[i].window;
      listed.cells[CHL_COLUMN_OUT] = (char *) cases[i].output;
      listed.cells[CHL_COLUMN_BORN] = (char *) cases[i].born;
      listed.cells[CHL_COLUMN_THINK] = (char *) cases[i].think;
      g_assert_cmpstr (chl_registry_grade_agent (&listed), ==, cases[i].grade);
    }
}

static void
test_use (void)
{
  static const struct
  {
    const char *key;
    const char *media;
    const char *use;
  } cases[] = {
    { "lab-large", NULL, "chat" },
    { "lab-large", "t>t", "chat" },
    { "lab-large", "ti>ti", "chat" },
    { "lab-large", "t>v", "video" },
    { "lab-large", "t>i", "image" },
    { "lab-large", "t>iv", "video" },
    { "lab-large", "t>a", "speech" },
    { "lab-deep-research", "t>t", "research" },
    { "lab-embedding-large", "t>t", "embed" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s %s", cases[i].key, cases[i].media != NULL ? cases[i].media : "-");
      g_assert_cmpstr (chl_registry_find_use (cases[i].key, cases[i].media), ==, cases[i].use);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/registry-grade/other-price", test_other_price);
  g_test_add_func ("/registry-grade/class", test_class);
  g_test_add_func ("/registry-grade/agent", test_agent);
  g_test_add_func ("/registry-grade/use", test_use);

  return g_test_run ();
}
