/* chl-field-text.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-capabilities.h"

G_BEGIN_DECLS

/* What a person types for a field, and reads of it. */
JsonNode *chl_field_parse (ChlField    field,
                           const char *text,
                           GError    **error);
char     *chl_field_print (ChlField  field,
                           JsonNode *value);

G_END_DECLS
