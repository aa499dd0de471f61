/* chl-registry-merge-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-registry-merge.h"

G_BEGIN_DECLS

/* What a host's row says where the model's row says something else; the first are the limits. */
extern const ChlRegistryColumn chl_registry_merge_hosted[];

#define CHL_MERGE_N_LIMITS 3
#define CHL_MERGE_N_HOSTED 5

struct _ChlRegistryMerge
{
  const ChlRegistryTable *table;  /* (unowned) as it was */
  ChlRegistryDraft       *draft;  /* (unowned) as it becomes */
  ChlRefreshReport       *report; /* (unowned) */
  GHashTable             *makers; /* (owned) (element-type utf8 utf8) by the scope that is theirs */
  GHashTable             *hosts;  /* (owned) (element-type utf8 utf8) their usual price, by scope */
  GHashTable             *keys;   /* (owned) (element-type utf8) of new rows */
  GHashTable             *ids;    /* (owned) (element-type utf8) of new rows */
  GByteArray             *seen;   /* (owned) which rows are still listed */
};

const char *chl_registry_merge_get (ChlRegistryMerge *self,
                                    guint32           row,
                                    ChlRegistryColumn column);
void        chl_registry_merge_set (ChlRegistryMerge *self,
                                    guint32           row,
                                    ChlRegistryColumn column,
                                    const char       *cell);
void        chl_registry_merge_drop (ChlRegistryMerge *self,
                                     ChlRefreshDrop    what);
gboolean    chl_registry_merge_is_cell (ChlRegistryMerge *self,
                                        guint32           row,
                                        ChlRegistryColumn column,
                                        const char       *text);
gboolean    chl_registry_merge_is_theirs (ChlRegistryMerge *self,
                                          guint32           row);
guint32     chl_registry_merge_find_served (ChlRegistryMerge        *self,
                                            const ChlRegistryListed *listed,
                                            char                   **out_key);
void        chl_registry_merge_mark_seen (ChlRegistryMerge *self,
                                          guint32           row);
void        chl_registry_merge_update_price (ChlRegistryMerge *self,
                                             guint32           row,
                                             const char       *price);
void        chl_registry_merge_update_stage (ChlRegistryMerge *self,
                                             guint32           row,
                                             const char       *stage);
const char *chl_registry_merge_get_effective (ChlRegistryMerge *self,
                                              guint32           row,
                                              guint32           base,
                                              ChlRegistryColumn column);
void        chl_registry_merge_keep_limits (ChlRegistryMerge *self,
                                            guint32           row,
                                            guint32           base);
void        chl_registry_merge_update_host (ChlRegistryMerge        *self,
                                            guint32                  row,
                                            const ChlRegistryListed *listed);

G_END_DECLS
