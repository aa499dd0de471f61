/* chl-chat-finish.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-words.h"

G_BEGIN_DECLS

ChlFinish      chl_chat_finish_read (const char *raw);
ChlFailureKind chl_chat_finish_get_failure (const char *raw);

G_END_DECLS
