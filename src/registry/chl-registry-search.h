/* chl-registry-search.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-registry-name.h"
#include "chl-registry-table.h"
#include "chl-registry.h"

G_BEGIN_DECLS

/* A scope and those it is a part of. */
#define MAX_SCOPES 4
#define MAX_SCOPE 65

/* Words that can be glued to the front of a name. */
#define MAX_CUTS 2

/* All that is done here is done on the stack: finding a name allocates nothing. */
typedef struct
{
  const ChlRegistryTable *table;
  ChlRegistryMatch       *match;
  ChlRegistryName         name;
  char                    scopes[MAX_SCOPES][MAX_SCOPE];
  guint                   n_scopes;
} ChlRegistrySearch;

const char *chl_registry_search_get_cell (const ChlRegistrySearch *self,
                                          guint32                  row,
                                          ChlRegistryColumn        column);
gboolean    chl_registry_search_is_cell (const ChlRegistrySearch *self,
                                         guint32                  row,
                                         ChlRegistryColumn        column,
                                         const char              *text);
gboolean    chl_registry_search_is_made_by (const ChlRegistrySearch *self,
                                            guint32                  row,
                                            const char              *maker);
void        chl_registry_search_find_limits (ChlRegistrySearch *self,
                                             const char        *key);
gboolean    chl_registry_search_find_family (ChlRegistrySearch *self,
                                             const char        *text);

G_END_DECLS
