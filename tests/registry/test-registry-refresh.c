/* test-registry-refresh.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "chl-registry-refresh.h"
#include "chl-registry-table.h"
#include "registry-fixture.h"

#define TODAY "2026-11-23"

typedef struct
{
  GBytes          *bundled;
  GBytes          *download;
  GBytes          *table;
  ChlRegistry     *registry;
  ChlRefreshReport report;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  self->bundled = registry_compile_file ("refresh-table.tsv");
  self->download = registry_read_file ("refresh-api.json");
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_bytes_unref (self->bundled);
  g_bytes_unref (self->download);
  g_clear_pointer (&self->table, g_bytes_unref);
  g_clear_object (&self->registry);
}

static void
refresh (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  self->table = chl_registry_refresh (self->download, self->bundled, NULL, TODAY, &self->report,
                                      &error);
  g_assert_no_error (error);
  self->registry = chl_registry_new_for_bytes (self->table, &error);
  g_assert_no_error (error);
}

/* Of the sample with @from replaced by @to. */
static void
change_download (Fixture    *self,
                 const char *from,
                 const char *to)
{
  g_autoptr(GString) text = g_string_new_len (g_bytes_get_data (self->download, NULL),
                                               (gssize) g_bytes_get_size (self->download));

  g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);
  g_bytes_unref (self->download);
  self->download = g_string_free_to_bytes (g_steal_pointer (&text));
}

static void
assert_cell (Fixture          *self,
             const char       *provider,
             const char       *model,
             ChlRegistryColumn column,
             const char       *cell)
{
  ChlRegistryMatch match;

  chl_registry_resolve (self->registry, provider, model, &match);
  g_assert_cmpstr (chl_registry_get_text (self->registry, &match, column, NULL), ==, cell);
}

/* What models.dev said once follows it in price and stage, and in all where nothing was said. */
static void
test_follows (Fixture      *self,
              gconstpointer data)
{
  refresh (self);
  assert_cell (self, "anthropic", "claude-a", CHL_COLUMN_PRICE, "2.5/12.5/0.25/3.125");
  assert_cell (self, "anthropic", "claude-a", CHL_COLUMN_BORN, "2026-02-05");
  assert_cell (self, "anthropic", "claude-a", CHL_COLUMN_KNOW, "2026-01");
  assert_cell (self, "anthropic", "claude-a", CHL_COLUMN_JSON, "");
  assert_cell (self, "anthropic", "claude-a", CHL_COLUMN_TITLE, "Claude A");
  assert_cell (self, "openai", "gpt-a", CHL_COLUMN_STAGE, "");
  assert_cell (self, "openai", "gpt-old", CHL_COLUMN_STAGE, "retired");
  assert_cell (self, "openai", "gpt-old", CHL_COLUMN_OUT, "4096");
  assert_cell (self, "openai", "embed-a", CHL_COLUMN_OUT, "");

  /* The same price, and the same but for rounding: more was known of the first. */
  assert_cell (self, "openai", "gpt-a", CHL_COLUMN_PRICE, "1.25/10/0.125;>272000:2.5/15");
  assert_cell (self, "alibaba", "qwen-a", CHL_COLUMN_PRICE, "0.05/0.4");
}

/* How much a model can take is not taken from them where a row says it. */
static void
test_keeps (Fixture      *self,
            gconstpointer data)
{
  refresh (self);
  assert_cell (self, "anthropic", "claude-a", CHL_COLUMN_CTX, "200000");
  assert_cell (self, "anthropic", "claude-a", CHL_COLUMN_OUT, "64000");

  /* Mended by hand. */
  assert_cell (self, "anthropic", "claude-b", CHL_COLUMN_CTX, "128000");
  assert_cell (self, "anthropic", "claude-b", CHL_COLUMN_PRICE, "1/5");
  assert_cell (self, "anthropic", "claude-b", CHL_COLUMN_STAGE, "");
  assert_cell (self, "anthropic", "claude-b", CHL_COLUMN_MEDIA, "ti>t");
  assert_cell (self, "anthropic", "claude-b", CHL_COLUMN_TOOLS, "y");
  assert_cell (self, "groq", "gpt-a", CHL_COLUMN_CTX, "131072");
  assert_cell (self, "groq", "gpt-a", CHL_COLUMN_PRICE, "0.5/2");
  assert_cell (self, "qwen.cn", "qwen-a", CHL_COLUMN_PRICE, "sub");
}

