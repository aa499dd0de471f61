/* chl-bundled.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-discovery.h"
#include "chl-failure.h"

G_BEGIN_DECLS

gboolean chl_bundled_take (ChlEngine        *engine,
                           ChlProvider      *provider,
                           const ChlFailure *failure,
                           ChlDiscovered    *out_discovered);

G_END_DECLS
