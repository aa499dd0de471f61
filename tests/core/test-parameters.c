/* test-parameters.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "chl-error.h"
#include "chl-json.h"
#include "chl-model-defaults.h"

static void
parse (ChlParameters *parameters,
       const char    *json)
{
  g_autoptr(JsonNode) node = chl_json_parse (json, -1, NULL);

  g_assert_nonnull (node);
  chl_parameters_read_json (parameters, node);
}

static char *
print (const ChlParameters *parameters)
{
  g_autoptr(JsonNode) node = chl_parameters_to_json (parameters);

  return chl_json_print (node, FALSE);
}

/* What was set comes back; what makes no sense is unset. */
static void
test_json (void)
{
  static const struct
  {
    const char *json;
    const char *read;
  } cases[] = {
    { "{}", "{}" },
    { "[]", "{}" },
    { "{\"effort\":\"high\",\"temperature\":0.5,\"top_p\":0.25,\"max_output\":8192}",
      "{\"effort\":\"high\",\"temperature\":0.5,\"top_p\":0.25,\"max_output\":8192}" },
    { "{\"effort\":\"off\",\"temperature\":0,\"top_p\":1}",
      "{\"effort\":\"off\",\"temperature\":0.0,\"top_p\":1.0}" },
    { "{\"effort\":\"huge\",\"temperature\":2.5,\"top_p\":-1,\"max_output\":0}", "{}" },
    { "{\"effort\":7,\"temperature\":\"1\",\"top_p\":null,\"max_output\":10000001}", "{}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlParameters    parameters;
      g_autofree char *read = NULL;

      g_test_message ("%s", cases[i].json);
      parse (&parameters, cases[i].json);
      read = print (&parameters);
      g_assert_cmpstr (read, ==, cases[i].read);
      g_assert_true (chl_parameters_are_unset (&parameters) == g_str_equal (read, "{}"));
    }
}

/* A model is asked for nothing that it is known not to take. */
static void
test_limit (void)
{
  static const struct
  {
    const char *known;
    const char *wanted;
    const char *left;
  } cases[] = {
    { "{}", "{\"effort\":\"max\",\"temperature\":0.5,\"top_p\":0.25,\"max_output\":8192}",
      "{\"effort\":\"max\",\"temperature\":0.5,\"top_p\":0.25,\"max_output\":8192}" },
    { "{\"sampling\":false}", "{\"temperature\":0.5,\"top_p\":0.25,\"max_output\":9}",
      "{\"max_output\":9}" },
    { "{\"sampling\":{\"temperature\":true}}", "{\"temperature\":0.5}", "{\"temperature\":0.5}" },
    { "{\"effort\":[\"low\",\"high\"]}", "{\"effort\":\"high\"}", "{\"effort\":\"high\"}" },
    { "{\"effort\":[\"low\",\"high\"]}", "{\"effort\":\"medium\"}", "{}" },
    { "{\"effort\":[\"low\",\"high\"]}", "{\"effort\":\"off\"}", "{}" },
    { "{\"effort\":[\"none\",\"low\"]}", "{\"effort\":\"off\"}", "{\"effort\":\"off\"}" },
    { "{\"effort\":[\"off\",\"low\"]}", "{\"effort\":\"off\"}", "{\"effort\":\"off\"}" },
    { "{\"effort\":[]}", "{\"effort\":\"low\"}", "{}" },
    { "{\"reasoning\":false,\"effort\":[\"low\"]}", "{\"effort\":\"low\"}", "{}" },
    { "{\"reasoning\":true}", "{\"effort\":\"low\"}", "{\"effort\":\"low\"}" },
    { "{\"max_output\":4096}", "{\"max_output\":8192}", "{\"max_output\":4096}" },
    { "{\"max_output\":4096}", "{\"max_output\":100}", "{\"max_output\":100}" },
    { "{\"max_output\":4096}", "{}", "{}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonNode) node = chl_json_parse (cases[i].known, -1, NULL);
      g_autoptr(ChlCapabilities) known = chl_capabilities_from_json (node);
      ChlParameters    parameters;
      g_autofree char *left = NULL;

      g_test_message ("%s: %s", cases[i].known, cases[i].wanted);
      parse (&parameters, cases[i].wanted);
      chl_parameters_limit (&parameters, known);
      left = print (&parameters);
      g_assert_cmpstr (left, ==, cases[i].left);
    }
}

/* What the request says itself stays, 0 too. */
static void
test_fill (void)
{
  g_autoptr(ChlModel) model = chl_model_new ("test", "one");
  g_autoptr(ChlRequest) silent = chl_request_new ("one");
  g_autoptr(ChlRequest) eloquent = chl_request_new ("one");
  g_autoptr(ChlRequest) untouched = chl_request_new ("one");
  g_autoptr(ChlRequest) budgeted = chl_request_new ("one");
  g_autoptr(JsonNode) said = chl_json_parse ("{\"sampling\":true,\"max_output\":500}", -1, NULL);
  ChlParameters defaults;

  chl_model_fill_request (model, untouched);
  g_assert_true (isnan (untouched->temperature));
  g_assert_cmpint (untouched->max_output, ==, 0);

  chl_model_take_capabilities (model, chl_capabilities_from_json (said));
  parse (&defaults, "{\"effort\":\"high\",\"temperature\":0.5,\"top_p\":0.25,\"max_output\":8192}");
  chl_model_set_defaults (model, &defaults);

  chl_model_fill_request (model, silent);
  g_assert_cmpint (silent->effort, ==, CHL_EFFORT_HIGH);
  g_assert_cmpfloat_with_epsilon (silent->temperature, 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (silent->top_p, 0.25, 1e-9);
  g_assert_cmpint (silent->max_output, ==, 500);

  eloquent->effort = CHL_EFFORT_OFF;
  eloquent->temperature = 0.0;
  eloquent->top_p = 1.0;
  eloquent->max_output = 7;
  chl_model_fill_request (model, eloquent);
  g_assert_cmpint (eloquent->effort, ==, CHL_EFFORT_OFF);
  g_assert_cmpfloat_with_epsilon (eloquent->temperature, 0.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (eloquent->top_p, 1.0, 1e-9);
  g_assert_cmpint (eloquent->max_output, ==, 7);

  budgeted->budget_tokens = 100;
  chl_model_fill_request (model, budgeted);
  g_assert_cmpint (budgeted->effort, ==, CHL_EFFORT_DEFAULT);
}

/* The same for a gap, but for thinking; its usual length is nobody's word. */
static void
test_fill_completion (void)
{
  g_autoptr(ChlModel) model = chl_model_new ("test", "one");
  g_autoptr(ChlCompletion) silent = chl_completion_new ("one", "a", "b");
  g_autoptr(ChlCompletion) eloquent = chl_completion_new ("one", "a", "b");
  g_autoptr(ChlCompletion) untouched = chl_completion_new ("one", "a", "b");
  g_autoptr(ChlCompletion) refused = chl_completion_new ("one", "a", "b");
  g_autoptr(JsonNode) said = chl_json_parse ("{\"sampling\":true,\"max_output\":500}", -1, NULL);
  g_autoptr(JsonNode) no = chl_json_parse ("{\"sampling\":false}", -1, NULL);
  ChlParameters defaults;

  chl_model_fill_completion (model, untouched);
  g_assert_true (isnan (untouched->temperature));
  g_assert_cmpint (untouched->max_output, ==, CHL_COMPLETION_USUAL_OUTPUT);

  chl_model_take_capabilities (model, chl_capabilities_from_json (said));
  parse (&defaults, "{\"effort\":\"high\",\"temperature\":0.5,\"top_p\":0.25,\"max_output\":8192}");
  chl_model_set_defaults (model, &defaults);
  chl_model_fill_completion (model, silent);
  g_assert_cmpfloat_with_epsilon (silent->temperature, 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (silent->top_p, 0.25, 1e-9);
  g_assert_cmpint (silent->max_output, ==, 500);

  eloquent->temperature = 0.0;
  eloquent->top_p = 1.0;
  eloquent->is_usual_output = FALSE;
  chl_model_fill_completion (model, eloquent);
  g_assert_cmpfloat_with_epsilon (eloquent->temperature, 0.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (eloquent->top_p, 1.0, 1e-9);
  g_assert_cmpint (eloquent->max_output, ==, CHL_COMPLETION_USUAL_OUTPUT);

  chl_model_take_capabilities (model, chl_capabilities_from_json (no));
  parse (&defaults, "{\"temperature\":0.5}");
  chl_model_set_defaults (model, &defaults);
  chl_model_fill_completion (model, refused);
  g_assert_true (isnan (refused->temperature));
  g_assert_cmpint (refused->max_output, ==, CHL_COMPLETION_USUAL_OUTPUT);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/parameters/json", test_json);
  g_test_add_func ("/parameters/limit", test_limit);
  g_test_add_func ("/parameters/fill", test_fill);
  g_test_add_func ("/parameters/fill-completion", test_fill_completion);

  return g_test_run ();
}
