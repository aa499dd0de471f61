/* chl-ledger.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"
#include "chl-message.h"

G_BEGIN_DECLS

void chl_ledger_add (ChlEngine   *engine,
                     ChlProvider *provider,
                     ChlRole      role,
                     ChlMessage  *answer,
                     gint64       began_us,
                     gint64       sent_bytes,
                     gint64       received_bytes);

G_END_DECLS
