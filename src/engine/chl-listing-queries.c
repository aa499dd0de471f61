/* chl-listing-queries.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-listing-queries"

#include "config.h"

#include <string.h>

#include "chl-engine-private.h"
#include "chl-json.h"
#include "chl-listing-private.h"

/* Bytes of one answer. Licences and templates of models are long, but not that long. */
#define MAX_ANSWER_BYTES (4 * 1024 * 1024)

/* All queries of one listing. */
typedef struct
{
  ChlListing *listing;  /* (unowned) outlives the task */
  GPtrArray  *queries;  /* (owned) (element-type ChlModelQuery) */
  gint64      until_us; /* on the monotonic clock */
  guint       n_sent;
  guint       n_under_way;
  guint       n_misses; /* in a row */
  gboolean    is_over;
} Round;

/* One of them. */
typedef struct
{
  GTask               *task;  /* (owned) */
  const ChlModelQuery *query; /* (unowned) the round's */
  ChlHttpCall         *call;  /* (owned) */
} Ask;

static gboolean send_more_cb (gpointer user_data);

static void
round_free (Round *round)
{
  g_ptr_array_unref (round->queries);
  g_free (round);
}

static void
ask_free (Ask *ask)
{
  chl_http_call_free (ask->call);
  g_object_unref (ask->task);
  g_free (ask);
}

/* Returns: whether there was something to take */
static gboolean
take_answer (Ask           *ask,
             ChlHttpAnswer *answer)
{
  Round      *round = g_task_get_task_data (ask->task);
  ChlListing *listing = round->listing;
  GBytes     *body = chl_http_answer_get_body (answer);
  gsize       length = 0;
  const char *bytes = body != NULL ? g_bytes_get_data (body, &length) : NULL;
  g_autoptr(JsonNode) root = NULL;

  if (chl_http_answer_get_status (answer) != 200 || bytes == NULL ||
      !(root = chl_json_parse (bytes, (gssize) length, NULL)))
    return FALSE;

  chl_provider_take_query (listing->provider, listing->models, ask->query, root);

  return TRUE;
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Ask   *ask = user_data;
  Round *round = g_task_get_task_data (ask->task);
  g_autoptr(ChlHttpAnswer) answer = NULL;
  g_autoptr(GError) error = NULL;

  answer = chl_http_call_finish (CHL_HTTP (object), result, &error);
  round->n_under_way--;

  /* A server that says no to one question may well say yes to the next; one that is silent not. */
  if (answer != NULL)
    round->n_misses = 0;
  else
    round->n_misses++;
  if (answer == NULL || !take_answer (ask, answer))
    round->listing->n_unanswered++;

  /* Not at once: the connection is free for the next one only when this one has let go of it. */
  g_idle_add_full (G_PRIORITY_DEFAULT, send_more_cb, g_object_ref (ask->task), g_object_unref);
  ask_free (ask);
}

static void
send_one (GTask               *task,
          const ChlModelQuery *query,
          gint64               timeout_ms)
{
  static const ChlHttpFuncs none = { NULL, NULL, NULL };
  Round                    *round = g_task_get_task_data (task);
  ChlListing               *listing = round->listing;
  Ask                      *ask = g_new0 (Ask, 1);

  ask->task = g_object_ref (task);
  ask->query = query;
  ask->call = chl_listing_new_call (listing, query->body != NULL ? "POST" : "GET", query->address);
  ask->call->total_timeout_ms = timeout_ms;
  ask->call->is_query = TRUE;
  ask->call->max_body_bytes = MAX_ANSWER_BYTES;
  if (query->body != NULL)
    {
      ask->call->body = g_bytes_new (query->body, strlen (query->body));
      chl_headers_set (ask->call->headers, "Content-Type", "application/json");
    }

  round->n_under_way++;
  chl_http_call_async (chl_engine_get_parts (listing->engine)->http, ask->call, &none, NULL,
                       g_task_get_cancellable (task), answered_cb, ask);
}

static gint64
get_left_ms (const Round *round)
{
  ChlClock *clock = chl_engine_get_parts (round->listing->engine)->clock;

  return (round->until_us - chl_clock_get_monotonic_us (clock)) / 1000;
}

/* Keeps a few queries under way, until all were answered or it is time to stop. */
static void
send_more (GTask *task)
{
  Round *round = g_task_get_task_data (task);
  gint64 left_ms;

  /* Whoever asked may be gone by now, and the listing with it. */
  if (round->is_over)
    return;

  left_ms = get_left_ms (round);
  while (left_ms > 0 && round->n_misses < CHL_LISTING_MAX_MISSES &&
         round->n_under_way < CHL_LISTING_MAX_QUERIES && round->n_sent < round->queries->len &&
         !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      const ChlModelQuery *query = g_ptr_array_index (round->queries, round->n_sent++);

      send_one (task, query, MIN (left_ms, CHL_LISTING_QUERY_TIMEOUT));
    }

  if (round->n_under_way > 0)
    return;

  round->is_over = TRUE;
  round->listing->n_unanswered += round->queries->len - round->n_sent;
  g_task_return_boolean (task, TRUE);
}

static gboolean
send_more_cb (gpointer user_data)
{
  send_more (G_TASK (user_data));

  return G_SOURCE_REMOVE;
}

/**
 * chl_listing_query_async:
 * @listing: a listing whose pages are in
 * @cancellable: (nullable): gives up
 * @callback: (scope async): called when there is nothing more to come
 * @user_data: closure for @callback
 *
 * Asks what the family wants to know beside the list. Whatever goes wrong is no reason to do
 * without the list: it is counted, that is all.
 */
void
chl_listing_query_async (ChlListing         *listing,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (listing->engine, cancellable, callback, user_data);
  GPtrArray *queries = chl_provider_list_queries (listing->provider, listing->models);
  ChlClock  *clock = chl_engine_get_parts (listing->engine)->clock;
  Round     *round = g_new0 (Round, 1);

  g_task_set_source_tag (task, chl_listing_query_async);
  round->listing = listing;
  round->queries = queries != NULL
                     ? queries
                     : g_ptr_array_new_with_free_func ((GDestroyNotify) chl_model_query_free);
  round->until_us = chl_clock_get_monotonic_us (clock) + CHL_LISTING_QUERIES_TIMEOUT * 1000;
  g_task_set_task_data (task, round, (GDestroyNotify) round_free);

  send_more (task);
}

void
chl_listing_query_finish (ChlListing   *listing,
                          GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, listing->engine));
  g_return_if_fail (g_async_result_is_tagged (result, chl_listing_query_async));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
