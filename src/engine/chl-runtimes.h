/* chl-runtimes.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_RUNTIME (chl_runtime_get_type ())
#define CHL_TYPE_RUNTIMES (chl_runtimes_get_type ())

/*
 * A program on this computer that serves models. Properties that notify: is-installed, is-running,
 * n-models, loaded (names of the models that are in memory, NULL if none), version, provider-id (the
 * configured provider that uses it, NULL if none).
 */
G_DECLARE_FINAL_TYPE (ChlRuntime, chl_runtime, CHL, RUNTIME, GObject)

const char *chl_runtime_get_title (ChlRuntime *self);
const char *chl_runtime_get_address (ChlRuntime *self);
const char *chl_runtime_get_family_id (ChlRuntime *self);
gboolean    chl_runtime_is_installed (ChlRuntime *self);
gboolean    chl_runtime_is_running (ChlRuntime *self);
guint       chl_runtime_get_n_models (ChlRuntime *self);
const char *chl_runtime_get_loaded (ChlRuntime *self);
const char *chl_runtime_get_version (ChlRuntime *self);
const char *chl_runtime_get_provider_id (ChlRuntime *self);

/* Those we know how to look for, a #GListModel of #ChlRuntime. Only loopback is ever asked. */
G_DECLARE_FINAL_TYPE (ChlRuntimes, chl_runtimes, CHL, RUNTIMES, GObject)

void     chl_runtimes_probe_async (ChlRuntimes        *self,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean chl_runtimes_probe_finish (ChlRuntimes  *self,
                                    GAsyncResult *result,
                                    GError      **error);

G_END_DECLS
