/* chl-model.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

#include "chl-capabilities.h"
#include "chl-parameters.h"
#include "chl-words.h"

G_BEGIN_DECLS

#define CHL_TYPE_MODEL (chl_model_get_type ())

/*
 * One model of one configured provider. Properties that notify: title, is-enabled, is-gone,
 * is-new, capabilities, defaults.
 */
G_DECLARE_FINAL_TYPE (ChlModel, chl_model, CHL, MODEL, GObject)

/**
 * ChlModelUse:
 *
 * What kind of calls a model answers; several may hold.
 */
typedef enum
{
  CHL_MODEL_USE_CHAT = 1 << 0,
  CHL_MODEL_USE_COMPLETION = 1 << 1,
  CHL_MODEL_USE_EMBEDDING = 1 << 2,
} ChlModelUse;

ChlModel              *chl_model_new (const char *provider_id,
                                      const char *id);
const char            *chl_model_get_id (ChlModel *self);
const char            *chl_model_get_provider_id (ChlModel *self);
const char            *chl_model_get_full_id (ChlModel *self);
const char            *chl_model_get_title (ChlModel *self);
void                   chl_model_set_title (ChlModel   *self,
                                            const char *title);
const char            *chl_model_get_search_text (ChlModel *self);
ChlModelUse            chl_model_get_use (ChlModel *self);
void                   chl_model_set_use (ChlModel   *self,
                                          ChlModelUse use);
ChlModelUse            chl_model_get_said_use (ChlModel *self,
                                               gboolean *out_is_guess);
void                   chl_model_guess_use (ChlModel   *self,
                                            ChlModelUse use);
void                   chl_model_copy_use (ChlModel *self,
                                           ChlModel *other);
gboolean               chl_model_is_enabled (ChlModel *self);
void                   chl_model_set_enabled (ChlModel *self,
                                              gboolean  is_enabled);
gboolean               chl_model_is_custom (ChlModel *self);
void                   chl_model_set_custom (ChlModel *self,
                                             gboolean  is_custom);
gboolean               chl_model_is_gone (ChlModel *self);
void                   chl_model_set_gone (ChlModel *self,
                                           gboolean  is_gone);
gboolean               chl_model_is_needed (ChlModel *self);
void                   chl_model_set_needed (ChlModel *self,
                                             gboolean  is_needed);
gboolean               chl_model_is_new (ChlModel *self);
void                   chl_model_set_new (ChlModel *self,
                                          gboolean  is_new);
const ChlCapabilities *chl_model_get_capabilities (ChlModel *self);
const ChlCapabilities *chl_model_get_said (ChlModel *self);
const ChlCapabilities *chl_model_get_told (ChlModel *self);
const ChlCapabilities *chl_model_get_overrides (ChlModel *self);
void                   chl_model_take_overrides (ChlModel        *self,
                                                 ChlCapabilities *overrides);
void                   chl_model_set_override (ChlModel *self,
                                               ChlField  field,
                                               JsonNode *value);
const ChlCapabilities *chl_model_get_probed (ChlModel *self);
void                   chl_model_take_probed (ChlModel        *self,
                                              ChlCapabilities *probed);
void                   chl_model_forget_merged (ChlModel *self);
void                   chl_model_take_capabilities (ChlModel        *self,
                                                    ChlCapabilities *capabilities);
JsonNode              *chl_model_get_facts (ChlModel *self);
void                   chl_model_take_facts (ChlModel *self,
                                             JsonNode *facts);
const ChlParameters   *chl_model_get_defaults (ChlModel *self);
void                   chl_model_set_defaults (ChlModel            *self,
                                               const ChlParameters *defaults);
void                   chl_model_fill_request (ChlModel   *self,
                                               ChlRequest *request);
gboolean               chl_model_suits (ChlModel    *self,
                                        ChlRole      role,
                                        const char **out_reason);
JsonNode              *chl_model_to_json (ChlModel *self);
ChlModel              *chl_model_from_json (const char *provider_id,
                                            JsonNode   *node);
gboolean               chl_model_split_full_id (const char *full_id,
                                                char      **out_provider_id,
                                                char      **out_model_id);

G_END_DECLS
