/* test-registry-compile.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "chl-error.h"
#include "chl-registry-table.h"
#include "registry-fixture.h"

#define HEAD "#registry\tschema=1\tas_of=2026-11-01\tsource=tests\n"
#define COLUMNS "kind\tid\tbase\tmatch\tuse\tctx\tout\tmedia\teffort\tbudget\tdim\tprice\tborn\tparm\n"
#define MODEL "m\tlab/one\t\talso\tchat\t1000\n"

static GVariant *
compile (const char *text,
         GError    **error)
{
  return chl_registry_table_compile (text, strlen (text), "t", error);
}

/* Each with the line that is to blame and what is said of it. */
static void
assert_refused (const char *text,
                const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) table = compile (text, &error);

  g_test_message ("%s", expected);
  g_assert_null (table);
  g_assert_nonnull (error);
  g_assert_true (error->domain == CHL_ERROR);
  g_assert_cmpint (error->code, ==, CHL_ERROR_BROKEN_FILE);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
test_equal_keys (void)
{
  assert_refused (HEAD COLUMNS MODEL "m\tlab/one\n", "t:4: The id “lab/one” is also that of line 3");
  assert_refused (HEAD COLUMNS MODEL "m\tother/One\n", "t:4: The key “one” is also that of line 3");
  assert_refused (HEAD COLUMNS MODEL "m\tlab/two\t\tALSO\n",
                  "t:4: The key “also” is also that of line 3");
  assert_refused (HEAD COLUMNS "m\tlab/a.1\t\ta-1\n", "t:3: The key “a-1” is also that of line 3");
}

static void
test_equal_hosts (void)
{
  assert_refused (HEAD COLUMNS "p\there\n" MODEL "d\there:one\tlab/one\nd\there:ONE\tlab/one\n",
                  "t:6: The served id “here:one” is also that of line 5");
  assert_refused (HEAD COLUMNS "p\there\np\there\n", "t:4: The id “here” is also that of line 3");
  assert_refused (HEAD COLUMNS "p\there\t\tthere\np\tthere\n",
                  "t:4: The provider “there” is named twice");
}

static void
test_equal_patterns (void)
{
  assert_refused (HEAD COLUMNS "f\tlab/a\t\tx+\nf\tlab/b\t\ty x+\n",
                  "t:4: The pattern “x+” is also that of line 3");
}

static void
test_links (void)
{
  assert_refused (HEAD COLUMNS "p\there\nd\there:one\tlab/one\n", "t:4: There is no row “lab/one”");
  assert_refused (HEAD COLUMNS MODEL "d\there:one\tlab/one\n", "t:4: There is no provider “here”");
  assert_refused (HEAD COLUMNS "p\there\n" MODEL "d\there:one\n",
                  "t:5: A host's row needs the model it is about");
  assert_refused (HEAD COLUMNS "f\tlab/a\tlab/one\tx+\n", "t:3: There is no row “lab/one”");
  assert_refused (HEAD COLUMNS "f\tlab/a\t\tx+\nf\tlab/b\tlab/a\ty+\n", "t:4: “lab/a” is no model");
  assert_refused (HEAD COLUMNS "p\there\tlab\n", "t:3: There is no model of a maker “lab”");
  assert_refused (HEAD COLUMNS MODEL "m\tlab/two\tlab/one\n", "t:4: A model has no base");
}

static void
test_ids (void)
{
  assert_refused (HEAD COLUMNS "m\tone\n", "t:3: “one” is not of the form MAKER/NAME");
  assert_refused (HEAD COLUMNS "f\t/one\t\tx\n", "t:3: “/one” is not of the form MAKER/NAME");
  assert_refused (HEAD COLUMNS "m\tlab/---\n", "t:3: “---” is no name of a model");
  assert_refused (HEAD COLUMNS "f\tlab/a\n", "t:3: The family has no pattern");
  assert_refused (HEAD COLUMNS "p\there\n" MODEL "d\there\tlab/one\n",
                  "t:5: “here” is not of the form SCOPE:SERVED-ID");
  assert_refused (HEAD COLUMNS "p\there\n" MODEL "d\there:-\tlab/one\n", "t:5: “-” is no id of a model");
  assert_refused (HEAD COLUMNS "p\tHere\n", "t:3: “Here” is no name of a provider");
  assert_refused (HEAD COLUMNS "p\there\t\tthere>\n", "t:3: “” is no name of a provider");
  assert_refused (HEAD COLUMNS "m\n", "t:3: A row needs a kind and an id");
  assert_refused (HEAD COLUMNS "m\tlab/a\t\ta  b\n", "t:3: match has two blanks in a row");
}

