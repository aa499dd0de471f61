/* chl-chat-reasoning.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-body.h"

G_BEGIN_DECLS

const char *chl_effort_fit (const char *const *words,
                            ChlEffort          effort);
gboolean    chl_chat_reasoning_is_on (const ChlRequest *request,
                                      const ChlQuirks  *quirks);
void        chl_chat_reasoning_write (ChlBody *body);

G_END_DECLS
