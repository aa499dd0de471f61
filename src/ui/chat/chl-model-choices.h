/* chl-model-choices.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "chl-engine.h"
#include "chl-model.h"

G_BEGIN_DECLS

#define CHL_TYPE_MODEL_CHOICE (chl_model_choice_get_type ())
#define CHL_TYPE_MODEL_CHOICES (chl_model_choices_get_type ())

/* One row of the model picker: a model, or the provider whose models follow. */
G_DECLARE_FINAL_TYPE (ChlModelChoice, chl_model_choice, CHL, MODEL_CHOICE, GObject)

ChlProvider *chl_model_choice_get_provider (ChlModelChoice *self);
ChlModel    *chl_model_choice_get_model (ChlModelChoice *self);
const char  *chl_model_choice_get_reason (ChlModelChoice *self);

/* The models that are on, by provider: a #GListModel of #ChlModelChoice. */
G_DECLARE_FINAL_TYPE (ChlModelChoices, chl_model_choices, CHL, MODEL_CHOICES, GObject)

ChlModelChoices *chl_model_choices_new (GListModel *providers);
void             chl_model_choices_set_query (ChlModelChoices *self,
                                              const char      *query);
void             chl_model_choices_refresh (ChlModelChoices *self);
guint            chl_model_choices_find (ChlModelChoices *self,
                                         ChlModel        *model);
guint            chl_model_choices_step (ChlModelChoices *self,
                                         guint            position,
                                         int              direction);

G_END_DECLS