static void
test_pattern_forms (void)
{
  assert_refused (HEAD COLUMNS "f\tlab/a\t\tx<5\n", "t:3: “x<5” is no pattern");
  assert_refused (HEAD COLUMNS "f\tlab/a\t\tx<=\n", "t:3: “x<=” is no pattern");
  assert_refused (HEAD COLUMNS "f\tlab/a\t\tx<=1.2.3\n", "t:3: “x<=1.2.3” is no pattern");
  assert_refused (HEAD COLUMNS "f\tlab/a\t\t*\n", "t:3: “*” is no pattern");
  assert_refused (HEAD COLUMNS "f\tlab/a\t\t+\n", "t:3: “+” is no pattern");
  assert_refused (HEAD COLUMNS "f\tlab/a\t\t**a\n", "t:3: The pattern “**a” can never match");
  assert_refused (HEAD COLUMNS "f\tlab/a\t\ta**\n", "t:3: The pattern “a**” can never match");
  assert_refused (HEAD COLUMNS "f\tlab/a\t\tX+\n", "t:3: The pattern “X+” can never match");
  assert_refused (HEAD COLUMNS "f\tlab/a\t\ta.b\n", "t:3: The pattern “a.b” can never match");
  assert_refused (HEAD COLUMNS "f\tlab/a\t\ta--b\n", "t:3: The pattern “a--b” can never match");
  assert_refused (HEAD COLUMNS "f\tlab/a\t\ta+b\n", "t:3: The pattern “a+b” can never match");
}

/* A row with @cell in @column, and whether that can be. */
static void
check_cell (const char *column,
            const char *cell,
            gboolean    is_fine)
{
  g_autofree char *text = g_strdup_printf (HEAD "kind\tid\t%s\nm\tlab/one\t%s\n", column, cell);
  g_autofree char *prefix = g_strdup_printf ("t:3: %s is “%s” and has to be ", column, cell);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) table = compile (text, &error);

  g_test_message ("%s %s", column, cell);
  if (is_fine)
    g_assert_no_error (error);
  else
    {
      g_assert_error (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE);
      g_assert_true (g_str_has_prefix (error->message, prefix));
    }
}

static void
test_cells (void)
{
  static const struct
  {
    const char *column;
    const char *good;
    const char *bad; /* between blanks */
  } cases[] = {
    { "ctx", "1 8192 16777216", "0 16777217 08 8k -1 1.5 +1 99999999 999999999999999999999" },
    { "out", "1 65536", "0 x" },
    { "media", "t>t tiavp>ta", "t t> >t tt>t x>t t>t>t" },
    { "use", "chat embed", "Chat chats chat,embed" },
    { "tools", "y n r", "yes j" },
    { "think", "no switch", "maybe" },
    { "effort", "low low,high none,default", "high,low low,low low, ,low lowest" },
    { "budget", ".. 1.. ..9 1..9 0..24576 9..9", "1 9..1 a..b ... 1...9 ..0" },
    { "dim", "768 3072:128-3072", "0 768: 768:1 768:9-1 768:769-900 x 768:1-767 70000" },
    { "price", "0/0 1.5/2 1/2/0.1 1/2/-/0.2 sub 1/2;>1000:3/4 1/2;>10:3/4;>20:5/6/0.1",
      "1 1/ /1 -/1 1/- 1/2/3/4/5 1/1001 1/2; 1/2;>0:3/4 1/2;10:3/4 1/2;>20:3/4;>20:3/4 "
      "1/2;>20:3 free 1e3/2 1./2 01/2 1/2/ 1/2;>5:3/4x" },
    { "born", "2024 2024-02 2024-02-29", "24 2024-13 2025-02-29 2024-2 1999 2024-00 2024/02 2024-02-1" },
    { "stage", "alpha retired", "live" },
    { "parm", "7 0.27 235/22", "x 22/235 7/ /7 -1" },
    { "agent", "0 4", "5 -1" },
    { "class", "xs xl", "xxl" },
    { "dial", "oai ant6", "openai" },
    { "trace", "rc", "r" },
    { "tok", "qwen3.5", "qwen" },
    { "fim", "codestral", "code" },
    { "src", "md hw", "me" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) good = g_strsplit (cases[i].good, " ", -1);
      g_auto(GStrv) bad = g_strsplit (cases[i].bad, " ", -1);

      for (guint n = 0; good[n] != NULL; n++)
        check_cell (cases[i].column, good[n], TRUE);
      for (guint n = 0; bad[n] != NULL; n++)
        check_cell (cases[i].column, bad[n], FALSE);
    }

  check_cell ("title", "One Ω", TRUE);
  check_cell ("title", " One", FALSE);
  check_cell ("title", "One ", FALSE);
  check_cell ("title", "O\xe2\x80\xae"
                       "ne",
              FALSE);
  check_cell ("title", "One\r", FALSE);
}

