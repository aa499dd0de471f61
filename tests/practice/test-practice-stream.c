/* test-practice-stream.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-error.h"
#include "chl-http-fixture.h"
#include "chl-json.h"
#include "chl-practice.h"

#define SOON_MS 5000 /* longer than the practice room ever thinks, shorter than any patience */

typedef struct
{
  HttpFixture  http;
  ChlPractice *practice;  /* (owned) */
  GString     *text;      /* (owned) what the pieces say */
  GString     *thoughts;  /* (owned) */
  GString     *arguments; /* (owned) */
  char        *tool;      /* (owned) (nullable) */
  char        *finish;    /* (owned) (nullable) */
  gint64       n_tokens;  /* of the answer, as the last piece says; -1: not said */
  guint        n_events;
  gboolean     is_whole;  /* [DONE] came last */
  gboolean     is_broken; /* an event was no JSON */
  gboolean     has_error;
  gboolean     is_impatient; /* silence has a limit */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  http_fixture_set_up (&fixture->http, data);
  fixture->practice = chl_practice_new (CHL_CLOCK (fixture->http.clock));
  g_assert_true (chl_practice_start (fixture->practice, 0, &error));
  g_assert_no_error (error);
  fixture->text = g_string_new (NULL);
  fixture->thoughts = g_string_new (NULL);
  fixture->arguments = g_string_new (NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  chl_practice_stop (fixture->practice);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->practice);
  g_string_free (fixture->text, TRUE);
  g_string_free (fixture->thoughts, TRUE);
  g_string_free (fixture->arguments, TRUE);
  g_free (fixture->tool);
  g_free (fixture->finish);
  http_fixture_tear_down (&fixture->http, data);
}

static void
begin (Fixture    *fixture,
       const char *path,
       const char *body)
{
  g_autofree char *endpoint = chl_practice_dup_endpoint (fixture->practice);
  g_autofree char *address = g_strconcat (endpoint, path, NULL);
  ChlHttpCall     *call = chl_http_call_new ("POST", address);

  call->body = g_bytes_new (body, strlen (body));
  if (!fixture->is_impatient)
    call->idle_timeout_ms = 0;
  http_fixture_begin (&fixture->http, call);
}

static void
begin_question (Fixture    *fixture,
                const char *model,
                const char *question)
{
  g_autofree char *body = NULL;

  body = g_strdup_printf ("{\"model\":\"%s\",\"stream\":true,\"stream_options\":"
                          "{\"include_usage\":true},\"messages\":[{\"role\":\"user\","
                          "\"content\":\"%s\"}]}",
                          model, question);
  begin (fixture, "/chat/completions", body);
}

static void
append (GString    *string,
        const char *text)
{
  if (text != NULL)
    g_string_append (string, text);
}

static void
read_event (Fixture    *fixture,
            const char *event)
{
  g_autoptr(JsonNode) root = NULL;
  const char *tool, *finish;

  fixture->n_events++;
  g_assert_false (fixture->is_whole);
  g_assert_true (g_str_has_prefix (event, "data: "));
  if (g_str_equal (event, "data: [DONE]"))
    {
      fixture->is_whole = TRUE;
      return;
    }
  if (!(root = chl_json_parse (event + strlen ("data: "), -1, NULL)))
    {
      fixture->is_broken = TRUE;
      return;
    }

  if (chl_json_get_object (root, "/error") != NULL)
    {
      fixture->has_error = TRUE;
      return;
    }
  append (fixture->text, chl_json_get_string (root, "/choices/0/delta/content"));
  append (fixture->text, chl_json_get_string (root, "/choices/0/text"));
  append (fixture->thoughts, chl_json_get_string (root, "/choices/0/delta/reasoning_content"));
  append (fixture->arguments,
          chl_json_get_string (root, "/choices/0/delta/tool_calls/0/function/arguments"));
  if ((tool = chl_json_get_string (root, "/choices/0/delta/tool_calls/0/function/name")) != NULL)
    fixture->tool = g_strdup (tool);
  if ((finish = chl_json_get_string (root, "/choices/0/finish_reason")) != NULL)
    fixture->finish = g_strdup (finish);
  chl_json_get_int64 (root, "/usage/completion_tokens", &fixture->n_tokens);
}

/* All that has come so far, event by event. */
static void
read_events (Fixture *fixture)
{
  g_auto(GStrv) events = g_strsplit (fixture->http.pieces->str, "\n\n", -1);

  g_string_truncate (fixture->text, 0);
  g_string_truncate (fixture->thoughts, 0);
  g_string_truncate (fixture->arguments, 0);
  g_clear_pointer (&fixture->tool, g_free);
  g_clear_pointer (&fixture->finish, g_free);
  fixture->n_tokens = -1;
  fixture->n_events = 0;
  fixture->is_whole = fixture->is_broken = fixture->has_error = FALSE;
  for (guint i = 0; events[i] != NULL; i++)
    if (*events[i] != '\0')
      read_event (fixture, events[i]);
}

