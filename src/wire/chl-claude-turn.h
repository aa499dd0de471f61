/* chl-claude-turn.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-request.h"

G_BEGIN_DECLS

/*
 * What the claude program is given: the system prompt, as a file has it, and one line of JSON for
 * each turn of a person.
 */
char   *chl_claude_dup_system (const ChlRequest *request);
GBytes *chl_claude_write_turn (const ChlRequest *request,
                               gboolean          goes_on);

G_END_DECLS
