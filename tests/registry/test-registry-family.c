/* test-registry-family.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>

#include "registry-fixture.h"

#define TABLE                                  \
  "p\there\n"                                  \
  "m\tlab/one\t\t\tchat\t1000\t900\t1/2\tn\n"  \
  "m\tother/two\t\t\tchat\t1000\n"             \
  "f\tlab/fam\t\tfam*\tchat\t2000\n"           \
  "f\tlab/as-one\tlab/one\tal*\n"              \
  "f\tlab/vectors\t\temb*\tembed\t3000\n"      \
  "f\tlab/base\t\tbas*\tbase\t3500\n"          \
  "f\tlab/free\t\tfree-*\tchat\t4000\t\t\ty\n" \
  "f\tlab/small\t\tsized+<=3\tchat\t5000\n"    \
  "f\tlab/large\t\tsized+>=8\tchat\t6000\n"    \
  "f\tgeneric/code\t\t*-code+\tchat\t7000\n"   \
  "f\tgeneric/gen\t\tgen*\tchat\t8000\n"       \
  "d\there:one-fast\tlab/one\t\t\t800\t\t3/4\t\t\t\tti>t\tn\ty\n"

/* A family stands for what it is made for, whoever serves it and whatever is in front of its name. */
static void
test_families (void)
{
  static const struct
  {
    const char  *provider;
    const char  *model;
    const char  *row;
    ChlMatchKind kind;
    gboolean     has_price;
    gint64       window;
  } cases[] = {
    { NULL, "fam-7b", "lab/fam", CHL_MATCH_FAMILY, FALSE, 2000 },
    { NULL, "fam-7b-q4-k-m", "lab/fam", CHL_MATCH_FAMILY, FALSE, 2000 },
    { NULL, "al-7b", "lab/one", CHL_MATCH_VARIANT, TRUE, 1000 },
    { "here", "al-7b", "lab/one", CHL_MATCH_VARIANT, TRUE, 800 },
    { NULL, "ft:fam-7b:acme", "lab/fam", CHL_MATCH_TUNED, FALSE, 2000 },
    { NULL, "ft:al-7b:acme", "lab/one", CHL_MATCH_TUNED, FALSE, 1000 },

    /* What is in front; a generic family is worth less than what is behind that. */
    { NULL, "qwen-fam-7b", "lab/fam", CHL_MATCH_FAMILY, FALSE, 2000 },
    { NULL, "hf-qwen-fam-7b", "lab/fam", CHL_MATCH_FAMILY, FALSE, 2000 },
    { NULL, "hf-hf-qwen-fam-7b", NULL, CHL_MATCH_UNKNOWN, FALSE, -1 },
    { NULL, "qwen-fam-code", "lab/fam", CHL_MATCH_FAMILY, FALSE, 2000 },
    { NULL, "qwen-any-code", "generic/code", CHL_MATCH_FAMILY, FALSE, 7000 },
    { NULL, "qwen-gen-1", "generic/gen", CHL_MATCH_FAMILY, FALSE, 8000 },

    /* Whose weights nobody has cannot be somebody else's, but for what does not chat. */
    { NULL, "lab/fam-7b", "lab/fam", CHL_MATCH_FAMILY, FALSE, 2000 },
    { NULL, "other/fam-7b", NULL, CHL_MATCH_UNKNOWN, FALSE, -1 },
    { NULL, "someone/fam-7b", NULL, CHL_MATCH_UNKNOWN, FALSE, -1 },
    { NULL, "someone/bas-7b", NULL, CHL_MATCH_UNKNOWN, FALSE, -1 },
    { NULL, "someone/al-7b", NULL, CHL_MATCH_UNKNOWN, FALSE, -1 },
    { NULL, "someone/emb-7b", "lab/vectors", CHL_MATCH_FAMILY, FALSE, 3000 },
    { NULL, "someone/free-7b", "lab/free", CHL_MATCH_FAMILY, FALSE, 4000 },

    { NULL, "sized-3b", "lab/small", CHL_MATCH_FAMILY, FALSE, 5000 },
    { NULL, "sized-5b", NULL, CHL_MATCH_UNKNOWN, FALSE, -1 },
    { NULL, "sized-8b", "lab/large", CHL_MATCH_FAMILY, FALSE, 6000 },
    { NULL, "sized", NULL, CHL_MATCH_UNKNOWN, FALSE, -1 },
  };
  g_autoptr(ChlRegistry) registry = registry_new_with (TABLE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlRegistryMatch match;

      g_test_message ("%s", cases[i].model);
      chl_registry_resolve (registry, cases[i].provider, cases[i].model, &match);
      g_assert_cmpstr (chl_registry_get_row_id (registry, &match), ==, cases[i].row);
      g_assert_cmpint (match.kind, ==, cases[i].kind);
      g_assert_cmpint (match.has_price, ==, cases[i].has_price);
      g_assert_cmpint (chl_registry_get_count (registry, &match, CHL_COLUMN_CTX, NULL), ==,
                       cases[i].window);
    }
}

/* What a host says of one form of a model and what holds for all of them, and who says it. */
static void
test_limits (void)
{
  static const struct
  {
    ChlRegistryColumn column;
    const char       *text;
  } cases[] = {
    { CHL_COLUMN_CTX, "800" },
    { CHL_COLUMN_MEDIA, "ti>t" },
    { CHL_COLUMN_TOOLS, "n" },
    { CHL_COLUMN_JSON, "y" },
    { CHL_COLUMN_PRICE, "1/2" },
  };
  g_autoptr(ChlRegistry) registry = registry_new_with (TABLE);
  ChlRegistryMatch match;
  ChlOrigin        origin;

  chl_registry_resolve (registry, "here", "one", &match);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (chl_registry_get_text (registry, &match, cases[i].column, NULL), ==, cases[i].text);

  /* Its own 900 do not fit in there. */
  g_assert_cmpint (chl_registry_get_count (registry, &match, CHL_COLUMN_OUT, &origin), ==, 800);
  g_assert_cmpint (origin, ==, CHL_ORIGIN_HOST);
  chl_registry_resolve (registry, NULL, "one", &match);
  g_assert_cmpint (chl_registry_get_count (registry, &match, CHL_COLUMN_OUT, &origin), ==, 900);
  g_assert_cmpint (origin, ==, CHL_ORIGIN_REGISTRY);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/registry/family/families", test_families);
  g_test_add_func ("/registry/family/limits", test_limits);

  return g_test_run ();
}
