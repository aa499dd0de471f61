/* chl-registry-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-registry-table.h"
#include "chl-registry.h"

G_BEGIN_DECLS

const ChlRegistryTable *chl_registry_get_table (ChlRegistry *self);

G_END_DECLS
