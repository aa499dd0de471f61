/* test-practice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-error.h"
#include "chl-json.h"
#include "chl-practice-fixture.h"

static void
test_models (PracticeFixture *fixture,
             gconstpointer    data)
{
  const char *const ids[] = { "practice-plain", "practice-thinking", "practice-tools",
                              "practice-embedding", "practice-completion" };
  gboolean          flag = TRUE;

  g_assert_cmpuint (practice_run (fixture, "GET", "/models", NULL), ==, 200);
  g_assert_cmpuint (json_array_get_length (chl_json_get_array (fixture->root, "/data")), ==, 5);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *id = g_strdup_printf ("/data/%u/id", i);
      g_autofree char *context = g_strdup_printf ("/data/%u/context_length", i);
      g_autofree char *tools = g_strdup_printf ("/data/%u/supports_tools", i);

      g_assert_cmpstr (chl_json_get_string (fixture->root, id), ==, ids[i]);
      g_assert_cmpint (practice_get_int (fixture, context), >, 0);
      g_assert_true (chl_json_get_boolean (fixture->root, tools, &flag));
      g_assert_true (flag == (i == 2));
    }

  g_assert_cmpuint (practice_run (fixture, "GET", "/models/practice-thinking", NULL), ==, 200);
  g_assert_true (chl_json_get_boolean (fixture->root, "/supports_reasoning", &flag));
  g_assert_true (flag);
  g_assert_cmpuint (practice_run (fixture, "GET", "/models/other", NULL), ==, 404);
  practice_check_error (fixture, "model_not_found");
}

static void
test_says_what_it_is (PracticeFixture *fixture,
                      gconstpointer    data)
{
  const char *const questions[] = { "hello", "", "code", "table list quote links", "long",
                                    "short", "scripts", "help", "echo me", "fast slow" };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_test_message ("%s", questions[i]);
      g_assert_cmpuint (practice_ask (fixture, "practice-plain", questions[i]), ==, 200);
      g_assert_nonnull (strstr (practice_get_content (fixture), "no model was asked"));
      g_assert_cmpstr (chl_json_get_string (fixture->root, "/choices/0/finish_reason"), ==, "stop");
      g_assert_cmpstr (chl_json_get_string (fixture->root, "/model"), ==, "practice-plain");
    }
}

static void
test_words (PracticeFixture *fixture,
            gconstpointer    data)
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
    { "headings", "###### " },
    { "tasks", "  - [x] " },
    { "rules", "\n***\n" },
    { "wide", "| Column 14 |" },
    { "languages", "```rust" },
    { "languages", "~~~nonsense" },
    { "prose", "**heavy**" },
    { "rtl", "العلم" },
    { "cjk", "吾輩は猫である" },
    { "broken", "never_closed" },
    { "markdown", "吾輩は猫である" },
    { "help", "`32k`" },
    { "echo Grüße, 世界", "Grüße, 世界" },
    { "help", "`error 429`" },
    { "how to cut onions in silence", "*emphasis*" },
  };
  g_autofree char *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].question);
      g_assert_cmpuint (practice_ask (fixture, "practice-plain", cases[i].question), ==, 200);
      g_assert_nonnull (strstr (practice_get_content (fixture), cases[i].words));
    }

  practice_ask (fixture, "practice-plain", "long");
  g_assert_cmpuint (strlen (practice_get_content (fixture)), >, 10000);
  practice_ask (fixture, "practice-plain", "32k");
  g_assert_cmpuint (strlen (practice_get_content (fixture)), >=, 32 * 1024);
  g_assert_cmpuint (strlen (practice_get_content (fixture)), <, 34 * 1024);
  practice_ask (fixture, "practice-plain", "128k");
  g_assert_cmpuint (strlen (practice_get_content (fixture)), >=, 128 * 1024);
  g_assert_cmpuint (strlen (practice_get_content (fixture)), <, 130 * 1024);
  practice_ask (fixture, "practice-plain", "why?");
  first = g_strdup (practice_get_content (fixture));
  practice_ask (fixture, "practice-plain", "why?");
  g_assert_cmpstr (practice_get_content (fixture), ==, first);
}

static void
test_counts (PracticeFixture *fixture,
             gconstpointer    data)
{
  gint64 few, many, thought;

  practice_ask (fixture, "practice-plain", "short");
  few = practice_get_int (fixture, "/usage/prompt_tokens");
  g_assert_cmpint (few, ==, 4);
  g_assert_cmpint (practice_get_int (fixture, "/usage/total_tokens"), ==,
                   few + practice_get_int (fixture, "/usage/completion_tokens"));
  practice_ask (fixture, "practice-plain", "short and with quite a few more words in it");
  many = practice_get_int (fixture, "/usage/prompt_tokens");
  g_assert_cmpint (many, ==, 13);

  practice_ask (fixture, "practice-thinking", "short");
  thought = practice_get_int (fixture, "/usage/completion_tokens_details/reasoning_tokens");
  g_assert_cmpint (thought, >, 0);
  g_assert_nonnull (chl_json_get_string (fixture->root, "/choices/0/message/reasoning_content"));
}

static void
test_limits (PracticeFixture *fixture,
             gconstpointer    data)
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
      g_assert_cmpuint (practice_run (fixture, "POST", "/chat/completions", bodies[i]), ==, 200);
      g_assert_cmpint (practice_get_int (fixture, "/usage/completion_tokens"), ==, 7);
      g_assert_cmpstr (chl_json_get_string (fixture->root, "/choices/0/finish_reason"), ==,
                       "length");
    }

  practice_run (fixture, "POST", "/chat/completions",
                "{\"model\":\"practice-plain\",\"stop\":[\"zzz\",\"model\"],"
                "\"messages\":[{\"role\":\"user\",\"content\":\"short\"}]}");
  g_assert_true (g_str_has_suffix (practice_get_content (fixture), "and no "));
}

static void
test_parts (PracticeFixture *fixture,
            gconstpointer    data)
{
  practice_run (fixture, "POST", "/chat/completions",
                "{\"model\":\"practice-plain\",\"messages\":["
                "{\"role\":\"system\",\"content\":\"x\"},"
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"echo one\"},"
                "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:,\"}},"
                "{\"type\":\"text\",\"text\":\"two\"}]},"
                "{\"role\":\"assistant\",\"content\":null}]}");
  g_assert_nonnull (strstr (practice_get_content (fixture), "1 picture"));
  g_assert_nonnull (strstr (practice_get_content (fixture), "one\ntwo"));
}

static void
test_mistakes (PracticeFixture *fixture,
               gconstpointer    data)
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
      g_assert_cmpuint (practice_run (fixture, cases[i].method, cases[i].path, cases[i].body), ==,
                        cases[i].status);
      g_assert_nonnull (chl_json_get_string (fixture->root, "/error/message"));
    }
}

static void
test_tricks (PracticeFixture *fixture,
             gconstpointer    data)
{
  practice_ask (fixture, "practice-plain", "error 401");
  g_assert_cmpuint (chl_http_answer_get_status (fixture->http.answer), ==, 401);
  practice_check_error (fixture, "invalid_api_key");
  practice_ask (fixture, "practice-plain", "Error 429!");
  g_assert_cmpuint (chl_http_answer_get_status (fixture->http.answer), ==, 429);
  practice_check_error (fixture, "rate_limit_exceeded");
  g_assert_cmpstr (chl_http_answer_get_header (fixture->http.answer, "Retry-After"), ==, "2");
  g_assert_cmpuint (practice_ask (fixture, "practice-plain", "error 529"), ==, 529);
  g_assert_cmpuint (practice_ask (fixture, "practice-plain", "error 777"), ==, 200);
  g_assert_cmpuint (practice_ask (fixture, "practice-plain", "error late"), ==, 503);
  g_assert_cmpuint (practice_ask (fixture, "practice-plain", "html"), ==, 200);
  g_assert_null (fixture->root);
  g_assert_cmpstr (chl_http_answer_get_content_type (fixture->http.answer), ==, "text/html");
  g_assert_cmpuint (practice_ask (fixture, "practice-plain", "garbage"), ==, 200);
  g_assert_null (fixture->root);
  g_assert_cmpuint (practice_ask (fixture, "practice-plain", "empty"), ==, 200);
  g_assert_null (fixture->root);

  g_assert_false (http_fixture_run (
    &fixture->http, practice_new_call (fixture, "POST", "/chat/completions",
                                       "{\"model\":\"practice-plain\",\"messages\":["
                                       "{\"role\":\"user\","
                                       "\"content\":\"cut\"}]}")));
  http_fixture_assert_error (&fixture->http, CHL_ERROR_NETWORK, "closed the connection");
}

static void
test_silence (PracticeFixture *fixture,
              gconstpointer    data)
{
  ChlHttpCall *call = practice_new_call (fixture, "POST", "/chat/completions",
                                         "{\"model\":\"practice-plain\",\"messages\":["
                                         "{\"role\":\"user\","
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
test_any_key_will_do (PracticeFixture *fixture,
                      gconstpointer    data)
{
  ChlHttpCall *call = practice_new_call (fixture, "GET", "/models", NULL);
  g_autoptr(ChlSecret) secret = chl_secret_new ("wrong", -1);

  chl_headers_set_secret (call->headers, "Authorization", "Bearer ", secret);
  g_assert_true (http_fixture_run (&fixture->http, call));
  g_assert_cmpuint (chl_http_answer_get_status (fixture->http.answer), ==, 200);
}

static void
test_start_and_stop (PracticeFixture *fixture,
                     gconstpointer    data)
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

#define ADD(path, func) g_test_add (path, PracticeFixture, NULL, practice_fixture_set_up, func, \
                                    practice_fixture_tear_down)
  ADD ("/practice/models", test_models);
  ADD ("/practice/says-what-it-is", test_says_what_it_is);
  ADD ("/practice/words", test_words);
  ADD ("/practice/counts", test_counts);
  ADD ("/practice/limits", test_limits);
  ADD ("/practice/parts", test_parts);
  ADD ("/practice/mistakes", test_mistakes);
  ADD ("/practice/tricks", test_tricks);
  ADD ("/practice/silence", test_silence);
  ADD ("/practice/any-key-will-do", test_any_key_will_do);
  ADD ("/practice/start-and-stop", test_start_and_stop);

  return g_test_run ();
}
