/* chl-check-verdict.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-check-verdict"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-check-private.h"
#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-runtime-state.h"
#include "chl-site.h"

gint64
chl_check_get_now_us (ChlCheck *self)
{
  return chl_clock_get_monotonic_us (chl_engine_get_parts (self->engine)->clock);
}

void
chl_check_pass (ChlCheck   *self,
                const char *detail)
{
  chl_check_step_set (self->steps[self->current], CHL_CHECK_PASSED, detail, chl_check_get_now_us (self));
}

void
chl_check_begin (ChlCheck *self,
                 ChlStep   step)
{
  self->current = step;
  chl_check_step_set (self->steps[step], CHL_CHECK_RUNNING, NULL, chl_check_get_now_us (self));
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (!chl_provider_list_save_finish (CHL_PROVIDER_LIST (object), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/* Takes @task. The verdict goes onto the provider and into its file. */
void
chl_check_end (GTask           *task,
               ChlProviderState state)
{
  ChlCheck *self = g_task_get_source_object (task);

  for (guint i = 0; i < CHL_N_STEPS; i++)
    if (chl_check_step_get_state (self->steps[i]) == CHL_CHECK_WAITING)
      chl_check_step_set (self->steps[i], CHL_CHECK_SKIPPED, NULL, chl_check_get_now_us (self));

  chl_provider_set_state (self->provider, state,
                          self->problem != NULL ? self->advice->sentence : NULL,
                          chl_engine_get_now_us (self->engine));
  chl_provider_list_save_async (chl_engine_get_providers (self->engine), self->provider, NULL,
                                saved_cb, task);
}

/*
 * What a failure says of the provider after a check: it was made, so it is not that nobody looked.
 * Who gave a list and does not like the question is there; who gave nothing of use is not, at this
 * address.
 */
static ChlProviderState
get_state (ChlCheck         *self,
           const ChlFailure *failure)
{
  ChlProviderState state = chl_advice_get_state (failure);

  /* Nobody was asked. */
  if (state != CHL_PROVIDER_UNCHECKED || failure->kind == CHL_FAILURE_NOT_LOCAL)
    return state;

  if (failure->kind == CHL_FAILURE_PERMISSION)
    return CHL_PROVIDER_KEY_REFUSED;
  if (self->current == CHL_STEP_ANSWER &&
      (failure->kind == CHL_FAILURE_NOT_FOUND || failure->kind == CHL_FAILURE_INVALID_REQUEST ||
       failure->kind == CHL_FAILURE_CONTEXT_LENGTH ||
       failure->kind == CHL_FAILURE_CONTENT_POLICY))
    return CHL_PROVIDER_CONNECTED;

  return CHL_PROVIDER_UNREACHABLE;
}

/* Takes @task, @advice and @problem. */
void
chl_check_fail (GTask           *task,
                ChlAdvice       *advice,
                GError          *problem,
                ChlProviderState state)
{
  ChlCheck *self = g_task_get_source_object (task);

  self->advice = advice;
  self->problem = problem;
  chl_check_step_set (self->steps[self->current], CHL_CHECK_FAILED, advice->sentence,
                      chl_check_get_now_us (self));
  chl_check_end (task, state);
}

/* Where keys are made for one region, a refused one may be good in another. */
static void
point_to_region (ChlCheck  *self,
                 ChlAdvice *advice)
{
  const ChlSite *other = chl_site_find_other_region (self->provider);

  if (other == NULL)
    return;

  g_free (advice->sentence);
  advice->sentence = g_strdup_printf (_ ("%s refused the key; it may be one of another region."),
                                         chl_provider_get_title (self->provider));
  advice->other_action = advice->action;
  advice->action = CHL_ACTION_TRY_REGION;
  g_free (self->suggested);
  self->suggested = g_strdup (other->region);
}

/* Where a plan has an address of its own, there may be nothing to spend at the others. */
static void
point_to_plan (ChlCheck         *self,
               ChlAdvice        *advice,
               const ChlFailure *failure)
{
  const ChlSite *other = chl_site_find_other_plan (self->provider, failure);
  const char    *plan = other != NULL ? chl_site_get_plan_title (self->provider, other) : NULL;

  if (plan == NULL)
    return;

  g_free (advice->sentence);
  advice->sentence = g_strdup_printf (
    /* Translators: a provider's name, and one of the plans that are sold for it. */
    _ ("%s finds nothing to spend here; the key may be one for the plan “%s”."),
       chl_provider_get_title (self->provider), g_dgettext (GETTEXT_PACKAGE, plan));
  advice->other_action = advice->action;
  advice->action = CHL_ACTION_OPEN_PROVIDER;
}

/* Takes @task. */
void
chl_check_fail_with_failure (GTask            *task,
                             const ChlFailure *failure)
{
  ChlCheck   *self = g_task_get_source_object (task);
  const char *title = chl_provider_get_title (self->provider);
  const char *model = NULL;
  ChlAdvice  *advice;

  if (failure->kind == CHL_FAILURE_NOT_FOUND && self->answer != NULL)
    model = chl_message_get_model (self->answer);
  advice = chl_advice_for_failure (failure, title, model);
  if (failure->kind == CHL_FAILURE_AUTH)
    point_to_region (self, advice);
  else
    point_to_plan (self, advice, failure);

  chl_check_fail (task, advice, chl_failure_to_error (failure), get_state (self, failure));
}

/* Takes @task. */
void
chl_check_fail_with_error (GTask        *task,
                           const GError *error)
{
  ChlCheck *self = g_task_get_source_object (task);
  g_autoptr(ChlFailure) failure = chl_failure_new_from_error (error);
  ChlProviderState state;

  if (self->current <= CHL_STEP_CONNECTION)
    chl_runtime_explain (self->provider, failure);
  state = get_state (self, failure);
  if (state == CHL_PROVIDER_NOT_RUNNING || state == CHL_PROVIDER_NOT_INSTALLED)
    {
      chl_check_fail_with_failure (task, failure);
      return;
    }

  chl_check_fail (task, chl_advice_for_error (error, chl_provider_get_title (self->provider)),
                  g_error_copy (error),
                  g_error_matches (error, CHL_ERROR, CHL_ERROR_KEYRING_LOCKED)
                    ? CHL_PROVIDER_KEYRING_LOCKED
                    : state);
}
