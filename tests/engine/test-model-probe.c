/* test-model-probe.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-engine-fixture.h"
#include "chl-error.h"
#include "chl-json.h"
#include "chl-lessons.h"
#include "chl-model-probe.h"
#include "chl-probe-picture.h"

#define CHAT "/v1/chat/completions"
#define COMPLETIONS "/v1/completions"
#define EMBEDDINGS "/v1/embeddings"
#define DELTA(text) "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" text "\"}}]}\n\n"
#define STOP "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
#define LENGTH "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]}\n\n"
#define DONE "data: [DONE]\n\n"
#define CALL                                                                                    \
  "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c1\","     \
  "\"type\":\"function\",\"function\":{\"name\":\"get_time\",\"arguments\":\"{\\\"city\\\":"    \
  "\\\"Paris\\\"}\"}}]}}]}\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":" \
  "\"tool_calls\"}]}\n\n"
#define OTHER_CALL                                                                          \
  "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c1\"," \
  "\"type\":\"function\",\"function\":{\"name\":\"other\",\"arguments\":\"{}\"}}]}}]}\n\n" STOP
#define TEXT(text) \
  "data: {\"choices\":[{\"index\":0,\"text\":\"" text "\",\"finish_reason\":\"stop\"}]}\n\n" DONE
#define WHOLE                                                                            \
  "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"one\"}," \
  "\"finish_reason\":\"stop\"}]}"
#define REFUSAL(words) "{\"error\":{\"message\":\"" words "\",\"type\":\"invalid_request_error\"}}"

/* What a server says to one request: @body is a stream of events if @status is 0; "SEEN" names the
 * colour of the picture that came with the request, "OTHER" another one. */
typedef struct
{
  guint       status;
  const char *body;
} Reply;

#define GOOD                                   \
  {                                            \
    0, DELTA ("one") DELTA (", two") STOP DONE \
  }
#define CALLED   \
  {              \
    0, CALL DONE \
  }
#define SEEN  \
  {           \
    0, "SEEN" \
  }
#define MAX_REPLIES 8

typedef struct
{
  ChlFixture   *fixture;     /* (owned) */
  ChlProvider  *provider;    /* (unowned) */
  ChlModel     *model;       /* (unowned) */
  GCancellable *cancellable; /* (owned) */
  const Reply  *replies;     /* (unowned) */
  guint         n_asked;
  GString      *verdicts; /* (owned) id=verdict */
  ChlAction     action;
} Case;

static void
case_init (Case       *self,
           const char *model,
           ChlModelUse use)
{
  memset (self, 0, sizeof *self);
  self->fixture = chl_fixture_new (FALSE);
  self->provider = chl_fixture_add_provider (self->fixture);
  chl_fixture_add_model (self->provider, model);
  self->model = chl_provider_find_model (self->provider, model);
  chl_model_set_use (self->model, use);
  self->cancellable = g_cancellable_new ();
  self->verdicts = g_string_new (NULL);
}

