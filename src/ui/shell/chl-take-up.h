/* chl-take-up.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"
#include "chl-provider-list.h"

G_BEGIN_DECLS

void         chl_take_up_async (ChlEngine            *engine,
                                const ChlNewProvider *what,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
ChlProvider *chl_take_up_finish (ChlEngine    *engine,
                                 GAsyncResult *result,
                                 GError      **error);

G_END_DECLS
