/* test-registry-resolve.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "registry-fixture.h"

static ChlMatchKind
resolve_kind (ChlRegistry *registry,
              const char  *provider,
              const char  *model)
{
  ChlRegistryMatch match;

  chl_registry_resolve (registry, provider, model, &match);

  return match.kind;
}

static void
test_cases (void)
{
  g_autoptr(ChlRegistry) registry = chl_registry_new ();
  g_autoptr(GPtrArray) cases = registry_cases_read ();

  g_assert_cmpuint (cases->len, ==, 200);
  for (guint i = 0; i < cases->len; i++)
    {
      const RegistryCase *each = g_ptr_array_index (cases, i);
      ChlRegistryMatch    match;
      const char         *row;
      gint64              window;
      g_autofree char    *text = NULL;

      g_test_message ("%s %s", each->provider, each->model);
      g_assert_cmpint (chl_registry_resolve (registry, each->provider, each->model, &match), ==,
                       !g_str_equal (each->row, "UNKNOWN"));
      row = chl_registry_get_row_id (registry, &match);
      window = chl_registry_get_count (registry, &match, CHL_COLUMN_CTX, NULL);
      text = window < 0 ? g_strdup ("-") : g_strdup_printf ("%" G_GINT64_FORMAT, window);
      g_assert_cmpstr (row != NULL ? row : "UNKNOWN", ==, each->row);
      g_assert_cmpstr (text, ==, each->window);
    }
}

/* Each case leads to where it did before. */
static void
assert_same (ChlRegistry        *registry,
             const RegistryCase *each,
             const char         *model)
{
  const char *row = registry_find (registry, each->provider, model);

  g_test_message ("%s %s as %s", each->provider, each->model, model);
  g_assert_cmpstr (row != NULL ? row : "UNKNOWN", ==, each->row);
}

static void
test_letters (void)
{
  g_autoptr(ChlRegistry) registry = chl_registry_new ();
  g_autoptr(GPtrArray) cases = registry_cases_read ();

  for (guint i = 0; i < cases->len; i++)
    {
      const RegistryCase *each = g_ptr_array_index (cases, i);
      g_autofree char    *upper = g_ascii_strup (each->model, -1);
      g_autofree char    *lower = g_ascii_strdown (each->model, -1);

      /* Some forms around a name are told by their small letters. */
      if (strstr (each->model, "ft:") == NULL && strstr (each->model, "models--") == NULL &&
          strstr (each->model, "arn:") == NULL && strstr (each->model, "fireworks") == NULL)
        assert_same (registry, each, upper);
      assert_same (registry, each, lower);
    }
}

/* Names of models, or whose they are. */
static GPtrArray *
list_names (gboolean wants_names)
{
  static const struct
  {
    const char *name;
    const char *row;
    const char *maker;
  } names[] = {
    { "gpt-5.2", "openai/gpt-5.2", "openai" },
    { "gpt-4o", "openai/gpt-4o", "openai" },
    { "gpt-oss-120b", "openai/gpt-oss-120b", "openai" },
    { "claude-sonnet-4-5", "anthropic/claude-sonnet-4-5", "anthropic" },
    { "claude-opus-5-5", "anthropic/claude-opus-5-5", "anthropic" },
    { "gemini-2.5-pro", "google/gemini-2.5-pro", "google" },
    { "deepseek-r1", NULL, "deepseek-ai" },
    { "qwen3-coder-480b-a35b-instruct", "alibaba/qwen3-coder-480b-a35b-instruct", "Qwen" },
    { "qwen2.5-coder", "alibaba/qwen2.5-coder", "Qwen" },
    { "kimi-k2-thinking", "moonshotai/kimi-k2-thinking", "moonshotai" },
    { "glm-4.6", "zhipuai/glm-4.6", "zai-org" },
    { "llama-3.2-3b", "meta/llama-3.2", "meta-llama" },
    { "nomic-embed-text", NULL, "nomic-ai" },
    { "nobody-has-this", NULL, "openai" },
  };
  GPtrArray *array = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (array, (gpointer) (wants_names ? names[i].name : names[i].maker));

  return array;
}

