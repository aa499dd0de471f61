/* chl-model-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_MODEL_PAGE (chl_model_page_get_type ())

/*
 * All of one model. ChlModelPage::back: the person has seen it.
 */
G_DECLARE_FINAL_TYPE (ChlModelPage, chl_model_page, CHL, MODEL_PAGE, AdwBin)

GtkWidget *chl_model_page_new (ChlEngine   *engine,
                               ChlProvider *provider,
                               ChlModel    *model);
ChlModel  *chl_model_page_get_model (ChlModelPage *self);
void       chl_model_page_focus (ChlModelPage *self);

G_END_DECLS
