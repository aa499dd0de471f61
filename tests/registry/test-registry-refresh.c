/* test-registry-refresh.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-registry-table.h"
#include "registry-refresh-fixture.h"

/* What models.dev said once follows it in price and stage, and in all where nothing was said. */
static void
test_follows (RefreshFixture *self,
              gconstpointer   data)
{
  refresh_fixture_refresh (self);
  refresh_fixture_assert_cell (self, "anthropic", "claude-a", CHL_COLUMN_PRICE, "2.5/12.5/0.25/3.125");
  refresh_fixture_assert_cell (self, "anthropic", "claude-a", CHL_COLUMN_BORN, "2026-02-05");
  refresh_fixture_assert_cell (self, "anthropic", "claude-a", CHL_COLUMN_KNOW, "2026-01");
  refresh_fixture_assert_cell (self, "anthropic", "claude-a", CHL_COLUMN_JSON, "");
  refresh_fixture_assert_cell (self, "anthropic", "claude-a", CHL_COLUMN_TITLE, "Claude A");
  refresh_fixture_assert_cell (self, "openai", "gpt-a", CHL_COLUMN_STAGE, "");
  refresh_fixture_assert_cell (self, "openai", "gpt-old", CHL_COLUMN_STAGE, "retired");
  refresh_fixture_assert_cell (self, "openai", "gpt-old", CHL_COLUMN_OUT, "4096");
  refresh_fixture_assert_cell (self, "openai", "embed-a", CHL_COLUMN_OUT, "");

  /* The same price, and the same but for rounding: more was known of the first. */
  refresh_fixture_assert_cell (self, "openai", "gpt-a", CHL_COLUMN_PRICE, "1.25/10/0.125;>272000:2.5/15");
  refresh_fixture_assert_cell (self, "alibaba", "qwen-a", CHL_COLUMN_PRICE, "0.05/0.4");
}

/* How much a model can take is not taken from them where a row says it. */
static void
test_keeps (RefreshFixture *self,
            gconstpointer   data)
{
  refresh_fixture_refresh (self);
  refresh_fixture_assert_cell (self, "anthropic", "claude-a", CHL_COLUMN_CTX, "200000");
  refresh_fixture_assert_cell (self, "anthropic", "claude-a", CHL_COLUMN_OUT, "64000");

  /* Mended by hand. */
  refresh_fixture_assert_cell (self, "anthropic", "claude-b", CHL_COLUMN_CTX, "128000");
  refresh_fixture_assert_cell (self, "anthropic", "claude-b", CHL_COLUMN_PRICE, "1/5");
  refresh_fixture_assert_cell (self, "anthropic", "claude-b", CHL_COLUMN_STAGE, "");
  refresh_fixture_assert_cell (self, "anthropic", "claude-b", CHL_COLUMN_MEDIA, "ti>t");
  refresh_fixture_assert_cell (self, "anthropic", "claude-b", CHL_COLUMN_TOOLS, "y");
  refresh_fixture_assert_cell (self, "groq", "gpt-a", CHL_COLUMN_CTX, "131072");
  refresh_fixture_assert_cell (self, "groq", "gpt-a", CHL_COLUMN_PRICE, "0.5/2");
  refresh_fixture_assert_cell (self, "qwen.cn", "qwen-a", CHL_COLUMN_PRICE, "sub");
}

static void
test_adds (RefreshFixture *self,
           gconstpointer   data)
{
  refresh_fixture_refresh (self);
  g_assert_cmpstr (registry_find (self->registry, "anthropic", "claude-c"), ==,
                   "anthropic/claude-c");
  refresh_fixture_assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_USE, "chat");
  refresh_fixture_assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_CTX, "400000");
  refresh_fixture_assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_INP, "272000");
  refresh_fixture_assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_OUT, "64000");
  refresh_fixture_assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_MEDIA, "tip>t");
  refresh_fixture_assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_PRICE, "1/5.5/0.1;>200000:2/8/0.2");
  refresh_fixture_assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_TEMP, "n");
  refresh_fixture_assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_THINK, "yes");
  refresh_fixture_assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_STAGE, "beta");
  refresh_fixture_assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_AGENT, "3");
  refresh_fixture_assert_cell (self, "anthropic", "claude-c", CHL_COLUMN_CLASS, "m");
  refresh_fixture_assert_cell (self, "openai", "embed-new", CHL_COLUMN_USE, "embed");
  refresh_fixture_assert_cell (self, "openai", "embed-new", CHL_COLUMN_OUT, "");
  refresh_fixture_assert_cell (self, "openai", "embed-new", CHL_COLUMN_AGENT, "");
}

