/* chl-ollama-models.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-model-facts.h"
#include "chl-provider.h"

G_BEGIN_DECLS

/* Facts of a model that are for us alone, see chl-model-facts.h. */
#define CHL_OLLAMA_DIGEST "digest"     /* of what it consists of; another one, another model */
#define CHL_OLLAMA_FAMILY "family"     /* such as "qwen3" */
#define CHL_OLLAMA_DEFAULT "default"   /* tokens of the window that whoever packed it has set */
#define CHL_OLLAMA_IS_SHOWN "is_shown" /* all of it was asked for */
#define CHL_OLLAMA_MEMORY "memory"     /* bytes that it takes on graphics cards */

GPtrArray *chl_ollama_parse_tags (ChlProvider *provider,
                                  JsonNode    *root,
                                  GError     **error);
void       chl_ollama_take_show (ChlModel *model,
                                 JsonNode *root);
void       chl_ollama_take_running (GPtrArray *models,
                                    JsonNode  *root);
gboolean   chl_ollama_reuse (ChlModel *model,
                             ChlModel *known);

G_END_DECLS
