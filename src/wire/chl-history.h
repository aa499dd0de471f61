/* chl-history.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-quirks.h"
#include "chl-request.h"

G_BEGIN_DECLS

/**
 * ChlTurnPart:
 * @kind: what it is
 * @part: (unowned) (nullable): where it comes from; %NULL for a result that was made up
 * @call_id: (owned) (nullable): of a call or a result, as the target will have it
 * @text: (owned) (nullable): what it says, where that differs from @part
 *
 * One piece of a turn that is to be sent.
 */
typedef struct
{
  ChlPartKind kind;
  ChlPart    *part;
  char       *call_id;
  char       *text;
} ChlTurnPart;

const char *chl_turn_part_get_text (const ChlTurnPart *self);
gboolean    chl_turn_part_is_error (const ChlTurnPart *self);

/**
 * ChlTurn:
 * @author: whose
 * @message: (unowned): where it comes from
 * @parts: (owned) (element-type ChlTurnPart): what of it is sent; never empty
 * @replays: opaque material and reasoning may go back with it
 * @n_calls: how many of @parts are tool calls; a turn of %CHL_AUTHOR_TOOL with exactly that many
 *   results follows
 *
 * One turn of the conversation, as it is to be sent.
 */
typedef struct
{
  ChlAuthor   author;
  ChlMessage *message;
  GPtrArray  *parts;
  gboolean    replays;
  guint       n_calls;
} ChlTurn;

GPtrArray *chl_history_build (const ChlRequest *request,
                              const ChlQuirks  *quirks,
                              ChlProtocolId     protocol);

G_END_DECLS
