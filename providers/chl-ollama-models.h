/* chl-ollama-models.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"

G_BEGIN_DECLS

/*
 * Facts of a model, see chl_model_get_facts(). Sizes are in bytes, windows in tokens.
 */
#define CHL_OLLAMA_DIGEST "digest"             /* of what it consists of; another one, another model */
#define CHL_OLLAMA_SIZE "size"                 /* on disk */
#define CHL_OLLAMA_PARAMETERS "parameters"     /* such as "8.2B" */
#define CHL_OLLAMA_QUANTIZATION "quantization" /* such as "Q4_K_M" */
#define CHL_OLLAMA_FAMILY "family"             /* such as "qwen3" */
#define CHL_OLLAMA_MAXIMUM "maximum"           /* the window it was made for */
#define CHL_OLLAMA_DEFAULT "default"           /* the window that whoever packed it has set */
#define CHL_OLLAMA_REMOTE_HOST "remote_host"   /* where it runs, if not here */
#define CHL_OLLAMA_IS_SHOWN "is_shown"         /* all of it was asked for */
#define CHL_OLLAMA_LOADED "loaded"             /* it is in memory */
#define CHL_OLLAMA_ALLOCATED "allocated"       /* the window it was loaded with */
#define CHL_OLLAMA_MEMORY "memory"             /* that it takes on graphics cards */

GPtrArray *chl_ollama_parse_tags (ChlProvider *provider,
                                  JsonNode    *root,
                                  GError     **error);
void       chl_ollama_take_show (ChlModel *model,
                                 JsonNode *root);
void       chl_ollama_take_running (GPtrArray *models,
                                    JsonNode  *root);
gboolean   chl_ollama_reuse (ChlModel *model,
                             ChlModel *known);

gint64      chl_ollama_get_fact (ChlModel   *model,
                                 const char *name);
const char *chl_ollama_get_word (ChlModel   *model,
                                 const char *name);

G_END_DECLS
