/* chl-registry-download.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-registry-listed.h"
#include "chl-registry-table.h"

G_BEGIN_DECLS

/* The file of models.dev, as far as the table knows who serves what is in it. */
GPtrArray *chl_registry_download_read (GBytes                 *download,
                                       const ChlRegistryTable *table,
                                       const char             *today,
                                       ChlRefreshReport       *report,
                                       GError                **error);

G_END_DECLS
