/* test-registry-hostile.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "registry-refresh-fixture.h"

/* One bad cell each: the table is made, and looks as if nothing had been said there. */
static void
test_bad_cells (RefreshFixture *self,
                gconstpointer   data)
{
  static const struct
  {
    const char       *from;
    const char       *to;
    ChlRefreshDrop    drop;
    ChlRegistryColumn column;
    const char       *cell;
  } cases[] = {
    { "\"name\": \"Claude C\"", "\"name\": \"\\u202eClaude\"", CHL_DROP_TITLE, CHL_COLUMN_TITLE, "" },
    { "\"name\": \"Claude C\"", "\"name\": \"Clau\\tde\"", CHL_DROP_TITLE, CHL_COLUMN_TITLE, "" },
    { "\"name\": \"Claude C\"", "\"name\": \"-\"", CHL_DROP_TITLE, CHL_COLUMN_TITLE, "" },
    { "\"name\": \"Claude C\"", "\"name\": 7", CHL_DROP_TITLE, CHL_COLUMN_TITLE, "" },
    { "\"context\": 400000, \"input\": 272000", "\"context\": 99999999, \"input\": 272000",
      CHL_DROP_LIMIT, CHL_COLUMN_CTX, "" },
    { "\"context\": 400000, \"input\": 272000", "\"context\": -1, \"input\": 272000", CHL_DROP_LIMIT,
      CHL_COLUMN_CTX, "" },
    { "\"context\": 400000, \"input\": 272000", "\"context\": 1.5, \"input\": 272000", CHL_DROP_LIMIT,
      CHL_COLUMN_CTX, "" },
    { "\"context\": 400000, \"input\": 272000", "\"context\": \"400000\", \"input\": 272000",
      CHL_DROP_LIMIT, CHL_COLUMN_CTX, "" },
    { "\"context\": 400000, \"input\": 272000", "\"context\": 400000, \"input\": 400001",
      CHL_DROP_LIMIT, CHL_COLUMN_INP, "" },
    { "\"input\": 272000, \"output\": 64000", "\"input\": 272000, \"output\": 400001", CHL_DROP_LIMIT,
      CHL_COLUMN_OUT, "" },
    { "\"input\": 1, \"output\": 5.5, \"cache_read\": 0.1,", "\"input\": -1, \"output\": 5.5,",
      CHL_DROP_PRICE, CHL_COLUMN_PRICE, "" },
    { "\"input\": 1, \"output\": 5.5, \"cache_read\": 0.1,", "\"input\": 1, \"output\": 1001,",
      CHL_DROP_PRICE, CHL_COLUMN_PRICE, "" },
    { "\"input\": 1, \"output\": 5.5, \"cache_read\": 0.1,", "\"input\": 1, \"output\": 1e999,",
      CHL_DROP_PRICE, CHL_COLUMN_PRICE, "" },
    { "\"input\": 1, \"output\": 5.5, \"cache_read\": 0.1,", "\"input\": 1, \"output\": \"5.5\",",
      CHL_DROP_PRICE, CHL_COLUMN_PRICE, "" },
    { "\"input\": 1, \"output\": 5.5, \"cache_read\": 0.1,",
      "\"input\": 1, \"output\": 5.5, \"cache_read\": -3,", CHL_DROP_PRICE, CHL_COLUMN_PRICE,
      "1/5.5;>200000:2/8/0.2" },
    { "\"release_date\": \"2026-11-22\"", "\"release_date\": \"2027-11-24\"", CHL_DROP_DAY,
      CHL_COLUMN_BORN, "" },
    { "\"release_date\": \"2026-11-22\"", "\"release_date\": \"2017-11-22\"", CHL_DROP_DAY,
      CHL_COLUMN_BORN, "" },
    { "\"release_date\": \"2026-11-22\"", "\"release_date\": \"2026-02-30\"", CHL_DROP_DAY,
      CHL_COLUMN_BORN, "" },
    { "\"release_date\": \"2026-11-22\"", "\"release_date\": \"soon\"", CHL_DROP_DAY, CHL_COLUMN_BORN,
      "" },
    { "\"knowledge\": \"2026-08\"", "\"knowledge\": 2026", CHL_DROP_DAY, CHL_COLUMN_KNOW, "" },
    { "\"status\": \"beta\"", "\"status\": \"retired\"", CHL_DROP_STAGE, CHL_COLUMN_STAGE, "" },
    { "\"status\": \"beta\"", "\"status\": \"gamma\"", CHL_DROP_STAGE, CHL_COLUMN_STAGE, "" },
    { "\"status\": \"beta\"", "\"status\": true", CHL_DROP_STAGE, CHL_COLUMN_STAGE, "" },
    { "\"structured_output\": true", "\"structured_output\": \"yes\"", CHL_DROP_FLAG, CHL_COLUMN_JSON,
      "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RefreshFixture each = { NULL };

      g_test_message ("%s", cases[i].to);
      refresh_fixture_set_up (&each, NULL);
      refresh_fixture_change (&each, cases[i].from, cases[i].to);
      refresh_fixture_refresh (&each);
      g_assert_cmpuint (each.report.dropped[cases[i].drop], ==, 1);
      refresh_fixture_assert_cell (&each, "anthropic", "claude-c", cases[i].column, cases[i].cell);
      refresh_fixture_assert_cell (&each, "anthropic", "claude-c", CHL_COLUMN_TEMP, "n");
      refresh_fixture_tear_down (&each, NULL);
    }
}

/* One bad row each: all others are there. */
static void
test_bad_rows (RefreshFixture *self,
               gconstpointer   data)
{
  g_autofree char *filling = g_strnfill (257, 'x');
  g_autofree char *too_long = g_strdup_printf ("\"id\": \"%s\"", filling);
  const struct
  {
    const char    *to;
    ChlRefreshDrop drop;
  } cases[] = {
    { "\"ident\": \"claude-c\"", CHL_DROP_ROW },
    { "\"id\": 7", CHL_DROP_ROW },
    { "\"id\": \"\"", CHL_DROP_ROW },
    { "\"id\": \"   \"", CHL_DROP_ROW },
    { "\"id\": \"claude\\nc\"", CHL_DROP_ROW },
    { "\"id\": \"claude\\u0000c\"", CHL_N_DROPS }, /* stands for no character, as an id could */
    { "\"id\": \"claude\\u202ec\"", CHL_DROP_ROW },
    { "\"id\": \"claude\\u2066c\"", CHL_DROP_ROW },
    { "\"id\": \"claude:c\"", CHL_DROP_ROW },
    { "\"id\": \"\u4f60\u597d\"", CHL_DROP_ROW },
    { too_long, CHL_DROP_ROW },
    { "\"id\": \"qwen-a\"", CHL_DROP_MAKER },
    { "\"id\": \"Embed.New\"", CHL_DROP_TWICE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RefreshFixture each = { NULL };

      g_test_message ("%s", cases[i].to);
      refresh_fixture_set_up (&each, NULL);
      refresh_fixture_change (&each, "\"id\": \"claude-c\"", cases[i].to);
      refresh_fixture_refresh (&each);
      for (guint drop = 0; drop < CHL_DROP_UNKNOWN; drop++)
        g_assert_cmpuint (each.report.dropped[drop], ==, drop == cases[i].drop ? 1 : 0);
      g_assert_cmpstr (registry_find (each.registry, "openai", "embed-new"), !=, NULL);
      refresh_fixture_tear_down (&each, NULL);
    }
}

static GBytes *
build_nested (void)
{
  GString *text = g_string_new ("{\"a\":");

  for (guint i = 0; i < 32; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < 32; i++)
    g_string_append_c (text, ']');
  g_string_append_c (text, '}');

  return g_string_free_to_bytes (text);
}

/* @n_providers of @n_models each. */
static GBytes *
build_many (guint n_providers,
            guint n_models)
{
  GString *text = g_string_new ("{");

  for (guint i = 0; i < n_providers; i++)
    {
      g_string_append_printf (text, "%s\"p%u\":{\"models\":{", i > 0 ? "," : "", i);
      for (guint j = 0; j < n_models; j++)
        g_string_append_printf (text, "%s\"m%u\":{}", j > 0 ? "," : "", j);
      g_string_append (text, "}}");
    }
  g_string_append_c (text, '}');

  return g_string_free_to_bytes (text);
}

static GBytes *
build_blank (gsize size)
{
  char *text = g_strnfill (size, ' ');

  text[0] = '{';
  text[size - 1] = '}';

  return g_bytes_new_take (text, size);
}

/* What is refused as a whole. Takes @download. */
static void
assert_refused (RefreshFixture *self,
                GBytes         *download,
                ChlError        code)
{
  g_autoptr(GBytes) table = NULL;
  g_autoptr(GError) error = NULL;
  ChlRefreshReport report = { .n_new = 4711 };

  table = chl_registry_refresh (download, self->bundled, NULL, REFRESH_TODAY, &report, &error);
  g_assert_null (table);
  g_assert_error (error, CHL_ERROR, (int) code);
  g_assert_cmpuint (report.n_new, ==, 4711);
  g_bytes_unref (download);
}

static void
test_refused (RefreshFixture *self,
              gconstpointer   data)
{
  static const struct
  {
    const char *text;
    ChlError    code;
  } cases[] = {
    { "", CHL_ERROR_TRUNCATED },
    { "{\"anthropic\": {\"models\": {", CHL_ERROR_TRUNCATED },
    { "<!DOCTYPE html><title>Hello</title>", CHL_ERROR_PROTOCOL },
    { "[]", CHL_ERROR_PROTOCOL },
    { "{}", CHL_ERROR_PROTOCOL },
    { "null", CHL_ERROR_PROTOCOL },
    { "{} {}", CHL_ERROR_PROTOCOL },
    { "{'a': 1}", CHL_ERROR_PROTOCOL },
    { "{\"a\": \"\xff\"}", CHL_ERROR_PROTOCOL },
    { "{\"a\": 1, \"a\": 1}", CHL_ERROR_PROTOCOL },
    { "{\"a\": {\"models\": {\"b\": {\"id\": 1, \"\\u0069d\": 1}}}}", CHL_ERROR_PROTOCOL },
    { "{\"a\": [[{\"b\": 1, \"c\": 2, \"b\": 3}]]}", CHL_ERROR_PROTOCOL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u", i);
      assert_refused (self, g_bytes_new_static (cases[i].text, strlen (cases[i].text)),
                      cases[i].code);
    }

  assert_refused (self, build_nested (), CHL_ERROR_LIMIT);
  assert_refused (self, build_many (401, 1), CHL_ERROR_LIMIT);
  assert_refused (self, build_many (1, 2001), CHL_ERROR_LIMIT);
  assert_refused (self, build_many (21, 1906), CHL_ERROR_LIMIT);
  assert_refused (self, build_many (400, 100), CHL_ERROR_PROTOCOL);
  assert_refused (self, build_blank (CHL_REFRESH_MAX_BYTES + 1), CHL_ERROR_LIMIT);
  assert_refused (self, build_blank (CHL_REFRESH_MAX_BYTES), CHL_ERROR_PROTOCOL);
}

/* In a list with which nothing else is wrong. */
static void
test_refused_within (RefreshFixture *self,
                     gconstpointer   data)
{
#define FIVE "[[[[["
#define ENDS "]]]]]"
  static const struct
  {
    const char *from;
    const char *to;
    ChlError    code;
  } cases[] = {
    { "\"id\": \"claude-c\",", "\"id\": \"claude-c\", \"id\": \"claude-d\",", CHL_ERROR_PROTOCOL },
    { "\"id\": \"claude-c\",", "\"id\": \"claude-c\", \"\\u0069d\": 1,", CHL_ERROR_PROTOCOL },
    { "\"somebody\": {", "\"openai\": {", CHL_ERROR_PROTOCOL },
    { "\"somebody\": {", "\"somebody\": {\"a\": [{\"b\": {}, \"b\": {}}],", CHL_ERROR_PROTOCOL },
    { "\"Claude C\"", "\"Claude \xff\"", CHL_ERROR_PROTOCOL },
    { "\"Claude C\"", "\"Claude \t\"", CHL_ERROR_PROTOCOL },
    { "\"Claude C\"", "'Claude'", CHL_ERROR_PROTOCOL },
    { "\"Claude C\"", "NaN", CHL_ERROR_PROTOCOL },
    { "\"Claude C\"", FIVE FIVE FIVE FIVE FIVE FIVE ENDS ENDS ENDS ENDS ENDS ENDS, CHL_ERROR_LIMIT },
  };
#undef FIVE
#undef ENDS

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RefreshFixture each = { NULL };

      g_test_message ("%u", i);
      refresh_fixture_set_up (&each, NULL);
      refresh_fixture_change (&each, cases[i].from, cases[i].to);
      assert_refused (&each, g_bytes_ref (each.download), cases[i].code);
      refresh_fixture_tear_down (&each, NULL);
    }
}

/* Wherever it breaks off; each fifth place will do, for all of what can be there. */
static void
test_cut (RefreshFixture *self,
          gconstpointer   data)
{
  gsize length = g_bytes_get_size (self->download);

  while (length > 0 && ((const char *) g_bytes_get_data (self->download, NULL))[length - 1] != '}')
    length--;
  for (gsize end = 1; end < length; end += 5)
    assert_refused (self, g_bytes_new_from_bytes (self->download, 0, end), CHL_ERROR_TRUNCATED);
}

/* A list without one of the makers, and one without most of their models. */
static void
test_implausible (RefreshFixture *self,
                  gconstpointer   data)
{
  static const char *const makers[] = {
    "anthropic",
    "openai",
    "google",
    "mistral",
    "deepseek",
    "alibaba",
    "xai",
  };

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      RefreshFixture   each = { NULL };
      g_autofree char *from = g_strdup_printf ("\"%s\": {\n    \"id\"", makers[i]);
      g_autofree char *short_from = g_strdup_printf ("\"%s\": {\"id\"", makers[i]);

      g_test_message ("%s", makers[i]);
      refresh_fixture_set_up (&each, NULL);
      if (strstr (g_bytes_get_data (each.download, NULL), short_from) != NULL)
        refresh_fixture_change (&each, short_from, "\"else\": {\"id\"");
      else
        refresh_fixture_change (&each, from, "\"else\": {\"id\"");
      assert_refused (&each, g_bytes_ref (each.download), CHL_ERROR_PROTOCOL);
      refresh_fixture_tear_down (&each, NULL);
    }

  refresh_fixture_change (self, "\"id\": \"gpt-a\"", "\"id\": \"gpt-x\"");
  refresh_fixture_change (self, "\"id\": \"gpt-old\"", "\"id\": \"gpt-y\"");
  g_clear_pointer (&self->table, g_bytes_unref);
  refresh_fixture_refresh (self);
  g_assert_cmpuint (self->report.n_unlisted, ==, 2);
  refresh_fixture_change (self, "\"id\": \"embed-a\"", "\"id\": \"embed-z\"");
  assert_refused (self, g_bytes_ref (self->download), CHL_ERROR_PROTOCOL);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (RefreshFixture *self,
                  gconstpointer   data);
  } tests[] = {
    { "bad-cells", test_bad_cells },
    { "bad-rows", test_bad_rows },
    { "refused", test_refused },
    { "refused-within", test_refused_within },
    { "cut", test_cut },
    { "implausible", test_implausible },
  };

  /* Nothing is kept anywhere. Folders of its own for each test are what GLib 2.74 leaks, and with the
   * quick unwinder, without which this takes minutes, nobody sees that it is GLib. */
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/registry/hostile/", tests[i].path, NULL);

      g_test_add (path, RefreshFixture, NULL, refresh_fixture_set_up, tests[i].func, refresh_fixture_tear_down);
    }

  return g_test_run ();
}
