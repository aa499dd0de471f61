/* chl-chat-assembler.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-protocol-private.h"

G_BEGIN_DECLS

GBytes *chl_chat_encode (const ChlRequest *request,
                         const ChlQuirks  *quirks,
                         GError          **error);

G_END_DECLS
