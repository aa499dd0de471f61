/* chl-endpoint-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_ENDPOINT_ROW (chl_endpoint_row_get_type ())

/* Where a provider's requests go. ChlEndpointRow::changed: they go elsewhere from now on. */
G_DECLARE_FINAL_TYPE (ChlEndpointRow, chl_endpoint_row, CHL, ENDPOINT_ROW, AdwExpanderRow)

void     chl_endpoint_row_set_provider (ChlEndpointRow *self,
                                        ChlEngine      *engine,
                                        ChlProvider    *provider);
void     chl_endpoint_row_edit (ChlEndpointRow *self);
gboolean chl_endpoint_row_take_back (ChlEndpointRow *self);

G_END_DECLS