/*
 * Turns the clock to what is due next, if that is soon. Nobody says when what was sent arrives, so
 * the clock stands as long as there is nothing to turn it for.
 */
static void
turn (Fixture *fixture)
{
  gint64 next_ms = chl_fake_clock_get_next_ms (fixture->http.clock);

  if (strchr (fixture->http.stages->str, 'W') != NULL && next_ms >= 0 && next_ms <= SOON_MS)
    {
      chl_fake_clock_advance_ms (fixture->http.clock, next_ms);
      g_main_context_iteration (NULL, FALSE);
    }
  else
    {
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
wait (Fixture *fixture)
{
  while (!fixture->http.is_done)
    turn (fixture);
  read_events (fixture);
}

static void
ask (Fixture    *fixture,
     const char *model,
     const char *question)
{
  begin_question (fixture, model, question);
  wait (fixture);
}

static void
test_plain (Fixture      *fixture,
            gconstpointer data)
{
  ask (fixture, "practice-plain", "echo Grüße an die 世界 👩‍🚀 of words");
  g_assert_no_error (fixture->http.error);
  g_assert_cmpstr (chl_http_answer_get_content_type (fixture->http.answer), ==,
                   "text/event-stream");
  g_assert_true (fixture->is_whole);
  g_assert_nonnull (strstr (fixture->text->str, "no model was asked"));
  g_assert_true (g_str_has_suffix (fixture->text->str, "Grüße an die 世界 👩‍🚀 of words"));
  g_assert_cmpstr (fixture->finish, ==, "stop");
  g_assert_cmpuint (fixture->thoughts->len, ==, 0);

  /* The role, a piece for each token, the end, the counts, and [DONE]. */
  g_assert_cmpint (fixture->n_tokens, ==, fixture->n_events - 4);
}

static void
test_without_usage (Fixture      *fixture,
                    gconstpointer data)
{
  begin (fixture, "/chat/completions",
         "{\"model\":\"practice-plain\",\"stream\":true,"
         "\"messages\":[{\"role\":\"user\",\"content\":\"short\"}]}");
  wait (fixture);
  g_assert_true (fixture->is_whole);
  g_assert_cmpint (fixture->n_tokens, ==, -1);
}

static void
test_thinking (Fixture      *fixture,
               gconstpointer data)
{
  const char *first, *text;

  ask (fixture, "practice-thinking", "short");
  g_assert_cmpuint (fixture->thoughts->len, >, 0);
  g_assert_cmpuint (fixture->text->len, >, 0);
  first = strstr (fixture->http.pieces->str, "reasoning_content");
  text = strstr (fixture->http.pieces->str, "\"content\":\">");
  g_assert_nonnull (text);
  g_assert_true (first < text);
  g_assert_null (strstr (text, "reasoning_content\""));
}

static void
test_tool (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(JsonNode) arguments = NULL;

  begin (fixture, "/chat/completions",
         "{\"model\":\"practice-tools\",\"stream\":true,\"tools\":[{\"type\":\"function\","
         "\"function\":{\"name\":\"look\",\"parameters\":{\"type\":\"object\",\"properties\":"
         "{\"place\":{\"type\":\"string\"},\"near\":{\"type\":\"string\"}}}}}],"
         "\"messages\":[{\"role\":\"user\",\"content\":\"look\"}]}");
  wait (fixture);
  g_assert_cmpstr (fixture->tool, ==, "look");
  g_assert_cmpstr (fixture->finish, ==, "tool_calls");
  arguments = chl_json_parse (fixture->arguments->str, -1, NULL);
  g_assert_cmpstr (chl_json_get_string (arguments, "/near"), ==, "practice");
  g_assert_cmpuint (fixture->text->len, >, 0);
}

static void
test_completion (Fixture      *fixture,
                 gconstpointer data)
{
  begin (fixture, "/completions",
         "{\"model\":\"practice-completion\",\"stream\":true,\"max_tokens\":64,"
         "\"prompt\":\"int main (void) {\",\"suffix\":\"}\"}");
  wait (fixture);
  g_assert_true (fixture->is_whole);
  g_assert_cmpstr (fixture->text->str, ==, "return 0; /* practice, no model */\n");
  g_assert_cmpstr (fixture->finish, ==, "stop");
}

/* Those that have come to their end. */
static guint
count_events (Fixture *fixture)
{
  guint n_events = 0;

  for (const char *at = fixture->http.pieces->str; (at = strstr (at, "\n\n")) != NULL; at += 2)
    n_events++;

  return n_events;
}

/* How much is there after a second of the clock; the last of it may still be on its way then. */
static void
check_speed (Fixture    *fixture,
             const char *question,
             guint       least,
             guint       most)
{
  guint n_events;

  begin_question (fixture, "practice-plain", question);
  while (fixture->http.n_pieces == 0)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < 100; i++)
    {
      chl_fake_clock_advance_ms (fixture->http.clock, 10);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  while ((n_events = count_events (fixture)) < least)
    g_main_context_iteration (NULL, TRUE);
  g_test_message ("“%s”: %u", question, n_events);
  g_assert_cmpuint (n_events, <=, most);
  g_assert_false (fixture->http.is_done);
  g_cancellable_cancel (fixture->http.cancellable);
  http_fixture_wait (&fixture->http);
  g_assert_error (fixture->http.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_cancellable_reset (fixture->http.cancellable);
  fixture->http.n_pieces = 0;
}

static void
test_speed (Fixture      *fixture,
            gconstpointer data)
{
  check_speed (fixture, "long", 35, 45);
  check_speed (fixture, "slow long", 4, 10);
  check_speed (fixture, "fast long", 490, 510);
  check_speed (fixture, "speed 120 long", 115, 125);
  check_speed (fixture, "instant 512k", 19500, 20500);
}

static void
test_first_token_takes_time (Fixture      *fixture,
                             gconstpointer data)
{
  begin_question (fixture, "practice-plain", "wait 3 short");
  while (chl_fake_clock_get_n_timeouts (fixture->http.clock) == 0 ||
         strchr (fixture->http.stages->str, 'W') == NULL)
    g_main_context_iteration (NULL, TRUE);
  chl_fake_clock_advance_ms (fixture->http.clock, 2900);
  for (guint i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (fixture->http.n_pieces, ==, 0);
  wait (fixture);
  g_assert_cmpstr (fixture->finish, ==, "stop");
}

static void
test_leaving_stops_timers (Fixture      *fixture,
                           gconstpointer data)
{
  begin_question (fixture, "practice-plain", "long");
  while (fixture->http.n_pieces == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (fixture->http.cancellable);
  http_fixture_wait (&fixture->http);
  while (chl_fake_clock_get_n_timeouts (fixture->http.clock) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_stopping_stops_timers (Fixture      *fixture,
                            gconstpointer data)
{
  begin_question (fixture, "practice-plain", "long");
  while (fixture->http.n_pieces == 0)
    g_main_context_iteration (NULL, TRUE);
  chl_practice_stop (fixture->practice);
  http_fixture_wait (&fixture->http);
  g_assert_cmpuint (chl_fake_clock_get_n_timeouts (fixture->http.clock), ==, 0);
  read_events (fixture);
  g_assert_false (fixture->is_whole);
}

static void
test_tricks (Fixture      *fixture,
             gconstpointer data)
{
  ask (fixture, "practice-plain", "cut");
  g_assert_false (fixture->is_whole);
  g_assert_null (fixture->finish);
  g_assert_nonnull (strstr (fixture->text->str, "no model was asked"));

  ask (fixture, "practice-plain", "error late");
  g_assert_no_error (fixture->http.error);
  g_assert_true (fixture->has_error);
  g_assert_false (fixture->is_whole);

  ask (fixture, "practice-plain", "garbage");
  g_assert_true (fixture->is_broken);
  g_assert_false (fixture->is_whole);

  ask (fixture, "practice-plain", "error 429");
  g_assert_cmpuint (chl_http_answer_get_status (fixture->http.answer), ==, 429);
  ask (fixture, "practice-plain", "empty");
  g_assert_cmpuint (fixture->n_events, ==, 0);
}

static void
test_silence (Fixture      *fixture,
              gconstpointer data)
{
  fixture->is_impatient = TRUE;
  begin_question (fixture, "practice-plain", "silence");
  do
    {
      turn (fixture);
      read_events (fixture);
    }
  while (strstr (fixture->text->str, "practice") == NULL);
  chl_fake_clock_advance_ms (fixture->http.clock, 899 * 1000);
  g_main_context_iteration (NULL, FALSE);
  g_assert_false (fixture->http.is_done);
  chl_fake_clock_advance_ms (fixture->http.clock, 900 * 1000);
  http_fixture_wait (&fixture->http);
  http_fixture_assert_error (&fixture->http, CHL_ERROR_TIMEOUT, "fell silent for 900 seconds");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/practice/stream/plain", test_plain);
  ADD ("/practice/stream/without-usage", test_without_usage);
  ADD ("/practice/stream/thinking", test_thinking);
  ADD ("/practice/stream/tool", test_tool);
  ADD ("/practice/stream/completion", test_completion);
  ADD ("/practice/stream/speed", test_speed);
  ADD ("/practice/stream/first-token-takes-time", test_first_token_takes_time);
  ADD ("/practice/stream/leaving-stops-timers", test_leaving_stops_timers);
  ADD ("/practice/stream/stopping-stops-timers", test_stopping_stops_timers);
  ADD ("/practice/stream/tricks", test_tricks);
  ADD ("/practice/stream/silence", test_silence);

  return g_test_run ();
}
