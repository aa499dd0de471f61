/* chl-selection-content.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "chl-selection.h"

G_BEGIN_DECLS

#define CHL_TYPE_SELECTION_CONTENT (chl_selection_content_get_type ())

/* What is selected at the moment, for whoever pastes it: a long conversation is not read before. */
G_DECLARE_FINAL_TYPE (ChlSelectionContent,
                      chl_selection_content,
                      CHL,
                      SELECTION_CONTENT,
                      GdkContentProvider)

void chl_selection_content_offer (ChlSelection *selection,
                                  GdkClipboard *clipboard);

G_END_DECLS
