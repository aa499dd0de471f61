/* test-field-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-error.h"
#include "chl-field-text.h"
#include "chl-json.h"

/* What is typed, what it is in the file, and how it is shown again; no JSON: it is refused. */
static void
test_parse (void)
{
  static const struct
  {
    ChlField    field;
    const char *typed;
    const char *json;
    const char *shown;
  } cases[] = {
    { CHL_FIELD_CONTEXT_WINDOW, "128000", "128000", "128000" },
    { CHL_FIELD_CONTEXT_WINDOW, "16777216", "16777216", "16777216" },
    { CHL_FIELD_CONTEXT_WINDOW, "16777217", NULL, NULL },
    { CHL_FIELD_CONTEXT_WINDOW, "0", NULL, NULL },
    { CHL_FIELD_MAX_INPUT, "-1", NULL, NULL },
    { CHL_FIELD_MAX_OUTPUT, "12k", "12000", "12000" },
    { CHL_FIELD_MAX_OUTPUT, "12 k", "12000", "12000" },
    { CHL_FIELD_CONTEXT_WINDOW, "128K", "128000", "128000" },
    { CHL_FIELD_CONTEXT_WINDOW, "128Ki", "131072", "131072" },
    { CHL_FIELD_CONTEXT_WINDOW, "1M", "1000000", "1000000" },
    { CHL_FIELD_CONTEXT_WINDOW, "1.5M", "1500000", "1500000" },
    { CHL_FIELD_CONTEXT_WINDOW, "1,5M", "1500000", "1500000" },
    { CHL_FIELD_CONTEXT_WINDOW, "1Mi", "1048576", "1048576" },
    { CHL_FIELD_CONTEXT_WINDOW, "131,072", "131072", "131072" },
    { CHL_FIELD_CONTEXT_WINDOW, "131.072", "131072", "131072" },
    { CHL_FIELD_CONTEXT_WINDOW, "1 048\u202f576", "1048576", "1048576" },
    { CHL_FIELD_CONTEXT_WINDOW, "1’048’576", "1048576", "1048576" },
    { CHL_FIELD_CONTEXT_WINDOW, "1,048,576", "1048576", "1048576" },
    { CHL_FIELD_CONTEXT_WINDOW, "1,048.576", NULL, NULL },
    { CHL_FIELD_CONTEXT_WINDOW, "1,04", NULL, NULL },
    { CHL_FIELD_CONTEXT_WINDOW, "1048,576", NULL, NULL },
    { CHL_FIELD_CONTEXT_WINDOW, ",576", NULL, NULL },
    { CHL_FIELD_CONTEXT_WINDOW, "1.5", NULL, NULL },
    { CHL_FIELD_CONTEXT_WINDOW, "0.0001K", NULL, NULL },
    { CHL_FIELD_CONTEXT_WINDOW, "0.5K", "500", "500" },
    { CHL_FIELD_CONTEXT_WINDOW, "1.K", NULL, NULL },
    { CHL_FIELD_CONTEXT_WINDOW, "1.2.3M", NULL, NULL },
    { CHL_FIELD_CONTEXT_WINDOW, "K", NULL, NULL },
    { CHL_FIELD_CONTEXT_WINDOW, "1e6", NULL, NULL },
    { CHL_FIELD_CONTEXT_WINDOW, "17M", NULL, NULL },
    { CHL_FIELD_CONTEXT_WINDOW, "99999999999999999999999", NULL, NULL },
    { CHL_FIELD_CONTEXT_WINDOW, "999999999999M", NULL, NULL },
    { CHL_FIELD_MAX_OUTPUT, "", NULL, NULL },
    { CHL_FIELD_EMBEDDING_DIMENSIONS, "1024", "1024", "1024" },
    { CHL_FIELD_TOOLS, "yes", "true", "yes" },
    { CHL_FIELD_TOOLS, "off", "false", "no" },
    { CHL_FIELD_TOOLS, "maybe", NULL, NULL },
    { CHL_FIELD_STRUCTURED_OUTPUT, "true", "true", "yes" },
    { CHL_FIELD_SAMPLING, "no", "false", "no" },
    { CHL_FIELD_REASONING, "on", "true", "yes" },
    { CHL_FIELD_FIM, "1", "true", "yes" },
    { CHL_FIELD_AGENT, "0", "false", "no" },
    { CHL_FIELD_INPUT_KINDS, "text, image", "[\"text\",\"image\"]", "text,image" },
    { CHL_FIELD_INPUT_KINDS, "text,smell", NULL, NULL },
    { CHL_FIELD_EFFORT, "low,high,max", "[\"low\",\"high\",\"max\"]", "low,high,max" },
    { CHL_FIELD_EFFORT, "low,,high", NULL, NULL },
    { CHL_FIELD_BUDGET, "1024..32768", "{\"min\":1024,\"max\":32768}", "1024..32768" },
    { CHL_FIELD_BUDGET, "..32768", "{\"max\":32768}", "..32768" },
    { CHL_FIELD_BUDGET, "1024..", "{\"min\":1024}", "1024.." },
    { CHL_FIELD_BUDGET, "..", "{}", ".." },
    { CHL_FIELD_BUDGET, "0..32K", "{\"min\":0,\"max\":32000}", "0..32000" },
    { CHL_FIELD_BUDGET, "9..1", NULL, NULL },
    { CHL_FIELD_BUDGET, "1024", NULL, NULL },
    { CHL_FIELD_TOKENIZER, "o200k", "\"o200k\"", "o200k" },
    { CHL_FIELD_TOKENIZER, "", NULL, NULL },
    { CHL_FIELD_PRICE, "3/15", "{\"input\":3.0,\"output\":15.0}", "3/15" },
    { CHL_FIELD_PRICE, "0.25/1.5/0.025/0.3",
      "{\"input\":0.25,\"output\":1.5,\"cached\":0.025,\"cache_write\":0.3}", "0.25/1.5/0.025/0.3" },
    { CHL_FIELD_PRICE, "-/15", "{\"output\":15.0}", "-/15" },
    { CHL_FIELD_PRICE, "3/15/-/3.75", "{\"input\":3.0,\"output\":15.0,\"cache_write\":3.75}", "3/15/-/3.75" },
    { CHL_FIELD_PRICE, "-/-", NULL, NULL },
    { CHL_FIELD_PRICE, "-/-/1", NULL, NULL },
    { CHL_FIELD_PRICE, "3", NULL, NULL },
    { CHL_FIELD_PRICE, "3/", NULL, NULL },
    { CHL_FIELD_PRICE, "3/-1", NULL, NULL },
    { CHL_FIELD_PRICE, "3/1001", NULL, NULL },
    { CHL_FIELD_PRICE, "1/2/3/4/5", NULL, NULL },
    { CHL_FIELD_PRICE, "inf/nan", NULL, NULL },
    { CHL_FIELD_KNOWLEDGE, "2025", "\"2025\"", "2025" },
    { CHL_FIELD_RELEASED, "2025-02", "\"2025-02\"", "2025-02" },
    { CHL_FIELD_RETIRES, "2024-02-29", "\"2024-02-29\"", "2024-02-29" },
    { CHL_FIELD_RETIRES, "2025-02-29", NULL, NULL },
    { CHL_FIELD_RETIRES, "2025-13", NULL, NULL },
    { CHL_FIELD_RETIRES, "2025-1-1", NULL, NULL },
    { CHL_FIELD_RETIRES, "soon", NULL, NULL },
    { CHL_FIELD_STATUS, "beta", "\"beta\"", "beta" },
    { CHL_FIELD_STATUS, "old", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) value = chl_field_parse (cases[i].field, cases[i].typed, &error);
      g_autoptr(JsonNode) expected = NULL;
      g_autoptr(ChlCapabilities) known = chl_capabilities_new ();
      g_autofree char *shown = NULL;

      g_test_message ("%s=%s", chl_field_to_string (cases[i].field), cases[i].typed);
      if (cases[i].json == NULL)
        {
          g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
          g_assert_null (value);
          continue;
        }

      g_assert_no_error (error);
      expected = chl_json_parse (cases[i].json, -1, NULL);
      g_assert_true (json_node_equal (value, expected));
      shown = chl_field_print (cases[i].field, value);
      g_assert_cmpstr (shown, ==, cases[i].shown);

      /* It has the shape of its field. */
      chl_capabilities_set (known, cases[i].field, value, CHL_ORIGIN_USER);
      g_assert_true (chl_capabilities_is_known (known, cases[i].field));
    }
}

