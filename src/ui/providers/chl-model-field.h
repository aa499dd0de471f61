/* chl-model-field.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-model.h"

G_BEGIN_DECLS

/* What is known of a model, in words. */
const char *chl_model_field_get_title (ChlField field);
char       *chl_model_field_dup_value (ChlModel *model,
                                       ChlField  field);
char       *chl_model_field_dup_alone (const char *words);
char       *chl_model_field_dup_words (ChlField  field,
                                       JsonNode *value);
char       *chl_model_field_dup_saying (ChlField  field,
                                        JsonNode *value,
                                        ChlOrigin origin);
const char *chl_model_field_get_word (const char *word);
const char *chl_model_field_get_origin (ChlModel *model,
                                        ChlField  field);
gboolean    chl_model_field_suits (ChlModel *model,
                                   ChlField  field);

G_END_DECLS
