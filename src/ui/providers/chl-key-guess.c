/* chl-key-guess.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-key-guess"

#include "config.h"

#include "chl-key-guess.h"

#include <string.h>

#include "chl-engine.h"

/* Characters. What is shorter is searched for; keys without a known beginning are longer. */
#define MIN_LENGTH 16
#define MIN_UNKNOWN_LENGTH 24

/* Of what stands behind the last dot; domains end with less. */
#define MIN_ENDING 16

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
 * chl_key_guess_families:
 * @pasted: what was pasted where providers are searched, without blanks around it
 *
 * Several providers give keys that begin alike. A key must not go to another than it is of, so what
 * is not certain is for the person to say.
 *
 * Returns: (transfer full) (element-type GType): the families whose beginning fits best; all that
 *   take a key if none fits, yet it looks like one; none if it is no key
 */
GArray *
chl_key_guess_families (const char *pasted)
{
  GArray      *fitting = g_array_new (FALSE, FALSE, sizeof (GType));
  guint        n_families;
  const GType *families;
  gsize        longest = 0;

  g_return_val_if_fail (pasted != NULL, fitting);

  if (strlen (pasted) < MIN_LENGTH || strpbrk (pasted, " \t\n") != NULL)
    return fitting;

  families = chl_engine_list_families (&n_families);
  for (guint i = 0; i < n_families; i++)
    longest = MAX (longest, match_prefix (chl_provider_type_get_family (families[i]), pasted));
  if (longest == 0 && !looks_like_key (pasted))
    return fitting;

  for (guint i = 0; i < n_families; i++)
    {
      const ChlFamily *family = chl_provider_type_get_family (families[i]);

      if (longest > 0 ? match_prefix (family, pasted) == longest
                      : (family->auth & CHL_AUTH_API_KEY) != 0)
        g_array_append_val (fitting, families[i]);
    }

  return fitting;
}
