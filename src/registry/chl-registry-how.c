/* chl-registry-how.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-how"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-registry-private.h"

/* The sentences' parts are told apart by a semicolon. */
static void
add_clause (GString    *how,
            const char *clause)
{
  if (how->len > 0)
    /* Translators: between two parts of what is told of how a name was found */
    g_string_append (how, C_ ("between clauses", "; "));
  g_string_append (how, clause);
}

static char *
build_removal (char        letter,
               const char *text)
{
  switch (letter)
    {
    case 'q':
      return g_strdup_printf (_ ("the quantisation “%s” was left out"), text);

    case 'd':
      return g_strdup_printf (_ ("the date “%s” was left out"), text);

    case 's':
      return g_strdup_printf (_ ("“%s”, a way of serving it, was left out"), text);

    case 'r':
      return g_strdup_printf (_ ("“%s”, a way of thinking, was left out"), text);

    case 't':
      return g_strdup_printf (_ ("the tag “%s” was left out"), text);

    case 'v':
      return g_strdup_printf (_ ("“%s” in front was left out"), text);

    default:
      return g_strdup_printf (_ ("“%s”, which changes nothing, was left out"), text);
    }
}

static void
add_removals (GString    *how,
              const char *removed)
{
  while (*removed != '\0')
    {
      gsize            length = strcspn (removed, "\n");
      g_autofree char *text = g_strndup (removed + 1, length - 1);
      g_autofree char *clause = build_removal (*removed, text);

      add_clause (how, clause);
      removed += length;
      removed += strspn (removed, "\n");
    }
}

static char *
build_way (const ChlRegistryTable *table,
           const ChlRegistryMatch *match)
{
  const char *pattern = chl_registry_table_get_text (table, match->pattern);
  char        kind = *chl_registry_table_get_cell (table, match->row, CHL_COLUMN_KIND);

  switch (match->way)
    {
    case CHL_WAY_SERVED:
      return g_strdup (_ ("The provider’s own name for it"));

    case CHL_WAY_NAME:
      return g_strdup (_ ("By its name"));

    case CHL_WAY_DIGITS:
      return g_strdup (_ ("By its name, whose digits are run together here"));

    case CHL_WAY_PATTERN:
      return kind == 'f'
        ? g_strdup_printf (_ ("By the pattern “%s”, typical for its family"), pattern)
        : g_strdup_printf (_ ("By the pattern “%s”, which stands for this model"), pattern);

    case CHL_WAY_MALFORMED:
      return g_strdup (_ ("This cannot be the name of a model"));

    case CHL_WAY_NONE:
    default:
      return g_strdup (_ ("No row and no pattern of the table fits"));
    }
}

/**
 * chl_registry_dup_how:
 * @self: a registry
 * @match: what it found
 *
 * Returns: (transfer full): how it was found, in words: what was removed, and what is assumed
 */
char *
chl_registry_dup_how (ChlRegistry            *self,
                      const ChlRegistryMatch *match)
{
  const ChlRegistryTable *table;
  g_autofree char        *way = NULL;
  GString                *how;

  g_return_val_if_fail (CHL_IS_REGISTRY (self), NULL);
  g_return_val_if_fail (match != NULL, NULL);

  table = chl_registry_get_table (self);
  way = build_way (table, match);
  how = g_string_new (way);
  add_removals (how, match->removed);
  if (match->kind == CHL_MATCH_TUNED)
    add_clause (how, _ ("taken to be as the model it was made from"));
  else if (match->is_from_elsewhere && match->kind != CHL_MATCH_UNKNOWN)
    add_clause (how, _ ("taken to be as the model of that name, which somebody else published"));
  if (match->host != CHL_REGISTRY_NONE && match->has_only_limits)
    {
      const char      *id = chl_registry_table_get_cell (table, match->host, CHL_COLUMN_ID);
      const char      *served = strchr (id, ':');
      g_autofree char *clause = NULL;

      clause = g_strdup_printf (_ ("with the limits that the provider has for “%s”"),
                                   served != NULL ? served + 1 : id);
      add_clause (how, clause);
    }

  return g_string_free (how, FALSE);
}
