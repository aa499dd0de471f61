/* chl-selection-paint.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-selection.h"
#include "chl-turn-column.h"

G_BEGIN_DECLS

/* A selection is shown in the pieces of text of which anything is selected. */

void chl_selection_paint (ChlSelection  *selection,
                          ChlTurnColumn *column);
void chl_selection_paint_turn (ChlSelection  *selection,
                               ChlTurnColumn *column,
                               GtkWidget     *turn);

G_END_DECLS
