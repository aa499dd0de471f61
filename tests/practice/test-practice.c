/* test-practice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "chl-error.h"
#include "chl-http-fixture.h"
#include "chl-json.h"
#include "chl-practice.h"

typedef struct
{
  HttpFixture  http;
  ChlPractice *practice; /* (owned) */
  JsonNode    *root;     /* (owned) (nullable) the last answer */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  http_fixture_set_up (&fixture->http, data);
  fixture->http.is_gathering = TRUE;
  fixture->practice = chl_practice_new (CHL_CLOCK (fixture->http.clock));
  chl_practice_set_tokens_per_second (fixture->practice, 0);
  g_assert_false (chl_practice_is_running (fixture->practice));
  g_assert_null (chl_practice_dup_endpoint (fixture->practice));
  g_assert_true (chl_practice_start (fixture->practice, 0, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  chl_practice_stop (fixture->practice);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->practice);
  g_clear_pointer (&fixture->root, json_node_unref);
  http_fixture_tear_down (&fixture->http, data);
}

static ChlHttpCall *
new_call (Fixture    *fixture,
          const char *method,
          const char *path,
          const char *body)
{
  g_autofree char *endpoint = chl_practice_dup_endpoint (fixture->practice);
  g_autofree char *address = g_strconcat (endpoint, path, NULL);
  ChlHttpCall     *call = chl_http_call_new (method, address);

  if (body != NULL)
    call->body = g_bytes_new (body, strlen (body));

  return call;
}

/* Calls and returns the status; the body is in fixture->root. */
static guint
run (Fixture    *fixture,
     const char *method,
     const char *path,
     const char *body)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (http_fixture_run (&fixture->http, new_call (fixture, method, path, body)));
  g_clear_pointer (&fixture->root, json_node_unref);
  fixture->root = chl_json_parse (http_fixture_get_body (&fixture->http), -1, &error);

  return chl_http_answer_get_status (fixture->http.answer);
}

static guint
ask (Fixture    *fixture,
     const char *model,
     const char *question)
{
  g_autofree char *body = NULL;

  body = g_strdup_printf (
    "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}", model, question);

  return run (fixture, "POST", "/chat/completions", body);
}

static const char *
get_content (Fixture *fixture)
{
  return chl_json_get_string (fixture->root, "/choices/0/message/content");
}

static void
assert_error (Fixture    *fixture,
              const char *code)
{
  g_assert_cmpstr (chl_json_get_string (fixture->root, "/error/code"), ==, code);
  g_assert_nonnull (chl_json_get_string (fixture->root, "/error/message"));
  g_assert_nonnull (chl_json_get_string (fixture->root, "/error/type"));
}

static gint64
get_int (Fixture    *fixture,
         const char *pointer)
{
  gint64 value = -1;

  g_assert_true (chl_json_get_int64 (fixture->root, pointer, &value));

  return value;
}

static void
test_models (Fixture      *fixture,
             gconstpointer data)
{
  const char *const ids[] = { "practice-plain", "practice-thinking", "practice-tools",
                              "practice-embedding", "practice-completion" };
  gboolean          flag = TRUE;

  g_assert_cmpuint (run (fixture, "GET", "/models", NULL), ==, 200);
  g_assert_cmpuint (json_array_get_length (chl_json_get_array (fixture->root, "/data")), ==, 5);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *id = g_strdup_printf ("/data/%u/id", i);
      g_autofree char *context = g_strdup_printf ("/data/%u/context_length", i);
      g_autofree char *tools = g_strdup_printf ("/data/%u/supports_tools", i);

      g_assert_cmpstr (chl_json_get_string (fixture->root, id), ==, ids[i]);
      g_assert_cmpint (get_int (fixture, context), >, 0);
      g_assert_true (chl_json_get_boolean (fixture->root, tools, &flag));
      g_assert_true (flag == (i == 2));
    }

  g_assert_cmpuint (run (fixture, "GET", "/models/practice-thinking", NULL), ==, 200);
  g_assert_true (chl_json_get_boolean (fixture->root, "/supports_reasoning", &flag));
  g_assert_true (flag);
  g_assert_cmpuint (run (fixture, "GET", "/models/other", NULL), ==, 404);
  assert_error (fixture, "model_not_found");
}

