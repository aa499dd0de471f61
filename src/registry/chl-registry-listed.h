/* chl-registry-listed.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-json-reader.h"
#include "chl-registry-columns.h"
#include "chl-registry-refresh.h"

G_BEGIN_DECLS

/**
 * ChlRegistryListed:
 * @scope: (unowned): who serves it, as the table names them
 * @id: (owned): its id there
 * @cells: (owned): what the download says of it, in the table's own forms; %NULL where it says
 *   nothing that can be
 *
 * One model of a download.
 */
typedef struct
{
  const char *scope;
  char       *id;
  char       *cells[CHL_N_COLUMNS];
} ChlRegistryListed;

ChlRegistryListed *chl_registry_listed_read (ChlJsonSpan       model,
                                             const char       *scope,
                                             const char       *last_day,
                                             ChlRefreshReport *report);
void               chl_registry_listed_free (ChlRegistryListed *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlRegistryListed, chl_registry_listed_free)

G_END_DECLS
