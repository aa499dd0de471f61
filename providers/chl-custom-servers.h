/* chl-custom-servers.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"

G_BEGIN_DECLS

/*
 * Servers that people run for themselves, and that say more of their models than their list of
 * models does, elsewhere.
 */
GPtrArray *chl_custom_servers_list_queries (const char *endpoint,
                                            gboolean    is_llama_cpp);
void       chl_custom_servers_take_query (GPtrArray           *models,
                                          const ChlModelQuery *query,
                                          JsonNode            *root);
gboolean   chl_custom_servers_is_llama_cpp (JsonNode *root);

G_END_DECLS