static void
test_says_what_it_is (Fixture      *fixture,
                      gconstpointer data)
{
  const char *const questions[] = { "hello", "", "code", "table list quote links", "long",
                                    "short", "scripts", "help", "echo me", "fast slow" };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_test_message ("%s", questions[i]);
      g_assert_cmpuint (ask (fixture, "practice-plain", questions[i]), ==, 200);
      g_assert_nonnull (strstr (get_content (fixture), "no model was asked"));
      g_assert_cmpstr (chl_json_get_string (fixture->root, "/choices/0/finish_reason"), ==, "stop");
      g_assert_cmpstr (chl_json_get_string (fixture->root, "/model"), ==, "practice-plain");
    }
}

static void
test_words (Fixture      *fixture,
            gconstpointer data)
{
  const struct
  {
    const char *question;
    const char *words;
  } cases[] = {
    { "Some code, please", "```python" },
    { "a TABLE", "|:---|:---:|---:|" },
    { "list", "- [x] " },
    { "quote", "> > " },
    { "links", "](https://www.gnome.org/)" },
    { "emoji", "👩‍🚀" },
    { "echo Grüße, 世界", "Grüße, 世界" },
    { "help", "`error 429`" },
    { "how to cut onions in silence", "*emphasis*" },
  };
  g_autofree char *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].question);
      g_assert_cmpuint (ask (fixture, "practice-plain", cases[i].question), ==, 200);
      g_assert_nonnull (strstr (get_content (fixture), cases[i].words));
    }

  ask (fixture, "practice-plain", "long");
  g_assert_cmpuint (strlen (get_content (fixture)), >, 10000);
  ask (fixture, "practice-plain", "why?");
  first = g_strdup (get_content (fixture));
  ask (fixture, "practice-plain", "why?");
  g_assert_cmpstr (get_content (fixture), ==, first);
}

static void
test_counts (Fixture      *fixture,
             gconstpointer data)
{
  gint64 few, many;

  ask (fixture, "practice-plain", "short");
  few = get_int (fixture, "/usage/prompt_tokens");
  g_assert_cmpint (few, ==, 4);
  g_assert_cmpint (get_int (fixture, "/usage/total_tokens"), ==,
                   few + get_int (fixture, "/usage/completion_tokens"));
  ask (fixture, "practice-plain", "short and with quite a few more words in it");
  many = get_int (fixture, "/usage/prompt_tokens");
  g_assert_cmpint (many, ==, 13);

  ask (fixture, "practice-thinking", "short");
  g_assert_cmpint (get_int (fixture, "/usage/completion_tokens_details/reasoning_tokens"), >, 0);
  g_assert_nonnull (chl_json_get_string (fixture->root, "/choices/0/message/reasoning_content"));
}

static void
test_limits (Fixture      *fixture,
             gconstpointer data)
{
  const char *const bodies[] = {
    "{\"model\":\"practice-plain\",\"max_tokens\":7,"
    "\"messages\":[{\"role\":\"user\",\"content\":\"long\"}]}",
    "{\"model\":\"practice-plain\",\"max_completion_tokens\":7,"
    "\"messages\":[{\"role\":\"user\",\"content\":\"long\"}]}",
    "{\"model\":\"practice-thinking\",\"max_tokens\":7,"
    "\"messages\":[{\"role\":\"user\",\"content\":\"long\"}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_assert_cmpuint (run (fixture, "POST", "/chat/completions", bodies[i]), ==, 200);
      g_assert_cmpint (get_int (fixture, "/usage/completion_tokens"), ==, 7);
      g_assert_cmpstr (chl_json_get_string (fixture->root, "/choices/0/finish_reason"), ==,
                       "length");
    }

  run (fixture, "POST", "/chat/completions",
       "{\"model\":\"practice-plain\",\"stop\":[\"zzz\",\"model\"],"
       "\"messages\":[{\"role\":\"user\",\"content\":\"short\"}]}");
  g_assert_true (g_str_has_suffix (get_content (fixture), "and no "));
}

static void
test_parts (Fixture      *fixture,
            gconstpointer data)
{
  run (fixture, "POST", "/chat/completions",
       "{\"model\":\"practice-plain\",\"messages\":[{\"role\":\"system\",\"content\":\"x\"},"
       "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"echo one\"},"
       "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:,\"}},"
       "{\"type\":\"text\",\"text\":\"two\"}]},{\"role\":\"assistant\",\"content\":null}]}");
  g_assert_nonnull (strstr (get_content (fixture), "1 picture"));
  g_assert_nonnull (strstr (get_content (fixture), "one\ntwo"));
}

