/* test-listing-fields.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "chl-json.h"
#include "chl-listing-fields.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonNode *root = chl_json_parse (text, -1, &error);

  g_assert_no_error (error);

  return root;
}

static void
test_index (void)
{
  g_autoptr(JsonNode) root = parse ("{\"data\":[null,7,{\"id\":7},{\"id\":\"a\",\"n\":1},"
                                     "{\"id\":\"a\",\"n\":2},{\"id\":\"b\"}]}");
  g_autoptr(GHashTable) rows = chl_listing_index (root, "/data");
  g_autoptr(GHashTable) none = chl_listing_index (root, "/models");
  g_autoptr(GHashTable) nothing = chl_listing_index (NULL, "/data");
  gint64 n = 0;

  g_assert_cmpuint (g_hash_table_size (rows), ==, 2);
  g_assert_true (chl_json_get_int64 (g_hash_table_lookup (rows, "a"), "/n", &n));
  g_assert_cmpint (n, ==, 1);
  g_assert_cmpuint (g_hash_table_size (none), ==, 0);
  g_assert_cmpuint (g_hash_table_size (nothing), ==, 0);
}

static void
test_words (void)
{
  static const char *const words[] = { "text", "image", NULL };
  g_autoptr(JsonNode) row = parse ("{\"in\":[\"texts\",7,null,\"text\"],\"word\":\"text\"}");
  g_autoptr(ChlCapabilities) capabilities = chl_capabilities_new ();

  g_assert_true (chl_listing_has_word (row, "/in", "text"));
  g_assert_false (chl_listing_has_word (row, "/in", "tex"));
  g_assert_false (chl_listing_has_word (row, "/word", "text"));
  g_assert_false (chl_listing_has_word (NULL, "/in", "text"));

  chl_capabilities_set_words (capabilities, CHL_FIELD_INPUT_KINDS, words, CHL_ORIGIN_PROVIDER);
  g_assert_true (chl_capabilities_takes (capabilities, "image"));
  g_assert_false (chl_capabilities_takes (capabilities, "audio"));
}

static void
test_prices (void)
{
  static const struct
  {
    double      input;
    double      output;
    double      cached;
    double      written;
    const char *json; /* NULL: nothing is known */
  } rows[] = {
    { 1.25, 10, 0.5, 1.5, "{\"input\":1.25,\"output\":10.0,\"cached\":0.5,\"cache_write\":1.5}" },
    { 0, 0, NAN, NAN, "{\"input\":0.0,\"output\":0.0}" },
    { 0.25000000001, 1, -1, -1, "{\"input\":0.25,\"output\":1.0}" },
    { NAN, 1, 1, 1, NULL },
    { 1, NAN, 1, 1, NULL },
    { -1, -1, NAN, NAN, NULL },
    { 1, INFINITY, NAN, NAN, NULL },
    { 1, 10001, NAN, NAN, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlCapabilities) capabilities = chl_capabilities_new ();
      JsonNode        *price;
      g_autofree char *json = NULL;

      chl_listing_set_price (capabilities, rows[i].input, rows[i].output, rows[i].cached,
                             rows[i].written);
      price = chl_capabilities_get (capabilities, CHL_FIELD_PRICE, NULL);
      json = price != NULL ? json_to_string (price, FALSE) : NULL;
      g_assert_cmpstr (json, ==, rows[i].json);
    }
}

static void
test_dates (void)
{
  static const struct
  {
    gint64      seconds;
    const char *date;
  } rows[] = {
    { 946684800, "2000-01-01" },
    { 1770219050, "2026-02-04" },
    { 946684799, NULL },
    { 0, NULL },
    { -5, NULL },
    { 4102444801, NULL },
    { G_MAXINT64, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlCapabilities) capabilities = chl_capabilities_new ();
      JsonNode *date;

      chl_listing_set_date (capabilities, CHL_FIELD_RELEASED, rows[i].seconds);
      date = chl_capabilities_get (capabilities, CHL_FIELD_RELEASED, NULL);
      g_assert_cmpstr (chl_json_get_string (date, ""), ==, rows[i].date);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/listing-fields/index", test_index);
  g_test_add_func ("/listing-fields/words", test_words);
  g_test_add_func ("/listing-fields/prices", test_prices);
  g_test_add_func ("/listing-fields/dates", test_dates);

  return g_test_run ();
}
