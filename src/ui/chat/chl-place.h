/* chl-place.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-message.h"

G_BEGIN_DECLS

/**
 * ChlPlace:
 * @message: (unowned): in which message
 * @position: where that is in the conversation
 * @part: which of its parts; 0 in a question, which is shown as one
 * @block: which block of the part
 * @byte: where in the text of the block
 *
 * A place in what is written in a conversation. It depends on no widget.
 */
typedef struct
{
  ChlMessage *message;
  guint       position;
  guint       part;
  guint       block;
  gsize       byte;
} ChlPlace;

int      chl_place_compare (const ChlPlace *a,
                            const ChlPlace *b);
gboolean chl_place_is_same_block (const ChlPlace *a,
                                  const ChlPlace *b);

G_END_DECLS
