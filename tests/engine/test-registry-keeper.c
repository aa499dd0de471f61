/* test-registry-keeper.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "chl-host-count.h"
#include "chl-ledger.h"
#include "registry-keeper-fixture.h"

#define BUNDLED_PRICE "3/15/0.3/3.75"
#define FIRST_PRICE "2.5/12.5/0.25/3.125"
#define SECOND_PRICE "2/12.5/0.25/3.125"
#define COST "\"cost\": {\"input\": 2.5,"
#define OTHER_COST "\"cost\": {\"input\": 2,"

static void
assert_price (KeeperFixture *self,
              const char    *price)
{
  g_autofree char *found = keeper_fixture_dup_price (self);

  g_assert_cmpstr (found, ==, price);
}

static const char *
get_sent (KeeperFixture *self,
          guint          nth,
          const char    *field)
{
  return chl_fake_request_get_header (chl_fake_server_get_request (self->base->server, nth), field);
}

static void
test_bundled_at_first (KeeperFixture *self,
                       gconstpointer  data)
{
  g_autoptr(GBytes) file = keeper_fixture_read (self, KEEPER_TABLE);

  assert_price (self, BUNDLED_PRICE);
  g_assert_null (file);
  g_assert_false (chl_registry_keeper_is_refreshed (self->keeper));
  g_assert_false (chl_registry_keeper_has_older (self->keeper));
  g_assert_null (chl_registry_keeper_get_report (self->keeper));
  g_assert_cmpint (chl_registry_keeper_get_checked_us (self->keeper), ==, 0);
  g_assert_cmpint (chl_registry_keeper_get_refreshed_us (self->keeper), ==, 0);
  g_assert_cmpuint (chl_fake_server_get_n_connections (self->base->server), ==, 0);
}

static void
test_refreshes (KeeperFixture *self,
                gconstpointer  data)
{
  g_autoptr(ChlRegistryKeeper) later = NULL;
  const ChlRefreshReport *report;
  ChlRegistryMatch        match;

  assert_price (self, BUNDLED_PRICE);
  keeper_fixture_refresh_to (self, self->sample, "W/\"one\"");
  g_assert_cmpuint (self->n_changed, ==, 1);
  assert_price (self, FIRST_PRICE);
  g_assert_true (chl_registry_keeper_is_refreshed (self->keeper));
  g_assert_false (chl_registry_keeper_has_older (self->keeper));
  g_assert_cmpint (chl_registry_keeper_get_refreshed_us (self->keeper), ==,
                   chl_engine_get_now_us (self->base->engine));

  report = chl_registry_keeper_get_report (self->keeper);
  g_assert_nonnull (report);
  g_assert_cmpuint (report->n_new, ==, 6);
  g_assert_cmpuint (report->dropped[CHL_DROP_UNKNOWN], ==, 1);

  /* It is there for whoever comes later. */
  later = keeper_fixture_new_keeper (self, self->base->engine);
  g_assert_true (chl_registry_resolve (chl_registry_keeper_get_registry (later), "anthropic",
                                       "claude-c", &match));
  report = chl_registry_keeper_get_report (later);
  g_assert_nonnull (report);
  g_assert_cmpuint (report->n_new, ==, 6);
  g_assert_cmpuint (report->dropped[CHL_DROP_UNKNOWN], ==, 1);
}

/* What is sent, and nothing else. */
static void
test_sends (KeeperFixture *self,
            gconstpointer  data)
{
  ChlFakeRequest *request;

  keeper_fixture_refresh_to (self, self->sample, NULL);
  g_assert_cmpuint (chl_fake_server_get_n_requests (self->base->server), ==, 1);
  request = chl_fake_server_get_request (self->base->server, 0);
  g_assert_cmpstr (chl_fake_request_get_method (request), ==, "GET");
  g_assert_cmpstr (chl_fake_request_get_path (request), ==, "/api.json");
  g_assert_cmpstr (get_sent (self, 0, "User-Agent"), ==, "Chatelaine/" PACKAGE_VERSION);
  g_assert_nonnull (strstr (get_sent (self, 0, "Accept-Encoding"), "gzip"));
  g_assert_null (get_sent (self, 0, "Authorization"));
  g_assert_null (get_sent (self, 0, "Cookie"));
  g_assert_null (get_sent (self, 0, "Referer"));
  g_assert_null (get_sent (self, 0, "Accept-Language"));
  g_assert_null (get_sent (self, 0, "If-None-Match"));
}

