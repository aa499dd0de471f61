/* chl-protocol-guess.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "chl-words.h"

G_BEGIN_DECLS

ChlProtocolId chl_protocol_guess (JsonNode *root);

G_END_DECLS
