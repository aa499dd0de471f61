/* chl-listing-filter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-listing-filter"

#include "config.h"

#include "chl-listing-filter.h"

#include <string.h>

static gboolean
has_any (const char        *id,
         const char *const *pieces)
{
  g_autofree char *lower = g_ascii_strdown (id, -1);

  for (; *pieces != NULL; pieces++)
    if (strstr (lower, *pieces) != NULL)
      return TRUE;

  return FALSE;
}

/**
 * chl_listing_filter_drop:
 * @models: (element-type ChlModel): a list of models
 * @pieces: (array zero-terminated): what is in the ids of those that are of no use here, in small
 *   letters
 *
 * Leaves out what answers no question. It is told by what it is, so that a model nobody has heard
 * of yet stays.
 */
void
chl_listing_filter_drop (GPtrArray         *models,
                         const char *const *pieces)
{
  g_return_if_fail (models != NULL);
  g_return_if_fail (pieces != NULL);

  for (guint i = models->len; i > 0; i--)
    if (has_any (chl_model_get_id (g_ptr_array_index (models, i - 1)), pieces))
      g_ptr_array_remove_index (models, i - 1);
}
