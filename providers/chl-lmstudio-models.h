/* chl-lmstudio-models.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"

G_BEGIN_DECLS

GPtrArray *chl_lmstudio_parse_models (ChlProvider *provider,
                                      JsonNode    *root,
                                      GError     **error);

G_END_DECLS
