/* chl-text-blocks.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "chl-part.h"

G_BEGIN_DECLS

#define CHL_TYPE_TEXT_BLOCKS (chl_text_blocks_get_type ())

G_DECLARE_FINAL_TYPE (ChlTextBlocks, chl_text_blocks, CHL, TEXT_BLOCKS, GtkBox)

GtkWidget *chl_text_blocks_new (ChlPart *part);
ChlPart   *chl_text_blocks_get_part (ChlTextBlocks *self);
GtkWidget *chl_text_blocks_get_block (ChlTextBlocks *self,
                                      guint          position);
void       chl_text_blocks_settle (ChlTextBlocks *self);
gboolean   chl_text_blocks_is_complete (ChlTextBlocks *self);
void       chl_text_blocks_flush (ChlTextBlocks *self);

G_END_DECLS
