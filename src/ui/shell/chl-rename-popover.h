/* chl-rename-popover.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "chl-conversation.h"

G_BEGIN_DECLS

#define CHL_TYPE_RENAME_POPOVER (chl_rename_popover_get_type ())

/* Asks for the name of a chat. */
G_DECLARE_FINAL_TYPE (ChlRenamePopover, chl_rename_popover, CHL, RENAME_POPOVER, GtkPopover)

GtkWidget *chl_rename_popover_new (void);
void       chl_rename_popover_open (ChlRenamePopover *self,
                                    ChlConversation  *chat);

G_END_DECLS
