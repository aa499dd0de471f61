/* test-ledger.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-clock.h"
#include "chl-host-count.h"
#include "store-calls.h"
#include "store-fixture.h"

typedef struct
{
  char        *folder;   /* (owned) */
  char        *path;     /* (owned) */
  ChlDatabase *database; /* (owned) */
} Fixture;

static void
open_database (Fixture *fixture)
{
  g_autoptr(ChlClock) clock = chl_system_clock_new ();

  fixture->database = chl_database_new (fixture->path, clock);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = fixture_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "x.db", NULL);
  open_database (fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->database);
  g_free (fixture->path);
  fixture_remove_folder (fixture->folder);
}

static void
count (Fixture    *fixture,
       const char *day,
       const char *host,
       const char *provider_id,
       const char *purpose,
       gint64      n_requests,
       gint64      n_bytes,
       gint64      last_us)
{
  g_autoptr(ChlHostCount) added = chl_host_count_new (host, provider_id, purpose);
  g_autoptr(GAsyncResult) slot = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  added->first_day = g_strdup (day);
  added->n_requests = n_requests;
  added->sent_bytes = n_bytes;
  added->received_bytes = n_bytes * 10;
  added->last_us = last_us;
  chl_database_count_async (fixture->database, added, NULL, fixture_result_cb, &slot);
  result = fixture_wait (&slot);
  g_assert_true (chl_database_write_finish (fixture->database, result, &error));
  g_assert_no_error (error);
}

static GPtrArray *
list (Fixture *fixture)
{
  g_autoptr(GAsyncResult) slot = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *counts;

  chl_database_list_counts_async (fixture->database, NULL, fixture_result_cb, &slot);
  result = fixture_wait (&slot);
  counts = chl_database_list_counts_finish (fixture->database, result, &error);
  g_assert_no_error (error);

  return counts;
}

static void
assert_count (GPtrArray  *counts,
              guint       nth,
              const char *expected)
{
  const ChlHostCount *found = g_ptr_array_index (counts, nth);
  g_autofree char    *text = NULL;

  text = g_strdup_printf ("%s %s %s %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                          " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                          found->first_day, found->host,
                          found->provider_id != NULL ? found->provider_id : "-",
                          found->purpose != NULL ? found->purpose : "-", found->n_requests,
                          found->sent_bytes, found->received_bytes, found->last_us);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_nothing_yet (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr(GPtrArray) counts = list (fixture);

  g_assert_cmpuint (counts->len, ==, 0);
}

/* Days are added up; whoever is asked for another reason is told apart. */
static void
test_adds_up (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(GPtrArray) counts = NULL;

  count (fixture, "2026-11-02", "models.dev", NULL, "registry", 1, 0, 50);
  count (fixture, "2026-11-02", "models.dev", NULL, "registry", 0, 7, 60);
  count (fixture, "2026-11-01", "models.dev", NULL, "registry", 1, 5, 40);
  count (fixture, "2026-11-02", "api.example", "a", "models", 1, 1, 10);
  count (fixture, "2026-11-02", "api.example", "a", "chat", 1, 2, 30);
  count (fixture, "2026-11-02", "api.example", "b", "chat", 1, 3, 20);
  count (fixture, "2026-11-02", "api.example", NULL, NULL, 1, 4, 5);

  g_clear_object (&fixture->database);
  open_database (fixture);
  counts = list (fixture);
  g_assert_cmpuint (counts->len, ==, 5);
  assert_count (counts, 0, "2026-11-01 models.dev - registry 2 12 120 60");
  assert_count (counts, 1, "2026-11-02 api.example a chat 1 2 20 30");
  assert_count (counts, 2, "2026-11-02 api.example b chat 1 3 30 20");
  assert_count (counts, 3, "2026-11-02 api.example a models 1 1 10 10");
  assert_count (counts, 4, "2026-11-02 api.example - - 1 4 40 5");
}

/* A clock that went back does not make the last time an earlier one. */
static void
test_clock_goes_back (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr(GPtrArray) counts = NULL;

  count (fixture, "2026-11-02", "models.dev", NULL, "registry", 1, 0, 50);
  count (fixture, "2026-11-02", "models.dev", NULL, "registry", 1, 0, 30);
  counts = list (fixture);
  assert_count (counts, 0, "2026-11-02 models.dev - registry 2 0 0 50");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/ledger/nothing-yet", Fixture, NULL, set_up, test_nothing_yet, tear_down);
  g_test_add ("/ledger/adds-up", Fixture, NULL, set_up, test_adds_up, tear_down);
  g_test_add ("/ledger/clock-goes-back", Fixture, NULL, set_up, test_clock_goes_back, tear_down);

  return g_test_run ();
}
