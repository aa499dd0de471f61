/* test-json-reader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-json-reader.h"
#include "chl-json.h"

/* Sanitizers make everything ten times as slow. */
#ifdef __SANITIZE_ADDRESS__
#define N_ROUNDS 20000
#else
#define N_ROUNDS 200000
#endif

typedef struct
{
  const char    *text;
  ChlJsonVerdict verdict;
} Case;

static const Case cases[] = {
  { "{}", CHL_JSON_VALID },
  { " \t\r\n[ ] ", CHL_JSON_VALID },
  { "null", CHL_JSON_VALID },
  { "true", CHL_JSON_VALID },
  { "-0.5e+10", CHL_JSON_VALID },
  { "\"\\u00e4\\\"\\\\\\/\\b\\f\\n\\r\\t\"", CHL_JSON_VALID },
  { "{\"a\":[1,2,{\"b\":null}],\"\":false}", CHL_JSON_VALID },
  { "[\"\177\"]", CHL_JSON_VALID },
  { "", CHL_JSON_INCOMPLETE },
  { "  ", CHL_JSON_INCOMPLETE },
  { "{", CHL_JSON_INCOMPLETE },
  { "{\"a", CHL_JSON_INCOMPLETE },
  { "{\"a\"", CHL_JSON_INCOMPLETE },
  { "{\"a\":", CHL_JSON_INCOMPLETE },
  { "{\"a\":1", CHL_JSON_INCOMPLETE },
  { "{\"a\":1,", CHL_JSON_INCOMPLETE },
  { "[tru", CHL_JSON_INCOMPLETE },
  { "[-", CHL_JSON_INCOMPLETE },
  { "[1.", CHL_JSON_INCOMPLETE },
  { "[1e", CHL_JSON_INCOMPLETE },
  { "[\"\\", CHL_JSON_INCOMPLETE },
  { "[\"\\u12", CHL_JSON_INCOMPLETE },
  { "{} {}", CHL_JSON_MALFORMED },
  { "{}x", CHL_JSON_MALFORMED },
  { "1 2", CHL_JSON_MALFORMED },
  { "{a:1}", CHL_JSON_MALFORMED },
  { "{'a':1}", CHL_JSON_MALFORMED },
  { "{\"a\":'b'}", CHL_JSON_MALFORMED },
  { "{\"a\" 1}", CHL_JSON_MALFORMED },
  { "{\"a\":1,}", CHL_JSON_MALFORMED },
  { "{,}", CHL_JSON_MALFORMED },
  { "{1:2}", CHL_JSON_MALFORMED },
  { "[1,]", CHL_JSON_MALFORMED },
  { "[,1]", CHL_JSON_MALFORMED },
  { "[1 2]", CHL_JSON_MALFORMED },
  { "[1}", CHL_JSON_MALFORMED },
  { "{\"a\":1]", CHL_JSON_MALFORMED },
  { "]", CHL_JSON_MALFORMED },
  { "[01]", CHL_JSON_MALFORMED },
  { "[+1]", CHL_JSON_MALFORMED },
  { "[.5]", CHL_JSON_MALFORMED },
  { "[1.e1]", CHL_JSON_MALFORMED },
  { "[1e+]", CHL_JSON_MALFORMED },
  { "[0x10]", CHL_JSON_MALFORMED },
  { "[NaN]", CHL_JSON_MALFORMED },
  { "[Infinity]", CHL_JSON_MALFORMED },
  { "[True]", CHL_JSON_MALFORMED },
  { "[nulL]", CHL_JSON_MALFORMED },
  { "[\"\\x\"]", CHL_JSON_MALFORMED },
  { "[\"\\u12g4\"]", CHL_JSON_MALFORMED },
  { "[\"\n\"]", CHL_JSON_MALFORMED },
  { "[\"\t\"]", CHL_JSON_MALFORMED },
  { "[1] // a", CHL_JSON_MALFORMED },
  { "/* a */ [1]", CHL_JSON_MALFORMED },
  { "var x = [1];", CHL_JSON_MALFORMED },
  { "\357\273\277[]", CHL_JSON_MALFORMED },
  { "[[[]]]", CHL_JSON_VALID },
  { "[[[[]]]]", CHL_JSON_TOO_DEEP },
  { "{\"a\":{\"b\":{\"c\":{", CHL_JSON_TOO_DEEP },
  { "[[],[[]],{\"a\":[]}]", CHL_JSON_VALID },
};

