/* test-json-parse.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "chl-json.h"

#define FFFD "\ufffd"

static void
test_accepts (void)
{
  static const struct
  {
    const char *text;
    const char *printed;
  } cases[] = {
    { "{}", "{}" },
    { " \t\r\n[ ] \n", "[]" },
    { "\xef\xbb\xbf{}", "{}" },
    { "{\"a\" : [ 1 , -2, 3.5e2 , true, false, null ] }", "{\"a\":[1,-2,350.0,true,false,null]}" },
    { "{\"a\":1,\"a\":2}", "{\"a\":2}" },
    { "0", "0" },
    { "-0", "0" },
    { "-0.0", "-0.0" },
    { "1E5", "100000.0" },
    { "1e-400", "0.0" },
    { "18446744073709551616", "1.8446744073709552e+19" },
    { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\"" },
    { "\"\\u00e4\\u65e5\"", "\"ä日\"" },
    { "\"\\ud83d\\ude00\"", "\"😀\"" },
    { "\"\\uD83D\\uDE00\"", "\"😀\"" },
    /* Halves of pairs, and a nul. */
    { "\"\\ud83d\"", "\"" FFFD "\"" },
    { "\"\\ude00\"", "\"" FFFD "\"" },
    { "\"\\ud83dx\"", "\"" FFFD "x\"" },
    { "\"\\ud83d\\n\"", "\"" FFFD "\\n\"" },
    { "\"\\ud83d\\u0041\"", "\"" FFFD "A\"" },
    { "\"\\ud83d\\ud83d\\ude00\"", "\"" FFFD "😀\"" },
    { "\"\\ud83d\\ue000\"", "\"" FFFD "\ue000\"" },
    { "\"\\ude00\\ud83d\"", "\"" FFFD FFFD "\"" },
    { "\"a\\u0000b\"", "\"a" FFFD "b\"" },
    { "{\"a\\u0000b\":1}", "{\"a" FFFD "b\":1}" },
    /* Bytes that are not UTF-8. */
    { "\"a\xff"
      "b\"",
      "\"a" FFFD "b\"" },
    { "\"\xc3\"", "\"" FFFD "\"" },
    { "\"\xed\xa0\x80\"", "\"" FFFD FFFD FFFD "\"" },
    { "\"\x7f\"", "\"\\u007f\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) root = chl_json_parse (cases[i].text, -1, &error);
      g_autofree char *printed = NULL;

      g_test_message ("case %u: %s", i, cases[i].printed);
      g_assert_no_error (error);
      printed = chl_json_print (root, FALSE);
      g_assert_cmpstr (printed, ==, cases[i].printed);
    }
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *text;
    const char *words; /* stand in the message */
  } cases[] = {
    { "", "no JSON" },
    { "  \n", "no JSON" },
    { "\xef\xbb\xbf", "no JSON" },
    { "{", "(line 1, column 2)" },
    { "[", "too early" },
    { "[1", "“]” is missing" },
    { "[1,", "too early" },
    { "[1,]", "value is missing (line 1, column 4)" },
    { "[,1]", "value is missing" },
    { "[1 2]", "comma" },
    { "{\"a\":1,}", "name in double quotes" },
    { "{\"a\" 1}", "colon" },
    { "{\"a\":}", "value is missing" },
    { "{\"a\":1 \"b\":2}", "“}” is missing" },
    { "{a:1}", "name in double quotes" },
    { "{'a':1}", "name in double quotes" },
    { "{1:1}", "name in double quotes" },
    { "'x'", "value is missing" },
    { "x", "value is missing" },
    { "True", "value is missing" },
    { "truex", "value is missing" },
    { "tru", "value is missing" },
    { "nul", "value is missing" },
    { "NaN", "value is missing" },
    { "Infinity", "value is missing" },
    { "-Infinity", "number" },
    { "undefined", "value is missing" },
    { "-", "number" },
    { "+1", "value is missing" },
    { "01", "number" },
    { "-01", "number" },
    { "1.", "number" },
    { ".5", "value is missing" },
    { "1e", "number" },
    { "1e+", "number" },
    { "0x10", "number" },
    { "1a", "number" },
    { "1e400", "too large" },
    { "-1e400", "too large" },
    { "{}{}", "behind the end" },
    { "{} x", "behind the end" },
    { "1 2", "behind the end" },
    { "[]]", "behind the end" },
    { "// x\n{}", "value is missing" },
    { "/* x */{}", "value is missing" },
    { "{} // x", "behind the end" },
    { "{/* x */}", "name in double quotes" },
    { "\"abc", "ends inside a text" },
    { "\"abc\\", "backslash" },
    { "\"\\x\"", "backslash" },
    { "\"\\u12\"", "backslash" },
    { "\"\\u12g4\"", "backslash" },
    { "\"\\ud83d\\u12\"", "backslash" },
    { "\"a\nb\"", "control character (line 1, column 3)" },
    { "\"a\tb\"", "control character" },
    { "\"a\x01\"", "control character" },
    { "\"a\x1f\"", "control character" },
    { "{\n  \"a\": 1\n  \"b\": 2\n}", "(line 3, column 3)" },
    { "{\"ä\" x}", "(line 1, column 6)" },
    { "\xff", "value is missing" },
    { "\x01{}", "value is missing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      JsonNode *root = chl_json_parse (cases[i].text, -1, &error);

      g_test_message ("case %u: %s", i, error != NULL ? error->message : "accepted");
      g_assert_null (root);
      g_assert_error (error, CHL_ERROR, CHL_ERROR_PROTOCOL);
      g_assert_nonnull (strstr (error->message, cases[i].words));
      g_assert_null (chl_json_parse (cases[i].text, -1, NULL));
    }
}