/* Names keep their rows with this in front and that behind them. */
static void
check_stable (const char *const *fronts,
              const char *const *ends)
{
  g_autoptr(ChlRegistry) registry = chl_registry_new ();
  g_autoptr(GPtrArray) names = list_names (TRUE);
  g_autoptr(GPtrArray) makers = list_names (FALSE);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const char *row = registry_find (registry, NULL, name);

      g_assert_cmpint (row == NULL, ==, g_str_equal (name, "nobody-has-this"));
      for (guint front = 0; fronts[front] != NULL; front++)
        for (guint end = 0; ends[end] != NULL; end++)
          {
            gboolean         is_maker = g_str_equal (fronts[front], "MAKER/");
            const char      *maker = g_ptr_array_index (makers, i);
            g_autofree char *id = g_strconcat (is_maker ? maker : fronts[front],
                                               is_maker ? "/" : "", name, ends[end], NULL);

            g_test_message ("%s", id);
            g_assert_cmpstr (registry_find (registry, NULL, id), ==, row);
          }
    }
}

static void
test_vendors (void)
{
  static const char *const fronts[] = {
    "", "MAKER/", "unsloth/", "lmstudio-community/", "models/", "hf.co/bartowski/", "openrouter/",
    "accounts/together/models/", "@cf/", "~", NULL
  };
  static const char *const ends[] = { "", NULL };

  check_stable (fronts, ends);
}

static void
test_dates (void)
{
  static const char *const fronts[] = { "", "MAKER/", NULL };
  static const char *const ends[] = {
    "", "-2026-01-15", "-20260115", "@20260115", "-260115", ":latest", "-latest", NULL
  };

  check_stable (fronts, ends);
}

static void
test_quantisation (void)
{
  static const char *const fronts[] = { "", "MAKER/", "bartowski/", "hf.co/unsloth/", NULL };
  static const char *const ends[] = {
    "", "-GGUF", "-GGUF:Q4_K_M", ":q8_0", "-AWQ", "-GPTQ", "-fp8", "-bf16", "-4bit", "-mlx-8bit",
    "-IQ2_XXS", ".Q4_K_M.gguf", "-NVFP4", "-UD-Q4_K_XL", "-w8a8", "@q4_k_m",
    "-Q4_K_M-00001-of-00003.gguf", NULL
  };

  check_stable (fronts, ends);
}

/* Asked twice, in any order, with and without what is remembered. */
static void
test_order (void)
{
  g_autoptr(GPtrArray) cases = registry_cases_read ();
  g_autoptr(ChlRegistry) forward = chl_registry_new ();
  g_autoptr(ChlRegistry) backward = chl_registry_new ();

  for (guint i = 0; i < 2 * cases->len; i++)
    {
      const RegistryCase *each = g_ptr_array_index (cases, i % cases->len);
      const RegistryCase *other = g_ptr_array_index (cases, cases->len - 1 - i % cases->len);

      assert_same (forward, each, each->model);
      assert_same (backward, other, other->model);
    }
}

/* More unknown names than are remembered. */
static void
test_many (void)
{
  g_autoptr(ChlRegistry) registry = chl_registry_new ();

  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *name = g_strdup_printf ("nothing-%u-like-this", i);

      g_assert_null (registry_find (registry, "openai", name));
    }
  g_assert_cmpstr (registry_find (registry, "openai", "gpt-5.2-2026-01-15"), ==, "openai/gpt-5.2");
}

