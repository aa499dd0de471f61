/* chl-registry-family.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-family"

#include "config.h"

#include "chl-registry-search.h"

#include <string.h>

#include "chl-registry-pattern.h"
#include "chl-registry-words.h"

/* What a family's row is for; a row that stands for a model is for the same. */
static const char *
get_use (ChlRegistrySearch *self,
         guint32            row)
{
  const char *use = chl_registry_search_get_cell (self, row, CHL_COLUMN_USE);

  if (*use == '\0')
    use = chl_registry_search_get_cell (self, chl_registry_table_get_base (self->table, row), CHL_COLUMN_USE);

  return *use != '\0' ? use : "chat";
}

/* Models for chats whose weights nobody has are served by their makers, whatever somebody's copy
 * of one is called. */
static gboolean
is_allowed (ChlRegistrySearch *self,
            guint32            row)
{
  const char *use = chl_registry_search_get_cell (self, row, CHL_COLUMN_USE);

  if (chl_registry_search_is_cell (self, row, CHL_COLUMN_OPEN, "y") ||
      (*use != '\0' && !g_str_equal (use, "chat") && !g_str_equal (use, "base")))
    return TRUE;

  return self->name.vendor != CHL_VENDOR_OTHER &&
         (self->name.vendor != CHL_VENDOR_MAKER || chl_registry_search_is_made_by (self, row, self->name.maker));
}

/* What a name says of what it names, beside its letters. */
typedef struct
{
  const char *purpose; /* (unowned) (nullable) */
  gboolean    has_size;
  double      billions;
} Hints;

/* The first pattern that fits, among rows of @purpose or, with NULL, among all that may be. */
static const ChlRegistryEntry *
find_pattern_for (ChlRegistrySearch *self,
                  const char        *stem,
                  const Hints       *hints,
                  const char        *purpose)
{
  guint                   n_patterns;
  const ChlRegistryEntry *patterns = chl_registry_table_get_patterns (self->table, &n_patterns);

  for (guint i = 0; i < n_patterns; i++)
    {
      const char        *text = chl_registry_table_get_text (self->table, patterns[i].text);
      const char        *use;
      ChlRegistryPattern pattern;

      /* Nearly all are done with here. */
      if (*text != '*' && (*text != *stem || (g_ascii_isalnum (text[1]) && text[1] != stem[1])))
        continue;
      if (!chl_registry_pattern_read (&pattern, text) ||
          !chl_registry_pattern_matches (&pattern, stem) ||
          !chl_registry_pattern_admits (&pattern, hints->has_size, hints->billions) ||
          !is_allowed (self, patterns[i].row))
        continue;

      use = get_use (self, patterns[i].row);
      if (purpose != NULL ? g_str_equal (use, purpose)
                          : hints->purpose == NULL || (!g_str_equal (use, "chat") &&
                                                       !g_str_equal (use, "base")))
        return &patterns[i];
    }

  return NULL;
}

static const ChlRegistryEntry *
find_pattern (ChlRegistrySearch *self,
              const char        *stem,
              const Hints       *hints)
{
  const ChlRegistryEntry *found = NULL;
  Hints                   own = *hints;

  own.purpose = chl_registry_find_purpose (stem);
  if (own.purpose != NULL)
    found = find_pattern_for (self, stem, &own, own.purpose);

  return found != NULL ? found : find_pattern_for (self, stem, &own, NULL);
}

static gboolean
is_generic (ChlRegistrySearch      *self,
            const ChlRegistryEntry *found)
{
  return found == NULL || chl_registry_search_is_made_by (self, found->row, "generic");
}

/* Below the words that are glued to the front; what is found there has to be better than what is
 * there already. */
static const ChlRegistryEntry *
find_pattern_behind (ChlRegistrySearch *self,
                     const char        *stem,
                     const Hints       *hints,
                     gboolean           takes_generic,
                     guint              depth)
{
  const char *rest;
  guint       nth = 0;

  while ((rest = chl_registry_cut_front (stem, &nth)) != NULL)
    {
      const ChlRegistryEntry *found = find_pattern (self, rest, hints);

      if (found != NULL && !takes_generic && is_generic (self, found))
        found = NULL;
      if (found == NULL && depth < MAX_CUTS)
        found = find_pattern_behind (self, rest, hints, takes_generic, depth + 1);
      if (found != NULL)
        return found;
    }

  return NULL;
}

/* A family stands for its members, a row that has a base for that model. */
static void
settle_family (ChlRegistrySearch      *self,
               const ChlRegistryEntry *found,
               const char             *stem)
{
  ChlRegistryMatch *match = self->match;
  guint32           base = chl_registry_table_get_base (self->table, found->row);

  match->way = CHL_WAY_PATTERN;
  match->pattern = found->text;
  match->row = base != CHL_REGISTRY_NONE ? base : found->row;
  match->kind = base != CHL_REGISTRY_NONE ? CHL_MATCH_VARIANT : CHL_MATCH_FAMILY;
  if (self->name.is_tuned)
    match->kind = CHL_MATCH_TUNED;
  match->has_price = match->kind == CHL_MATCH_VARIANT;
  match->is_from_elsewhere = self->name.vendor == CHL_VENDOR_OTHER;
  if (base != CHL_REGISTRY_NONE)
    chl_registry_search_find_limits (self, stem);
}

/**
 * chl_registry_search_find_family:
 * @self: a search that has found no model
 * @text: a name, maybe with its tag
 *
 * Tries every pattern; without the quantisation, which says nothing of a family.
 *
 * Returns: whether one fits
 */
gboolean
chl_registry_search_find_family (ChlRegistrySearch *self,
                                 const char        *text)
{
  char                    folded[CHL_REGISTRY_TEXT_SIZE];
  char                    stem[CHL_REGISTRY_KEY_SIZE];
  gsize                   length = chl_registry_fold (text, strlen (text), folded);
  gsize                   rest;
  Hints                   hints = { NULL, FALSE, 0 };
  const ChlRegistryEntry *found;

  while (chl_registry_peel (folded, length, &rest) == CHL_PEEL_QUANT)
    length = rest;
  chl_registry_split (folded, length, stem);
  hints.has_size = chl_registry_read_size (text, &hints.billions);

  found = find_pattern (self, stem, &hints);
  if (is_generic (self, found))
    {
      const ChlRegistryEntry *behind;

      behind = find_pattern_behind (self, stem, &hints, found == NULL, 1);
      found = behind != NULL ? behind : found;
    }
  if (found == NULL)
    return FALSE;

  settle_family (self, found, stem);
  return TRUE;
}
