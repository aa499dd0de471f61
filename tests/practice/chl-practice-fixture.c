/* chl-practice-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-practice-fixture.h"

#include "chl-json.h"

void
practice_fixture_set_up (PracticeFixture *fixture,
                         gconstpointer    data)
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

void
practice_fixture_tear_down (PracticeFixture *fixture,
                            gconstpointer    data)
{
  chl_practice_stop (fixture->practice);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->practice);
  g_clear_pointer (&fixture->root, json_node_unref);
  http_fixture_tear_down (&fixture->http, data);
}

ChlHttpCall *
practice_new_call (PracticeFixture *fixture,
                   const char      *method,
                   const char      *path,
                   const char      *body)
{
  g_autofree char *endpoint = chl_practice_dup_endpoint (fixture->practice);
  g_autofree char *address = g_strconcat (endpoint, path, NULL);
  ChlHttpCall     *call = chl_http_call_new (method, address);

  if (body != NULL)
    call->body = g_bytes_new (body, strlen (body));

  return call;
}

/* Calls and returns the status; the body is in fixture->root. */
guint
practice_run (PracticeFixture *fixture,
              const char      *method,
              const char      *path,
              const char      *body)
{
  g_autoptr(GError) error = NULL;
  ChlHttpCall *call;

  call = practice_new_call (fixture, method, path, body);
  g_assert_true (http_fixture_run (&fixture->http, call));
  g_clear_pointer (&fixture->root, json_node_unref);
  fixture->root = chl_json_parse (http_fixture_get_body (&fixture->http), -1, &error);

  return chl_http_answer_get_status (fixture->http.answer);
}

guint
practice_ask (PracticeFixture *fixture,
              const char      *model,
              const char      *question)
{
  g_autofree char *body = NULL;

  body = g_strdup_printf (
    "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}", model, question);

  return practice_run (fixture, "POST", "/chat/completions", body);
}

const char *
practice_get_content (PracticeFixture *fixture)
{
  return chl_json_get_string (fixture->root, "/choices/0/message/content");
}

void
practice_check_error (PracticeFixture *fixture,
                      const char      *code)
{
  g_assert_cmpstr (chl_json_get_string (fixture->root, "/error/code"), ==, code);
  g_assert_nonnull (chl_json_get_string (fixture->root, "/error/message"));
  g_assert_nonnull (chl_json_get_string (fixture->root, "/error/type"));
}

gint64
practice_get_int (PracticeFixture *fixture,
                  const char      *pointer)
{
  gint64 value = -1;

  g_assert_true (chl_json_get_int64 (fixture->root, pointer, &value));

  return value;
}
