/* chl-listing-filter.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-model.h"

G_BEGIN_DECLS

void chl_listing_filter_drop (GPtrArray         *models,
                              const char *const *pieces);

G_END_DECLS
