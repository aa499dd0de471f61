/* chl-application.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHL_TYPE_APPLICATION (chl_application_get_type ())

G_DECLARE_FINAL_TYPE (ChlApplication, chl_application, CHL, APPLICATION, AdwApplication)

ChlApplication *chl_application_new (void);

G_END_DECLS
