/* test-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "chl-error.h"
#include "chl-json.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonNode *root = chl_json_parse (text, -1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (root);

  return root;
}

static void
test_pointer (void)
{
  g_autoptr(JsonNode) root = parse ("{\"a\":{\"b\":[10,{\"c\":\"x\"}]},\"a/b\":1,\"m~n\":2,"
                                     "\"\":3,\"~1\":4,"
                                     "\"nothing\":null,\"0\":5}");
  static const struct
  {
    const char *pointer;
    gint64      value;
  } cases[] = {
    { "/a/b/0", 10 },
    { "/a~1b", 1 },
    { "/m~0n", 2 },
    { "/", 3 },
    { "/~01", 4 },
    { "/0", 5 },
  };
  static const char *const nowhere[] = {
    "/x", "/a/x", "/a/b/2", "/a/b/-1", "/a/b/00", "/a/b/01", "/a/b/+0", "/a/b/", "/a/b/x", "/a/b/0/0",
    "/nothing", "/nothing/x", "/m~n", "/m~2n", "/m~", "/a/b/4294967296", "/a/b/99999999999999999999"
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 value = -1;

      g_test_message ("%s", cases[i].pointer);
      g_assert_true (chl_json_get_int64 (root, cases[i].pointer, &value));
      g_assert_cmpint (value, ==, cases[i].value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (nowhere); i++)
    {
      g_test_message ("%s", nowhere[i]);
      g_assert_null (chl_json_get (root, nowhere[i]));
    }

  g_assert_true (chl_json_get (root, "") == root);
  g_assert_cmpstr (chl_json_get_string (root, "/a/b/1/c"), ==, "x");
  g_assert_null (chl_json_get (NULL, "/a"));
  g_assert_null (chl_json_get_string (NULL, ""));
}

/* Each getter finds its own type and no other, and leaves its result alone otherwise. */
static void
test_types (void)
{
  static const struct
  {
    const char *json;
    gboolean    is_string, is_int, is_double, is_boolean, is_array, is_object;
  } cases[] = {
    { "\"12\"", TRUE, FALSE, FALSE, FALSE, FALSE, FALSE },
    { "12", FALSE, TRUE, TRUE, FALSE, FALSE, FALSE },
    { "12.0", FALSE, TRUE, TRUE, FALSE, FALSE, FALSE },
    { "1.2e1", FALSE, TRUE, TRUE, FALSE, FALSE, FALSE },
    { "12.5", FALSE, FALSE, TRUE, FALSE, FALSE, FALSE },
    { "1e300", FALSE, FALSE, TRUE, FALSE, FALSE, FALSE },
    { "9223372036854775807", FALSE, TRUE, TRUE, FALSE, FALSE, FALSE },
    { "9223372036854775808", FALSE, FALSE, TRUE, FALSE, FALSE, FALSE },
    { "-9223372036854775808", FALSE, TRUE, TRUE, FALSE, FALSE, FALSE },
    { "-9223372036854775809.0", FALSE, TRUE, TRUE, FALSE, FALSE, FALSE },
    { "-9223372036854777856", FALSE, FALSE, TRUE, FALSE, FALSE, FALSE },
    { "true", FALSE, FALSE, FALSE, TRUE, FALSE, FALSE },
    { "false", FALSE, FALSE, FALSE, TRUE, FALSE, FALSE },
    { "null", FALSE, FALSE, FALSE, FALSE, FALSE, FALSE },
    { "[]", FALSE, FALSE, FALSE, FALSE, TRUE, FALSE },
    { "{}", FALSE, FALSE, FALSE, FALSE, FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonNode) root = parse (cases[i].json);
      gint64   integer = 77;
      double   number = 77;
      gboolean truth = 77;

      g_test_message ("%s", cases[i].json);
      g_assert_cmpint (chl_json_get_string (root, "") != NULL, ==, cases[i].is_string);
      g_assert_cmpint (chl_json_get_int64 (root, "", &integer), ==, cases[i].is_int);
      g_assert_cmpint (chl_json_get_double (root, "", &number), ==, cases[i].is_double);
      g_assert_cmpint (chl_json_get_boolean (root, "", &truth), ==, cases[i].is_boolean);
      g_assert_cmpint (chl_json_get_array (root, "") != NULL, ==, cases[i].is_array);
      g_assert_cmpint (chl_json_get_object (root, "") != NULL, ==, cases[i].is_object);
      g_assert_cmpint (integer == 77, ==, !cases[i].is_int);
      g_assert_true (cases[i].is_double || (number > 76 && number < 78));
      g_assert_cmpint (truth == 77, ==, !cases[i].is_boolean);
      chl_json_get_int64 (root, "", NULL);
      chl_json_get_double (root, "", NULL);
      chl_json_get_boolean (root, "", NULL);
    }
}

