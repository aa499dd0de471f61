/* chl-openai-listing.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"

G_BEGIN_DECLS

typedef gboolean (*ChlOpenaiListingFunc) (const char *id);

GPtrArray *chl_openai_listing_sort (GPtrArray           *models,
                                    JsonNode            *root,
                                    ChlOpenaiListingFunc is_left_out);

G_END_DECLS
