/* chl-ollama-verbs.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"

G_BEGIN_DECLS

ChlVerbRequest *chl_ollama_new_verb (ChlProvider *provider,
                                     ChlVerb      verb,
                                     const char  *id,
                                     GError     **error);
void            chl_ollama_read_verb (ChlProvider     *provider,
                                      ChlVerb          verb,
                                      JsonNode        *root,
                                      ChlVerbProgress *progress);

G_END_DECLS