static void
test_rows (void)
{
  assert_refused (HEAD "kind\tid\tuse\tctx\tout\nm\tlab/one\tchat\t100\t200\n",
                  "t:3: out is larger than the window");
  assert_refused (HEAD "kind\tid\tuse\tctx\tinp\nm\tlab/one\tchat\t100\t200\n",
                  "t:3: inp is larger than the window");
  assert_refused (HEAD "kind\tid\nx\tlab/one\n", "t:3: kind is “x” and has to be one of p m f d");
  assert_refused (HEAD "kind\tid\nm\tlab/one\tmore\n", "t:3: There are more cells than columns");
  assert_refused (HEAD "kind\tid\tctx\nm\tlab/one\t-\n", "t:3: Nothing can be taken away in ctx here");
  assert_refused (HEAD "kind\tid\nm\tlab/\xff\n", "t:3: The line is not UTF-8 text");
}

/* What follows a model is another model. */
static void
test_next (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) table = compile (HEAD "kind\tid\tnext\nm\tlab/a\tlab/b\nm\tlab/b\n", &error);

  g_assert_no_error (error);
  g_assert_nonnull (table);
  assert_refused (HEAD "kind\tid\tnext\nm\tlab/a\tlab/c\n",
                  "t:3: There is no other model “lab/c” to follow it");
  assert_refused (HEAD "kind\tid\tnext\nm\tlab/a\tlab/a\n",
                  "t:3: There is no other model “lab/a” to follow it");
  assert_refused (HEAD "kind\tid\tmatch\tnext\nm\tlab/a\t\tlab/f\nf\tlab/f\tff*\n",
                  "t:3: There is no other model “lab/f” to follow it");
  assert_refused (HEAD "kind\tid\tmatch\tnext\nm\tlab/a\nf\tlab/f\tff*\tlab/a\n",
                  "t:4: Only a model can have one that follows it");
}

static void
test_heads (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) table = NULL;

  assert_refused ("", "t:1: The table ends before it begins");
  assert_refused (HEAD, "t:2: The table ends before it begins");
  assert_refused ("kind\tid\n", "t:1: The first line does not begin with #registry");
  assert_refused ("#registry\tas_of=2026-01-01\nkind\tid\n", "t:1: The table names no schema");
  assert_refused ("#registry\tschema=x\nkind\tid\n", "t:1: The table names no schema");
  assert_refused ("#registry\tschema=1\nkind\tid\n", "t:1: as_of is no day YYYY-MM-DD");
  assert_refused ("#registry\tschema=1\tas_of=2026-01-01\tlate=2026\nkind\tid\n",
                  "t:1: late is no day YYYY-MM-DD");
  assert_refused (HEAD "kind\tkind\tid\n", "t:2: A column is there twice");
  assert_refused (HEAD "kind\n", "t:2: The second line does not name the columns kind and id");

  table = compile ("#registry\tschema=2\tas_of=2026-01-01\nkind\tid\n", &error);
  g_assert_null (table);
  g_assert_error (error, CHL_ERROR, CHL_ERROR_NEWER_FILE);
  g_assert_cmpstr (error->message, ==, "t:1: The schema is newer than what is known here");
}

