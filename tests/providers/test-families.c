/* test-families.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "chl-address.h"
#include "chl-families.h"
#include "chl-headers.h"
#include "chl-json.h"
#include "chl-program-provider.h"
#include "chl-protocol.h"
#include "chl-provider.h"

/*
 * What every family is asked, so that one more is one file: a fact that is missing, or an address
 * that is not written down here, is a failure.
 */

typedef struct
{
  const char *id;
  const char *endpoint; /* where an instance without one of its own is pointed at */
  const char *urls[4];  /* of each operation, in their order; NULL: there is none */
} Golden;

static const Golden goldens[] = {
  { "openai",
    NULL,
    { "https://api.openai.com/v1/models", "https://api.openai.com/v1/chat/completions",
      "https://api.openai.com/v1/completions", "https://api.openai.com/v1/embeddings" } },
  { "groq",
    NULL,
    { "https://api.groq.com/openai/v1/models", "https://api.groq.com/openai/v1/chat/completions",
      NULL, "https://api.groq.com/openai/v1/embeddings" } },
  { "openai-responses",
    NULL,
    { "https://api.openai.com/v1/models", "https://api.openai.com/v1/responses",
      "https://api.openai.com/v1/completions", "https://api.openai.com/v1/embeddings" } },
  { "deepseek",
    NULL,
    { "https://api.deepseek.com/models", "https://api.deepseek.com/chat/completions",
      "https://api.deepseek.com/beta/completions" } },
  { "xai",
    NULL,
    { "https://api.x.ai/v1/language-models", "https://api.x.ai/v1/chat/completions",
      "https://api.x.ai/v1/completions", "https://api.x.ai/v1/embeddings" } },
  { "doubao",
    NULL,
    { "https://ark.cn-beijing.volces.com/api/v3/models",
      "https://ark.cn-beijing.volces.com/api/v3/chat/completions", NULL,
      "https://ark.cn-beijing.volces.com/api/v3/embeddings" } },
  { "openrouter",
    NULL,
    { "https://openrouter.ai/api/v1/models?output_modalities=text,embeddings",
      "https://openrouter.ai/api/v1/chat/completions", "https://openrouter.ai/api/v1/completions",
      "https://openrouter.ai/api/v1/embeddings" } },
  { "ollama",
    NULL,
    { "http://localhost:11434/api/tags", "http://localhost:11434/api/chat",
      "http://localhost:11434/api/generate", "http://localhost:11434/api/embed" } },
  { "lmstudio",
    NULL,
    { "http://localhost:1234/api/v1/models", "http://localhost:1234/v1/chat/completions",
      "http://localhost:1234/v1/completions", "http://localhost:1234/v1/embeddings" } },
  { "vllm",
    NULL,
    { "http://localhost:8000/v1/models", "http://localhost:8000/v1/chat/completions",
      "http://localhost:8000/v1/completions", "http://localhost:8000/v1/embeddings" } },
  { "anthropic",
    NULL,
    { "https://api.anthropic.com/v1/models?limit=1000", "https://api.anthropic.com/v1/messages" } },
  { "qwen",
    NULL,
    { "https://dashscope-intl.aliyuncs.com/compatible-mode/v1/models",
      "https://dashscope-intl.aliyuncs.com/compatible-mode/v1/chat/completions",
      "https://dashscope-intl.aliyuncs.com/compatible-mode/v1/completions",
      "https://dashscope-intl.aliyuncs.com/compatible-mode/v1/embeddings" } },
  { "kimi",
    NULL,
    { "https://api.moonshot.ai/v1/models", "https://api.moonshot.ai/v1/chat/completions" } },
  { "zhipu",
    NULL,
    { "https://api.z.ai/api/paas/v4/models", "https://api.z.ai/api/paas/v4/chat/completions", NULL,
      "https://api.z.ai/api/paas/v4/embeddings" } },
  { "claude-code",
    "https://gateway.example",
    { "https://gateway.example/v1/models?limit=1000", "https://gateway.example/v1/messages" } },
  { "minimax",
    NULL,
    { "https://api.minimax.io/anthropic/v1/models?limit=1000",
      "https://api.minimax.io/anthropic/v1/messages" } },
  { "gemini",
    NULL,
    { "https://generativelanguage.googleapis.com/v1beta/models?pageSize=1000",
      "https://generativelanguage.googleapis.com/v1beta/openai/chat/completions", NULL,
      "https://generativelanguage.googleapis.com/v1beta/openai/embeddings" } },
  { "openai-codex",
    NULL,
    { "https://api.openai.com/v1/models", "https://api.openai.com/v1/responses" } },
  { "github-copilot",
    NULL,
    { "https://api.githubcopilot.com/models", "https://api.githubcopilot.com/chat/completions", NULL,
      "https://api.githubcopilot.com/embeddings" } },
  { "custom",
    "http://localhost:8080/v1",
    { "http://localhost:8080/v1/models", "http://localhost:8080/v1/chat/completions",
      "http://localhost:8080/v1/completions", "http://localhost:8080/v1/embeddings" } },
  { "practice",
    "http://127.0.0.1:4711/v1",
    { "http://127.0.0.1:4711/v1/models", "http://127.0.0.1:4711/v1/chat/completions",
      "http://127.0.0.1:4711/v1/completions", "http://127.0.0.1:4711/v1/embeddings" } },
};

