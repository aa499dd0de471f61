/* test-registry-keeper-refused.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "registry-keeper-fixture.h"

#define API "/api.json"
#define TOO_MUCH (17 * 1024 * 1024)

/* Bytes at a time. */
#define PIECE 65536

/**
 * State:
 *
 * All that a refresh may change.
 */
typedef struct
{
  GBytes *table;
  GBytes *old;
  GBytes *state;
  char   *price;
  guint   n_changed;
} State;

static State
take_state (KeeperFixture *self)
{
  State state = {
    .table = keeper_fixture_read (self, KEEPER_TABLE),
    .old = keeper_fixture_read (self, KEEPER_OLD),
    .state = keeper_fixture_read (self, KEEPER_STATE),
    .price = keeper_fixture_dup_price (self),
    .n_changed = self->n_changed,
  };

  return state;
}

static void
clear_state (State *self)
{
  g_clear_pointer (&self->table, g_bytes_unref);
  g_clear_pointer (&self->old, g_bytes_unref);
  g_clear_pointer (&self->state, g_bytes_unref);
  g_free (self->price);
}

static void
assert_same_bytes (GBytes *a,
                   GBytes *b)
{
  g_assert_true (a == b || (a != NULL && b != NULL && g_bytes_equal (a, b)));
}

/* Nothing has changed, and nothing else lies there. */
static void
assert_state (KeeperFixture *self,
              const State   *before)
{
  g_autofree char *folder = g_build_filename (self->base->folder, "cache", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  State       now = take_state (self);
  const char *name;

  assert_same_bytes (now.table, before->table);
  assert_same_bytes (now.old, before->old);
  assert_same_bytes (now.state, before->state);
  g_assert_cmpstr (now.price, ==, before->price);
  g_assert_cmpuint (now.n_changed, ==, before->n_changed);
  clear_state (&now);

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_suffix (name, ".new") || g_str_has_suffix (name, ".lock"));
}

static void
refresh_twice (KeeperFixture *self)
{
  g_autofree char *other = keeper_fixture_dup_changed (self, "\"cost\": {\"input\": 2.5,",
                                                       "\"cost\": {\"input\": 2,");

  keeper_fixture_refresh_to (self, other, "\"one\"");
  keeper_fixture_refresh_to (self, self->sample, "\"two\"");
}

static void
assert_refused (KeeperFixture *self,
                ChlError       code)
{
  State before = take_state (self);
  g_autoptr(GError) error = NULL;

  g_assert_false (keeper_fixture_refresh (self, NULL, &error));
  g_assert_error (error, CHL_ERROR, (int) code);
  g_assert_null (strstr (error->message, "http_"));
  assert_state (self, &before);
  clear_state (&before);
}

/* --- What comes from the network --- */

/* Blanks, packed to next to nothing. */
static void
add_bomb (ChlFakeAnswer *answer)
{
  g_autoptr(GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP,
                                                                      9));
  g_autofree char *blanks = g_strnfill (PIECE, ' ');
  gsize            n_left = TOO_MUCH;
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED)
    {
      g_autoptr(GError) error = NULL;
      char  packed[PIECE];
      gsize n_read;
      gsize n_packed;

      result = g_converter_convert (packer, blanks, MIN (n_left, PIECE), packed, sizeof packed,
                                    n_left <= PIECE ? G_CONVERTER_INPUT_AT_END : 0, &n_read,
                                    &n_packed, &error);
      g_assert_no_error (error);
      n_left -= n_read;
      if (n_packed > 0)
        chl_fake_answer_add_bytes (answer, packed, n_packed);
    }
}

/* Says something bad; what, is @nth. Returns: %FALSE once there is nothing more. */
static gboolean
answer_badly (KeeperFixture *self,
              guint          nth,
              ChlError      *out_code)
{
  ChlFakeAnswer   *answer;
  g_autofree char *half = g_strndup (self->sample, strlen (self->sample) / 2);
  g_autofree char *thin = NULL;

  *out_code = CHL_ERROR_PROTOCOL;
  switch (nth)
    {
    case 0:
      answer = keeper_fixture_begin_answer (self, 200, CHL_FAKE_LENGTH);
      chl_fake_answer_add_header (answer, "Content-Type", "text/html");
      chl_fake_answer_add_text (answer, self->sample);
      return TRUE;

    case 1:
      answer = keeper_fixture_begin_answer (self, 200, CHL_FAKE_LENGTH);
      chl_fake_answer_add_text (answer, self->sample); /* of no type at all */
      return TRUE;

    case 2:
      keeper_fixture_answer (self, "<!DOCTYPE html><title>Sign in</title>", "\"x\"");
      return TRUE;

    case 3:
      keeper_fixture_answer (self, "{}", "\"x\"");
      return TRUE;

    case 4:
      thin = keeper_fixture_dup_changed (self, "\"anthropic\": {\n", "\"somebody-else\": {\n");
      keeper_fixture_answer (self, thin, "\"x\"");
      return TRUE;

    case 5:
      *out_code = CHL_ERROR_TRUNCATED;
      keeper_fixture_answer (self, half, "\"x\"");
      return TRUE;

    default:
      return FALSE;
    }
}

