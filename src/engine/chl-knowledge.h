/* chl-knowledge.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_KNOWLEDGE (chl_knowledge_get_type ())

/*
 * What is known of the models of one provider: the person's word, the provider's list and the table
 * of models become one, when somebody asks. Nothing of the table is ever written to a file.
 */
G_DECLARE_FINAL_TYPE (ChlKnowledge, chl_knowledge, CHL, KNOWLEDGE, GObject)

void      chl_knowledge_attach (ChlEngine   *engine,
                                ChlProvider *provider);
char     *chl_knowledge_dup_how (ChlEngine   *engine,
                                 ChlProvider *provider,
                                 ChlModel    *model);
JsonNode *chl_knowledge_dup_without_person (ChlEngine   *engine,
                                            ChlProvider *provider,
                                            ChlModel    *model,
                                            ChlField     field,
                                            ChlOrigin   *out_origin);
char     *chl_knowledge_dup_note (ChlEngine   *engine,
                                  ChlProvider *provider,
                                  ChlModel    *model,
                                  ChlField     field);

G_END_DECLS