static void
test_takes_packed (KeeperFixture *self,
                   gconstpointer  data)
{
  g_autoptr(GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP,
                                                                      9));
  ChlFakeAnswer *answer = keeper_fixture_answer (self, "", NULL);
  g_autoptr(GError) error = NULL;
  char  packed[16384];
  gsize n_read;
  gsize n_packed;

  g_converter_convert (packer, self->sample, strlen (self->sample), packed, sizeof packed,
                       G_CONVERTER_INPUT_AT_END, &n_read, &n_packed, &error);
  g_assert_no_error (error);
  chl_fake_answer_add_header (answer, "Content-Encoding", "gzip");
  chl_fake_answer_add_bytes (answer, packed, n_packed);
  keeper_fixture_refresh (self, NULL, &error);
  g_assert_no_error (error);
  assert_price (self, FIRST_PRICE);
}

static void
test_nothing_new (KeeperFixture *self,
                  gconstpointer  data)
{
  ChlRefreshOutcome outcome = CHL_REFRESH_DONE;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) before = NULL;
  g_autoptr(GBytes) after = NULL;
  gint64 refreshed_us;

  keeper_fixture_refresh_to (self, self->sample, "W/\"one\"");
  before = keeper_fixture_read (self, KEEPER_TABLE);
  refreshed_us = chl_registry_keeper_get_refreshed_us (self->keeper);

  keeper_fixture_begin_answer (self, 304, CHL_FAKE_LENGTH);
  chl_fake_clock_advance_ms (self->base->clock, 60 * 1000);
  keeper_fixture_refresh (self, &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome, ==, CHL_REFRESH_NOTHING_NEW);
  g_assert_cmpstr (get_sent (self, 1, "If-None-Match"), ==, "W/\"one\"");

  after = keeper_fixture_read (self, KEEPER_TABLE);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_cmpuint (self->n_changed, ==, 1);
  g_assert_cmpint (chl_registry_keeper_get_refreshed_us (self->keeper), ==, refreshed_us);
  g_assert_cmpint (chl_registry_keeper_get_checked_us (self->keeper), ==,
                   refreshed_us + 60 * G_USEC_PER_SEC);
  g_assert_cmpuint (chl_registry_keeper_get_report (self->keeper)->n_new, ==, 6);
}

static void
test_asks_by_time (KeeperFixture *self,
                   gconstpointer  data)
{
  ChlFakeAnswer *answer = keeper_fixture_answer (self, self->sample, NULL);
  g_autoptr(GError) error = NULL;

  chl_fake_answer_add_header (answer, "Last-Modified", "Sun, 22 Nov 2026 10:00:00 GMT");
  keeper_fixture_refresh (self, NULL, &error);
  g_assert_no_error (error);
  keeper_fixture_refresh_to (self, self->sample, NULL);
  g_assert_cmpstr (get_sent (self, 1, "If-Modified-Since"), ==, "Sun, 22 Nov 2026 10:00:00 GMT");
  g_assert_null (get_sent (self, 1, "If-None-Match"));
}

static void
test_goes_back (KeeperFixture *self,
                gconstpointer  data)
{
  g_autofree char *other = keeper_fixture_dup_changed (self, COST, OTHER_COST);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) table = NULL;

  keeper_fixture_refresh_to (self, self->sample, "\"one\"");
  keeper_fixture_refresh_to (self, other, "\"two\"");
  assert_price (self, SECOND_PRICE);
  g_assert_true (chl_registry_keeper_has_older (self->keeper));
  g_assert_cmpuint (chl_registry_keeper_get_report (self->keeper)->n_changed, ==, 1);

  keeper_fixture_go_back (self, &error);
  g_assert_no_error (error);
  assert_price (self, FIRST_PRICE);
  g_assert_true (chl_registry_keeper_is_refreshed (self->keeper));
  g_assert_false (chl_registry_keeper_has_older (self->keeper));
  g_assert_null (chl_registry_keeper_get_report (self->keeper));

  keeper_fixture_go_back (self, &error);
  g_assert_no_error (error);
  assert_price (self, BUNDLED_PRICE);
  g_assert_false (chl_registry_keeper_is_refreshed (self->keeper));
  table = keeper_fixture_read (self, KEEPER_TABLE);
  g_assert_null (table);
  g_assert_cmpuint (self->n_changed, ==, 4);

  g_assert_false (keeper_fixture_go_back (self, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_FAILED);
  g_assert_cmpuint (self->n_changed, ==, 4);
}

