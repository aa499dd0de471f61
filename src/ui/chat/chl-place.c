/* chl-place.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-place"

#include "config.h"

#include "chl-place.h"

/**
 * chl_place_compare:
 * @a: a place
 * @b: another one in the same conversation
 *
 * Returns: less than, equal to or greater than 0, as @a is before, at or behind @b
 */
int
chl_place_compare (const ChlPlace *a,
                   const ChlPlace *b)
{
  if (a->position != b->position)
    return a->position < b->position ? -1 : 1;
  if (a->part != b->part)
    return a->part < b->part ? -1 : 1;
  if (a->block != b->block)
    return a->block < b->block ? -1 : 1;
  if (a->byte != b->byte)
    return a->byte < b->byte ? -1 : 1;

  return 0;
}

/* Returns: whether only the byte may differ. */
gboolean
chl_place_is_same_block (const ChlPlace *a,
                         const ChlPlace *b)
{
  return a->position == b->position && a->part == b->part && a->block == b->block;
}
