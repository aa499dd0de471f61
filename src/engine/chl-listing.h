/* chl-listing.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-discovery.h"
#include "chl-http.h"

G_BEGIN_DECLS

/*
 * From the first page of a provider's list of models to all that it says of them: further pages,
 * and what a family asks beside the list. Shared by those who ask for the first page.
 */
void     chl_listing_read_async (ChlEngine          *engine,
                                 ChlProvider        *provider,
                                 const ChlHttpCall  *call,
                                 GBytes             *body,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean chl_listing_read_finish (ChlEngine     *engine,
                                  GAsyncResult  *result,
                                  ChlDiscovered *out_discovered,
                                  GError       **error);

G_END_DECLS
