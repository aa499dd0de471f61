/* chl-registry-compile.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-compile"

#include "config.h"

#include "chl-registry-table.h"

#include <string.h>

#include "chl-error.h"
#include "chl-registry-builder.h"
#include "chl-registry-key.h"
#include "chl-registry-source.h"

/* What reads the source is in chl-registry-source.c; this is what its rows mean. What is said here
 * is said to whoever writes the table, in the language it is written in. */

typedef struct
{
  ChlRegistrySource  *source;  /* (unowned) */
  ChlRegistryBuilder *builder; /* (unowned) */
} Compiler;

/* An entry of an index, or the sentence that another row has it. */
static gboolean
add_entry (Compiler        *self,
           ChlRegistryIndex index,
           const char      *what,
           const char      *text,
           guint32          row,
           GError         **error)
{
  guint32 other;

  if (chl_registry_builder_add_entry (self->builder, index, text, row, &other))
    return TRUE;

  return chl_registry_source_refuse (self->source, row, error, "The %s “%s” is also that of line %u",
                                     what, text, chl_registry_source_get_line (self->source, other));
}

static gboolean
add_name (Compiler   *self,
          const char *name,
          guint32     row,
          GError    **error)
{
  char key[CHL_REGISTRY_KEY_SIZE];

  if (!chl_registry_build_key (name, key))
    return chl_registry_source_refuse (self->source, row, error, "“%s” is no name of a model", name);

  return add_entry (self, CHL_INDEX_KEYS, "key", key, row, error);
}

static gboolean
add_pattern (Compiler   *self,
             const char *pattern,
             guint32     row,
             GError    **error)
{
  guint32 other;

  if (!chl_registry_source_check_pattern (self->source, row, pattern, error))
    return FALSE;

  if (chl_registry_builder_add_pattern (self->builder, pattern, row, &other))
    return TRUE;

  return chl_registry_source_refuse (self->source, row, error,
                                     "The pattern “%s” is also that of line %u", pattern,
                                     chl_registry_source_get_line (self->source, other));
}

/* Where the name of a model begins in "maker/name"; NULL if it is none. */
static const char *
find_name (const char *id)
{
  const char *slash = strchr (id, '/');

  if (slash == NULL || slash == id || slash[1] == '\0' || strchr (id, ' ') != NULL ||
      strchr (id, ':') != NULL)
    return NULL;

  return slash + 1;
}

static gboolean
add_model (Compiler *self,
           guint32   row,
           char    **names,
           GError  **error)
{
  const char      *id = chl_registry_source_get_cell (self->source, row, CHL_COLUMN_ID);
  const char      *name = find_name (id);
  g_autofree char *maker = NULL;

  if (name == NULL)
    return chl_registry_source_refuse (self->source, row, error,
                                       "“%s” is not of the form MAKER/NAME", id);

  maker = g_strndup (id, (gsize) (name - id) - 1);
  chl_registry_builder_add_maker (self->builder, maker);
  if (!add_entry (self, CHL_INDEX_IDS, "id", id, row, error) ||
      !add_name (self, name, row, error))
    return FALSE;

  for (; *names != NULL; names++)
    if (!add_name (self, *names, row, error))
      return FALSE;

  return TRUE;
}

static gboolean
add_family (Compiler *self,
            guint32   row,
            char    **patterns,
            GError  **error)
{
  const char *id = chl_registry_source_get_cell (self->source, row, CHL_COLUMN_ID);

  if (find_name (id) == NULL)
    return chl_registry_source_refuse (self->source, row, error,
                                       "“%s” is not of the form MAKER/NAME", id);
  if (*patterns == NULL)
    return chl_registry_source_refuse (self->source, row, error, "The family has no pattern");
  if (!add_entry (self, CHL_INDEX_IDS, "id", id, row, error))
    return FALSE;

  for (; *patterns != NULL; patterns++)
    if (!add_pattern (self, *patterns, row, error))
      return FALSE;

  return TRUE;
}

/* One of the names of a provider; it may lead to a part of the scope. */
static gboolean
add_scope_name (Compiler   *self,
                const char *name,
                const char *scope,
                guint32     row,
                GError    **error)
{
  guint32 other;

  if (!chl_registry_source_is_scope (name) || !chl_registry_source_is_scope (scope))
    return chl_registry_source_refuse (self->source, row, error, "“%s” is no name of a provider",
                                       chl_registry_source_is_scope (name) ? scope : name);
  if (chl_registry_builder_find (self->builder, CHL_INDEX_SCOPES, name, &other))
    return chl_registry_source_refuse (self->source, row, error,
                                       "The provider “%s” is named twice", name);

  chl_registry_builder_add_scope (self->builder, name, scope);
  return TRUE;
}

