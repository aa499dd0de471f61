/* chl-registry-columns.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ChlRegistryColumn:
 *
 * The columns of the registry's table, in the order of docs/registry.md. A cell without text says
 * nothing; "-" says that there is explicitly nothing.
 */
typedef enum
{
  CHL_COLUMN_KIND,
  CHL_COLUMN_ID,
  CHL_COLUMN_BASE,
  CHL_COLUMN_MATCH,
  CHL_COLUMN_TITLE,
  CHL_COLUMN_USE,
  CHL_COLUMN_CTX,
  CHL_COLUMN_INP,
  CHL_COLUMN_OUT,
  CHL_COLUMN_MEDIA,
  CHL_COLUMN_TOOLS,
  CHL_COLUMN_JSON,
  CHL_COLUMN_TEMP,
  CHL_COLUMN_THINK,
  CHL_COLUMN_EFFORT,
  CHL_COLUMN_BUDGET,
  CHL_COLUMN_DIAL,
  CHL_COLUMN_TRACE,
  CHL_COLUMN_TOK,
  CHL_COLUMN_FIM,
  CHL_COLUMN_DIM,
  CHL_COLUMN_PRICE,
  CHL_COLUMN_KNOW,
  CHL_COLUMN_BORN,
  CHL_COLUMN_STAGE,
  CHL_COLUMN_ENDS,
  CHL_COLUMN_OPEN,
  CHL_COLUMN_PARM,
  CHL_COLUMN_AGENT,
  CHL_COLUMN_CLASS,
  CHL_COLUMN_SRC,
  CHL_COLUMN_NEXT,
} ChlRegistryColumn;

/* No more than there are bits in a row's columns. */
#define CHL_N_COLUMNS 32

/* The schema of the table that is understood here. */
#define CHL_REGISTRY_SCHEMA 1

const char *chl_registry_column_get_name (ChlRegistryColumn column);
gboolean    chl_registry_column_check (ChlRegistryColumn column,
                                       const char       *cell,
                                       char            **out_what);
gboolean    chl_registry_check_day (const char *text);

G_END_DECLS
