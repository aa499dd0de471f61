/* chl-registry-source.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "chl-registry-columns.h"

G_BEGIN_DECLS

/* The table as text: lines and cells, each of the form that its column has. */
typedef struct _ChlRegistrySource ChlRegistrySource;

ChlRegistrySource *chl_registry_source_read (const char *text,
                                             gsize       length,
                                             const char *name,
                                             GError    **error);
void               chl_registry_source_free (ChlRegistrySource *self);
const char        *chl_registry_source_get_as_of (ChlRegistrySource *self);
const char        *chl_registry_source_get_late (ChlRegistrySource *self);
const char        *chl_registry_source_get_source (ChlRegistrySource *self);
guint32            chl_registry_source_get_n_rows (ChlRegistrySource *self);
guint              chl_registry_source_get_line (ChlRegistrySource *self,
                                                 guint32            row);
char               chl_registry_source_get_kind (ChlRegistrySource *self,
                                                 guint32            row);
const char *const *chl_registry_source_get_cells (ChlRegistrySource *self,
                                                  guint32            row);
const char        *chl_registry_source_get_cell (ChlRegistrySource *self,
                                                 guint32            row,
                                                 ChlRegistryColumn  column);
char             **chl_registry_source_dup_names (ChlRegistrySource *self,
                                                  guint32            row,
                                                  GError           **error);
gboolean           chl_registry_source_check_pattern (ChlRegistrySource *self,
                                                      guint32            row,
                                                      const char        *pattern,
                                                      GError           **error);
gboolean           chl_registry_source_is_scope (const char *text);
gboolean           chl_registry_source_refuse (ChlRegistrySource *self,
                                               guint32            row,
                                               GError           **error,
                                               const char        *format,
                                               ...) G_GNUC_PRINTF (4, 5);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlRegistrySource, chl_registry_source_free)

G_END_DECLS
