/* chl-registry-cells.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-cells"

#include "config.h"

#include <string.h>

#include "chl-registry-private.h"

/* What a host says of one form of a model and what holds for all of them. */
static gboolean
is_limit (ChlRegistryColumn column)
{
  return column == CHL_COLUMN_CTX || column == CHL_COLUMN_INP || column == CHL_COLUMN_OUT ||
         column == CHL_COLUMN_MEDIA || column == CHL_COLUMN_TOOLS || column == CHL_COLUMN_JSON;
}

/* Whether the provider is the model's own maker. Without a provider the table speaks of makers. */
static gboolean
is_at_maker (const ChlRegistryTable *table,
             const ChlRegistryMatch *match)
{
  const char *maker = chl_registry_table_get_cell (table, match->scope, CHL_COLUMN_BASE);
  const char *id = chl_registry_table_get_cell (table, match->row, CHL_COLUMN_ID);
  gsize       length = strlen (maker);

  if (!match->has_scope)
    return TRUE;

  return length > 0 && strncmp (id, maker, length) == 0 && id[length] == '/';
}

/* How a model is told to think is up to whoever serves it, and so is what comes back. */
static const char *
get_manner (const ChlRegistryTable *table,
            const ChlRegistryMatch *match,
            ChlRegistryColumn       column,
            ChlOrigin              *out_origin)
{
  if (is_at_maker (table, match))
    return chl_registry_table_get_cell (table, match->row, column);

  *out_origin = CHL_ORIGIN_HOST;
  return chl_registry_table_get_cell (table, match->scope, column);
}

/* Prices are those of the maker, and so are the days on which it ends a model, and what it would have
 * instead; a family has no
 * price, and what runs here has none that anybody knows. */
static gboolean
can_use_row (const ChlRegistryTable *table,
             const ChlRegistryMatch *match,
             ChlRegistryColumn       column,
             const char             *cell)
{
  char kind = *chl_registry_table_get_cell (table, match->row, CHL_COLUMN_KIND);

  if (column == CHL_COLUMN_PRICE)
    return kind == 'm' && *chl_registry_table_get_cell (table, match->scope, column) != '-';

  if (kind == 'm' &&
      (column == CHL_COLUMN_ENDS || column == CHL_COLUMN_NEXT || (column == CHL_COLUMN_STAGE && !g_str_equal (cell, "alpha") && !g_str_equal (cell, "beta"))))
    return is_at_maker (table, match);

  return TRUE;
}

static const char *
get_row_cell (const ChlRegistryTable *table,
              const ChlRegistryMatch *match,
              ChlRegistryColumn       column,
              ChlOrigin              *out_origin)
{
  const char *cell;

  *out_origin = *chl_registry_table_get_cell (table, match->row, CHL_COLUMN_KIND) == 'f'
                  ? CHL_ORIGIN_FAMILY
                  : CHL_ORIGIN_REGISTRY;
  if (column == CHL_COLUMN_DIAL || column == CHL_COLUMN_TRACE)
    return get_manner (table, match, column, out_origin);

  cell = chl_registry_table_get_cell (table, match->row, column);
  return can_use_row (table, match, column, cell) ? cell : "";
}

/**
 * chl_registry_get_text:
 * @self: a registry
 * @match: where a name led
 * @column: a column
 * @out_origin: (out) (optional): who says so: %CHL_ORIGIN_HOST, %CHL_ORIGIN_REGISTRY or
 *   %CHL_ORIGIN_FAMILY; %CHL_ORIGIN_UNKNOWN where nobody says anything
 *
 * What is said of this model where it is served, in the words of docs/registry.md: by the host's
 * row, then by the model's or its family's.
 *
 * Returns: (transfer none): "" where nobody says anything, or somebody that there is nothing
 */
const char *
chl_registry_get_text (ChlRegistry            *self,
                       const ChlRegistryMatch *match,
                       ChlRegistryColumn       column,
                       ChlOrigin              *out_origin)
{
  const ChlRegistryTable *table;
  const char             *cell = "";
  ChlOrigin               origin = CHL_ORIGIN_HOST;

  g_return_val_if_fail (CHL_IS_REGISTRY (self), "");
  g_return_val_if_fail (match != NULL, "");
  g_return_val_if_fail ((guint) column < CHL_N_COLUMNS, "");

  if (out_origin != NULL)
    *out_origin = CHL_ORIGIN_UNKNOWN;
  if (match->kind == CHL_MATCH_UNKNOWN || (column == CHL_COLUMN_PRICE && !match->has_price))
    return "";

  table = chl_registry_get_table (self);
  if (!match->has_only_limits || is_limit (column))
    cell = chl_registry_table_get_cell (table, match->host, column);
  if (*cell == '\0')
    cell = get_row_cell (table, match, column, &origin);
  if (*cell == '\0' || g_str_equal (cell, "-"))
    return "";

  if (out_origin != NULL)
    *out_origin = origin;

  return cell;
}

