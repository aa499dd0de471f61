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
    { CHL_FIELD_MAX_OUTPUT, "12k", NULL, NULL },
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
    { CHL_FIELD_BUDGET, "9..1", NULL, NULL },
    { CHL_FIELD_BUDGET, "1024", NULL, NULL },
    { CHL_FIELD_TOKENIZER, "o200k", "\"o200k\"", "o200k" },
    { CHL_FIELD_TOKENIZER, "", NULL, NULL },
    { CHL_FIELD_PRICE, "3/15", "{\"input\":3.0,\"output\":15.0}", "3/15" },
    { CHL_FIELD_PRICE, "0.25/1.5/0.025/0.3",
      "{\"input\":0.25,\"output\":1.5,\"cached\":0.025,\"cache_write\":0.3}", "0.25/1.5/0.025/0.3" },
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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/field-text/parse", test_parse);

  return g_test_run ();
}