/* Each fault has its words; what names no field stands where the field can be seen. */
static void
test_faults (void)
{
  static const struct
  {
    ChlField    field;
    const char *typed;
    const char *words;
  } cases[] = {
    { CHL_FIELD_CONTEXT_WINDOW, "many", "a whole number, such as 131072, 128K or 1M" },
    { CHL_FIELD_CONTEXT_WINDOW, "0", "more than 0" },
    { CHL_FIELD_CONTEXT_WINDOW, "17M", "no more than 16777216" },
    { CHL_FIELD_BUDGET, "9..1", "a range that does not end before it begins" },
    { CHL_FIELD_BUDGET, "a..1", "a whole number, such as 131072, 128K or 1M" },
    { CHL_FIELD_PRICE, "3/1001", "no more than 1000 dollars for a million tokens" },
    { CHL_FIELD_RETIRES, "soon", "a day, as YYYY-MM-DD, YYYY-MM or YYYY" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *full = g_strdup_printf ("“%s” has to be %s",
                                               chl_field_to_string (cases[i].field), cases[i].words);
      g_autofree char *bare = g_strdup_printf ("It has to be %s", cases[i].words);
      g_autoptr(GError) error = NULL;
      g_autoptr(GError) seen = NULL;

      g_test_message ("%s=%s", chl_field_to_string (cases[i].field), cases[i].typed);
      g_assert_null (chl_field_parse (cases[i].field, cases[i].typed, &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
      g_assert_cmpstr (error->message, ==, full);
      g_assert_null (chl_field_read (cases[i].field, cases[i].typed, &seen));
      g_assert_error (seen, CHL_ERROR, CHL_ERROR_INVALID);
      g_assert_cmpstr (seen->message, ==, bare);
    }

  g_assert_null (chl_field_parse (CHL_FIELD_CONTEXT_WINDOW, "\xff", NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/field-text/parse", test_parse);
  g_test_add_func ("/field-text/faults", test_faults);

  return g_test_run ();
}
