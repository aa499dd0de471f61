/* chl-successor.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"

G_BEGIN_DECLS

char *chl_successor_dup_name (ChlEngine   *engine,
                              ChlProvider *provider,
                              ChlModel    *model,
                              ChlModel   **out_model);

G_END_DECLS
