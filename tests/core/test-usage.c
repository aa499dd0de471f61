/* test-usage.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "chl-json.h"
#include "chl-usage.h"

static void
test_empty (void)
{
  g_autoptr(ChlUsage) usage = chl_usage_new ();

  g_assert_true (chl_usage_is_empty (usage));
  g_assert_true (chl_usage_is_empty (NULL));
  usage->reasoning = 1;
  g_assert_false (chl_usage_is_empty (usage));
  usage->reasoning = 0;
  usage->cost = 0;
  g_assert_false (chl_usage_is_empty (usage));
}

static void
test_json (void)
{
  static const struct
  {
    const char *json;
    const char *expected; /* NULL: nothing is read */
  } cases[] = {
    { "{}", "{\"input\":0,\"output\":0,\"cached\":0,\"cache_write\":0,\"reasoning\":0}" },
    { "{\"input\":5,\"output\":4.0,\"cached\":3,\"cache_write\":2,\"reasoning\":1}",
      "{\"input\":5,\"output\":4,\"cached\":3,\"cache_write\":2,\"reasoning\":1}" },
    { "{\"input\":1,\"cost\":0.0021,\"currency\":\"USD\"}",
      "{\"input\":1,\"output\":0,\"cached\":0,\"cache_write\":0,\"reasoning\":0,"
      "\"cost\":0.0021,\"currency\":\"USD\"}" },
    { "{\"cost\":0}",
      "{\"input\":0,\"output\":0,\"cached\":0,\"cache_write\":0,\"reasoning\":0,\"cost\":0.0}" },
    { "{\"input\":-5,\"output\":1e12,\"cached\":\"3\",\"cache_write\":null,\"reasoning\":[1],"
      "\"cost\":-2,\"currency\":\"dollars\",\"more\":1}",
      "{\"input\":0,\"output\":0,\"cached\":0,\"cache_write\":0,\"reasoning\":0}" },
    { "{\"currency\":\"us\"}", "{\"input\":0,\"output\":0,\"cached\":0,\"cache_write\":0,\"reasoning\":0}" },
    { "{\"currency\":\"u$d\"}", "{\"input\":0,\"output\":0,\"cached\":0,\"cache_write\":0,\"reasoning\":0}" },
    { "{\"input\":1000000000}",
      "{\"input\":1000000000,\"output\":0,\"cached\":0,\"cache_write\":0,\"reasoning\":0}" },
    { "{\"load_us\":3,\"input_us\":2,\"output_us\":1}",
      "{\"input\":0,\"output\":0,\"cached\":0,\"cache_write\":0,\"reasoning\":0,"
      "\"load_us\":3,\"input_us\":2,\"output_us\":1}" },
    { "{\"load_us\":-3,\"input_us\":\"2\",\"output_us\":0}",
      "{\"input\":0,\"output\":0,\"cached\":0,\"cache_write\":0,\"reasoning\":0}" },
    { "[]", NULL },
    { "null", NULL },
    { "7", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonNode) node = chl_json_parse (cases[i].json, -1, NULL);
      g_autoptr(ChlUsage) usage = chl_usage_from_json (node);

      g_test_message ("case %u", i);
      if (cases[i].expected == NULL)
        g_assert_null (usage);
      else
        {
          g_autoptr(JsonNode) again = chl_usage_to_json (usage);
          g_autofree char *text = chl_json_print (again, FALSE);

          g_assert_cmpstr (text, ==, cases[i].expected);
        }
    }

  g_assert_null (chl_usage_from_json (NULL));
}

static void
test_copy (void)
{
  g_autoptr(ChlUsage) usage = chl_usage_new ();
  g_autoptr(ChlUsage) copy = NULL;
  g_autoptr(JsonNode) node = NULL;

  usage->input = 7;
  usage->cost = INFINITY;
  copy = chl_usage_copy (usage);
  usage->input = 8;
  g_assert_cmpint (copy->input, ==, 7);

  /* What is no number in JSON is left out. */
  node = chl_usage_to_json (copy);
  g_assert_null (chl_json_get (node, "/cost"));
  chl_usage_free (NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/usage/empty", test_empty);
  g_test_add_func ("/usage/json", test_json);
  g_test_add_func ("/usage/copy", test_copy);

  return g_test_run ();
}
