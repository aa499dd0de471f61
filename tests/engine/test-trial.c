/* test-trial.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "chl-engine-fixture.h"
#include "chl-error.h"
#include "chl-json.h"
#include "chl-trial.h"

#define CHAT "/v1/chat/completions"
#define COMPLETIONS "/v1/completions"
#define EMBEDDINGS "/v1/embeddings"
#define DELTA(text) "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" text "\"}}]}\n\n"
#define STOP "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
#define USAGE                                                                        \
  "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":40," \
  "\"prompt_tokens_details\":{\"cached_tokens\":20}}}\n\n"
#define DONE "data: [DONE]\n\n"

typedef struct
{
  ChlFixture   *fixture;     /* (owned) */
  ChlProvider  *provider;    /* (unowned) */
  ChlModel     *model;       /* (unowned) */
  ChlTrial     *trial;       /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GAsyncResult *result;      /* (owned) (nullable) */
} Case;

static void
case_init (Case       *self,
           ChlModelUse use)
{
  memset (self, 0, sizeof *self);
  self->fixture = chl_fixture_new (TRUE);
  self->provider = chl_fixture_add_provider (self->fixture);
  self->model = chl_provider_find_model (self->provider, "m");
  chl_model_set_use (self->model, use);
  self->trial = chl_trial_new (self->fixture->engine, self->provider, self->model);
  self->cancellable = g_cancellable_new ();
}