static gboolean
add_scope (Compiler *self,
           guint32   row,
           char    **names,
           GError  **error)
{
  const char *id = chl_registry_source_get_cell (self->source, row, CHL_COLUMN_ID);

  if (!add_entry (self, CHL_INDEX_IDS, "id", id, row, error) ||
      !add_scope_name (self, id, id, row, error))
    return FALSE;

  for (; *names != NULL; names++)
    {
      const char      *arrow = strchr (*names, '>');
      g_autofree char *name = arrow != NULL ? g_strndup (*names, (gsize) (arrow - *names)) : NULL;

      if (!add_scope_name (self, name != NULL ? name : *names, arrow != NULL ? arrow + 1 : id, row,
                           error))
        return FALSE;
    }

  return TRUE;
}

/* The scope itself must be there; its parts need no row. */
static gboolean
check_scope (Compiler   *self,
             guint32     row,
             const char *scope,
             GError    **error)
{
  g_autofree char *root = g_strndup (scope, strcspn (scope, "."));
  guint32          other;

  if (chl_registry_source_is_scope (scope) &&
      chl_registry_builder_find (self->builder, CHL_INDEX_IDS, root, &other) &&
      chl_registry_source_get_kind (self->source, other) == 'p')
    return TRUE;

  return chl_registry_source_refuse (self->source, row, error, "There is no provider “%s”", root);
}

static gboolean
add_served (Compiler   *self,
            const char *scope,
            const char *served,
            guint32     row,
            GError    **error)
{
  char             folded[CHL_REGISTRY_TEXT_SIZE];
  g_autofree char *key = NULL;

  if (strlen (served) >= sizeof folded ||
      chl_registry_fold (served, strlen (served), folded) == 0)
    return chl_registry_source_refuse (self->source, row, error, "“%s” is no id of a model", served);

  key = g_strconcat (scope, ":", folded, NULL);
  return add_entry (self, CHL_INDEX_SERVED, "served id", key, row, error);
}

/* A host's row, once all others are known. */
static gboolean
add_host_row (Compiler *self,
              guint32   row,
              char    **names,
              GError  **error)
{
  const char      *id = chl_registry_source_get_cell (self->source, row, CHL_COLUMN_ID);
  const char      *base = chl_registry_source_get_cell (self->source, row, CHL_COLUMN_BASE);
  const char      *stage = chl_registry_source_get_cell (self->source, row, CHL_COLUMN_STAGE);
  const char      *colon = strchr (id, ':');
  g_autofree char *scope = NULL;
  guint32          base_row;

  if (colon == NULL || colon == id || colon[1] == '\0')
    return chl_registry_source_refuse (self->source, row, error,
                                       "“%s” is not of the form SCOPE:SERVED-ID", id);

  scope = g_strndup (id, (gsize) (colon - id));
  if (!check_scope (self, row, scope, error) ||
      !add_served (self, scope, colon + 1, row, error))
    return FALSE;
  for (; *names != NULL; names++)
    if (!add_served (self, scope, *names, row, error))
      return FALSE;

  /* What a host has retired says nothing of what else it serves. */
  if (chl_registry_builder_find (self->builder, CHL_INDEX_IDS, base, &base_row) &&
      chl_registry_source_get_kind (self->source, base_row) == 'm' &&
      !g_str_equal (stage, "retired"))
    {
      g_autofree char *key = g_strconcat (scope, ":", base, NULL);

      chl_registry_builder_add_entry (self->builder, CHL_INDEX_HOSTS, key, row, NULL);
    }

  return TRUE;
}

/* What a row of @kind may link to: models, and from a host also families. */
static gboolean
link_base (Compiler   *self,
           guint32     row,
           char        kind,
           const char *base,
           GError    **error)
{
  guint32 base_row;
  char    base_kind;

  if (!chl_registry_builder_find (self->builder, CHL_INDEX_IDS, base, &base_row))
    return chl_registry_source_refuse (self->source, row, error, "There is no row “%s”", base);

  base_kind = chl_registry_source_get_kind (self->source, base_row);
  if (base_kind != 'm' && (kind != 'd' || base_kind != 'f'))
    return chl_registry_source_refuse (self->source, row, error, "“%s” is no model", base);

  chl_registry_builder_set_base (self->builder, row, base_row);
  return TRUE;
}

