/* chl-find.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-find"

#include "config.h"

#include "chl-find.h"

#include <string.h>

struct _ChlFind
{
  gunichar *characters; /* (owned) (array length=n_characters) folded */
  gsize     n_characters;
};

/* By way of the capital: a sigma at the end of a word is the same letter as one within it. */
static gunichar
fold (gunichar character)
{
  if (character < 0x80)
    return g_ascii_isspace ((char) character) ? ' ' : (gunichar) g_ascii_tolower ((char) character);

  return g_unichar_isspace (character) ? ' ' : g_unichar_tolower (g_unichar_toupper (character));
}

/* Steps over one character, or over one byte that is none. */
static gunichar
take_character (const char **position,
                const char  *end)
{
  unsigned char first = (unsigned char) **position;
  gunichar      character;

  if (first < 0x80)
    {
      (*position)++;
      return fold (first);
    }

  character = g_utf8_get_char_validated (*position, end - *position);
  if (character == (gunichar) -1 || character == (gunichar) -2)
    {
      (*position)++;
      return G_MAXUINT32;
    }

  *position = g_utf8_next_char (*position);

  return fold (character);
}

/**
 * chl_find_new:
 * @words: what to look for, valid UTF-8; all of it, as it stands
 *
 * Returns: (transfer full): a new way to look for it; "" is found nowhere
 */
ChlFind *
chl_find_new (const char *words)
{
  ChlFind    *self;
  const char *end;

  g_return_val_if_fail (words != NULL, NULL);

  self = g_new0 (ChlFind, 1);
  end = words + strlen (words);
  self->characters = g_new (gunichar, end - words + 1);
  while (words < end)
    self->characters[self->n_characters++] = take_character (&words, end);

  return self;
}

/**
 * chl_find_free:
 * @self: (transfer full): what chl_find_new() gave
 */
void
chl_find_free (ChlFind *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->characters);
  g_free (self);
}

gsize
chl_find_get_n_characters (ChlFind *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_characters;
}

/* Returns: (nullable): the end of the hit that begins at @position. */
static const char *
match_at (ChlFind    *self,
          const char *position,
          const char *end)
{
  for (gsize i = 0; i < self->n_characters; i++)
    if (position >= end || take_character (&position, end) != self->characters[i])
      return NULL;

  return position;
}

/**
 * chl_find_next:
 * @self: what to look for
 * @text: where; bytes that are no UTF-8 match nothing
 * @length: bytes in @text
 * @from: the byte to begin at, where a character begins
 * @out_start: (out): the first byte of the hit
 * @out_end: (out): the byte behind it
 *
 * Returns: whether there is one
 */
gboolean
chl_find_next (ChlFind    *self,
               const char *text,
               gsize       length,
               gsize       from,
               gsize      *out_start,
               gsize      *out_end)
{
  const char *position;
  const char *end;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  if (self->n_characters == 0 || from >= length)
    return FALSE;

  position = text + from;
  end = text + length;
  while (position < end)
    {
      const char *begin = position;

      if (take_character (&position, end) == self->characters[0])
        {
          const char *behind = match_at (self, begin, end);

          if (behind != NULL)
            {
              *out_start = (gsize) (begin - text);
              *out_end = (gsize) (behind - text);
              return TRUE;
            }
        }
    }

  return FALSE;
}

/**
 * chl_find_split_words:
 * @query: what a person typed
 *
 * Returns: (transfer full) (array zero-terminated=1): its words; none for blanks
 */
char **
chl_find_split_words (const char *query)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  const char *begin;

  g_return_val_if_fail (query != NULL, NULL);

  for (begin = query; *begin != '\0';)
    {
      const char *end = begin;

      while (*end != '\0' && !g_unichar_isspace (g_utf8_get_char (end)))
        end = g_utf8_next_char (end);
      if (end > begin)
        g_ptr_array_add (words, g_strndup (begin, (gsize) (end - begin)));
      begin = *end != '\0' ? g_utf8_next_char (end) : end;
    }
  g_ptr_array_add (words, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&words), FALSE);
}
