/* test-responses-encoder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "chl-json.h"
#include "chl-protocol.h"
#include "responses-cases.h"

static char *
encode (const ChlRequest *request,
        const ChlQuirks  *quirks)
{
  const ChlProtocol *protocol = chl_protocol_get (CHL_PROTOCOL_OPENAI_RESPONSES);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(JsonNode) node = NULL;
  gsize       length = 0;
  const char *bytes;

  body = chl_protocol_encode (protocol, request, quirks, &error);
  g_assert_no_error (error);
  bytes = g_bytes_get_data (body, &length);
  node = chl_json_parse (bytes, (gssize) length, &error);
  g_assert_no_error (error);

  return g_strndup (bytes, length);
}

/* To the byte. CHL_TEST_UPDATE writes the files anew; look at what changed. */
static void
test_golden (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(ChlRequest) request = request_case_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *file = g_strconcat ("responses-", responses_cases[i].name, ".json", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "wire", "golden", file, NULL);
  g_autofree char *expected = NULL;
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;

  responses_cases[i].make (request);
  json = encode (request, responses_cases[i].quirks);
  again = encode (request, responses_cases[i].quirks);
  g_assert_cmpstr (json, ==, again);

  if (g_getenv ("CHL_TEST_UPDATE") != NULL)
    {
      g_autofree char *line = g_strconcat (json, "\n", NULL);

      g_file_set_contents (path, line, -1, &error);
      g_assert_no_error (error);
    }

  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_strchomp (expected);
  g_assert_cmpstr (json, ==, expected);
}

