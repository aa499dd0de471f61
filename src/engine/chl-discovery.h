/* chl-discovery.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"

G_BEGIN_DECLS

/**
 * ChlDiscovered:
 * @n_models: how many there are now
 * @n_new: how many of them were not there the last time
 * @n_gone: how many of the last time are not there now
 * @n_changed: of how many of them the provider says something else
 * @n_unanswered: questions beside the list, as a rule one a model, that nobody answered
 * @is_empty: there was nothing in the list, so that what was known is kept
 * @is_cut: there was more in the list than is taken in
 * @is_bundled: the provider has no list; these are the models that its family is known to have
 *
 * What a refresh of a provider's models changed.
 */
typedef struct
{
  guint    n_models;
  guint    n_new;
  guint    n_gone;
  guint    n_changed;
  guint    n_unanswered;
  gboolean is_empty;
  gboolean is_cut;
  gboolean is_bundled;
} ChlDiscovered;

gboolean chl_discovery_is_due (ChlEngine   *engine,
                               ChlProvider *provider);
void     chl_discovery_freshen_async (ChlEngine          *engine,
                                      ChlProvider        *provider,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean chl_discovery_freshen_finish (ChlEngine     *engine,
                                       GAsyncResult  *result,
                                       ChlDiscovered *out_discovered,
                                       GError       **error);
void     chl_discovery_refresh_async (ChlEngine          *engine,
                                      ChlProvider        *provider,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean chl_discovery_refresh_finish (ChlEngine     *engine,
                                       GAsyncResult  *result,
                                       ChlDiscovered *out_discovered,
                                       GError       **error);

G_END_DECLS
