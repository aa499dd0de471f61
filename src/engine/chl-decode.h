/* chl-decode.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-message.h"

G_BEGIN_DECLS

JsonNode *chl_decode_body (const char        *protocol,
                           GBytes            *body,
                           const char        *think_tags,
                           const char *const *limits,
                           GError           **error);

JsonNode *chl_decode_describe (ChlMessage *answer);
JsonNode *chl_decode_describe_vectors (ChlMessage *answer,
                                       ChlVectors *vectors);

G_END_DECLS
