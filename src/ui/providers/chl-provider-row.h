/* chl-provider-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_PROVIDER_ROW (chl_provider_row_get_type ())

G_DECLARE_FINAL_TYPE (ChlProviderRow, chl_provider_row, CHL, PROVIDER_ROW, AdwActionRow)

GtkWidget *chl_provider_row_new (ChlEngine   *engine,
                                 ChlProvider *provider);

G_END_DECLS
