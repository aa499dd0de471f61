/* chl-keys-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-keys.h"
#include "chl-secret-store.h"

G_BEGIN_DECLS

/* What the verbs that change keys (chl-keys-change.c) need of chl-keys.c. */

#define CHL_SECRET_KIND_KEY "key"

ChlEngine  *chl_keys_get_engine (ChlKeys *self);
const char *chl_keys_get_origin (ChlProvider *provider);
void        chl_keys_see (ChlKeys       *self,
                          ChlProvider   *provider,
                          ChlSecretState state,
                          ChlSecret     *secret);
void        chl_keys_forget_locked (ChlKeys *self);
ChlSecret  *chl_keys_read_variable (ChlProvider *provider,
                                    GError     **error);
void        chl_keys_init_place (ChlSecretPlace *place,
                                 ChlProvider    *provider,
                                 const char     *origin);

G_END_DECLS
