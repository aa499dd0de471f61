/* chl-secret-store-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-secret-store.h"

G_BEGIN_DECLS

/* What chl-secret-unlock.c needs of the store. */

guint chl_secret_store_get_timeout (ChlSecretStore *self);

G_END_DECLS
