/* chl-practice-embedding.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *chl_practice_embedding_build (JsonNode    *root,
                                    const char **out_fault);

G_END_DECLS
