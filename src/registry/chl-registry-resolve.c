/* chl-registry-resolve.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-resolve"

#include "config.h"

#include "chl-registry-resolve.h"

#include <string.h>

#include "chl-registry-key.h"
#include "chl-registry-search.h"
#include "chl-registry-words.h"

const char *
chl_registry_search_get_cell (const ChlRegistrySearch *self,
                              guint32                  row,
                              ChlRegistryColumn        column)
{
  return chl_registry_table_get_cell (self->table, row, column);
}

gboolean
chl_registry_search_is_cell (const ChlRegistrySearch *self,
                             guint32                  row,
                             ChlRegistryColumn        column,
                             const char              *text)
{
  return g_str_equal (chl_registry_search_get_cell (self, row, column), text);
}

/* Whether a row's id is "maker/…". */
gboolean
chl_registry_search_is_made_by (const ChlRegistrySearch *self,
                                guint32                  row,
                                const char              *maker)
{
  const char *id = chl_registry_search_get_cell (self, row, CHL_COLUMN_ID);
  gsize       length = strlen (maker);

  return strncmp (id, maker, length) == 0 && id[length] == '/';
}

static void
add_scope (ChlRegistrySearch *self,
           const char        *scope)
{
  if (self->n_scopes < MAX_SCOPES && strlen (scope) < MAX_SCOPE)
    g_strlcpy (self->scopes[self->n_scopes++], scope, MAX_SCOPE);
}

/* The scope of a provider, and what that is a part of. */
static void
find_scopes (ChlRegistrySearch *self,
             const char        *provider,
             gboolean           is_cloud)
{
  guint32     text = chl_registry_table_find_row (self->table, CHL_INDEX_SCOPES, provider);
  const char *scope = text != CHL_REGISTRY_NONE ? chl_registry_table_get_text (self->table, text)
                                                : provider;
  char        whole[MAX_SCOPE];
  char       *dot;

  if (strlen (scope) >= sizeof whole)
    return;

  g_strlcpy (whole, scope, sizeof whole);
  if (is_cloud && g_str_equal (whole, "ollama"))
    add_scope (self, "ollama.cloud");
  add_scope (self, whole);
  while ((dot = strrchr (whole, '.')) != NULL)
    {
      *dot = '\0';
      add_scope (self, whole);
    }
  self->match->scope = chl_registry_table_find_row (self->table, CHL_INDEX_IDS, whole);
}

/* Notes what was taken off, if there is room for it. */
static void
note_removed (ChlRegistrySearch *self,
              char               letter,
              const char        *text,
              gsize              length)
{
  char *removed = self->match->removed;
  gsize own = strlen (removed);

  if (own + length + 3 > sizeof self->match->removed)
    return;

  removed[own] = letter;
  memcpy (removed + own + 1, text, length);
  removed[own + 1 + length] = '\n';
  removed[own + 2 + length] = '\0';
}

/* The step that every id is first asked: does the host itself list it? */
static gboolean
find_served (ChlRegistrySearch *self,
             const char        *folded)
{
  char key[MAX_SCOPE + CHL_REGISTRY_TEXT_SIZE];

  for (guint i = 0; i < self->n_scopes; i++)
    {
      guint32 host;

      chl_registry_join (key, sizeof key, self->scopes[i], ':', folded);
      host = chl_registry_table_find_row (self->table, CHL_INDEX_SERVED, key);
      if (host == CHL_REGISTRY_NONE)
        continue;

      self->match->kind = CHL_MATCH_EXACT;
      self->match->way = CHL_WAY_SERVED;
      self->match->host = host;
      self->match->row = chl_registry_table_get_base (self->table, host);
      self->match->has_price = TRUE;
      return TRUE;
    }

  return FALSE;
}

/* The row with this key, if whoever stands before the name lets it be meant. */
static guint32
pick (ChlRegistrySearch *self,
      ChlRegistryIndex   index,
      const char        *key)
{
  guint32  row = chl_registry_table_find_row (self->table, index, key);
  gboolean is_open;

  if (row == CHL_REGISTRY_NONE)
    return row;

  is_open = chl_registry_search_is_cell (self, row, CHL_COLUMN_OPEN, "y");
  switch (self->name.vendor)
    {
    case CHL_VENDOR_MAKER:
      return is_open || chl_registry_search_is_made_by (self, row, self->name.maker) ? row : CHL_REGISTRY_NONE;

    case CHL_VENDOR_OTHER:
      return is_open ? row : CHL_REGISTRY_NONE;

    case CHL_VENDOR_NONE:
    case CHL_VENDOR_NEUTRAL:
    default:
      return row;
    }
}

