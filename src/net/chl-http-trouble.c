/* chl-http-trouble.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-http-trouble"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-http-trouble.h"

#include "chl-address.h"
#include "chl-error.h"
#include "chl-redact.h"

static guint
get_port (GUri *uri)
{
  int port = g_uri_get_port (uri);

  if (port > 0)
    return (guint) port;

  return g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
}

static GError *new_network_error (const char *format,
                                  ...) G_GNUC_PRINTF (1, 2);

static GError *
new_network_error (const char *format,
                   ...)
{
  GError *error;
  va_list arguments;

  va_start (arguments, format);
  error = g_error_new_valist (CHL_ERROR, CHL_ERROR_NETWORK, format, arguments);
  va_end (arguments);

  return error;
}

static GError *
new_certificate_error (const char          *host,
                       GTlsCertificateFlags flags)
{
  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    return g_error_new (CHL_ERROR, CHL_ERROR_TLS, _("The certificate of %s has expired"), host);
  if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return g_error_new (CHL_ERROR, CHL_ERROR_TLS,
                        _("The certificate of %s is not valid yet; check this computer’s clock"),
                           host);
  if (flags & G_TLS_CERTIFICATE_REVOKED)
    return g_error_new (CHL_ERROR, CHL_ERROR_TLS, _("The certificate of %s was revoked"), host);
  if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return g_error_new (CHL_ERROR, CHL_ERROR_TLS,
                        _("The certificate of %s comes from nobody this computer trusts"), host);
  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return g_error_new (CHL_ERROR, CHL_ERROR_TLS,
                        _("The certificate that %s shows belongs to another name"), host);

  return g_error_new (CHL_ERROR, CHL_ERROR_TLS, _("The certificate of %s cannot be trusted"), host);
}

/* A server that does not know TLS babbles, hangs up or resets when it is greeted with it. */
static GError *
new_handshake_error (GUri *uri)
{
  const char      *host = g_uri_get_host (uri);
  g_autofree char *address = g_uri_to_string (uri);

  if (!chl_address_is_loopback (address))
    return g_error_new (CHL_ERROR, CHL_ERROR_TLS,
                        _("What %s port %u answers is not HTTPS; check the address"), host,
                           get_port (uri));

  return g_error_new (
    CHL_ERROR, CHL_ERROR_TLS,
    _("%s port %u does not speak HTTPS; if that is right, write http:// in the address"), host,
       get_port (uri));
}

static GError *
new_tls_error (const GError        *error,
               GUri                *uri,
               GTlsCertificateFlags flags)
{
  if (flags != 0 || g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return new_certificate_error (g_uri_get_host (uri), flags);

  return new_handshake_error (uri);
}

static GError *
new_resolver_error (const GError *error,
                    const char   *host)
{
  if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE))
    return new_network_error (_("The name %s cannot be looked up; is this computer online?"),
                                 host);

  return new_network_error (_("There is no computer named %s"), host);
}

static GError *
new_session_error (const GError *error,
                   const char   *host,
                   guint         port)
{
  if (g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING) ||
      g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_ENCODING))
    return g_error_new (CHL_ERROR, CHL_ERROR_PROTOCOL,
                        _("What %s port %u answers is not HTTP"), host, port);

  return new_network_error (_("The request to %s failed: %s"), host, error->message);
}

