/* chl-openai-listing.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"

G_BEGIN_DECLS

gboolean   chl_openai_listing_describe (ChlProvider *provider,
                                        ChlModel    *model,
                                        JsonNode    *row);
GPtrArray *chl_openai_listing_parse (ChlProvider *provider,
                                     JsonNode    *root,
                                     GError     **error);

G_END_DECLS
