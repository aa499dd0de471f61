/* chl-account-query.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-account.h"
#include "chl-engine.h"

G_BEGIN_DECLS

gboolean    chl_account_is_offered (ChlProvider *provider);
void        chl_account_query_async (ChlEngine          *engine,
                                     ChlProvider        *provider,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
ChlAccount *chl_account_query_finish (ChlEngine    *engine,
                                      GAsyncResult *result,
                                      ChlFailure  **out_failure,
                                      GError      **error);
char       *chl_account_dup_words (const ChlAccount *account);

G_END_DECLS
