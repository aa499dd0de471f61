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
JsonNode *chl_field_read (ChlField    field,
                          const char *text,
                          GError    **error);
char     *chl_field_print (ChlField  field,
                           JsonNode *value);

gboolean chl_field_is_day (const char *text);

const char *const *chl_field_get_words (ChlField field);

G_END_DECLS
