/* chl-http.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-http"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-http.h"

#include "chl-address.h"
#include "chl-error.h"
#include "chl-http-exchange.h"
#include "chl-http-trouble.h"

#define MAX_CONNECTIONS 64
#define MAX_CONNECTIONS_PER_HOST 16
#define KEEP_ALIVE_SECONDS 55

/**
 * ChlHttp:
 *
 * The one HTTP client. Calls to this computer have a session of their own, which knows no proxy and
 * whose every connection was seen to end here; so going off the network is dropping the other one.
 */
struct _ChlHttp
{
  GObject parent_instance;

  ChlClock    *clock; /* (owned) (not nullable) */
  SoupSession *near;  /* (owned) (not nullable) to this computer */
  SoupSession *far;   /* (owned) (not nullable) to all others */
  GPtrArray   *crowd; /* (owned) (element-type ChlHttpExchange) calls on their way */
  gboolean     is_local_only;
};

G_DEFINE_FINAL_TYPE (ChlHttp, chl_http, G_TYPE_OBJECT)

typedef enum
{
  PROP_IS_LOCAL_ONLY = 1,
} ChlHttpProperty;

static GParamSpec *properties[PROP_IS_LOCAL_ONLY + 1];

typedef enum
{
  SIGNAL_COUNTED,
} ChlHttpSignal;

static guint signals[SIGNAL_COUNTED + 1];

static SoupSession *
new_session (void)
{
  return soup_session_new_with_options ("max-conns", MAX_CONNECTIONS,
                                        "max-conns-per-host", MAX_CONNECTIONS_PER_HOST,
                                        "idle-timeout", KEEP_ALIVE_SECONDS,
                                        "timeout", 0,
                                        "user-agent", "Chatelaine/" PACKAGE_VERSION,
                                        NULL);
}

static void
chl_http_finalize (GObject *object)
{
  ChlHttp *self = CHL_HTTP (object);

  g_clear_object (&self->near);
  g_clear_object (&self->far);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->crowd, g_ptr_array_unref);

  G_OBJECT_CLASS (chl_http_parent_class)->finalize (object);
}

