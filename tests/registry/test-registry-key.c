/* test-registry-key.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "chl-registry-key.h"
#include "chl-registry-pattern.h"
#include "chl-registry-words.h"

static void
test_keys (void)
{
  static const struct
  {
    const char *text;
    const char *key;
  } cases[] = {
    { "claude-sonnet-4.5", "claude-sonnet-4-5" },
    { "Claude Sonnet 4.5", "claude-sonnet-4-5" },
    { "claude_sonnet_4_5", "claude-sonnet-4-5" },
    { "qwen2.5vl", "qwen-2-5-vl" },
    { "Qwen2.5-VL", "qwen-2-5-vl" },
    { "kimi-k2", "kimi-k2" },
    { "deepseek-r1", "deepseek-r1" },
    { "qwen3-235b-a22b", "qwen-3-235b-a22b" },
    { "llama-4bit", "llama-4bit" },
    { "x-fp8-iq2-nvfp4", "x-fp8-iq2-nvfp4" },
    { "gpt4o", "gpt-4o" },
    { "--a--", "a" },
    { "AZ az 09", "az-az-09" },
    { "gpt\xc3\xa9"
      "5",
      "gpt-5" },
    { "ab1cd2ef", "ab-1cd2ef" },
    { "5vl2", "5vl2" },
  };
  char key[CHL_REGISTRY_KEY_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_true (chl_registry_build_key (cases[i].text, key));
      g_assert_cmpstr (key, ==, cases[i].key);
    }

  g_assert_false (chl_registry_build_key ("", key));
  g_assert_false (chl_registry_build_key ("--", key));
}

/* The worst that splitting can do fits. */
static void
test_room (void)
{
  static const char *const pieces[] = { "ab1", "1ab", "a-", "-", "a", "1", "ab1ab", NULL };

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      char *key = g_malloc (CHL_REGISTRY_KEY_SIZE);

      while (text->len + strlen (pieces[i]) < CHL_REGISTRY_TEXT_SIZE)
        g_string_append (text, pieces[i]);
      chl_registry_build_key (text->str, key);
      g_assert_cmpuint (strlen (key), <, CHL_REGISTRY_KEY_SIZE);
      g_free (key);

      while (text->len < CHL_REGISTRY_TEXT_SIZE)
        g_string_append_c (text, 'a');
      key = g_malloc (1);
      g_assert_false (chl_registry_build_key (text->str, key));
      g_free (key);
    }
}

/* Two texts and what stands between, with nothing written behind the room for them. */
static void
test_join (void)
{
  static const struct
  {
    const char *before;
    const char *behind;
    gsize       size;
    const char *joined;
  } cases[] = {
    { "ab", "cd", 6, "ab:cd" },
    { "ab", "cd", 7, "ab:cd" },
    { "ab", "cd", 5, "" },
    { "ab", "cd", 1, "" },
    { "", "", 2, ":" },
    { "", "", 1, "" },
    { "a", "", 3, "a:" },
    { "", "b", 3, ":b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char     text[] = "~~~~~~~~";
      gboolean is_joined = chl_registry_join (text, cases[i].size, cases[i].before, ':',
                                              cases[i].behind);

      g_test_message ("%s %s %" G_GSIZE_FORMAT, cases[i].before, cases[i].behind, cases[i].size);
      g_assert_cmpstr (text, ==, cases[i].joined);
      g_assert_cmpint (is_joined, ==, *cases[i].joined != '\0');
      g_assert_cmpint (text[cases[i].size], ==, '~');
    }
}

static void
test_squeezing (void)
{
  static const struct
  {
    const char *key;
    const char *squeezed;
  } cases[] = {
    { "gpt-5-2", "gpt-52" },
    { "minimax-m2-5", "minimax-m25" },
    { "glm-4-5-air", "glm-45-air" },
    { "gpt-5-12", "gpt-5-12" },
    { "a-1-2-3", "a-123" },
    { "1-", "1-" },
    { "claude", "claude" },
  };
  char squeezed[64];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      chl_registry_squeeze (cases[i].key, squeezed);
      g_assert_cmpstr (squeezed, ==, cases[i].squeezed);
    }
}

