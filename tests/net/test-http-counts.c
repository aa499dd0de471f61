/* test-http-counts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "chl-http-fixture.h"

typedef struct
{
  HttpFixture  base;
  ChlHttpCount sum;
  char        *said; /* (owned) (nullable) for whom and what for, at the last count */
  guint        n_counts;
} Fixture;

static void
counted_cb (ChlHttp            *http,
            const ChlHttpCount *count,
            gpointer            user_data)
{
  Fixture *self = user_data;

  self->n_counts++;
  self->sum.n_requests += count->n_requests;
  self->sum.sent_bytes += count->sent_bytes;
  self->sum.received_bytes += count->received_bytes;
  g_free (self->said);
  self->said = g_strdup_printf ("%s %s %s", count->host,
                                count->provider_id != NULL ? count->provider_id : "-",
                                count->purpose != NULL ? count->purpose : "-");
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  http_fixture_set_up (&self->base, NULL);
  g_signal_connect (self->base.http, "counted", G_CALLBACK (counted_cb), self);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  http_fixture_tear_down (&self->base, NULL);
  g_free (self->said);
}

static ChlHttpCall *
new_call (Fixture    *self,
          const char *path)
{
  ChlHttpCall *call = http_fixture_new_call (&self->base, path);

  g_free (call->provider_id);
  g_free (call->purpose);
  call->provider_id = g_strdup ("lab");
  call->purpose = g_strdup ("chat");

  return call;
}

static void
test_answered (Fixture      *self,
               gconstpointer data)
{
  ChlHttpCall *call = new_call (self, "/chat");

  chl_fake_server_add_json (self->base.server, "/chat", 200, "{\"answer\":42}");
  g_clear_pointer (&call->body, g_bytes_unref);
  call->body = g_bytes_new_static ("{\"question\":1}", 14);
  g_free (call->method);
  call->method = g_strdup ("POST");
  g_assert_true (http_fixture_run (&self->base, call));
  g_assert_cmpuint (self->sum.n_requests, ==, 1);
  g_assert_cmpint (self->n_counts, ==, 2);
  g_assert_cmpstr (self->said, ==, "127.0.0.1 lab chat");
  /* With their headers. */
  g_assert_cmpint (self->sum.sent_bytes, >, 14 + 20);
  g_assert_cmpint (self->sum.received_bytes, >, 13 + 20);
  g_assert_cmpint (self->sum.received_bytes, <, 1000);
}

/* It is counted while the answer is still to come: who is killed meanwhile has asked all the same. */
static void
test_counted_at_once (Fixture      *self,
                      gconstpointer data)
{
  ChlFakeAnswer *answer = chl_fake_server_add_events (self->base.server, "/chat");

  chl_fake_answer_add_text (answer, "data: 1\n\n");
  chl_fake_answer_add_gate (answer);
  http_fixture_begin (&self->base, new_call (self, "/chat"));
  http_fixture_wait_for_requests (&self->base, 1);
  g_assert_cmpuint (self->sum.n_requests, ==, 1);
  g_assert_cmpint (self->sum.received_bytes, ==, 0);

  g_cancellable_cancel (self->base.cancellable);
  http_fixture_wait (&self->base);
  g_assert_cmpuint (self->sum.n_requests, ==, 1);
  g_assert_cmpint (self->n_counts, ==, 2);
  g_assert_cmpint (self->sum.sent_bytes, >, 0);
}

/* What was refused or broke off went out, too. */
static void
test_failures (Fixture      *self,
               gconstpointer data)
{
  const guint statuses[] = { 302, 401, 500 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      chl_fake_server_forget (self->base.server, "/x");
      chl_fake_server_add_json (self->base.server, "/x", statuses[i], "{}");
      http_fixture_run (&self->base, new_call (self, "/x"));
      g_assert_cmpuint (self->sum.n_requests, ==, i + 1);
      g_assert_cmpint (self->n_counts, ==, 2 * (i + 1));
    }
}

/* What never went out is not counted. */
static void
test_not_sent (Fixture      *self,
               gconstpointer data)
{
  ChlHttpCall *call = new_call (self, "/x");

  g_free (call->address);
  call->address = g_strdup ("http://127.0.0.1:1/x");
  g_assert_false (http_fixture_run (&self->base, call));

  call = new_call (self, "/x");
  g_free (call->address);
  call->address = g_strdup ("http://elsewhere.example/x");
  g_assert_false (http_fixture_run (&self->base, call));
  g_assert_cmpuint (self->n_counts, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/http-counts/answered", Fixture, NULL, set_up, test_answered, tear_down);
  g_test_add ("/http-counts/counted-at-once", Fixture, NULL, set_up, test_counted_at_once,
              tear_down);
  g_test_add ("/http-counts/failures", Fixture, NULL, set_up, test_failures, tear_down);
  g_test_add ("/http-counts/not-sent", Fixture, NULL, set_up, test_not_sent, tear_down);

  return g_test_run ();
}
