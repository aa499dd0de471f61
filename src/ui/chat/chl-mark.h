/* chl-mark.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "chl-finder.h"

G_BEGIN_DECLS

/* Hits are marked where they stand: in the turns of a transcript. */

void chl_mark_turn (GtkWidget      *turn,
                    ChlFind        *find,
                    const ChlPlace *place);

G_END_DECLS
