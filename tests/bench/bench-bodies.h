/* bench-bodies.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-words.h"

G_BEGIN_DECLS

GString *bench_body_new (ChlProtocolId protocol,
                         gsize         n_bytes);

G_END_DECLS
