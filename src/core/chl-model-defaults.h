/* chl-model-defaults.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-completion.h"
#include "chl-model.h"

G_BEGIN_DECLS

void chl_model_fill_completion (ChlModel      *self,
                                ChlCompletion *completion);

G_END_DECLS
