/* chl-inline.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-reference-table.h"

G_BEGIN_DECLS

/* What is longer is shown as typed: the parser is not linear in what it is given at once. */
#define CHL_INLINE_MAX_BYTES 3072

void chl_inline_append (GString                 *out,
                        GArray                  *spans,
                        const char              *source,
                        gsize                    length,
                        const ChlReferenceTable *references,
                        gboolean                 is_cell);

G_END_DECLS
