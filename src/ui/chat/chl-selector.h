/* chl-selector.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-selection.h"
#include "chl-turn-column.h"

G_BEGIN_DECLS

#define CHL_TYPE_SELECTOR (chl_selector_get_type ())

/*
 * Lets the pointer select in a column of turns: press and drag, double and triple click, Shift and
 * click. Near the edge the column scrolls by itself.
 *
 * ChlSelector::menu-wanted (double x, double y, const char *uri): the other button was pressed there,
 * on a link that leads to @uri, or on none.
 */
G_DECLARE_FINAL_TYPE (ChlSelector, chl_selector, CHL, SELECTOR, GObject)

ChlSelector *chl_selector_new (ChlSelection  *selection,
                               ChlTurnColumn *column);
gboolean     chl_selector_find_place (ChlTurnColumn *column,
                                      double         x,
                                      double         y,
                                      ChlPlace      *out_place);

G_END_DECLS
