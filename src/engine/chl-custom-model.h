/* chl-custom-model.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"

G_BEGIN_DECLS

/**
 * ChlCustomModel:
 * @id: what the provider calls it
 * @use: what calls it answers
 * @overrides: (nullable): what the person says of it; all else is left to the table of models
 *
 * A model that a person adds because no list has it.
 */
typedef struct
{
  const char            *id;
  ChlModelUse            use;
  const ChlCapabilities *overrides;
} ChlCustomModel;

const ChlField *chl_custom_model_list_fields (ChlModelUse use,
                                              guint      *out_length);
ChlModelUse     chl_custom_model_guess_use (ChlEngine   *engine,
                                            ChlProvider *provider,
                                            const char  *model_id);
ChlModel       *chl_custom_model_new_draft (ChlProvider *provider,
                                            const char  *model_id,
                                            ChlModelUse  use);
char           *chl_custom_model_dup_source (ChlEngine   *engine,
                                             ChlProvider *provider,
                                             const char  *model_id);
gboolean        chl_custom_model_check_id (ChlProvider *provider,
                                           const char  *model_id,
                                           GError     **error);
ChlModel       *chl_custom_model_add (ChlProvider          *provider,
                                      const ChlCustomModel *what,
                                      GError              **error);

G_END_DECLS
