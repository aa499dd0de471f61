/* chl-field-choice.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-field-editor.h"

G_BEGIN_DECLS

#define CHL_TYPE_FIELD_CHOICE (chl_field_choice_get_type ())

/* Words to choose from: one of them, or any number where the field is a set. */
G_DECLARE_FINAL_TYPE (ChlFieldChoice, chl_field_choice, CHL, FIELD_CHOICE, ChlFieldEditor)

ChlFieldEditor *chl_field_choice_new (ChlField        field,
                                      AdwExpanderRow *place);

G_END_DECLS
