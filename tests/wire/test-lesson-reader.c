/* test-lesson-reader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-failure-reader.h"
#include "chl-lesson-reader.h"
#include "chl-lessons.h"
#include "chl-protocol.h"
#include "request-builder.h"

#define REQUEST                                                                        \
  "{\"model\":\"m\",\"messages\":[],\"max_tokens\":5,\"temperature\":0.5,\"top_p\":1," \
  "\"stop\":[\"x\"],\"tools\":[],\"reasoning_effort\":\"low\",\"stream\":true,"        \
  "\"stream_options\":{\"include_usage\":true}}"

typedef struct
{
  guint       status;
  const char *body;
  const char *lesson;
} Refusal;

static const Refusal refusals[] = {
  { 400,
    "{\"error\":{\"message\":\"Unsupported parameter: 'max_tokens' is not supported with this model."
    " Use 'max_completion_tokens' instead.\",\"type\":\"invalid_request_error\","
    "\"param\":\"max_tokens\",\"code\":\"unsupported_parameter\"}}",
    "limit:max_completion_tokens" },
  { 400,
    "{\"error\":{\"message\":\"Unsupported value: 'temperature' does not support 0.5 with this model."
    " Only the default (1) value is supported.\",\"type\":\"invalid_request_error\","
    "\"param\":\"temperature\",\"code\":\"unsupported_value\"}}",
    "without:temperature" },
  { 400,
    "{\"error\":{\"message\":\"invalid temperature: only 0.6 is allowed for this model\","
    "\"type\":\"invalid_request_error\"}}",
    "without:temperature" },
  { 422,
    "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"stream_options\",\"include_usage\"],"
    "\"msg\":\"Extra inputs are not permitted\"}]}",
    "without:stream_options" },
  { 422,
    "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"top_p\"],"
    "\"msg\":\"Extra inputs are not permitted\"}]}",
    "without:top_p" },
  { 400, "{\"error\":\"unknown field stop\"}", "without:stop" },
  { 400,
    "[{\"error\":{\"code\":400,\"message\":\"Invalid JSON payload received. Unknown name "
    "\\\"reasoning_effort\\\": Cannot find field.\",\"status\":\"INVALID_ARGUMENT\"}}]",
    "without:reasoning_effort" },
  { 400,
    "{\"error\":{\"message\":\"'messages.2' : for 'role:assistant' the following must be satisfied"
    "[('messages.2' : property 'reasoning_content' is unsupported)]\","
    "\"type\":\"invalid_request_error\"}}",
    "no-reasoning-back" },
  { 400,
    "{\"error\":{\"message\":\"Role developer is not supported by this model's template\","
    "\"type\":\"invalid_request_error\"}}",
    "system-role" },
  { 400,
    "{\"error\":{\"message\":\"The reasoning_content in the thinking mode must be passed back\","
    "\"type\":\"invalid_request_error\"}}",
    "reasoning-back" },
  { 400,
    "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"thinking.type: "
    "enabled is not supported by this model, use adaptive\"}}",
    "adaptive-thinking" },
  { 400,
    "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"messages.1."
    "content.0: Invalid signature in thinking block\"}}",
    "no-reasoning-back" },

  { 400,
    "{\"error\":{\"message\":\"Encrypted content is not supported with this model.\",\"type\":"
    "\"invalid_request_error\",\"param\":\"include\",\"code\":null}}",
    "without:include" },
  { 400,
    "{\"error\":{\"message\":\"The encrypted content for item rs_1 could not be verified.\",\"type\":"
    "\"invalid_request_error\",\"param\":null,\"code\":\"invalid_encrypted_content\"}}",
    "no-reasoning-back" },
  { 400,
    "{\"error\":{\"message\":\"Item 'rs_1' of type 'reasoning' was provided without its required "
    "following item.\",\"type\":\"invalid_request_error\",\"param\":\"input\",\"code\":null}}",
    "no-reasoning-back" },
  { 404,
    "{\"error\":{\"message\":\"Item with id 'rs_1' not found. Items are not persisted when `store` is "
    "set to false.\",\"type\":\"invalid_request_error\",\"param\":\"input\",\"code\":null}}",
    "no-reasoning-back" },
  { 400,
    "{\"error\":{\"message\":\"Your organization must be verified to generate reasoning summaries.\","
    "\"type\":\"invalid_request_error\",\"param\":\"reasoning.summary\","
    "\"code\":\"unsupported_value\"}}",
    "without:summary" },

  /* A value that can be chosen otherwise is no reason to leave out the member for ever. */
  { 400,
    "{\"error\":{\"message\":\"Unsupported value: 'reasoning_effort' does not support 'low' with this"
    " model. Supported values are: 'medium', and 'high'.\",\"type\":\"invalid_request_error\","
    "\"param\":\"reasoning_effort\",\"code\":\"unsupported_value\"}}",
    NULL },
  { 422,
    "{\"detail\":[{\"type\":\"value_error.const\",\"loc\":[\"body\",\"reasoning_effort\"],"
    "\"msg\":\"unexpected value; permitted: 'high'\"}]}",
    NULL },
  { 400,
    "{\"error\":{\"message\":\"max_tokens: 5 is not supported, it must be at least 16\"}}",
    NULL },
  { 400,
    "{\"error\":{\"message\":\"'temperature' is not a valid value: -1\",\"param\":\"temperature\"}}",
    NULL },

  /* There is nothing to learn from these. */
  { 400, "{\"error\":{\"message\":\"adaptive thinking is not supported by this model\"}}", NULL },
  { 400, "{\"error\":{\"message\":\"Unsupported value: model\",\"param\":\"model\"}}", NULL },
  { 400, "{\"error\":{\"message\":\"stream is not supported\",\"param\":\"stream\"}}", NULL },
  { 400, "{\"error\":{\"message\":\"tools are not supported: tools\",\"param\":\"tools\"}}", NULL },
  { 400, "{\"error\":{\"message\":\"temperature must be below 2\",\"param\":\"temperature\"}}", NULL },
  { 400, "{\"error\":{\"message\":\"top_phi is not supported\"}}", NULL },
  { 400, "{\"error\":{\"message\":\"maximum context length is 8 tokens; top_p unsupported\"}}", NULL },
  { 401, "{\"error\":{\"message\":\"unsupported key, temperature\"}}", NULL },
  { 500, "{\"error\":{\"message\":\"unsupported temperature\"}}", NULL },
  { 400, "", NULL },
  { 400, "\xff\xfe unsupported", NULL },
};

