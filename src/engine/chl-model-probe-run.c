/* chl-model-probe-run.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-probe-run"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-engine-private.h"
#include "chl-exchange-private.h"
#include "chl-model-probe-private.h"
#include "chl-probe-picture.h"

/* Letters of a server's own words that are shown beside a verdict. */
#define MAX_WORDS 240

static void ask (GTask *task);

static ChlProbeStep *
get_step (ChlModelProbe *self)
{
  return g_ptr_array_index (self->steps, self->current);
}

static char *
dup_words (const char *words)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (words, -1) <= MAX_WORDS)
    return g_strdup (words);

  start = g_utf8_substring (words, 0, MAX_WORDS);

  return g_strconcat (start, "…", NULL);
}

void
chl_model_probe_settle (ChlModelProbe *self,
                        ChlVerdict     verdict,
                        const char    *detail)
{
  chl_probe_step_set (get_step (self), verdict, detail);
}

/* The server took the same request before, but for the one thing that this one asks for. */
void
chl_model_probe_settle_refused (ChlModelProbe    *self,
                                const ChlFailure *failure)
{
  g_autofree char *words = NULL;
  g_autofree char *detail = NULL;

  if (failure->message == NULL)
    {
      chl_model_probe_settle (self, CHL_VERDICT_NO, _ ("The server refused it"));
      return;
    }

  words = dup_words (failure->message);
  /* Translators: the server's own words. */
  detail = g_strdup_printf (_ ("The server refused it: “%s”"), words);
  chl_model_probe_settle (self, CHL_VERDICT_NO, detail);
}

/* Whether the next request would fail in the same way. */
static gboolean
is_lasting (const ChlFailure *failure)
{
  switch (failure->kind)
    {
    case CHL_FAILURE_AUTH:
    case CHL_FAILURE_NO_KEY:
    case CHL_FAILURE_RATE_LIMIT:
    case CHL_FAILURE_QUOTA:
    case CHL_FAILURE_OVERLOADED:
    case CHL_FAILURE_TIMEOUT:
    case CHL_FAILURE_NETWORK:
    case CHL_FAILURE_TLS:
    case CHL_FAILURE_NOT_LOCAL:
      return TRUE;

    case CHL_FAILURE_NONE:
    case CHL_FAILURE_PERMISSION:
    case CHL_FAILURE_NOT_FOUND:
    case CHL_FAILURE_INVALID_REQUEST:
    case CHL_FAILURE_CONTEXT_LENGTH:
    case CHL_FAILURE_SERVER:
    case CHL_FAILURE_CONTENT_POLICY:
    case CHL_FAILURE_PROTOCOL:
    case CHL_FAILURE_LIMIT:
    case CHL_FAILURE_TRUNCATED:
    case CHL_FAILURE_CANCELLED:
    case CHL_FAILURE_UNKNOWN:
      break;
    }

  return FALSE;
}

/**
 * chl_model_probe_settle_failed:
 * @self: a probe
 * @failure: what went wrong
 * @is_over: nothing more can be found out
 *
 * That it went wrong says nothing of the model.
 */
void
chl_model_probe_settle_failed (ChlModelProbe    *self,
                               const ChlFailure *failure,
                               gboolean          is_over)
{
  g_autoptr(ChlAdvice) advice = NULL;
  g_autofree char *words = NULL;
  g_autofree char *detail = NULL;

  advice = chl_advice_for_failure (failure, chl_provider_get_title (self->provider),
                                   chl_model_get_id (self->model));
  if (advice->words != NULL)
    {
      words = dup_words (advice->words);
      detail = g_strdup_printf ("%s “%s”", advice->sentence, words);
    }
  chl_model_probe_settle (self, CHL_VERDICT_UNKNOWN, detail != NULL ? detail : advice->sentence);

  self->is_over |= is_over || is_lasting (failure);
  if (self->problem != NULL && !self->is_over)
    return;

  g_clear_pointer (&self->advice, chl_advice_free);
  g_clear_error (&self->problem);
  self->advice = g_steal_pointer (&advice);
  self->problem = chl_failure_to_error (failure);
}

/* Whether the server understood what was asked, and would not have it. */
gboolean
chl_model_probe_is_refusal (const ChlFailure *failure)
{
  return failure->status >= 400 && failure->status < 500 && !failure->is_ours &&
         (failure->kind == CHL_FAILURE_INVALID_REQUEST || failure->kind == CHL_FAILURE_NOT_FOUND ||
          failure->kind == CHL_FAILURE_UNKNOWN);
}

/**
 * chl_model_probe_find:
 * @self: a probe
 * @field: what is certain now
 * @value: (transfer full): its value
 */
