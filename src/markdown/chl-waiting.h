/* chl-waiting.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-leaf.h"

G_BEGIN_DECLS

typedef void (*ChlWaitingFunc) (guint     position,
                                ChlBlock *block,
                                gpointer  user_data);

/*
 * Leaves that refer to labels nobody has defined yet, and the positions of their blocks.
 */
typedef struct _ChlWaiting ChlWaiting;

ChlWaiting *chl_waiting_new (void);
void        chl_waiting_free (ChlWaiting *self);
void        chl_waiting_take (ChlWaiting              *self,
                              ChlLeaf                 *leaf,
                              guint                    position,
                              const ChlReferenceTable *references);
void        chl_waiting_resolve (ChlWaiting              *self,
                                 GHashTable              *labels,
                                 const ChlReferenceTable *references,
                                 ChlWaitingFunc           func,
                                 gpointer                 user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlWaiting, chl_waiting_free)

G_END_DECLS
