/* chl-http-intake.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "chl-http.h"

G_BEGIN_DECLS

/*
 * Where an answer goes as it comes in: to the caller piece by piece, or together, and never beyond
 * its limits.
 */
typedef struct _ChlHttpIntake ChlHttpIntake;

ChlHttpIntake *chl_http_intake_new (GUri               *uri,
                                    ChlHttpCall        *call,
                                    const ChlHttpFuncs *funcs,
                                    gpointer            funcs_data);
void           chl_http_intake_free (ChlHttpIntake *self);
void           chl_http_intake_reach (ChlHttpIntake *self,
                                      ChlHttpStage   stage);
void           chl_http_intake_begin (ChlHttpIntake *self,
                                      SoupMessage   *message);
gboolean       chl_http_intake_check (ChlHttpIntake *self,
                                      SoupMessage   *message,
                                      GError       **error);
gboolean       chl_http_intake_is_failure (ChlHttpIntake *self);
gboolean       chl_http_intake_take (ChlHttpIntake *self,
                                     GBytes        *piece,
                                     GError       **error);
gint64         chl_http_intake_get_received_bytes (ChlHttpIntake *self);
ChlHttpAnswer *chl_http_intake_end (ChlHttpIntake *self);

G_END_DECLS
