/* test-exchange-repair.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-engine-fixture.h"
#include "chl-exchange.h"
#include "chl-lessons.h"
#include "chl-provider-list.h"

#define CHAT "/v1/chat/completions"
#define ANSWER                                                       \
  "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ok\"}," \
  "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"
#define REFUSAL(name)                                                            \
  "{\"error\":{\"message\":\"Unsupported parameter: '" name "' is not supported" \
  " with this model.\",\"type\":\"invalid_request_error\",\"param\":\"" name "\"}}"

typedef struct
{
  ChlFixture  *fixture;  /* (owned) */
  ChlProvider *provider; /* (unowned) */
  ChlMessage  *answer;   /* (owned) (nullable) the last one */
} Case;

static void
case_init (Case *self)
{
  memset (self, 0, sizeof *self);
  self->fixture = chl_fixture_new (TRUE);
  self->provider = chl_fixture_add_provider (self->fixture);
}

static void
case_clear (Case *self)
{
  g_clear_object (&self->answer);
  g_clear_pointer (&self->fixture, chl_fixture_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static void
refuse (Case       *self,
        const char *body)
{
  chl_fake_server_add_json (self->fixture->server, CHAT, 400, body);
}

static void
answer (Case *self)
{
  chl_fake_answer_add_text (chl_fake_server_add_events (self->fixture->server, CHAT), ANSWER);
}

static void
ask (Case       *self,
     const char *extra_body)
{
  ChlRequest *request = chl_request_new ("m");
  g_autoptr(ChlMessage) question = chl_message_new_text ("q", CHL_AUTHOR_USER, 0, "Hello");
  g_autoptr(ChlExchange) exchange = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  request->stream = TRUE;
  request->temperature = 0.5;
  request->top_p = 0.9;
  request->extra_body = g_strdup (extra_body);
  chl_request_add_message (request, question);
  exchange = chl_exchange_new (self->fixture->engine, self->provider, CHL_ROLE_CHAT, request);

  g_clear_object (&self->answer);
  self->answer = chl_message_new ("a", CHL_AUTHOR_ASSISTANT, 0);
  chl_exchange_run_async (exchange, self->answer, NULL, chl_fixture_keep_cb, &result);
  chl_exchange_run_finish (exchange, chl_fixture_wait (&result), NULL);
}

static gboolean
was_sent (Case       *self,
          guint       request,
          const char *piece)
{
  ChlFakeRequest  *sent = chl_fake_server_get_request (self->fixture->server, request);
  GBytes          *body = chl_fake_request_get_body (sent);
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  return strstr (text, piece) != NULL;
}

static void
assert_answered (Case *self,
                 guint n_requests)
{
  g_autofree char *text = chl_message_dup_text (self->answer);

  g_assert_null (chl_message_get_failure (self->answer));
  g_assert_cmpstr (text, ==, "ok");
  g_assert_cmpuint (chl_fake_server_get_n_requests (self->fixture->server), ==, n_requests);
}

/* Refused once, asked without, answered, remembered, asked without from the beginning, forgotten. */
static void
test_learns (void)
{
  g_auto(Case) self;
  g_autoptr(GError) error = NULL;
  g_autofree char *file = NULL;

  case_init (&self);
  refuse (&self, REFUSAL ("temperature"));
  answer (&self);
  ask (&self, NULL);
  assert_answered (&self, 2);
  g_assert_true (was_sent (&self, 0, "\"temperature\""));
  g_assert_false (was_sent (&self, 1, "\"temperature\""));
  g_assert_true (was_sent (&self, 1, "\"top_p\""));
  g_assert_cmpstr (chl_lessons_get (self.provider, "m")[0], ==, "without:temperature");

  g_assert_true (chl_fixture_save (self.fixture, self.provider, &error));
  g_assert_no_error (error);
  file = chl_fixture_read_file (self.fixture, chl_provider_get_id (self.provider));
  if (file != NULL)
    g_assert_nonnull (strstr (file, "without:temperature"));

  answer (&self);
  ask (&self, NULL);
  assert_answered (&self, 3);
  g_assert_false (was_sent (&self, 2, "\"temperature\""));

  chl_lessons_forget (self.provider, "m");
  answer (&self);
  ask (&self, NULL);
  assert_answered (&self, 4);
  g_assert_true (was_sent (&self, 3, "\"temperature\""));
}

static void
test_several (void)
{
  g_auto(Case) self;

  case_init (&self);
  refuse (&self, REFUSAL ("temperature"));
  refuse (&self, REFUSAL ("top_p"));
  refuse (&self, REFUSAL ("stream_options"));
  answer (&self);
  ask (&self, NULL);
  assert_answered (&self, 4);
  g_assert_cmpuint (g_strv_length ((GStrv) chl_lessons_get (self.provider, "m")), ==, 3);
}

/* A server that refuses whatever is sent is asked no more than so often, and nothing is kept. */
static void
test_no_end (void)
{
  g_auto(Case) self;

  case_init (&self);
  for (guint i = 0; i < 8; i++)
    refuse (&self, REFUSAL ("temperature"));
  ask (&self, NULL);
  g_assert_cmpint (chl_message_get_finish (self.answer), ==, CHL_FINISH_ERROR);
  g_assert_cmpuint (chl_fake_server_get_n_requests (self.fixture->server), ==, 2);
  g_assert_null (chl_lessons_get (self.provider, "m"));
}

/* What a person added stays, and the refusal is theirs to read. */
static void
test_what_a_person_added (void)
{
  g_auto(Case) self;

  case_init (&self);
  refuse (&self, REFUSAL ("logprobs"));
  ask (&self, "{\"logprobs\":true}");
  g_assert_cmpint (chl_message_get_finish (self.answer), ==, CHL_FINISH_ERROR);
  g_assert_nonnull (strstr (chl_message_get_failure (self.answer)->message, "logprobs"));
  g_assert_cmpuint (chl_fake_server_get_n_requests (self.fixture->server), ==, 1);
  g_assert_null (chl_lessons_get (self.provider, "m"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/exchange-repair/learns", test_learns);
  g_test_add_func ("/exchange-repair/several", test_several);
  g_test_add_func ("/exchange-repair/no-end", test_no_end);
  g_test_add_func ("/exchange-repair/what-a-person-added", test_what_a_person_added);

  return g_test_run ();
}
