/* chl-model-list.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_MODEL_LIST (chl_model_list_get_type ())

/*
 * A provider's models, to search and to turn on and off. ChlModelList::opened (ChlModel *model): the
 * person wants to see all of one of them. ChlModelList::shown-changed: other ones pass the filters.
 */
G_DECLARE_FINAL_TYPE (ChlModelList, chl_model_list, CHL, MODEL_LIST, AdwBin)

void        chl_model_list_set_provider (ChlModelList *self,
                                         ChlEngine    *engine,
                                         ChlProvider  *provider);
void        chl_model_list_turn_shown (ChlModelList *self,
                                       gboolean      is_on);
void        chl_model_list_turn_all (ChlModelList *self,
                                     gboolean      is_on);
void        chl_model_list_search (ChlModelList *self);
void        chl_model_list_focus (ChlModelList *self);
void        chl_model_list_show_new (ChlModelList *self);
void        chl_model_list_show_model (ChlModelList *self,
                                       ChlModel     *model);
GListModel *chl_model_list_get_shown (ChlModelList *self);

G_END_DECLS
