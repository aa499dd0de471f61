/* chl-claude-models.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"

G_BEGIN_DECLS

/* Anthropic's models, for the families that can reach them at the maker's or through a gateway. */

const ChlQuirks *chl_claude_models_get_quirks (ChlProvider *provider,
                                               const char  *model);
gboolean         chl_claude_models_describe (ChlProvider *provider,
                                             ChlModel    *model,
                                             JsonNode    *row);

G_END_DECLS