static ChlJsonVerdict
check (const char  *text,
       gsize        length,
       ChlJsonSpan *out_root)
{
  /* A copy without anything behind it, so that reading too far is noticed. */
  g_autofree char *copy = g_memdup2 (text, length);
  ChlJsonVerdict   verdict = chl_json_span_check (copy, length, 3, out_root);

  if (verdict == CHL_JSON_VALID)
    out_root->start = text + (out_root->start - copy);

  return verdict;
}

static ChlJsonSpan
parse (const char *text)
{
  ChlJsonSpan root = { NULL, 0 };

  g_assert_cmpint (chl_json_span_check (text, strlen (text), 128, &root), ==, CHL_JSON_VALID);

  return root;
}

static void
test_grammar (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlJsonSpan root = { NULL, 0 };

      g_test_message ("case %u", i);
      g_assert_cmpint (check (cases[i].text, strlen (cases[i].text), &root), ==, cases[i].verdict);
      g_assert_cmpint (root.length > 0, ==, cases[i].verdict == CHL_JSON_VALID);
    }
}

/* The beginning of something valid is incomplete, wherever it is cut. */
static void
test_prefixes_are_incomplete (void)
{
  static const char text[] = "{\"a\\n\\u00e4\":[-1.5e3,true,null,\"x\"],\"b\":{}}";
  ChlJsonSpan       root;

  for (gsize length = 0; length < strlen (text); length++)
    g_assert_cmpint (check (text, length, &root), ==, CHL_JSON_INCOMPLETE);
  g_assert_cmpint (check (text, strlen (text), &root), ==, CHL_JSON_VALID);
}

static void
test_nul_is_malformed (void)
{
  ChlJsonSpan root;

  g_assert_cmpint (check ("[\"\0\"]", 5, &root), ==, CHL_JSON_MALFORMED);
  g_assert_cmpint (check ("[1\0]", 4, &root), ==, CHL_JSON_MALFORMED);
  g_assert_cmpint (check ("[\"\\\0\"]", 6, &root), ==, CHL_JSON_MALFORMED);
}

static void
test_depth (void)
{
  g_autofree char *open = g_strnfill (100000, '[');
  g_autofree char *most = g_strnfill (CHL_JSON_READER_MAX_DEPTH, '[');
  ChlJsonSpan      root;

  g_assert_cmpint (chl_json_span_check (open, 100000, 128, &root), ==, CHL_JSON_TOO_DEEP);
  g_assert_cmpint (chl_json_span_check (most, CHL_JSON_READER_MAX_DEPTH, CHL_JSON_READER_MAX_DEPTH,
                                        &root),
                   ==, CHL_JSON_INCOMPLETE);
  g_assert_cmpint (chl_json_span_check ("[]", 2, 0, &root), ==, CHL_JSON_TOO_DEEP);
  g_assert_cmpint (chl_json_span_check ("1", 1, 0, &root), ==, CHL_JSON_VALID);
}

static void
test_cursor (void)
{
  static const char *const keys[] = { "a", "", "c\\u0064" };
  static const char *const values[] = { "[1, {\"x\":\"]\"}]", "-2", "\"q\\\"\"" };
  ChlJsonSpan              root = parse (" { \"a\" : [1, {\"x\":\"]\"}] ,\"\":-2,\n\"c\\u0064\":\"q\\\"\" } ");
  ChlJsonCursor            cursor;
  ChlJsonSpan              key;
  ChlJsonSpan              value;
  guint                    n = 0;

  chl_json_cursor_init (&cursor, root);
  while (chl_json_cursor_next (&cursor, &key, &value))
    {
      g_autofree char *text = g_strndup (key.start, key.length);
      g_autofree char *raw = chl_json_span_dup (value);

      g_assert_cmpstr (text, ==, keys[n]);
      g_assert_cmpstr (raw, ==, values[n]);
      n++;
    }
  g_assert_cmpuint (n, ==, 3);

  chl_json_cursor_init (&cursor, parse ("[]"));
  g_assert_false (chl_json_cursor_next (&cursor, NULL, &value));
  chl_json_cursor_init (&cursor, parse ("\"no container\""));
  g_assert_false (chl_json_cursor_next (&cursor, NULL, &value));
}

