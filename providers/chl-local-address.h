/* chl-local-address.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"

G_BEGIN_DECLS

char *chl_local_address_normalize (const char        *text,
                                   guint16            port,
                                   const char *const *endings,
                                   GError           **error);
char *chl_local_address_dup_url (ChlProvider *provider,
                                 ChlOperation operation);

G_END_DECLS
