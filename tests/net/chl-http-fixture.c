/* chl-http-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-http-fixture.h"

#include "chl-error.h"

void
http_fixture_set_up (HttpFixture  *self,
                     gconstpointer data)
{
  self->server = chl_fake_server_new ();
  self->clock = chl_fake_clock_new (0);
  self->http = chl_http_new (CHL_CLOCK (self->clock));
  self->cancellable = g_cancellable_new ();
  self->pieces = g_string_new (NULL);
  self->stages = g_string_new (NULL);
  self->cancel_stage = NO_STAGE;
}

void
http_fixture_tear_down (HttpFixture  *self,
                        gconstpointer data)
{
  g_clear_pointer (&self->answer, chl_http_answer_unref);
  g_clear_error (&self->error);
  g_assert_finalize_object (g_steal_pointer (&self->http));
  g_assert_cmpuint (chl_fake_clock_get_n_timeouts (self->clock), ==, 0);
  g_assert_finalize_object (g_steal_pointer (&self->clock));
  chl_fake_server_stop (self->server);
  g_assert_finalize_object (g_steal_pointer (&self->server));
  g_clear_object (&self->cancellable);
  g_string_free (self->pieces, TRUE);
  g_string_free (self->stages, TRUE);
}

static void
stage_cb (ChlHttpStage stage,
          gpointer     user_data)
{
  HttpFixture *self = user_data;

  g_string_append_c (self->stages, "RCSWA"[stage]);
  if ((guint) stage == self->cancel_stage)
    g_cancellable_cancel (self->cancellable);
}

static gboolean
answered_cb (ChlHttpAnswer *answer,
             gpointer       user_data,
             GError       **error)
{
  HttpFixture *self = user_data;

  self->n_answered++;
  if (!self->refuse_head)
    return TRUE;

  g_set_error_literal (error, CHL_ERROR, CHL_ERROR_POLICY, "head refused");

  return FALSE;
}

static gboolean
piece_cb (const char *bytes,
          gsize       length,
          gpointer    user_data,
          GError    **error)
{
  HttpFixture *self = user_data;

  g_assert_false (g_cancellable_is_cancelled (self->cancellable));
  self->n_pieces++;
  self->n_bytes += length;
  self->longest_piece = MAX (self->longest_piece, length);
  if (!self->is_counting)
    g_string_append_len (self->pieces, bytes, (gssize) length);
  if (self->refuse_after == 0 || self->n_bytes < self->refuse_after)
    return TRUE;

  g_set_error_literal (error, CHL_ERROR, CHL_ERROR_POLICY, "piece refused");

  return FALSE;
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  HttpFixture *self = user_data;

  g_assert_false (self->is_done);
  self->is_done = TRUE;
  self->answer = chl_http_call_finish (CHL_HTTP (object), result, &self->error);
}

ChlHttpCall *
http_fixture_new_call (HttpFixture *self,
                       const char  *path)
{
  g_autofree char *address = chl_fake_server_dup_address (self->server, path);

  return chl_http_call_new ("GET", address);
}

/* Takes @call. */
void
http_fixture_begin (HttpFixture *self,
                    ChlHttpCall *call)
{
  ChlHttpFuncs funcs = { stage_cb, answered_cb, self->is_gathering ? NULL : piece_cb };

  g_clear_pointer (&self->answer, chl_http_answer_unref);
  g_clear_error (&self->error);
  g_string_truncate (self->pieces, 0);
  g_string_truncate (self->stages, 0);
  self->is_done = FALSE;
  chl_http_call_async (self->http, call, &funcs, self, self->cancellable, done_cb, self);
  chl_http_call_free (call);
}

void
http_fixture_wait (HttpFixture *self)
{
  while (!self->is_done)
    g_main_context_iteration (NULL, TRUE);
}

/* Takes @call. */
gboolean
http_fixture_run (HttpFixture *self,
                  ChlHttpCall *call)
{
  http_fixture_begin (self, call);
  http_fixture_wait (self);
  g_assert_true ((self->answer == NULL) == (self->error != NULL));

  return self->answer != NULL;
}

gboolean
http_fixture_get (HttpFixture *self,
                  const char  *path)
{
  return http_fixture_run (self, http_fixture_new_call (self, path));
}

void
http_fixture_wait_for_requests (HttpFixture *self,
                                guint        n_requests)
{
  while (chl_fake_server_get_n_requests (self->server) < n_requests)
    g_main_context_iteration (NULL, TRUE);
}

void
http_fixture_wait_for_leaving (HttpFixture *self,
                               guint        index)
{
  while (!chl_fake_request_is_left (chl_fake_server_get_request (self->server, index)))
    g_main_context_iteration (NULL, TRUE);
}

void
http_fixture_assert_error (HttpFixture *self,
                           int          code,
                           const char  *words)
{
  g_assert_error (self->error, CHL_ERROR, code);
  g_test_message ("%s", self->error->message);
  g_assert_false (g_str_has_suffix (self->error->message, "."));
  if (strstr (self->error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", self->error->message, words);
}

/* The gathered body as text. */
const char *
http_fixture_get_body (HttpFixture *self)
{
  GBytes *body = chl_http_answer_get_body (self->answer);

  g_assert_nonnull (body);
  g_string_truncate (self->pieces, 0);
  g_string_append_len (self->pieces, g_bytes_get_data (body, NULL),
                       (gssize) g_bytes_get_size (body));

  return self->pieces->str;
}
