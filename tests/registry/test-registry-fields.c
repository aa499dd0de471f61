/* test-registry-fields.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "chl-json.h"
#include "registry-fixture.h"

/* One field of what is known of a model, with who says so; "" if nothing is known. */
static void
assert_field (ChlRegistry *registry,
              const char  *provider,
              const char  *model,
              ChlField     field,
              const char  *expected,
              ChlOrigin    expected_origin)
{
  ChlRegistryMatch match;
  ChlOrigin        origin;
  JsonNode        *value;
  g_autofree char *printed = NULL;
  g_autoptr(ChlCapabilities) known = NULL;

  chl_registry_resolve (registry, provider, model, &match);
  known = chl_registry_dup_capabilities (registry, &match, "2026-11-23");
  value = chl_capabilities_get (known, field, &origin);
  printed = value != NULL ? chl_json_print (value, FALSE) : g_strdup ("");

  g_test_message ("%s %s %s", provider, model, chl_field_to_string (field));
  g_assert_cmpstr (printed, ==, expected);
  g_assert_cmpint (origin, ==, expected_origin);
}

static void
test_fields (void)
{
  static const struct
  {
    const char *provider;
    const char *model;
    ChlField    field;
    const char *value;
    ChlOrigin   origin;
  } cases[] = {
    { NULL, "qwen3.6-plus", CHL_FIELD_CONTEXT_WINDOW, "1000000", CHL_ORIGIN_REGISTRY },
    { NULL, "qwen3.6-plus", CHL_FIELD_MAX_OUTPUT, "65536", CHL_ORIGIN_REGISTRY },
    { NULL, "qwen3.6-plus", CHL_FIELD_MAX_INPUT, "", CHL_ORIGIN_UNKNOWN },
    { NULL, "qwen3.6-plus", CHL_FIELD_INPUT_KINDS, "[\"text\",\"image\",\"video\"]",
      CHL_ORIGIN_REGISTRY },
    { NULL, "qwen3.6-plus", CHL_FIELD_TOOLS, "true", CHL_ORIGIN_REGISTRY },
    { NULL, "qwen3.6-plus", CHL_FIELD_STRUCTURED_OUTPUT, "", CHL_ORIGIN_UNKNOWN },
    { NULL, "qwen3.6-plus", CHL_FIELD_REASONING, "true", CHL_ORIGIN_REGISTRY },
    { NULL, "qwen3.6-plus", CHL_FIELD_BUDGET, "{}", CHL_ORIGIN_REGISTRY },
    { NULL, "qwen3.6-plus", CHL_FIELD_TOKENIZER, "\"qwen3.5\"", CHL_ORIGIN_REGISTRY },
    { NULL, "qwen3.6-plus", CHL_FIELD_PRICE,
      "{\"input\":0.5,\"output\":3.0,\"cached\":0.05,\"cache_write\":0.625,\"tiers\":[{\"above\":256000,"
      "\"input\":2.0,\"output\":6.0,\"cached\":0.2,\"cache_write\":2.5}]}",
      CHL_ORIGIN_REGISTRY },
    { NULL, "qwen3.6-plus", CHL_FIELD_KNOWLEDGE, "\"2025-04\"", CHL_ORIGIN_REGISTRY },
    { NULL, "qwen3.6-plus", CHL_FIELD_RELEASED, "\"2026-04-02\"", CHL_ORIGIN_REGISTRY },
    { NULL, "qwen3.6-plus", CHL_FIELD_AGENT, "true", CHL_ORIGIN_REGISTRY },
    { NULL, "qwen3.6-plus", CHL_FIELD_STATUS, "", CHL_ORIGIN_UNKNOWN },
    { NULL, "qwen3.8-max", CHL_FIELD_EFFORT, "[\"low\",\"medium\",\"xhigh\"]", CHL_ORIGIN_REGISTRY },
    { NULL, "qwen3.8-max", CHL_FIELD_BUDGET, "{\"min\":0,\"max\":262144}", CHL_ORIGIN_REGISTRY },
    { NULL, "qwen3.6-flash", CHL_FIELD_PRICE,
      "{\"input\":0.1875,\"output\":1.125,\"cache_write\":0.2344}", CHL_ORIGIN_REGISTRY },
    { NULL, "qwen-max", CHL_FIELD_REASONING, "false", CHL_ORIGIN_REGISTRY },
    { NULL, "qwen-max", CHL_FIELD_AGENT, "false", CHL_ORIGIN_REGISTRY },
    { NULL, "qwen3-coder-flash", CHL_FIELD_FIM, "{\"format\":\"qwen\"}", CHL_ORIGIN_REGISTRY },
    { "codex", "gpt-5.6-luna", CHL_FIELD_CONTEXT_WINDOW, "372000", CHL_ORIGIN_HOST },
    { "codex", "gpt-5.6-luna", CHL_FIELD_PRICE, "{\"subscription\":true}", CHL_ORIGIN_HOST },
    { "openai-codex", "gpt-5.6-luna", CHL_FIELD_CONTEXT_WINDOW, "372000", CHL_ORIGIN_HOST },
    { "ollama", "qwen2.5-coder:7b-instruct", CHL_FIELD_CONTEXT_WINDOW, "32768", CHL_ORIGIN_FAMILY },
    { "ollama", "qwen2.5-coder:7b-instruct", CHL_FIELD_PRICE, "", CHL_ORIGIN_UNKNOWN },
    { "openai", "text-embedding-3-large", CHL_FIELD_EMBEDDING_DIMENSIONS, "3072",
      CHL_ORIGIN_REGISTRY },
    { NULL, "nobody-has-this", CHL_FIELD_CONTEXT_WINDOW, "", CHL_ORIGIN_UNKNOWN },
    /* Its maker ends it; others go on. */
    { "anthropic", "claude-sonnet-4-0", CHL_FIELD_STATUS, "\"retired\"", CHL_ORIGIN_REGISTRY },
    { "anthropic", "claude-sonnet-4-0", CHL_FIELD_RETIRES, "\"2026-06-15\"", CHL_ORIGIN_REGISTRY },
    { "openrouter", "anthropic/claude-sonnet-4", CHL_FIELD_RETIRES, "", CHL_ORIGIN_UNKNOWN },
    { NULL, "claude-sonnet-4-0", CHL_FIELD_RETIRES, "\"2026-06-15\"", CHL_ORIGIN_REGISTRY },
    /* What runs here costs what nobody knows. */
    { "vllm", "gpt-5.2", CHL_FIELD_PRICE, "", CHL_ORIGIN_UNKNOWN },
    /* A word that means another price. */
    { NULL, "gpt-5.2:free", CHL_FIELD_PRICE, "", CHL_ORIGIN_UNKNOWN },
  };
  g_autoptr(ChlRegistry) registry = chl_registry_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_field (registry, cases[i].provider, cases[i].model, cases[i].field, cases[i].value,
                  cases[i].origin);
}