static void
test_hosts (RefreshFixture *self,
            gconstpointer   data)
{
  ChlRegistryMatch match;

  refresh_fixture_refresh (self);
  refresh_fixture_assert_cell (self, "groq", "llama-a", CHL_COLUMN_OUT, "32768");
  refresh_fixture_assert_cell (self, "groq", "llama-a", CHL_COLUMN_PRICE, "0.11/0.2");
  refresh_fixture_assert_cell (self, "groq", "claude-c", CHL_COLUMN_CTX, "200000");
  refresh_fixture_assert_cell (self, "groq", "claude-c", CHL_COLUMN_PRICE, "1/5.5/0.1;>200000:2/8/0.2");
  refresh_fixture_assert_cell (self, "groq", "gpt-a:free", CHL_COLUMN_PRICE, "0/0");
  refresh_fixture_assert_cell (self, "qwen.cn", "qwen-a", CHL_COLUMN_CTX, "65536");
  refresh_fixture_assert_cell (self, "qwen.cn", "qwen-open-9b", CHL_COLUMN_CTX, "131072");
  refresh_fixture_assert_cell (self, "qwen.cn", "qwen-open-9b", CHL_COLUMN_PRICE, "sub");

  /* What nobody says a price of has none, least of all that of another model. */
  g_assert_true (chl_registry_resolve (self->registry, "groq", "gpt-a-turbo", &match));
  refresh_fixture_assert_cell (self, "groq", "gpt-a-turbo", CHL_COLUMN_PRICE, "");

  /* Who lists all of it by itself gets no rows. */
  refresh_fixture_assert_cell (self, "openrouter", "openai/gpt-a", CHL_COLUMN_CTX, "400000");
}

static void
test_report (RefreshFixture *self,
             gconstpointer   data)
{
  refresh_fixture_refresh (self);
  g_assert_cmpuint (self->report.n_providers, ==, 11);
  g_assert_cmpuint (self->report.n_models, ==, 23);
  g_assert_cmpuint (self->report.n_known, ==, 18);
  g_assert_cmpuint (self->report.n_new, ==, 6);
  g_assert_cmpuint (self->report.n_changed, ==, 6);
  g_assert_cmpuint (self->report.n_gone, ==, 0);
  g_assert_cmpuint (self->report.n_unlisted, ==, 0);
  for (guint i = 0; i < CHL_N_DROPS; i++)
    g_assert_cmpuint (self->report.dropped[i], ==, i == CHL_DROP_UNKNOWN ? 1 : 0);

  g_assert_cmpstr (chl_registry_get_as_of (self->registry), ==, REFRESH_TODAY);
  g_assert_cmpstr (chl_registry_get_late (self->registry), ==, "2026-11-01");
  g_assert_nonnull (strstr (chl_registry_get_source (self->registry), "models.dev"));
}

/* What the last refresh added, and is not listed any more, is gone; what came with the program stays. */
static void
test_against_the_last (RefreshFixture *self,
                       gconstpointer   data)
{
  g_autoptr(GBytes) again = NULL;
  ChlRefreshReport report;
  g_autoptr(GError) error = NULL;

  refresh_fixture_refresh (self);
  again = chl_registry_refresh (self->download, self->bundled, self->table, REFRESH_TODAY, &report, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (again, self->table));
  g_assert_cmpuint (report.n_new + report.n_changed + report.n_gone, ==, 0);

  refresh_fixture_change (self, "\"id\": \"embed-new\"", "\"id\": \"embed-newer\"");
  refresh_fixture_change (self, "\"id\": \"gpt-old\"", "\"id\": \"gpt-older\"");
  g_bytes_unref (g_steal_pointer (&again));
  again = chl_registry_refresh (self->download, self->bundled, self->table, REFRESH_TODAY, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report.n_new, ==, 2);
  g_assert_cmpuint (report.n_gone, ==, 1);
  g_assert_cmpuint (report.n_unlisted, ==, 1);
}

/* A clock that is behind makes no table that is older than the one it is made from. */
static void
test_wrong_clock (RefreshFixture *self,
                  gconstpointer   data)
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
test_bundled (RefreshFixture *self,
              gconstpointer   data)
{
  g_autoptr(GBytes) bundled = chl_registry_dup_bundled ();
  g_autoptr(GBytes) all = list_all (bundled);
  g_autoptr(GBytes) table = NULL;
  g_autoptr(GError) error = NULL;
  ChlRefreshReport report = { 0 };

  table = chl_registry_refresh (all, bundled, NULL, REFRESH_TODAY, &report, &error);
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
    void (*func) (RefreshFixture *self,
                  gconstpointer   data);
  } tests[] = {
    { "follows", test_follows },
    { "keeps", test_keeps },
    { "adds", test_adds },
    { "hosts", test_hosts },
    { "report", test_report },
    { "against-the-last", test_against_the_last },
    { "wrong-clock", test_wrong_clock },
    { "bundled", test_bundled },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/registry/refresh/", tests[i].path, NULL);

      g_test_add (path, RefreshFixture, NULL, refresh_fixture_set_up, tests[i].func, refresh_fixture_tear_down);
    }

  return g_test_run ();
}
