/* chl-registry-draft.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-registry-table.h"

G_BEGIN_DECLS

/* A table whose rows can be changed. What becomes of it is compiled like any other. */
typedef struct _ChlRegistryDraft ChlRegistryDraft;

ChlRegistryDraft *chl_registry_draft_new (const ChlRegistryTable *table);
void              chl_registry_draft_free (ChlRegistryDraft *self);
guint32           chl_registry_draft_get_n_rows (ChlRegistryDraft *self);
const char       *chl_registry_draft_get (ChlRegistryDraft *self,
                                          guint32           row,
                                          ChlRegistryColumn column);
void              chl_registry_draft_set (ChlRegistryDraft *self,
                                          guint32           row,
                                          ChlRegistryColumn column,
                                          const char       *cell);
guint32           chl_registry_draft_add (ChlRegistryDraft *self,
                                          const char       *kind,
                                          const char       *id);
GVariant         *chl_registry_draft_compile (ChlRegistryDraft *self,
                                              const char       *as_of,
                                              const char       *late,
                                              const char       *source,
                                              GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlRegistryDraft, chl_registry_draft_free)

G_END_DECLS