static void
test_kinds (void)
{
  static const struct
  {
    const char  *provider;
    const char  *model;
    const char  *row;
    ChlMatchKind kind;
    gboolean     has_price;
  } cases[] = {
    { "openrouter", "anthropic/claude-sonnet-4.5:thinking", "anthropic/claude-sonnet-4-5",
      CHL_MATCH_VARIANT, TRUE },
    { "gemini", "models/gemini-2.5-pro", "google/gemini-2.5-pro", CHL_MATCH_EXACT, TRUE },
    { "ollama", "qwen2.5-coder:7b-instruct-q4_K_M", "alibaba/qwen2.5-coder", CHL_MATCH_FAMILY,
      FALSE },
    { NULL, "claude-sonnet-4-5-20250929", "anthropic/claude-sonnet-4-5", CHL_MATCH_VARIANT, TRUE },
    { NULL, "gpt-5.2-2026-01-15", "openai/gpt-5.2", CHL_MATCH_VARIANT, TRUE },
    { NULL, "accounts/x/models/y", NULL, CHL_MATCH_UNKNOWN, FALSE },
    { NULL, "deepseek-r1-distill-qwen-32b", "deepseek/deepseek-r1-distill-qwen", CHL_MATCH_FAMILY,
      FALSE },
    { NULL, "hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M", "meta/llama-3.2",
      CHL_MATCH_FAMILY, FALSE },
    { "openai", "ft:gpt-4o-mini-2024-07-18:acme::AbCd", "openai/gpt-4o-mini", CHL_MATCH_TUNED,
      FALSE },
    { NULL, "gpt-52", "openai/gpt-5.2", CHL_MATCH_VARIANT, TRUE },
    { NULL, "gpt-52-free", "openai/gpt-5.2", CHL_MATCH_VARIANT, FALSE },
    { NULL, "gpt-5.2:free", "openai/gpt-5.2", CHL_MATCH_VARIANT, FALSE },
    { NULL, "gpt-5.2-online", "openai/gpt-5.2", CHL_MATCH_VARIANT, TRUE },
    { NULL, "gpt-5.2:extended-fire", "openai/gpt-5.2", CHL_MATCH_EXACT, TRUE },
    { NULL, "someone/gpt-5-clone", NULL, CHL_MATCH_UNKNOWN, FALSE },
    { NULL, "someone/gpt-5", NULL, CHL_MATCH_UNKNOWN, FALSE },
    { NULL, "anthropic/gpt-5", NULL, CHL_MATCH_UNKNOWN, FALSE },
    { NULL, "someone/gpt-oss-120b", "openai/gpt-oss-120b", CHL_MATCH_VARIANT, TRUE },
    { NULL, "", NULL, CHL_MATCH_UNKNOWN, FALSE },
    { NULL, "   ", NULL, CHL_MATCH_UNKNOWN, FALSE },
    { NULL, "gpt-5\n", NULL, CHL_MATCH_UNKNOWN, FALSE },
    { NULL, "gpt-5\xff", NULL, CHL_MATCH_UNKNOWN, FALSE },
    { NULL, "///", NULL, CHL_MATCH_UNKNOWN, FALSE },
    { NULL, "  gpt-5.2  ", "openai/gpt-5.2", CHL_MATCH_EXACT, TRUE },
  };
  g_autoptr(ChlRegistry) registry = chl_registry_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlRegistryMatch match;

      g_test_message ("%s", g_utf8_validate (cases[i].model, -1, NULL) ? cases[i].model : "bytes");
      chl_registry_resolve (registry, cases[i].provider, cases[i].model, &match);
      g_assert_cmpstr (chl_registry_get_row_id (registry, &match), ==, cases[i].row);
      g_assert_cmpint (match.kind, ==, cases[i].kind);
      g_assert_cmpint (match.has_price, ==, cases[i].has_price);
    }
}

