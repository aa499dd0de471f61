/* chl-check-account.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-check-account"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-account-query.h"
#include "chl-check-private.h"
#include "chl-error.h"

/* A refusal of the key, or of the account behind it; what else goes wrong here does not matter. */
static gboolean
is_refusal (const ChlFailure *failure)
{
  return failure != NULL && (failure->kind == CHL_FAILURE_AUTH ||
                             failure->kind == CHL_FAILURE_NO_KEY ||
                             failure->kind == CHL_FAILURE_QUOTA);
}

/* An account that nothing is taken from is out of money, unless it says otherwise. */
static ChlFailure *
dup_bar (const ChlAccount *account)
{
  gboolean         is_money = account->has_left || account->limit == NULL;
  g_autofree char *words = is_money ? chl_account_dup_words (account) : g_strdup (account->limit);

  return chl_failure_new (is_money ? CHL_FAILURE_QUOTA : CHL_FAILURE_AUTH, words);
}

static void
queried_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(ChlAccount) account = NULL;
  g_autoptr(ChlFailure) failure = NULL;
  g_autofree char *words = NULL;
  g_autofree char *detail = NULL;
  ChlCheck        *self = g_task_get_source_object (task);

  account = chl_account_query_finish (CHL_ENGINE (object), result, &failure, NULL);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (account != NULL && !account->is_usable)
    failure = dup_bar (account);
  if (is_refusal (failure))
    {
      chl_check_fail_with_failure (g_steal_pointer (&task), failure);
      return;
    }

  words = account != NULL ? chl_account_dup_words (account) : NULL;
  /* Translators: of a key, with what its account has left. */
  detail = words != NULL ? g_strdup_printf (_ ("Accepted, %s"), words) : g_strdup (_ ("Accepted"));
  chl_check_pass (self, detail);
  chl_check_read_list (g_steal_pointer (&task));
}

/*
 * Takes @task. A list says nothing of a key where anybody may read it. Where a provider tells of the
 * account that a key belongs to, it is asked: that proves the key, and says what there is to spend.
 */
void
chl_check_prove_key (GTask *task)
{
  ChlCheck *self = g_task_get_source_object (task);

  if (chl_provider_get_key_source (self->provider) == CHL_KEY_SOURCE_NONE)
    {
      chl_check_pass (self, _ ("None needed"));
      chl_check_read_list (task);
    }
  else if (!chl_account_is_offered (self->provider))
    {
      chl_check_pass (self, _ ("Accepted"));
      chl_check_read_list (task);
    }
  else
    chl_account_query_async (self->engine, self->provider, g_task_get_cancellable (task), queried_cb,
                             task);
}
