/* chl-model-remove.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

/* Taking a model out of its provider's list that nobody lists, and putting it back. */
void chl_model_remove (GtkWidget   *widget,
                       ChlEngine   *engine,
                       ChlProvider *provider,
                       ChlModel    *model);

G_END_DECLS
