/* chl-site-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-provider.h"

G_BEGIN_DECLS

#define CHL_TYPE_SITE_ROW (chl_site_row_get_type ())

G_DECLARE_FINAL_TYPE (ChlSiteRow, chl_site_row, CHL, SITE_ROW, AdwComboRow)

void chl_site_row_set_draft (ChlSiteRow  *self,
                             ChlProvider *draft,
                             const char  *key);

G_END_DECLS