/* Below the words that are glued to the front. A name does not begin with a digit. */
static guint32
pick_behind (ChlRegistrySearch *self,
             ChlRegistryIndex   index,
             const char        *key,
             guint              depth,
             const char       **out_rest)
{
  guint nth = 0;

  while ((*out_rest = chl_registry_cut_front (key, &nth)) != NULL)
    {
      const char *rest = *out_rest;
      guint32     row = CHL_REGISTRY_NONE;

      if (rest[0] != '\0' && rest[1] != '\0' && !g_ascii_isdigit (rest[0]))
        row = pick (self, index, rest);
      if (row == CHL_REGISTRY_NONE && depth < MAX_CUTS)
        row = pick_behind (self, index, rest, depth + 1, out_rest);
      if (row != CHL_REGISTRY_NONE)
        return row;
    }

  return CHL_REGISTRY_NONE;
}

/* The row with this key, with or without what is glued to its front. */
static guint32
pick_anywhere (ChlRegistrySearch *self,
               ChlRegistryIndex   index,
               const char        *key)
{
  guint32     row = pick (self, index, key);
  const char *rest;

  if (row != CHL_REGISTRY_NONE)
    return row;

  row = pick_behind (self, index, key, 1, &rest);
  if (row != CHL_REGISTRY_NONE)
    note_removed (self, 'v', key, (gsize) (rest - key) - 1);

  return row;
}

/* The host's limits hold for whatever form of the model it serves. */
void
chl_registry_search_find_limits (ChlRegistrySearch *self,
                                 const char        *key)
{
  char        own[CHL_REGISTRY_KEY_SIZE];
  char        text[2 * CHL_REGISTRY_TEXT_SIZE];
  const char *id = chl_registry_search_get_cell (self, self->match->row, CHL_COLUMN_ID);

  for (guint i = 0; i < self->n_scopes && self->match->host == CHL_REGISTRY_NONE; i++)
    {
      const ChlRegistryEntry *entries;
      guint                   n_entries;

      chl_registry_join (text, sizeof text, self->scopes[i], ':', id);
      entries = chl_registry_table_find (self->table, CHL_INDEX_HOSTS, text, &n_entries);
      if (entries == NULL)
        continue;

      /* Under this name, or else under the plainest one. */
      self->match->host = entries[0].row;
      self->match->has_only_limits = TRUE;
      for (guint n = 0; n < n_entries && self->match->has_only_limits; n++)
        {
          const char *served = strchr (chl_registry_search_get_cell (self, entries[n].row, CHL_COLUMN_ID), ':');
          const char *last = served != NULL ? strrchr (served, '/') : NULL;

          if (served != NULL && chl_registry_build_key ((last != NULL ? last : served) + 1, own) &&
              g_str_equal (own, key))
            {
              self->match->host = entries[n].row;
              self->match->has_only_limits = FALSE;
            }
        }
    }
}

/* What is left of a name after it was peeled, and what that makes of the match. */
typedef struct
{
  gboolean is_variant; /* something was removed that says something */
  gboolean is_dearer;  /* something was removed that has a price of its own */
} Peeled;

static void
peel_off (ChlRegistrySearch *self,
          Peeled            *peeled,
          ChlRegistryPeel    peel,
          const char        *text,
          gsize              length)
{
  static const char letters[] = { 0, 'q', 'd', 'n', 's', 'r' };

  if (peel != CHL_PEEL_QUANT && peel != CHL_PEEL_NOISE)
    peeled->is_variant = TRUE;
  if (peel == CHL_PEEL_SERVE && chl_registry_is_dearer (text, length))
    peeled->is_dearer = TRUE;
  note_removed (self, letters[peel], text, length);
}

static void
settle (ChlRegistrySearch *self,
        guint32            row,
        ChlMatchWay        way,
        const Peeled      *peeled,
        const char        *key)
{
  ChlRegistryMatch *match = self->match;

  match->row = row;
  match->way = way;
  match->is_from_elsewhere = self->name.vendor == CHL_VENDOR_OTHER;
  if (self->name.is_tuned)
    match->kind = CHL_MATCH_TUNED;
  else if (peeled->is_variant || match->is_from_elsewhere)
    match->kind = CHL_MATCH_VARIANT;
  else
    match->kind = CHL_MATCH_EXACT;
  match->has_price = match->kind >= CHL_MATCH_VARIANT && !peeled->is_dearer;
  chl_registry_search_find_limits (self, key);
}

/* The name as it is, then without its last part, and so on. */
static gboolean
find_by_name (ChlRegistrySearch *self,
              ChlRegistryIndex   index,
              const char        *text,
              Peeled             peeled)
{
  char            folded[CHL_REGISTRY_TEXT_SIZE];
  char            key[CHL_REGISTRY_KEY_SIZE];
  char            noted[sizeof self->match->removed];
  gsize           length = chl_registry_fold (text, strlen (text), folded);
  gsize           rest = 0;
  ChlRegistryPeel peel;

  g_strlcpy (noted, self->match->removed, sizeof noted);
  while (length > 0)
    {
      guint32 row;

      chl_registry_split (folded, length, key);
      row = pick_anywhere (self, index, key);
      if (row != CHL_REGISTRY_NONE)
        {
          peeled.is_variant = peeled.is_variant || index == CHL_INDEX_SQUEEZED;
          settle (self, row, index == CHL_INDEX_KEYS ? CHL_WAY_NAME : CHL_WAY_DIGITS, &peeled, key);
          return TRUE;
        }

      peel = chl_registry_peel (folded, length, &rest);
      if (peel == CHL_PEEL_NONE)
        break;
      peel_off (self, &peeled, peel, folded + rest + 1, length - rest - 1);
      length = rest;
    }

  /* Nothing was found, and so nothing was removed. */
  g_strlcpy (self->match->removed, noted, sizeof noted);
  return FALSE;
}

