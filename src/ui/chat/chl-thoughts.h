/* chl-thoughts.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-part.h"

G_BEGIN_DECLS

#define CHL_TYPE_THOUGHTS (chl_thoughts_get_type ())

G_DECLARE_FINAL_TYPE (ChlThoughts, chl_thoughts, CHL, THOUGHTS, AdwBin)

GtkWidget *chl_thoughts_new (ChlPart *part);

void chl_thoughts_settle (ChlThoughts *self);

G_END_DECLS
