/* chl-field-entries.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-field-editor.h"

G_BEGIN_DECLS

#define CHL_TYPE_FIELD_ENTRIES (chl_field_entries_get_type ())

/* Entries for a number, a range, prices, a day or a name, and what is wrong with what is typed. */
G_DECLARE_FINAL_TYPE (ChlFieldEntries, chl_field_entries, CHL, FIELD_ENTRIES, ChlFieldEditor)

ChlFieldEditor *chl_field_entries_new (ChlField        field,
                                       AdwExpanderRow *place);

G_END_DECLS
