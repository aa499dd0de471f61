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

/**
 * ChlCustomServer:
 *
 * What a list looks like.
 */
typedef enum
{
  CHL_CUSTOM_SERVER_UNKNOWN,
  CHL_CUSTOM_SERVER_LLAMA_CPP,
  CHL_CUSTOM_SERVER_LITELLM,
} ChlCustomServer;

GPtrArray *chl_custom_servers_list_queries (const char     *endpoint,
                                            ChlCustomServer server);
void       chl_custom_servers_take_query (GPtrArray           *models,
                                          const ChlModelQuery *query,
                                          JsonNode            *root);

ChlCustomServer chl_custom_servers_recognize (JsonNode *root);
void            chl_custom_servers_mark (GPtrArray      *models,
                                         ChlCustomServer server);
const char     *chl_custom_servers_get_infill_path (ChlModel *model);

G_END_DECLS
