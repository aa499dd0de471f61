/* chl-result.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-message.h"

G_BEGIN_DECLS

JsonNode *chl_result_to_json (ChlMessage   *message,
                              ChlProtocolId protocol);

G_END_DECLS
