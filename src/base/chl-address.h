/* chl-address.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char    *chl_address_clean (const char *text,
                            GError    **error) G_GNUC_WARN_UNUSED_RESULT;
char    *chl_address_join (const char *base,
                           const char *path);
char    *chl_address_strip_version (const char *base);
char    *chl_address_dup_origin (const char *address);
char    *chl_address_dup_host (const char *address);
gboolean chl_address_is_loopback (const char *address);

G_END_DECLS
