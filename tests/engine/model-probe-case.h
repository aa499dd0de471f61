/* model-probe-case.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

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
