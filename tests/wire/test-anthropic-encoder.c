/* test-anthropic-encoder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "anthropic-cases.h"
#include "chl-error.h"
#include "chl-json.h"
#include "chl-protocol.h"

static const ChlQuirks no_quirks = { 0 };

static char *
encode (const ChlRequest *request,
        const ChlQuirks  *quirks)
{
  const ChlProtocol *protocol = chl_protocol_get (CHL_PROTOCOL_ANTHROPIC_MESSAGES);
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
  g_autofree char *file = g_strconcat ("anthropic-", anthropic_cases[i].name, ".json", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "wire", "golden", file, NULL);
  g_autofree char *expected = NULL;
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;

  anthropic_cases[i].make (request);
  json = encode (request, anthropic_cases[i].quirks);
  again = encode (request, anthropic_cases[i].quirks);
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

/* What is said of thinking, effort and the limit, for each wish and each generation. */
static void
test_amounts (void)
{
  static const char *const only_high[] = { "high", NULL };
  static const char *const four_efforts[] = { "low", "medium", "high", "max", NULL };
  static const struct
  {
    ChlEffort          effort;
    gint64             budget_tokens;
    gint64             max_output;
    ChlThinking        thinking;
    gboolean           is_usual;
    gint64             model_max;
    const char *const *efforts;
    const char        *type; /* of thinking, NULL for none */
    gint64             budget;
    const char        *word;
    gint64             max_tokens;
  } table[] = {
    { CHL_EFFORT_DEFAULT, 0, 0, CHL_THINKING_NONE, FALSE, 0, NULL, NULL, 0, NULL, 8192 },
    { CHL_EFFORT_HIGH, 0, 0, CHL_THINKING_NONE, FALSE, 0, NULL, NULL, 0, NULL, 8192 },
    { CHL_EFFORT_DEFAULT, 0, 0, CHL_THINKING_BUDGET, FALSE, 64000, NULL, NULL, 0, NULL, 64000 },
    { CHL_EFFORT_OFF, 0, 500, CHL_THINKING_BUDGET, FALSE, 64000, NULL, NULL, 0, NULL, 500 },
    { CHL_EFFORT_MINIMAL, 0, 0, CHL_THINKING_BUDGET, FALSE, 0, NULL, "enabled", 1024, NULL, 8192 },
    { CHL_EFFORT_LOW, 0, 0, CHL_THINKING_BUDGET, FALSE, 0, NULL, "enabled", 2048, NULL, 8192 },
    { CHL_EFFORT_MEDIUM, 0, 0, CHL_THINKING_BUDGET, FALSE, 0, NULL, "enabled", 4096, NULL, 8192 },
    { CHL_EFFORT_HIGH, 0, 0, CHL_THINKING_BUDGET, FALSE, 0, NULL, "enabled", 8192, NULL, 16384 },
    { CHL_EFFORT_MAX, 0, 100, CHL_THINKING_BUDGET, FALSE, 0, NULL, "enabled", 8192, NULL, 9216 },
    { CHL_EFFORT_HIGH, 0, 100, CHL_THINKING_BUDGET, FALSE, 8192, NULL, "enabled", 7168, NULL, 8192 },
    { CHL_EFFORT_HIGH, 0, 0, CHL_THINKING_BUDGET, FALSE, 1500, NULL, NULL, 0, NULL, 1500 },
    { CHL_EFFORT_DEFAULT, 3000, 0, CHL_THINKING_BUDGET, FALSE, 0, NULL, "enabled", 3000, NULL, 8192 },
    { CHL_EFFORT_OFF, 10, 0, CHL_THINKING_BUDGET, FALSE, 0, NULL, "enabled", 1024, NULL, 8192 },
    { CHL_EFFORT_OFF, 0, 0, CHL_THINKING_ADAPTIVE, FALSE, 0, NULL, "disabled", 0, NULL, 8192 },
    { CHL_EFFORT_OFF, 0, 0, CHL_THINKING_ADAPTIVE, TRUE, 0, NULL, "disabled", 0, NULL, 8192 },
    { CHL_EFFORT_DEFAULT, 0, 0, CHL_THINKING_ADAPTIVE, FALSE, 0, NULL, NULL, 0, NULL, 8192 },
    { CHL_EFFORT_DEFAULT, 0, 0, CHL_THINKING_ADAPTIVE, TRUE, 0, NULL, "adaptive", 0, NULL, 8192 },
    { CHL_EFFORT_MINIMAL, 0, 0, CHL_THINKING_ADAPTIVE, FALSE, 0, NULL, "adaptive", 0, "low", 8192 },
    { CHL_EFFORT_XHIGH, 0, 0, CHL_THINKING_ADAPTIVE, FALSE, 0, NULL, "adaptive", 0, "xhigh", 8192 },
    { CHL_EFFORT_XHIGH, 0, 0, CHL_THINKING_ADAPTIVE, FALSE, 0, four_efforts, "adaptive", 0, "high", 8192 },
    { CHL_EFFORT_MAX, 0, 0, CHL_THINKING_ADAPTIVE, FALSE, 0, four_efforts, "adaptive", 0, "max", 8192 },
    { CHL_EFFORT_LOW, 0, 0, CHL_THINKING_ADAPTIVE, FALSE, 0, only_high, "adaptive", 0, "high", 8192 },
    { CHL_EFFORT_LOW, 9000, 0, CHL_THINKING_ADAPTIVE, FALSE, 0, NULL, "adaptive", 0, "high", 8192 },
    { CHL_EFFORT_LOW, 0, 900000, CHL_THINKING_ADAPTIVE, FALSE, 128000, NULL, "adaptive", 0, "low", 128000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const ChlQuirks quirks = {
        .thinking = table[i].thinking,
        .thinking_is_usual = table[i].is_usual,
        .thinking_can_be_off = table[i].thinking == CHL_THINKING_ADAPTIVE,
        .max_output = table[i].model_max,
        .efforts = table[i].efforts,
      };
      g_autoptr(ChlRequest) request = request_case_new ();
      g_autoptr(JsonNode) root = NULL;
      g_autofree char *json = NULL;
      gint64           number = 0;

      request_add_message (request, CHL_AUTHOR_USER, "Hi");
      request->effort = table[i].effort;
      request->budget_tokens = table[i].budget_tokens;
      request->max_output = table[i].max_output;
      request->temperature = 0.5;
      json = encode (request, &quirks);
      root = chl_json_parse (json, -1, NULL);
      g_test_message ("row %u: %s", i, json);

      g_assert_cmpstr (chl_json_get_string (root, "/thinking/type"), ==, table[i].type);
      g_assert_cmpint (chl_json_get_int64 (root, "/thinking/budget_tokens", &number), ==,
                       table[i].budget > 0);
      g_assert_cmpint (number, ==, table[i].budget);
      g_assert_cmpstr (chl_json_get_string (root, "/output_config/effort"), ==, table[i].word);
      g_assert_true (chl_json_get_int64 (root, "/max_tokens", &number));
      g_assert_cmpint (number, ==, table[i].max_tokens);
      g_assert_cmpint (chl_json_get (root, "/temperature") == NULL, ==,
                       table[i].type != NULL && !g_str_equal (table[i].type, "disabled"));
    }
}

/* An answer that is not streamed is not the longest that can be. */
static void
test_short_without_stream (void)
{
  g_autoptr(ChlRequest) request = request_case_new ();
  g_autofree char *json = NULL;

  request->stream = FALSE;
  json = encode (request, &quirks_budget);
  g_assert_nonnull (strstr (json, "\"max_tokens\":8192,"));
}

/* One that has a word of its own for not thinking is told that. */
static void
test_off_word (void)
{
  const ChlQuirks quirks = {
    .thinking = CHL_THINKING_ADAPTIVE,
    .thinking_is_usual = TRUE,
    .thinking_can_be_off = TRUE,
    .thinking_off_word = "between_tools",
  };
  g_autoptr(ChlRequest) request = request_case_new ();
  g_autofree char *json = NULL;

  request->effort = CHL_EFFORT_OFF;
  json = encode (request, &quirks);
  g_assert_nonnull (strstr (json, "\"thinking\":{\"type\":\"between_tools\"}"));
  g_assert_null (strstr (json, "output_config"));
}

/* A model that always thinks is not told to stop. */
static void
test_cannot_be_off (void)
{
  const ChlQuirks quirks = { .thinking = CHL_THINKING_ADAPTIVE, .thinking_is_usual = TRUE };
  g_autoptr(ChlRequest) request = request_case_new ();
  g_autofree char *json = NULL;

  request->effort = CHL_EFFORT_OFF;
  json = encode (request, &quirks);
  g_assert_null (strstr (json, "thinking"));
}

static void
test_tool_choices (void)
{
  static const struct
  {
    ChlToolChoice choice;
    int           parallel_tools;
    const char   *json; /* NULL for nothing */
  } table[] = {
    { CHL_TOOL_CHOICE_AUTO, -1, NULL },
    { CHL_TOOL_CHOICE_AUTO, 1, NULL },
    { CHL_TOOL_CHOICE_AUTO, 0, "{\"type\":\"auto\",\"disable_parallel_tool_use\":true}" },
    { CHL_TOOL_CHOICE_NONE, 0, "{\"type\":\"none\"}" },
    { CHL_TOOL_CHOICE_REQUIRED, 1, "{\"type\":\"any\"}" },
    { CHL_TOOL_CHOICE_REQUIRED, 0, "{\"type\":\"any\",\"disable_parallel_tool_use\":true}" },
    { CHL_TOOL_CHOICE_NAMED, -1, "{\"type\":\"tool\",\"name\":\"t\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr(ChlRequest) request = request_case_new ();
      g_autofree char *json = NULL;
      g_autofree char *member = g_strdup_printf ("\"tool_choice\":%s",
                                                 table[i].json != NULL ? table[i].json : "");

      request->tool_choice = table[i].choice;
      request->tool_choice_name = g_strdup ("t");
      request->parallel_tools = table[i].parallel_tools;
      g_ptr_array_add (request->tools, chl_tool_new ("t", NULL, NULL));
      json = encode (request, &quirks_budget);
      g_test_message ("row %u: %s", i, json);
      g_assert_cmpint (strstr (json, member) != NULL, ==, table[i].json != NULL);
    }
}

/* Sealed material goes nowhere but home: each thing that forbids it, alone. */
static void
test_seals_stay_at_home (void)
{
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr(ChlRequest) request = request_case_new ();
      g_autofree char *json = NULL;

      make_anthropic_thinking (request);
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

      json = encode (request, &quirks_adaptive);
      g_test_message ("change %u", i);
      for (guint j = 0; j < 4; j++)
        {
          static const char *const seals[] = { "EqQB+/=", "Emw+/=", "server_tool_use", "citations" };

          g_assert_cmpint (strstr (json, seals[j]) != NULL, ==, i == 0);
        }
    }
}

static void
test_additions_are_checked (void)
{
  const ChlProtocol *protocol = chl_protocol_get (CHL_PROTOCOL_ANTHROPIC_MESSAGES);
  g_autoptr(ChlRequest) request = request_case_new ();
  g_autoptr(GError) error = NULL;

  request->extra_body = g_strdup ("{\"cache_control\":{}}");
  g_assert_null (chl_protocol_encode (protocol, request, &no_quirks, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < n_anthropic_cases; i++)
    {
      g_autofree char *path = g_strconcat ("/anthropic-encoder/golden/", anthropic_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_golden);
    }
  g_test_add_func ("/anthropic-encoder/amounts", test_amounts);
  g_test_add_func ("/anthropic-encoder/short-without-stream", test_short_without_stream);
  g_test_add_func ("/anthropic-encoder/cannot-be-off", test_cannot_be_off);
  g_test_add_func ("/anthropic-encoder/off-word", test_off_word);
  g_test_add_func ("/anthropic-encoder/tool-choices", test_tool_choices);
  g_test_add_func ("/anthropic-encoder/seals-stay-at-home", test_seals_stay_at_home);
  g_test_add_func ("/anthropic-encoder/additions-are-checked", test_additions_are_checked);

  return g_test_run ();
}
