/* chl-proposal-score.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"

G_BEGIN_DECLS

/**
 * ChlTraits:
 * @known: (unowned): all that is known of the model
 * @agent: grade of docs/registry.md, 0 to 4
 * @weight: how heavy a call is, 0 to 4
 * @age: months since its release
 * @doubt: what is to be taken off because the model is not quite known, or not quite finished
 * @use: (unowned): the word of docs/registry.md, "" if nobody says
 * @can_be_quiet: it can be told not to think
 * @has_price: somebody says what it costs
 *
 * What of a model a choice goes by.
 */
typedef struct
{
  const ChlCapabilities *known;
  gint64                 agent;
  guint                  weight;
  int                    age;
  int                    doubt;
  const char            *use;
  gboolean               can_be_quiet;
  gboolean               has_price;
} ChlTraits;

gboolean chl_traits_read (ChlEngine   *engine,
                          ChlProvider *provider,
                          ChlModel    *model,
                          ChlTraits   *out_traits);
gboolean chl_traits_score (const ChlTraits *self,
                           ChlRole          role,
                           int             *out_score);

G_END_DECLS
