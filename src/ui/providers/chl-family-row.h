/* chl-family-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-provider.h"

G_BEGIN_DECLS

#define CHL_TYPE_FAMILY_ROW (chl_family_row_get_type ())

/* A provider family that can be added. */
G_DECLARE_FINAL_TYPE (ChlFamilyRow, chl_family_row, CHL, FAMILY_ROW, AdwActionRow)

GtkWidget *chl_family_row_new (GType family);
GType      chl_family_row_get_family (ChlFamilyRow *self);
void       chl_family_row_filter (ChlFamilyRow *self,
                                  const char   *query);
gboolean   chl_family_row_is_named (ChlFamilyRow *self,
                                    const char   *query);

G_END_DECLS
