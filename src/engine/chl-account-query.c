/* chl-account-query.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-account-query"

#include "config.h"

#include "chl-account-query.h"

#include <glib/gi18n-lib.h>

#include "chl-call.h"
#include "chl-engine-private.h"
#include "chl-json.h"

/* Milliseconds. It comes at once or not at all. */
#define ACCOUNT_TIMEOUT 20000

typedef struct
{
  ChlProvider *provider; /* (owned) */
  ChlHttpCall *call;     /* (owned) (nullable) */
  ChlFailure  *failure;  /* (owned) (nullable) */
} Query;

static void
query_free (Query *query)
{
  g_clear_pointer (&query->call, chl_http_call_free);
  g_clear_pointer (&query->failure, chl_failure_free);
  g_object_unref (query->provider);
  g_free (query);
}

/**
 * chl_account_is_offered:
 * @provider: a provider
 *
 * Returns: whether it can say something of the account that its key belongs to
 */
gboolean
chl_account_is_offered (ChlProvider *provider)
{
  g_autofree char *url = chl_provider_dup_url (provider, CHL_OPERATION_ACCOUNT);

  return url != NULL;
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(ChlHttpAnswer) answer = NULL;
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) error = NULL;
  Query      *query = g_task_get_task_data (task);
  ChlEngine  *engine = g_task_get_source_object (task);
  ChlAccount *account;
  GBytes     *body;
  const char *bytes;
  gsize       length = 0;

  if (!(answer = chl_call_finish (CHL_HTTP (object), query->call, result, &error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (chl_http_answer_get_status (answer) >= 400)
    {
      query->failure = chl_call_read_failure (engine, query->provider, query->call, answer);
      g_task_return_error (task, chl_failure_to_error (query->failure));
      return;
    }

  body = chl_http_answer_get_body (answer);
  bytes = body != NULL ? g_bytes_get_data (body, &length) : NULL;
  if (!(root = chl_json_parse (bytes != NULL ? bytes : "", (gssize) length, &error)) ||
      !(account = chl_provider_parse_account (query->provider, root, &error)))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, account, (GDestroyNotify) chl_account_free);
}

static void
prepared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  static const ChlHttpFuncs none = { NULL, NULL, NULL };
  g_autoptr(GTask) task = G_TASK (user_data);
  GError       *error = NULL;
  ChlEngine    *engine = CHL_ENGINE (object);
  Query        *query = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (!(query->call = chl_call_prepare_finish (engine, result, &error)))
    {
      g_task_return_error (task, error);
      return;
    }

  query->call->total_timeout_ms = ACCOUNT_TIMEOUT;
  chl_http_call_async (chl_engine_get_parts (engine)->http, query->call, &none, NULL, cancellable,
                       answered_cb, g_steal_pointer (&task));
}

/**
 * chl_account_query_async:
 * @engine: the engine
 * @provider: one for which chl_account_is_offered()
 * @cancellable: (nullable): gives up
 * @callback: (scope async): called with the account
 * @user_data: closure for @callback
 *
 * Asks what a provider says of the account that its key belongs to. Costs nothing. Errors: all that
 * a call can meet, and %CHL_ERROR_PROTOCOL.
 */
void
chl_account_query_async (ChlEngine          *engine,
                         ChlProvider        *provider,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask *task;
  Query *query;

  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (CHL_IS_PROVIDER (provider));

  task = g_task_new (engine, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_account_query_async);
  query = g_new0 (Query, 1);
  query->provider = g_object_ref (provider);
  g_task_set_task_data (task, query, (GDestroyNotify) query_free);

  chl_call_prepare_async (engine, provider, CHL_OPERATION_ACCOUNT, cancellable, prepared_cb, task);
}

/**
 * chl_account_query_finish:
 * @engine: the engine
 * @result: what the callback was given
 * @out_failure: (out) (optional) (nullable): what the provider said, where it refused
 * @error: (out) (optional): see chl_account_query_async()
 *
 * Returns: (transfer full) (nullable): the account
 */
ChlAccount *
chl_account_query_finish (ChlEngine    *engine,
                          GAsyncResult *result,
                          ChlFailure  **out_failure,
                          GError      **error)
{
  Query *query;

  g_return_val_if_fail (g_task_is_valid (result, engine), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_account_query_async), NULL);

  query = g_task_get_task_data (G_TASK (result));
  if (out_failure != NULL)
    *out_failure = g_steal_pointer (&query->failure);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * chl_account_dup_words:
 * @account: an account
 *
 * Returns: (transfer full) (nullable): what there is to spend, in words; %NULL if nothing is known
 */
char *
chl_account_dup_words (const ChlAccount *account)
{
  g_autofree char *amount = NULL;

  g_return_val_if_fail (account != NULL, NULL);

  if (account->has_left || account->has_used)
    amount = g_strdup_printf ("%.2f%s%s", account->has_left ? account->left : account->used,
                              account->currency != NULL ? " " : "",
                              account->currency != NULL ? account->currency : "");
  if (account->has_left)
    /* Translators: an amount of money and its currency, such as "4.20 USD". */
    return g_strdup_printf (C_ ("account", "%s left"), amount);
  if (account->has_used)
    return g_strdup_printf (C_ ("account", "%s used"), amount);

  return account->limit != NULL ? g_strdup (account->limit) : NULL;
}