static GError *
new_io_error (const GError *error,
              const char   *host,
              guint         port,
              ChlHttpStage  stage)
{
  switch (error->code)
    {
    case G_IO_ERROR_CONNECTION_REFUSED:
      return new_network_error (_("Nothing answers at %s port %u"), host, port);

    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_HOST_NOT_FOUND:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
      return new_network_error (_("%s port %u cannot be reached; is this computer online?"), host,
                                   port);

    case G_IO_ERROR_TIMED_OUT:
      return g_error_new (CHL_ERROR, CHL_ERROR_TIMEOUT,
                          _("%s port %u did not respond in time"), host, port);

    case G_IO_ERROR_PROXY_FAILED:
    case G_IO_ERROR_PROXY_AUTH_FAILED:
    case G_IO_ERROR_PROXY_NEED_AUTH:
    case G_IO_ERROR_PROXY_NOT_ALLOWED:
      return new_network_error (_("The network’s proxy does not let us through to %s"), host);

    case G_IO_ERROR_PARTIAL_INPUT:
    case G_IO_ERROR_CONNECTION_CLOSED:
      break;

    default:
      if (stage != CHL_HTTP_READING)
        return new_network_error (_("The connection to %s failed: %s"), host, error->message);
      break;
    }

  if (stage == CHL_HTTP_READING)
    return g_error_new (CHL_ERROR, CHL_ERROR_TRUNCATED,
                        _("%s broke off in the middle of its answer"), host);

  return new_network_error (_("%s port %u closed the connection without an answer"), host, port);
}

/**
 * chl_http_trouble_from_transport:
 * @error: what GIO or libsoup said
 * @uri: where the call went
 * @stage: how far it had come
 * @flags: what is wrong with the certificate, if one was refused
 *
 * Returns: (transfer full): the same as a #ChlError in a sentence; a cancellation stays as it is
 */
GError *
chl_http_trouble_from_transport (const GError        *error,
                                 GUri                *uri,
                                 ChlHttpStage         stage,
                                 GTlsCertificateFlags flags)
{
  const char *host = g_uri_get_host (uri);
  guint       port = get_port (uri);

  if (error->domain == CHL_ERROR || chl_error_is_cancellation (error))
    return g_error_copy (error);
  if (error->domain == G_RESOLVER_ERROR)
    return new_resolver_error (error, host);
  if (error->domain == G_TLS_ERROR || stage == CHL_HTTP_SECURING)
    return new_tls_error (error, uri, flags);
  if (error->domain == G_IO_ERROR)
    return new_io_error (error, host, port, stage);
  if (error->domain == SOUP_SESSION_ERROR)
    return new_session_error (error, host, port);

  return new_network_error (_("The connection to %s failed: %s"), host, error->message);
}

/**
 * chl_http_trouble_from_proxy:
 * @uri: where the call should have gone
 * @status: what the proxy answered instead of letting it through
 *
 * Returns: (transfer full): %CHL_ERROR_NETWORK
 */
GError *
chl_http_trouble_from_proxy (GUri *uri,
                             guint status)
{
  return new_network_error (
    _("The network’s proxy does not let us through to %s (it answers %u); check this computer’s proxy settings"),
       g_uri_get_host (uri), status);
}

/**
 * chl_http_trouble_from_chatter:
 * @uri: where the call went
 *
 * Returns: (transfer full): %CHL_ERROR_PROTOCOL, for an answer that is only ever announced
 */
GError *
chl_http_trouble_from_chatter (GUri *uri)
{
  return g_error_new (CHL_ERROR, CHL_ERROR_PROTOCOL,
                      _("%s port %u announces an answer again and again and gives none"),
                         g_uri_get_host (uri), get_port (uri));
}

/**
 * chl_http_trouble_from_redirect:
 * @message: answered with a status of 300 to 399
 *
 * Returns: (transfer full): %CHL_ERROR_REDIRECT naming the host that was pointed to
 *
 * Source: https://www.rfc-editor.org/rfc/rfc9110#section-15.4
 */