/* How a model is told to think is the host's affair. */
static void
test_dials (void)
{
  static const struct
  {
    const char *provider;
    const char *model;
    const char *dial;
  } cases[] = {
    { NULL, "claude-opus-5-5", "ant5" },
    { "anthropic", "claude-opus-5-5", "ant5" },
    { "openrouter", "claude-opus-5-5", "or" },
    { "github-copilot", "claude-opus-5-5", "oai" },
    { "opencode", "claude-opus-5-5", "" },
    { "practice", "claude-opus-5-5", "" },
    { "ollama", "qwen3:8b", "olm" },
    { "qwen", "qwen3.6-plus", "qwen" },
    { "alibaba-cn", "qwen3.6-plus", "qwen" },
    { NULL, "nobody-has-this", "" },
  };
  g_autoptr(ChlRegistry) registry = chl_registry_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlRegistryMatch match;

      g_test_message ("%s %s", cases[i].provider, cases[i].model);
      chl_registry_resolve (registry, cases[i].provider, cases[i].model, &match);
      g_assert_cmpstr (chl_registry_get_text (registry, &match, CHL_COLUMN_DIAL, NULL), ==,
                       cases[i].dial);
    }
}

static void
test_ranges (void)
{
  g_autoptr(ChlRegistry) registry = chl_registry_new ();
  ChlRegistryMatch match;
  gint64           least = 0;
  gint64           most = 0;

  chl_registry_resolve (registry, NULL, "gemini-embedding-001", &match);
  g_assert_true (chl_registry_get_range (registry, &match, CHL_COLUMN_DIM, &least, &most));
  g_assert_cmpint (least, ==, 128);
  g_assert_cmpint (most, ==, 3072);
  g_assert_cmpint (chl_registry_get_count (registry, &match, CHL_COLUMN_DIM, NULL), ==, 3072);

  chl_registry_resolve (registry, NULL, "gemini-2.5-pro", &match);
  g_assert_true (chl_registry_get_range (registry, &match, CHL_COLUMN_BUDGET, &least, &most));
  g_assert_cmpint (least, ==, 128);
  g_assert_cmpint (most, ==, 32768);

  chl_registry_resolve (registry, NULL, "qwen3.6-plus", &match);
  g_assert_true (chl_registry_get_range (registry, &match, CHL_COLUMN_BUDGET, &least, &most));
  g_assert_cmpint (least, ==, -1);
  g_assert_cmpint (most, ==, -1);
  g_assert_false (chl_registry_get_range (registry, &match, CHL_COLUMN_DIM, &least, &most));
}

