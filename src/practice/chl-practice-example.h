/* chl-practice-example.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *chl_practice_example_build (JsonNode *schema);

G_END_DECLS
