/* chl-model-chips.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "chl-model-chip.h"

G_BEGIN_DECLS

#define CHL_TYPE_MODEL_CHIPS (chl_model_chips_get_type ())

/* What is to be said of a model in words with a background, in one line. */
G_DECLARE_FINAL_TYPE (ChlModelChips, chl_model_chips, CHL, MODEL_CHIPS, GtkWidget)

void  chl_model_chips_take (ChlModelChips *self,
                            GPtrArray     *chips);
void  chl_model_chips_set_at_start (ChlModelChips *self,
                                    gboolean       is_at_start);
guint chl_model_chips_get_n_shown (ChlModelChips *self);
char *chl_model_chips_dup_tooltip (ChlModelChips *self,
                                   int            x);

G_END_DECLS
