/* chl-settings-patch.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *chl_settings_patch_between (JsonNode *before,
                                      JsonNode *after);

G_END_DECLS
