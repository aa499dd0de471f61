/* chl-field-shape.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-capabilities.h"

G_BEGIN_DECLS

gboolean chl_field_fits (ChlField  field,
                         JsonNode *value);

G_END_DECLS
