/* chl-decode.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *chl_decode_body (const char        *protocol,
                           GBytes            *body,
                           const char        *think_tags,
                           const char *const *limits,
                           GError           **error);

G_END_DECLS