static const Golden *
find_golden (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (goldens); i++)
    if (g_str_equal (goldens[i].id, id))
      return &goldens[i];

  g_test_message ("the addresses of %s are not written down", id);
  g_assert_not_reached ();
}

static void
assert_web_page (const char *address)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (g_uri_get_scheme (uri), ==, "https");
  g_assert_nonnull (strchr (g_uri_get_host (uri), '.'));
  g_assert_null (g_uri_get_userinfo (uri));
}

static void
assert_words (const char *const *words)
{
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    g_assert_cmpuint (strlen (words[i]), >, 1);
}

/* What WCAG 2.2 calls relative luminance. Source: https://www.w3.org/TR/WCAG22/ */
static double
get_luminance (const char *color)
{
  static const double weights[] = { 0.2126, 0.7152, 0.0722 };
  double              luminance = 0;

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      g_autofree char *pair = g_strndup (color + 1 + 2 * i, 2);
      double           value = (double) g_ascii_strtoull (pair, NULL, 16) / 255.0;

      luminance += weights[i] * (value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4));
    }

  return luminance;
}

static double
get_contrast (const char *one,
              const char *other)
{
  double a = get_luminance (one) + 0.05;
  double b = get_luminance (other) + 0.05;

  return MAX (a, b) / MIN (a, b);
}

/* A tile is seen on a card of either style, and its white letter on the tile. */
static void
test_color (gconstpointer data)
{
  const ChlFamily *family = data;

  g_assert_cmpfloat (get_contrast (family->color, "#ffffff"), >=, 3.0);
  g_assert_cmpfloat (get_contrast (family->color, "#383838"), >=, 2.0);
}

static void
test_facts (gconstpointer data)
{
  const ChlFamily *family = data;

  g_assert_true (chl_provider_is_valid_id (family->id));
  g_assert_cmpuint (strlen (family->title), >, 1);
  g_assert_cmpuint (strlen (family->summary), >, 10);
  g_assert_false (g_str_has_suffix (family->summary, "."));
  g_assert_nonnull (family->aliases);
  g_assert_nonnull (family->aliases[0]);
  assert_words (family->aliases);
  assert_web_page (family->docs_uri);
  g_assert_true (g_regex_match_simple ("^#[0-9a-f]{6}$", family->color, G_REGEX_DEFAULT,
                                       G_REGEX_MATCH_DEFAULT));

  /* Where it is: known, or asked for with an example, or here. */
  g_assert_cmpint ((family->endpoint != NULL || family->sites != NULL) + (family->endpoint_placeholder != NULL) +
                     family->is_embedded,
                   ==, 1);
  if (family->port != 0)
    g_assert_true (chl_address_is_loopback (family->endpoint));
  else if (family->endpoint != NULL)
    assert_web_page (family->endpoint);

  for (const ChlSite *site = family->sites; site != NULL && site->endpoint != NULL; site++)
    {
      assert_web_page (site->endpoint);
      if (site->key_uri != NULL)
        assert_web_page (site->key_uri);
    }

  /* How to get in. */
  g_assert_cmpint (family->auth, !=, 0);
  if (family->key_uri != NULL)
    assert_web_page (family->key_uri);
  if (family->auth == CHL_AUTH_API_KEY)
    {
      g_assert_nonnull (family->key_uri);
      g_assert_nonnull (family->variables);
    }
  for (guint i = 0; family->variables != NULL && family->variables[i] != NULL; i++)
    g_assert_true (g_regex_match_simple ("^[A-Z][A-Z0-9_]+$", family->variables[i],
                                         G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT));
  for (guint i = 1; family->key_prefixes != NULL && family->key_prefixes[i] != NULL; i++)
    g_assert_cmpuint (strlen (family->key_prefixes[i - 1]), >=, strlen (family->key_prefixes[i]));

  for (guint i = 0; family->key_shapes != NULL && family->key_shapes[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GRegex) shape = g_regex_new (family->key_shapes[i], G_REGEX_DEFAULT,
                                              G_REGEX_MATCH_DEFAULT, &error);

      g_assert_no_error (error);
      g_assert_true (*family->key_shapes[i] == '^' && g_str_has_suffix (family->key_shapes[i], "$"));
    }

  /* How to speak to it, with words that we have. */
  g_assert_cmpint (family->protocols[0], !=, CHL_PROTOCOL_NONE);
  for (guint i = 0; family->protocols[i] != CHL_PROTOCOL_NONE; i++)
    g_assert_nonnull (chl_protocol_get (family->protocols[i]));
}