static void
chl_http_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  ChlHttp *self = CHL_HTTP (object);

  switch ((ChlHttpProperty) prop_id)
    {
    case PROP_IS_LOCAL_ONLY:
      g_value_set_boolean (value, self->is_local_only);
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
chl_http_set_property (GObject      *object,
                       guint         prop_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  ChlHttp *self = CHL_HTTP (object);

  switch ((ChlHttpProperty) prop_id)
    {
    case PROP_IS_LOCAL_ONLY:
      chl_http_set_local_only (self, g_value_get_boolean (value));
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
chl_http_class_init (ChlHttpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = chl_http_finalize;
  object_class->get_property = chl_http_get_property;
  object_class->set_property = chl_http_set_property;

  /**
   * ChlHttp:is-local-only:
   *
   * Whether calls may go to this computer only.
   */
  properties[PROP_IS_LOCAL_ONLY] =
    g_param_spec_boolean ("is-local-only", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * ChlHttp::counted:
   * @count: (type ChlHttpCount): what there is to count, for as long as the signal lasts
   *
   * A request goes out, or is over: every one, whoever made it. The bytes are told at the end.
   */
  signals[SIGNAL_COUNTED] =
    g_signal_new ("counted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
chl_http_init (ChlHttp *self)
{
  self->crowd = g_ptr_array_new ();
  self->near = new_session ();
  soup_session_set_proxy_resolver (self->near, NULL);
  self->far = new_session ();
}

static gboolean
is_host (const char *host)
{
  if (host == NULL || *host == '\0')
    return FALSE;

  for (; *host != '\0'; host++)
    if (g_ascii_isspace (*host) || g_ascii_iscntrl (*host))
      return FALSE;

  return TRUE;
}

/* The address of @call, if it can be called at all. */
static GUri *
parse_address (ChlHttpCall *call,
               GError     **error)
{
  g_autoptr(GUri) uri = g_uri_parse (call->address, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (!is_host (host) ||
      (!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https")))
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_ADDRESS,
                           _("The address is not one of http:// or https://"));
      return NULL;
    }
  if (g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_ADDRESS,
                           _("The address holds a user name or a password; enter the key instead"));
      return NULL;
    }

  return g_steal_pointer (&uri);
}

static void
find_secret_cb (const char *name,
                const char *value,
                const char *prefix,
                ChlSecret  *secret,
                gpointer    user_data)
{
  *(gboolean *) user_data |= secret != NULL;
}

/*
 * A key is looked up before an address is made, and both take their time: meanwhile a person may have
 * changed the endpoint. Here is the last place where they can be compared.
 */
static gboolean
check_secrets (ChlHttpCall *call,
               GError     **error)
{
  g_autofree char *origin = chl_address_dup_origin (call->address);
  gboolean         has_secret = FALSE;

  chl_headers_foreach (call->headers, find_secret_cb, &has_secret);
  if (!has_secret || call->secrets_origin == NULL || g_strcmp0 (origin, call->secrets_origin) == 0)
    return TRUE;

  g_set_error (error, CHL_ERROR, CHL_ERROR_ORIGIN,
               _("The key was given for %s, so it was not sent elsewhere"), call->secrets_origin);
  return FALSE;
}

/**
 * chl_http_new:
 * @clock: measures the time-outs
 *
 * Returns: (transfer full): a client
 */
ChlHttp *
chl_http_new (ChlClock *clock)
{
  ChlHttp *self;

  g_return_val_if_fail (CHL_IS_CLOCK (clock), NULL);

  self = g_object_new (CHL_TYPE_HTTP, NULL);
  self->clock = g_object_ref (clock);

  return self;
}

gboolean
chl_http_is_local_only (ChlHttp *self)
{
  g_return_val_if_fail (CHL_IS_HTTP (self), FALSE);

  return self->is_local_only;
}

/**
 * chl_http_set_local_only:
 * @self: a client
 * @is_local_only: whether calls may go to this computer only
 *
 * Switched on, it ends every call to elsewhere with %CHL_ERROR_NOT_LOCAL and closes the connections
 * that were kept open.
 */
void
chl_http_set_local_only (ChlHttp *self,
                         gboolean is_local_only)
{
  g_return_if_fail (CHL_IS_HTTP (self));

  is_local_only = !!is_local_only;
  if (self->is_local_only == is_local_only)
    return;

  self->is_local_only = is_local_only;
  if (is_local_only)
    {
      for (guint i = 0; i < self->crowd->len; i++)
        chl_http_exchange_leave_network (g_ptr_array_index (self->crowd, i));
      g_object_unref (self->far);
      self->far = new_session ();
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOCAL_ONLY]);
}

/**
 * chl_http_call_async:
 * @self: a client
 * @call: the request; nothing of it is needed after this returns
 * @funcs: (nullable): what the caller wants to hear meanwhile; copied
 * @funcs_data: closure; must live until @callback
 * @cancellable: (nullable): closes the connection at once
 * @callback: (scope async): called once, in the context of the caller
 * @user_data: closure
 *
 * Sends one request, once. After a cancellation nothing is called any more but @callback.
 *
 * A body that breaks off is an error where its framing shows it. A connection that is closed
 * between two chunks shows as a plain end with libsoup 3.2 (fixed later), as does one without a
 * length; whether an answer is whole is for those to decide who know what ends it.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc9110
 */
void
chl_http_call_async (ChlHttp            *self,
                     ChlHttpCall        *call,
                     const ChlHttpFuncs *funcs,
                     gpointer            funcs_data,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GUri) uri = NULL;
  ChlHttpExchange *exchange;
  GError          *error = NULL;
  gboolean         is_known_near, must_be_near;

  g_return_if_fail (CHL_IS_HTTP (self));
  g_return_if_fail (call != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_http_call_async);
  if (!(uri = parse_address (call, &error)) || !check_secrets (call, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  is_known_near = chl_address_is_loopback (call->address);
  must_be_near = is_known_near || self->is_local_only;
  if (!must_be_near && !call->allow_plain && g_str_equal (g_uri_get_scheme (uri), "http"))
    {
      g_task_return_error (task, chl_http_trouble_from_plain (uri));
      return;
    }

  exchange = chl_http_exchange_new (self, uri, call, funcs, funcs_data, self->clock, self->crowd);
  g_task_set_task_data (task, exchange, (GDestroyNotify) chl_http_exchange_free);
  chl_http_exchange_run (exchange, g_steal_pointer (&task),
                         must_be_near ? self->near : self->far, must_be_near, is_known_near);
}

/**
 * chl_http_call_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: a #ChlError: %CHL_ERROR_ADDRESS, %CHL_ERROR_ORIGIN, %CHL_ERROR_NETWORK, %CHL_ERROR_TIMEOUT, %CHL_ERROR_TLS,
 *   %CHL_ERROR_NOT_LOCAL, %CHL_ERROR_REDIRECT, %CHL_ERROR_TRUNCATED, %CHL_ERROR_PROTOCOL,
 *   %CHL_ERROR_LIMIT; what a function of the caller said; or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the answer, also with a status of 400 or more, whose body it
 *   holds then; %NULL without an answer
 */
ChlHttpAnswer *
chl_http_call_finish (ChlHttp      *self,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (CHL_IS_HTTP (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_http_call_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