/* What is said of reasoning, and with it of sampling, for each wish and each kind of model. */
static void
test_amounts (void)
{
  static const char *const words[] = { "minimal", "low", "high", NULL };
  static const char *const words_with_none[] = { "none", "low", "medium", NULL };
  static const struct
  {
    ChlEffort          effort;
    gint64             budget_tokens;
    gboolean           sends_effort;
    const char *const *efforts;
    const char        *summary;
    ChlSampling        sampling;
    const char        *json; /* of reasoning, "" for none */
    gboolean           samples;
  } table[] = {
    { CHL_EFFORT_DEFAULT, 0, FALSE, NULL, NULL, CHL_SAMPLING_FREE, "", TRUE },
    { CHL_EFFORT_HIGH, 0, FALSE, NULL, NULL, CHL_SAMPLING_FREE, "", TRUE },
    { CHL_EFFORT_DEFAULT, 0, TRUE, NULL, NULL, CHL_SAMPLING_FREE, "", TRUE },
    { CHL_EFFORT_DEFAULT, 0, TRUE, NULL, NULL, CHL_SAMPLING_NONE, "", FALSE },
    { CHL_EFFORT_DEFAULT, 0, TRUE, words, "auto", CHL_SAMPLING_NONE, "{\"summary\":\"auto\"}", FALSE },
    { CHL_EFFORT_OFF, 0, TRUE, NULL, "auto", CHL_SAMPLING_FREE, "{\"effort\":\"none\"}", TRUE },
    { CHL_EFFORT_OFF, 0, TRUE, words_with_none, "auto", CHL_SAMPLING_FREE, "{\"effort\":\"none\"}", TRUE },
    { CHL_EFFORT_OFF, 0, TRUE, words, NULL, CHL_SAMPLING_FREE, "", TRUE },
    { CHL_EFFORT_MINIMAL, 0, TRUE, words, NULL, CHL_SAMPLING_FREE, "{\"effort\":\"minimal\"}", FALSE },
    { CHL_EFFORT_MEDIUM, 0, TRUE, words, NULL, CHL_SAMPLING_FREE, "{\"effort\":\"low\"}", FALSE },
    { CHL_EFFORT_MAX, 0, TRUE, words, "concise", CHL_SAMPLING_FREE,
      "{\"effort\":\"high\",\"summary\":\"concise\"}", FALSE },
    { CHL_EFFORT_MINIMAL, 0, TRUE, words_with_none, NULL, CHL_SAMPLING_FREE, "{\"effort\":\"low\"}", FALSE },
    { CHL_EFFORT_XHIGH, 0, TRUE, NULL, NULL, CHL_SAMPLING_FREE, "{\"effort\":\"xhigh\"}", FALSE },
    { CHL_EFFORT_LOW, 9000, TRUE, NULL, NULL, CHL_SAMPLING_FREE, "{\"effort\":\"high\"}", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const ChlQuirks quirks = {
        .sends_effort = table[i].sends_effort,
        .efforts = table[i].efforts,
        .summary = table[i].summary,
        .sampling = table[i].sampling,
      };
      g_autoptr(ChlRequest) request = request_case_new ();
      g_autofree char *json = NULL;
      g_autofree char *member = g_strdup_printf ("\"reasoning\":%s", table[i].json);

      request_add_message (request, CHL_AUTHOR_USER, "Hi");
      request->effort = table[i].effort;
      request->budget_tokens = table[i].budget_tokens;
      request->temperature = 0.5;
      json = encode (request, &quirks);
      g_test_message ("row %u: %s", i, json);
      g_assert_cmpint (strstr (json, member) != NULL, ==, *table[i].json != '\0');
      g_assert_cmpint (strstr (json, "\"temperature\":0.5") != NULL, ==, table[i].samples);
    }
}

static void
test_tool_choices (void)
{
  static const struct
  {
    ChlToolChoice choice;
    const char   *name;
    int           parallel_tools;
    const char   *json; /* NULL for nothing */
  } table[] = {
    { CHL_TOOL_CHOICE_AUTO, NULL, -1, NULL },
    { CHL_TOOL_CHOICE_AUTO, NULL, 1, "\"parallel_tool_calls\":true" },
    { CHL_TOOL_CHOICE_NONE, NULL, 0, "\"tool_choice\":\"none\",\"parallel_tool_calls\":false" },
    { CHL_TOOL_CHOICE_REQUIRED, NULL, -1, "\"tool_choice\":\"required\"" },
    { CHL_TOOL_CHOICE_NAMED, "t", -1, "\"tool_choice\":{\"type\":\"function\",\"name\":\"t\"}" },
    { CHL_TOOL_CHOICE_NAMED, NULL, -1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr(ChlRequest) request = request_case_new ();
      g_autofree char *json = NULL;

      request->tool_choice = table[i].choice;
      request->tool_choice_name = g_strdup (table[i].name);
      request->parallel_tools = table[i].parallel_tools;
      g_ptr_array_add (request->tools, chl_tool_new ("t", NULL, NULL));
      json = encode (request, &quirks_reasoner);
      g_test_message ("row %u: %s", i, json);
      if (table[i].json != NULL)
        g_assert_nonnull (strstr (json, table[i].json));
      else
        g_assert_null (strstr (json, "tool_choice"));
    }
}

/* Sealed material goes nowhere but home: each thing that forbids it, alone. */
static void
test_seals_stay_at_home (void)
{
  static const char *const seals[] = { "gAAAA1", "web_search_call", "phase", "url_citation" };

  for (guint i = 0; i < 7; i++)
    {
      g_autoptr(ChlRequest) request = request_case_new ();
      g_autofree char *json = NULL;

      make_responses_reasoning (request);
      if (i == 1)
        {
          g_free (request->provider_id);
          request->provider_id = g_strdup ("elsewhere");
        }
      else if (i == 2)
        {
          g_free (request->model);
          request->model = g_strdup ("other");
        }
      else if (i == 3)
        {
          g_free (request->origin);
          request->origin = g_strdup ("https://other.example");
        }
      else if (i == 4)
        g_ptr_array_set_size (request->tools, 0);
      else if (i == 5)
        chl_part_set_text (chl_message_get_part (g_ptr_array_index (request->messages, 0), 0), "x");
      else if (i == 6)
        request->system = g_strdup ("New rules.");

      json = encode (request, &quirks_reasoner);
      g_test_message ("change %u", i);
      for (guint j = 0; j < G_N_ELEMENTS (seals); j++)
        g_assert_cmpint (strstr (json, seals[j]) != NULL, ==, i == 0);
      g_assert_nonnull (strstr (json, "A cat."));
    }
}

/* An edit undoes only what came after it. */
static void
test_seals_before_an_edit_stay (void)
{
  g_autoptr(ChlRequest) request = request_case_new ();
  g_autofree char *json = NULL;

  make_responses_reasoning (request);
  chl_part_set_text (chl_message_get_part (g_ptr_array_index (request->messages, 2), 0), "a dog");
  json = encode (request, &quirks_reasoner);
  g_assert_nonnull (strstr (json, "gAAAA1"));
  g_assert_nonnull (strstr (json, "commentary"));
  g_assert_null (strstr (json, "final_answer"));
}

static void
test_additions_are_checked (void)
{
  static const char *const names[] = { "input", "instructions", "store", "include", "tools" };
  const ChlProtocol       *protocol = chl_protocol_get (CHL_PROTOCOL_OPENAI_RESPONSES);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(ChlRequest) request = request_case_new ();
      g_autoptr(GError) error = NULL;

      request->extra_body = g_strdup_printf ("{\"%s\":[]}", names[i]);
      g_assert_null (chl_protocol_encode (protocol, request, &quirks_reasoner, &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < n_responses_cases; i++)
    {
      g_autofree char *path = g_strconcat ("/responses-encoder/golden/", responses_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_golden);
    }
  g_test_add_func ("/responses-encoder/amounts", test_amounts);
  g_test_add_func ("/responses-encoder/tool-choices", test_tool_choices);
  g_test_add_func ("/responses-encoder/seals-stay-at-home", test_seals_stay_at_home);
  g_test_add_func ("/responses-encoder/seals-before-an-edit-stay", test_seals_before_an_edit_stay);
  g_test_add_func ("/responses-encoder/additions-are-checked", test_additions_are_checked);

  return g_test_run ();
}
