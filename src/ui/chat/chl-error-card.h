/* chl-error-card.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-outcome.h"

G_BEGIN_DECLS

#define CHL_TYPE_ERROR_CARD (chl_error_card_get_type ())

/*
 * ChlErrorCard::act (int): a #ChlAction was asked for.
 * ChlErrorCard::cancel: the person does not want to wait.
 */
G_DECLARE_FINAL_TYPE (ChlErrorCard, chl_error_card, CHL, ERROR_CARD, AdwBin)

GtkWidget *chl_error_card_new (void);
void       chl_error_card_show_outcome (ChlErrorCard     *self,
                                        const ChlOutcome *outcome);
void       chl_error_card_show_countdown (ChlErrorCard    *self,
                                          const ChlAdvice *advice,
                                          gint64           seconds);

G_END_DECLS