/* While one waits for models.dev, another goes back: what comes is made all the same. */
static void
test_goes_back_meanwhile (KeeperFixture *self,
                          gconstpointer  data)
{
  ChlFixture        *beside = chl_fixture_new_beside (self->base);
  ChlRegistryKeeper *other = keeper_fixture_new_keeper (self, beside->engine);
  g_autofree char   *changed = keeper_fixture_dup_changed (self, COST, OTHER_COST);
  g_autofree char   *half = g_strndup (changed, strlen (changed) / 2);
  ChlFakeAnswer     *answer;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) back = NULL;
  g_autoptr(GError) error = NULL;
  guint n_before;

  keeper_fixture_refresh_to (self, self->sample, "\"one\"");
  answer = keeper_fixture_begin_answer (self, 200, CHL_FAKE_CHUNKED);
  chl_fake_answer_add_header (answer, "Content-Type", "application/json");
  chl_fake_answer_add_text (answer, half);
  chl_fake_answer_add_gate (answer);
  chl_fake_answer_add_text (answer, changed + strlen (half));
  n_before = chl_fake_server_get_n_requests (self->base->server);
  chl_registry_keeper_refresh_async (self->keeper, FALSE, NULL, chl_fixture_keep_cb, &result);
  CHL_FIXTURE_UNTIL (chl_fake_server_get_n_requests (self->base->server) > n_before);

  chl_registry_keeper_go_back_async (other, NULL, chl_fixture_keep_cb, &back);
  g_assert_true (chl_registry_keeper_go_back_finish (other, chl_fixture_wait (&back), &error));
  g_assert_no_error (error);
  g_assert_false (chl_registry_keeper_is_refreshed (other));

  chl_fake_server_open_gate (self->base->server);
  chl_registry_keeper_refresh_finish (self->keeper, chl_fixture_wait (&result), NULL, &error);
  g_assert_no_error (error);
  assert_price (self, SECOND_PRICE);

  /* One step back is what the other one had chosen. */
  g_assert_false (chl_registry_keeper_has_older (self->keeper));
  keeper_fixture_go_back (self, &error);
  g_assert_no_error (error);
  assert_price (self, BUNDLED_PRICE);

  g_clear_object (&result);
  g_clear_object (&back);
  g_assert_finalize_object (other);
  chl_fixture_free (beside);
}

static ChlHostCount *
read_count (ChlEngine *engine)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) counts = NULL;
  g_autoptr(GError) error = NULL;
  const ChlHostCount *count;

  chl_ledger_read_async (engine, NULL, chl_fixture_keep_cb, &result);
  counts = chl_ledger_read_finish (engine, chl_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts->len, <=, 1);
  if (counts->len == 0)
    return NULL;

  count = g_ptr_array_index (counts, 0);
  g_assert_cmpstr (count->host, ==, "127.0.0.1");
  g_assert_cmpstr (count->purpose, ==, CHL_PURPOSE_REGISTRY);
  g_assert_null (count->provider_id);

  return chl_host_count_copy (count);
}

/* Whatever became of it, it was asked for; that stays when the table does not. */
static void
test_counted (KeeperFixture *self,
              gconstpointer  data)
{
  g_autoptr(ChlHostCount) none = read_count (self->base->engine);
  g_autoptr(ChlHostCount) once = NULL;
  g_autoptr(ChlHostCount) thrice = NULL;
  g_autoptr(ChlHostCount) later = NULL;
  g_autoptr(GError) error = NULL;
  gint64 began_us = chl_engine_get_now_us (self->base->engine);

  g_assert_null (none);
  keeper_fixture_refresh_to (self, self->sample, "\"one\"");
  once = read_count (self->base->engine);
  g_assert_cmpint (once->n_requests, ==, 1);
  g_assert_cmpint (once->received_bytes, >, (gint64) strlen (self->sample));
  g_assert_cmpint (once->sent_bytes, >, 0);
  g_assert_cmpint (once->last_us, ==, began_us);
  g_assert_cmpstr (once->first_day, ==, "2023-11-14");

  chl_fake_clock_advance_ms (self->base->clock, 60 * 1000);
  keeper_fixture_begin_answer (self, 304, CHL_FAKE_LENGTH);
  keeper_fixture_refresh (self, NULL, &error);
  g_assert_no_error (error);
  keeper_fixture_begin_answer (self, 500, CHL_FAKE_LENGTH);
  keeper_fixture_refresh (self, NULL, NULL);
  keeper_fixture_go_back (self, &error);
  g_assert_no_error (error);
  thrice = read_count (self->base->engine);
  g_assert_cmpint (thrice->n_requests, ==, 3);
  g_assert_cmpint (thrice->received_bytes, >, once->received_bytes);
  g_assert_cmpint (thrice->last_us, ==, began_us + 60 * G_USEC_PER_SEC);

  chl_fixture_restart (self->base);
  later = read_count (self->base->engine);
  g_assert_cmpint (later->n_requests, ==, 3);
  g_assert_cmpint (later->received_bytes, ==, thrice->received_bytes);
}