static void
test_bad_answers (KeeperFixture *self,
                  gconstpointer  data)
{
  ChlError code;

  for (guint i = 0; answer_badly (self, i, &code); i++)
    {
      g_test_message ("%u, nothing there", i);
      assert_refused (self, code);
    }

  refresh_twice (self);
  for (guint i = 0; answer_badly (self, i, &code); i++)
    {
      g_test_message ("%u, over a refreshed table", i);
      assert_refused (self, code);
    }
}

static void
test_statuses (KeeperFixture *self,
               gconstpointer  data)
{
  const guint statuses[] = { 201, 204, 206, 400, 401, 403, 404, 429, 500, 503 };

  refresh_twice (self);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      ChlFakeAnswer *answer = keeper_fixture_begin_answer (self, statuses[i], CHL_FAKE_LENGTH);

      g_test_message ("%u", statuses[i]);
      chl_fake_answer_add_header (answer, "Content-Type", "application/json");
      if (statuses[i] != 204)
        chl_fake_answer_add_text (answer, self->sample);
      assert_refused (self, CHL_ERROR_SERVER);
    }
}

static void
test_redirects (KeeperFixture *self,
                gconstpointer  data)
{
  const guint      statuses[] = { 301, 302, 303, 307, 308 };
  ChlFakeServer   *elsewhere = chl_fake_server_new ();
  g_autofree char *address = chl_fake_server_dup_address (elsewhere, API);

  chl_fake_server_add_json (elsewhere, NULL, 200, self->sample);
  refresh_twice (self);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      ChlFakeAnswer *answer = keeper_fixture_begin_answer (self, statuses[i], CHL_FAKE_LENGTH);

      chl_fake_answer_add_header (answer, "Location", i % 2 == 0 ? address : "/other.json");
      assert_refused (self, CHL_ERROR_REDIRECT);
    }
  g_assert_cmpuint (chl_fake_server_get_n_connections (elsewhere), ==, 0);
  chl_fake_server_stop (elsewhere);
  g_assert_finalize_object (elsewhere);
}

/* Nobody asked whether anything has changed. */
static void
test_not_modified_unasked (KeeperFixture *self,
                           gconstpointer  data)
{
  keeper_fixture_begin_answer (self, 304, CHL_FAKE_LENGTH);
  assert_refused (self, CHL_ERROR_REDIRECT);
}

static void
test_too_much (KeeperFixture *self,
               gconstpointer  data)
{
  ChlFakeAnswer *answer;

  refresh_twice (self);
  answer = keeper_fixture_begin_answer (self, 200, CHL_FAKE_LENGTH);
  chl_fake_answer_add_header (answer, "Content-Type", "application/json");
  chl_fake_answer_add_header (answer, "Content-Encoding", "gzip");
  add_bomb (answer);
  assert_refused (self, CHL_ERROR_LIMIT);

  answer = keeper_fixture_begin_answer (self, 200, CHL_FAKE_CHUNKED);
  chl_fake_answer_add_header (answer, "Content-Type", "application/json");
  chl_fake_answer_add_fill (answer, " ", TOO_MUCH);
  assert_refused (self, CHL_ERROR_LIMIT);
}

static void
test_broken_connections (KeeperFixture *self,
                         gconstpointer  data)
{
  const ChlFakeThen thens[] = { CHL_FAKE_CLOSE, CHL_FAKE_CUT, CHL_FAKE_RESET };

  refresh_twice (self);
  for (guint i = 0; i < G_N_ELEMENTS (thens); i++)
    {
      ChlFakeAnswer   *answer = keeper_fixture_begin_answer (self, 200, CHL_FAKE_CHUNKED);
      g_autofree char *half = g_strndup (self->sample, strlen (self->sample) / 2);
      State            before = take_state (self);
      g_autoptr(GError) error = NULL;

      chl_fake_answer_add_header (answer, "Content-Type", "application/json");
      chl_fake_answer_add_text (answer, half);
      chl_fake_answer_set_then (answer, thens[i]);
      g_assert_false (keeper_fixture_refresh (self, NULL, &error));
      g_assert_cmpint (error->domain, ==, CHL_ERROR);
      assert_state (self, &before);
      clear_state (&before);
    }
}

