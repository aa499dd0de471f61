/* chl-model-join.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-discovery.h"

G_BEGIN_DECLS

/* What a provider lists, what its family is known to have, and what was added by hand, in one. */

void chl_model_join (ChlEngine     *engine,
                     ChlProvider   *provider,
                     GPtrArray     *models,
                     ChlDiscovered *discovered);
void chl_model_join_keep (ChlEngine   *engine,
                          ChlProvider *provider);
void chl_model_join_mark_seen (ChlEngine   *engine,
                               ChlProvider *provider);

G_END_DECLS
