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
