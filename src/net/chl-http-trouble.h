/* chl-http-trouble.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "chl-http.h"

G_BEGIN_DECLS

GError *chl_http_trouble_from_transport (const GError        *error,
                                         GUri                *uri,
                                         ChlHttpStage         stage,
                                         GTlsCertificateFlags flags);
GError *chl_http_trouble_from_proxy (GUri *uri,
                                     guint status);
GError *chl_http_trouble_from_chatter (GUri *uri);
GError *chl_http_trouble_from_redirect (SoupMessage *message);
GError *chl_http_trouble_from_silence (GUri        *uri,
                                       ChlHttpStage stage,
                                       gint64       waited_ms);
GError *chl_http_trouble_from_length (GUri  *uri,
                                      gint64 limit_ms);
GError *chl_http_trouble_from_size (GUri *uri,
                                    gsize limit_bytes);
GError *chl_http_trouble_from_plain (GUri *uri);

G_END_DECLS
