/* chl-github-copilot-models.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"

G_BEGIN_DECLS

/* What GitHub Copilot's list says of models: read into their capabilities and into facts of our own. */

gboolean      chl_github_copilot_models_describe (ChlProvider *provider,
                                                  ChlModel    *model,
                                                  JsonNode    *row);
ChlProtocolId chl_github_copilot_models_get_protocol (ChlModel *model);
const char   *chl_github_copilot_models_get_path (ChlModel *model);

G_END_DECLS