/* A host takes away with "-", and speaks of other forms of a model only by its limits. */
static void
test_hosts (void)
{
  g_autoptr(ChlRegistry) registry =
               registry_new_with ("p\there\np\town\t\t\t\t\t\t-\nm\tlab/one\t\t\tchat\t1000\t500\t1/2\tn\n"
                                  "d\there:one\tlab/one\t\t\t800\t-\t3/4\n");
  ChlRegistryTier  tiers[CHL_REGISTRY_MAX_TIERS];
  ChlRegistryMatch match;
  ChlOrigin        origin;

  chl_registry_resolve (registry, "here", "one", &match);
  g_assert_cmpint (chl_registry_get_count (registry, &match, CHL_COLUMN_OUT, &origin), ==, -1);
  g_assert_cmpint (origin, ==, CHL_ORIGIN_UNKNOWN);
  g_assert_cmpuint (chl_registry_get_tiers (registry, &match, tiers), ==, 1);
  g_assert_cmpfloat_with_epsilon (tiers[0].input, 3, 1e-9);
  g_assert_cmpfloat_with_epsilon (tiers[0].cached, -1, 1e-9);

  /* The same model on another day: its host's window, its maker's price. */
  chl_registry_resolve (registry, "here", "one-20260101", &match);
  g_assert_cmpint (match.kind, ==, CHL_MATCH_VARIANT);
  g_assert_cmpint (chl_registry_get_count (registry, &match, CHL_COLUMN_CTX, &origin), ==, 800);
  g_assert_cmpint (origin, ==, CHL_ORIGIN_HOST);

  chl_registry_resolve (registry, "own", "one", &match);
  g_assert_cmpuint (chl_registry_get_tiers (registry, &match, tiers), ==, 0);
  chl_registry_resolve (registry, NULL, "one", &match);
  g_assert_cmpuint (chl_registry_get_tiers (registry, &match, tiers), ==, 1);
  g_assert_cmpfloat_with_epsilon (tiers[0].output, 2, 1e-9);
}

/* What holds for all forms of a model are the host's limits, not its price for one of them. */
static void
test_limits (void)
{
  g_autoptr(ChlRegistry) registry =
               registry_new_with ("p\there\nm\tlab/one\t\t\tchat\t1000\t500\t1/2\tn\n"
                                  "d\there:one-fast\tlab/one\t\t\t800\t\t3/4\n"
                                  "d\there:some-longer-one\tlab/one\t\t\t700\t\t5/6\n");
  ChlRegistryTier  tiers[CHL_REGISTRY_MAX_TIERS];
  ChlRegistryMatch match;
  g_autofree char *how = NULL;

  chl_registry_resolve (registry, "here", "one", &match);
  g_assert_cmpint (match.kind, ==, CHL_MATCH_EXACT);
  g_assert_cmpint (chl_registry_get_count (registry, &match, CHL_COLUMN_CTX, NULL), ==, 800);
  g_assert_cmpuint (chl_registry_get_tiers (registry, &match, tiers), ==, 1);
  g_assert_cmpfloat_with_epsilon (tiers[0].input, 1, 1e-9);
  how = chl_registry_dup_how (registry, &match);
  g_assert_cmpstr (how, ==, "By its name; with the limits that the provider has for “one-fast”");
}

