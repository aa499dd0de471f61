/* chl-registry-builder.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-registry-table.h"

G_BEGIN_DECLS

/* The compiled table while it grows. It knows how things are laid out, and nothing of models. */
typedef struct _ChlRegistryBuilder ChlRegistryBuilder;

ChlRegistryBuilder *chl_registry_builder_new (void);
void                chl_registry_builder_free (ChlRegistryBuilder *self);
guint32             chl_registry_builder_add_row (ChlRegistryBuilder *self,
                                                  const char *const  *cells);
void                chl_registry_builder_set_base (ChlRegistryBuilder *self,
                                                   guint32             row,
                                                   guint32             base);
gboolean            chl_registry_builder_add_entry (ChlRegistryBuilder *self,
                                                    ChlRegistryIndex    index,
                                                    const char         *text,
                                                    guint32             row,
                                                    guint32            *out_other);
void                chl_registry_builder_add_scope (ChlRegistryBuilder *self,
                                                    const char         *name,
                                                    const char         *scope);
gboolean            chl_registry_builder_find (ChlRegistryBuilder *self,
                                               ChlRegistryIndex    index,
                                               const char         *text,
                                               guint32            *out_row);
gboolean            chl_registry_builder_add_pattern (ChlRegistryBuilder *self,
                                                      const char         *pattern,
                                                      guint32             row,
                                                      guint32            *out_other);
void                chl_registry_builder_add_maker (ChlRegistryBuilder *self,
                                                    const char         *maker);
gboolean            chl_registry_builder_has_maker (ChlRegistryBuilder *self,
                                                    const char         *maker);
GVariant           *chl_registry_builder_end (ChlRegistryBuilder *self,
                                              const char         *as_of,
                                              const char         *late,
                                              const char         *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlRegistryBuilder, chl_registry_builder_free)

G_END_DECLS