static void
case_clear (Case *self)
{
  g_clear_object (&self->result);
  g_clear_object (&self->trial);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->fixture, chl_fixture_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static void
begin (Case *self)
{
  g_clear_object (&self->result);
  chl_trial_run_async (self->trial, self->cancellable, chl_fixture_keep_cb, &self->result);
  g_assert_true (chl_trial_is_running (self->trial));
}

static void
finish (Case *self)
{
  g_autoptr(GError) error = NULL;
  gboolean is_done = chl_trial_run_finish (self->trial, chl_fixture_wait (&self->result), &error);

  g_assert_no_error (error);
  g_assert_true (is_done);
  g_assert_false (chl_trial_is_running (self->trial));
}

/* The server may not have come to the gate yet. */
static void
open_gate (Case *self)
{
  while (self->result == NULL)
    {
      chl_fake_server_open_gate (self->fixture->server);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
run (Case *self)
{
  begin (self);
  finish (self);
}

static void
set_price (Case       *self,
           const char *json)
{
  g_autoptr(JsonNode) price = json_from_string (json, NULL);

  chl_model_set_override (self->model, CHL_FIELD_PRICE, price);
}

static guint
count_requests (Case *self)
{
  return chl_fake_server_get_n_requests (self->fixture->server);
}

static JsonNode *
dup_sent (Case *self,
          guint index)
{
  ChlFakeRequest *request = chl_fake_server_get_request (self->fixture->server, index);
  gsize           length = 0;
  const char     *bytes = g_bytes_get_data (chl_fake_request_get_body (request), &length);

  return chl_json_parse (bytes, (gssize) length, NULL);
}

static void
assert_near (double value,
             double expected)
{
  g_assert_cmpfloat_with_epsilon (value, expected, 1e-9);
}

/* Nothing is sent before it is asked for; then one request, timed piece by piece. */
static void
test_chat (void)
{
  g_auto(Case) self;
  g_autoptr(JsonNode) sent = NULL;
  ChlFakeAnswer *answer;
  const char    *currency;
  gboolean       is_notional;
  gint64         limit = 0;

  case_init (&self, CHL_MODEL_USE_CHAT);
  g_assert_cmpint (chl_trial_get_role (self.trial), ==, CHL_ROLE_CHAT);
  g_assert_cmpint (chl_trial_get_first_token_ms (self.trial), ==, -1);
  g_assert_cmpint (chl_trial_get_total_ms (self.trial), ==, -1);
  g_assert_null (chl_trial_get_usage (self.trial));
  g_assert_cmpuint (count_requests (&self), ==, 0);

  answer = chl_fake_server_add_events (self.fixture->server, CHAT);
  chl_fake_answer_add_text (answer, DELTA ("Hello "));
  chl_fake_answer_add_gate (answer);
  chl_fake_answer_add_text (answer, DELTA ("you.") STOP USAGE DONE);
  set_price (&self, "{\"input\":3,\"output\":15,\"cached\":0.5}");

  begin (&self);
  CHL_FIXTURE_UNTIL (count_requests (&self) == 1);
  g_assert_false (chl_trial_is_answering (self.trial));
  chl_fake_clock_advance_ms (self.fixture->clock, 250);
  CHL_FIXTURE_UNTIL (chl_trial_is_answering (self.trial));
  chl_fake_clock_advance_ms (self.fixture->clock, 2000);
  open_gate (&self);
  finish (&self);

  g_assert_false (chl_trial_is_answering (self.trial));
  g_assert_null (chl_trial_get_advice (self.trial));
  g_assert_null (chl_trial_get_problem (self.trial));
  g_assert_cmpstr (chl_trial_get_text (self.trial), ==, "Hello you.");
  g_assert_cmpint (chl_trial_get_finish (self.trial), ==, CHL_FINISH_STOP);
  g_assert_cmpint (chl_trial_get_first_token_ms (self.trial), ==, 250);
  g_assert_cmpint (chl_trial_get_total_ms (self.trial), ==, 2250);
  assert_near (chl_trial_get_speed (self.trial), 20);
  g_assert_cmpint (chl_trial_get_usage (self.trial)->input, ==, 100);
  assert_near (chl_trial_get_cost (self.trial, &currency, &is_notional),
               (80 * 3 + 20 * 0.5 + 40 * 15) / 1e6);
  g_assert_cmpstr (currency, ==, "USD");
  g_assert_false (is_notional);

  sent = dup_sent (&self, 0);
  g_assert_true (chl_json_get_int64 (sent, "/max_tokens", &limit) ||
                 chl_json_get_int64 (sent, "/max_completion_tokens", &limit));
  g_assert_cmpint (limit, >, 0);
  g_assert_cmpint (limit, <=, 256);
  g_assert_cmpuint (count_requests (&self), ==, 1);
}

/* What was thought before the first piece is no part of the speed. */
static void
test_hidden_thoughts (void)
{
  g_auto(Case) self;
  ChlFakeAnswer *answer;

  case_init (&self, CHL_MODEL_USE_CHAT);
  answer = chl_fake_server_add_events (self.fixture->server, CHAT);
  chl_fake_answer_add_text (answer, DELTA ("Hello "));
  chl_fake_answer_add_gate (answer);
  chl_fake_answer_add_text (
    answer, DELTA ("you.") STOP
    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":90,"
    "\"completion_tokens_details\":{\"reasoning_tokens\":80}}}\n\n" DONE);
  begin (&self);
  CHL_FIXTURE_UNTIL (chl_trial_is_answering (self.trial));
  chl_fake_clock_advance_ms (self.fixture->clock, 1000);
  open_gate (&self);
  finish (&self);

  assert_near (chl_trial_get_speed (self.trial), 10);
}

/* What came at once is measured from when it was asked for; without time there is no speed. */
static void
test_at_once (void)
{
  g_auto(Case) self;
  ChlFakeAnswer *answer;

  case_init (&self, CHL_MODEL_USE_CHAT);
  answer = chl_fake_server_add (self.fixture->server, CHAT, 200, CHL_FAKE_LENGTH);
  chl_fake_answer_add_header (answer, "Content-Type", "application/json");
  chl_fake_answer_add_text (answer, "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                                    "\"content\":\"Hello\"},\"finish_reason\":\"stop\"}],"
                                    "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":30}}");
  begin (&self);
  CHL_FIXTURE_UNTIL (count_requests (&self) == 1);
  chl_fake_clock_advance_ms (self.fixture->clock, 3000);
  finish (&self);
  assert_near (chl_trial_get_speed (self.trial), 10);

  chl_fake_server_forget (self.fixture->server, CHAT);
  answer = chl_fake_server_add_events (self.fixture->server, CHAT);
  chl_fake_answer_add_text (answer, DELTA ("Hi") STOP USAGE DONE);
  run (&self);
  g_assert_cmpint (chl_trial_get_first_token_ms (self.trial), ==, 0);
  g_assert_cmpfloat (chl_trial_get_speed (self.trial), <, 0);
}

/* What nobody says is not 0. */
static void
test_cost (void)
{
  static const struct
  {
    const char *price;
    const char *usage;
    double      cost;
    gboolean    is_included;
  } rows[] = {
    { NULL, "{\"prompt_tokens\":100,\"completion_tokens\":40}", -1, FALSE },
    { "{\"input\":1,\"output\":2}", NULL, -1, FALSE },
    { "{\"input\":1}", "{\"prompt_tokens\":100,\"completion_tokens\":40}", -1, FALSE },
    { "{\"input\":0,\"output\":0}", "{\"prompt_tokens\":100,\"completion_tokens\":40}", 0, FALSE },
    { "{\"input\":1,\"output\":2}", "{\"prompt_tokens\":100,\"completion_tokens\":40,\"cost\":0.5}",
      0.5, FALSE },
    { NULL, "{\"prompt_tokens\":100,\"completion_tokens\":40,\"cost\":0}", 0, FALSE },
    { "{\"subscription\":true}", "{\"prompt_tokens\":100,\"completion_tokens\":40}", -1, TRUE },
    { "{\"input\":1,\"output\":2,\"tiers\":[{\"above\":50,\"input\":10,\"output\":20}]}",
      "{\"prompt_tokens\":100,\"completion_tokens\":40}", 0.0018, FALSE },
    { "{\"input\":1,\"output\":2,\"tiers\":[{\"above\":100,\"input\":10,\"output\":20}]}",
      "{\"prompt_tokens\":100,\"completion_tokens\":40}", 0.00018, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(Case) self;
      ChlFakeAnswer   *answer;
      const char      *currency;
      gboolean         is_notional;
      g_autofree char *usage = NULL;

      g_test_message ("%u", i);
      case_init (&self, CHL_MODEL_USE_CHAT);
      if (rows[i].price != NULL)
        set_price (&self, rows[i].price);
      usage = rows[i].usage != NULL
                ? g_strdup_printf ("data: {\"choices\":[],\"usage\":%s}\n\n", rows[i].usage)
                : g_strdup ("");
      answer = chl_fake_server_add_events (self.fixture->server, CHAT);
      chl_fake_answer_add_text (answer, DELTA ("Hi") STOP);
      chl_fake_answer_add_text (answer, usage);
      chl_fake_answer_add_text (answer, DONE);
      run (&self);

      assert_near (chl_trial_get_cost (self.trial, &currency, &is_notional), rows[i].cost);
      g_assert_true (chl_trial_is_included (self.trial) == rows[i].is_included);
      g_assert_false (is_notional);
    }
}

static void
test_completion (void)
{
  g_auto(Case) self;
  g_autoptr(JsonNode) sent = NULL;
  ChlFakeAnswer *answer;

  case_init (&self, CHL_MODEL_USE_COMPLETION);
  g_assert_cmpint (chl_trial_get_role (self.trial), ==, CHL_ROLE_COMPLETION);
  answer = chl_fake_server_add_events (self.fixture->server, COMPLETIONS);
  chl_fake_answer_add_text (answer, "data: {\"choices\":[{\"index\":0,\"text\":\" blue.\","
                                    "\"finish_reason\":\"stop\"}]}\n\n" DONE);
  run (&self);

  g_assert_null (chl_trial_get_advice (self.trial));
  g_assert_cmpstr (chl_trial_get_text (self.trial), ==, " blue.");
  sent = dup_sent (&self, 0);
  g_assert_nonnull (chl_json_get_string (sent, "/prompt"));
}

static void
test_embedding (void)
{
  g_auto(Case) self;

  case_init (&self, CHL_MODEL_USE_EMBEDDING);
  g_assert_cmpint (chl_trial_get_role (self.trial), ==, CHL_ROLE_EMBEDDING);
  chl_fake_server_add_json (self.fixture->server, EMBEDDINGS, 200,
                            "{\"data\":[{\"index\":0,\"embedding\":[1,0.5,2]}],"
                            "\"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}}");
  set_price (&self, "{\"input\":2}");
  run (&self);

  g_assert_null (chl_trial_get_advice (self.trial));
  g_assert_cmpuint (chl_trial_get_n_dimensions (self.trial), ==, 3);
  g_assert_cmpint (chl_trial_get_first_token_ms (self.trial), ==, -1);
  g_assert_cmpint (chl_trial_get_total_ms (self.trial), ==, 0);
  g_assert_cmpfloat (chl_trial_get_speed (self.trial), <, 0);
  assert_near (chl_trial_get_cost (self.trial, &(const char *){ NULL }, &(gboolean){ FALSE }), 16e-6);
}

/* What fails is told with what may help, and is not sent again. */
static void
test_failures (void)
{
  static const struct
  {
    guint       status;
    const char *body;
    ChlAction   action;
    ChlError    code;
  } rows[] = {
    { 401, "{\"error\":{\"message\":\"bad key\"}}", CHL_ACTION_ENTER_KEY, CHL_ERROR_NO_KEY },
    { 402, "{\"error\":\"pay first\"}", CHL_ACTION_CHOOSE_MODEL, CHL_ERROR_NO_CREDIT },
    { 404, "{\"error\":{\"code\":\"model_not_found\",\"message\":\"no m\"}}",
      CHL_ACTION_CHOOSE_MODEL, CHL_ERROR_NOT_FOUND },
    { 429, "{}", CHL_ACTION_WAIT, CHL_ERROR_RATE_LIMITED },
    { 500, "{}", CHL_ACTION_RETRY, CHL_ERROR_SERVER },
    { 503, "{}", CHL_ACTION_RETRY, CHL_ERROR_SERVER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(Case) self;

      g_test_message ("%u", rows[i].status);
      case_init (&self, CHL_MODEL_USE_CHAT);
      chl_fake_server_add_json (self.fixture->server, CHAT, rows[i].status, rows[i].body);
      run (&self);

      g_assert_nonnull (chl_trial_get_advice (self.trial));
      g_assert_cmpint (chl_trial_get_advice (self.trial)->action, ==, rows[i].action);
      g_assert_error (chl_trial_get_problem (self.trial), CHL_ERROR, rows[i].code);
      g_assert_cmpfloat (chl_trial_get_speed (self.trial), <, 0);
      g_assert_cmpint (chl_trial_get_total_ms (self.trial), ==, -1);
      g_assert_cmpuint (count_requests (&self), ==, 1);
    }
}

/* A key that is missing, or a place that nothing may be sent to, and no request. */
static void
test_stays_here (void)
{
  g_auto(Case) self;

  case_init (&self, CHL_MODEL_USE_CHAT);
  chl_provider_set_endpoint (self.provider, "http://192.0.2.1:9/v1");
  chl_engine_set_local_only (self.fixture->engine, TRUE);
  run (&self);

  g_assert_error (chl_trial_get_problem (self.trial), CHL_ERROR, CHL_ERROR_NOT_LOCAL);
  g_assert_cmpint (chl_trial_get_advice (self.trial)->action, ==, CHL_ACTION_OPEN_PRIVACY);
}

static void
test_cancel (void)
{
  g_auto(Case) self;
  g_autoptr(GError) error = NULL;
  ChlFakeAnswer *answer;

  case_init (&self, CHL_MODEL_USE_CHAT);
  answer = chl_fake_server_add_events (self.fixture->server, CHAT);
  chl_fake_answer_add_text (answer, DELTA ("Hello "));
  chl_fake_answer_set_then (answer, CHL_FAKE_HANG);
  begin (&self);
  CHL_FIXTURE_UNTIL (chl_trial_is_answering (self.trial));
  g_cancellable_cancel (self.cancellable);
  g_assert_false (chl_trial_run_finish (self.trial, chl_fixture_wait (&self.result), &error));

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (chl_trial_is_running (self.trial));
  g_assert_null (chl_trial_get_advice (self.trial));
  CHL_FIXTURE_UNTIL (chl_fake_server_get_n_open (self.fixture->server) == 0);
}

/* A number that a query of the database gives. */
static int
query (Case       *self,
       const char *statement)
{
  g_autofree char *path = g_build_filename (self->fixture->folder, "data", "chatelaine.db", NULL);
  sqlite3         *database = NULL;
  sqlite3_stmt    *query = NULL;
  int              number;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database, statement, -1, &query, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (query), ==, SQLITE_ROW);
  number = sqlite3_column_int (query, 0);
  sqlite3_finalize (query);
  sqlite3_close (database);

  return number;
}

/* It is in the ledger as any other exchange, and in no chat. */
static void
test_ledger (void)
{
  g_auto(Case) self;
  ChlFakeAnswer *answer;

  case_init (&self, CHL_MODEL_USE_CHAT);
  answer = chl_fake_server_add_events (self.fixture->server, CHAT);
  chl_fake_answer_add_text (answer, DELTA ("Hi") STOP USAGE DONE);
  run (&self);
  g_clear_object (&self.result);
  g_clear_object (&self.trial);
  chl_fixture_restart (self.fixture);

  g_assert_cmpint (query (&self, "SELECT count(*) FROM usage WHERE provider_id = 'lab' AND model = 'm' AND "
                                 "role = 'chat' AND host = '127.0.0.1' AND input_tokens = 100"),
                   ==, 1);
  g_assert_cmpint (query (&self, "SELECT count(*) FROM chats"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/trial/chat", test_chat);
  g_test_add_func ("/trial/hidden-thoughts", test_hidden_thoughts);
  g_test_add_func ("/trial/at-once", test_at_once);
  g_test_add_func ("/trial/cost", test_cost);
  g_test_add_func ("/trial/completion", test_completion);
  g_test_add_func ("/trial/embedding", test_embedding);
  g_test_add_func ("/trial/failures", test_failures);
  g_test_add_func ("/trial/stays-here", test_stays_here);
  g_test_add_func ("/trial/cancel", test_cancel);
  g_test_add_func ("/trial/ledger", test_ledger);

  return g_test_run ();
}
