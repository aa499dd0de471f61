/* chl-link-popover.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHL_TYPE_LINK_POPOVER (chl_link_popover_get_type ())

G_DECLARE_FINAL_TYPE (ChlLinkPopover, chl_link_popover, CHL, LINK_POPOVER, GtkPopover)

GtkWidget *chl_link_popover_new (void);
void       chl_link_popover_set_link (ChlLinkPopover *self,
                                      const char     *uri,
                                      const char     *text);

G_END_DECLS
