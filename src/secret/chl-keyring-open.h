/* chl-keyring-open.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsecret/secret.h>

#include "chl-keyring-call.h"

G_BEGIN_DECLS

/**
 * ChlKeyringStep:
 * @call: a call that is not over, silent
 *
 * How a call goes on.
 */
typedef void (*ChlKeyringStep) (ChlKeyringCall *call);

void chl_keyring_open_locked (ChlKeyringCall *call,
                              GList          *locked,
                              gboolean        may_ask,
                              ChlKeyringStep  next);
void chl_keyring_open_first (ChlKeyringCall *call,
                             ChlKeyringStep  next);

G_END_DECLS