static void
case_clear (Case *self)
{
  g_clear_object (&self->cancellable);
  g_string_free (self->verdicts, TRUE);
  g_clear_pointer (&self->fixture, chl_fixture_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static char *
dup_body (ChlFakeRequest *request)
{
  gsize       length = 0;
  const char *bytes = g_bytes_get_data (chl_fake_request_get_body (request), &length);

  return g_strndup (bytes, length);
}

/* Which of the pictures came with a request. */
static guint
find_colour (ChlFakeRequest *request)
{
  g_autofree char *body = dup_body (request);

  for (guint i = 0; i < CHL_PROBE_N_COLOURS; i++)
    {
      g_autoptr(GBytes) png = chl_probe_picture_new (i);
      gsize            length = 0;
      const guchar    *bytes = g_bytes_get_data (png, &length);
      g_autofree char *base64 = g_base64_encode (bytes, length);

      if (strstr (body, base64) != NULL)
        return i;
    }

  g_assert_not_reached ();
}

static void
add_reply (ChlFakeServer  *server,
           const Reply    *reply,
           ChlFakeRequest *request)
{
  const char      *path = chl_fake_request_get_path (request);
  const char      *body = reply->body;
  g_autofree char *named = NULL;

  if (g_str_equal (body, "SEEN") || g_str_equal (body, "OTHER"))
    {
      guint index = (find_colour (request) + (g_str_equal (body, "OTHER") ? 1 : 0)) % CHL_PROBE_N_COLOURS;

      named = g_strdup_printf (DELTA ("It is %s.") STOP DONE, chl_probe_picture_get_colour (index));
      body = named;
    }

  chl_fake_server_forget (server, path);
  if (reply->status == 0)
    chl_fake_answer_add_text (chl_fake_server_add_events (server, path), body);
  else
    chl_fake_server_add_json (server, path, reply->status, body);
}

static void
request_cb (ChlFakeServer  *server,
            ChlFakeRequest *request,
            gpointer        user_data)
{
  Case *self = user_data;

  if (chl_fake_request_is_left (request))
    return;

  g_assert_cmpuint (self->n_asked, <, MAX_REPLIES);
  g_assert_nonnull (self->replies[self->n_asked].body);
  add_reply (server, &self->replies[self->n_asked++], request);
}

static void
note_verdicts (Case          *self,
               ChlModelProbe *probe)
{
  g_string_truncate (self->verdicts, 0);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (probe)); i++)
    {
      g_autoptr(ChlProbeStep) step = g_list_model_get_item (G_LIST_MODEL (probe), i);
      ChlVerdict verdict = chl_probe_step_get_verdict (step);

      g_string_append_printf (self->verdicts, "%s%s=%s", i > 0 ? " " : "",
                              chl_probe_step_get_id (step), chl_verdict_to_string (verdict));
      /* Each verdict has its reason. */
      g_assert_true (chl_probe_step_get_detail (step) != NULL || verdict == CHL_VERDICT_WAITING ||
                     verdict == CHL_VERDICT_SKIPPED);
    }
}

static void
run (Case        *self,
     const Reply *replies)
{
  g_autoptr(ChlModelProbe) probe = chl_model_probe_new (self->fixture->engine, self->provider,
                                                         self->model);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  self->replies = replies;
  self->n_asked = 0;
  chl_fake_server_set_func (self->fixture->server, request_cb, self);
  chl_model_probe_run_async (probe, self->cancellable, chl_fixture_keep_cb, &result);
  g_assert_true (chl_model_probe_run_finish (probe, chl_fixture_wait (&result), &error));
  g_assert_no_error (error);

  g_assert_cmpuint (self->n_asked, <=, chl_model_probe_get_most_requests (probe));
  g_assert_null (replies[self->n_asked].body);
  note_verdicts (self, probe);
  self->action = CHL_ACTION_NONE;
  if (chl_model_probe_get_advice (probe) != NULL)
    self->action = chl_model_probe_get_advice (probe)->action;
}

static void
assert_claim (Case     *self,
              ChlField  field,
              gboolean  claim,
              ChlOrigin origin)
{
  const ChlCapabilities *known = chl_model_get_capabilities (self->model);
  ChlOrigin              who = CHL_ORIGIN_UNKNOWN;

  g_assert_nonnull (chl_capabilities_get (known, field, &who));
  g_assert_cmpint (who, ==, origin);
  g_assert_true (chl_capabilities_is (known, field) == claim);
}

