/* test-tool.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "chl-request.h"

static void
test_new (void)
{
  g_autoptr(ChlTool) tool = chl_tool_new ("add", NULL, NULL);

  g_assert_cmpstr (tool->name, ==, "add");
  g_assert_null (tool->description);
  g_assert_cmpstr (tool->parameters, ==, "{\"type\":\"object\",\"properties\":{}}");
}

static void
test_parse (void)
{
  static const struct
  {
    const char *json;
    const char *name;
    const char *description;
    const char *parameters;
  } cases[] = {
    { "[{\"type\":\"function\",\"function\":{\"name\":\"a\",\"description\":\"d\","
      "\"parameters\":{\"b\": 1.0, \"a\" :[ 1e5,\"}\\\"\"]\n}}}]",
      "a", "d", "{\"b\": 1.0, \"a\" :[ 1e5,\"}\\\"\"]\n}" },
    { " [ {\"name\" : \"get_it-2\" , \"parameters\": {} } ] ", "get_it-2", NULL, "{}" },
    { "[{\"name\":\"a\",\"input_schema\":{\"type\":\"object\"}}]",
      "a", NULL, "{\"type\":\"object\"}" },
    { "[{\"name\":\"a\",\"parameters\":null,\"input_schema\":{\"x\":1}}]", "a", NULL, "{\"x\":1}" },
    { "[{\"name\":\"a\",\"description\":7}]",
      "a", NULL, "{\"type\":\"object\",\"properties\":{}}" },
    { "[{\"name\":\"\\u0061b\",\"description\":\"\\u00fc\\n\"}]", "ab", "ü\n",
      "{\"type\":\"object\",\"properties\":{}}" },
    { "[{\"name\":\"abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij1234\"}]",
      "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij1234", NULL,
      "{\"type\":\"object\",\"properties\":{}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) tools = chl_tools_parse (cases[i].json, &error);
      const ChlTool *tool = NULL;

      g_test_message ("%s", cases[i].json);
      g_assert_no_error (error);
      g_assert_cmpuint (tools->len, ==, 1);
      tool = g_ptr_array_index (tools, 0);
      g_assert_cmpstr (tool->name, ==, cases[i].name);
      g_assert_cmpstr (tool->description, ==, cases[i].description);
      g_assert_cmpstr (tool->parameters, ==, cases[i].parameters);
    }
}

static void
test_parse_several (void)
{
  g_autoptr(GPtrArray) none = chl_tools_parse ("[]", NULL);
  g_autoptr(GPtrArray) two = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  two = chl_tools_parse ("[{\"name\":\"a\"},{\"type\":\"function\",\"function\":{\"name\":\"b\"}}]",
                         NULL);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpstr (((ChlTool *) g_ptr_array_index (two, 1))->name, ==, "b");
}

static void
test_refuse (void)
{
  static const char *const texts[] = {
    "",
    "x",
    "{}",
    "null",
    "[",
    "[1]",
    "[null]",
    "[{}]",
    "[{\"name\":\"\"}]",
    "[{\"name\":5}]",
    "[{\"name\":\"a b\"}]",
    "[{\"name\":\"ä\"}]",
    "[{\"name\":\"a\\n\"}]",
    "[{\"name\":\"abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij12345\"}]",
    "[{\"name\":\"a\",\"parameters\":[]}]",
    "[{\"name\":\"a\",\"parameters\":\"\"}]",
    "[{\"name\":\"a\",\"parameters\":\"{}\"}]",
    "[{\"name\":\"a\",\"parameters\":true}]",
    "[{\"name\":\"a\"},{\"name\":\"a\"}]",
    "[{'name':'a'}]",
    "[{\"name\":\"a\"}] []",
    "[{\"name\":\"a\"},]",
    "[\"\xff\"]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("text %u", i);
      g_assert_null (chl_tools_parse (texts[i], &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
      g_assert_false (g_str_has_suffix (error->message, "."));
    }
}

static void
test_deep (void)
{
  g_autoptr(GString) json = g_string_new ("[{\"name\":\"a\",\"parameters\":");
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (json, "{\"a\":");
  g_assert_null (chl_tools_parse (json->str, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/tool/new", test_new);
  g_test_add_func ("/tool/parse", test_parse);
  g_test_add_func ("/tool/parse-several", test_parse_several);
  g_test_add_func ("/tool/refuse", test_refuse);
  g_test_add_func ("/tool/deep", test_deep);

  return g_test_run ();
}
