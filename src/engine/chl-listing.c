/* chl-listing.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-listing"

#include "config.h"

#include "chl-listing.h"

#include <glib/gi18n-lib.h>

#include "chl-address.h"
#include "chl-call.h"
#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-failure-reader.h"
#include "chl-host-count.h"
#include "chl-json.h"
#include "chl-listing-private.h"
#include "chl-model-join.h"
#include "chl-model-listing.h"

/* Milliseconds. */
#define PAGE_TIMEOUT 60000

static void
listing_free (ChlListing *self)
{
  g_clear_pointer (&self->call, chl_http_call_free);
  g_hash_table_unref (self->pages);
  g_ptr_array_unref (self->models);
  g_free (self->origin);
  chl_headers_unref (self->headers);
  g_object_unref (self->provider);
  g_object_unref (self->engine);
  g_free (self);
}

static void
copy_header_cb (const char *name,
                const char *value,
                const char *prefix,
                ChlSecret  *secret,
                gpointer    user_data)
{
  ChlHeaders *headers = user_data;

  if (secret != NULL)
    chl_headers_set_secret (headers, name, prefix, secret);
  else
    chl_headers_set (headers, name, value);
}

/* A call that carries what the first page was asked with. */
ChlHttpCall *
chl_listing_new_call (const ChlListing *self,
                      const char       *method,
                      const char       *address)
{
  ChlHttpCall *call = chl_http_call_new (method, address);

  chl_headers_foreach (self->headers, copy_header_cb, call->headers);
  call->secrets_origin = g_strdup (self->origin);
  call->allow_plain = self->allows_plain;
  call->provider_id = g_strdup (chl_provider_get_id (self->provider));
  call->purpose = g_strdup (CHL_PURPOSE_MODELS);

  return call;
}

static void
queried_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  ChlListing   *self = g_task_get_task_data (task);
  ChlDiscovered discovered = { 0 };

  chl_listing_query_finish (self, result);
  if (g_task_return_error_if_cancelled (task))
    return;

  discovered.is_cut = self->is_cut;
  discovered.n_unanswered = self->n_unanswered;
  chl_model_join (self->engine, self->provider, self->models, &discovered);
  g_task_return_pointer (task, g_memdup2 (&discovered, sizeof discovered), g_free);
}

/* What a server that has no list says instead, under a status that is none of an error. */
static GError *
read_complaint (JsonNode   *root,
                const char *bytes,
                gsize       length)
{
  g_autoptr(ChlFailure) failure = NULL;

  if (chl_json_get (root, "/error") == NULL)
    return NULL;

  failure = chl_failure_read (200, "application/json", bytes, length);

  return chl_failure_to_error (failure);
}

/* Adds one page's models; returns it, or NULL if it cannot be read. */
static JsonNode *
take_page (ChlListing *self,
           GBytes     *body,
           GError    **error)
{
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GPtrArray) models = NULL;
  GError     *complaint = NULL;
  gsize       length = 0;
  const char *bytes = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  if (!(root = chl_json_parse (bytes != NULL ? bytes : "", (gssize) length, error)) ||
      !(models = chl_provider_parse_models (self->provider, root, error)))
    {
      complaint = root != NULL ? read_complaint (root, bytes, length) : NULL;
      if (complaint != NULL)
        {
          g_clear_error (error);
          g_propagate_error (error, complaint);
        }
      else
        g_prefix_error (error, "%s", _ ("The list of models cannot be read: "));
      return NULL;
    }

  self->is_cut |= chl_model_listing_is_cut (root);
  for (guint i = 0; i < models->len; i++)
    if (self->models->len < CHL_MODEL_LISTING_MAX_ROWS)
      g_ptr_array_add (self->models, g_object_ref (g_ptr_array_index (models, i)));
    else
      self->is_cut = TRUE;

  return g_steal_pointer (&root);
}

/* The page to ask for next, if there is one; a server that sends us in circles is not followed. */
static char *
dup_next_page (ChlListing *self,
               JsonNode   *root)
{
  g_autofree char *address = chl_provider_dup_next_url (self->provider, root);
  g_autofree char *origin = NULL;

  if (address == NULL)
    return NULL;

  origin = chl_address_dup_origin (address);
  if (self->models->len >= CHL_MODEL_LISTING_MAX_ROWS ||
      g_hash_table_size (self->pages) >= CHL_LISTING_MAX_PAGES ||
      g_strcmp0 (origin, self->origin) != 0 ||
      !g_hash_table_add (self->pages, g_strdup (address)))
    {
      self->is_cut = TRUE;
      return NULL;
    }

  return g_steal_pointer (&address);
}