/* What is said to each request, what follows from it, and what is kept. */
static void
test_verdicts (void)
{
  static const struct
  {
    const char *name;
    Reply       replies[MAX_REPLIES];
    const char *verdicts;
    const char *kept;
    ChlAction   action;
  } rows[] = {
    { "all of it", { GOOD, CALLED, SEEN }, "streaming=yes tools=yes vision=yes", "input_kinds tools", CHL_ACTION_NONE },
    { "no stream, though asked for", { { 200, WHOLE }, CALLED, SEEN }, "streaming=no tools=yes vision=yes", "input_kinds tools", CHL_ACTION_NONE },
    { "a stream is refused",
      { { 400, REFUSAL ("streams are not for you") }, { 200, WHOLE }, { 200, WHOLE }, { 200, WHOLE } },
      "streaming=no tools=unknown vision=unknown",
      "",
      CHL_ACTION_NONE },
    { "everything is refused",
      { { 400, REFUSAL ("nothing is for you") }, { 400, REFUSAL ("nothing is for you") } },
      "streaming=unknown tools=skipped vision=skipped",
      "",
      CHL_ACTION_CHOOSE_MODEL },
    { "no such model", { { 404, REFUSAL ("no such model") } }, "streaming=unknown tools=skipped vision=skipped", "", CHL_ACTION_CHOOSE_MODEL },
    { "tools and pictures are refused",
      { GOOD, { 400, REFUSAL ("m does not support tools") }, { 422, REFUSAL ("m is blind") } },
      "streaming=yes tools=no vision=no",
      "input_kinds tools",
      CHL_ACTION_NONE },
    { "nobody here takes tools or pictures",
      { GOOD, { 404, REFUSAL ("No endpoints found that support tools") }, { 404, REFUSAL ("No endpoints found that support image input") } },
      "streaming=yes tools=no vision=no",
      "input_kinds tools",
      CHL_ACTION_NONE },
    { "a tool may be offered, but not forced",
      { GOOD, { 400, REFUSAL ("tool choice must be auto") }, CALLED, SEEN },
      "streaming=yes tools=yes vision=yes",
      "input_kinds tools",
      CHL_ACTION_NONE },
    { "not even offered",
      { GOOD, { 400, REFUSAL ("tool choice must be auto") }, { 400, REFUSAL ("no tools") }, SEEN },
      "streaming=yes tools=no vision=yes",
      "input_kinds tools",
      CHL_ACTION_NONE },
    { "the tool is not called", { GOOD, GOOD, SEEN }, "streaming=yes tools=unknown vision=yes", "input_kinds", CHL_ACTION_NONE },
    { "another one is", { GOOD, { 0, OTHER_CALL DONE }, SEEN }, "streaming=yes tools=unknown vision=yes", "input_kinds", CHL_ACTION_NONE },
    { "cut off", { GOOD, { 0, DELTA ("I") LENGTH DONE }, SEEN }, "streaming=yes tools=unknown vision=yes", "input_kinds", CHL_ACTION_NONE },
    { "another colour", { GOOD, CALLED, { 0, "OTHER" } }, "streaming=yes tools=yes vision=unknown", "tools", CHL_ACTION_NONE },
    { "all colours", { GOOD, CALLED, { 0, DELTA ("red green blue yellow black white") STOP DONE } }, "streaming=yes tools=yes vision=unknown", "tools", CHL_ACTION_NONE },
    { "busy at first", { { 429, "{}" } }, "streaming=unknown tools=skipped vision=skipped", "", CHL_ACTION_WAIT },
    { "busy in between", { GOOD, { 429, "{}" } }, "streaming=yes tools=unknown vision=skipped", "", CHL_ACTION_WAIT },
    { "broken in between", { GOOD, { 500, "{}" }, SEEN }, "streaming=yes tools=unknown vision=yes", "input_kinds", CHL_ACTION_RETRY },
    { "broken at the end", { GOOD, CALLED, { 500, REFUSAL ("image input is not supported") } }, "streaming=yes tools=yes vision=unknown", "tools", CHL_ACTION_RETRY },
    { "not allowed", { GOOD, CALLED, { 403, REFUSAL ("not with this key") } }, "streaming=yes tools=yes vision=unknown", "tools", CHL_ACTION_OPEN_PROVIDER },
    { "no credit", { GOOD, { 402, REFUSAL ("pay first") } }, "streaming=yes tools=unknown vision=skipped", "", CHL_ACTION_CHOOSE_MODEL },
    { "an error in a stream",
      { GOOD, { 0, "data: {\"error\":{\"message\":\"oh\",\"code\":400}}\n\n" }, SEEN },
      "streaming=yes tools=unknown vision=yes",
      "input_kinds",
      CHL_ACTION_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(Case) self;
      g_autoptr(GString) kept = g_string_new (NULL);
      const ChlCapabilities *probed;

      g_test_message ("%s", rows[i].name);
      case_init (&self, "m", CHL_MODEL_USE_CHAT);
      run (&self, rows[i].replies);
      g_assert_cmpstr (self.verdicts->str, ==, rows[i].verdicts);
      if (!g_str_equal (rows[i].name, "an error in a stream"))
        g_assert_cmpint (self.action, ==, rows[i].action);

      probed = chl_model_get_probed (self.model);
      for (guint field = 0; probed != NULL && field < CHL_N_FIELDS; field++)
        if (chl_capabilities_is_known (probed, (ChlField) field))
          g_string_append_printf (kept, "%s%s", kept->len > 0 ? " " : "",
                                  chl_field_to_string ((ChlField) field));
      g_assert_cmpstr (kept->str, ==, rows[i].kept);
      g_assert_true (probed != NULL || *rows[i].kept == '\0');
    }
}

/* What is offered, and what is forced. */
static void
test_what_is_sent (void)
{
  static const Reply replies[MAX_REPLIES] = { GOOD, CALLED, SEEN };
  g_auto(Case) self;
  g_autofree char *streaming = NULL;
  g_autofree char *tools = NULL;
  g_autofree char *vision = NULL;

  case_init (&self, "m", CHL_MODEL_USE_CHAT);
  run (&self, replies);
  streaming = dup_body (chl_fake_server_get_request (self.fixture->server, 0));
  tools = dup_body (chl_fake_server_get_request (self.fixture->server, 1));
  vision = dup_body (chl_fake_server_get_request (self.fixture->server, 2));

  g_assert_nonnull (strstr (streaming, "\"stream\":true"));
  g_assert_null (strstr (streaming, "get_time"));
  g_assert_nonnull (strstr (tools, "\"tool_choice\":\"required\""));
  g_assert_nonnull (strstr (tools, "\"name\":\"get_time\""));
  g_assert_null (strstr (tools, "data:image"));
  g_assert_nonnull (strstr (vision, "data:image/png;base64,"));
  g_assert_null (strstr (vision, "get_time"));
}

/* Gaps are only asked for where there is a way of their own. */
static void
test_gaps (void)
{
  static const struct
  {
    Reply       replies[MAX_REPLIES];
    const char *verdicts;
    gboolean    is_kept;
    gboolean    claim;
  } rows[] = {
    { { { 0, TEXT ("four, five") }, { 0, TEXT ("violet") } }, "streaming=yes fim=yes", TRUE, TRUE },
    { { { 0, TEXT ("four, five") }, { 0, TEXT ("red") } }, "streaming=yes fim=unknown", FALSE, FALSE },
    { { { 0, TEXT ("four, five") }, { 500, "{}" } }, "streaming=yes fim=unknown", FALSE, FALSE },
    { { { 0, TEXT ("four, five") }, { 400, REFUSAL ("no gaps") } }, "streaming=yes fim=no", TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(Case) self;

      g_test_message ("%u", i);
      case_init (&self, "qwen2.5-coder", CHL_MODEL_USE_COMPLETION);
      run (&self, rows[i].replies);
      g_assert_cmpstr (self.verdicts->str, ==, rows[i].verdicts);
      if (rows[i].is_kept)
        assert_claim (&self, CHL_FIELD_FIM, rows[i].claim, CHL_ORIGIN_PROVIDER);
      else
        g_assert_null (chl_model_get_probed (self.model));
    }
}

static void
test_steps (void)
{
  static const struct
  {
    const char *model;
    ChlModelUse use;
    const char *lesson;
    const char *steps;
    guint       most;
  } rows[] = {
    { "m", CHL_MODEL_USE_CHAT, NULL, "streaming=waiting tools=waiting vision=waiting", 5 },
    { "m", 0, NULL, "streaming=waiting tools=waiting vision=waiting", 5 },
    { "qwen2.5-coder", CHL_MODEL_USE_CHAT, NULL,
      "streaming=waiting tools=waiting vision=waiting fim=waiting", 6 },
    { "qwen2.5-coder", CHL_MODEL_USE_CHAT, CHL_LESSON_WITHOUT "completions",
      "streaming=waiting tools=waiting vision=waiting", 5 },
    { "m", CHL_MODEL_USE_COMPLETION, NULL, "streaming=waiting", 2 },
    { "qwen2.5-coder", CHL_MODEL_USE_COMPLETION, NULL, "streaming=waiting fim=waiting", 3 },
    { "m", CHL_MODEL_USE_EMBEDDING, NULL, "embedding_dimensions=waiting", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(Case) self;
      g_autoptr(ChlModelProbe) probe = NULL;

      case_init (&self, rows[i].model, rows[i].use);
      if (rows[i].lesson != NULL)
        chl_lessons_add (self.provider, rows[i].model, rows[i].lesson);
      probe = chl_model_probe_new (self.fixture->engine, self.provider, self.model);
      note_verdicts (&self, probe);
      g_assert_cmpstr (self.verdicts->str, ==, rows[i].steps);
      g_assert_cmpuint (chl_model_probe_get_most_requests (probe), ==, rows[i].most);
      g_assert_cmpuint (chl_fake_server_get_n_requests (self.fixture->server), ==, 0);
    }
}

/* Vectors of another length than before are what was asked for, and no failure. */
static void
test_dimensions (void)
{
  static const Reply replies[MAX_REPLIES] = {
    { 200, "{\"data\":[{\"index\":0,\"embedding\":[1,0.5,2]}]}" },
  };
  static const Reply broken[MAX_REPLIES] = { { 400, REFUSAL ("no vectors") } };
  g_auto(Case) self;

  case_init (&self, "m", CHL_MODEL_USE_EMBEDDING);
  chl_lessons_add_number (self.provider, "m", CHL_LESSON_DIMENSIONS, 7);
  run (&self, broken);
  g_assert_cmpstr (self.verdicts->str, ==, "embedding_dimensions=unknown");
  g_assert_null (chl_model_get_probed (self.model));

  run (&self, replies);
  g_assert_cmpstr (self.verdicts->str, ==, "embedding_dimensions=yes");
  g_assert_cmpint (chl_capabilities_get_int (chl_model_get_capabilities (self.model),
                                             CHL_FIELD_EMBEDDING_DIMENSIONS),
                   ==, 3);
}

/* A model as the provider lists it. */
static void
list_model (Case       *self,
            const char *id,
            gboolean    calls_tools)
{
  g_autoptr(GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);
  ChlModel        *model = chl_model_new ("lab", id);
  ChlCapabilities *said = chl_capabilities_new ();

  chl_capabilities_set_boolean (said, CHL_FIELD_TOOLS, calls_tools, CHL_ORIGIN_PROVIDER);
  chl_capabilities_set_words (said, CHL_FIELD_INPUT_KINDS, (const char *const[]){ "text", "file", NULL },
                              CHL_ORIGIN_PROVIDER);
  chl_model_take_capabilities (model, said);
  g_ptr_array_add (models, model);
  chl_provider_merge_models (self->provider, models);
  self->model = chl_provider_find_model (self->provider, id);
}

static void
find_again (Case *self)
{
  self->provider = chl_provider_list_find (chl_engine_get_providers (self->fixture->engine), "lab");
  self->model = chl_provider_find_model (self->provider, "listed");
}

/* It stands above the list, also above one that comes later; below the person; and can be forgotten. */
static void
test_kept (void)
{
  static const Reply replies[MAX_REPLIES] = { GOOD, CALLED, SEEN };
  g_auto(Case) self;
  g_autoptr(ChlModelProbe) probe = NULL;
  g_autoptr(ChlModelProbe) after = NULL;
  g_autofree char *file = NULL;
  g_autofree char *forgotten = NULL;
  g_autoptr(JsonNode) no = json_node_init_boolean (json_node_alloc (), FALSE);

  case_init (&self, "m", CHL_MODEL_USE_CHAT);
  list_model (&self, "listed", FALSE);
  assert_claim (&self, CHL_FIELD_TOOLS, FALSE, CHL_ORIGIN_PROVIDER);
  run (&self, replies);
  assert_claim (&self, CHL_FIELD_TOOLS, TRUE, CHL_ORIGIN_PROVIDER);
  g_assert_true (chl_capabilities_takes (chl_model_get_capabilities (self.model), "image"));
  g_assert_true (chl_capabilities_takes (chl_model_get_capabilities (self.model), "file"));
  g_assert_true (chl_capabilities_is (chl_model_get_told (self.model), CHL_FIELD_TOOLS));

  list_model (&self, "listed", FALSE);
  assert_claim (&self, CHL_FIELD_TOOLS, TRUE, CHL_ORIGIN_PROVIDER);
  chl_model_set_override (self.model, CHL_FIELD_TOOLS, no);
  assert_claim (&self, CHL_FIELD_TOOLS, FALSE, CHL_ORIGIN_USER);
  chl_model_set_override (self.model, CHL_FIELD_TOOLS, NULL);

  file = chl_fixture_read_file (self.fixture, "config/providers.d/lab.json");
  g_assert_nonnull (strstr (file, "\"probed\""));
  chl_fixture_restart (self.fixture);
  find_again (&self);
  list_model (&self, "listed", FALSE);
  assert_claim (&self, CHL_FIELD_TOOLS, TRUE, CHL_ORIGIN_PROVIDER);
  g_assert_false (chl_model_is_enabled (self.model));

  probe = chl_model_probe_new (self.fixture->engine, self.provider, self.model);
  note_verdicts (&self, probe);
  g_assert_cmpstr (self.verdicts->str, ==, "streaming=waiting tools=yes vision=yes");

  chl_model_probe_forget (self.model);
  assert_claim (&self, CHL_FIELD_TOOLS, FALSE, CHL_ORIGIN_PROVIDER);
  g_assert_true (chl_fixture_save (self.fixture, self.provider, NULL));
  after = chl_model_probe_new (self.fixture->engine, self.provider, self.model);
  note_verdicts (&self, after);
  g_assert_cmpstr (self.verdicts->str, ==, "streaming=waiting tools=waiting vision=waiting");
  forgotten = chl_fixture_read_file (self.fixture, "config/providers.d/lab.json");
  g_assert_null (strstr (forgotten, "\"tools\""));
}

/* What is unknown this time does not take away what was certain before. */
static void
test_again (void)
{
  static const Reply first[MAX_REPLIES] = { GOOD, CALLED, { 400, REFUSAL ("blind") } };
  static const Reply second[MAX_REPLIES] = { GOOD, { 500, "{}" }, SEEN };
  g_auto(Case) self;

  case_init (&self, "m", CHL_MODEL_USE_CHAT);
  run (&self, first);
  g_assert_false (chl_capabilities_takes (chl_model_get_probed (self.model), "image"));
  run (&self, second);
  g_assert_cmpstr (self.verdicts->str, ==, "streaming=yes tools=unknown vision=yes");
  assert_claim (&self, CHL_FIELD_TOOLS, TRUE, CHL_ORIGIN_PROVIDER);
  g_assert_true (chl_capabilities_takes (chl_model_get_probed (self.model), "image"));
}

/* What was paid for is kept, and no more is sent. */
static void
test_cancel (void)
{
  static const Reply replies[MAX_REPLIES] = { GOOD, CALLED, GOOD };
  g_auto(Case) self;
  g_autoptr(ChlModelProbe) probe = NULL;
  g_autoptr(ChlProbeStep) vision = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  case_init (&self, "m", CHL_MODEL_USE_CHAT);
  self.replies = replies;
  chl_fake_server_set_func (self.fixture->server, request_cb, &self);
  probe = chl_model_probe_new (self.fixture->engine, self.provider, self.model);
  vision = g_list_model_get_item (G_LIST_MODEL (probe), 2);
  chl_model_probe_run_async (probe, self.cancellable, chl_fixture_keep_cb, &result);
  CHL_FIXTURE_UNTIL (chl_probe_step_get_verdict (vision) == CHL_VERDICT_RUNNING);
  g_cancellable_cancel (self.cancellable);
  g_assert_false (chl_model_probe_run_finish (probe, chl_fixture_wait (&result), &error));

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  note_verdicts (&self, probe);
  g_assert_cmpstr (self.verdicts->str, ==, "streaming=yes tools=yes vision=skipped");
  assert_claim (&self, CHL_FIELD_TOOLS, TRUE, CHL_ORIGIN_PROVIDER);
  g_assert_cmpuint (self.n_asked, <=, 3);
}

static void
test_nobody_answers (void)
{
  static const Reply replies[MAX_REPLIES] = { { 0, NULL } };
  g_auto(Case) self;

  case_init (&self, "m", CHL_MODEL_USE_CHAT);
  chl_fake_server_stop (self.fixture->server);
  run (&self, replies);
  g_assert_cmpstr (self.verdicts->str, ==, "streaming=unknown tools=skipped vision=skipped");
  g_assert_cmpint (self.action, ==, CHL_ACTION_RETRY);

  chl_provider_set_endpoint (self.provider, "http://192.0.2.1:9/v1");
  chl_engine_set_local_only (self.fixture->engine, TRUE);
  run (&self, replies);
  g_assert_cmpstr (self.verdicts->str, ==, "streaming=unknown tools=skipped vision=skipped");
  g_assert_cmpint (self.action, ==, CHL_ACTION_OPEN_PRIVACY);
}

/* The practice provider can be tried on. */
static void
test_practice (void)
{
  static const struct
  {
    const char *model;
    ChlModelUse use;
    const char *verdicts;
  } rows[] = {
    { "practice-tools", CHL_MODEL_USE_CHAT, "streaming=yes tools=yes vision=unknown" },
    { "practice-plain", CHL_MODEL_USE_CHAT, "streaming=yes tools=unknown vision=unknown" },
    { "practice-completion", CHL_MODEL_USE_COMPLETION, "streaming=yes fim=yes" },
    { "practice-embedding", CHL_MODEL_USE_EMBEDDING, "embedding_dimensions=yes" },
  };
  const ChlNewProvider what = { .family_id = "practice" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(Case) self;
      g_autoptr(ChlModelProbe) probe = NULL;
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", rows[i].model);
      case_init (&self, "m", CHL_MODEL_USE_CHAT);
      self.provider = chl_fixture_add (self.fixture, &what, NULL);
      g_assert_nonnull (self.provider);
      chl_practice_set_tokens_per_second (chl_engine_get_parts (self.fixture->engine)->practice, 0);
      chl_fixture_add_model (self.provider, rows[i].model);
      self.model = chl_provider_find_model (self.provider, rows[i].model);
      chl_model_set_use (self.model, rows[i].use);
      probe = chl_model_probe_new (self.fixture->engine, self.provider, self.model);
      chl_model_probe_run_async (probe, NULL, chl_fixture_keep_cb, &result);
      g_assert_true (chl_model_probe_run_finish (probe, chl_fixture_wait (&result), &error));
      g_assert_no_error (error);
      note_verdicts (&self, probe);
      g_assert_cmpstr (self.verdicts->str, ==, rows[i].verdicts);
    }
}

/* Pictures that are pictures, and answers that name them. */
static void
test_pictures (void)
{
  for (guint i = 0; i < CHL_PROBE_N_COLOURS; i++)
    {
      g_autoptr(GBytes) png = chl_probe_picture_new (i);
      g_autofree char *text = g_strdup_printf ("**%s**.", chl_probe_picture_get_colour (i));
      gsize            length = 0;
      const guint8    *bytes = g_bytes_get_data (png, &length);

      g_assert_cmpuint (length, <, 400);
      g_assert_cmpmem (bytes, 8, "\x89PNG\r\n\x1a\n", 8);
      g_assert_cmpmem (bytes + length - 12, 12, "\0\0\0\0IEND\xae\x42\x60\x82", 12);
      text[2] = g_ascii_toupper (text[2]);
      g_assert_true (chl_probe_picture_is_named (i, text));
      g_assert_false (chl_probe_picture_is_named ((i + 1) % CHL_PROBE_N_COLOURS, text));
      g_assert_false (chl_probe_picture_is_named (i, "I see no picture"));
    }

  g_assert_false (chl_probe_picture_is_named (0, "It was rendered"));
  g_assert_false (chl_probe_picture_is_named (0, "red or blue"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model-probe/pictures", test_pictures);
  g_test_add_func ("/model-probe/steps", test_steps);
  g_test_add_func ("/model-probe/verdicts", test_verdicts);
  g_test_add_func ("/model-probe/what-is-sent", test_what_is_sent);
  g_test_add_func ("/model-probe/gaps", test_gaps);
  g_test_add_func ("/model-probe/dimensions", test_dimensions);
  g_test_add_func ("/model-probe/kept", test_kept);
  g_test_add_func ("/model-probe/again", test_again);
  g_test_add_func ("/model-probe/cancel", test_cancel);
  g_test_add_func ("/model-probe/nobody-answers", test_nobody_answers);
  g_test_add_func ("/model-probe/practice", test_practice);

  return g_test_run ();
}