GError *
chl_http_trouble_from_redirect (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  GUri               *uri = soup_message_get_uri (message);
  const char         *location = soup_message_headers_get_one (headers, "Location");
  const char         *host = g_uri_get_host (uri);
  g_autoptr(GUri) target = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *address = NULL;

  if (location != NULL)
    target = g_uri_parse_relative (uri, location, SOUP_HTTP_URI_FLAGS, NULL);
  if (target == NULL || g_uri_get_host (target) == NULL || *g_uri_get_host (target) == '\0')
    return g_error_new (CHL_ERROR, CHL_ERROR_REDIRECT,
                        _("%s sends us elsewhere without saying where; check the address"), host);

  if (g_strcmp0 (g_uri_get_host (target), host) == 0 && get_port (target) == get_port (uri))
    return g_error_new (CHL_ERROR, CHL_ERROR_REDIRECT,
                        _("%s sends us to another path; enter the final address"), host);

  origin = g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (target), NULL, g_uri_get_host (target),
                       g_uri_get_port (target), "", NULL, NULL);
  address = chl_redact_address (origin);

  return g_error_new (CHL_ERROR, CHL_ERROR_REDIRECT,
                      _("%s sends us to %s; if that is right, enter it as the address"), host,
                         address);
}

/**
 * chl_http_trouble_from_silence:
 * @uri: where the call went
 * @stage: how far it had come
 * @waited_ms: for how long nothing happened
 *
 * Returns: (transfer full): %CHL_ERROR_TIMEOUT; %CHL_ERROR_TLS where a server was greeted in TLS
 */
GError *
chl_http_trouble_from_silence (GUri        *uri,
                               ChlHttpStage stage,
                               gint64       waited_ms)
{
  const char *host = g_uri_get_host (uri);
  guint       seconds = (guint) MAX (waited_ms / 1000, 1);

  switch (stage)
    {
    case CHL_HTTP_SECURING:
      return new_handshake_error (uri);

    case CHL_HTTP_RESOLVING:
    case CHL_HTTP_CONNECTING:
      return g_error_new (CHL_ERROR, CHL_ERROR_TIMEOUT,
                          ngettext ("No connection to %s port %u within %u second",
                                    "No connection to %s port %u within %u seconds", seconds),
                          host, get_port (uri), seconds);

    case CHL_HTTP_WAITING:
      return g_error_new (CHL_ERROR, CHL_ERROR_TIMEOUT,
                          ngettext ("%s took the request and then said nothing for %u second",
                                    "%s took the request and then said nothing for %u seconds",
                                    seconds),
                          host, seconds);

    case CHL_HTTP_READING:
      break;
    }

  return g_error_new (CHL_ERROR, CHL_ERROR_TIMEOUT,
                      ngettext ("%s fell silent for %u second in the middle of its answer",
                                "%s fell silent for %u seconds in the middle of its answer",
                                seconds),
                      host, seconds);
}

/**
 * chl_http_trouble_from_length:
 * @uri: where the call went
 * @limit_ms: how long all of it might have taken
 *
 * Returns: (transfer full): %CHL_ERROR_TIMEOUT
 */
GError *
chl_http_trouble_from_length (GUri  *uri,
                              gint64 limit_ms)
{
  guint minutes = (guint) MAX (limit_ms / 60000, 1);

  return g_error_new (CHL_ERROR, CHL_ERROR_TIMEOUT,
                      ngettext ("%s did not finish its answer within %u minute",
                                "%s did not finish its answer within %u minutes", minutes),
                      g_uri_get_host (uri), minutes);
}

/**
 * chl_http_trouble_from_size:
 * @uri: where the call went
 * @limit_bytes: how much was allowed
 *
 * Returns: (transfer full): %CHL_ERROR_LIMIT
 */
GError *
chl_http_trouble_from_size (GUri *uri,
                            gsize limit_bytes)
{
  g_autofree char *size = g_format_size_full (limit_bytes, G_FORMAT_SIZE_IEC_UNITS);
  const char      *host = g_uri_get_host (uri);

  return g_error_new (CHL_ERROR, CHL_ERROR_LIMIT, _("%s answers with more than %s"), host, size);
}

/**
 * chl_http_trouble_from_plain:
 * @uri: an http address of another computer
 *
 * Returns: (transfer full): %CHL_ERROR_TLS
 */
GError *
chl_http_trouble_from_plain (GUri *uri)
{
  return g_error_new (CHL_ERROR, CHL_ERROR_TLS,
                      _("http:// to %s would send the key in the clear; use https://"),
                         g_uri_get_host (uri));
}
