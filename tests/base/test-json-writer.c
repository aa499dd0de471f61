/* test-json-writer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "chl-json-writer.h"
#include "chl-json.h"

static void
test_order (void)
{
  ChlJsonWriter   *writer = chl_json_writer_new ();
  g_autofree char *text = NULL;

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "z", "last");
  chl_json_writer_add_int (writer, "a", G_MININT64);
  chl_json_writer_begin_array (writer, "m");
  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_end_object (writer);
  chl_json_writer_begin_array (writer, NULL);
  chl_json_writer_end_array (writer);
  chl_json_writer_add_boolean (writer, NULL, TRUE);
  chl_json_writer_add_boolean (writer, NULL, FALSE);
  chl_json_writer_add_null (writer, NULL);
  chl_json_writer_add_double (writer, NULL, 0.1);
  chl_json_writer_end_array (writer);
  chl_json_writer_add_raw (writer, "raw", "{ \"b\" :1.50,\"a\":2}", -1);
  chl_json_writer_add_raw (writer, "part", "[1]x", 3);
  chl_json_writer_add_string (writer, "none", NULL);
  chl_json_writer_end_object (writer);

  text = chl_json_writer_free_to_string (writer);
  g_assert_cmpstr (text,
                   ==,
                   "{\"z\":\"last\",\"a\":-9223372036854775808,\"m\":[{},[],true,false,null,0.1],"
                   "\"raw\":{ \"b\" :1.50,\"a\":2},\"part\":[1],\"none\":null}");
}

static void
test_bytes (void)
{
  ChlJsonWriter *writer = chl_json_writer_new ();
  g_autoptr(GBytes) bytes = NULL;

  chl_json_writer_add_int (writer, NULL, 7);
  bytes = chl_json_writer_free_to_bytes (writer);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "7", 1);
}

static char *
write_string (const char *value,
              gsize       length)
{
  ChlJsonWriter *writer = chl_json_writer_new ();

  chl_json_writer_add_string_len (writer, NULL, value, length);

  return chl_json_writer_free_to_string (writer);
}

static void
test_strings (void)
{
  static const struct
  {
    const char *value;
    gsize       length;
    const char *expected;
  } cases[] = {
    { "", 0, "\"\"" },
    { NULL, 0, "\"\"" },
    { "a\"b\\c/d", 7, "\"a\\\"b\\\\c/d\"" },
    { "\b\f\n\r\t", 5, "\"\\b\\f\\n\\r\\t\"" },
    { "\x01\x1f\x7f", 3, "\"\\u0001\\u001f\\u007f\"" },
    { "a\0b", 3, "\"a\\u0000b\"" },
    { "ä日😀", 9, "\"ä日😀\"" },
    { "a\xff"
      "b",
      3, "\"a\ufffdb\"" },
    { "\xc3", 1, "\"\ufffd\"" },
    { "\xe6\x97", 2, "\"\ufffd\ufffd\"" },
    { "ab", 1, "\"a\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = write_string (cases[i].value, cases[i].length);

      g_test_message ("case %u", i);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* Bytes at random become a text that our own strict reader takes, names as well as values. */
static void
test_random_bytes (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (13);

  for (guint i = 0; i < 2000; i++)
    {
      ChlJsonWriter   *writer = chl_json_writer_new ();
      char             bytes[40];
      g_autofree char *text = NULL;
      g_autoptr(JsonNode) root = NULL;

      for (guint j = 0; j < sizeof bytes; j++)
        bytes[j] = (char) g_rand_int_range (rand, 1, 256);
      bytes[sizeof bytes - 1] = '\0';
      chl_json_writer_begin_object (writer, NULL);
      chl_json_writer_add_string (writer, bytes, bytes);
      chl_json_writer_end_object (writer);
      text = chl_json_writer_free_to_string (writer);
      root = chl_json_parse (text, -1, NULL);
      g_assert_nonnull (root);
    }
}

static void
test_doubles (void)
{
  static const struct
  {
    double      value;
    const char *expected;
  } cases[] = {
    { 0.1, "0.1" },
    { 0.7, "0.7" },
    { 1.0, "1.0" },
    { -2.0, "-2.0" },
    { 0.30000000000000004, "0.30000000000000004" },
    { 1e22, "1e+22" },
    { 1.0 / 3.0, "0.3333333333333333" },
    { 123456789.125, "123456789.125" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlJsonWriter   *writer = chl_json_writer_new ();
      g_autofree char *text = NULL;

      chl_json_writer_add_double (writer, NULL, cases[i].value);
      text = chl_json_writer_free_to_string (writer);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* What would not be JSON is not written. */
static void
test_misuse (void)
{
  g_autoptr(ChlJsonWriter) writer = chl_json_writer_new ();
  static const double bad[] = { NAN, INFINITY, -INFINITY };

#define EXPECT(call)                                                                       \
  G_STMT_START                                                                             \
  {                                                                                        \
    g_test_expect_message ("chl-json-writer", G_LOG_LEVEL_CRITICAL, "*assertion*failed*"); \
    call;                                                                                  \
    g_test_assert_expected_messages ();                                                    \
  }                                                                                        \
  G_STMT_END

  EXPECT (chl_json_writer_add_int (writer, "name", 1));
  EXPECT (chl_json_writer_end_object (writer));
  EXPECT (chl_json_writer_end_array (writer));
  EXPECT (g_assert_null (chl_json_writer_free_to_string (writer)));
  chl_json_writer_begin_object (writer, NULL);
  EXPECT (chl_json_writer_add_int (writer, NULL, 1));
  EXPECT (chl_json_writer_end_array (writer));
  EXPECT (g_assert_null (chl_json_writer_free_to_bytes (writer)));
  EXPECT (chl_json_writer_add_raw (writer, "a", "", -1));
  EXPECT (chl_json_writer_add_raw (writer, "a", "1", 0));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    EXPECT (chl_json_writer_add_double (writer, "a", bad[i]));
  chl_json_writer_begin_array (writer, "a");
  EXPECT (chl_json_writer_add_null (writer, "name"));
  EXPECT (chl_json_writer_end_object (writer));
  chl_json_writer_end_array (writer);
  chl_json_writer_end_object (writer);
  EXPECT (chl_json_writer_add_int (writer, NULL, 1));
  EXPECT (chl_json_writer_begin_object (writer, NULL));

#undef EXPECT
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/json-writer/order", test_order);
  g_test_add_func ("/json-writer/bytes", test_bytes);
  g_test_add_func ("/json-writer/strings", test_strings);
  g_test_add_func ("/json-writer/random-bytes", test_random_bytes);
  g_test_add_func ("/json-writer/doubles", test_doubles);
  g_test_add_func ("/json-writer/misuse", test_misuse);

  return g_test_run ();
}
