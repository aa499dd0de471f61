/* chl-check-address.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-check-address"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-address.h"
#include "chl-call.h"
#include "chl-check-private.h"
#include "chl-engine-private.h"
#include "chl-error.h"

/* What addresses of this kind end in, and what is left out or put twice most often. */
#define VERSION "/v1"

/* The other way to write the same address: with or without the version at its end. */
static char *
dup_other_endpoint (ChlProvider *provider)
{
  const char *endpoint = chl_provider_get_endpoint (provider);

  if (endpoint == NULL || chl_provider_get_family (provider)->endpoint != NULL)
    return NULL;

  if (g_str_has_suffix (endpoint, VERSION))
    return g_strndup (endpoint, strlen (endpoint) - strlen (VERSION));

  return chl_address_join (endpoint, VERSION);
}

/* Takes @task and @advice. */
static void
fail_beside (GTask     *task,
             ChlAdvice *advice)
{
  chl_check_fail (task, advice, g_error_new_literal (CHL_ERROR, CHL_ERROR_NETWORK, advice->sentence),
                  CHL_PROVIDER_UNREACHABLE);
}

static void
other_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(ChlHttpAnswer) answer = NULL;
  ChlCheck  *self = g_task_get_source_object (task);
  ChlAdvice *advice = g_new0 (ChlAdvice, 1);

  answer = chl_call_finish (CHL_HTTP (object), self->call, result, NULL);

  if (answer != NULL && chl_http_answer_get_status (answer) < 400 &&
      chl_call_check_content_type (answer, NULL))
    {
      advice->sentence = g_strdup_printf (_ ("There is no list of models at this address, but "
                                             "there is one at %s."),
                                             self->suggested);
      advice->action = CHL_ACTION_USE_ADDRESS;
      fail_beside (g_steal_pointer (&task), advice);
      return;
    }

  g_clear_pointer (&self->suggested, g_free);
  advice->sentence = g_strdup (_ ("There is no list of models at this address."));
  advice->action = CHL_ACTION_OPEN_PROVIDER;
  fail_beside (g_steal_pointer (&task), advice);
}

/*
 * Nothing is at the address; perhaps it is beside it. Takes @task, unless there is no other way to
 * write the address.
 */
gboolean
chl_check_try_other_address (GTask *task)
{
  static const ChlHttpFuncs none = { NULL, NULL, NULL };
  ChlCheck                 *self = g_task_get_source_object (task);
  GCancellable             *cancellable = g_task_get_cancellable (task);

  if (!(self->suggested = dup_other_endpoint (self->provider)))
    return FALSE;

  g_free (self->call->address);
  self->call->address = chl_address_join (self->suggested, "/models");
  chl_http_call_async (chl_engine_get_parts (self->engine)->http, self->call, &none, NULL,
                       cancellable, other_cb, task);

  return TRUE;
}
