/* chl-knowledge-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-knowledge.h"
#include "chl-registry.h"

G_BEGIN_DECLS

/* For those of the engine who need the table's own columns. */
char       *chl_knowledge_dup_scope (ChlProvider *provider);
ChlModelUse chl_knowledge_find_use_of (ChlEngine   *engine,
                                       ChlProvider *provider,
                                       const char  *model_id);
gboolean    chl_knowledge_resolve (ChlEngine        *engine,
                                   ChlProvider      *provider,
                                   ChlModel         *model,
                                   ChlRegistryMatch *out_match);

G_END_DECLS
