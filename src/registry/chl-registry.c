/* chl-registry.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry"

#include "config.h"

#include "chl-registry.h"

#include <string.h>

#include "chl-registry-key.h"
#include "chl-registry-private.h"
#include "chl-registry-resolve.h"
#include "chl-registry-resource.h"

/* Where the compiled table lies in the program. */
#define RESOURCE_PATH APP_PATH "/registry/registry.gvariant"

/* Names whose way is remembered. A long list has a few thousand. */
#define MAX_CACHED 4096

/* Bytes: a provider, a line feed, an id. Longer ones are not remembered. */
#define MAX_CACHE_KEY (CHL_REGISTRY_TEXT_SIZE + 72)

struct _ChlRegistry
{
  GObject parent_instance;

  ChlRegistryTable *table; /* (owned) (nullable) until it is asked for */
  GHashTable       *cache; /* (owned) (element-type utf8 ChlRegistryMatch) by provider and id */
};

G_DEFINE_FINAL_TYPE (ChlRegistry, chl_registry, G_TYPE_OBJECT)

static void
chl_registry_finalize (GObject *object)
{
  ChlRegistry *self = CHL_REGISTRY (object);

  g_clear_pointer (&self->table, chl_registry_table_free);
  g_clear_pointer (&self->cache, g_hash_table_unref);

  G_OBJECT_CLASS (chl_registry_parent_class)->finalize (object);
}

static void
chl_registry_class_init (ChlRegistryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = chl_registry_finalize;
}

