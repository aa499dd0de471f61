/* chl-program-models.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-discovery.h"
#include "chl-program-provider.h"

G_BEGIN_DECLS

void chl_program_models_take (ChlEngine     *engine,
                              ChlProvider   *provider,
                              ChlDiscovered *out_discovered);

G_END_DECLS