/* Only a model has one that follows it, and that one is another one. */
static gboolean
check_next (Compiler *self,
            guint32   row,
            GError  **error)
{
  const char *next = chl_registry_source_get_cell (self->source, row, CHL_COLUMN_NEXT);
  const char *id = chl_registry_source_get_cell (self->source, row, CHL_COLUMN_ID);
  guint32     next_row;

  if (*next == '\0')
    return TRUE;

  if (chl_registry_source_get_kind (self->source, row) != 'm')
    return chl_registry_source_refuse (self->source, row, error,
                                       "Only a model can have one that follows it");

  if (!chl_registry_builder_find (self->builder, CHL_INDEX_IDS, next, &next_row) ||
      chl_registry_source_get_kind (self->source, next_row) != 'm' || g_str_equal (next, id))
    return chl_registry_source_refuse (self->source, row, error,
                                       "There is no other model “%s” to follow it", next);

  return TRUE;
}

/* What a row refers to. */
static gboolean
link_row (Compiler *self,
          guint32   row,
          GError  **error)
{
  const char *base = chl_registry_source_get_cell (self->source, row, CHL_COLUMN_BASE);
  char        kind = chl_registry_source_get_kind (self->source, row);

  if (!check_next (self, row, error))
    return FALSE;
  if (kind == 'd' && *base == '\0')
    return chl_registry_source_refuse (self->source, row, error,
                                       "A host's row needs the model it is about");
  if (kind == 'm' && *base != '\0')
    return chl_registry_source_refuse (self->source, row, error, "A model has no base");
  if (*base == '\0')
    return TRUE;

  if (kind == 'p')
    return chl_registry_builder_has_maker (self->builder, base) ||
           chl_registry_source_refuse (self->source, row, error,
                                       "There is no model of a maker “%s”", base);

  return link_base (self, row, kind, base, error);
}

/* One name after the other; hosts come last, once it is known what there is. */
static gboolean
add_names (Compiler *self,
           guint32   row,
           gboolean  of_hosts,
           GError  **error)
{
  char kind = chl_registry_source_get_kind (self->source, row);
  g_auto(GStrv) names = chl_registry_source_dup_names (self->source, row, error);

  if (names == NULL)
    return FALSE;

  switch (kind)
    {
    case 'p':
      return of_hosts || add_scope (self, row, names, error);

    case 'm':
      return of_hosts || add_model (self, row, names, error);

    case 'f':
      return of_hosts || add_family (self, row, names, error);

    default:
      return !of_hosts || add_host_row (self, row, names, error);
    }
}

static gboolean
compile_rows (Compiler *self,
              GError  **error)
{
  guint32 n_rows = chl_registry_source_get_n_rows (self->source);

  for (guint32 row = 0; row < n_rows; row++)
    {
      chl_registry_builder_add_row (self->builder,
                                    chl_registry_source_get_cells (self->source, row));
      if (!add_names (self, row, FALSE, error))
        return FALSE;
    }

  for (guint32 row = 0; row < n_rows; row++)
    if (!link_row (self, row, error) || !add_names (self, row, TRUE, error))
      return FALSE;

  return TRUE;
}

/**
 * chl_registry_table_compile:
 * @text: a table as docs/registry.md describes it
 * @length: bytes of it
 * @name: the file it is from, for what is said of it
 * @error: %CHL_ERROR_NEWER_FILE for a schema that is not known here, %CHL_ERROR_BROKEN_FILE for
 *   all else, each with file and line in front
 *
 * Returns: (transfer full): the compiled table, little-endian; or %NULL with an error
 */
GVariant *
chl_registry_table_compile (const char *text,
                            gsize       length,
                            const char *name,
                            GError    **error)
{
  g_autoptr(ChlRegistrySource) source = chl_registry_source_read (text, length, name, error);
  g_autoptr(ChlRegistryBuilder) builder = NULL;
  GVariant *table;
  Compiler  compiler;

  if (source == NULL)
    return NULL;

  builder = chl_registry_builder_new ();
  compiler = (Compiler){ source, builder };
  if (!compile_rows (&compiler, error))
    return NULL;

  table = g_variant_ref_sink (chl_registry_builder_end (builder,
                                                        chl_registry_source_get_as_of (source),
                                                        chl_registry_source_get_late (source),
                                                        chl_registry_source_get_source (source)));
  if (G_BYTE_ORDER == G_BIG_ENDIAN)
    {
      GVariant *swapped = g_variant_byteswap (table);

      g_variant_unref (table);
      table = swapped;
    }

  return table;
}
