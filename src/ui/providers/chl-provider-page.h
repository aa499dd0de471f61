/* chl-provider-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_PROVIDER_PAGE (chl_provider_page_get_type ())

/* One provider: how it is reached, its models, and the way to be rid of it. */
G_DECLARE_FINAL_TYPE (ChlProviderPage, chl_provider_page, CHL, PROVIDER_PAGE, AdwBin)

GtkWidget   *chl_provider_page_new (ChlEngine   *engine,
                                    ChlProvider *provider);
ChlProvider *chl_provider_page_get_provider (ChlProviderPage *self);
void         chl_provider_page_freshen (ChlProviderPage *self);
void         chl_provider_page_edit (ChlProviderPage *self,
                                     const char      *what);
void         chl_provider_page_check (ChlProviderPage *self);

G_END_DECLS
