/* chl-providers-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_PROVIDERS_PAGE (chl_providers_page_get_type ())

G_DECLARE_FINAL_TYPE (ChlProvidersPage, chl_providers_page, CHL, PROVIDERS_PAGE, AdwPreferencesPage)

void chl_providers_page_set_engine (ChlProvidersPage *self,
                                    ChlEngine        *engine);
void chl_providers_page_focus (ChlProvidersPage *self);
void chl_providers_page_probe (ChlProvidersPage *self);

G_END_DECLS