/* A number that is none can be in a tree that no parser made. */
static void
test_not_a_number (void)
{
  g_autoptr(JsonNode) node = json_node_init_double (json_node_alloc (), NAN);
  g_autofree char *text = chl_json_print (node, FALSE);

  g_assert_false (chl_json_get_int64 (node, "", NULL));
  g_assert_cmpstr (text, ==, "null");
}

static void
test_copy (void)
{
  g_autoptr(JsonNode) root = parse ("{\"a\":{\"b\":[1]},\"c\":null}");
  g_autoptr(JsonNode) copy = chl_json_copy (root);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  before = chl_json_print (copy, FALSE);
  json_array_add_int_element (chl_json_get_array (copy, "/a/b"), 2);
  json_object_set_int_member (chl_json_get_object (copy, "/a"), "x", 3);
  json_object_remove_member (chl_json_get_object (copy, ""), "c");
  after = chl_json_print (root, FALSE);
  g_assert_cmpstr (after, ==, before);
}

/* Source: https://www.rfc-editor.org/rfc/rfc7396#appendix-A, and a few more. */
static void
test_merge_patch (void)
{
  static const struct
  {
    const char *target; /* NULL: there is none */
    const char *patch;
    const char *expected;
  } cases[] = {
    { "{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
    { "{\"a\":\"b\"}", "{\"b\":\"c\"}", "{\"a\":\"b\",\"b\":\"c\"}" },
    { "{\"a\":\"b\"}", "{\"a\":null}", "{}" },
    { "{\"a\":\"b\",\"b\":\"c\"}", "{\"a\":null}", "{\"b\":\"c\"}" },
    { "{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
    { "{\"a\":\"c\"}", "{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}" },
    { "{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\",\"c\":null}}", "{\"a\":{\"b\":\"d\"}}" },
    { "{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[1]}", "{\"a\":[1]}" },
    { "[\"a\",\"b\"]", "[\"c\",\"d\"]", "[\"c\",\"d\"]" },
    { "{\"a\":\"b\"}", "[\"c\"]", "[\"c\"]" },
    { "{\"a\":\"foo\"}", "null", "null" },
    { "{\"a\":\"foo\"}", "\"bar\"", "\"bar\"" },
    { "{\"e\":null}", "{\"a\":1}", "{\"e\":null,\"a\":1}" },
    { "[1,2]", "{\"a\":\"b\",\"c\":null}", "{\"a\":\"b\"}" },
    { "{}", "{\"a\":{\"bb\":{\"ccc\":null}}}", "{\"a\":{\"bb\":{}}}" },
    { NULL, "{\"a\":{\"b\":null,\"c\":1}}", "{\"a\":{\"c\":1}}" },
    { NULL, "1", "1" },
    { "{\"a\":1,\"b\":2,\"c\":3}", "{\"b\":9}", "{\"a\":1,\"b\":9,\"c\":3}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonNode) target = cases[i].target != NULL ? parse (cases[i].target) : NULL;
      g_autoptr(JsonNode) patch = parse (cases[i].patch);
      g_autoptr(JsonNode) result = chl_json_merge_patch (target, patch);
      g_autofree char *text = chl_json_print (result, FALSE);
      g_autofree char *patch_after = chl_json_print (patch, FALSE);

      g_test_message ("case %u", i);
      g_assert_cmpstr (text, ==, cases[i].expected);
      g_assert_cmpstr (patch_after, ==, cases[i].patch);
      if (target != NULL)
        {
          g_autofree char *target_after = chl_json_print (target, FALSE);

          g_assert_cmpstr (target_after, ==, cases[i].target);
        }
    }
}

static void
test_print (void)
{
  static const char *const same[] = {
    "{}", "[]", "[[],{}]", "null", "true", "-0.0", "0", "0.1", "1.0", "0.30000000000000004", "1e+22",
    "1.5e-07", "5e-324", "1.7976931348623157e+308", "9007199254740993", "-9223372036854775808",
    "{\"z\":1,\"a\":2,\"m\":[1,2.5,\"x\"]}", "\"\\\"\\\\\\n\\t\\u0001/\"", "\"äöü日本😀\""
  };
  g_autoptr(JsonNode) root = parse ("{\"a\":1,\"b\":[1,{}],\"c\":[],\"d\":{\"e\":\"f\"}}");
  g_autofree char *pretty = chl_json_print (root, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autoptr(JsonNode) node = parse (same[i]);
      g_autofree char *text = chl_json_print (node, FALSE);

      if (g_str_equal (same[i], "5e-324"))
        g_assert_cmpstr (text, ==, "4.94065645841247e-324");
      else
        g_assert_cmpstr (text, ==, same[i]);
    }

  g_assert_cmpstr (pretty,
                   ==,
                   "{\n"
                   "  \"a\": 1,\n"
                   "  \"b\": [\n"
                   "    1,\n"
                   "    {}\n"
                   "  ],\n"
                   "  \"c\": [],\n"
                   "  \"d\": {\n"
                   "    \"e\": \"f\"\n"
                   "  }\n"
                   "}\n");
}

/* Any double reads back as itself, and any text. */
static void
test_round_trip (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);

  for (guint i = 0; i < 5000; i++)
    {
      guint64 bits = ((guint64) g_rand_int (rand) << 32) | g_rand_int (rand);
      double  number;
      double  back = 0;

      memcpy (&number, &bits, sizeof number);
      if (isfinite (number))
        {
          g_autoptr(JsonNode) node = json_node_init_double (json_node_alloc (), number);
          g_autofree char *text = chl_json_print (node, FALSE);
          g_autoptr(JsonNode) again = parse (text);

          g_assert_true (json_node_get_value_type (again) == G_TYPE_DOUBLE);
          g_assert_true (chl_json_get_double (again, "", &back));
          g_assert_cmpmem (&back, sizeof back, &number, sizeof number);
        }
    }

  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(JsonNode) node = json_node_alloc ();
      g_autoptr(JsonNode) again = NULL;
      g_autofree char *json = NULL;

      for (int n = g_rand_int_range (rand, 0, 40); n > 0; n--)
        {
          gunichar c = (gunichar) g_rand_int_range (rand, 1, n % 2 ? 0x80 : 0x110000);

          if (g_unichar_validate (c))
            g_string_append_unichar (text, c);
        }
      json_node_init_string (node, text->str);
      json = chl_json_print (node, i % 2);
      again = parse (json);
      g_assert_cmpstr (chl_json_get_string (again, ""), ==, text->str);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/json/pointer", test_pointer);
  g_test_add_func ("/json/types", test_types);
  g_test_add_func ("/json/not-a-number", test_not_a_number);
  g_test_add_func ("/json/copy", test_copy);
  g_test_add_func ("/json/merge-patch", test_merge_patch);
  g_test_add_func ("/json/print", test_print);
  g_test_add_func ("/json/round-trip", test_round_trip);

  return g_test_run ();
}
