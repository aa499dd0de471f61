/* chl-provider-ids.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-provider-ids"

#include "config.h"

#include "chl-provider-list-private.h"

/**
 * chl_provider_list_dup_free_id:
 * @self: a list
 * @wanted: a valid id
 *
 * Returns: (transfer full): @wanted, or with the lowest number behind it that makes it unique
 */
char *
chl_provider_list_dup_free_id (ChlProviderList *self,
                               const char      *wanted)
{
  g_return_val_if_fail (CHL_IS_PROVIDER_LIST (self), NULL);
  g_return_val_if_fail (chl_provider_is_valid_id (wanted), NULL);

  return chl_provider_list_dup_next_id (self, wanted, NULL);
}

/* The same, but not @taken, nor one that would have come before it. */
char *
chl_provider_list_dup_next_id (ChlProviderList *self,
                               const char      *wanted,
                               const char      *taken)
{
  gboolean is_behind = taken == NULL;

  for (guint i = 1;; i++)
    {
      g_autofree char *id = i == 1 ? g_strdup (wanted) : g_strdup_printf ("%.58s-%u", wanted, i);

      if (is_behind && !chl_provider_list_is_taken (self, id))
        return g_steal_pointer (&id);
      is_behind = is_behind || g_str_equal (id, taken);
    }
}
