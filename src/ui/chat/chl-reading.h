/* chl-reading.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-block.h"
#include "chl-conversation.h"
#include "chl-place.h"

G_BEGIN_DECLS

/* What a person reads in a conversation, whether there are widgets for it or not. */

guint      chl_reading_get_n_parts (ChlMessage *message);
gboolean   chl_reading_is_said (ChlMessage *message,
                                guint       part);
GPtrArray *chl_reading_dup_blocks (ChlMessage *message,
                                   guint       part);
char      *chl_reading_dup_text (ChlConversation *conversation,
                                 const ChlPlace  *start,
                                 const ChlPlace  *end);

G_END_DECLS