/**
 * chl_registry_get_count:
 * @self: a registry
 * @match: where a name led
 * @column: one with a number: a count of tokens, a size of vectors, a grade
 * @out_origin: (out) (optional): who says so
 *
 * A part of the window is no larger than the window, whoever said each.
 *
 * Returns: the number, or -1 where nobody says anything
 */
gint64
chl_registry_get_count (ChlRegistry            *self,
                        const ChlRegistryMatch *match,
                        ChlRegistryColumn       column,
                        ChlOrigin              *out_origin)
{
  const char *text = chl_registry_get_text (self, match, column, out_origin);
  gint64      count;
  gint64      window;
  ChlOrigin   origin;

  if (!g_ascii_isdigit (*text))
    return -1;

  count = g_ascii_strtoll (text, NULL, 10);
  if (column != CHL_COLUMN_INP && column != CHL_COLUMN_OUT)
    return count;

  window = chl_registry_get_count (self, match, CHL_COLUMN_CTX, &origin);
  if (window < 0 || count <= window)
    return count;

  if (out_origin != NULL)
    *out_origin = origin;
  return window;
}

/**
 * chl_registry_get_range:
 * @self: a registry
 * @match: where a name led
 * @column: %CHL_COLUMN_BUDGET, or %CHL_COLUMN_DIM for the sizes that can be asked for
 * @out_least: (out): -1 if it is not known
 * @out_most: (out): -1 if it is not known
 *
 * Returns: whether there is a range at all
 */
gboolean
chl_registry_get_range (ChlRegistry            *self,
                        const ChlRegistryMatch *match,
                        ChlRegistryColumn       column,
                        gint64                 *out_least,
                        gint64                 *out_most)
{
  const char *text = chl_registry_get_text (self, match, column, NULL);
  const char *most = strstr (text, column == CHL_COLUMN_DIM ? "-" : "..");

  if (most == NULL)
    return FALSE;

  if (column == CHL_COLUMN_DIM)
    text += strcspn (text, ":") + 1;
  most += column == CHL_COLUMN_DIM ? 1 : 2;
  *out_least = g_ascii_isdigit (*text) ? g_ascii_strtoll (text, NULL, 10) : -1;
  *out_most = g_ascii_isdigit (*most) ? g_ascii_strtoll (most, NULL, 10) : -1;

  return TRUE;
}

/* Behind a price, which may be unknown. */
static const char *
read_price (const char *text,
            double     *out_price)
{
  char *end;

  if (!g_ascii_isdigit (*text))
    return text + (*text == '-');

  *out_price = g_ascii_strtod (text, &end);
  return end;
}

/* Behind in/out/cached/written. */
static const char *
read_tier (const char      *text,
           ChlRegistryTier *tier)
{
  double *const prices[] = {
    &tier->input, &tier->output, &tier->cached, &tier->cache_write
  };

  for (guint i = 0; i < G_N_ELEMENTS (prices); i++)
    {
      text = read_price (text, prices[i]);
      if (*text != '/')
        break;
      text++;
    }

  return text;
}

/**
 * chl_registry_get_tiers:
 * @self: a registry
 * @match: where a name led
 * @out_tiers: (out caller-allocates): what it costs, for prompts of growing length
 *
 * Returns: how many there are; 0 if the price is not known, or is paid by subscription
 */
guint
chl_registry_get_tiers (ChlRegistry            *self,
                        const ChlRegistryMatch *match,
                        ChlRegistryTier         out_tiers[CHL_REGISTRY_MAX_TIERS])
{
  const char *text = chl_registry_get_text (self, match, CHL_COLUMN_PRICE, NULL);
  guint       n = 0;

  if (!g_ascii_isdigit (*text))
    return 0;

  while (*text != '\0' && n < CHL_REGISTRY_MAX_TIERS)
    {
      ChlRegistryTier tier = { 0, -1, -1, -1, -1 };

      if (*text == '>')
        {
          tier.above_tokens = g_ascii_strtoll (text + 1, NULL, 10);
          text += strcspn (text, ":");
          text += *text == ':';
        }
      text = read_tier (text, &tier);
      out_tiers[n++] = tier;
      text += strcspn (text, ";");
      text += strspn (text, ";");
    }

  return n;
}

/* Whether it is paid for by the month, and a call costs nothing. */
gboolean
chl_registry_is_subscription (ChlRegistry            *self,
                              const ChlRegistryMatch *match)
{
  return g_str_equal (chl_registry_get_text (self, match, CHL_COLUMN_PRICE, NULL), "sub");
}

/**
 * chl_registry_get_row_id:
 * @self: a registry
 * @match: where a name led
 *
 * Returns: (transfer none) (nullable): the model or the family, as "maker/name"
 */
const char *
chl_registry_get_row_id (ChlRegistry            *self,
                         const ChlRegistryMatch *match)
{
  g_return_val_if_fail (CHL_IS_REGISTRY (self), NULL);
  g_return_val_if_fail (match != NULL, NULL);

  if (match->kind == CHL_MATCH_UNKNOWN || match->row == CHL_REGISTRY_NONE)
    return NULL;

  return chl_registry_table_get_cell (chl_registry_get_table (self), match->row, CHL_COLUMN_ID);
}
