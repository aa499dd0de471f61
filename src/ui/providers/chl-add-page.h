/* chl-add-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_ADD_PAGE (chl_add_page_get_type ())

/* The families there are, to find one and to add a provider of it. */
G_DECLARE_FINAL_TYPE (ChlAddPage, chl_add_page, CHL, ADD_PAGE, AdwBin)

GtkWidget *chl_add_page_new (ChlEngine *engine);

G_END_DECLS
