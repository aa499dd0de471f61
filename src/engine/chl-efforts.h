/* chl-efforts.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"

G_BEGIN_DECLS

/**
 * ChlEfforts:
 * @levels: a bit for each #ChlEffort that makes a difference; that of %CHL_EFFORT_DEFAULT always
 * @is_switch: thinking is on or off, and %CHL_EFFORT_HIGH stands for on
 *
 * How much a model can be told to think.
 */
typedef struct
{
  guint    levels;
  gboolean is_switch;
} ChlEfforts;

ChlEfforts chl_efforts_get (ChlProvider *provider,
                            ChlModel    *model);
gboolean   chl_efforts_has (ChlEfforts self,
                            ChlEffort  effort);

G_END_DECLS
