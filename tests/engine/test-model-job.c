/* test-model-job.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-engine-fixture.h"
#include "chl-error.h"
#include "chl-model-job.h"

#define MIB G_GINT64_CONSTANT (1048576)

#define TAGS "{\"models\":[{\"name\":\"tiny:latest\",\"digest\":\"d1\"}]}"
#define LINE(digest, total, completed)                                                   \
  "{\"status\":\"pulling " digest "\",\"digest\":\"sha256:" digest "\",\"total\":" total \
  ",\"completed\":" completed "}\n"

static ChlProvider *
add (ChlFixture *fixture,
     const char *family_id)
{
  g_autofree char     *endpoint = chl_fake_server_dup_address (fixture->server, "");
  const ChlNewProvider what = { .family_id = family_id, .id = "here", .endpoint = endpoint };
  g_autoptr(GError) error = NULL;
  ChlProvider *provider = chl_fixture_add (fixture, &what, &error);

  g_assert_no_error (error);
  chl_fake_server_add_json (fixture->server, "/api/tags", 200, TAGS);
  chl_fake_server_add_json (fixture->server, "/api/ps", 200, "{\"models\":[]}");
  chl_fake_server_add_json (fixture->server, "/api/show", 200,
                            "{\"model_info\":{\"general.architecture\":\"a\",\"a.context_length\":"
                            "65536},\"capabilities\":[\"completion\"]}");

  return provider;
}

static gboolean
finish (ChlModelJob   *job,
        GAsyncResult **result,
        GError       **error)
{
  return chl_model_job_run_finish (job, chl_fixture_wait (result), error);
}

static gboolean
run (ChlFixture  *fixture,
     ChlProvider *provider,
     ChlVerb      verb,
     const char  *model,
     GError     **error)
{
  g_autoptr(ChlModelJob) job = chl_model_job_new (fixture->engine, provider, verb, model);
  g_autoptr(GAsyncResult) result = NULL;
  gboolean is_done;

  chl_model_job_run_async (job, NULL, chl_fixture_keep_cb, &result);
  is_done = finish (job, &result, error);
  g_assert_cmpuint (g_list_model_get_n_items (chl_model_job_get_all (provider)), ==, 0);

  return is_done;
}

static guint
count_requests (ChlFixture *fixture,
                const char *path)
{
  guint n = 0;

  for (guint i = 0; i < chl_fake_server_get_n_requests (fixture->server); i++)
    n += g_str_equal (chl_fake_request_get_path (chl_fake_server_get_request (fixture->server, i)),
                      path)
           ? 1
           : 0;

  return n;
}

/* METHOD PATH BODY of a request. */
static void
assert_request (ChlFixture *fixture,
                guint       index,
                const char *expected)
{
  ChlFakeRequest  *request = chl_fake_server_get_request (fixture->server, index);
  gsize            length = 0;
  const char      *body = g_bytes_get_data (chl_fake_request_get_body (request), &length);
  g_autofree char *text = g_strdup_printf ("%s %s %.*s", chl_fake_request_get_method (request),
                                           chl_fake_request_get_path (request), (int) length,
                                           body != NULL ? body : "");

  g_assert_cmpstr (text, ==, expected);
}

static void
count_cb (guint *n)
{
  ++*n;
}