void
chl_model_probe_find (ChlModelProbe *self,
                      ChlField       field,
                      JsonNode      *value)
{
  if (self->found == NULL)
    self->found = chl_capabilities_new ();

  chl_capabilities_take (self->found, field, value, CHL_ORIGIN_PROVIDER);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  gboolean is_saved = chl_provider_list_save_finish (CHL_PROVIDER_LIST (object), result, &error);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (is_saved)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Takes @task. What is certain is kept, also of a probe that was stopped half-way: it was paid for. */
static void
end (GTask *task)
{
  g_autoptr(GTask) owned = task;
  ChlModelProbe         *self = g_task_get_source_object (task);
  ChlProviderList       *providers = chl_engine_get_providers (self->engine);
  const char            *id = chl_provider_get_id (self->provider);
  const ChlCapabilities *before = chl_model_get_probed (self->model);

  if (self->found == NULL || chl_provider_list_find (providers, id) != self->provider)
    {
      if (!g_task_return_error_if_cancelled (task))
        g_task_return_boolean (task, TRUE);
      return;
    }

  if (before != NULL)
    chl_capabilities_merge (self->found, before);
  chl_model_take_probed (self->model, g_steal_pointer (&self->found));
  chl_provider_list_save_async (providers, self->provider, NULL, saved_cb,
                                g_steal_pointer (&owned));
}

/* Takes @task. */
static void
go_on (GTask *task)
{
  ChlModelProbe *self = g_task_get_source_object (task);

  self->is_again = FALSE;
  self->current++;
  if (!self->is_over && self->current < self->steps->len)
    {
      ask (task);
      return;
    }

  for (; self->current < self->steps->len; self->current++)
    chl_probe_step_set (get_step (self), CHL_VERDICT_SKIPPED, NULL);
  end (task);
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask              *task = G_TASK (user_data);
  ChlModelProbe      *self = g_task_get_source_object (task);
  const ChlProbeKind *kind = g_ptr_array_index (self->kinds, self->current);
  g_autoptr(ChlAsked) asked = chl_ask_finish (CHL_EXCHANGE (object), result, NULL);

  if (asked == NULL)
    {
      for (; self->current < self->steps->len; self->current++)
        chl_probe_step_set (get_step (self), CHL_VERDICT_SKIPPED, _ ("Stopped"));
      end (task);
    }
  else if (kind->judge (self, asked) && !self->is_again)
    {
      self->is_again = TRUE;
      ask (task);
    }
  else
    go_on (task);
}

/* Takes @task. */
static void
ask (GTask *task)
{
  ChlModelProbe      *self = g_task_get_source_object (task);
  GCancellable       *cancellable = g_task_get_cancellable (task);
  const ChlProbeKind *kind = g_ptr_array_index (self->kinds, self->current);
  g_autoptr(ChlExchange) exchange = kind->build (self);

  chl_probe_step_set (get_step (self), CHL_VERDICT_RUNNING, NULL);
  chl_exchange_ask_all (exchange);
  chl_ask_async (exchange, cancellable, asked_cb, task);
}

/**
 * chl_model_probe_run_async:
 * @self: a probe that has not run
 * @cancellable: (nullable): stops it; the connection is closed at once
 * @callback: (scope async): called when it is over
 * @user_data: closure for @callback
 *
 * Asks for one thing after the other. What is certain afterwards is kept with the model and written
 * into the provider's file.
 */
void
chl_model_probe_run_async (ChlModelProbe      *self,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  ChlRandom *random;
  GTask     *task;

  g_return_if_fail (CHL_IS_MODEL_PROBE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_model_probe_run_async);
  g_task_set_check_cancellable (task, FALSE);

  random = chl_engine_get_parts (self->engine)->random;
  self->colour = (guint) (chl_random_next (random) % CHL_PROBE_N_COLOURS);
  self->current = 0;
  self->asks_whole = self->is_again = self->is_over = FALSE;
  g_clear_pointer (&self->advice, chl_advice_free);
  g_clear_error (&self->problem);
  for (guint i = 0; i < self->steps->len; i++)
    chl_probe_step_set (g_ptr_array_index (self->steps, i), CHL_VERDICT_WAITING, NULL);

  if (self->steps->len > 0)
    ask (task);
  else
    end (task);
}

/**
 * chl_model_probe_run_finish:
 * @self: a probe
 * @result: what the callback was given
 * @error: (out) (optional): %G_IO_ERROR_CANCELLED, or why what was found could not be written
 *
 * Returns: %TRUE if it ran to its end and what it found is kept
 */
gboolean
chl_model_probe_run_finish (ChlModelProbe *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_model_probe_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