static void
test_adds (Fixture      *self,
           gconstpointer data)
{
  refresh (self);
  g_assert_cmpstr (registry_find (self->registry, "anthropic", "claude-c"), ==,
                   "anthropic/claude-c");
  assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_USE, "chat");
  assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_CTX, "400000");
  assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_INP, "272000");
  assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_OUT, "64000");
  assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_MEDIA, "tip>t");
  assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_PRICE, "1/5.5/0.1;>200000:2/8/0.2");
  assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_TEMP, "n");
  assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_THINK, "yes");
  assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_STAGE, "beta");
  assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_AGENT, "3");
  assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_CLASS, "m");
  assert_cell (self, "openai", "embed-new", CHL_COLUMN_USE, "embed");
  assert_cell (self, "openai", "embed-new", CHL_COLUMN_OUT, "");
  assert_cell (self, "openai", "embed-new", CHL_COLUMN_AGENT, "");
}

static void
test_hosts (Fixture      *self,
            gconstpointer data)
{
  ChlRegistryMatch match;

  refresh (self);
  assert_cell (self, "groq", "llama-a", CHL_COLUMN_OUT, "32768");
  assert_cell (self, "groq", "llama-a", CHL_COLUMN_PRICE, "0.11/0.2");
  assert_cell (self, "groq", "claude-c", CHL_COLUMN_CTX, "200000");
  assert_cell (self, "groq", "claude-c", CHL_COLUMN_PRICE, "1/5.5/0.1;>200000:2/8/0.2");
  assert_cell (self, "groq", "gpt-a:free", CHL_COLUMN_PRICE, "0/0");
  assert_cell (self, "qwen.cn", "qwen-a", CHL_COLUMN_CTX, "65536");
  assert_cell (self, "qwen.cn", "qwen-open-9b", CHL_COLUMN_CTX, "131072");
  assert_cell (self, "qwen.cn", "qwen-open-9b", CHL_COLUMN_PRICE, "sub");

  /* What nobody says a price of has none, least of all that of another model. */
  g_assert_true (chl_registry_resolve (self->registry, "groq", "gpt-a-turbo", &match));
  assert_cell (self, "groq", "gpt-a-turbo", CHL_COLUMN_PRICE, "");

  /* Who lists all of it by itself gets no rows. */
  assert_cell (self, "openrouter", "openai/gpt-a", CHL_COLUMN_CTX, "400000");
}

static void
test_report (Fixture      *self,
             gconstpointer data)
{
  refresh (self);
  g_assert_cmpuint (self->report.n_providers, ==, 11);
  g_assert_cmpuint (self->report.n_models, ==, 23);
  g_assert_cmpuint (self->report.n_known, ==, 18);
  g_assert_cmpuint (self->report.n_new, ==, 6);
  g_assert_cmpuint (self->report.n_changed, ==, 6);
  g_assert_cmpuint (self->report.n_gone, ==, 0);
  g_assert_cmpuint (self->report.n_unlisted, ==, 0);
  for (guint i = 0; i < CHL_N_DROPS; i++)
    g_assert_cmpuint (self->report.dropped[i], ==, i == CHL_DROP_UNKNOWN ? 1 : 0);

  g_assert_cmpstr (chl_registry_get_as_of (self->registry), ==, TODAY);
  g_assert_cmpstr (chl_registry_get_late (self->registry), ==, "2026-11-01");
  g_assert_nonnull (strstr (chl_registry_get_source (self->registry), "models.dev"));
}

/* What the last refresh added, and is not listed any more, is gone; what came with the program stays. */
static void
test_against_the_last (Fixture      *self,
                       gconstpointer data)
{
  g_autoptr(GBytes) again = NULL;
  ChlRefreshReport report;
  g_autoptr(GError) error = NULL;

  refresh (self);
  again = chl_registry_refresh (self->download, self->bundled, self->table, TODAY, &report, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (again, self->table));
  g_assert_cmpuint (report.n_new + report.n_changed + report.n_gone, ==, 0);

  change_download (self, "\"id\": \"embed-new\"", "\"id\": \"embed-newer\"");
  change_download (self, "\"id\": \"gpt-old\"", "\"id\": \"gpt-older\"");
  g_bytes_unref (g_steal_pointer (&again));
  again = chl_registry_refresh (self->download, self->bundled, self->table, TODAY, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report.n_new, ==, 2);
  g_assert_cmpuint (report.n_gone, ==, 1);
  g_assert_cmpuint (report.n_unlisted, ==, 1);
}

