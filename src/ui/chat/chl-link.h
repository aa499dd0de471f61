/* chl-link.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of an address that is no longer opened, and of one that stands in running text. */
#define CHL_LINK_LONGEST 4096
#define CHL_LINK_SHOWN 160

/* Addresses that a model wrote. They are shown before they are opened. */

gboolean chl_link_can_open (const char *uri);
char    *chl_link_dup_shown (const char *uri);
char    *chl_link_dup_markup (const char *uri);
gboolean chl_link_is_disguised (const char *uri,
                                const char *text);

G_END_DECLS