static ChlProvider *
new_instance (const ChlFamily *family)
{
  ChlProvider  *provider = chl_provider_new (chl_families_find (family->id), "lab");
  const Golden *golden = find_golden (family->id);

  if (golden->endpoint != NULL)
    chl_provider_set_endpoint (provider, golden->endpoint);

  return provider;
}

static void
test_addresses (gconstpointer data)
{
  const ChlFamily *family = data;
  const Golden    *golden = find_golden (family->id);
  g_autoptr(ChlProvider) provider = new_instance (family);

  for (ChlOperation operation = 0; operation < G_N_ELEMENTS (golden->urls); operation++)
    {
      g_autofree char *url = chl_provider_dup_url (provider, operation);

      g_assert_cmpstr (url, ==, golden->urls[operation]);
    }
}

static void
test_nothing_without_an_address (gconstpointer data)
{
  const ChlFamily *family = data;
  g_autoptr(ChlProvider) provider = chl_provider_new (chl_families_find (family->id), "lab");
  g_autofree char *url = chl_provider_dup_url (provider, CHL_OPERATION_CHAT);

  g_assert_true ((url == NULL) == ((family->endpoint == NULL && family->sites == NULL) ||
                                   chl_provider_get_program (provider) != NULL));
}

typedef struct
{
  guint n_fields;
  guint n_secrets;
} Seen;

static void
see_field (const char *name,
           const char *value,
           const char *prefix,
           ChlSecret  *secret,
           gpointer    user_data)
{
  Seen *seen = user_data;

  seen->n_fields++;
  seen->n_secrets += secret != NULL ? 1 : 0;
  g_assert_null (strstr (value, "s3same"));
}

/* A key is a field of its own, never part of another, and only where there is one. */
static void
test_headers (gconstpointer data)
{
  const ChlFamily *family = data;
  g_autoptr(ChlProvider) provider = new_instance (family);
  g_autoptr(ChlSecret) secret = chl_secret_new ("sk-s3same-0123456789", -1);

  for (ChlOperation operation = 0; operation <= CHL_OPERATION_EMBEDDINGS; operation++)
    {
      g_autoptr(ChlHeaders) with = chl_headers_new ();
      g_autoptr(ChlHeaders) without = chl_headers_new ();
      Seen seen = { 0 };

      chl_provider_add_headers (provider, with, operation, secret);
      chl_headers_foreach (with, see_field, &seen);
      g_assert_cmpuint (seen.n_secrets, ==, 1);

      seen = (Seen){ 0 };
      chl_provider_add_headers (provider, without, operation, NULL);
      chl_headers_foreach (without, see_field, &seen);
      g_assert_cmpuint (seen.n_secrets, ==, 0);
    }
}

static void
test_quirks (gconstpointer data)
{
  static const char *const models[] = { "m", "", "gpt-5", "o3", "claude-opus-5", "a/b:c", NULL };
  const ChlFamily         *family = data;
  g_autoptr(ChlProvider) provider = new_instance (family);

  for (guint i = 0; models[i] != NULL; i++)
    {
      const ChlQuirks *quirks = chl_provider_get_quirks (provider, models[i]);

      g_assert_nonnull (quirks);
      g_assert_nonnull (quirks->output_limit_field);
      g_assert_true (quirks->think_tags <= CHL_THINK_TAGS_IMPLICIT);
      g_assert_cmpint (chl_provider_get_protocol (provider, models[i]), !=, CHL_PROTOCOL_NONE);
    }
}

