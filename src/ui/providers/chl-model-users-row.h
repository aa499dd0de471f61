/* chl-model-users-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_MODEL_USERS_ROW (chl_model_users_row_get_type ())

/*
 * What names a model that is gone or was added by hand, and what to do about it. It is not seen for
 * other models.
 */
G_DECLARE_FINAL_TYPE (ChlModelUsersRow, chl_model_users_row, CHL, MODEL_USERS_ROW, AdwActionRow)

void chl_model_users_row_set_model (ChlModelUsersRow *self,
                                    ChlEngine        *engine,
                                    ChlProvider      *provider,
                                    ChlModel         *model);

G_END_DECLS
