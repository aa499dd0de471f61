/* chl-growing-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-growing-text"

#include "config.h"

#include "chl-growing-text.h"

#include <string.h>

/**
 * chl_growing_text_new:
 * @capacity: bytes that can be appended before memory is needed again
 *
 * Returns: (transfer full): no text
 */
ChlGrowingText *
chl_growing_text_new (gsize capacity)
{
  ChlGrowingText *self = g_atomic_rc_box_alloc (sizeof (ChlGrowingText) + capacity + 1);

  self->capacity = capacity;
  self->used = 0;
  self->text[0] = '\0';
  return self;
}

static void
move (ChlGrowingText **self,
      gsize            length,
      gsize            capacity)
{
  ChlGrowingText *moved = chl_growing_text_new (capacity);

  memcpy (moved->text, (*self)->text, length);
  moved->text[length] = '\0';
  moved->used = length;
  g_atomic_rc_box_release (*self);
  *self = moved;
}

/**
 * chl_growing_text_reserve:
 * @self: (inout): a text
 * @length: what the caller has of it
 * @n_bytes: what the caller will append
 *
 * Makes room, so that others to whom the caller then lends the text append to the same memory.
 */
void
chl_growing_text_reserve (ChlGrowingText **self,
                          gsize            length,
                          gsize            n_bytes)
{
  if (length + n_bytes > (*self)->capacity)
    move (self, length, MAX (length + n_bytes, 2 * length));
}

/**
 * chl_growing_text_append:
 * @self: (inout): a text; moves where there is no room
 * @length: (inout): what the caller has of it
 * @bytes: what follows
 * @n_bytes: how many
 *
 * What somebody else already appended is used if it is the same.
 */
void
chl_growing_text_append (ChlGrowingText **self,
                         gsize           *length,
                         const char      *bytes,
                         gsize            n_bytes)
{
  gsize n_there = MIN ((*self)->used - *length, n_bytes);

  chl_growing_text_reserve (self, *length, n_bytes);
  n_there = MIN ((*self)->used - *length, n_there);
  if (n_there > 0 && memcmp ((*self)->text + *length, bytes, n_there) != 0)
    {
      move (self, *length, (*self)->capacity);
      n_there = 0;
    }

  if (n_bytes > n_there)
    memcpy ((*self)->text + *length + n_there, bytes + n_there, n_bytes - n_there);
  *length += n_bytes;
  if (*length > (*self)->used)
    {
      (*self)->used = *length;
      (*self)->text[*length] = '\0';
    }
}

/**
 * chl_growing_text_end:
 * @self: (inout): a text
 * @length: what the caller has of it
 *
 * Sees to it that a zero follows, and that not much memory lies idle if nothing else follows.
 */
void
chl_growing_text_end (ChlGrowingText **self,
                      gsize            length)
{
  if ((*self)->used != length)
    move (self, length, (*self)->capacity);
}
