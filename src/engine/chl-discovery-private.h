/* chl-discovery-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-discovery.h"

G_BEGIN_DECLS

gboolean chl_discovery_take (ChlEngine     *engine,
                             ChlProvider   *provider,
                             GBytes        *body,
                             ChlDiscovered *out_discovered,
                             GError       **error);

G_END_DECLS