static void
test_pick (void)
{
  static const char *const names[] = { "one", "two", "three", "" };
  ChlJsonSpan              values[4];

  chl_json_span_pick (parse ("{\"one\":1,\"tw\\u006f\":[2],\"three\":3,\"three\":null,\"onely\":0,"
                             "\"\":\"e\",\"on\":5}"),
                      names, values, 4);
  g_assert_true (chl_json_span_is_number (values[0]));
  g_assert_true (chl_json_span_is_array (values[1]));
  g_assert_cmpuint (values[2].length, ==, 0);
  g_assert_true (chl_json_span_is_text (values[3], "e"));

  chl_json_span_pick (parse ("[1]"), names, values, 4);
  g_assert_cmpuint (values[0].length, ==, 0);
  g_assert_cmpuint (chl_json_span_get (values[0], "x").length, ==, 0);
}

static void
test_empty (void)
{
  static const char *const empty[] = { "null", "\"\"", "{}", "[ ]", "{ \n}" };
  static const char *const full[] = { "0", "false", "\" \"", "[0]", "{\"\":0}" };

  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    g_assert_true (chl_json_span_is_empty (parse (empty[i])));
  for (guint i = 0; i < G_N_ELEMENTS (full); i++)
    g_assert_false (chl_json_span_is_empty (parse (full[i])));
  g_assert_true (chl_json_span_is_empty ((ChlJsonSpan){ NULL, 0 }));
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *text;
    gboolean    is_int;
    gint64      value;
  } table[] = {
    { "12", TRUE, 12 },
    { "12.0", TRUE, 12 },
    { "1.2e1", TRUE, 12 },
    { "-7", TRUE, -7 },
    { "0", TRUE, 0 },
    { "-0", TRUE, 0 },
    { "12.5", FALSE, 0 },
    { "999999999999999999", TRUE, 999999999999999999 },
    { "9007199254740993.0e0", TRUE, 9007199254740992 },
    { "123456789012345678901234567890", FALSE, 0 },
    { "1e400", FALSE, 0 },
    { "-1e400", FALSE, 0 },
    { "true", FALSE, 0 },
    { "\"12\"", FALSE, 0 },
    { "[12]", FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      gint64 value = -99;

      g_test_message ("%s", table[i].text);
      g_assert_cmpint (chl_json_span_read_int (parse (table[i].text), &value), ==, table[i].is_int);
      g_assert_cmpint (value, ==, table[i].is_int ? table[i].value : -99);
    }
}

static void
test_scalars (void)
{
  double   number = 0;
  gboolean truth = FALSE;

  g_assert_true (chl_json_span_read_double (parse ("-2.5e-1"), &number));
  g_assert_cmpfloat_with_epsilon (number, -0.25, 1e-12);
  g_assert_false (chl_json_span_read_double (parse ("\"1\""), &number));
  g_assert_true (chl_json_span_read_boolean (parse ("true"), &truth));
  g_assert_true (truth);
  g_assert_true (chl_json_span_read_boolean (parse ("false"), &truth));
  g_assert_false (truth);
  g_assert_false (chl_json_span_read_boolean (parse ("1"), &truth));
}

static void
test_text (void)
{
  static const struct
  {
    const char *json;
    const char *text;
  } table[] = {
    { "\"plain\"", "plain" },
    { "\"\"", "" },
    { "\"\\u00e4\\n\\/\\\\\"", "ä\n/\\" },
    { "\"\\b\\f\\n\\r\\t\\\"\"", "\b\f\n\r\t\"" },
    { "\"\\u0000\"", "\357\277\275" },
    { "\"\\ud83d\\ude00\"", "😀" },
    { "\"\\uD83D\\uDE00!\"", "😀!" },
    { "\"a\\ud83d\"", "a\357\277\275" },
    { "\"\\ud83dz\"", "\357\277\275z" },
    { "\"\\ud83d\\n\"", "\357\277\275\n" },
    { "\"\\ude00\"", "\357\277\275" },
    { "\"\\ude00\\ud83d\"", "\357\277\275\357\277\275" },
    { "\"\\ud83d\\ud83d\\ude00\"", "\357\277\275😀" },
    { "12", NULL },
    { "null", NULL },
    { "[]", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *text = chl_json_span_dup_text (parse (table[i].json));

      g_test_message ("%s", table[i].json);
      g_assert_cmpstr (text, ==, table[i].text);
      if (text != NULL)
        g_assert_true (chl_json_span_is_text (parse (table[i].json), text));
      g_assert_false (chl_json_span_is_text (parse (table[i].json), "something else"));
      g_assert_cmpint (chl_json_span_has_text (parse (table[i].json)), ==, text != NULL && *text);
    }
}

/* A character that was cut in two is joined, also over empty strings. */
static void
test_pending (void)
{
  g_autoptr(GString) buffer = g_string_new (NULL);
  g_autoptr(GString) out = g_string_new (NULL);
  static const char *const pieces[] = { "\"a\\ud83d\"", "\"\"", "\"\\ude00b\"", "\"\\ud83d\"", "\"c\"" };
  gunichar2                pending = 0;

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      gsize       length = 0;
      const char *text = chl_json_span_read_text (parse (pieces[i]), buffer, &pending, &length);

      g_assert_nonnull (text);
      g_string_append_len (out, text, length);
    }

  g_assert_cmpstr (out->str, ==, "a😀b\357\277\275c");
  g_assert_cmpuint (pending, ==, 0);
}

