/* test-embed.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-embed.h"
#include "chl-engine-fixture.h"
#include "chl-error.h"
#include "chl-json.h"
#include "chl-lessons.h"

#define EMBEDDINGS "/v1/embeddings"

/* A server on this computer gets so many texts at once. */
#define BATCH 16

typedef struct
{
  ChlFixture   *fixture;     /* (owned) */
  ChlProvider  *provider;    /* (unowned) */
  ChlMessage   *answer;      /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GAsyncResult *result;      /* (owned) (nullable) */
  ChlVectors   *vectors;     /* (owned) (nullable) */
  GError       *error;       /* (owned) (nullable) */
} Case;

static void
case_init (Case *self)
{
  memset (self, 0, sizeof *self);
  self->fixture = chl_fixture_new (FALSE);
  self->provider = chl_fixture_add_provider (self->fixture);
  self->answer = chl_message_new ("a", CHL_AUTHOR_ASSISTANT, 0);
  self->cancellable = g_cancellable_new ();
}

static void
case_clear (Case *self)
{
  g_clear_object (&self->result);
  g_clear_pointer (&self->vectors, chl_vectors_unref);
  g_clear_error (&self->error);
  g_clear_object (&self->answer);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->fixture, chl_fixture_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

/* Texts "t0" and on. */
static void
begin (Case *self,
       guint n_texts)
{
  ChlEmbeddingRequest *request = chl_embedding_request_new ("m");

  for (guint i = 0; i < n_texts; i++)
    {
      g_autofree char *text = g_strdup_printf ("t%u", i);

      chl_embedding_request_add (request, text);
    }
  chl_embed_async (self->fixture->engine, self->provider, request, self->answer, self->cancellable,
                   chl_fixture_keep_cb, &self->result);
}

static void
finish (Case *self)
{
  self->vectors = chl_embed_finish (self->fixture->engine, chl_fixture_wait (&self->result),
                                    &self->error);
  g_assert_cmpint (self->vectors == NULL, ==, self->error != NULL);
  g_assert_false (chl_message_is_growing (self->answer));
}

/* The vector of each text is its number; they come in disorder. */
static void
add_answer (Case *self,
            guint first,
            guint n)
{
  g_autoptr(GString) json = g_string_new ("{\"data\":[");

  for (guint i = n; i > 0; i--)
    g_string_append_printf (json, "%s{\"index\":%u,\"embedding\":[%u,0.5]}", i < n ? "," : "", i - 1,
                            first + i - 1);
  g_string_append_printf (json, "],\"usage\":{\"prompt_tokens\":%u,\"total_tokens\":%u}}", n, n);
  chl_fake_server_add_json (self->fixture->server, EMBEDDINGS, 200, json->str);
}

static void
assert_vectors (Case *self,
                guint n)
{
  g_assert_no_error (self->error);
  g_assert_cmpint (chl_message_get_finish (self->answer), ==, CHL_FINISH_STOP);
  g_assert_cmpuint (chl_vectors_get_length (self->vectors), ==, n);
  g_assert_cmpuint (chl_vectors_get_n_dimensions (self->vectors), ==, 2);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint ((int) chl_vectors_get (self->vectors, i)[0], ==, (int) i);
}

static guint
count_sent (Case *self,
            guint index)
{
  ChlFakeRequest *request = chl_fake_server_get_request (self->fixture->server, index);
  g_autoptr(JsonNode) node = NULL;
  gsize       length = 0;
  const char *bytes = g_bytes_get_data (chl_fake_request_get_body (request), &length);

  node = chl_json_parse (bytes, (gssize) length, NULL);

  return json_array_get_length (chl_json_get_array (node, "/input"));
}

static void
assert_requests (Case        *self,
                 const guint *sizes,
                 guint        n)
{
  g_assert_cmpuint (chl_fake_server_get_n_requests (self->fixture->server), ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (count_sent (self, i), ==, sizes[i]);
}

static void
test_in_batches (void)
{
  static const guint sizes[] = { BATCH, BATCH, 3 };
  g_auto(Case) self;

  case_init (&self);
  add_answer (&self, 0, BATCH);
  add_answer (&self, BATCH, BATCH);
  add_answer (&self, 2 * BATCH, 3);
  begin (&self, 2 * BATCH + 3);
  finish (&self);

  assert_vectors (&self, 2 * BATCH + 3);
  assert_requests (&self, sizes, G_N_ELEMENTS (sizes));
  g_assert_cmpint (chl_message_get_usage (self.answer)->input, ==, 2 * BATCH + 3);
  g_assert_cmpint (chl_provider_get_state (self.provider), ==, CHL_PROVIDER_CONNECTED);
}

/* However the server says that they are too many. */
static void
test_fewer_at_once (void)
{
  static const struct
  {
    guint       status;
    const char *body;
    guint       learned;
  } rows[] = {
    { 413, "", 0 },
    { 400, "{\"error\":{\"message\":\"Batch size is too large\"}}", 2 },
    { 422, "{\"error\":{\"message\":\"input array too long\"}}", 2 },
    { 400, "{\"error\":{\"message\":\"input is too large\"}}", 0 },
    { 400, "{\"error\":{\"message\":\"x\",\"code\":\"context_length_exceeded\"}}", 0 },
    { 500, "{\"error\":{\"message\":\"input (700 tokens) is too large to process. increase the physical "
           "batch size\"}}",
      0 },
  };
  static const guint sizes[] = { 8, 4, 4, 4 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(Case) self;

      g_test_message ("%u", i);
      case_init (&self);
      chl_fake_server_add_json (self.fixture->server, EMBEDDINGS, rows[i].status, rows[i].body);
      add_answer (&self, 0, 4);
      chl_fake_server_add_json (self.fixture->server, EMBEDDINGS, rows[i].status, rows[i].body);
      add_answer (&self, 4, 2);
      add_answer (&self, 6, 2);
      begin (&self, 8);
      finish (&self);

      assert_vectors (&self, 8);
      g_assert_cmpuint (chl_fake_server_get_n_requests (self.fixture->server), ==, 5);
      for (guint j = 0; j < 3; j++)
        g_assert_cmpuint (count_sent (&self, j), ==, sizes[j]);
      g_assert_cmpuint (count_sent (&self, 3), ==, 2);
      g_assert_cmpuint (chl_lessons_get_number (self.provider, "m", CHL_LESSON_BATCH), ==, rows[i].learned);
    }
}

/* Nobody is asked again for more than they took. */
static void
test_batch_is_learned (void)
{
  static const guint sizes[] = { 4, 4, 2 };
  g_auto(Case) self;

  case_init (&self);
  chl_lessons_add_number (self.provider, "m", CHL_LESSON_BATCH, 4);
  chl_lessons_add_number (self.provider, "other", CHL_LESSON_BATCH, 1);
  add_answer (&self, 0, 4);
  add_answer (&self, 4, 4);
  add_answer (&self, 8, 2);
  begin (&self, 10);
  finish (&self);
  assert_vectors (&self, 10);
  assert_requests (&self, sizes, G_N_ELEMENTS (sizes));
}

/* Vectors of another length do not go with earlier ones, from whenever those are. */
static void
test_other_length (void)
{
  g_auto(Case) self;
  g_autoptr(ChlMessage) shorter = chl_message_new ("b", CHL_AUTHOR_ASSISTANT, 0);
  ChlEmbeddingRequest *request = chl_embedding_request_new ("m");

  case_init (&self);
  add_answer (&self, 0, 1);
  chl_fake_server_add_json (self.fixture->server, EMBEDDINGS, 200, "{\"data\":[{\"embedding\":[1,2,3]}]}");
  begin (&self, 1);
  finish (&self);
  assert_vectors (&self, 1);
  g_assert_cmpuint (chl_lessons_get_number (self.provider, "m", CHL_LESSON_DIMENSIONS), ==, 2);
  g_clear_pointer (&self.vectors, chl_vectors_unref);
  g_clear_object (&self.result);

  begin (&self, 1);
  finish (&self);
  g_assert_error (self.error, CHL_ERROR, CHL_ERROR_PROTOCOL);
  g_assert_cmpstr (self.error->message, ==,
                   "m now makes vectors of 3 numbers, not of 2 as before; forget what was learned of it "
                   "to use them");
  g_clear_error (&self.error);
  g_clear_object (&self.result);

  /* A length that was asked for says nothing of the usual one. */
  chl_embedding_request_add (request, "t");
  request->dimensions = 3;
  chl_embed_async (self.fixture->engine, self.provider, request, shorter, NULL, chl_fixture_keep_cb,
                   &self.result);
  self.vectors = chl_embed_finish (self.fixture->engine, chl_fixture_wait (&self.result), &self.error);
  g_assert_no_error (self.error);
  g_assert_cmpuint (chl_lessons_get_number (self.provider, "m", CHL_LESSON_DIMENSIONS), ==, 2);
  g_clear_pointer (&self.vectors, chl_vectors_unref);
  g_clear_object (&self.result);

  chl_lessons_forget (self.provider, "m");
  begin (&self, 1);
  finish (&self);
  g_assert_no_error (self.error);
  g_assert_cmpuint (chl_lessons_get_number (self.provider, "m", CHL_LESSON_DIMENSIONS), ==, 3);
}

/* In many requests, each in its place. */
static void
test_very_many (void)
{
  const guint n = 32 * BATCH + 1;
  g_auto(Case) self;

  case_init (&self);
  for (guint first = 0; first < n; first += BATCH)
    add_answer (&self, first, MIN (BATCH, n - first));
  begin (&self, n);
  finish (&self);
  assert_vectors (&self, n);
  g_assert_cmpuint (chl_fake_server_get_n_requests (self.fixture->server), ==, (n + BATCH - 1) / BATCH);
}

/* Which text it is, nobody knows but us. */
static void
test_one_too_long (void)
{
  g_auto(Case) self;

  case_init (&self);
  add_answer (&self, 0, 2);
  chl_fake_server_add_json (self.fixture->server, EMBEDDINGS, 400,
                            "{\"error\":{\"message\":\"x\",\"code\":\"context_length_exceeded\"}}");
  begin (&self, 2);
  finish (&self);
  assert_vectors (&self, 2);
  g_clear_pointer (&self.vectors, chl_vectors_unref);
  g_clear_object (&self.result);

  begin (&self, 3);
  finish (&self);
  g_assert_error (self.error, CHL_ERROR, CHL_ERROR_TOO_LONG);
  g_assert_cmpstr (self.error->message, ==, "Text 1 is longer than m can take");
  g_assert_cmpuint (count_sent (&self, 1), ==, 3);
  g_assert_cmpuint (count_sent (&self, 2), ==, 1);
}

/* Half of the vectors are none. */
static void
test_all_or_nothing (void)
{
  static const struct
  {
    guint       status;
    const char *body;
    int         code;
  } rows[] = {
    { 402, "{\"error\":\"pay first\"}", CHL_ERROR_NO_CREDIT },
    { 404, "{\"error\":{\"message\":\"no m\"}}", CHL_ERROR_NOT_FOUND },
    { 400, "{\"error\":{\"message\":\"not an embedding model\"}}", CHL_ERROR_REJECTED },
    { 200, "{\"data\":[{\"embedding\":[1,2]},{\"embedding\":[1,2]}]}", CHL_ERROR_PROTOCOL },
    { 200, "{\"data\":[{\"embedding\":[1,2,3]}]}", CHL_ERROR_PROTOCOL },
    { 200, "{\"data\":[{\"embedding\":[1,null]}]}", CHL_ERROR_PROTOCOL },
    { 200, "{\"data\":[{\"embedding\":[1,2", CHL_ERROR_TRUNCATED },
    { 200, "{\"error\":{\"message\":\"gone\",\"type\":\"invalid_request_error\"}}", CHL_ERROR_REJECTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(Case) self;

      g_test_message ("%u", i);
      case_init (&self);
      add_answer (&self, 0, BATCH);
      chl_fake_server_add_json (self.fixture->server, EMBEDDINGS, rows[i].status, rows[i].body);
      begin (&self, BATCH + 1);
      finish (&self);

      g_assert_error (self.error, CHL_ERROR, rows[i].code);
      g_assert_null (strchr (self.error->message, '\n'));
      g_assert_cmpint (chl_message_get_finish (self.answer), ==, CHL_FINISH_ERROR);
      g_assert_nonnull (chl_message_get_failure (self.answer));
      g_assert_cmpint (chl_message_get_usage (self.answer)->input, ==, BATCH);
      g_assert_cmpuint (chl_fake_server_get_n_requests (self.fixture->server), ==, 2);
    }
}

static void
test_retries (void)
{
  g_auto(Case) self;
  ChlFakeAnswer *answer;

  case_init (&self);
  answer = chl_fake_server_add_json (self.fixture->server, EMBEDDINGS, 503, "{}");
  chl_fake_answer_add_header (answer, "retry-after-ms", "1");
  add_answer (&self, 0, 1);
  begin (&self, 1);
  finish (&self);

  assert_vectors (&self, 1);
  g_assert_cmpuint (chl_fake_server_get_n_requests (self.fixture->server), ==, 2);
}

static void
test_nothing_to_send (void)
{
  g_auto(Case) self;
  ChlEmbeddingRequest *request = chl_embedding_request_new ("m");

  case_init (&self);
  begin (&self, 0);
  finish (&self);
  g_assert_nonnull (self.error);
  g_clear_error (&self.error);
  g_clear_object (&self.result);

  chl_embedding_request_add (request, "x");
  chl_embedding_request_add (request, "");
  g_assert_null (chl_embed_describe (self.fixture->engine, self.provider, request, &self.error));
  g_assert_error (self.error, CHL_ERROR, CHL_ERROR_INVALID);
  g_clear_error (&self.error);
  chl_embed_async (self.fixture->engine, self.provider, request, self.answer, NULL, chl_fixture_keep_cb,
                   &self.result);
  finish (&self);
  g_assert_nonnull (strstr (self.error->message, "Text 2 is empty"));
  g_assert_cmpuint (chl_fake_server_get_n_requests (self.fixture->server), ==, 0);
}

static void
test_stopped (void)
{
  g_auto(Case) self;
  ChlFakeAnswer *answer;

  case_init (&self);
  answer = chl_fake_server_add (self.fixture->server, EMBEDDINGS, 200, CHL_FAKE_CHUNKED);
  chl_fake_answer_add_header (answer, "Content-Type", "application/json");
  chl_fake_answer_add_text (answer, "{\"data\":[");
  chl_fake_answer_set_then (answer, CHL_FAKE_HANG);
  begin (&self, BATCH + 1);
  CHL_FIXTURE_UNTIL (chl_fake_server_get_n_requests (self.fixture->server) == 1);
  g_cancellable_cancel (self.cancellable);
  finish (&self);

  g_assert_error (self.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (chl_message_get_finish (self.answer), ==, CHL_FINISH_CANCELLED);
  g_assert_null (chl_message_get_failure (self.answer));
  g_assert_cmpuint (chl_fake_server_get_n_requests (self.fixture->server), ==, 1);
}

/* A server may repeat the key of a call in what it says of it. */
static void
test_hides_the_key (void)
{
  g_auto(Case) self;

  case_init (&self);
  chl_fixture_set_key (self.fixture, self.provider, "sk-embed-0123456789abcdef");
  chl_fake_server_add_json (self.fixture->server, EMBEDDINGS, 400,
                            "{\"error\":{\"message\":\"sk-embed-0123456789abcdef may not do that\"}}");
  begin (&self, 1);
  finish (&self);

  g_assert_nonnull (strstr (self.error->message, "may not do that"));
  g_assert_null (strstr (self.error->message, "0123456789abcdef"));
}

static void
test_ollama (void)
{
  g_auto(Case) self;
  g_autofree char *endpoint = NULL;
  ChlNewProvider   what = { .family_id = "ollama", .id = "here" };

  case_init (&self);
  what.endpoint = endpoint = chl_fake_server_dup_address (self.fixture->server, "");
  self.provider = chl_fixture_add (self.fixture, &what, &self.error);
  g_assert_no_error (self.error);
  chl_fake_server_add_json (self.fixture->server, "/api/embed", 200,
                            "{\"embeddings\":[[0,0.5],[1,0.5]],\"prompt_eval_count\":3}");
  begin (&self, 2);
  finish (&self);

  assert_vectors (&self, 2);
  g_assert_cmpint (chl_message_get_usage (self.answer)->input, ==, 3);
  g_assert_cmpint (chl_message_get_protocol (self.answer), ==, CHL_PROTOCOL_OLLAMA_EMBED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/embed/in-batches", test_in_batches);
  g_test_add_func ("/embed/fewer-at-once", test_fewer_at_once);
  g_test_add_func ("/embed/batch-is-learned", test_batch_is_learned);
  g_test_add_func ("/embed/other-length", test_other_length);
  g_test_add_func ("/embed/very-many", test_very_many);
  g_test_add_func ("/embed/one-too-long", test_one_too_long);
  g_test_add_func ("/embed/all-or-nothing", test_all_or_nothing);
  g_test_add_func ("/embed/retries", test_retries);
  g_test_add_func ("/embed/nothing-to-send", test_nothing_to_send);
  g_test_add_func ("/embed/stopped", test_stopped);
  g_test_add_func ("/embed/hides-the-key", test_hides_the_key);
  g_test_add_func ("/embed/ollama", test_ollama);

  return g_test_run ();
}
