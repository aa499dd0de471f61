/* chl-http-tally.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-http"

#include "config.h"

#include "chl-http-tally.h"

#include "chl-redact.h"

struct _ChlHttpTally
{
  ChlHttp     *http;        /* (unowned) (not nullable) the call holds it */
  SoupMessage *message;     /* (owned) (not nullable) */
  char        *provider_id; /* (owned) (nullable) */
  char        *purpose;     /* (owned) (nullable) */
  gboolean     has_begun;
};

/**
 * chl_http_tally_new:
 * @http: whose call it is; outlives the tally
 * @message: what goes out
 * @call: for whom, and what for
 *
 * Returns: (transfer full): a tally of one call that has not gone out
 */
ChlHttpTally *
chl_http_tally_new (ChlHttp           *http,
                    SoupMessage       *message,
                    const ChlHttpCall *call)
{
  ChlHttpTally *self = g_new0 (ChlHttpTally, 1);

  self->http = http;
  self->message = g_object_ref (message);
  self->provider_id = g_strdup (call->provider_id);
  self->purpose = g_strdup (call->purpose);
  soup_message_add_flags (message, SOUP_MESSAGE_COLLECT_METRICS);

  return self;
}

void
chl_http_tally_free (ChlHttpTally *self)
{
  g_object_unref (self->message);
  g_free (self->provider_id);
  g_free (self->purpose);
  g_free (self);
}

static void
count (ChlHttpTally *self,
       guint         n_requests,
       gint64        sent_bytes,
       gint64        received_bytes)
{
  const ChlHttpCount counted = {
    .host = g_uri_get_host (soup_message_get_uri (self->message)),
    .provider_id = self->provider_id,
    .purpose = self->purpose,
    .n_requests = n_requests,
    .sent_bytes = sent_bytes,
    .received_bytes = received_bytes,
  };

  g_signal_emit_by_name (self->http, "counted", &counted);
}

/**
 * chl_http_tally_begin:
 * @self: a tally
 *
 * The request goes out. It is counted here, not at its end, which may never come.
 */
void
chl_http_tally_begin (ChlHttpTally *self)
{
  self->has_begun = TRUE;
  count (self, 1, 0, 0);
}

/**
 * chl_http_tally_end:
 * @self: a tally
 * @received_bytes: of the body, unpacked
 * @spent_ms: from the beginning on
 * @error: (nullable): why there is no answer
 */
void
chl_http_tally_end (ChlHttpTally *self,
                    gint64        received_bytes,
                    gint64        spent_ms,
                    const GError *error)
{
  GUri               *uri = soup_message_get_uri (self->message);
  g_autofree char    *path = chl_redact (g_uri_get_path (uri));
  SoupMessageMetrics *metrics = soup_message_get_metrics (self->message);

  g_debug ("%s %s %s %u %" G_GINT64_FORMAT " bytes %" G_GINT64_FORMAT " ms%s%s",
           soup_message_get_method (self->message), g_uri_get_host (uri), path,
           soup_message_get_status (self->message), received_bytes, spent_ms,
           error != NULL ? " " : "", error != NULL ? g_quark_to_string (error->domain) : "");

  if (self->has_begun && metrics != NULL)
    count (self, 0,
           (gint64) (soup_message_metrics_get_request_header_bytes_sent (metrics) +
                     soup_message_metrics_get_request_body_bytes_sent (metrics)),
           (gint64) (soup_message_metrics_get_response_header_bytes_received (metrics) +
                     soup_message_metrics_get_response_body_bytes_received (metrics)));
}
