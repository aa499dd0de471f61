/* chl-registry-resolve.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-registry-table.h"
#include "chl-registry.h"

G_BEGIN_DECLS

void chl_registry_table_resolve (const ChlRegistryTable *table,
                                 const char             *provider,
                                 const char             *model_id,
                                 ChlRegistryMatch       *match);

G_END_DECLS
