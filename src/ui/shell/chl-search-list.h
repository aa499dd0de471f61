/* chl-search-list.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"
#include "chl-hit.h"

G_BEGIN_DECLS

#define CHL_TYPE_SEARCH_LIST (chl_search_list_get_type ())

/*
 * What a search in all chats has found.
 *
 * ChlSearchList::chosen (ChlHit): a hit is to be shown.
 */
G_DECLARE_FINAL_TYPE (ChlSearchList, chl_search_list, CHL, SEARCH_LIST, AdwBin)

void        chl_search_list_set_engine (ChlSearchList *self,
                                        ChlEngine     *engine);
void        chl_search_list_set_entry (ChlSearchList *self,
                                       GtkEditable   *entry);
const char *chl_search_list_get_query (ChlSearchList *self);

G_END_DECLS
