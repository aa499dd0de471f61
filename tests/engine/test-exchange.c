/* test-exchange.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-engine-fixture.h"
#include "chl-exchange.h"
#include "chl-json.h"
#include "chl-keys.h"
#include "chl-provider-list.h"

#define CHAT "/v1/chat/completions"
#define DELTA(text) "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" text "\"}}]}\n\n"
#define STOP "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
#define DONE "data: [DONE]\n\n"

typedef struct
{
  ChlFixture   *fixture;     /* (owned) */
  ChlProvider  *provider;    /* (unowned) */
  ChlExchange  *exchange;    /* (owned) */
  ChlMessage   *answer;      /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GAsyncResult *result;      /* (owned) (nullable) */
} Case;

static void
case_init (Case    *self,
           gboolean has_fake_clock)
{
  memset (self, 0, sizeof *self);
  self->fixture = chl_fixture_new (has_fake_clock);
  self->provider = chl_fixture_add_provider (self->fixture);
  self->answer = chl_message_new ("a", CHL_AUTHOR_ASSISTANT, 0);
  self->cancellable = g_cancellable_new ();
}

static void
case_clear (Case *self)
{
  g_clear_object (&self->result);
  g_clear_object (&self->exchange);
  g_clear_object (&self->answer);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->fixture, chl_fixture_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static void
begin (Case *self)
{
  ChlRequest *request = chl_request_new ("m");
  g_autoptr(ChlMessage) question = chl_message_new_text ("q", CHL_AUTHOR_USER, 0, "Hello");

  request->stream = TRUE;
  chl_request_add_message (request, question);
  self->exchange = chl_exchange_new (self->fixture->engine, self->provider, CHL_ROLE_CHAT, request);
  chl_exchange_run_async (self->exchange, self->answer, self->cancellable, chl_fixture_keep_cb,
                          &self->result);
}

static void
finish (Case *self)
{
  g_autoptr(GError) error = NULL;

  chl_exchange_run_finish (self->exchange, chl_fixture_wait (&self->result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (chl_exchange_get_state (self->exchange), ==, CHL_EXCHANGE_ENDED);
}

static void
assert_text (Case       *self,
             const char *expected)
{
  g_autofree char *text = chl_message_dup_text (self->answer);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_failure (Case          *self,
                ChlFailureKind kind)
{
  g_assert_cmpint (chl_message_get_finish (self->answer), ==, CHL_FINISH_ERROR);
  g_assert_nonnull (chl_message_get_failure (self->answer));
  g_assert_cmpstr (chl_failure_kind_to_string (chl_message_get_failure (self->answer)->kind), ==,
                   chl_failure_kind_to_string (kind));
}

static void
test_streams_with_its_key (void)
{
  g_auto(Case) self;
  ChlFakeAnswer *answer;

  case_init (&self, FALSE);
  chl_fixture_set_key (self.fixture, self.provider, "sk-exchange-0123456789");
  answer = chl_fake_server_add_events (self.fixture->server, CHAT);
  chl_fake_answer_add_text (answer, DELTA ("Hel"));
  chl_fake_answer_add_text (answer, DELTA ("lo") STOP DONE);
  begin (&self);
  finish (&self);

  assert_text (&self, "Hello");
  g_assert_cmpint (chl_message_get_finish (self.answer), ==, CHL_FINISH_STOP);
  g_assert_cmpint (chl_provider_get_state (self.provider), ==, CHL_PROVIDER_CONNECTED);
  g_assert_cmpstr (chl_fake_request_get_header (
                     chl_fake_server_get_request (self.fixture->server, 0), "authorization"),
                   ==, "Bearer sk-exchange-0123456789");
}

/* Status, body, what it comes to, and what the provider's state is then; none is tried again. */
static void
test_refusals_are_final (void)
{
  static const struct
  {
    guint            status;
    const char      *body;
    ChlFailureKind   kind;
    ChlProviderState state;
  } rows[] = {
    { 401, "{\"error\":{\"message\":\"bad key\",\"code\":\"invalid_api_key\"}}", CHL_FAILURE_NO_KEY,
      CHL_PROVIDER_NO_KEY },
    { 402, "{\"error\":\"pay first\"}", CHL_FAILURE_QUOTA, CHL_PROVIDER_NO_CREDIT },
    { 403, "{\"error\":{\"message\":\"not for you\"}}", CHL_FAILURE_PERMISSION,
      CHL_PROVIDER_UNCHECKED },
    { 404, "{\"error\":{\"code\":\"model_not_found\",\"message\":\"no m\"}}", CHL_FAILURE_NOT_FOUND,
      CHL_PROVIDER_UNCHECKED },
    { 413, "", CHL_FAILURE_CONTEXT_LENGTH, CHL_PROVIDER_UNCHECKED },
    { 429, "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"quota\"}}", CHL_FAILURE_QUOTA,
      CHL_PROVIDER_NO_CREDIT },
    { 400, "<html><title>Bad</title></html>", CHL_FAILURE_INVALID_REQUEST, CHL_PROVIDER_UNCHECKED },
    { 302, "", CHL_FAILURE_PROTOCOL, CHL_PROVIDER_UNCHECKED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(Case) self;

      g_test_message ("status %u", rows[i].status);
      case_init (&self, FALSE);
      chl_fake_server_add_json (self.fixture->server, CHAT, rows[i].status, rows[i].body);
      begin (&self);
      finish (&self);

      assert_failure (&self, rows[i].kind);
      g_assert_cmpint (chl_provider_get_state (self.provider), ==, rows[i].state);
      g_assert_cmpuint (chl_fake_server_get_n_requests (self.fixture->server), ==, 1);
    }
}

/* What was asked for as a stream is not unpacked, and packed bytes are nobody's words. */
static void
test_packed_words_are_none (void)
{
  g_auto(Case) self;
  ChlFakeAnswer    *answer;
  const ChlFailure *failure;

  case_init (&self, FALSE);
  answer = chl_fake_server_add (self.fixture->server, CHAT, 400, CHL_FAKE_LENGTH);
  chl_fake_answer_add_header (answer, "Content-Type", "application/json");
  chl_fake_answer_add_header (answer, "Content-Encoding", "gzip");
  chl_fake_answer_add_text (answer, "\x1f\x8b\x08\xff\xfe\x03rubbish");
  begin (&self);
  finish (&self);

  failure = chl_message_get_failure (self.answer);
  g_assert_nonnull (failure);
  g_assert_cmpint (failure->kind, ==, CHL_FAILURE_INVALID_REQUEST);
  g_assert_null (failure->message);
}

/* The same answer says another thing where a key was sent. */
static void
test_a_key_is_refused (void)
{
  g_auto(Case) self;

  case_init (&self, FALSE);
  chl_fixture_set_key (self.fixture, self.provider, "sk-exchange-0123456789");
  chl_fake_server_add_json (self.fixture->server, CHAT, 401, "{\"error\":{\"message\":\"bad key\"}}");
  begin (&self);
  finish (&self);

  assert_failure (&self, CHL_FAILURE_AUTH);
  g_assert_cmpint (chl_provider_get_state (self.provider), ==, CHL_PROVIDER_KEY_REFUSED);
}

static void
test_waits_as_long_as_told_and_retries (void)
{
  static const guint statuses[] = { 429, 500, 503, 529 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_auto(Case) self;
      ChlFakeAnswer *answer;

      g_test_message ("status %u", statuses[i]);
      case_init (&self, TRUE);
      answer = chl_fake_server_add_json (self.fixture->server, CHAT, statuses[i],
                                         "{\"error\":{\"message\":\"later\"}}");
      chl_fake_answer_add_header (answer, "Retry-After", "7");
      answer = chl_fake_server_add_events (self.fixture->server, CHAT);
      chl_fake_answer_add_text (answer, DELTA ("ok") STOP DONE);

      begin (&self);
      CHL_FIXTURE_UNTIL (chl_exchange_get_state (self.exchange) == CHL_EXCHANGE_RETRYING);
      g_assert_cmpint (chl_exchange_get_retry_at_us (self.exchange) -
                         chl_clock_get_real_us (CHL_CLOCK (self.fixture->clock)),
                       ==, 7000000);
      g_assert_nonnull (chl_exchange_get_last_failure (self.exchange));

      chl_fake_clock_advance_ms (self.fixture->clock, 6999);
      g_assert_cmpuint (chl_fake_server_get_n_requests (self.fixture->server), ==, 1);
      chl_fake_clock_advance_ms (self.fixture->clock, 1);
      finish (&self);

      assert_text (&self, "ok");
      g_assert_cmpuint (chl_exchange_get_attempt (self.exchange), ==, 2);
    }
}

static void
test_gives_up_after_three (void)
{
  g_auto(Case) self;

  case_init (&self, TRUE);
  chl_fake_server_add_json (self.fixture->server, CHAT, 500, "{}");
  begin (&self);

  while (self.result == NULL)
    {
      g_main_context_iteration (NULL, TRUE);
      if (chl_exchange_get_state (self.exchange) == CHL_EXCHANGE_RETRYING)
        chl_exchange_retry_now (self.exchange);
    }
  finish (&self);

  assert_failure (&self, CHL_FAILURE_SERVER);
  g_assert_cmpuint (chl_fake_server_get_n_requests (self.fixture->server), ==, 3);
}

static void
test_does_not_wait_for_hours (void)
{
  g_auto(Case) self;
  ChlFakeAnswer *answer;

  case_init (&self, FALSE);
  answer = chl_fake_server_add_json (self.fixture->server, CHAT, 429, "{}");
  chl_fake_answer_add_header (answer, "Retry-After", "3600");
  begin (&self);
  finish (&self);

  assert_failure (&self, CHL_FAILURE_RATE_LIMIT);
  g_assert_cmpint (chl_message_get_failure (self.answer)->retry_after_ms, ==, 3600000);
  g_assert_cmpuint (chl_fake_server_get_n_requests (self.fixture->server), ==, 1);
}

static void
test_never_repeats_what_was_shown (void)
{
  g_auto(Case) self;
  ChlFakeAnswer *answer;

  case_init (&self, FALSE);
  answer = chl_fake_server_add_events (self.fixture->server, CHAT);
  chl_fake_answer_add_text (answer, DELTA ("Half an ans"));
  chl_fake_answer_set_then (answer, CHL_FAKE_CLOSE);
  begin (&self);
  finish (&self);

  assert_text (&self, "Half an ans");
  assert_failure (&self, CHL_FAILURE_TRUNCATED);
  g_assert_cmpuint (chl_fake_server_get_n_requests (self.fixture->server), ==, 1);
}

static void
test_stopping_closes_and_keeps (void)
{
  g_auto(Case) self;
  ChlFakeAnswer *answer;

  case_init (&self, FALSE);
  answer = chl_fake_server_add_events (self.fixture->server, CHAT);
  chl_fake_answer_add_text (answer, DELTA ("So far"));
  chl_fake_answer_set_then (answer, CHL_FAKE_HANG);
  begin (&self);
  CHL_FIXTURE_UNTIL (chl_message_has_content (self.answer));
  g_cancellable_cancel (self.cancellable);
  finish (&self);

  assert_text (&self, "So far");
  g_assert_cmpint (chl_message_get_finish (self.answer), ==, CHL_FINISH_CANCELLED);
  g_assert_null (chl_message_get_failure (self.answer));
  CHL_FIXTURE_UNTIL (chl_fake_server_get_n_open (self.fixture->server) == 0);
}

static void
test_stopping_ends_a_wait (void)
{
  g_auto(Case) self;

  case_init (&self, TRUE);
  chl_fake_server_add_json (self.fixture->server, CHAT, 503, "{}");
  begin (&self);
  CHL_FIXTURE_UNTIL (chl_exchange_get_state (self.exchange) == CHL_EXCHANGE_RETRYING);
  g_cancellable_cancel (self.cancellable);
  finish (&self);

  g_assert_cmpint (chl_message_get_finish (self.answer), ==, CHL_FINISH_CANCELLED);
  g_assert_cmpuint (chl_fake_server_get_n_requests (self.fixture->server), ==, 1);
}

static void
test_a_web_page_is_no_answer (void)
{
  g_auto(Case) self;
  ChlFakeAnswer *answer;

  case_init (&self, FALSE);
  answer = chl_fake_server_add (self.fixture->server, CHAT, 200, CHL_FAKE_LENGTH);
  chl_fake_answer_add_header (answer, "Content-Type", "text/html; charset=utf-8");
  chl_fake_answer_add_text (answer, "<html><title>Sign in to the hotel</title></html>");
  begin (&self);
  finish (&self);

  assert_failure (&self, CHL_FAILURE_PROTOCOL);
}

static void
test_a_key_goes_nowhere_else (void)
{
  g_auto(Case) self;
  g_autofree char *elsewhere = NULL;
  g_autoptr(ChlFakeServer) other = chl_fake_server_new ();

  case_init (&self, FALSE);
  chl_fixture_set_key (self.fixture, self.provider, "sk-exchange-0123456789");
  elsewhere = chl_fake_server_dup_address (other, "/v1");
  chl_provider_set_endpoint (self.provider, elsewhere);
  g_assert_cmpint (chl_keys_get_state (chl_engine_get_keys (self.fixture->engine), self.provider),
                   ==, CHL_KEY_OTHER_ORIGIN);
  begin (&self);
  finish (&self);

  assert_failure (&self, CHL_FAILURE_NO_KEY);
  g_assert_cmpuint (chl_fake_server_get_n_connections (other), ==, 0);
  chl_fake_server_stop (other);
}

/* A key of no shape that anybody knows, which the server says back wherever it can. */
static void
test_an_echoed_key_is_hidden (void)
{
  static const char *const key = "My/PlainPass12";
  static const char *const error =
    "{\"error\":{\"message\":\"key was My\\/PlainPass12, My%2fPlainPass12 and TXkvUGxhaW5QYXNzMTI=\","
    "\"code\":\"no_My/PlainPass12\",\"param\":\"My/PlainPass12\"},"
    "\"request_id\":\"My/PlainPass12\"}";
  static const char *const ending =
    "data: {\"id\":\"id-My/PlainPass12\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
    "{\"content\":\"My/PlainPass12\"},\"finish_reason\":\"odd My/PlainPass12\"}]}\n\n" DONE;

  for (guint i = 0; i < 4; i++)
    {
      g_auto(Case) self;
      g_autofree char *event = g_strdup_printf ("data: %s\n\n", error);
      g_autofree char *page = g_strdup_printf ("<title>You sent %s</title>", key);
      g_autofree char *json = NULL;
      g_autofree char *text = NULL;
      g_autoptr(JsonNode) node = NULL;

      case_init (&self, FALSE);
      chl_fixture_set_key (self.fixture, self.provider, key);
      if (i == 0)
        chl_fake_answer_add_text (chl_fake_server_add_events (self.fixture->server, CHAT), event);
      else if (i == 1)
        chl_fake_server_add_json (self.fixture->server, CHAT, 400, error);
      else if (i == 2)
        chl_fake_server_add_json (self.fixture->server, CHAT, 400, page);
      else
        chl_fake_answer_add_text (chl_fake_server_add_events (self.fixture->server, CHAT), ending);
      begin (&self);
      finish (&self);

      node = chl_message_to_json (self.answer);
      json = chl_json_print (node, FALSE);
      g_test_message ("%s", json);
      if (i < 3)
        {
          g_assert_nonnull (strstr (chl_message_get_failure (self.answer)->message, "•••"));
          g_assert_false (chl_message_get_failure (self.answer)->is_ours);
          g_assert_null (strstr (json, "PlainPass12"));
          g_assert_null (strstr (json, "TXkvUG"));
          continue;
        }

      /* What the model says is its own affair. */
      assert_text (&self, key);
      g_assert_nonnull (strstr (json, "odd •••"));
      g_assert_nonnull (strstr (json, "id-•••"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/exchange/streams-with-its-key", test_streams_with_its_key);
  g_test_add_func ("/exchange/refusals-are-final", test_refusals_are_final);
  g_test_add_func ("/exchange/packed-words-are-none", test_packed_words_are_none);
  g_test_add_func ("/exchange/a-key-is-refused", test_a_key_is_refused);
  g_test_add_func ("/exchange/waits-as-long-as-told-and-retries",
                   test_waits_as_long_as_told_and_retries);
  g_test_add_func ("/exchange/gives-up-after-three", test_gives_up_after_three);
  g_test_add_func ("/exchange/does-not-wait-for-hours", test_does_not_wait_for_hours);
  g_test_add_func ("/exchange/never-repeats-what-was-shown", test_never_repeats_what_was_shown);
  g_test_add_func ("/exchange/stopping-closes-and-keeps", test_stopping_closes_and_keeps);
  g_test_add_func ("/exchange/stopping-ends-a-wait", test_stopping_ends_a_wait);
  g_test_add_func ("/exchange/a-web-page-is-no-answer", test_a_web_page_is_no_answer);
  g_test_add_func ("/exchange/a-key-goes-nowhere-else", test_a_key_goes_nowhere_else);
  g_test_add_func ("/exchange/an-echoed-key-is-hidden", test_an_echoed_key_is_hidden);

  return g_test_run ();
}
