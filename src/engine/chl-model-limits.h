/* chl-model-limits.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-efforts.h"
#include "chl-parameters.h"

G_BEGIN_DECLS

/**
 * ChlModelLimits:
 * @efforts: how much it can be told to think
 * @has_sampling: whether it takes a temperature and what is like it
 * @has_length: whether the length of its answer can be limited
 * @max_output: its longest answer in tokens; 0: nobody knows
 *
 * What can be set for a model.
 */
typedef struct
{
  ChlEfforts efforts;
  gboolean   has_sampling;
  gboolean   has_length;
  gint64     max_output;
} ChlModelLimits;

ChlModelLimits chl_model_limits_get (ChlProvider *provider,
                                     ChlModel    *model);
gboolean       chl_model_limits_check (const ChlModelLimits *self,
                                       ChlModel             *model,
                                       const char           *key,
                                       const ChlParameters  *wanted,
                                       GError              **error);

G_END_DECLS
