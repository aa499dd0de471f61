/* chl-table-group.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_TABLE_GROUP (chl_table_group_get_type ())

/* How old the table of models is, and where a new one is made when the person wants it. */
G_DECLARE_FINAL_TYPE (ChlTableGroup, chl_table_group, CHL, TABLE_GROUP, AdwPreferencesGroup)

void chl_table_group_set_engine (ChlTableGroup *self,
                                 ChlEngine     *engine);

G_END_DECLS
