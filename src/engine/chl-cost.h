/* chl-cost.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-capabilities.h"
#include "chl-usage.h"

G_BEGIN_DECLS

gboolean chl_cost_reckon (const ChlCapabilities *known,
                          ChlUsage              *usage);

G_END_DECLS
