/* chl-practice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-practice"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-practice.h"

#include "chl-json.h"
#include "chl-practice-embedding.h"
#include "chl-practice-stream.h"
#include "chl-server.h"

#define BASE_PATH "/v1"
#define TOKENS_PER_SECOND 40

/* Seconds. */
#define RETRY_AFTER 2
#define BUSY_FOR 5

struct _ChlPractice
{
  GObject parent_instance;

  ChlClock  *clock;  /* (owned) (not nullable) */
  ChlServer *server; /* (owned) (not nullable) */
  guint      tokens_per_second;
  guint      n_answers;
  gboolean   was_busy; /* whoever asks again is answered */
};

G_DEFINE_FINAL_TYPE (ChlPractice, chl_practice, G_TYPE_OBJECT)

static void
chl_practice_dispose (GObject *object)
{
  ChlPractice *self = CHL_PRACTICE (object);

  if (self->server != NULL)
    chl_server_stop (self->server);
  g_clear_object (&self->server);

  G_OBJECT_CLASS (chl_practice_parent_class)->dispose (object);
}

static void
chl_practice_finalize (GObject *object)
{
  g_clear_object (&CHL_PRACTICE (object)->clock);

  G_OBJECT_CLASS (chl_practice_parent_class)->finalize (object);
}

static void
chl_practice_class_init (ChlPracticeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_practice_dispose;
  object_class->finalize = chl_practice_finalize;
}

static void
answer_json (ChlServerCall *call,
             guint          status,
             const char    *json)
{
  chl_server_call_answer (call, status, "application/json", json, -1);
}

/* @retry_after: seconds to be waited; 0: as many as such an error asks for */
static void
answer_error_after (ChlServerCall *call,
                    guint          status,
                    const char    *message,
                    guint          retry_after)
{
  g_autofree char *json = chl_practice_reply_build_error (status, message);
  g_autofree char *seconds = NULL;

  if (retry_after == 0 && (status == 429 || status == 503 || status == 529))
    retry_after = RETRY_AFTER;
  seconds = g_strdup_printf ("%u", retry_after);
  if (retry_after > 0)
    chl_server_call_set_header (call, "Retry-After", seconds);
  answer_json (call, status, json);
}

static void
answer_error (ChlServerCall *call,
              guint          status,
              const char    *message)
{
  answer_error_after (call, status, message, 0);
}

/* What goes wrong before a word is said; FALSE where nothing does. */
static gboolean
play_early_trick (ChlPractice       *self,
                  ChlServerCall     *call,
                  ChlPracticeAnswer *answer)
{
  const ChlPracticeWish *wish = &answer->wish;
  const char            *refusal = _("Practice refuses, because you asked it to");

  switch (wish->trick)
    {
    case CHL_PRACTICE_REFUSE:
      answer_error_after (call, wish->status, refusal, wish->retry_after);
      return TRUE;

    case CHL_PRACTICE_BUSY:
      self->was_busy = !self->was_busy;
      if (self->was_busy)
        answer_error_after (call, 429, refusal, wish->retry_after > 0 ? wish->retry_after : BUSY_FOR);
      return self->was_busy;

    case CHL_PRACTICE_HTML:
      chl_server_call_answer (call, 200, "text/html",
                              "<!DOCTYPE html><title>Practice</title><p>No API here.", -1);
      return TRUE;

    case CHL_PRACTICE_EMPTY:
      answer_json (call, 200, "");
      return TRUE;

    case CHL_PRACTICE_NO_TRICK:
    case CHL_PRACTICE_FAIL_LATE:
    case CHL_PRACTICE_CUT:
    case CHL_PRACTICE_SILENCE:
    case CHL_PRACTICE_GARBAGE:
    case CHL_PRACTICE_FINISH:
    case CHL_PRACTICE_DECLINE:
    case CHL_PRACTICE_NOTHING:
    case CHL_PRACTICE_ONLY_THOUGHTS:
    case CHL_PRACTICE_TOOL:
      break;
    }

  return FALSE;
}

static void
let_go_cb (ChlServerCall *call,
           gpointer       user_data)
{
  g_signal_handlers_disconnect_by_func (call, let_go_cb, user_data);
  g_object_unref (call);
}

