/* chl-model-verbs.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"
#include "chl-verb.h"

G_BEGIN_DECLS

/* What a person can let a runtime do with a model, and what becomes of it. */
void        chl_model_verbs_run (GtkWidget   *widget,
                                 ChlEngine   *engine,
                                 ChlProvider *provider,
                                 ChlVerb      verb,
                                 const char  *model);
GMenuModel *chl_model_verbs_new_menu (ChlProvider *provider,
                                      ChlModel    *model);
gboolean    chl_model_verbs_are_under_way (ChlProvider *provider,
                                           ChlModel    *model);

G_END_DECLS
