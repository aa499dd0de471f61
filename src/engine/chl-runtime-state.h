/* chl-runtime-state.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"

G_BEGIN_DECLS

gboolean chl_runtime_is_program_here (const char *program);
void     chl_runtime_explain (ChlProvider *provider,
                              ChlFailure  *failure);

G_END_DECLS
