/* chl-connection.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-clock.h"
#include "chl-sqlite.h"

G_BEGIN_DECLS

/**
 * ChlConnection:
 *
 * The way to the database, open or not yet. Lives on the worker.
 */
typedef struct _ChlConnection ChlConnection;

ChlConnection *chl_connection_new (const char *path,
                                   ChlClock   *clock);
void           chl_connection_free (ChlConnection *self);
ChlSqlite     *chl_connection_open (ChlConnection *self,
                                    GError       **error);
const char    *chl_connection_get_put_aside (ChlConnection *self);
ChlSqlite     *chl_connection_begin (ChlConnection *self,
                                     gboolean       is_write,
                                     GError       **error);
gboolean       chl_connection_end (ChlConnection *self,
                                   gboolean       is_good,
                                   GError       **error);

G_END_DECLS
