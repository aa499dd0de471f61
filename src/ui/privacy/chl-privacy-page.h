/* chl-privacy-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_PRIVACY_PAGE (chl_privacy_page_get_type ())

/* What leaves this computer, where to, and what stays on it. */
G_DECLARE_FINAL_TYPE (ChlPrivacyPage, chl_privacy_page, CHL, PRIVACY_PAGE, AdwPreferencesPage)

void chl_privacy_page_set_engine (ChlPrivacyPage *self,
                                  ChlEngine      *engine);

G_END_DECLS