/* An answer that is none is an error, and never a crash or a list of nothing. */
static void
test_lists_that_are_none (gconstpointer data)
{
  static const char *const wrong[] = { "{}", "[]", "null", "7", "{\"data\":{}}", "{\"data\":7}",
                                       "{\"error\":{\"message\":\"no\"}}" };
  static const char *const odd[] = { "{\"data\":[]}", "{\"data\":[null,7,[],\"x\",{},{\"id\":7},"
                                                      "{\"id\":\"\"},{\"id\":null}]}" };
  const ChlFamily         *family = data;
  g_autoptr(ChlProvider) provider = new_instance (family);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) root = chl_json_parse (wrong[i], -1, NULL);
      g_autoptr(GPtrArray) models = NULL;

      g_test_message ("%s", wrong[i]);
      models = chl_provider_parse_models (provider, root, &error);
      g_assert_true (models == NULL ? error != NULL : error == NULL && models->len == 0);
      g_assert_true (models == NULL || g_str_equal (wrong[i], "[]"));
    }

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GString) text = g_string_new (odd[i]);
      g_autoptr(JsonNode) root = NULL;
      g_autoptr(GPtrArray) models = NULL;

      /* The one family that keeps its rows elsewhere. */
      if (g_str_equal (family->id, "ollama"))
        g_string_replace (text, "data", "models", 0);
      g_test_message ("%s", text->str);
      root = chl_json_parse (text->str, -1, NULL);
      models = chl_provider_parse_models (provider, root, &error);
      g_assert_no_error (error);
      for (guint j = 0; j < models->len; j++)
        g_assert_cmpstr (chl_model_get_id (g_ptr_array_index (models, j)), ==, "x");
    }
}

static void
test_survives_its_file (gconstpointer data)
{
  const ChlFamily *family = data;
  g_autoptr(ChlProvider) provider = new_instance (family);
  g_autoptr(ChlProvider) again = chl_provider_new (chl_families_find (family->id), "lab");
  g_autoptr(JsonNode) before = NULL;
  g_autoptr(JsonNode) after = NULL;
  g_autoptr(GError) error = NULL;

  chl_provider_set_name (provider, "Lab");
  before = chl_provider_to_json (provider);
  g_assert_true (chl_provider_apply_json (again, before, &error));
  g_assert_no_error (error);
  after = chl_provider_to_json (again);
  g_assert_true (json_node_equal (before, after));
  g_assert_cmpstr (chl_json_get_string (before, "/family"), ==, family->id);
}

static void
test_all_are_different (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint        n;
  const GType *types = chl_families_list (&n);

  g_assert_cmpuint (n, ==, G_N_ELEMENTS (goldens));
  for (guint i = 0; i < n; i++)
    {
      const ChlFamily *family = chl_provider_type_get_family (types[i]);

      g_assert_true (g_hash_table_add (seen, (gpointer) family->id));
      g_assert_true (g_hash_table_add (seen, (gpointer) family->title));
      g_assert_true (chl_families_find (family->id) == types[i]);
      g_assert_true (G_TYPE_IS_FINAL (types[i]));
      g_assert_true (g_type_parent (types[i]) == CHL_TYPE_PROVIDER);
    }

  g_assert_true (chl_families_find ("nobody") == G_TYPE_INVALID);
  g_assert_true (chl_families_find ("") == G_TYPE_INVALID);
  g_assert_true (chl_families_find (NULL) == G_TYPE_INVALID);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char   *name;
    GTestDataFunc func;
  } tests[] = {
    { "color", test_color },
    { "facts", test_facts },
    { "addresses", test_addresses },
    { "nothing-without-an-address", test_nothing_without_an_address },
    { "headers", test_headers },
    { "quirks", test_quirks },
    { "lists-that-are-none", test_lists_that_are_none },
    { "survives-its-file", test_survives_its_file },
  };
  const GType *types;
  guint        n;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  types = chl_families_list (&n);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < G_N_ELEMENTS (tests); j++)
      {
        const ChlFamily *family = chl_provider_type_get_family (types[i]);
        g_autofree char *path = g_strdup_printf ("/families/%s/%s", family->id, tests[j].name);

        g_test_add_data_func (path, family, tests[j].func);
      }
  g_test_add_func ("/families/all-are-different", test_all_are_different);

  return g_test_run ();
}