static void
test_refusals (void)
{
  g_autoptr(GBytes) request = g_bytes_new_static (REQUEST, strlen (REQUEST));

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      const Refusal *refusal = &refusals[i];
      g_autoptr(GBytes) body = g_bytes_new_static (refusal->body, strlen (refusal->body));
      g_autoptr(ChlFailure) failure = NULL;
      g_autofree char *lesson = NULL;

      if (g_utf8_validate (refusal->body, -1, NULL))
        g_test_message ("%s", refusal->body);
      failure = chl_failure_read (refusal->status, "application/json", refusal->body,
                                  strlen (refusal->body));
      lesson = chl_lesson_read (failure, body, request);
      g_assert_cmpstr (lesson, ==, refusal->lesson);
      if (lesson != NULL)
        g_assert_true (chl_lesson_is_valid (lesson));
    }
}

/* What is quoted from a question does not say what the server refuses. */
static void
test_quoted (void)
{
  static const Refusal cases[] = {
    { 400, "{\"error\":{\"message\":\"Unknown word in: is the temperature in Oslo low?\"}}", NULL },
    { 400, "{\"error\":{\"message\":\"Unknown word 'temperature in Oslo'\"}}", NULL },
    { 400, "{\"error\":{\"message\":\"Unsupported: temperature in Oslo, 'temperature'\"}}",
      "without:temperature" },
    { 400, "{\"error\":{\"message\":\"Unknown name \\\"temperature\\\"\"}}", "without:temperature" },
    { 422, "{\"detail\":[{\"loc\":[\"body\",\"temperature\"],\"msg\":\"Extra inputs are not permitted\"}]}",
      "without:temperature" },
    { 400, "{\"error\":{\"message\":\"temperature is unsupported\",\"param\":\"temperature\"}}",
      "without:temperature" },
    { 400, "{\"error\":{\"message\":\"top_p is unsupported\"}}", "without:top_p" },
  };
  static const char *const request =
    "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Is the Temperature in Oslo low?\"}],"
    "\"temperature\":0.5,\"top_p\":1}";
  g_autoptr(GBytes) sent = g_bytes_new_static (request, strlen (request));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *text = cases[i].body;
      g_autoptr(GBytes) body = g_bytes_new_static (text, strlen (text));
      g_autoptr(ChlFailure) failure = NULL;
      g_autofree char *lesson = NULL;

      g_test_message ("%s", text);
      failure = chl_failure_read (cases[i].status, "application/json", text, strlen (text));
      lesson = chl_lesson_read (failure, body, sent);
      g_assert_cmpstr (lesson, ==, cases[i].lesson);
    }
}