static void
test_compact (void)
{
  g_autoptr(GString) out = g_string_new (NULL);

  chl_json_span_append_compact (parse (" { \"a b\" : [ 1.50 , 1e3 ,\n\"x\\\" y\" ] , \"c\":{ } } "), out);
  g_assert_cmpstr (out->str, ==, "{\"a b\":[1.50,1e3,\"x\\\" y\"],\"c\":{}}");
}

/* Walks over everything in a value, the way careless callers do. */
static void
visit (ChlJsonSpan span,
       GString    *buffer)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   key;
  ChlJsonSpan   value;
  gint64        number;
  gsize         length;
  const char   *text = chl_json_span_read_text (span, buffer, NULL, &length);

  if (text != NULL)
    g_assert_true (g_utf8_validate_len (text, length, NULL));
  chl_json_span_read_int (span, &number);
  chl_json_span_is_empty (span);

  chl_json_cursor_init (&cursor, span);
  while (chl_json_cursor_next (&cursor, &key, &value))
    {
      chl_json_span_is_key (key, "content");
      visit (value, buffer);
    }
}

/* What we call valid is what others call valid, and can be walked over. */
static void
test_random (void)
{
  static const char alphabet[] = "{}[]\",:\\u0dtrueflsn-1.e \n";
  g_autoptr(GRand) random = g_rand_new_with_seed (7);
  g_autoptr(GString) buffer = g_string_new (NULL);
  guint n_valid = 0;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      char        text[24];
      gsize       length = (gsize) g_rand_int_range (random, 0, sizeof text);
      ChlJsonSpan root;

      for (gsize j = 0; j < length; j++)
        text[j] = alphabet[g_rand_int_range (random, 0, strlen (alphabet))];

      if (check (text, length, &root) == CHL_JSON_VALID)
        {
          g_autofree char *copy = g_memdup2 (text, length);

          g_assert_cmpint (chl_json_span_check (copy, length, 3, &root), ==, CHL_JSON_VALID);
          visit (root, buffer);
          n_valid++;
        }
    }

  g_assert_cmpuint (n_valid, >, 10);
}

static void
test_agrees_with_json_glib (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonNode) node = NULL;

      if (cases[i].verdict != CHL_JSON_VALID)
        continue;
      node = chl_json_parse (cases[i].text, -1, NULL);
      g_test_message ("case %u", i);
      g_assert_nonnull (node);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/json-reader/grammar", test_grammar);
  g_test_add_func ("/json-reader/prefixes-are-incomplete", test_prefixes_are_incomplete);
  g_test_add_func ("/json-reader/nul-is-malformed", test_nul_is_malformed);
  g_test_add_func ("/json-reader/depth", test_depth);
  g_test_add_func ("/json-reader/cursor", test_cursor);
  g_test_add_func ("/json-reader/pick", test_pick);
  g_test_add_func ("/json-reader/empty", test_empty);
  g_test_add_func ("/json-reader/numbers", test_numbers);
  g_test_add_func ("/json-reader/scalars", test_scalars);
  g_test_add_func ("/json-reader/text", test_text);
  g_test_add_func ("/json-reader/pending", test_pending);
  g_test_add_func ("/json-reader/compact", test_compact);
  g_test_add_func ("/json-reader/random", test_random);
  g_test_add_func ("/json-reader/agrees-with-json-glib", test_agrees_with_json_glib);

  return g_test_run ();
}
