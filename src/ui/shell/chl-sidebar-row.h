/* chl-sidebar-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "chl-conversation.h"
#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_SIDEBAR_ROW (chl_sidebar_row_get_type ())

G_DECLARE_FINAL_TYPE (ChlSidebarRow, chl_sidebar_row, CHL, SIDEBAR_ROW, GtkWidget)

GtkWidget       *chl_sidebar_row_new (ChlEngine *engine);
ChlConversation *chl_sidebar_row_get_conversation (ChlSidebarRow *self);
void             chl_sidebar_row_set_conversation (ChlSidebarRow   *self,
                                                   ChlConversation *conversation);
void             chl_sidebar_row_set_heading (ChlSidebarRow *self,
                                              const char    *heading);

G_END_DECLS
