/* chl-image-reader.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "chl-part.h"

G_BEGIN_DECLS

/* Larger pictures are refused by every provider we know. */
#define CHL_IMAGE_MAX_BYTES (20 * 1024 * 1024)

const char *chl_image_guess_type (GBytes *data);
ChlPart    *chl_image_new_part (GBytes     *data,
                                const char *filename,
                                GError    **error);
void        chl_image_read_file_async (GFile              *file,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
void        chl_image_read_texture_async (GdkTexture         *texture,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
ChlPart    *chl_image_read_finish (GAsyncResult *result,
                                   GError      **error);

G_END_DECLS