/* Whatever is sent, and whatever comes back: what was learned is a word, and changes the request. */
static void
test_hostile (void)
{
  static const char *const requests[] = { "", "[]", "{", "{\"\":1}", "{\"unknown\":1}",
                                          "{\"a\\\"b\":1}" };
  static const char *const words = "unknown \\\"a\\\\\\\"b\\\" unsupported unknown";

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr(GBytes) request = g_bytes_new_static (requests[i], strlen (requests[i]));
      g_autoptr(ChlFailure) failure = chl_failure_new (CHL_FAILURE_INVALID_REQUEST, words);
      g_autofree char *lesson = NULL;

      failure->status = 400;
      lesson = chl_lesson_read (failure, NULL, request);
      if (lesson != NULL)
        g_assert_true (chl_lesson_is_valid (lesson));
    }
}

static char *
encode (const ChlQuirks *quirks)
{
  g_autoptr(ChlRequest) request = request_case_new ();
  g_autoptr(GBytes) body = NULL;

  g_free (request->system);
  request->system = g_strdup ("Be brief.");
  request->max_output = 7;
  request->temperature = 0.5;
  request->top_p = 0.9;
  request->stream = TRUE;
  request_add_message (request, CHL_AUTHOR_USER, "Hi");
  body = chl_protocol_encode (chl_protocol_get (CHL_PROTOCOL_OPENAI_CHAT), request, quirks, NULL);

  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

static void
test_apply (void)
{
  static const char *const lessons[] = { "without:temperature", "without:stream_options",
                                         "limit:max_completion_tokens", "system-role", NULL };
  ChlQuirks                quirks = { .output_limit_field = "max_tokens",
                                      .developer_role = TRUE,
                                      .stream_usage = TRUE };
  g_autofree char         *before = encode (&quirks);
  g_autofree char         *after = NULL;

  g_assert_nonnull (strstr (before, "\"temperature\""));
  g_assert_nonnull (strstr (before, "\"stream_options\""));
  g_assert_nonnull (strstr (before, "\"developer\""));
  g_assert_nonnull (strstr (before, "\"max_tokens\":7"));

  chl_lesson_apply (&quirks, lessons);
  after = encode (&quirks);
  g_assert_null (strstr (after, "temperature"));
  g_assert_null (strstr (after, "stream_options"));
  g_assert_null (strstr (after, "developer"));
  g_assert_nonnull (strstr (after, "\"system\""));
  g_assert_nonnull (strstr (after, "\"top_p\":0.9"));
  g_assert_nonnull (strstr (after, "\"max_completion_tokens\":7"));
}

/* The same of what only Responses has. */
static void
test_apply_to_responses (void)
{
  static const char *const lessons[] = { "without:summary", "without:include", "without:store",
                                         "without:stream_options", NULL };
  ChlQuirks                quirks = { .summary = "auto",
                                      .sends_include = TRUE,
                                      .sends_store = TRUE,
                                      .declines_padding = TRUE };
  g_autoptr(ChlRequest) request = request_case_new ();

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GBytes) body = NULL;
      g_autofree char *text = NULL;

      body = chl_protocol_encode (chl_protocol_get (CHL_PROTOCOL_OPENAI_RESPONSES), request, &quirks,
                                  NULL);
      text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
      for (guint j = 0; lessons[j] != NULL; j++)
        g_assert_cmpint (strstr (text, lessons[j] + strlen ("without:")) != NULL, ==, i == 0);
      chl_lesson_apply (&quirks, lessons);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/lesson-reader/refusals", test_refusals);
  g_test_add_func ("/lesson-reader/quoted", test_quoted);
  g_test_add_func ("/lesson-reader/hostile", test_hostile);
  g_test_add_func ("/lesson-reader/apply", test_apply);
  g_test_add_func ("/lesson-reader/apply-to-responses", test_apply_to_responses);

  return g_test_run ();
}
