/* chl-registry-state.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-json.h"
#include "chl-registry-shelf.h"

G_BEGIN_DECLS

/* The file that lies beside a refreshed table, and what a refresh did, as JSON. */
void  chl_shelf_state_parse (GBytes        *text,
                             GBytes        *table,
                             ChlShelfState *out_state);
char *chl_shelf_state_print (const ChlShelfState *self,
                             GBytes              *table);

JsonObject *chl_refresh_report_to_json (const ChlRefreshReport *report);

G_END_DECLS