static void
test_sizes (void)
{
  static const struct
  {
    const char *text;
    double      millions; /* below 0: none is named */
  } cases[] = {
    { "llama-7b", 7000 },
    { "Qwen2.5-0.5B-Instruct", 500 },
    { "gemma:270m", 270 },
    { "mixtral-8x7b", 56000 },
    { "mixtral-8x22B-v0.1", 176000 },
    { "kimi-1t", 1000000 },
    { "yi-1_5b", 1500 },
    { "qwen3-30b-a3b", 30000 },
    { "gpt-4o", -1 },
    { "model-v7b", -1 },
    { "4bit", -1 },
    { "", -1 },
    { "7", -1 },
    { "8x", -1 },
    { "8x7", -1 },
    { "3.8b", 3800 },
    { "1.2.7b", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double   billions = -1;
      gboolean has = chl_registry_read_size (cases[i].text, &billions);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (has, ==, cases[i].millions >= 0);
      if (has)
        g_assert_cmpfloat_with_epsilon (billions * 1000, cases[i].millions, 1e-6);
    }
}

static void
test_patterns (void)
{
  static const struct
  {
    const char *pattern;
    const char *stem;
    gboolean    matches;
  } cases[] = {
    { "yi", "yi", TRUE },
    { "yi", "yi-6b", FALSE },
    { "yi+", "yi", TRUE },
    { "yi+", "yi-6b", TRUE },
    { "yi+", "yip", FALSE },
    { "claude-*", "claude-x", TRUE },
    { "claude-*", "claude", FALSE },
    { "*-guard+", "llama-guard-3", TRUE },
    { "*-guard+", "llama-guardian", FALSE },
    { "*-guard+", "guard", FALSE },
    { "granite-*b-code+", "granite-8b-code-base", TRUE },
    { "granite-*b-code+", "granite-8b-codes-b-code", TRUE },
    { "granite-*b-code+", "granite-8b-codes", FALSE },
    { "a*b*c", "axbxbxc", TRUE },
    { "a*b*c", "axbxbx", FALSE },
    { "a*", "a", TRUE },
    { "*-x-*b*", "y-x-7b-z", TRUE },
    { "a*bc", "abcbcd", FALSE },
    { "a*bc+", "abcd-abc-d", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlRegistryPattern pattern;

      g_test_message ("%s %s", cases[i].pattern, cases[i].stem);
      g_assert_true (chl_registry_pattern_read (&pattern, cases[i].pattern));
      g_assert_cmpint (chl_registry_pattern_matches (&pattern, cases[i].stem), ==,
                       cases[i].matches);
    }
}

/* Many stars cost what few do. */
static void
test_stars (void)
{
  g_autoptr(GString) stars = g_string_new (NULL);
  g_autoptr(GString) stem = g_string_new (NULL);
  ChlRegistryPattern pattern;

  for (guint i = 0; i < 200; i++)
    {
      g_string_append (stars, "*a");
      g_string_append (stem, "aaaaa");
    }
  g_string_append (stars, "b");
  g_assert_true (chl_registry_pattern_read (&pattern, stars->str));
  g_assert_false (chl_registry_pattern_matches (&pattern, stem->str));
  g_string_append_c (stem, 'b');
  g_assert_true (chl_registry_pattern_matches (&pattern, stem->str));
}

/* Each is more particular than the next one. */
static void
test_precedence (void)
{
  static const char *const falling[] = {
    "granite-code-x", "granite-code+<=3", "granite-code+", "granite-*-instruct", "granite-*-code",
    "granite-*+", "*-granite-code", "*-code<=7", "*-code", "*-code+>=7", "*-code+", NULL
  };

  for (guint i = 0; falling[i] != NULL; i++)
    for (guint n = i; falling[n] != NULL; n++)
      {
        ChlRegistryPattern a;
        ChlRegistryPattern b;

        chl_registry_pattern_read (&a, falling[i]);
        chl_registry_pattern_read (&b, falling[n]);
        g_test_message ("%s %s", falling[i], falling[n]);
        if (i == n)
          g_assert_cmpint (chl_registry_pattern_compare (&a, &b), ==, 0);
        else
          {
            g_assert_cmpint (chl_registry_pattern_compare (&a, &b), <, 0);
            g_assert_cmpint (chl_registry_pattern_compare (&b, &a), >, 0);
          }
      }
}

static void
test_conditions (void)
{
  ChlRegistryPattern pattern;

  g_assert_true (chl_registry_pattern_read (&pattern, "granite-code+>=20"));
  g_assert_true (chl_registry_pattern_admits (&pattern, TRUE, 20));
  g_assert_false (chl_registry_pattern_admits (&pattern, TRUE, 8));
  g_assert_false (chl_registry_pattern_admits (&pattern, FALSE, 30));
  g_assert_true (chl_registry_pattern_read (&pattern, "gemma+<=0.3"));
  g_assert_true (chl_registry_pattern_admits (&pattern, TRUE, 0.27));
  g_assert_false (chl_registry_pattern_admits (&pattern, TRUE, 1));
  g_assert_true (chl_registry_pattern_read (&pattern, "gemma+"));
  g_assert_true (chl_registry_pattern_admits (&pattern, FALSE, 0));
}

static void
test_peels (void)
{
  static const struct
  {
    const char     *folded;
    const char     *left;
    ChlRegistryPeel peel;
  } cases[] = {
    { "x-q4-k-m", "x", CHL_PEEL_QUANT },
    { "x-iq2-xxs", "x", CHL_PEEL_QUANT },
    { "x-q8-0", "x", CHL_PEEL_QUANT },
    { "x-awq", "x", CHL_PEEL_QUANT },
    { "x-fp8", "x", CHL_PEEL_QUANT },
    { "x-w8a8", "x", CHL_PEEL_QUANT },
    { "x-w4a16kv8", "x", CHL_PEEL_QUANT },
    { "x-4bit", "x", CHL_PEEL_QUANT },
    { "x-nvfp4", "x", CHL_PEEL_QUANT },
    { "q4-k-m", NULL, CHL_PEEL_NONE },
    { "x-2026-01-15", "x", CHL_PEEL_DATE },
    { "x-20250929", "x", CHL_PEEL_DATE },
    { "x-20251399", NULL, CHL_PEEL_NONE },
    { "x-250615", "x", CHL_PEEL_DATE },
    { "x-05-06", "x", CHL_PEEL_DATE },
    { "x-05-2024", "x", CHL_PEEL_DATE },
    { "x-0528", "x", CHL_PEEL_DATE },
    { "x-2507", "x", CHL_PEEL_DATE },
    { "x-1399", NULL, CHL_PEEL_NONE },
    { "x-001", "x", CHL_PEEL_DATE },
    { "x-009", "x", CHL_PEEL_DATE },
    { "x-010", NULL, CHL_PEEL_NONE },
    { "x-101", NULL, CHL_PEEL_NONE },
    { "x-00a", NULL, CHL_PEEL_NONE },
    { "x-0101", "x", CHL_PEEL_DATE },
    { "x-1231", "x", CHL_PEEL_DATE },
    { "x-0100", NULL, CHL_PEEL_NONE },
    { "x-0132", NULL, CHL_PEEL_NONE },
    { "x-0015", NULL, CHL_PEEL_NONE },
    { "x-1301", NULL, CHL_PEEL_NONE },
    { "x-2301", "x", CHL_PEEL_DATE },
    { "x-2912", "x", CHL_PEEL_DATE },
    { "x-2213", NULL, CHL_PEEL_NONE },
    { "x-3012", NULL, CHL_PEEL_NONE },
    { "x-2300", NULL, CHL_PEEL_NONE },
    { "x-2313", NULL, CHL_PEEL_NONE },
    { "x-23a1", NULL, CHL_PEEL_NONE },
    { "x-230101", "x", CHL_PEEL_DATE },
    { "x-291231", "x", CHL_PEEL_DATE },
    { "x-221231", NULL, CHL_PEEL_NONE },
    { "x-300101", NULL, CHL_PEEL_NONE },
    { "x-230001", NULL, CHL_PEEL_NONE },
    { "x-20200101", "x", CHL_PEEL_DATE },
    { "x-20291231", "x", CHL_PEEL_DATE },
    { "x-20191231", NULL, CHL_PEEL_NONE },
    { "x-20300101", NULL, CHL_PEEL_NONE },
    { "x-20250100", NULL, CHL_PEEL_NONE },
    { "x-2020-01-01", "x", CHL_PEEL_DATE },
    { "x-2029-12-31", "x", CHL_PEEL_DATE },
    { "x-2019-12-31", "x-2019", CHL_PEEL_DATE },
    { "x-2030-01-01", "x-2030", CHL_PEEL_DATE },
    { "x-2026-00-01", NULL, CHL_PEEL_NONE },
    { "x-2026-13-01", NULL, CHL_PEEL_NONE },
    { "x-2026-01-00", NULL, CHL_PEEL_NONE },
    { "x-2026-01-32", NULL, CHL_PEEL_NONE },
    { "x-05-2020", "x", CHL_PEEL_DATE },
    { "x-12-2029", "x", CHL_PEEL_DATE },
    { "x-05-2019", NULL, CHL_PEEL_NONE },
    { "x-05-2030", NULL, CHL_PEEL_NONE },
    { "x-00-2024", NULL, CHL_PEEL_NONE },
    { "x-13-2024", NULL, CHL_PEEL_NONE },
    { "x-01-01", "x", CHL_PEEL_DATE },
    { "x-12-31", "x", CHL_PEEL_DATE },
    { "x-01-00", NULL, CHL_PEEL_NONE },
    { "x-01-32", NULL, CHL_PEEL_NONE },
    { "x-5-06", NULL, CHL_PEEL_NONE },
    { "x-05-6", NULL, CHL_PEEL_NONE },
    { "2026-01-15", "2026", CHL_PEEL_DATE },
    { "01-15", NULL, CHL_PEEL_NONE },
    { "x-latest", "x", CHL_PEEL_NOISE },
    { "x-instruct", "x", CHL_PEEL_NOISE },
    { "x-free", "x", CHL_PEEL_SERVE },
    { "x-turbo", "x", CHL_PEEL_SERVE },
    { "x-thinking", "x", CHL_PEEL_REASON },
    { "x-thinking-8192", "x-thinking", CHL_PEEL_REASON },
    { "x-think-2048", "x-think", CHL_PEEL_REASON },
    { "x-thinking-1032", "x-thinking", CHL_PEEL_REASON },
    { "x-thinking-1000", NULL, CHL_PEEL_NONE },
    { "x-thinking-512", NULL, CHL_PEEL_NONE },
    { "x-thinking-123456789", "x-thinking", CHL_PEEL_REASON },
    { "x-thinking-1234567890", NULL, CHL_PEEL_NONE },
    { "x-low-8192", NULL, CHL_PEEL_NONE },
    { "x-8192", NULL, CHL_PEEL_NONE },
    { "latest", NULL, CHL_PEEL_NONE },
    { "q4", NULL, CHL_PEEL_NONE },
    { "x-2a-15", NULL, CHL_PEEL_NONE },
    { "x-05-1a", NULL, CHL_PEEL_NONE },
    { "x-y", NULL, CHL_PEEL_NONE },
    { "", NULL, CHL_PEEL_NONE },
    { "x-k-m", NULL, CHL_PEEL_NONE },
    { "x-q4-y", NULL, CHL_PEEL_NONE },
    { "x-q4-k-it", "x-q4-k", CHL_PEEL_NOISE },
    { "x-y-q4-0-1-k-m-s-xl", "x-y", CHL_PEEL_QUANT },
    { "x-y-2026-01-15", "x-y", CHL_PEEL_DATE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize           length = G_MAXSIZE;
      ChlRegistryPeel peel = chl_registry_peel (cases[i].folded, strlen (cases[i].folded), &length);

      g_test_message ("%s", cases[i].folded);
      g_assert_cmpint (peel, ==, cases[i].peel);
      g_assert_cmpuint (length, ==, cases[i].left != NULL ? strlen (cases[i].left) : G_MAXSIZE);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/registry/key/one-for-all-spellings", test_keys);
  g_test_add_func ("/registry/key/has-room", test_room);
  g_test_add_func ("/registry/key/joined", test_join);
  g_test_add_func ("/registry/key/squeezed", test_squeezing);
  g_test_add_func ("/registry/key/size", test_sizes);
  g_test_add_func ("/registry/pattern/matches", test_patterns);
  g_test_add_func ("/registry/pattern/many-stars", test_stars);
  g_test_add_func ("/registry/pattern/precedence", test_precedence);
  g_test_add_func ("/registry/pattern/condition", test_conditions);
  g_test_add_func ("/registry/words/peel", test_peels);

  return g_test_run ();
}