/* Half a minute in all, however busily it drips. */
static void
test_silence (KeeperFixture *self,
              gconstpointer  data)
{
  ChlFakeAnswer *answer;
  State          before;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  guint n_before;

  refresh_twice (self);
  before = take_state (self);
  answer = keeper_fixture_answer (self, "{", NULL);
  chl_fake_answer_add_gate (answer);
  chl_fake_answer_add_text (answer, "}");
  n_before = chl_fake_server_get_n_requests (self->base->server);
  chl_registry_keeper_refresh_async (self->keeper, FALSE, NULL, chl_fixture_keep_cb, &result);
  CHL_FIXTURE_UNTIL (chl_fake_server_get_n_requests (self->base->server) > n_before);
  chl_fake_clock_advance_ms (self->base->clock, 29 * 1000);
  g_assert_null (result);
  chl_fake_clock_advance_ms (self->base->clock, 2 * 1000);
  g_assert_false (chl_registry_keeper_refresh_finish (self->keeper, chl_fixture_wait (&result), NULL,
                                                      &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_TIMEOUT);
  assert_state (self, &before);
  clear_state (&before);
}

/* --- What was not wanted --- */

static void
test_local_only (KeeperFixture *self,
                 gconstpointer  data)
{
  keeper_fixture_answer (self, self->sample, NULL);
  chl_engine_set_local_only (self->base->engine, TRUE);
  assert_refused (self, CHL_ERROR_NOT_LOCAL);
  g_assert_cmpuint (chl_fake_server_get_n_connections (self->base->server), ==, 0);
}

static void
test_metered (KeeperFixture *self,
              gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  keeper_fixture_answer (self, self->sample, NULL);
  keeper_fixture_set_metered (self, TRUE);
  assert_refused (self, CHL_ERROR_NETWORK);
  g_assert_cmpuint (chl_fake_server_get_n_connections (self->base->server), ==, 0);

  chl_registry_keeper_refresh_async (self->keeper, TRUE, NULL, chl_fixture_keep_cb, &result);
  chl_registry_keeper_refresh_finish (self->keeper, chl_fixture_wait (&result), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (chl_registry_keeper_is_refreshed (self->keeper));
}

static void
test_cancelled (KeeperFixture *self,
                gconstpointer  data)
{
  for (guint i = 0; i < 2; i++)
    {
      ChlFakeAnswer *answer = keeper_fixture_answer (self, "{", NULL);
      State          before = take_state (self);
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;

      chl_fake_answer_add_gate (answer);
      if (i == 0)
        g_cancellable_cancel (cancellable);
      chl_registry_keeper_refresh_async (self->keeper, FALSE, cancellable, chl_fixture_keep_cb,
                                         &result);
      if (i == 1)
        CHL_FIXTURE_UNTIL (chl_fake_server_get_n_requests (self->base->server) > 0);
      g_cancellable_cancel (cancellable);
      g_assert_false (chl_registry_keeper_refresh_finish (self->keeper, chl_fixture_wait (&result),
                                                          NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      assert_state (self, &before);
      clear_state (&before);
    }
}

static void
test_one_at_a_time (KeeperFixture *self,
                    gconstpointer  data)
{
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) second = NULL;
  g_autoptr(GError) error = NULL;

  keeper_fixture_answer (self, self->sample, NULL);
  chl_registry_keeper_refresh_async (self->keeper, FALSE, NULL, chl_fixture_keep_cb, &first);
  chl_registry_keeper_refresh_async (self->keeper, FALSE, NULL, chl_fixture_keep_cb, &second);
  g_assert_false (chl_registry_keeper_refresh_finish (self->keeper, chl_fixture_wait (&second), NULL,
                                                      &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_FAILED);
  g_clear_error (&error);
  chl_registry_keeper_refresh_finish (self->keeper, chl_fixture_wait (&first), NULL, &error);
  g_assert_no_error (error);
}

/* A folder where nothing can be written. */
static void
test_no_room (KeeperFixture *self,
              gconstpointer  data)
{
  keeper_fixture_answer (self, self->sample, NULL);
  chl_fixture_write_file (self->base, "cache/registry.gvariant.new/in-the-way", "");
  {
    g_autoptr(GError) error = NULL;

    g_assert_false (keeper_fixture_refresh (self, NULL, &error));
    g_assert_error (error, CHL_ERROR, CHL_ERROR_STORAGE);
    g_assert_cmpuint (self->n_changed, ==, 0);
    g_assert_false (chl_registry_keeper_is_refreshed (self->keeper));
  }
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (KeeperFixture *self,
                  gconstpointer  data);
  } tests[] = {
    { "bad-answers", test_bad_answers },
    { "statuses", test_statuses },
    { "redirects", test_redirects },
    { "not-modified-unasked", test_not_modified_unasked },
    { "too-much", test_too_much },
    { "broken-connections", test_broken_connections },
    { "silence", test_silence },
    { "local-only", test_local_only },
    { "metered", test_metered },
    { "cancelled", test_cancelled },
    { "one-at-a-time", test_one_at_a_time },
    { "no-room", test_no_room },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/registry-keeper/refused/", tests[i].path, NULL);

      g_test_add (path, KeeperFixture, NULL, keeper_fixture_set_up, tests[i].func,
                  keeper_fixture_tear_down);
    }

  return g_test_run ();
}
