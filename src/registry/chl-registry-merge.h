/* chl-registry-merge.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-registry-draft.h"
#include "chl-registry-listed.h"

G_BEGIN_DECLS

/* Merges what a download says with the rows of a table. */
typedef struct _ChlRegistryMerge ChlRegistryMerge;

ChlRegistryMerge *chl_registry_merge_new (const ChlRegistryTable *table,
                                          ChlRegistryDraft       *draft,
                                          ChlRefreshReport       *report);
void              chl_registry_merge_free (ChlRegistryMerge *self);
const char       *chl_registry_merge_find_maker (ChlRegistryMerge *self,
                                                 const char       *scope);
void              chl_registry_merge_own (ChlRegistryMerge        *self,
                                          const ChlRegistryListed *listed,
                                          const char              *maker);
void              chl_registry_merge_host (ChlRegistryMerge        *self,
                                           const ChlRegistryListed *listed,
                                           const ChlRegistryTable  *joined);
gboolean          chl_registry_merge_is_plausible (ChlRegistryMerge *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlRegistryMerge, chl_registry_merge_free)

G_END_DECLS
