/* chl-model-bar.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-model-filter.h"
#include "chl-model-order.h"

G_BEGIN_DECLS

#define CHL_TYPE_MODEL_BAR (chl_model_bar_get_type ())

/*
 * Where models are searched, filtered and ordered. ChlModelBar::changed: the person did so.
 */
G_DECLARE_FINAL_TYPE (ChlModelBar, chl_model_bar, CHL, MODEL_BAR, AdwBin)

void          chl_model_bar_set_filter (ChlModelBar    *self,
                                        ChlModelFilter *filter);
ChlModelOrder chl_model_bar_get_order (ChlModelBar *self);
void          chl_model_bar_focus (ChlModelBar *self);
void          chl_model_bar_clear (ChlModelBar *self);
void          chl_model_bar_show_new (ChlModelBar *self);

G_END_DECLS
