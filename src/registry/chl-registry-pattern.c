/* chl-registry-pattern.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-pattern"

#include "config.h"

#include "chl-registry-pattern.h"

#include <string.h>

/* Billions of parameters, as <=N or >=N at the very end. */
static gboolean
read_condition (ChlRegistryPattern *self,
                const char         *text,
                gsize               length)
{
  const char *at = text + length;
  char       *end;

  if (length < 3 || (text[0] != '<' && text[0] != '>') || text[1] != '=')
    return FALSE;

  for (const char *digit = text + 2; digit < at; digit++)
    if (!g_ascii_isdigit (*digit) && *digit != '.')
      return FALSE;

  self->comparison = text[0];
  self->billions = g_ascii_strtod (text + 2, &end);

  return end == at;
}

/**
 * chl_registry_pattern_read:
 * @self: (out caller-allocates): where it goes; it points into @text
 * @text: a pattern
 *
 * Returns: %FALSE if it is none
 */
gboolean
chl_registry_pattern_read (ChlRegistryPattern *self,
                           const char         *text)
{
  gsize length = strcspn (text, "<>");

  *self = (ChlRegistryPattern){ .core = text };

  if (text[length] != '\0' && !read_condition (self, text + length, strlen (text + length)))
    return FALSE;

  if (length > 0 && text[length - 1] == '+')
    {
      self->ends_at_dash = TRUE;
      length--;
    }

  self->core_length = length;
  self->fixed = length;
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] != '*')
        self->literal++;
      else if (self->fixed == length)
        self->fixed = i;
    }

  return self->literal > 0;
}

/**
 * chl_registry_pattern_is_key:
 * @self: a pattern
 *
 * Returns: whether it is made of what keys are made of, so that it can match at all
 */
gboolean
chl_registry_pattern_is_key (const ChlRegistryPattern *self)
{
  for (gsize i = 0; i < self->core_length; i++)
    {
      char character = self->core[i];

      if (!g_ascii_islower (character) && !g_ascii_isdigit (character) && character != '-' &&
          character != '*')
        return FALSE;
      if (i > 0 && character == '*' && self->core[i - 1] == '*')
        return FALSE;
    }

  return strstr (self->core, "--") == NULL && self->core[0] != '-';
}

/* Whether @stem is what the pattern says from @at on. A star takes as little as it can; only the
 * last one ever has to take more. */
static gboolean
match_from (const ChlRegistryPattern *self,
            gsize                     at,
            const char               *stem)
{
  const char *star_stem = NULL;
  gsize       star_at = 0;

  while (TRUE)
    {
      if (at == self->core_length && (*stem == '\0' || (self->ends_at_dash && *stem == '-')))
        return TRUE;

      if (at < self->core_length && self->core[at] == '*')
        {
          star_at = ++at;
          star_stem = stem;
        }
      else if (at < self->core_length && self->core[at] == *stem)
        {
          at++;
          stem++;
        }
      else if (star_stem != NULL && *star_stem != '\0')
        {
          at = star_at;
          stem = ++star_stem;
        }
      else
        return FALSE;
    }
}

/**
 * chl_registry_pattern_matches:
 * @self: a pattern
 * @stem: a key
 *
 * Returns: whether @stem is of that family, whatever its size
 */
gboolean
chl_registry_pattern_matches (const ChlRegistryPattern *self,
                              const char               *stem)
{
  return strncmp (self->core, stem, self->fixed) == 0 &&
         match_from (self, self->fixed, stem + self->fixed);
}

/**
 * chl_registry_pattern_admits:
 * @self: a pattern
 * @has_size: whether the name says how large the model is
 * @billions: how many parameters it names
 *
 * Returns: whether a model of that size is meant
 */
gboolean
chl_registry_pattern_admits (const ChlRegistryPattern *self,
                             gboolean                  has_size,
                             double                    billions)
{
  if (self->comparison == 0)
    return TRUE;

  return has_size &&
         (self->comparison == '<' ? billions <= self->billions : billions >= self->billions);
}

static int
compare_sizes (gsize a,
               gsize b)
{
  return a > b ? -1 : a < b;
}

/**
 * chl_registry_pattern_compare:
 * @a: a pattern
 * @b: another
 *
 * Returns: below 0 if @a is the more particular of the two and is asked first; 0 if their places in
 *   the table decide
 */
int
chl_registry_pattern_compare (const ChlRegistryPattern *a,
                              const ChlRegistryPattern *b)
{
  int order = compare_sizes (a->fixed, b->fixed);

  if (order == 0)
    order = compare_sizes (a->literal, b->literal);
  if (order == 0)
    order = a->ends_at_dash - b->ends_at_dash;
  if (order == 0)
    order = (b->comparison != 0) - (a->comparison != 0);

  return order;
}
