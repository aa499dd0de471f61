/* chl-key-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_KEY_ROW (chl_key_row_get_type ())

/*
 * A provider's key: where it is, never what it is. ChlKeyRow::changed: there is another one, or
 * none, or it may go to where it may not have gone before.
 */
G_DECLARE_FINAL_TYPE (ChlKeyRow, chl_key_row, CHL, KEY_ROW, AdwExpanderRow)

void chl_key_row_set_provider (ChlKeyRow   *self,
                               ChlEngine   *engine,
                               ChlProvider *provider);
void chl_key_row_edit (ChlKeyRow *self);

G_END_DECLS
