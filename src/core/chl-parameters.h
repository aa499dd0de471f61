/* chl-parameters.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-capabilities.h"
#include "chl-request.h"

G_BEGIN_DECLS

/* Tokens. More than any model writes in one answer; a typing error, not a wish. */
#define CHL_PARAMETERS_MAX_OUTPUT 10000000

/**
 * ChlParameters:
 * @effort: reasoning effort
 * @temperature: NaN: left to the provider; so is @top_p
 * @max_output: longest answer in tokens; 0: left to the provider
 *
 * How a model is to answer, as far as somebody set it.
 */
typedef struct
{
  ChlEffort effort;
  double    temperature;
  double    top_p;
  gint64    max_output;
} ChlParameters;

void      chl_parameters_init (ChlParameters *self);
gboolean  chl_parameters_set (ChlParameters *self,
                              const char    *key,
                              const char    *value,
                              GError       **error);
void      chl_parameters_read_json (ChlParameters *self,
                                    JsonNode      *node);
JsonNode *chl_parameters_to_json (const ChlParameters *self);
gboolean  chl_parameters_equal (const ChlParameters *self,
                                const ChlParameters *other);
gboolean  chl_parameters_are_unset (const ChlParameters *self);

/* What of them a model takes, and what a request says nothing of. */

gboolean chl_parameters_take_sampling (const ChlCapabilities *known);
gboolean chl_parameters_take_effort (const ChlCapabilities *known,
                                     ChlEffort              effort);
void     chl_parameters_limit (ChlParameters         *self,
                               const ChlCapabilities *known);
void     chl_parameters_fill_request (const ChlParameters *self,
                                      ChlRequest          *request);

G_END_DECLS
