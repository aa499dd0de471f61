/* chl-text-layout.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHL_TYPE_TEXT_LAYOUT (chl_text_layout_get_type ())

/* Gives a label its place without asking the label how much it needs. */
G_DECLARE_FINAL_TYPE (ChlTextLayout, chl_text_layout, CHL, TEXT_LAYOUT, GtkLayoutManager)

G_END_DECLS
