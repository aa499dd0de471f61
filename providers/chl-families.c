/* chl-families.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-families"

#include "config.h"

#include "chl-families.h"

#include <string.h>

#include "chl-provider.h"

#define CHL_FAMILY(name) GType chl_##name##_provider_get_type (void);
#include "chl-families.inc"
#undef CHL_FAMILY

#define CHL_FAMILY(name) chl_##name##_provider_get_type,
static GType (*const get_types[]) (void) = {
#include "chl-families.inc"
};
#undef CHL_FAMILY

static GType types[G_N_ELEMENTS (get_types)];

/**
 * chl_families_list:
 * @out_length: (out): how many
 *
 * Returns: (transfer none) (array length=out_length): the types derived from #ChlProvider, in the
 *   order in which to offer them
 */
const GType *
chl_families_list (guint *out_length)
{
  g_return_val_if_fail (out_length != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (get_types); i++)
    types[i] = get_types[i]();

  *out_length = G_N_ELEMENTS (types);
  return types;
}

/**
 * chl_families_find:
 * @id: (nullable): a #ChlFamily.id
 *
 * Returns: its type, or %G_TYPE_INVALID
 */
GType
chl_families_find (const char *id)
{
  guint        n;
  const GType *all = chl_families_list (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (chl_provider_type_get_family (all[i])->id, id) == 0)
      return all[i];

  return G_TYPE_INVALID;
}

static gsize
match_prefix (const ChlFamily *family,
              const char      *pasted)
{
  gsize longest = 0;

  for (guint i = 0; family->key_prefixes != NULL && family->key_prefixes[i] != NULL; i++)
    if (g_str_has_prefix (pasted, family->key_prefixes[i]))
      longest = MAX (longest, strlen (family->key_prefixes[i]));

  return longest;
}

/**
 * chl_families_recognize_key:
 * @pasted: what a person pasted where names are searched
 *
 * Recognises a key by its shape; of two families that match, the one with the longer prefix wins.
 *
 * Returns: the type of the family it seems to belong to, or %G_TYPE_INVALID
 */
GType
chl_families_recognize_key (const char *pasted)
{
  guint        n;
  const GType *all = chl_families_list (&n);
  GType        best = G_TYPE_INVALID;
  gsize        longest = 0;

  g_return_val_if_fail (pasted != NULL, G_TYPE_INVALID);

  if (strlen (pasted) < 16 || strpbrk (pasted, " \t\n") != NULL)
    return G_TYPE_INVALID;

  for (guint i = 0; i < n; i++)
    {
      gsize length = match_prefix (chl_provider_type_get_family (all[i]), pasted);

      if (length > longest)
        {
          longest = length;
          best = all[i];
        }
    }

  return best;
}