/* The host's row of the same name speaks of all that is left of a name, whatever it is served as. */
static void
test_limits_of_the_name (void)
{
  static const struct
  {
    const char *model;
    gint64      window;
    double      price;
  } cases[] = {
    { "one-20260101", 700, 5 },
    { "one-slow", 800, -1 },
    { "two-20260101", 600, 7 },
  };
  g_autoptr(ChlRegistry) registry =
               registry_new_with ("p\there\nm\tlab/one\t\tone-slow\tchat\t1000\t500\t1/2\tn\n"
                                  "m\tlab/two\t\t\tchat\t1000\n"
                                  "d\there:one-fast\tlab/one\t\t\t800\t\t3/4\n"
                                  "d\there:some/lab/one\tlab/one\t\t\t700\t\t5/6\n"
                                  "d\there:two\tlab/two\t\t\t600\t\t7/8\n");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlRegistryTier  tiers[CHL_REGISTRY_MAX_TIERS];
      ChlRegistryMatch match;

      g_test_message ("%s", cases[i].model);
      chl_registry_resolve (registry, "here", cases[i].model, &match);
      g_assert_cmpint (chl_registry_get_count (registry, &match, CHL_COLUMN_CTX, NULL), ==,
                       cases[i].window);
      chl_registry_get_tiers (registry, &match, tiers);
      g_assert_cmpfloat_with_epsilon (tiers[0].input, cases[i].price < 0 ? 1 : cases[i].price, 1e-9);
    }
}

/* What is to end is gone the day after. */
static void
test_ends (void)
{
  static const struct
  {
    const char *today;
    const char *status;
  } cases[] = {
    { NULL, "deprecated" },
    { "2026-09-30", "deprecated" },
    { "2026-10-01", "deprecated" },
    { "2026-10-02", "retired" },
  };
  g_autoptr(ChlRegistry) registry =
               registry_new_with ("m\tlab/one\t\t\tchat\t1000\t500\t\tn\tdeprecated\t2026-10-01\n");
  ChlRegistryMatch match;

  chl_registry_resolve (registry, NULL, "one", &match);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChlCapabilities) known = NULL;
      JsonNode *status;

      known = chl_registry_dup_capabilities (registry, &match, cases[i].today);
      status = chl_capabilities_get (known, CHL_FIELD_STATUS, NULL);
      g_assert_cmpstr (chl_json_get_string (status, ""), ==, cases[i].status);
    }
}

/* No cell of the table is lost on its way: each says what it says in the text. */
static void
test_whole_table (void)
{
  g_autoptr(ChlRegistry) registry = chl_registry_new ();
  g_autofree char *path = g_build_filename (g_getenv ("CHL_TEST_DATA"), "..", "resources",
                                            "registry", "registry.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;
  guint n_models = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 2; lines[i] != NULL; i++)
    {
      g_auto(GStrv) cells = g_strsplit (lines[i], "\t", -1);
      ChlRegistryMatch match;

      if (!g_str_has_prefix (lines[i], "m\t"))
        continue;

      n_models++;
      g_test_message ("%s", cells[CHL_COLUMN_ID]);
      g_assert_true (chl_registry_resolve (registry, NULL, cells[CHL_COLUMN_ID], &match));
      g_assert_cmpint (match.kind, ==, CHL_MATCH_EXACT);
      for (guint column = 0; cells[column] != NULL; column++)
        g_assert_cmpstr (chl_registry_get_text (registry, &match, (ChlRegistryColumn) column, NULL),
                         ==, cells[column]);
    }
  g_assert_cmpuint (n_models, ==, chl_registry_count_rows (registry, 'm'));
}

static void
test_table (void)
{
  g_autoptr(ChlRegistry) registry = chl_registry_new ();

  g_assert_cmpstr (chl_registry_get_as_of (registry), ==, "2026-07-02");
  g_assert_cmpstr (chl_registry_get_late (registry), >, chl_registry_get_as_of (registry));
  g_assert_nonnull (strstr (chl_registry_get_source (registry), "models.dev"));
  g_assert_cmpuint (chl_registry_count_rows (registry, 0), ==,
                    chl_registry_count_rows (registry, 'm') + chl_registry_count_rows (registry, 'f') +
                      chl_registry_count_rows (registry, 'd') + chl_registry_count_rows (registry, 'p'));
  g_assert_cmpuint (chl_registry_count_patterns (registry), >, 700);
  g_assert_cmpuint (chl_registry_get_n_bytes (registry), >, 100000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/registry/fields/values", test_fields);
  g_test_add_func ("/registry/fields/dials", test_dials);
  g_test_add_func ("/registry/fields/ranges", test_ranges);
  g_test_add_func ("/registry/fields/hosts", test_hosts);
  g_test_add_func ("/registry/fields/limits", test_limits);
  g_test_add_func ("/registry/fields/limits-of-the-name", test_limits_of_the_name);
  g_test_add_func ("/registry/fields/ends", test_ends);
  g_test_add_func ("/registry/fields/whole-table", test_whole_table);
  g_test_add_func ("/registry/fields/table", test_table);

  return g_test_run ();
}
