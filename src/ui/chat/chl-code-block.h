/* chl-code-block.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-block-view.h"

G_BEGIN_DECLS

#define CHL_TYPE_CODE_BLOCK (chl_code_block_get_type ())

G_DECLARE_FINAL_TYPE (ChlCodeBlock, chl_code_block, CHL, CODE_BLOCK, AdwBin)

GtkWidget *chl_code_block_new (void);
void       chl_code_block_set_text (ChlCodeBlock *self,
                                    const char   *language,
                                    const char   *text,
                                    gsize         length);
char      *chl_code_block_dup_text (ChlCodeBlock *self);
void       chl_code_block_settle (ChlCodeBlock *self);

G_END_DECLS
