/* chl-database-search-short.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "chl-sqlite.h"

G_BEGIN_DECLS

/* Words that are shorter than this are found by what they begin in the index. */
#define CHL_DATABASE_SEARCH_INDEXED 3

gboolean chl_database_search_short (ChlSqlite    *db,
                                    const char   *word,
                                    GCancellable *cancellable,
                                    GArray      **out_numbers,
                                    GError      **error);

G_END_DECLS
