/* test-secret-encoding.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-secret-encoding.h"

static void
test_plain_tokens_stay (void)
{
  static const char *const tokens[] = {
    "k",
    "sk-proj-Az09_-.~+/=",
    "a:b@c#d%e",
    "chl2:x",
    "CHL1:x",
    "chl1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autoptr(ChlSecret) secret = chl_secret_new (tokens[i], -1);
      g_autoptr(ChlSecret) wrapped = chl_secret_encoding_wrap (secret);
      g_autoptr(ChlSecret) again = NULL;

      g_test_message ("%s", tokens[i]);
      g_assert_cmpstr (chl_secret_peek (wrapped), ==, tokens[i]);
      again = chl_secret_encoding_unwrap (tokens[i], strlen (tokens[i]));
      g_assert_cmpstr (chl_secret_peek (again), ==, tokens[i]);
    }
}

/* Everything a keyring without a password would change or break on. */
static void
test_others_are_encoded (void)
{
  static const char *const others[] = {
    "a\n",
    "\nb",
    "a\nb",
    "a\\nb",
    "back\\slash",
    " leading",
    "trailing ",
    "two words",
    "\t",
    "{\"t\":\"x\",\"n\":1}\n",
    "-----BEGIN KEY-----\nAAAA\n-----END KEY-----\n",
    "schlüssel",
    "chl1:",
    "chl1:sk-1",
    "a\rb",
    "\x7f",
    "ab\n",
    "abc\n",
    "abcd\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr(ChlSecret) secret = chl_secret_new (others[i], -1);
      g_autoptr(ChlSecret) wrapped = chl_secret_encoding_wrap (secret);
      g_autoptr(ChlSecret) again = NULL;
      const char *text = chl_secret_peek (wrapped);

      g_test_message ("case %u", i);
      g_assert_true (g_str_has_prefix (text, "chl1:"));
      g_assert_cmpuint (strlen (text), ==, chl_secret_get_length (wrapped));
      for (const char *at = text + strlen ("chl1:"); *at != '\0'; at++)
        g_assert_true (g_ascii_isalnum (*at) || *at == '-' || *at == '_');

      again = chl_secret_encoding_unwrap (text, strlen (text));
      g_assert_true (chl_secret_equal (again, secret));
    }
}

/* Against GLib's own encoder, every length up to some groups and every byte but nul. */
static void
test_agrees_with_base64 (void)
{
  for (guint length = 1; length <= 300; length++)
    {
      g_autofree char *bytes = g_malloc (length + 1);
      g_autofree char *expected = NULL;
      g_autoptr(ChlSecret) secret = NULL;
      g_autoptr(ChlSecret) wrapped = NULL;
      g_autoptr(ChlSecret) again = NULL;

      bytes[0] = '\n';
      for (guint i = 1; i < length; i++)
        bytes[i] = (char) (1 + (i * 37 + length) % 255);
      secret = chl_secret_new (bytes, length);
      wrapped = chl_secret_encoding_wrap (secret);

      expected = g_base64_encode ((const guchar *) bytes, length);
      g_strdelimit (expected, "+", '-');
      g_strdelimit (expected, "/", '_');
      for (char *end = expected + strlen (expected); end > expected && end[-1] == '='; end--)
        end[-1] = '\0';
      g_assert_cmpstr (chl_secret_peek (wrapped) + strlen ("chl1:"), ==, expected);

      again = chl_secret_encoding_unwrap (chl_secret_peek (wrapped),
                                          chl_secret_get_length (wrapped));
      g_assert_true (chl_secret_equal (again, secret));
    }
}

static void
test_damage_is_noticed (void)
{
  static const struct
  {
    const char *text;
    gsize       length;
  } cases[] = {
    { "", 0 },
    { "a\0b", 3 },
    { "chl1:", 5 },
    { "chl1:A", 6 },
    { "chl1:AAAAA", 10 },
    { "chl1:ab+c", 9 },
    { "chl1:ab/c", 9 },
    { "chl1:YQ==", 9 },
    { "chl1:ab c", 9 },
    { "chl1:YQ\n", 8 },
    { "chl1:AAAA", 9 }, /* three nuls */
    { "chl1:YQBi", 9 }, /* one in the middle */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      g_assert_null (chl_secret_encoding_unwrap (cases[i].text, cases[i].length));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/secret-encoding/plain-tokens-stay", test_plain_tokens_stay);
  g_test_add_func ("/secret-encoding/others-are-encoded", test_others_are_encoded);
  g_test_add_func ("/secret-encoding/agrees-with-base64", test_agrees_with_base64);
  g_test_add_func ("/secret-encoding/damage-is-noticed", test_damage_is_noticed);

  return g_test_run ();
}
