/* chl-stride.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-place.h"
#include "chl-selection.h"

G_BEGIN_DECLS

/* From a place in a conversation to another one: by characters, words, blocks, or as far as it goes. */

void     chl_stride_get_begin (ChlConversation *conversation,
                               ChlPlace        *out_place);
void     chl_stride_get_end (ChlConversation *conversation,
                             ChlPlace        *out_place);
void     chl_stride_widen (ChlPlace        *start,
                           ChlPlace        *end,
                           ChlSelectionUnit unit);
gboolean chl_stride_move (ChlConversation *conversation,
                          ChlPlace        *place,
                          ChlSelectionUnit unit,
                          gboolean         is_forward);

G_END_DECLS
