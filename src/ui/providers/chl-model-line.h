/* chl-model-line.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_MODEL_LINE (chl_model_line_get_type ())

/*
 * One model in its provider's list, to turn on and off. ChlModelLine::switched: the person did so.
 */
G_DECLARE_FINAL_TYPE (ChlModelLine, chl_model_line, CHL, MODEL_LINE, GtkWidget)

GtkWidget *chl_model_line_new (ChlEngine   *engine,
                               ChlProvider *provider);
void       chl_model_line_set_model (ChlModelLine *self,
                                     ChlModel     *model);
void       chl_model_line_toggle (ChlModelLine *self);

G_END_DECLS
