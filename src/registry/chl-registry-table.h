/* chl-registry-table.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "chl-registry-columns.h"

G_BEGIN_DECLS

/* The compiled table: a GVariant in little-endian order, of fixed-size arrays only, so that it is
 * used where it lies. Texts are places in the pool, which ends with a zero and begins with "". */
#define CHL_REGISTRY_TYPE                                                                           \
  "(uusss"                         /* form, number of this table's form, as_of, late, source */     \
  "ay"                             /* the pool of texts */                                          \
  "a(uuu)"                         /* rows: columns that have a cell, their first cell, base row */ \
  "au"                             /* cells: texts */                                               \
  "a(uu)a(uu)a(uu)a(uu)a(uu)a(uu)" /* indexes: text and row, in order of the texts */               \
  "a(uu)"                          /* patterns and their rows, the most particular first */         \
  "au)"                            /* makers, in order */

/* "ChlR", and how it is laid out. */
#define CHL_REGISTRY_MAGIC 0x526c6843
#define CHL_REGISTRY_FORM 1

/* No row. */
#define CHL_REGISTRY_NONE G_MAXUINT32

/**
 * ChlRegistryIndex:
 * @CHL_INDEX_IDS: rows of models and families by their ids
 * @CHL_INDEX_KEYS: rows of models by the keys of all their names
 * @CHL_INDEX_SQUEEZED: the same, with digits run together
 * @CHL_INDEX_SERVED: rows of hosts by "scope:folded id"
 * @CHL_INDEX_HOSTS: rows of hosts by "scope:lab/name", several of each
 * @CHL_INDEX_SCOPES: rows of scopes by all names of a provider; see chl_registry_table_find_scope()
 */
typedef enum
{
  CHL_INDEX_IDS,
  CHL_INDEX_KEYS,
  CHL_INDEX_SQUEEZED,
  CHL_INDEX_SERVED,
  CHL_INDEX_HOSTS,
  CHL_INDEX_SCOPES,
} ChlRegistryIndex;

#define CHL_N_INDEXES 6

typedef struct
{
  guint32 columns;
  guint32 first_cell;
  guint32 base;
} ChlRegistryRow;

typedef struct
{
  guint32 text;
  guint32 row;
} ChlRegistryEntry;

typedef struct _ChlRegistryTable ChlRegistryTable;

GVariant               *chl_registry_table_compile (const char *text,
                                                    gsize       length,
                                                    const char *name,
                                                    GError    **error);
ChlRegistryTable       *chl_registry_table_open (GBytes  *bytes,
                                                 gboolean is_trusted,
                                                 GError **error);
void                    chl_registry_table_free (ChlRegistryTable *self);
const char             *chl_registry_table_get_as_of (const ChlRegistryTable *self);
const char             *chl_registry_table_get_late (const ChlRegistryTable *self);
const char             *chl_registry_table_get_source (const ChlRegistryTable *self);
guint                   chl_registry_table_get_n_rows (const ChlRegistryTable *self);
gsize                   chl_registry_table_get_n_bytes (const ChlRegistryTable *self);
const char             *chl_registry_table_get_text (const ChlRegistryTable *self,
                                                     guint32                 text);
const char             *chl_registry_table_get_cell (const ChlRegistryTable *self,
                                                     guint32                 row,
                                                     ChlRegistryColumn       column);
guint32                 chl_registry_table_get_base (const ChlRegistryTable *self,
                                                     guint32                 row);
const ChlRegistryEntry *chl_registry_table_find (const ChlRegistryTable *self,
                                                 ChlRegistryIndex        index,
                                                 const char             *text,
                                                 guint                  *out_n);
guint32                 chl_registry_table_find_row (const ChlRegistryTable *self,
                                                     ChlRegistryIndex        index,
                                                     const char             *text);
const ChlRegistryEntry *chl_registry_table_get_patterns (const ChlRegistryTable *self,
                                                         guint                  *out_n);
const char             *chl_registry_table_find_maker (const ChlRegistryTable *self,
                                                       const char             *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlRegistryTable, chl_registry_table_free)

G_END_DECLS
