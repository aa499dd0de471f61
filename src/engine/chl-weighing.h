/* chl-weighing.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-proposal.h"

G_BEGIN_DECLS

/* What chl_proposal_build() does, a few models at a time: who shows windows has no time for all. */
typedef struct _ChlWeighing ChlWeighing;

ChlWeighing *chl_weighing_new (ChlEngine   *engine,
                               ChlProvider *provider);
gboolean     chl_weighing_step (ChlWeighing *self,
                                guint        n_models);
GPtrArray   *chl_weighing_build (ChlWeighing *self);
void         chl_weighing_free (ChlWeighing *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlWeighing, chl_weighing_free)

G_END_DECLS