static void
test_long (void)
{
  g_autoptr(ChlRegistry) registry = chl_registry_new ();
  g_autofree char *longest = g_strnfill (256, 'a');
  g_autofree char *longer = g_strnfill (257, 'a');
  g_autoptr(GString) wide = g_string_new (NULL);
  ChlRegistryMatch match;

  chl_registry_resolve (registry, NULL, longest, &match);
  g_assert_cmpint (match.way, ==, CHL_WAY_NONE);
  chl_registry_resolve (registry, NULL, longer, &match);
  g_assert_cmpint (match.way, ==, CHL_WAY_MALFORMED);

  for (guint i = 0; i < 256; i++)
    g_string_append (wide, "\xf0\x9f\x98\x80");
  g_assert_cmpint (resolve_kind (registry, wide->str, wide->str), ==, CHL_MATCH_UNKNOWN);
}

/* The provider's own row comes first, then the one it is a part of. */
static void
test_scopes (void)
{
  g_autoptr(ChlRegistry) registry =
               registry_new_with ("p\there\tlab\ther here-cn>here.cn\np\tollama\n"
                                  "m\tlab/one\t\tuno\tchat\t1000\t500\t1/2\tn\tdeprecated\t2026-10-01\n"
                                  "d\there:one\tlab/one\t\t\t800\nd\there.cn:one\tlab/one\t\t\t600\n"
                                  "d\tollama.cloud:one\tlab/one\t\t\t400\n");
  static const struct
  {
    const char *provider;
    const char *model;
    gint64      window;
    gint64      output;
  } cases[] = {
    { NULL, "one", 1000, 500 },
    { "here", "one", 800, 500 },
    { "her", "ONE", 800, 500 },
    { "here-cn", "one", 600, 500 },
    { "here.cn", "one", 600, 500 },
    { "here.eu", "one", 800, 500 },
    { "here", "uno", 800, 500 },
    { "elsewhere", "one", 1000, 500 },
    { "ollama", "one", 1000, 500 },
    { "ollama", "one-cloud", 400, 400 },
    { "ollama", "one:cloud", 400, 400 },
    { "ollama.cloud", "one", 400, 400 },
    { "ollama.cloud", "one-cloud", 400, 400 },
    { "here", "one-cloud", 800, 500 },
    { "here.a.b.cn", "one", 800, 500 },
    { "here.a.b.c.cn", "one", 1000, 500 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlRegistryMatch match;

      g_test_message ("%s %s", cases[i].provider, cases[i].model);
      g_assert_true (chl_registry_resolve (registry, cases[i].provider, cases[i].model, &match));
      g_assert_cmpint (chl_registry_get_count (registry, &match, CHL_COLUMN_CTX, NULL), ==,
                       cases[i].window);
      g_assert_cmpint (chl_registry_get_count (registry, &match, CHL_COLUMN_OUT, NULL), ==,
                       cases[i].output);
    }
}

/* What is glued to the front, two words at most, and nothing that is then no name. */
static void
test_fronts (void)
{
  static const struct
  {
    const char *model;
    const char *row;
    const char *how;
  } cases[] = {
    { "hf-one", "lab/one", "By its name; “hf” in front was left out" },
    { "hf-qwen-one", "lab/one", "By its name; “hf-qwen” in front was left out" },
    { "text-embedding-one-fp8", "lab/one",
      "By its name; the quantisation “fp8” was left out; “text-embedding” in front was left out" },
    { "hf-hf-qwen-one", NULL, "No row and no pattern of the table fits" },
    { "hf-3x", NULL, "No row and no pattern of the table fits" },
    { "hf-y", NULL, "No row and no pattern of the table fits" },
    { "hf-", NULL, "No row and no pattern of the table fits" },
    { "hf", NULL, "No row and no pattern of the table fits" },
    { "hf-zz", "lab/zz", "By its name; “hf” in front was left out" },
    { "hf-two", NULL, "No row and no pattern of the table fits" },
  };
  g_autoptr(ChlRegistry) registry = registry_new_with ("m\tlab/one\nm\tlab/3x\nm\tlab/y\nm\tlab/zz\n");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlRegistryMatch match;
      g_autofree char *how = NULL;

      g_test_message ("%s", cases[i].model);
      chl_registry_resolve (registry, NULL, cases[i].model, &match);
      g_assert_cmpstr (chl_registry_get_row_id (registry, &match), ==, cases[i].row);
      how = chl_registry_dup_how (registry, &match);
      g_assert_cmpstr (how, ==, cases[i].how);
    }
}

