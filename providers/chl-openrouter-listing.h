/* chl-openrouter-listing.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "chl-model.h"

G_BEGIN_DECLS

/* A fact that is kept of a model: it cannot be told not to reason. */
#define CHL_OPENROUTER_FACT_MANDATORY "reasoning_mandatory"

gboolean chl_openrouter_listing_is_of_use (JsonNode *row);
void     chl_openrouter_listing_describe (ChlModel *model,
                                          JsonNode *row);

G_END_DECLS
