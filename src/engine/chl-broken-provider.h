/* chl-broken-provider.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"

G_BEGIN_DECLS

#define CHL_TYPE_BROKEN_PROVIDER (chl_broken_provider_get_type ())

/* Stands for a file that cannot be used, so that it shows in the list with the reason. */
G_DECLARE_FINAL_TYPE (ChlBrokenProvider, chl_broken_provider, CHL, BROKEN_PROVIDER, ChlProvider)

G_END_DECLS
