/* chl-local-address.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *chl_local_address_normalize (const char        *text,
                                   guint16            port,
                                   const char *const *endings,
                                   GError           **error);

G_END_DECLS