/* Parts are added up, however often each is told of, and in whatever pieces the lines come. */
static void
test_progress (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider   *provider = add (fixture, "ollama");
  ChlFakeAnswer *answer = chl_fake_server_add (fixture->server, "/api/pull", 200, CHL_FAKE_CHUNKED);
  g_autoptr(ChlModelJob) job = chl_model_job_new (fixture->engine, provider, CHL_VERB_PULL,
                                                   " ollama pull tiny ");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  guint n_told = 0;

  chl_fake_answer_add_text (answer, "{\"status\":\"pulling manifest\"}\n" LINE ("a", "8388608", "0"));
  chl_fake_answer_add_text (answer, LINE ("a", "8388608", "1048576"));
  chl_fake_answer_add_gate (answer);
  chl_fake_answer_add_text (answer, LINE ("a", "8388608", "5242880") "{\"status\":\"pul");
  chl_fake_answer_add_gate (answer);
  chl_fake_answer_add_text (answer, "ling b\",\"digest\":\"sha256:b\",\"total\":1048576}\n");
  chl_fake_answer_add_text (answer, LINE ("a", "8388608", "8388608") LINE ("b", "1048576", "1048576") "{\"status\":\"verifying sha256 digest\"}\n{\"status\":\"success\"}\n");
  g_signal_connect_swapped (job, "progress", G_CALLBACK (count_cb), &n_told);

  chl_model_job_run_async (job, NULL, chl_fixture_keep_cb, &result);
  g_assert_cmpuint (g_list_model_get_n_items (chl_model_job_get_all (provider)), ==, 1);
  CHL_FIXTURE_UNTIL (chl_model_job_get_done_bytes (job) == MIB);
  g_assert_cmpint (chl_model_job_get_total_bytes (job), ==, 8 * MIB);
  g_assert_cmpstr (chl_model_job_get_status (job), ==, "pulling a");
  g_assert_cmpint (chl_model_job_get_rate (job), ==, 0);
  g_assert_true (chl_model_job_stops_with_us (job));

  chl_fake_clock_advance_ms (fixture->clock, 2000);
  chl_fake_server_open_gate (fixture->server);
  CHL_FIXTURE_UNTIL (chl_model_job_get_done_bytes (job) == 5 * MIB);
  g_assert_cmpint (chl_model_job_get_rate (job), ==, 2 * MIB);

  chl_fake_server_open_gate (fixture->server);
  finish (job, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (chl_model_job_get_done_bytes (job), ==, 9 * MIB);
  g_assert_cmpint (chl_model_job_get_total_bytes (job), ==, 9 * MIB);
  g_assert_cmpuint (n_told, >=, 4);
  assert_request (fixture, 0, "POST /api/pull {\"model\":\"tiny\",\"name\":\"tiny\",\"stream\":true}");

  /* The list is fresh by then. */
  g_assert_nonnull (chl_provider_find_model (provider, "tiny:latest"));
  g_assert_cmpuint (g_list_model_get_n_items (chl_model_job_get_all (provider)), ==, 0);
}

/* The connection closes, so that the server stops; what comes next goes on from there. */
static void
test_cancel_and_go_on (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider   *provider = add (fixture, "ollama");
  ChlFakeAnswer *first = chl_fake_server_add (fixture->server, "/api/pull", 200, CHL_FAKE_CHUNKED);
  ChlFakeAnswer *second = chl_fake_server_add (fixture->server, "/api/pull", 200, CHL_FAKE_CHUNKED);
  g_autoptr(ChlModelJob) job = chl_model_job_new (fixture->engine, provider, CHL_VERB_PULL, "tiny");
  g_autoptr(ChlModelJob) again = chl_model_job_new (fixture->engine, provider, CHL_VERB_PULL, "tiny");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) next = NULL;
  g_autoptr(GError) error = NULL;

  chl_fake_answer_add_text (first, LINE ("a", "8388608", "1048576"));
  chl_fake_answer_set_then (first, CHL_FAKE_HANG);
  chl_model_job_run_async (job, NULL, chl_fixture_keep_cb, &result);
  CHL_FIXTURE_UNTIL (chl_model_job_get_done_bytes (job) == MIB);
  chl_model_job_cancel (job);
  g_assert_false (finish (job, &result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  CHL_FIXTURE_UNTIL (chl_fake_request_is_left (chl_fake_server_get_request (fixture->server, 0)));
  g_assert_cmpuint (g_list_model_get_n_items (chl_model_job_get_all (provider)), ==, 0);
  g_assert_cmpuint (count_requests (fixture, "/api/tags"), ==, 0);

  /* What is there already was not fetched just now, and says nothing of how fast it is. */
  chl_fake_answer_add_text (second, LINE ("a", "8388608", "4194304"));
  chl_fake_answer_add_gate (second);
  chl_fake_answer_add_text (second, LINE ("a", "8388608", "8388608") "{\"status\":\"success\"}");
  chl_model_job_run_async (again, NULL, chl_fixture_keep_cb, &next);
  CHL_FIXTURE_UNTIL (chl_model_job_get_done_bytes (again) == 4 * MIB);
  g_assert_cmpint (chl_model_job_get_rate (again), ==, 0);
  chl_fake_server_open_gate (fixture->server);
  finish (again, &next, &error);
  g_assert_no_error (error);
  assert_request (fixture, 1, "POST /api/pull {\"model\":\"tiny\",\"name\":\"tiny\",\"stream\":true}");
}

/* The caller's own way of giving up does the same. */
static void
test_cancel_from_outside (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider   *provider = add (fixture, "ollama");
  ChlFakeAnswer *answer = chl_fake_server_add (fixture->server, "/api/pull", 200, CHL_FAKE_CHUNKED);
  g_autoptr(ChlModelJob) job = chl_model_job_new (fixture->engine, provider, CHL_VERB_PULL, "tiny");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  chl_fake_answer_set_then (answer, CHL_FAKE_HANG);
  chl_model_job_run_async (job, cancellable, chl_fixture_keep_cb, &result);
  CHL_FIXTURE_UNTIL (chl_fake_server_get_n_requests (fixture->server) == 1);
  g_cancellable_cancel (cancellable);
  g_assert_false (finish (job, &result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Whatever goes wrong, and when: the words of the server, and a list that is left alone. */
static void
test_trouble (void)
{
  static const struct
  {
    const char *title;
    guint       status;
    const char *body;
    ChlFakeThen then;
    int         code;
    const char *needle;
  } rows[] = {
    { "in the middle", 200,
      LINE ("a", "8388608", "1") "{\"error\":\"write /models/blobs: no space left on device\"}\n",
      CHL_FAKE_END, CHL_ERROR_REJECTED, "no space left on device" },
    { "of a name", 200,
      "{\"status\":\"pulling manifest\"}\n{\"error\":\"pull model manifest: file does not exist\"}\n",
      CHL_FAKE_END, CHL_ERROR_REJECTED, "file does not exist" },
    { "at once", 400, "{\"error\":\"invalid model name\"}", CHL_FAKE_END, CHL_ERROR_REJECTED,
      "invalid model name" },
    { "that is not there", 404, "{\"error\":\"model not found\"}", CHL_FAKE_END, CHL_ERROR_NOT_FOUND,
      "not found" },
    { "no line", 200, "pulling manifest\n", CHL_FAKE_END, -1, "cannot be read" },
    { "an end too soon", 200, LINE ("a", "8388608", "1"), CHL_FAKE_END, CHL_ERROR_TRUNCATED,
      "broke off" },
    { "a cut", 200, LINE ("a", "8388608", "1"), CHL_FAKE_CUT, CHL_ERROR_TRUNCATED, "broke off" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
      g_autoptr(GError) error = NULL;
      ChlProvider   *provider = add (fixture, "ollama");
      ChlFakeAnswer *answer = chl_fake_server_add (fixture->server, "/api/pull", rows[i].status,
                                                   CHL_FAKE_CHUNKED);

      g_test_message ("%s", rows[i].title);
      chl_fake_answer_add_text (answer, rows[i].body);
      chl_fake_answer_set_then (answer, rows[i].then);
      g_assert_false (run (fixture, provider, CHL_VERB_PULL, "tiny", &error));
      g_test_message ("%s", error->message);
      g_assert_true (error->domain == CHL_ERROR);
      if (rows[i].code >= 0)
        g_assert_cmpint (error->code, ==, rows[i].code);
      g_assert_nonnull (strstr (error->message, rows[i].needle));
      g_assert_cmpuint (count_requests (fixture, "/api/tags"), ==, 0);
    }
}

/* Nothing is waited for after the word that says that it is done, nor heard. */
static void
test_last_word (void)
{
  static const char *const rests[] = { "", "{\"status\":\"pulling b\"}\n", "{\"error\":\"no\"}\n", "?\n" };

  for (guint i = 0; i < G_N_ELEMENTS (rests); i++)
    {
      g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
      g_autoptr(GError) error = NULL;
      g_autofree char *body = g_strconcat (LINE ("a", "8", "8") "{\"status\":\"success\"}\n", rests[i], NULL);
      ChlProvider     *provider = add (fixture, "ollama");
      ChlFakeAnswer   *answer = chl_fake_server_add (fixture->server, "/api/pull", 200,
                                                     CHL_FAKE_CHUNKED);

      chl_fake_answer_add_text (answer, body);
      chl_fake_answer_set_then (answer, CHL_FAKE_HANG);
      run (fixture, provider, CHL_VERB_PULL, "tiny", &error);
      g_assert_no_error (error);
    }
}

/* A line without an end takes no memory without an end. */
static void
test_babble (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider   *provider = add (fixture, "ollama");
  ChlFakeAnswer *answer = chl_fake_server_add (fixture->server, "/api/pull", 200, CHL_FAKE_CHUNKED);
  g_autoptr(GError) error = NULL;

  chl_fake_answer_add_fill (answer, "{\"status\":\"", 1024 * 1024);
  chl_fake_answer_set_then (answer, CHL_FAKE_HANG);
  g_assert_false (run (fixture, provider, CHL_VERB_PULL, "tiny", &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_LIMIT);
}

static void
test_names_that_are_none (void)
{
  static const char *const names[] = { "", "  ", "a\nb", "a\033b" };
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = add (fixture, "ollama");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (run (fixture, provider, CHL_VERB_PULL, names[i], &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
    }
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 0);
}

static void
test_what_a_server_cannot_do (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = add (fixture, "vllm");
  g_autoptr(GError) error = NULL;

  g_assert_false (run (fixture, provider, CHL_VERB_LOAD, "tiny", &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
}

static void
test_remove_load_unload (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider   *provider = add (fixture, "ollama");
  ChlFakeAnswer *empty = chl_fake_server_add (fixture->server, "/api/delete", 200, CHL_FAKE_LENGTH);
  g_autoptr(GError) error = NULL;

  chl_fake_answer_add_text (empty, "");
  chl_fake_server_add_json (fixture->server, "/api/generate", 200,
                            "{\"model\":\"tiny\",\"done\":true,\"done_reason\":\"load\"}");
  run (fixture, provider, CHL_VERB_LOAD, "tiny:latest", &error);
  g_assert_no_error (error);
  assert_request (fixture, 0, "POST /api/generate {\"model\":\"tiny:latest\",\"stream\":false}");
  g_assert_cmpuint (count_requests (fixture, "/api/ps"), ==, 1);

  /* What is known of it by now says which window it will be asked for. */
  run (fixture, provider, CHL_VERB_LOAD, "tiny:latest", &error);
  g_assert_no_error (error);
  assert_request (fixture, 4,
                  "POST /api/generate {\"model\":\"tiny:latest\",\"stream\":false,\"options\":{"
                  "\"num_ctx\":16384}}");

  run (fixture, provider, CHL_VERB_UNLOAD, "tiny:latest", &error);
  g_assert_no_error (error);
  assert_request (fixture, 7,
                  "POST /api/generate {\"model\":\"tiny:latest\",\"stream\":false,\"keep_alive\":0}");

  run (fixture, provider, CHL_VERB_REMOVE, "tiny:latest", &error);
  g_assert_no_error (error);
  assert_request (fixture, 10,
                  "DELETE /api/delete {\"model\":\"tiny:latest\",\"name\":\"tiny:latest\"}");
  g_assert_cmpuint (count_requests (fixture, "/api/tags"), ==, 4);
}

static void
test_not_running (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = add (fixture, "lmstudio");
  g_autoptr(GError) error = NULL;

  chl_fake_server_stop (fixture->server);
  g_assert_false (run (fixture, provider, CHL_VERB_LOAD, "tiny", &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, "not running"));
}

/* It is the server that fetches, and that is said. */
static void
test_staying_here (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = add (fixture, "ollama");
  g_autoptr(ChlModelJob) pull = chl_model_job_new (fixture->engine, provider, CHL_VERB_PULL, "tiny");
  g_autoptr(ChlModelJob) load = chl_model_job_new (fixture->engine, provider, CHL_VERB_LOAD, "tiny");
  g_autofree char *before = chl_model_job_dup_note (pull);
  g_autofree char *note = NULL;
  g_autofree char *none = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (before);
  chl_engine_set_local_only (fixture->engine, TRUE);
  note = chl_model_job_dup_note (pull);
  none = chl_model_job_dup_note (load);
  g_assert_nonnull (strstr (note, "Ollama"));
  g_assert_null (none);
  chl_fake_server_add_json (fixture->server, "/api/pull", 200, "{\"status\":\"success\"}");
  run (fixture, provider, CHL_VERB_PULL, "tiny", &error);
  g_assert_no_error (error);

  /* A model that runs elsewhere is not loaded. */
  g_assert_false (run (fixture, provider, CHL_VERB_LOAD, "large-cloud", &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_NOT_LOCAL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model-job/progress", test_progress);
  g_test_add_func ("/model-job/cancel-and-go-on", test_cancel_and_go_on);
  g_test_add_func ("/model-job/cancel-from-outside", test_cancel_from_outside);
  g_test_add_func ("/model-job/trouble", test_trouble);
  g_test_add_func ("/model-job/last-word", test_last_word);
  g_test_add_func ("/model-job/babble", test_babble);
  g_test_add_func ("/model-job/names-that-are-none", test_names_that_are_none);
  g_test_add_func ("/model-job/what-a-server-cannot-do", test_what_a_server_cannot_do);
  g_test_add_func ("/model-job/remove-load-unload", test_remove_load_unload);
  g_test_add_func ("/model-job/not-running", test_not_running);
  g_test_add_func ("/model-job/staying-here", test_staying_here);

  return g_test_run ();
}
