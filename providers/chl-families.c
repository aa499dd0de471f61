/* chl-families.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-families"

#include "config.h"

#include "chl-families.h"

#include <string.h>

#include "chl-provider.h"

/* Characters. What is shorter is searched for; keys without a known beginning are longer. */
#define MIN_LENGTH 16
#define MIN_UNKNOWN_LENGTH 24

/* Of what stands behind the last dot; domains end with less. */
#define MIN_ENDING 16

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

static gboolean
has_shape (const ChlFamily *family,
           const char      *pasted)
{
  for (guint i = 0; family->key_shapes != NULL && family->key_shapes[i] != NULL; i++)
    if (g_regex_match_simple (family->key_shapes[i], pasted, G_REGEX_DEFAULT,
                              G_REGEX_MATCH_DEFAULT))
      return TRUE;

  return FALSE;
}

/* Neither words nor an address. */
static gboolean
looks_like_key (const char *pasted)
{
  const char *dot = strrchr (pasted, '.');
  gboolean    has_digit = FALSE;
  gboolean    has_letter = FALSE;

  for (const char *at = pasted; *at != '\0'; at++)
    {
      if (!g_ascii_isgraph (*at) || strchr ("/:@,;?&", *at) != NULL)
        return FALSE;
      has_digit = has_digit || g_ascii_isdigit (*at);
      has_letter = has_letter || g_ascii_isalpha (*at);
    }

  return strlen (pasted) >= MIN_UNKNOWN_LENGTH && has_digit && has_letter &&
         (dot == NULL || strlen (dot + 1) >= MIN_ENDING);
}

/**
 * chl_families_guess_key:
 * @pasted: what was pasted where providers are searched, without blanks around it
 *
 * Several providers give keys that begin alike, or look alike. A key must not go to another than it
 * is of, so what is not certain is for the person to say.
 *
 * Returns: (transfer full) (element-type GType): the families whose beginning fits best, or else
 *   those whose shape fits; all that take a key if none fits, yet it looks like one; none if it is no
 *   key
 */
GArray *
chl_families_guess_key (const char *pasted)
{
  GArray      *fitting = g_array_new (FALSE, FALSE, sizeof (GType));
  guint        n;
  const GType *all = chl_families_list (&n);
  gsize        longest = 0;
  gboolean     is_shaped = FALSE;

  g_return_val_if_fail (pasted != NULL, fitting);

  if (strlen (pasted) < MIN_LENGTH || strpbrk (pasted, " \t\n") != NULL)
    return fitting;

  for (guint i = 0; i < n; i++)
    {
      longest = MAX (longest, match_prefix (chl_provider_type_get_family (all[i]), pasted));
      is_shaped = is_shaped || has_shape (chl_provider_type_get_family (all[i]), pasted);
    }
  if (longest == 0 && !is_shaped && !looks_like_key (pasted))
    return fitting;

  for (guint i = 0; i < n; i++)
    {
      const ChlFamily *family = chl_provider_type_get_family (all[i]);
      gboolean         fits;

      if (longest > 0)
        fits = match_prefix (family, pasted) == longest;
      else if (is_shaped)
        fits = has_shape (family, pasted);
      else
        fits = (family->auth & CHL_AUTH_API_KEY) != 0;
      if (fits)
        g_array_append_val (fitting, all[i]);
    }

  return fitting;
}

/**
 * chl_families_recognize_key:
 * @pasted: what was pasted where providers are searched
 *
 * Returns: the type of the one family that chl_families_guess_key() finds, or %G_TYPE_INVALID if it
 *   is no key or may be one of several families
 */
GType
chl_families_recognize_key (const char *pasted)
{
  g_autoptr(GArray) fitting = NULL;

  g_return_val_if_fail (pasted != NULL, G_TYPE_INVALID);

  fitting = chl_families_guess_key (pasted);

  return fitting->len == 1 ? g_array_index (fitting, GType, 0) : G_TYPE_INVALID;
}
