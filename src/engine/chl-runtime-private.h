/* chl-runtime-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-runtimes.h"

G_BEGIN_DECLS

ChlRuntime *chl_runtime_new (const char *title,
                             const char *address);
void        chl_runtime_set_found (ChlRuntime *self,
                                   gboolean    is_running,
                                   guint       n_models);
void        chl_runtime_set_provider_id (ChlRuntime *self,
                                         const char *provider_id);
gboolean    chl_runtime_serves (ChlRuntime  *self,
                                ChlProvider *provider);

G_END_DECLS
