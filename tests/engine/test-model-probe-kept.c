/* test-model-probe-kept.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model-probe-case.h"

/* Vectors of another length than before are what was asked for, and no failure. */
static void
test_dimensions (void)
{
  static const Reply replies[MAX_REPLIES] = {
    { 200, "{\"data\":[{\"index\":0,\"embedding\":[1,0.5,2]}]}" },
  };
  static const Reply broken[MAX_REPLIES] = { { 400, REFUSAL ("no vectors") } };
  g_auto(Case) self;
  g_autoptr(ChlModelProbe) probe = NULL;
  g_autoptr(ChlProbeStep) step = NULL;

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

  /* The next one tells what this one found. */
  probe = chl_model_probe_new (self.fixture->engine, self.provider, self.model);
  step = g_list_model_get_item (G_LIST_MODEL (probe), 0);
  g_assert_cmpint (chl_probe_step_get_verdict (step), ==, CHL_VERDICT_YES);
  g_assert_cmpstr (chl_probe_step_get_detail (step), ==, "3 numbers");
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

/* The same one, once more: what it found before is not shown as if it had been found now. */
static void
test_twice (void)
{
  static const Reply replies[MAX_REPLIES] = { GOOD, CALLED, SEEN };
  g_auto(Case) self;
  g_autoptr(ChlModelProbe) probe = NULL;
  g_autoptr(ChlProbeStep) vision = NULL;

  case_init (&self, "m", CHL_MODEL_USE_CHAT);
  self.replies = replies;
  chl_fake_server_set_func (self.fixture->server, request_cb, &self);
  probe = chl_model_probe_new (self.fixture->engine, self.provider, self.model);
  vision = g_list_model_get_item (G_LIST_MODEL (probe), 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;

      self.n_asked = 0;
      chl_model_probe_run_async (probe, NULL, chl_fixture_keep_cb, &result);
      g_assert_cmpint (chl_probe_step_get_verdict (vision), ==, CHL_VERDICT_WAITING);
      g_assert_null (chl_probe_step_get_detail (vision));
      g_assert_true (chl_model_probe_run_finish (probe, chl_fixture_wait (&result), &error));
      g_assert_no_error (error);
      g_assert_cmpint (chl_probe_step_get_verdict (vision), ==, CHL_VERDICT_YES);
    }
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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model-probe-kept/dimensions", test_dimensions);
  g_test_add_func ("/model-probe-kept/kept", test_kept);
  g_test_add_func ("/model-probe-kept/again", test_again);
  g_test_add_func ("/model-probe-kept/twice", test_twice);
  g_test_add_func ("/model-probe-kept/cancel", test_cancel);
  g_test_add_func ("/model-probe-kept/nobody-answers", test_nobody_answers);
  g_test_add_func ("/model-probe-kept/practice", test_practice);

  return g_test_run ();
}
