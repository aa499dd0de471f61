/* chl-picture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-part.h"

G_BEGIN_DECLS

#define CHL_TYPE_PICTURE (chl_picture_get_type ())

G_DECLARE_FINAL_TYPE (ChlPicture, chl_picture, CHL, PICTURE, AdwBin)

GtkWidget *chl_picture_new (ChlPart *part,
                            int      size);

G_END_DECLS