static void
chl_registry_init (ChlRegistry *self)
{
  self->cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * chl_registry_new:
 *
 * Nothing is opened before the first question.
 *
 * Returns: (transfer full): the table that came with the program
 */
ChlRegistry *
chl_registry_new (void)
{
  return g_object_new (CHL_TYPE_REGISTRY, NULL);
}

/**
 * chl_registry_dup_bundled:
 *
 * Returns: (transfer full): the compiled table that came with the program
 */
GBytes *
chl_registry_dup_bundled (void)
{
  GBytes *bytes;

  /* The build put it there. */
  bytes = g_resource_lookup_data (chl_registry_get_resource (), RESOURCE_PATH,
                                  G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (bytes != NULL);

  return bytes;
}

/**
 * chl_registry_new_for_bytes:
 * @bytes: a compiled table, such as a mapped file; it is looked through first
 * @error: %CHL_ERROR_NEWER_FILE if it is of a form that is not known here,
 *   %CHL_ERROR_BROKEN_FILE if it is damaged or none
 *
 * Returns: (transfer full): that table, or %NULL with an error
 */
ChlRegistry *
chl_registry_new_for_bytes (GBytes  *bytes,
                            GError **error)
{
  ChlRegistryTable *table;
  ChlRegistry      *self;

  g_return_val_if_fail (bytes != NULL, NULL);

  table = chl_registry_table_open (bytes, FALSE, error);
  if (table == NULL)
    return NULL;

  self = g_object_new (CHL_TYPE_REGISTRY, NULL);
  self->table = table;

  return self;
}

/* The table, opened where it lies. */
const ChlRegistryTable *
chl_registry_get_table (ChlRegistry *self)
{
  if (self->table == NULL)
    {
      g_autoptr(GBytes) bytes = chl_registry_dup_bundled ();

      self->table = chl_registry_table_open (bytes, TRUE, NULL);
      g_assert (self->table != NULL);
    }

  return self->table;
}

/**
 * chl_registry_resolve:
 * @self: a registry
 * @provider: (nullable): who serves it: a family of providers, such as "github-copilot", or a scope
 *   of the table, such as "qwen.cn"; %NULL for nobody in particular
 * @model_id: its id as it is served, or as a person typed it
 * @out_match: (out caller-allocates): where it leads
 *
 * Finds an exact name without allocating anything. All others are remembered.
 *
 * Returns: whether anything is known of it
 */
gboolean
chl_registry_resolve (ChlRegistry      *self,
                      const char       *provider,
                      const char       *model_id,
                      ChlRegistryMatch *out_match)
{
  char                    key[MAX_CACHE_KEY];
  const ChlRegistryMatch *cached;
  gboolean                can_cache;

  g_return_val_if_fail (CHL_IS_REGISTRY (self), FALSE);
  g_return_val_if_fail (model_id != NULL, FALSE);
  g_return_val_if_fail (out_match != NULL, FALSE);

  can_cache = chl_registry_join (key, sizeof key, provider != NULL ? provider : "", '\n', model_id);
  cached = can_cache ? g_hash_table_lookup (self->cache, key) : NULL;
  if (cached != NULL)
    {
      *out_match = *cached;
      return out_match->kind != CHL_MATCH_UNKNOWN;
    }

  chl_registry_table_resolve (chl_registry_get_table (self), provider, model_id, out_match);
  if (can_cache && out_match->kind != CHL_MATCH_EXACT)
    {
      if (g_hash_table_size (self->cache) >= MAX_CACHED)
        g_hash_table_remove_all (self->cache);
      g_hash_table_insert (self->cache, g_strdup (key), g_memdup2 (out_match, sizeof *out_match));
    }

  return out_match->kind != CHL_MATCH_UNKNOWN;
}

/**
 * chl_registry_has_provider:
 * @self: a registry
 * @provider: a family of providers, or a scope of the table
 *
 * Returns: whether the table has rows for it, or for what it is a part of
 */
gboolean
chl_registry_has_provider (ChlRegistry *self,
                           const char  *provider)
{
  const ChlRegistryTable *table;
  g_autofree char        *root = NULL;

  g_return_val_if_fail (CHL_IS_REGISTRY (self), FALSE);
  g_return_val_if_fail (provider != NULL, FALSE);

  table = chl_registry_get_table (self);
  root = g_strndup (provider, strcspn (provider, "."));

  return chl_registry_table_find_row (table, CHL_INDEX_SCOPES, provider) != CHL_REGISTRY_NONE ||
         chl_registry_table_find_row (table, CHL_INDEX_SCOPES, root) != CHL_REGISTRY_NONE;
}

const char *
chl_match_kind_to_string (ChlMatchKind kind)
{
  static const char *const words[] = {
    [CHL_MATCH_UNKNOWN] = "unknown",
    [CHL_MATCH_FAMILY] = "family",
    [CHL_MATCH_TUNED] = "tuned",
    [CHL_MATCH_VARIANT] = "variant",
    [CHL_MATCH_EXACT] = "exact",
  };

  g_return_val_if_fail ((gsize) kind < G_N_ELEMENTS (words), "unknown");

  return words[kind];
}

const char *
chl_registry_get_as_of (ChlRegistry *self)
{
  g_return_val_if_fail (CHL_IS_REGISTRY (self), "");

  return chl_registry_table_get_as_of (chl_registry_get_table (self));
}

/* The day of the latest additions, or "". */
const char *
chl_registry_get_late (ChlRegistry *self)
{
  g_return_val_if_fail (CHL_IS_REGISTRY (self), "");

  return chl_registry_table_get_late (chl_registry_get_table (self));
}

const char *
chl_registry_get_source (ChlRegistry *self)
{
  g_return_val_if_fail (CHL_IS_REGISTRY (self), "");

  return chl_registry_table_get_source (chl_registry_get_table (self));
}

/**
 * chl_registry_count_rows:
 * @self: a registry
 * @kind: one of the kinds of rows of docs/registry.md, or 0 for all
 *
 * Returns: how many there are
 */
guint
chl_registry_count_rows (ChlRegistry *self,
                         char         kind)
{
  const ChlRegistryTable *table;
  guint                   n = 0;

  g_return_val_if_fail (CHL_IS_REGISTRY (self), 0);

  table = chl_registry_get_table (self);
  for (guint row = 0; row < chl_registry_table_get_n_rows (table); row++)
    if (kind == 0 || *chl_registry_table_get_cell (table, row, CHL_COLUMN_KIND) == kind)
      n++;

  return n;
}

guint
chl_registry_count_patterns (ChlRegistry *self)
{
  guint n;

  g_return_val_if_fail (CHL_IS_REGISTRY (self), 0);

  chl_registry_table_get_patterns (chl_registry_get_table (self), &n);

  return n;
}

gsize
chl_registry_get_n_bytes (ChlRegistry *self)
{
  g_return_val_if_fail (CHL_IS_REGISTRY (self), 0);

  return chl_registry_table_get_n_bytes (chl_registry_get_table (self));
}