/* Of a newer table what is known here is taken. */
static void
test_unknown_columns (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) table = compile (HEAD "kind\tnew\tid\nm\tanything\tlab/one\n# a remark\n\n", &error);

  g_assert_no_error (error);
  g_assert_nonnull (table);
}

/* The same table gives the same bytes: where a row stands decides, not the hash of its name. */
static void
test_determinism (void)
{
  const char *rows = "p\there\tlab\tthere\nm\tlab/a-1\nm\tlab/b\t\tc d e\nf\tlab/x\t\tx+ y*\n"
                     "d\there:a\tlab/a-1\nd\there:bb\tlab/a-1\n";
  g_autoptr(GBytes) first = registry_compile (rows);
  g_autoptr(GBytes) second = registry_compile (rows);

  g_assert_true (g_bytes_equal (first, second));
}

/* Of patterns that are as particular as each other the first one counts. */
static void
test_order (void)
{
  g_autoptr(ChlRegistry) forward = registry_new_with ("f\tlab/one\t\tab*c-x\nf\tlab/two\t\tab*-xy\n"
                                                       "f\tlab/three\t\tab*y-x\n");
  g_autoptr(ChlRegistry) backward = registry_new_with ("f\tlab/two\t\tab*x-c\nf\tlab/one\t\tab*-xc\n");

  g_assert_cmpstr (registry_find (forward, NULL, "abc-x"), ==, "lab/one");
  g_assert_cmpstr (registry_find (forward, NULL, "aby-x"), ==, "lab/three");
  g_assert_cmpstr (registry_find (backward, NULL, "ab-x-c"), ==, "lab/two");
}

static void
test_overlap (void)
{
  g_autoptr(ChlRegistry) forward = registry_new_with ("f\tlab/one\t\tab*c\nf\tlab/two\t\tab*d-c\n"
                                                       "f\tlab/three\t\tab-*c\n");
  g_autoptr(ChlRegistry) equal = registry_new_with ("f\tlab/one\t\tab*xc\nf\tlab/two\t\tab*dc\n"
                                                     "f\tlab/both\t\tz*y*x z*x*y\n");
  g_autoptr(ChlRegistry) first = registry_new_with ("f\tlab/one\t\ta*bc*d\nf\tlab/two\t\ta*b*cd\n");
  g_autoptr(ChlRegistry) second = registry_new_with ("f\tlab/two\t\ta*b*cd\nf\tlab/one\t\ta*bc*d\n");

  g_assert_cmpstr (registry_find (forward, NULL, "ab-d-c"), ==, "lab/three");
  g_assert_cmpstr (registry_find (forward, NULL, "abd-d-c"), ==, "lab/two");
  g_assert_cmpstr (registry_find (forward, NULL, "abc"), ==, "lab/one");
  g_assert_cmpstr (registry_find (equal, NULL, "abdc"), ==, "lab/two");

  /* Both fit, and neither is more particular. */
  g_assert_cmpstr (registry_find (first, NULL, "abcd"), ==, "lab/one");
  g_assert_cmpstr (registry_find (second, NULL, "abcd"), ==, "lab/two");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/registry/compile/equal-keys", test_equal_keys);
  g_test_add_func ("/registry/compile/equal-hosts", test_equal_hosts);
  g_test_add_func ("/registry/compile/equal-patterns", test_equal_patterns);
  g_test_add_func ("/registry/compile/dangling-links", test_links);
  g_test_add_func ("/registry/compile/ids", test_ids);
  g_test_add_func ("/registry/compile/pattern-forms", test_pattern_forms);
  g_test_add_func ("/registry/compile/cells", test_cells);
  g_test_add_func ("/registry/compile/rows", test_rows);
  g_test_add_func ("/registry/compile/next", test_next);
  g_test_add_func ("/registry/compile/heads", test_heads);
  g_test_add_func ("/registry/compile/unknown-columns", test_unknown_columns);
  g_test_add_func ("/registry/compile/same-bytes", test_determinism);
  g_test_add_func ("/registry/compile/order-of-rows", test_order);
  g_test_add_func ("/registry/compile/overlapping-patterns", test_overlap);

  return g_test_run ();
}