/* One bad cell each: the table is made, and looks as if nothing had been said there. */
static void
test_bad_cells (Fixture      *self,
                gconstpointer data)
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
      Fixture each = { NULL };

      g_test_message ("%s", cases[i].to);
      set_up (&each, NULL);
      change_download (&each, cases[i].from, cases[i].to);
      refresh (&each);
      g_assert_cmpuint (each.report.dropped[cases[i].drop], ==, 1);
      assert_cell (&each, "anthropic", "claude-c", cases[i].column, cases[i].cell);
      assert_cell (&each, "anthropic", "claude-c", CHL_COLUMN_TEMP, "n");
      tear_down (&each, NULL);
    }
}

/* One bad row each: all others are there. */
static void
test_bad_rows (Fixture      *self,
               gconstpointer data)
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
      Fixture each = { NULL };

      g_test_message ("%s", cases[i].to);
      set_up (&each, NULL);
      change_download (&each, "\"id\": \"claude-c\"", cases[i].to);
      refresh (&each);
      for (guint drop = 0; drop < CHL_DROP_UNKNOWN; drop++)
        g_assert_cmpuint (each.report.dropped[drop], ==, drop == cases[i].drop ? 1 : 0);
      g_assert_cmpstr (registry_find (each.registry, "openai", "embed-new"), !=, NULL);
      tear_down (&each, NULL);
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
assert_refused (Fixture *self,
                GBytes  *download,
                ChlError code)
{
  g_autoptr(GBytes) table = NULL;
  g_autoptr(GError) error = NULL;
  ChlRefreshReport report = { .n_new = 4711 };

  table = chl_registry_refresh (download, self->bundled, NULL, TODAY, &report, &error);
  g_assert_null (table);
  g_assert_error (error, CHL_ERROR, (int) code);
  g_assert_cmpuint (report.n_new, ==, 4711);
  g_bytes_unref (download);
}

static void
test_refused (Fixture      *self,
              gconstpointer data)
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

/* Wherever it breaks off. */
static void
test_cut (Fixture      *self,
          gconstpointer data)
{
  gsize length = g_bytes_get_size (self->download);

  while (length > 0 && ((const char *) g_bytes_get_data (self->download, NULL))[length - 1] != '}')
    length--;
  for (gsize end = 1; end < length; end++)
    assert_refused (self, g_bytes_new_from_bytes (self->download, 0, end), CHL_ERROR_TRUNCATED);
}

/* A list without one of the makers, and one without most of their models. */
static void
test_implausible (Fixture      *self,
                  gconstpointer data)
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
      Fixture          each = { NULL };
      g_autofree char *from = g_strdup_printf ("\"%s\": {\n    \"id\"", makers[i]);
      g_autofree char *short_from = g_strdup_printf ("\"%s\": {\"id\"", makers[i]);

      g_test_message ("%s", makers[i]);
      set_up (&each, NULL);
      if (strstr (g_bytes_get_data (each.download, NULL), short_from) != NULL)
        change_download (&each, short_from, "\"else\": {\"id\"");
      else
        change_download (&each, from, "\"else\": {\"id\"");
      assert_refused (&each, g_bytes_ref (each.download), CHL_ERROR_PROTOCOL);
      tear_down (&each, NULL);
    }

  change_download (self, "\"id\": \"gpt-a\"", "\"id\": \"gpt-x\"");
  change_download (self, "\"id\": \"gpt-old\"", "\"id\": \"gpt-y\"");
  g_clear_pointer (&self->table, g_bytes_unref);
  refresh (self);
  g_assert_cmpuint (self->report.n_unlisted, ==, 2);
  change_download (self, "\"id\": \"embed-a\"", "\"id\": \"embed-z\"");
  assert_refused (self, g_bytes_ref (self->download), CHL_ERROR_PROTOCOL);
}

/* A clock that is behind makes no table that is older than the one it is made from. */
static void
test_wrong_clock (Fixture      *self,
                  gconstpointer data)
{
  g_autoptr(GBytes) table = NULL;
  g_autoptr(ChlRegistry) registry = NULL;
  g_autoptr(GError) error = NULL;
  ChlRefreshReport report;

  table = chl_registry_refresh (self->download, self->bundled, NULL, "2026-01-01", &report, &error);
  g_assert_no_error (error);
  registry = chl_registry_new_for_bytes (table, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (chl_registry_get_as_of (registry), ==, "2026-11-01");
}

/* By what name models.dev has a provider of the table. */
static const char *
get_provider (const char *scope)
{
  static const char *const names[][2] = {
    { "gemini", "google" },
    { "qwen", "alibaba" },
    { "kimi", "moonshotai" },
    { "zhipu", "zai" },
    { "copilot", "github-copilot" },
    { "qwen.cn", "alibaba-cn" },
    { "qwen.plan", "alibaba-coding-plan" },
    { "kimi.code", "kimi-for-coding" },
    { "zhipu.cn", "zhipuai" },
    { "zhipu.plan", "zai-coding-plan" },
    { "ollama.cloud", "ollama-cloud" },
    { "opencode.go", "opencode-go" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i][0], scope))
      return names[i][1];

  return scope;
}

