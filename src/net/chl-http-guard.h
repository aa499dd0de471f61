/* chl-http-guard.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean chl_http_guard_addresses (const char *host,
                                   GList      *addresses,
                                   GError    **error);
gboolean chl_http_guard_connection (const char *host,
                                    GIOStream  *stream,
                                    GError    **error);
void     chl_http_guard_set_error (const char *host,
                                   GError    **error);

G_END_DECLS
