/* chl-ending.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-outcome.h"

G_BEGIN_DECLS

#define CHL_TYPE_ENDING (chl_ending_get_type ())

/*
 * Why an answer ended where nothing went wrong: a quiet line, with the buttons that lead on.
 * ChlEnding::act (int): a #ChlAction was asked for.
 */
G_DECLARE_FINAL_TYPE (ChlEnding, chl_ending, CHL, ENDING, AdwBin)

void chl_ending_show (ChlEnding        *self,
                      const ChlOutcome *outcome);

G_END_DECLS
