/* chl-model-cache.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"

G_BEGIN_DECLS

/* The last good list of a provider's models, so that its page is never blank. */

void chl_model_cache_load (ChlEngine   *engine,
                           ChlProvider *provider);
void chl_model_cache_save (ChlEngine   *engine,
                           ChlProvider *provider,
                           GPtrArray   *models);

G_END_DECLS