/* The same tricks for an answer in one piece. */
static gboolean
play_whole_trick (ChlServerCall     *call,
                  ChlPracticeAnswer *answer)
{
  switch (answer->wish.trick)
    {
    case CHL_PRACTICE_FAIL_LATE:
      answer_error (call, 503, _("Practice fails here, because you asked it to"));
      return TRUE;

    case CHL_PRACTICE_CUT:
      chl_server_call_cut (call);
      return TRUE;

    case CHL_PRACTICE_SILENCE:
      /* Kept, and never answered, until its client gives up. */
      g_signal_connect (g_object_ref (call), "closed", G_CALLBACK (let_go_cb), NULL);
      return TRUE;

    case CHL_PRACTICE_GARBAGE:
      answer_json (call, 200, "{\"choices\": [{\"message\": {\"content\": practice");
      return TRUE;

    case CHL_PRACTICE_NO_TRICK:
    case CHL_PRACTICE_REFUSE:
    case CHL_PRACTICE_BUSY:
    case CHL_PRACTICE_HTML:
    case CHL_PRACTICE_EMPTY:
    case CHL_PRACTICE_FINISH:
    case CHL_PRACTICE_DECLINE:
    case CHL_PRACTICE_NOTHING:
    case CHL_PRACTICE_ONLY_THOUGHTS:
    case CHL_PRACTICE_TOOL:
      break;
    }

  return FALSE;
}

/* Takes @request and @answer. */
static void
give_answer (ChlPractice        *self,
             ChlServerCall      *call,
             ChlPracticeRequest *request,
             ChlPracticeAnswer  *answer)
{
  g_autoptr(ChlPracticeRequest) owned_request = request;
  g_autoptr(ChlPracticeAnswer) owned_answer = answer;
  gboolean         is_chat = request->model->work == CHL_PRACTICE_CHAT;
  g_autofree char *id = g_strdup_printf ("%s-practice-%u", is_chat ? "chatcmpl" : "cmpl",
                                         ++self->n_answers);
  ChlPracticeFrame frame = { id, request->model->id,
                             chl_clock_get_real_us (self->clock) / G_USEC_PER_SEC, is_chat };
  g_autofree char *json = NULL;

  if (play_early_trick (self, call, answer))
    return;

  if (request->is_stream)
    {
      chl_practice_stream_run (call, self->clock, self->tokens_per_second, id,
                               g_steal_pointer (&owned_request), g_steal_pointer (&owned_answer));
      return;
    }
  if (play_whole_trick (call, answer))
    return;

  json = chl_practice_reply_build_whole (&frame, request, answer);
  answer_json (call, 200, json);
}

static void
chat (ChlPractice            *self,
      ChlServerCall          *call,
      JsonNode               *root,
      const ChlPracticeModel *model)
{
  const char         *fault = NULL;
  ChlPracticeRequest *request = chl_practice_request_new_chat (root, model, &fault);

  if (request == NULL)
    answer_error (call, 400, fault);
  else
    give_answer (self, call, request, chl_practice_answer_new_chat (request));
}

static void
complete (ChlPractice            *self,
          ChlServerCall          *call,
          JsonNode               *root,
          const ChlPracticeModel *model)
{
  const char         *fault = NULL;
  ChlPracticeRequest *request = chl_practice_request_new_completion (root, model, &fault);

  if (request == NULL)
    answer_error (call, 400, fault);
  else
    give_answer (self, call, request, chl_practice_answer_new_completion (request));
}

static void
embed (ChlPractice            *self,
       ChlServerCall          *call,
       JsonNode               *root,
       const ChlPracticeModel *model)
{
  const char      *fault = NULL;
  g_autofree char *json = chl_practice_embedding_build (root, &fault);

  if (json == NULL)
    answer_error (call, 400, fault);
  else
    answer_json (call, 200, json);
}

static const struct
{
  const char     *path;
  ChlPracticeWork work;
  void (*run) (ChlPractice            *self,
               ChlServerCall          *call,
               JsonNode               *root,
               const ChlPracticeModel *model);
} endpoints[] = {
  { BASE_PATH "/chat/completions", CHL_PRACTICE_CHAT, chat },
  { BASE_PATH "/completions", CHL_PRACTICE_COMPLETION, complete },
  { BASE_PATH "/embeddings", CHL_PRACTICE_EMBEDDING, embed },
};

static void
answer_post (ChlPractice   *self,
             ChlServerCall *call,
             guint          index)
{
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) error = NULL;
  GBytes                 *body = chl_server_call_get_body (call);
  gsize                   length;
  const char             *text = g_bytes_get_data (body, &length);
  const char             *id;
  const ChlPracticeModel *model;

  if (!(root = chl_json_parse (length > 0 ? text : "", (gssize) length, &error)))
    {
      answer_error (call, 400, error->message);
      return;
    }
  if (!(id = chl_json_get_string (root, "/model")))
    {
      answer_error (call, 400, "model must be a string");
      return;
    }
  if (!(model = chl_practice_models_find (id)))
    {
      g_autofree char *message = g_strdup_printf (_("Practice has no model named “%s”"), id);

      answer_error (call, 404, message);
      return;
    }
  if (model->work != endpoints[index].work)
    {
      g_autofree char *message =
        g_strdup_printf (_("The practice model “%s” does other work than this"), id);

      answer_error (call, 400, message);
      return;
    }

  endpoints[index].run (self, call, root, model);
}

