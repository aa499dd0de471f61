/* chl-database-rows.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-database.h"

G_BEGIN_DECLS

ChlChatRow    *chl_chat_row_copy (const ChlChatRow *self);
ChlMessageRow *chl_message_row_copy (const ChlMessageRow *self);
ChlUsageRow   *chl_usage_row_copy (const ChlUsageRow *self);

G_END_DECLS
