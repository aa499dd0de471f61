/* chl-custom-field-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-model.h"

G_BEGIN_DECLS

#define CHL_TYPE_CUSTOM_FIELD_ROW (chl_custom_field_row_get_type ())

/*
 * What is known of a model that is not there yet, and room to say otherwise.
 * ChlCustomFieldRow::entered: the person pressed Enter in it.
 */
G_DECLARE_FINAL_TYPE (ChlCustomFieldRow, chl_custom_field_row, CHL, CUSTOM_FIELD_ROW, AdwActionRow)

GtkWidget *chl_custom_field_row_new (ChlField field);
ChlField   chl_custom_field_row_get_field (ChlCustomFieldRow *self);
void       chl_custom_field_row_set_known (ChlCustomFieldRow *self,
                                           ChlModel          *draft);
gboolean   chl_custom_field_row_read (ChlCustomFieldRow *self,
                                      JsonNode         **out_value);

G_END_DECLS
