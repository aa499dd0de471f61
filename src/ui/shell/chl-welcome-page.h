/* chl-welcome-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_WELCOME_PAGE (chl_welcome_page_get_type ())

/* ChlWelcomePage::done (char *full_id): a provider was added; @full_id is the model to begin with, or NULL. */
G_DECLARE_FINAL_TYPE (ChlWelcomePage, chl_welcome_page, CHL, WELCOME_PAGE, AdwBin)

void     chl_welcome_page_set_engine (ChlWelcomePage *self,
                                      ChlEngine      *engine);
gboolean chl_welcome_page_is_busy (ChlWelcomePage *self);

G_END_DECLS
