/* chl-known-rows.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-registry.h"

G_BEGIN_DECLS

/* What the table of models says of its rows, read once for all the names that lead there. */
typedef struct _ChlKnownRows ChlKnownRows;

ChlKnownRows          *chl_known_rows_new (void);
void                   chl_known_rows_free (ChlKnownRows *self);
const ChlCapabilities *chl_known_rows_get (ChlKnownRows           *self,
                                           ChlRegistry            *registry,
                                           const ChlRegistryMatch *match,
                                           const char             *today);

G_END_DECLS
