/* chl-anthropic-content.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-history.h"
#include "chl-json-writer.h"
#include "chl-quirks.h"

G_BEGIN_DECLS

/**
 * ChlAnthropicContent:
 * @is_answer: the assistant's; else the user's
 * @part: (unowned) (nullable): what it is; %NULL for text alone
 * @text: (owned) (nullable): what it says, for text
 * @media: (owned) (nullable) (element-type ChlPart): what belongs to the result of a tool
 * @note: (owned) (nullable): what is added to the result of a tool
 * @replays: opaque material goes back with it
 * @is_marked: the cache may reach up to it
 *
 * One block of content, before it is written.
 */
typedef struct
{
  gboolean           is_answer;
  const ChlTurnPart *part;
  char              *text;
  GPtrArray         *media;
  char              *note;
  gboolean           replays;
  gboolean           is_marked;
} ChlAnthropicContent;

ChlAnthropicContent *chl_anthropic_content_new (gboolean           is_answer,
                                                const ChlTurnPart *part,
                                                const char        *text);
void                 chl_anthropic_content_free (ChlAnthropicContent *self);
gboolean             chl_anthropic_content_can_be_marked (const ChlAnthropicContent *self);
void                 chl_anthropic_content_write (const ChlAnthropicContent *self,
                                                  ChlJsonWriter             *writer,
                                                  const ChlQuirks           *quirks);
void                 chl_anthropic_write_mark (ChlJsonWriter   *writer,
                                               const ChlQuirks *quirks);

G_END_DECLS