static void paged_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data);

/* Takes @task. One page is in. */
static void
go_on (GTask  *task,
       GBytes *body)
{
  static const ChlHttpFuncs none = { NULL, NULL, NULL };
  g_autoptr(GTask) owned = task;
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *next = NULL;
  ChlListing      *self = g_task_get_task_data (task);
  GCancellable    *cancellable = g_task_get_cancellable (task);

  if (!(root = take_page (self, body, &error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (!(next = dup_next_page (self, root)))
    {
      chl_listing_query_async (self, cancellable, queried_cb, g_steal_pointer (&owned));
      return;
    }

  g_clear_pointer (&self->call, chl_http_call_free);
  self->call = chl_listing_new_call (self, "GET", next);
  self->call->total_timeout_ms = PAGE_TIMEOUT;
  chl_http_call_async (chl_engine_get_parts (self->engine)->http, self->call, &none, NULL,
                       cancellable, paged_cb, g_steal_pointer (&owned));
}

static void
paged_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(ChlHttpAnswer) answer = NULL;
  g_autoptr(ChlFailure) failure = NULL;
  g_autoptr(GError) error = NULL;
  ChlListing *self = g_task_get_task_data (task);

  answer = chl_call_finish (CHL_HTTP (object), self->call, result, &error);
  if (answer != NULL && chl_http_answer_get_status (answer) >= 400)
    {
      failure = chl_call_read_failure (self->engine, self->provider, self->call, answer);
      g_task_return_error (task, chl_failure_to_error (failure));
    }
  else if (answer == NULL || !chl_call_check_content_type (answer, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    go_on (g_steal_pointer (&task), chl_http_answer_get_body (answer));
}

/**
 * chl_listing_read_async:
 * @engine: the engine
 * @provider: who lists its models
 * @call: what the first page was asked with; used during the call only
 * @body: (nullable): the first page
 * @cancellable: (nullable): gives up
 * @callback: (scope async): called when the provider's models are up to date
 * @user_data: closure for @callback
 *
 * Reads a list of models from its first page on: fetches the pages that follow, asks what the
 * family wants to know beside them, joins all of it with what is there, and keeps it in the cache.
 * Until then, and if it fails, the provider's models are as they were.
 *
 * Errors: %CHL_ERROR_PROTOCOL, %CHL_ERROR_LIMIT, and for further pages all that a call can meet.
 */
void
chl_listing_read_async (ChlEngine          *engine,
                        ChlProvider        *provider,
                        const ChlHttpCall  *call,
                        GBytes             *body,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  ChlListing *self;

  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (CHL_IS_PROVIDER (provider));
  g_return_if_fail (call != NULL);

  task = g_task_new (engine, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_listing_read_async);

  self = g_new0 (ChlListing, 1);
  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  self->headers = chl_headers_ref (call->headers);
  self->allows_plain = call->allow_plain;
  self->origin = chl_address_dup_origin (call->address);
  self->models = g_ptr_array_new_with_free_func (g_object_unref);
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (self->pages, g_strdup (call->address));
  g_task_set_task_data (task, self, (GDestroyNotify) listing_free);

  go_on (g_steal_pointer (&task), body);
}

/**
 * chl_listing_read_finish:
 * @engine: the engine
 * @result: what the callback was given
 * @out_discovered: (out) (optional): what changed
 * @error: (out) (optional): see chl_listing_read_async()
 *
 * Returns: %TRUE if the list was read
 */
gboolean
chl_listing_read_finish (ChlEngine     *engine,
                         GAsyncResult  *result,
                         ChlDiscovered *out_discovered,
                         GError       **error)
{
  g_autofree ChlDiscovered *discovered = NULL;

  g_return_val_if_fail (g_task_is_valid (result, engine), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_listing_read_async), FALSE);

  discovered = g_task_propagate_pointer (G_TASK (result), error);
  if (discovered != NULL && out_discovered != NULL)
    *out_discovered = *discovered;

  return discovered != NULL;
}
