/* chl-sidebar.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-conversation.h"
#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_SIDEBAR (chl_sidebar_get_type ())

/*
 * The list of chats.
 *
 * ChlSidebar::chosen (ChlConversation): a chat is to be shown.
 * ChlSidebar::hit-chosen (ChlHit, const char *query): what a search in all chats has found is to be
 *   shown.
 * ChlSidebar::deleted (ChlConversation): it was taken off the list; whoever listens offers to undo.
 */
G_DECLARE_FINAL_TYPE (ChlSidebar, chl_sidebar, CHL, SIDEBAR, AdwBin)

void chl_sidebar_set_engine (ChlSidebar *self,
                             ChlEngine  *engine);
void chl_sidebar_select (ChlSidebar      *self,
                         ChlConversation *conversation);
void chl_sidebar_refresh (ChlSidebar *self);
void chl_sidebar_focus (ChlSidebar *self);
void chl_sidebar_search (ChlSidebar *self);

G_END_DECLS
