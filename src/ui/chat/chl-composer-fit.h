/* chl-composer-fit.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-composer.h"
#include "chl-engine.h"
#include "chl-model.h"

G_BEGIN_DECLS

void chl_composer_fit (ChlComposer *self,
                       ChlEngine   *engine,
                       ChlModel    *model,
                       const char  *why);

G_END_DECLS