static void
answer_models (ChlPractice   *self,
               ChlServerCall *call,
               const char    *id)
{
  gint64                  created = chl_clock_get_real_us (self->clock) / G_USEC_PER_SEC;
  const ChlPracticeModel *model = id != NULL ? chl_practice_models_find (id) : NULL;
  g_autofree char        *json = NULL;

  if (id != NULL && model == NULL)
    {
      answer_error (call, 404, _("Practice has no such model"));
      return;
    }

  json = model != NULL ? chl_practice_models_build_row (model, created)
                       : chl_practice_models_build_list (created);
  answer_json (call, 200, json);
}

static void
request_cb (ChlServerCall *call,
            gpointer       user_data)
{
  ChlPractice *self = CHL_PRACTICE (user_data);
  const char  *method = chl_server_call_get_method (call);
  const char  *path = chl_server_call_get_path (call);
  gboolean     is_models = g_str_equal (path, BASE_PATH "/models");

  g_debug ("%s %s", method, path);
  if (is_models || g_str_has_prefix (path, BASE_PATH "/models/"))
    {
      if (g_str_equal (method, "GET"))
        answer_models (self, call, is_models ? NULL : path + strlen (BASE_PATH "/models/"));
      else
        answer_error (call, 405, "GET is the method for this");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (endpoints); i++)
    if (g_str_equal (path, endpoints[i].path))
      {
        if (g_str_equal (method, "POST"))
          answer_post (self, call, i);
        else
          answer_error (call, 405, "POST is the method for this");
        return;
      }

  answer_error (call, 404, _("Practice has nothing at this address"));
}

static void
chl_practice_init (ChlPractice *self)
{
  self->server = chl_server_new (request_cb, self, NULL);
  self->tokens_per_second = TOKENS_PER_SECOND;
}

/**
 * chl_practice_new:
 * @clock: sets the pace of answers
 *
 * Returns: (transfer full): a practice provider that does not run yet
 */
ChlPractice *
chl_practice_new (ChlClock *clock)
{
  ChlPractice *self;

  g_return_val_if_fail (CHL_IS_CLOCK (clock), NULL);

  self = g_object_new (CHL_TYPE_PRACTICE, NULL);
  self->clock = g_object_ref (clock);

  return self;
}

/**
 * chl_practice_start:
 * @self: a practice provider
 * @port: the port on 127.0.0.1, or 0 for any free one
 * @error: %CHL_ERROR_NETWORK if the port is taken
 *
 * Does nothing if it runs already.
 *
 * Returns: %TRUE if it runs
 */
gboolean
chl_practice_start (ChlPractice *self,
                    guint16      port,
                    GError     **error)
{
  g_return_val_if_fail (CHL_IS_PRACTICE (self), FALSE);

  return chl_practice_is_running (self) || chl_server_listen (self->server, port, error);
}

/**
 * chl_practice_stop:
 * @self: a practice provider
 *
 * Closes the port; answers on their way end where they are.
 */
void
chl_practice_stop (ChlPractice *self)
{
  g_return_if_fail (CHL_IS_PRACTICE (self));

  chl_server_stop (self->server);
}

gboolean
chl_practice_is_running (ChlPractice *self)
{
  g_return_val_if_fail (CHL_IS_PRACTICE (self), FALSE);

  return chl_server_get_port (self->server) != 0;
}

/**
 * chl_practice_dup_endpoint:
 * @self: a practice provider
 *
 * Returns: (transfer full) (nullable): its base URL, with "/v1"; %NULL while it does not run
 */
char *
chl_practice_dup_endpoint (ChlPractice *self)
{
  g_return_val_if_fail (CHL_IS_PRACTICE (self), NULL);

  if (!chl_practice_is_running (self))
    return NULL;

  return g_strdup_printf ("http://127.0.0.1:%u" BASE_PATH, chl_server_get_port (self->server));
}

/**
 * chl_practice_set_tokens_per_second:
 * @self: a practice provider
 * @tokens_per_second: how fast answers come that name no speed; 0: as fast as it goes, all of them
 *
 * For answers that begin after this. At first it is 40.
 */
void
chl_practice_set_tokens_per_second (ChlPractice *self,
                                    guint        tokens_per_second)
{
  g_return_if_fail (CHL_IS_PRACTICE (self));

  self->tokens_per_second = tokens_per_second;
}