static void
test_tools (Fixture      *fixture,
            gconstpointer data)
{
#define TOOL                                                                                      \
  "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\",\"parameters\":"             \
  "{\"type\":\"object\",\"properties\":{\"place\":{\"type\":\"string\"},\"n\":{\"type\":"         \
  "\"integer\",\"minimum\":3},\"deep\":{\"type\":\"boolean\"},\"kind\":{\"enum\":[\"a\",\"b\"]}," \
  "\"list\":{\"type\":\"array\",\"items\":{\"type\":\"number\"}}}}}}]"
  g_autoptr(JsonNode) arguments = NULL;
  const char *text;
  gboolean    is_deep = FALSE;

  run (fixture, "POST", "/chat/completions",
       "{\"model\":\"practice-tools\"," TOOL ",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
  g_assert_cmpstr (chl_json_get_string (fixture->root, "/choices/0/finish_reason"), ==,
                   "tool_calls");
  g_assert_cmpstr (
    chl_json_get_string (fixture->root, "/choices/0/message/tool_calls/0/function/name"), ==,
    "look");
  text = chl_json_get_string (fixture->root, "/choices/0/message/tool_calls/0/function/arguments");
  arguments = chl_json_parse (text, -1, NULL);
  g_assert_cmpstr (chl_json_get_string (arguments, "/place"), ==, "practice");
  g_assert_cmpstr (chl_json_get_string (arguments, "/kind"), ==, "a");
  g_assert_true (chl_json_get_boolean (arguments, "/deep", &is_deep));
  g_assert_cmpuint (json_array_get_length (chl_json_get_array (arguments, "/list")), ==, 1);

  run (fixture, "POST", "/chat/completions",
       "{\"model\":\"practice-tools\"," TOOL ",\"messages\":[{\"role\":\"user\",\"content\":\"x\"},"
       "{\"role\":\"assistant\",\"tool_calls\":[]},"
       "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"a red cat\"}]}");
  g_assert_nonnull (strstr (get_content (fixture), "a red cat"));
  g_assert_null (chl_json_get (fixture->root, "/choices/0/message/tool_calls"));

  run (fixture, "POST", "/chat/completions",
       "{\"model\":\"practice-tools\",\"tool_choice\":\"none\"," TOOL
       ",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
  g_assert_null (chl_json_get (fixture->root, "/choices/0/message/tool_calls"));
  run (fixture, "POST", "/chat/completions",
       "{\"model\":\"practice-plain\"," TOOL
       ",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
  g_assert_null (chl_json_get (fixture->root, "/choices/0/message/tool_calls"));
  ask (fixture, "practice-tools", "hello");
  g_assert_nonnull (strstr (get_content (fixture), "none was offered"));
#undef TOOL
}

static void
test_structured (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr(JsonNode) answer = NULL;

  run (fixture, "POST", "/chat/completions",
       "{\"model\":\"practice-plain\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],"
       "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":{\"type\":"
       "\"object\",\"properties\":{\"title\":{\"type\":\"string\"}}}}}}");
  answer = chl_json_parse (get_content (fixture), -1, NULL);
  g_assert_cmpstr (chl_json_get_string (answer, "/title"), ==, "practice");
}

static void
test_embeddings (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree guchar *packed = NULL;
  gsize              n_packed;
  double             length = 0, near = 0, far = 0;

  g_assert_cmpuint (run (fixture, "POST", "/embeddings",
                         "{\"model\":\"practice-embedding\",\"input\":[\"the red cat sleeps\","
                         "\"a red cat sleeps\",\"stock market report\"]}"),
                    ==, 200);
  g_assert_cmpuint (json_array_get_length (chl_json_get_array (fixture->root, "/data")), ==, 3);
  for (guint i = 0; i < 16; i++)
    {
      double x[3];

      for (guint j = 0; j < 3; j++)
        {
          g_autofree char *pointer = g_strdup_printf ("/data/%u/embedding/%u", j, i);

          g_assert_true (chl_json_get_double (fixture->root, pointer, &x[j]));
        }
      length += x[0] * x[0];
      near += x[0] * x[1];
      far += x[0] * x[2];
    }
  g_assert_cmpfloat_with_epsilon (length, 1, 1e-5);
  g_assert_cmpfloat (near, >, far);
  g_assert_cmpint (get_int (fixture, "/data/2/index"), ==, 2);
  g_assert_cmpint (get_int (fixture, "/usage/prompt_tokens"), >, 8);

  g_assert_cmpuint (run (fixture, "POST", "/embeddings",
                         "{\"model\":\"practice-embedding\",\"input\":\"the red cat sleeps\","
                         "\"encoding_format\":\"base64\",\"dimensions\":4}"),
                    ==, 200);
  packed = g_base64_decode (chl_json_get_string (fixture->root, "/data/0/embedding"), &n_packed);
  g_assert_cmpuint (n_packed, ==, 16);
  length = 0;
  for (guint i = 0; i < 4; i++)
    {
      guint32 word;
      float   x;

      memcpy (&word, packed + i * 4, 4);
      word = GUINT32_FROM_LE (word);
      memcpy (&x, &word, 4);
      length += (double) x * (double) x;
    }
  g_assert_cmpfloat_with_epsilon (length, 1, 1e-5);
}

static void
test_completions (Fixture      *fixture,
                  gconstpointer data)
{
  g_assert_cmpuint (run (fixture, "POST", "/completions",
                         "{\"model\":\"practice-completion\",\"prompt\":\"def add(a, b):\\n    \","
                         "\"suffix\":\"\\n\\nprint(add(1, 2))\",\"max_tokens\":64}"),
                    ==, 200);
  g_assert_nonnull (strstr (chl_json_get_string (fixture->root, "/choices/0/text"), "practice"));
  g_assert_cmpstr (chl_json_get_string (fixture->root, "/object"), ==, "text_completion");
  run (fixture, "POST", "/completions",
       "{\"model\":\"practice-completion\",\"prompt\":\"Once upon a time\",\"max_tokens\":2}");
  g_assert_cmpstr (chl_json_get_string (fixture->root, "/choices/0/finish_reason"), ==, "length");
  g_assert_cmpint (get_int (fixture, "/usage/completion_tokens"), ==, 2);
}

static void
test_mistakes (Fixture      *fixture,
               gconstpointer data)
{
  const struct
  {
    const char *method;
    const char *path;
    const char *body;
    guint       status;
  } cases[] = {
    { "POST", "/chat/completions", "", 400 },
    { "POST", "/chat/completions", "{", 400 },
    { "POST", "/chat/completions", "[]", 400 },
    { "POST", "/chat/completions", "{\"messages\":[]}", 400 },
    { "POST", "/chat/completions", "{\"model\":7}", 400 },
    { "POST", "/chat/completions", "{\"model\":\"gpt-x\",\"messages\":[]}", 404 },
    { "POST", "/chat/completions", "{\"model\":\"practice-plain\"}", 400 },
    { "POST", "/chat/completions", "{\"model\":\"practice-plain\",\"messages\":[]}", 400 },
    { "POST", "/chat/completions", "{\"model\":\"practice-plain\",\"messages\":[1]}", 400 },
    { "POST", "/chat/completions", "{\"model\":\"practice-embedding\",\"messages\":[]}", 400 },
    { "POST", "/embeddings", "{\"model\":\"practice-embedding\"}", 400 },
    { "POST", "/embeddings", "{\"model\":\"practice-embedding\",\"input\":\"\"}", 400 },
    { "POST", "/embeddings", "{\"model\":\"practice-embedding\",\"input\":[\"a\",\"\"]}", 400 },
    { "POST", "/embeddings", "{\"model\":\"practice-embedding\",\"input\":[[1,2]]}", 400 },
    { "POST", "/embeddings",
      "{\"model\":\"practice-embedding\",\"input\":\"a\",\"dimensions\":17}", 400 },
    { "POST", "/completions", "{\"model\":\"practice-completion\"}", 400 },
    { "GET", "/chat/completions", NULL, 405 },
    { "POST", "/models", "{}", 405 },
    { "GET", "/nothing", NULL, 404 },
    { "GET", "", NULL, 404 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s %s %s", cases[i].method, cases[i].path, cases[i].body);
      g_assert_cmpuint (run (fixture, cases[i].method, cases[i].path, cases[i].body), ==,
                        cases[i].status);
      g_assert_nonnull (chl_json_get_string (fixture->root, "/error/message"));
    }
}

static void
test_tricks (Fixture      *fixture,
             gconstpointer data)
{
  ask (fixture, "practice-plain", "error 401");
  g_assert_cmpuint (chl_http_answer_get_status (fixture->http.answer), ==, 401);
  assert_error (fixture, "invalid_api_key");
  ask (fixture, "practice-plain", "Error 429!");
  g_assert_cmpuint (chl_http_answer_get_status (fixture->http.answer), ==, 429);
  assert_error (fixture, "rate_limit_exceeded");
  g_assert_cmpstr (chl_http_answer_get_header (fixture->http.answer, "Retry-After"), ==, "2");
  g_assert_cmpuint (ask (fixture, "practice-plain", "error 529"), ==, 529);
  g_assert_cmpuint (ask (fixture, "practice-plain", "error 777"), ==, 200);
  g_assert_cmpuint (ask (fixture, "practice-plain", "error late"), ==, 503);
  g_assert_cmpuint (ask (fixture, "practice-plain", "html"), ==, 200);
  g_assert_null (fixture->root);
  g_assert_cmpstr (chl_http_answer_get_content_type (fixture->http.answer), ==, "text/html");
  g_assert_cmpuint (ask (fixture, "practice-plain", "garbage"), ==, 200);
  g_assert_null (fixture->root);
  g_assert_cmpuint (ask (fixture, "practice-plain", "empty"), ==, 200);
  g_assert_null (fixture->root);

  g_assert_false (http_fixture_run (
    &fixture->http, new_call (fixture, "POST", "/chat/completions",
                              "{\"model\":\"practice-plain\",\"messages\":[{\"role\":\"user\","
                              "\"content\":\"cut\"}]}")));
  http_fixture_assert_error (&fixture->http, CHL_ERROR_NETWORK, "closed the connection");
}

static void
test_silence (Fixture      *fixture,
              gconstpointer data)
{
  ChlHttpCall *call = new_call (fixture, "POST", "/chat/completions",
                                "{\"model\":\"practice-plain\",\"messages\":[{\"role\":\"user\","
                                "\"content\":\"silence\"}]}");

  call->answer_timeout_ms = 1000;
  http_fixture_begin (&fixture->http, call);
  while (strchr (fixture->http.stages->str, 'W') == NULL)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
  chl_fake_clock_advance_ms (fixture->http.clock, 1000);
  http_fixture_wait (&fixture->http);
  http_fixture_assert_error (&fixture->http, CHL_ERROR_TIMEOUT, "said nothing");
}

static void
test_any_key_will_do (Fixture      *fixture,
                      gconstpointer data)
{
  ChlHttpCall *call = new_call (fixture, "GET", "/models", NULL);
  g_autoptr(ChlSecret) secret = chl_secret_new ("wrong", -1);

  chl_headers_set_secret (call->headers, "Authorization", "Bearer ", secret);
  g_assert_true (http_fixture_run (&fixture->http, call));
  g_assert_cmpuint (chl_http_answer_get_status (fixture->http.answer), ==, 200);
}

static void
test_start_and_stop (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *before = chl_practice_dup_endpoint (fixture->practice);
  g_autofree char *same = NULL;
  ChlPractice     *second = chl_practice_new (CHL_CLOCK (fixture->http.clock));
  guint            port = 0;

  g_assert_true (g_str_has_prefix (before, "http://127.0.0.1:"));
  g_assert_true (g_str_has_suffix (before, "/v1"));
  g_assert_true (chl_practice_start (fixture->practice, 0, &error));
  same = chl_practice_dup_endpoint (fixture->practice);
  g_assert_cmpstr (same, ==, before);

  port = (guint) g_ascii_strtoull (before + strlen ("http://127.0.0.1:"), NULL, 10);
  g_assert_false (chl_practice_start (second, (guint16) port, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_NETWORK);
  g_clear_error (&error);
  chl_practice_stop (fixture->practice);
  g_assert_false (chl_practice_is_running (fixture->practice));
  chl_practice_stop (fixture->practice);
  g_assert_true (chl_practice_start (second, (guint16) port, &error));
  g_assert_no_error (error);
  chl_practice_stop (second);
  g_assert_finalize_object (second);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/practice/models", test_models);
  ADD ("/practice/says-what-it-is", test_says_what_it_is);
  ADD ("/practice/words", test_words);
  ADD ("/practice/counts", test_counts);
  ADD ("/practice/limits", test_limits);
  ADD ("/practice/parts", test_parts);
  ADD ("/practice/tools", test_tools);
  ADD ("/practice/structured", test_structured);
  ADD ("/practice/embeddings", test_embeddings);
  ADD ("/practice/completions", test_completions);
  ADD ("/practice/mistakes", test_mistakes);
  ADD ("/practice/tricks", test_tricks);
  ADD ("/practice/silence", test_silence);
  ADD ("/practice/any-key-will-do", test_any_key_will_do);
  ADD ("/practice/start-and-stop", test_start_and_stop);

  return g_test_run ();
}