/* Name and tag together. An id has room for both. */
static const char *
join_tag (ChlRegistrySearch *self,
          char               sign,
          char               out_text[CHL_REGISTRY_TEXT_SIZE])
{
  chl_registry_join (out_text, CHL_REGISTRY_TEXT_SIZE, self->name.name, sign, self->name.tag);

  return out_text;
}

/* A tag that is another model cannot be thrown away. */
static gboolean
can_drop_tag (ChlRegistrySearch *self)
{
  char folded[CHL_REGISTRY_TEXT_SIZE];

  chl_registry_fold (self->name.tag, strlen (self->name.tag), folded);
  return chl_registry_is_tag_of_place (folded) || !chl_registry_is_tag_of_kind (folded);
}

static gboolean
find_with_and_without_tag (ChlRegistrySearch *self,
                           ChlRegistryIndex   index)
{
  char   text[CHL_REGISTRY_TEXT_SIZE];
  Peeled peeled = { FALSE, FALSE };

  if (self->name.tag[0] == '\0')
    return find_by_name (self, index, self->name.name, peeled);

  if (find_by_name (self, index, join_tag (self, '-', text), peeled))
    return TRUE;
  if (!can_drop_tag (self))
    return FALSE;

  peeled.is_dearer = chl_registry_is_dearer (self->name.tag, strlen (self->name.tag));
  note_removed (self, 't', self->name.tag, strlen (self->name.tag));
  if (find_by_name (self, index, self->name.name, peeled))
    return TRUE;

  self->match->removed[0] = '\0';
  return FALSE;
}

/* Step by step, until one finds it. */
static void
find_name (ChlRegistrySearch *self)
{
  char text[CHL_REGISTRY_TEXT_SIZE];

  if (find_with_and_without_tag (self, CHL_INDEX_KEYS) ||
      find_with_and_without_tag (self, CHL_INDEX_SQUEEZED))
    return;

  if (self->name.tag[0] != '\0' && chl_registry_search_find_family (self, join_tag (self, ':', text)))
    return;

  chl_registry_search_find_family (self, self->name.name);
}

/**
 * chl_registry_table_resolve:
 * @table: a table
 * @provider: (nullable): who serves it: a family of providers or a scope of the table
 * @model_id: its id as it is served, or as a person typed it
 * @match: (out caller-allocates): where it leads
 *
 * The same name always leads to the same row. docs/registry.md tells the steps.
 */
void
chl_registry_table_resolve (const ChlRegistryTable *table,
                            const char             *provider,
                            const char             *model_id,
                            ChlRegistryMatch       *match)
{
  ChlRegistrySearch search;
  char              folded[CHL_REGISTRY_TEXT_SIZE];
  gsize             length;

  /* The rest of it is filled when it is known that it is needed. */
  search.table = table;
  search.match = match;
  search.n_scopes = 0;

  *match = (ChlRegistryMatch){
    .row = CHL_REGISTRY_NONE,
    .host = CHL_REGISTRY_NONE,
    .scope = CHL_REGISTRY_NONE,
    .has_scope = provider != NULL && *provider != '\0',
  };

  if (!chl_registry_is_id (model_id))
    {
      match->way = CHL_WAY_MALFORMED;
      return;
    }

  length = chl_registry_fold (model_id, strlen (model_id), folded);
  if (match->has_scope)
    find_scopes (&search, provider, g_str_has_suffix (folded, "-cloud"));
  if (search.n_scopes > 0 && g_str_equal (search.scopes[0], "ollama.cloud") &&
      g_str_has_suffix (folded, "-cloud"))
    folded[length - strlen ("-cloud")] = '\0';
  if (find_served (&search, folded))
    return;

  if (!chl_registry_name_read (&search.name, model_id))
    {
      match->way = CHL_WAY_MALFORMED;
      return;
    }

  /* Every maker of the table is known, whether or not this program has a word for them. */
  if (search.name.vendor == CHL_VENDOR_OTHER || search.name.vendor == CHL_VENDOR_NEUTRAL)
    {
      const char *maker = chl_registry_table_find_maker (table, search.name.word);

      if (maker != NULL)
        {
          search.name.vendor = CHL_VENDOR_MAKER;
          search.name.maker = maker;
        }
    }
  find_name (&search);
}
