/* chl-model-turn.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

/* Turning many models on or off at once, and back. */
guint chl_model_turn (GtkWidget   *widget,
                      ChlEngine   *engine,
                      ChlProvider *provider,
                      GListModel  *models,
                      gboolean     is_on);

G_END_DECLS