/* A name that says what it is for is no chat model, whatever family it is of. */
static void
test_purposes (void)
{
  g_autoptr(ChlRegistry) registry =
               registry_new_with ("f\tlab/fam\t\tfam-longest+\tchat\n"
                                  "f\tlab/any\t\tfam-longer*\tother\n"
                                  "f\tlab/guard\t\tfam*\tguard\n");

  g_assert_cmpstr (registry_find (registry, NULL, "fam-longest-7b"), ==, "lab/fam");
  g_assert_cmpstr (registry_find (registry, NULL, "fam-longest-guard"), ==, "lab/guard");
  g_assert_cmpstr (registry_find (registry, NULL, "fam-longer-guard"), ==, "lab/guard");
  g_assert_cmpstr (registry_find (registry, NULL, "fam-longer-tts"), ==, "lab/any");
  g_assert_cmpstr (registry_find (registry, NULL, "fam-short-tts"), ==, "lab/guard");
  g_assert_null (registry_find (registry, NULL, "fa-tts"));
}

static void
test_how (void)
{
  static const struct
  {
    const char *provider;
    const char *model;
    const char *how;
  } cases[] = {
    { NULL, "gpt-5.2", "By its name" },
    { NULL, "gpt-5.2-2026-01-15", "By its name; the date “2026-01-15” was left out" },
    { "codex", "gpt-5.6-terra", "The provider’s own name for it" },
    { NULL, "claude-sonnet-4-5:thinking",
      "By its name; “thinking”, a way of thinking, was left out" },
    { NULL, "gpt-52", "By its name, whose digits are run together here" },
    { NULL, "qwen2.5-coder:7b-instruct",
      "By the pattern “qwen-2-5-coder+”, typical for its family" },
    { NULL, "nobody-has-this", "No row and no pattern of the table fits" },
    { NULL, "", "This cannot be the name of a model" },
    { NULL, "ft:gpt-4o-mini:acme",
      "By its name; taken to be as the model it was made from" },
    { NULL, "someone/gpt-oss-120b-GGUF",
      "By its name; the quantisation “gguf” was left out; taken to be as the model of that name, "
      "which somebody else published" },
  };
  g_autoptr(ChlRegistry) registry = chl_registry_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlRegistryMatch match;
      g_autofree char *how = NULL;

      chl_registry_resolve (registry, cases[i].provider, cases[i].model, &match);
      how = chl_registry_dup_how (registry, &match);
      g_assert_cmpstr (how, ==, cases[i].how);
    }
}

static void
test_end (void)
{
  ChlRegistry *registry = chl_registry_new ();

  g_assert_nonnull (registry_find (registry, NULL, "gpt-5.2-2026-01-15"));
  g_assert_finalize_object (registry);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/registry/resolve/cases", test_cases);
  g_test_add_func ("/registry/resolve/stable-under-case", test_letters);
  g_test_add_func ("/registry/resolve/stable-under-vendors", test_vendors);
  g_test_add_func ("/registry/resolve/stable-under-dates", test_dates);
  g_test_add_func ("/registry/resolve/stable-under-quantisation", test_quantisation);
  g_test_add_func ("/registry/resolve/in-any-order", test_order);
  g_test_add_func ("/registry/resolve/many-names", test_many);
  g_test_add_func ("/registry/resolve/kinds", test_kinds);
  g_test_add_func ("/registry/resolve/long-names", test_long);
  g_test_add_func ("/registry/resolve/scopes", test_scopes);
  g_test_add_func ("/registry/resolve/fronts", test_fronts);
  g_test_add_func ("/registry/resolve/purposes", test_purposes);
  g_test_add_func ("/registry/resolve/how", test_how);
  g_test_add_func ("/registry/resolve/end", test_end);

  return g_test_run ();
}
