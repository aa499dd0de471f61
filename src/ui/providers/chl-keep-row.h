/* chl-keep-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"
#include "chl-secret.h"

G_BEGIN_DECLS

#define CHL_TYPE_KEEP_ROW (chl_keep_row_get_type ())

/*
 * Gives a provider its key, and asks what to do where the keyring does not take it; hidden while
 * there is nothing to ask.
 *
 * ChlKeepRow::kept: done. ChlKeepRow::failed (const char *sentence): it cannot be done.
 */
G_DECLARE_FINAL_TYPE (ChlKeepRow, chl_keep_row, CHL, KEEP_ROW, AdwPreferencesRow)

void     chl_keep_row_set_engine (ChlKeepRow *self,
                                  ChlEngine  *engine);
void     chl_keep_row_keep (ChlKeepRow  *self,
                            ChlProvider *provider,
                            ChlSecret   *secret);
gboolean chl_keep_row_has_key (ChlKeepRow *self);

G_END_DECLS
