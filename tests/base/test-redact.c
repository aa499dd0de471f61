/* test-redact.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib.h>
#include <string.h>

#include "chl-redact.h"

/* No string here is a key of anybody. */
#define HEX32 "0123456789abcdef0123456789abcdef"
#define JWT "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl"

static void
test_hides (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "Incorrect API key provided: sk-test1234.", "Incorrect API key provided: •••" },
    { "key sk-proj-abc_DEF-123 is wrong", "key ••• is wrong" },
    { "sk-ant-api03-abc*****xyz", "•••" },
    { "Authorization: Bearer abc.def", "Authorization: Bearer •••" },
    { "authorization: abcdef", "authorization: •••" },
    { "{\"Authorization\": \"Bearer abc\"}", "{\"Authorization\": \"Bearer •••\"}" },
    { "X-Api-Key: abc", "X-Api-Key: •••" },
    { "x-goog-api-key=abc; more", "x-goog-api-key=•••; more" },
    { "sent Bearer abc12 there", "sent Bearer ••• there" },
    { "Basic dXNlcjpwYXNzd29yZA==", "Basic •••" },
    { "https://host/v1?key=abc&x=1", "https://host/v1?key=•••&x=1" },
    { "OPENAI_API_KEY=abc", "OPENAI_API_KEY=•••" },
    { "?access_token=abc#x", "?access_token=•••#x" },
    { "{\"api_key\": \"abc\", \"model\": \"m\"}", "{\"api_key\": \"•••\", \"model\": \"m\"}" },
    { "https://user:pass@host/x", "https://•••@host/x" },
    { "token " JWT " end", "token ••• end" },
    { "AIzaSyA-abcdef", "•••" },
    { "gsk_abcdef123", "•••" },
    { "xai-abcdef123", "•••" },
    { "ghp_abcdef123 gho_abcdef123", "••• •••" },
    { "hash " HEX32 " end", "hash ••• end" },
    { "id 123e4567-e89b-12d3-a456-426614174000", "id •••" },
    { "data:QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo0NTY3ODkw==", "data:•••" },
    { "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7", "•••" },
    { "a1b2c3d4-e5f6g7h8-i9j0k1l2-m3n4o5p6", "•••" },
    { "-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\nrest", "•••\nrest" },
    { "-----BEGIN RSA PRIVATE KEY-----\nabc", "•••" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *once = chl_redact (cases[i].text);
      g_autofree char *twice = chl_redact (once);

      g_test_message ("case %u: %s", i, cases[i].text);
      g_assert_cmpstr (once, ==, cases[i].expected);
      g_assert_cmpstr (twice, ==, once);
    }
}

static void
test_leaves_legible (void)
{
  static const char *const cases[] = {
    "",
    "The model claude-3-5-sonnet-20241022 does not exist",
    "anthropic/claude-3-5-sonnet-20241022-with-a-longer-name-v2",
    "Qwen3-Coder-480B-A35B-Instruct-FP8-Turbo",
    "meta-llama/Llama-3.3-70B-Instruct-Turbo-Free",
    "https://generativelanguage.googleapis.com/v1beta/openai/chat/completions",
    "/home/somebody/projects/some-application/src/base/chl-redact.c",
    "You exceeded your current quota, please check your plan and billing details.",
    "Use bearer authentication with a bearer token",
    "max_tokens=100 is too large",
    "request_id: req_011CSHoEeqs5C35K2UUqR7Fy",
    "risk-free, a task-list, ask-me",
    "\"max_tokens\": \"abc\"",
    "This model's maximum context length is 131072 tokens",
    "grüße • 日本語",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *result = chl_redact (cases[i]);

      g_assert_cmpstr (result, ==, cases[i]);
    }
}

static void
test_address (void)
{
  static const struct
  {
    const char *address;
    const char *expected;
  } cases[] = {
    { "https://host/v1", "https://host/v1" },
    { "https://user:pw@host:8080/v1", "https://host:8080/v1" },
    { "https://u@v:pw@host/v1", "https://host/v1" },
    { "https://host/v1?api-version=1&key=abc#frag", "https://host/v1?api-version=•••&key=•••" },
    { "https://host/v1?flag", "https://host/v1?flag" },
    { "https://host/v1?sk-abcdef", "https://host/v1?•••" },
    { "https://host/v1?a=x?y=z", "https://host/v1?a=•••" },
    { "https://host/sk-abcdef/x", "https://host/•••/x" },
    { "user:pw@host/v1", "host/v1" },
    { "https://host/a@b", "https://host/a@b" },
    { "", "" },
    { "not an address", "not an address" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *result = chl_redact_address (cases[i].address);

      g_test_message ("case %u: %s", i, cases[i].address);
      g_assert_cmpstr (result, ==, cases[i].expected);
    }
}

/* Keys made at random, in random surroundings: none may be seen afterwards. */
static void
test_random_keys (void)
{
  static const char        letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  static const char *const before[] = { "", "key is ", "(", "\"", "x: ", "\n", "ä " };
  static const char *const after[] = { "", " is wrong", ")", "\"", ", ok", "\n", " ö" };
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 500; i++)
    {
      gsize            length = (gsize) g_rand_int_range (rand, 40, 120);
      g_autofree char *key = g_malloc0 (length + 1);
      g_autofree char *text = NULL;
      g_autofree char *result = NULL;

      for (gsize j = 0; j < length; j++)
        key[j] = letters[g_rand_int_range (rand, 0, (int) sizeof letters - 1)];
      /* Between words a key begins with a letter. */
      key[0] = 'k';
      text = g_strconcat (before[g_rand_int_range (rand, 0, G_N_ELEMENTS (before))],
                          key,
                          after[g_rand_int_range (rand, 0, G_N_ELEMENTS (after))],
                          NULL);
      result = chl_redact (text);
      for (gsize j = 0; j + 12 <= length; j++)
        {
          char piece[13];

          g_strlcpy (piece, key + j, sizeof piece);
          g_assert_null (strstr (result, piece));
        }
    }
}

/* Bytes at random and texts made to tire the matcher end soon and in valid text. */
static void
test_hostile (void)
{
  static const char *const units[] = { "sk-", "key=", "a-", "://", "eyJ", "bearer ",
                                       "\"token\":\"", "-----BEGIN PRIVATE KEY-----" };
  g_autoptr(GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autofree char *result = NULL;

      while (text->len < 65536)
        g_string_append (text, units[i]);
      result = chl_redact (text->str);
      g_assert_true (g_utf8_validate (result, -1, NULL));
    }

  for (guint i = 0; i < 500; i++)
    {
      char             bytes[200];
      g_autofree char *result = NULL;
      g_autofree char *address = NULL;

      for (guint j = 0; j < sizeof bytes - 1; j++)
        bytes[j] = (char) g_rand_int_range (rand, 1, 256);
      bytes[sizeof bytes - 1] = '\0';
      result = chl_redact (bytes);
      g_assert_true (g_utf8_validate (result, -1, NULL));
      address = chl_redact_address (bytes);
      g_assert_true (g_utf8_validate (address, -1, NULL));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/redact/hides", test_hides);
  g_test_add_func ("/redact/leaves-legible", test_leaves_legible);
  g_test_add_func ("/redact/address", test_address);
  g_test_add_func ("/redact/random-keys", test_random_keys);
  g_test_add_func ("/redact/hostile", test_hostile);

  return g_test_run ();
}
