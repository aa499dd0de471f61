/* chl-endpoint-preview.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-provider.h"

G_BEGIN_DECLS

#define CHL_TYPE_ENDPOINT_PREVIEW (chl_endpoint_preview_get_type ())

G_DECLARE_FINAL_TYPE (ChlEndpointPreview, chl_endpoint_preview, CHL, ENDPOINT_PREVIEW, AdwBin)

GtkWidget  *chl_endpoint_preview_new (void);
void        chl_endpoint_preview_set_like (ChlEndpointPreview *self,
                                           ChlProvider        *like);
gboolean    chl_endpoint_preview_show (ChlEndpointPreview *self,
                                       GType               family,
                                       const char         *text);
const char *chl_endpoint_preview_check (ChlEndpointPreview *self,
                                        GType               family,
                                        const char         *text,
                                        gboolean            allows_plain);
gboolean    chl_endpoint_preview_is_plain (ChlEndpointPreview *self);

G_END_DECLS
