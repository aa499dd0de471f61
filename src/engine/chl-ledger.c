/* chl-ledger.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ledger"

#include "config.h"

#include "chl-ledger.h"

#include "chl-address.h"
#include "chl-engine-private.h"

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(ChlEngine) engine = user_data;
  g_autoptr(GError) error = NULL;

  if (!chl_database_write_finish (CHL_DATABASE (object), result, &error))
    chl_engine_notice_error (engine, error);
}

/**
 * chl_ledger_add:
 * @engine: the engine
 * @provider: who was asked
 * @role: for what kind of work
 * @answer: what came of it, ended
 * @began_us: when the question went out, real time
 * @sent_bytes: bytes of all requests of the exchange
 * @received_bytes: bytes of all answers
 *
 * Writes the exchange's usage row: who was asked, what it took, how it ended, nothing of what
 * was said.
 */
void
chl_ledger_add (ChlEngine   *engine,
                ChlProvider *provider,
                ChlRole      role,
                ChlMessage  *answer,
                gint64       began_us,
                gint64       sent_bytes,
                gint64       received_bytes)
{
  g_autoptr(ChlUsageRow) row = chl_usage_row_new ();
  const ChlUsage *usage = chl_message_get_usage (answer);
  const char     *endpoint = chl_provider_get_endpoint (provider);

  row->provider_id = g_strdup (chl_provider_get_id (provider));
  row->family = g_strdup (chl_provider_get_family (provider)->id);
  row->model = g_strdup (chl_message_get_model (answer));
  row->role = g_strdup (chl_role_to_string (role));
  row->host = endpoint != NULL ? chl_address_dup_host (endpoint) : NULL;
  row->finish = g_strdup (chl_finish_to_string (chl_message_get_finish (answer)));
  row->began_us = began_us;
  row->first_token_us = chl_message_get_first_token_us (answer);
  row->ended_us = chl_message_get_completed_us (answer);
  row->sent_bytes = sent_bytes;
  row->received_bytes = received_bytes;
  row->cost = -1;

  if (usage != NULL)
    {
      row->input_tokens = usage->input;
      row->cached_tokens = usage->cached;
      row->output_tokens = usage->output;
      row->reasoning_tokens = usage->reasoning;
      /* What nobody need pay for counts towards no budget. */
      row->cost = usage->is_notional ? -1 : usage->cost;
      row->currency = g_strdup (usage->currency);
    }

  chl_database_add_usage_async (chl_engine_get_parts (engine)->database, row, NULL, added_cb,
                                g_object_ref (engine));
}

/* --- Hosts --- */

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ChlEngine) engine = user_data;
  g_autoptr(GError) error = NULL;

  /* What cannot be counted is done all the same; whatever else is to be written says why. */
  if (!chl_database_write_finish (CHL_DATABASE (object), result, &error))
    g_debug ("A request was not counted: %s", error->message);
  chl_engine_end_writing (engine);
}

static void
count_cb (ChlEngine          *engine,
          const ChlHttpCount *counted,
          ChlHttp            *http)
{
  g_autoptr(ChlHostCount) count = NULL;
  g_autoptr(GDateTime) now = NULL;

  count = chl_host_count_new (counted->host, counted->provider_id, counted->purpose);
  count->n_requests = counted->n_requests;
  count->sent_bytes = counted->sent_bytes;
  count->received_bytes = counted->received_bytes;
  count->last_us = chl_engine_get_now_us (engine);
  now = g_date_time_new_from_unix_utc (count->last_us / G_USEC_PER_SEC);
  count->first_day = g_date_time_format (now, "%Y-%m-%d");

  chl_engine_begin_writing (engine);
  chl_database_count_async (chl_engine_get_parts (engine)->database, count, NULL, counted_cb,
                            g_object_ref (engine));
}

/**
 * chl_ledger_watch:
 * @engine: the engine, being made
 *
 * From now on every request that goes out is counted.
 */
void
chl_ledger_watch (ChlEngine *engine)
{
  g_signal_connect_object (chl_engine_get_parts (engine)->http, "counted", G_CALLBACK (count_cb),
                           engine, G_CONNECT_SWAPPED);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError    *error = NULL;
  GPtrArray *counts = chl_database_list_counts_finish (CHL_DATABASE (object), result, &error);

  if (counts != NULL)
    g_task_return_pointer (task, counts, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * chl_ledger_read_async:
 * @engine: the engine
 * @cancellable: (nullable): gives up
 * @callback: (scope async): called when it is read
 * @user_data: closure
 *
 * Reads which hosts were ever asked, by any of the programs, for whom and what for.
 */
void
chl_ledger_read_async (ChlEngine          *engine,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CHL_IS_ENGINE (engine));

  task = g_task_new (engine, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_ledger_read_async);
  chl_database_list_counts_async (chl_engine_get_parts (engine)->database, cancellable, read_cb,
                                  task);
}

/**
 * chl_ledger_read_finish:
 * @engine: the engine
 * @result: what the callback got
 * @error: (out) (optional): as chl_database_list_counts_finish()
 *
 * Returns: (transfer full) (nullable) (element-type ChlHostCount): the latest first
 */
GPtrArray *
chl_ledger_read_finish (ChlEngine    *engine,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, engine), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_ledger_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
