/* chl-mend.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void chl_mend (GString *source,
               gboolean is_cell);

G_END_DECLS