/* That the server has nothing newer than what was given up would keep the older one for ever. */
static void
test_forgets_tag_on_the_way_back (KeeperFixture *self,
                                  gconstpointer  data)
{
  g_autofree char *other = keeper_fixture_dup_changed (self, COST, OTHER_COST);
  g_autoptr(GError) error = NULL;

  keeper_fixture_refresh_to (self, self->sample, "\"one\"");
  keeper_fixture_refresh_to (self, other, "\"two\"");
  keeper_fixture_go_back (self, &error);
  g_assert_no_error (error);
  keeper_fixture_refresh_to (self, other, "\"two\"");
  g_assert_null (get_sent (self, 2, "If-None-Match"));
  assert_price (self, SECOND_PRICE);
}

/* Two programs at once: each gets a whole table, and the last one stays. */
static void
test_two_programs (KeeperFixture *self,
                   gconstpointer  data)
{
  ChlFixture        *beside = chl_fixture_new_beside (self->base);
  ChlRegistryKeeper *other = keeper_fixture_new_keeper (self, beside->engine);
  g_autofree char   *changed = keeper_fixture_dup_changed (self, COST, OTHER_COST);
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) second = NULL;
  g_autoptr(GAsyncResult) back = NULL;
  g_autoptr(GError) error = NULL;
  ChlRegistryMatch match;

  keeper_fixture_answer (self, self->sample, "\"one\"");
  chl_registry_keeper_refresh_async (self->keeper, FALSE, NULL, chl_fixture_keep_cb, &first);
  chl_registry_keeper_refresh_async (other, FALSE, NULL, chl_fixture_keep_cb, &second);
  chl_registry_keeper_refresh_finish (self->keeper, chl_fixture_wait (&first), NULL, &error);
  g_assert_no_error (error);
  chl_registry_keeper_refresh_finish (other, chl_fixture_wait (&second), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (chl_registry_resolve (chl_registry_keeper_get_registry (other), "anthropic",
                                       "claude-c", &match));
  assert_price (self, FIRST_PRICE);

  /* What the other one does is seen when there is something to do. */
  chl_registry_keeper_go_back_async (other, NULL, chl_fixture_keep_cb, &back);
  chl_registry_keeper_go_back_finish (other, chl_fixture_wait (&back), &error);
  g_assert_no_error (error);
  assert_price (self, FIRST_PRICE);
  keeper_fixture_refresh_to (self, changed, "\"two\"");
  assert_price (self, SECOND_PRICE);

  g_clear_object (&second);
  g_clear_object (&back);
  g_assert_finalize_object (other);
  chl_fixture_free (beside);
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
    { "bundled-at-first", test_bundled_at_first },
    { "refreshes", test_refreshes },
    { "sends", test_sends },
    { "takes-packed", test_takes_packed },
    { "nothing-new", test_nothing_new },
    { "asks-by-time", test_asks_by_time },
    { "goes-back", test_goes_back },
    { "forgets-tag-on-the-way-back", test_forgets_tag_on_the_way_back },
    { "two-programs", test_two_programs },
    { "goes-back-meanwhile", test_goes_back_meanwhile },
    { "counted", test_counted },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/registry-keeper/", tests[i].path, NULL);

      g_test_add (path, KeeperFixture, NULL, keeper_fixture_set_up, tests[i].func,
                  keeper_fixture_tear_down);
    }

  return g_test_run ();
}