/* The text need not end in a nul, and must not hold one. */
static void
test_length (void)
{
  static const char nul_in_text[] = "\"a\0b\"";
  static const char nul_behind[] = "{}\0{}";
  g_autoptr(JsonNode) root = chl_json_parse ("[1]garbage", 3, NULL);
  g_autoptr(GError) inside = NULL;
  g_autoptr(GError) behind = NULL;
  g_autoptr(GError) none = NULL;

  g_assert_nonnull (root);
  g_assert_null (chl_json_parse (nul_in_text, sizeof nul_in_text - 1, &inside));
  g_assert_error (inside, CHL_ERROR, CHL_ERROR_PROTOCOL);
  g_assert_null (chl_json_parse (nul_behind, sizeof nul_behind - 1, &behind));
  g_assert_error (behind, CHL_ERROR, CHL_ERROR_PROTOCOL);
  g_assert_null (chl_json_parse (NULL, 0, &none));
  g_assert_error (none, CHL_ERROR, CHL_ERROR_PROTOCOL);
}

static char *
nest (guint       depth,
      const char *opening,
      const char *closing)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, opening);
  for (guint i = 0; closing != NULL && i < depth; i++)
    g_string_append (text, closing);

  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  g_autofree char  *deep = nest (CHL_JSON_MAX_DEPTH, "[", "]");
  g_autofree char  *deeper = nest (CHL_JSON_MAX_DEPTH + 1, "[", "]");
  g_autofree char  *deepest = nest (100000, "[", NULL);
  g_autofree char  *objects = nest (100000, "{\"a\":", NULL);
  const char *const too_deep[] = { deeper, deepest, objects };
  g_autoptr(JsonNode) root = chl_json_parse (deep, -1, NULL);
  g_autofree char *wide = NULL;
  g_autoptr(JsonNode) wide_root = NULL;

  g_assert_nonnull (root);
  for (guint i = 0; i < G_N_ELEMENTS (too_deep); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (chl_json_parse (too_deep[i], -1, &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_LIMIT);
    }

  /* Depth, not number: what was closed does not count. */
  {
    g_autofree char *many = nest (1000, "[[]],", NULL);

    wide = g_strconcat ("[", many, "[]]", NULL);
    wide_root = chl_json_parse (wide, -1, NULL);
    g_assert_nonnull (wide_root);
  }
}

static void
test_size (void)
{
  g_autofree char *text = g_malloc (CHL_JSON_MAX_BYTES + 1);
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) error = NULL;

  memset (text, ' ', CHL_JSON_MAX_BYTES + 1);
  text[0] = '1';
  root = chl_json_parse (text, CHL_JSON_MAX_BYTES, NULL);
  g_assert_nonnull (root);
  g_assert_null (chl_json_parse (text, CHL_JSON_MAX_BYTES + 1, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_LIMIT);
}

static void
test_long_number (void)
{
  g_autofree char *digits = g_strnfill (100000, '9');
  g_autoptr(GError) error = NULL;

  g_assert_null (chl_json_parse (digits, -1, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_PROTOCOL);
}

/* A good text cut anywhere, or with any one byte changed, is read or refused; what is read can be
 * printed and read again as the same. Each piece lies alone in memory, so that a read behind its
 * end is seen by the sanitizer. */
static void
test_mutations (void)
{
  static const char good[] = "{\"a\":[1,-2.5e3,\"\\ud83d\\ude00\\n\",true,null,{}],\"b\":{\"c\":\"x\"}}";
  g_autoptr(GRand) rand = g_rand_new_with_seed (9);
  guint read = 0;

  for (gsize cut = 0; cut < sizeof good - 1; cut++)
    {
      g_autofree char *piece = g_memdup2 (good, MAX (cut, 1));
      g_autoptr(GError) error = NULL;

      g_assert_null (chl_json_parse (piece, (gssize) cut, &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_PROTOCOL);
    }

  for (guint i = 0; i < 8000; i++)
    {
      g_autofree char *text = g_memdup2 (good, sizeof good - 1);
      g_autoptr(JsonNode) root = NULL;
      g_autoptr(JsonNode) again = NULL;
      g_autofree char *printed = NULL;
      g_autofree char *printed_again = NULL;

      for (int n = g_rand_int_range (rand, 1, 4); n > 0; n--)
        text[g_rand_int_range (rand, 0, sizeof good - 1)] = (char) g_rand_int_range (rand, 0, 256);
      if (!(root = chl_json_parse (text, sizeof good - 1, NULL)))
        continue;

      read++;
      printed = chl_json_print (root, i % 2);
      again = chl_json_parse (printed, -1, NULL);
      g_assert_nonnull (again);
      printed_again = chl_json_print (again, i % 2);
      g_assert_cmpstr (printed_again, ==, printed);
    }

  g_assert_cmpuint (read, >, 50);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/json-parse/accepts", test_accepts);
  g_test_add_func ("/json-parse/refuses", test_refuses);
  g_test_add_func ("/json-parse/length", test_length);
  g_test_add_func ("/json-parse/depth", test_depth);
  g_test_add_func ("/json-parse/size", test_size);
  g_test_add_func ("/json-parse/long-number", test_long_number);
  g_test_add_func ("/json-parse/mutations", test_mutations);

  return g_test_run ();
}
