/* chl-known-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-known-rows"

#include "config.h"

#include "chl-known-rows.h"

#include <string.h>

/* More than the table has rows; where some are asked for in several ways, it begins anew. */
#define MAX_ROWS 2048

/* All of a match that what is said depends on; without gaps, for it is compared as a whole. */
typedef struct
{
  guint32 kind;
  guint32 row;
  guint32 host;
  guint32 scope;
  guint32 flags;
} Key;

struct _ChlKnownRows
{
  GHashTable  *rows;     /* (owned) (element-type Key ChlCapabilities) */
  ChlRegistry *registry; /* (owned) (nullable) that @rows were read from */
  char        *today;    /* (owned) (nullable) when */
};

static guint
hash_key (gconstpointer data)
{
  const Key *key = data;

  return key->row * 31 + key->host * 17 + key->scope * 7 + key->kind * 3 + key->flags;
}

static gboolean
is_equal_key (gconstpointer a,
              gconstpointer b)
{
  return memcmp (a, b, sizeof (Key)) == 0;
}

ChlKnownRows *
chl_known_rows_new (void)
{
  ChlKnownRows *self = g_new0 (ChlKnownRows, 1);

  self->rows = g_hash_table_new_full (hash_key, is_equal_key, g_free,
                                      (GDestroyNotify) chl_capabilities_free);

  return self;
}

void
chl_known_rows_free (ChlKnownRows *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->rows);
  g_clear_object (&self->registry);
  g_free (self->today);
  g_free (self);
}

/**
 * chl_known_rows_get:
 * @self: rows
 * @registry: the table
 * @match: where a name led in it
 * @today: the day as YYYY-MM-DD
 *
 * Returns: (transfer none): what chl_registry_dup_capabilities() says, until the next call
 */
const ChlCapabilities *
chl_known_rows_get (ChlKnownRows           *self,
                    ChlRegistry            *registry,
                    const ChlRegistryMatch *match,
                    const char             *today)
{
  const Key        key = { (guint32) match->kind, match->row, match->host, match->scope,
                           (match->has_scope ? 1u : 0) | (match->has_only_limits ? 2u : 0) |
                             (match->has_price ? 4u : 0) | (match->is_from_elsewhere ? 8u : 0) };
  ChlCapabilities *known;

  if (self->registry != registry || g_strcmp0 (self->today, today) != 0 ||
      g_hash_table_size (self->rows) >= MAX_ROWS)
    {
      g_hash_table_remove_all (self->rows);
      g_set_object (&self->registry, registry);
      g_free (self->today);
      self->today = g_strdup (today);
    }

  known = g_hash_table_lookup (self->rows, &key);
  if (known == NULL)
    {
      known = chl_registry_dup_capabilities (registry, match, today);
      g_hash_table_insert (self->rows, g_memdup2 (&key, sizeof key), known);
    }

  return known;
}
