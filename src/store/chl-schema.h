/* chl-schema.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-sqlite.h"

G_BEGIN_DECLS

/* The shape of the database, and how an older one gets it. The version is SQLite's user_version. */
#define CHL_SCHEMA_VERSION 4

/* SQL: what a person reads of a message, from its "body". NULL of a body that is none. */
#define CHL_SCHEMA_MESSAGE_TEXT                                                     \
  "CASE WHEN json_valid (body) THEN"                                                \
  " (SELECT substr (group_concat (json_extract (value, '$.text'), ''), 1, 1000000)" \
  "  FROM json_each (body, '$.parts')"                                              \
  "  WHERE type = 'object' AND json_extract (value, '$.kind') IN ('text', 'refusal')) END"

/*
 * SQL: the same as the index has it. The index knows runs of three characters: with two more behind
 * its end, every character of a text begins one.
 */
#define CHL_SCHEMA_INDEXED_TEXT CHL_SCHEMA_MESSAGE_TEXT " || char (10, 10)"

/* What stands behind the end of a text in the index. */
#define CHL_SCHEMA_INDEX_END "\n\n"

extern const char *const chl_schema_steps[CHL_SCHEMA_VERSION];

gboolean chl_schema_get_version (ChlSqlite *db,
                                 gint64    *out_version,
                                 GError   **error);
gboolean chl_schema_is_ours (ChlSqlite *db,
                             gint64     version,
                             gboolean  *out_is_ours,
                             GError   **error);
gboolean chl_schema_migrate (ChlSqlite         *db,
                             const char        *path,
                             const char        *date,
                             const char *const *steps,
                             guint              n_steps,
                             GError           **error);

G_END_DECLS