/* Adds a model to what its provider lists, without a word about it. */
static void
list_row (GHashTable *providers,
          char       *scope,
          const char *id)
{
  const char *provider = get_provider (scope);
  GString    *models = g_hash_table_lookup (providers, provider);

  if (models == NULL)
    {
      models = g_string_new (NULL);
      g_hash_table_insert (providers, g_strdup (provider), models);
    }
  g_string_append_printf (models, "%s\"%s\":{\"id\":\"%s\"}", models->len > 0 ? "," : "", id, id);
  g_free (scope);
}

static void
free_string (gpointer string)
{
  g_string_free (string, TRUE);
}

/* A download that lists every row that is from there, and says nothing of any. */
static GBytes *
list_all (GBytes *bundled)
{
  g_autoptr(ChlRegistryTable) table = chl_registry_table_open (bundled, TRUE, NULL);
  g_autoptr(GHashTable) providers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                            free_string);
  g_autoptr(GHashTable) scopes = g_hash_table_new (g_str_hash, g_str_equal);
  GString       *text = g_string_new ("{\"mistral\":{\"models\":{\"a\":{\"id\":\"a\"}}}");
  GHashTableIter iter;
  gpointer       provider;
  gpointer       models;

  for (guint32 row = 0; row < chl_registry_table_get_n_rows (table); row++)
    {
      const char *id = chl_registry_table_get_cell (table, row, CHL_COLUMN_ID);
      const char *base = chl_registry_table_get_cell (table, row, CHL_COLUMN_BASE);
      const char *sign = id + strcspn (id, "/:");
      char       *front = g_strndup (id, (gsize) (sign - id));

      if (*sign == '\0' && *base != '\0' && !g_hash_table_contains (scopes, base))
        g_hash_table_insert (scopes, (char *) base, (char *) id);
      if (!g_str_equal (chl_registry_table_get_cell (table, row, CHL_COLUMN_SRC), "md"))
        g_free (front);
      else if (*sign == ':')
        list_row (providers, front, sign + 1);
      else
        {
          const char *scope = g_hash_table_lookup (scopes, front);

          g_free (front);
          if (*sign == '/' && scope != NULL)
            list_row (providers, g_strdup (scope), sign + 1);
        }
    }

  g_hash_table_iter_init (&iter, providers);
  while (g_hash_table_iter_next (&iter, &provider, &models))
    g_string_append_printf (text, ",\"%s\":{\"models\":{%s}}", (char *) provider,
                            ((GString *) models)->str);
  g_string_append_c (text, '}');

  return g_string_free_to_bytes (text);
}

/* The table of the program: every row that is from there is found again, and none is another. */
static void
test_bundled (Fixture      *self,
              gconstpointer data)
{
  g_autoptr(GBytes) bundled = chl_registry_dup_bundled ();
  g_autoptr(GBytes) all = list_all (bundled);
  g_autoptr(GBytes) table = NULL;
  g_autoptr(GError) error = NULL;
  ChlRefreshReport report = { 0 };

  table = chl_registry_refresh (all, bundled, NULL, TODAY, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report.n_known, >, 300);
  g_assert_cmpuint (report.n_new, ==, 0);
  g_assert_cmpuint (report.n_gone, ==, 0);
  g_assert_cmpuint (report.n_changed, <, 20);
  g_assert_cmpuint (report.n_unlisted, ==, 0);
  for (guint i = 0; i < CHL_N_DROPS; i++)
    g_assert_cmpuint (report.dropped[i], ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture      *self,
                  gconstpointer data);
  } tests[] = {
    { "follows", test_follows },
    { "keeps", test_keeps },
    { "adds", test_adds },
    { "hosts", test_hosts },
    { "report", test_report },
    { "against-the-last", test_against_the_last },
    { "bad-cells", test_bad_cells },
    { "bad-rows", test_bad_rows },
    { "refused", test_refused },
    { "cut", test_cut },
    { "implausible", test_implausible },
    { "wrong-clock", test_wrong_clock },
    { "bundled", test_bundled },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/registry/refresh/", tests[i].path, NULL);

      g_test_add (path, Fixture, NULL, set_up, tests[i].func, tear_down);
    }

  return g_test_run ();
}
