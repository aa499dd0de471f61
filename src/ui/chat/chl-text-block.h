/* chl-text-block.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-block-view.h"

G_BEGIN_DECLS

#define CHL_TYPE_TEXT_BLOCK (chl_text_block_get_type ())

/* A paragraph or a heading. */
G_DECLARE_FINAL_TYPE (ChlTextBlock, chl_text_block, CHL, TEXT_BLOCK, GtkWidget)

GtkWidget *chl_text_block_new (ChlBlockKind kind);

G_END_DECLS
