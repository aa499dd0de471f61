/* chl-registry-keeper-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-keeper"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-registry-keeper-private.h"

static guint
count_dropped (const ChlRefreshReport *report)
{
  guint n_dropped = 0;

  for (guint i = 0; i < CHL_N_DROPS; i++)
    n_dropped += report->dropped[i];

  return n_dropped;
}

/**
 * chl_registry_keeper_dup_changes:
 * @self: a keeper
 *
 * Returns: (transfer full) (nullable): what the refresh did that made the table in use, in
 *   sentences, each on a line of its own; %NULL if none did, or nobody knows any more
 */
char *
chl_registry_keeper_dup_changes (ChlRegistryKeeper *self)
{
  const ChlRefreshReport *report = chl_registry_keeper_get_report (self);
  GString                *text;
  guint                   n_dropped;

  if (report == NULL)
    return NULL;

  text = g_string_new (NULL);
  n_dropped = count_dropped (report);
  if (report->n_new == 0 && report->n_changed == 0 && report->n_gone == 0)
    g_string_append (text, _("The last refresh changed nothing in it"));
  else
    g_string_append_printf (text, _("The last refresh added %u rows, changed %u and took %u away"),
                                     report->n_new, report->n_changed, report->n_gone);
  if (report->n_unlisted > 0)
    g_string_append_printf (text,
                            g_dngettext (GETTEXT_PACKAGE,
                                         "\n%u row is kept that models.dev no longer lists",
                                         "\n%u rows are kept that models.dev no longer lists",
                                         report->n_unlisted),
                            report->n_unlisted);
  if (n_dropped > 0)
    g_string_append_printf (text,
                            g_dngettext (GETTEXT_PACKAGE,
                                         "\n%u thing that cannot be was left out",
                                         "\n%u things that cannot be were left out", n_dropped),
                            n_dropped);

  return g_string_free (text, FALSE);
}

/**
 * chl_registry_keeper_dup_trouble:
 * @self: a keeper
 *
 * Returns: (transfer full) (nullable): why a refreshed table is not in use, a sentence; %NULL if one
 *   is, or there was none
 */
char *
chl_registry_keeper_dup_trouble (ChlRegistryKeeper *self)
{
  g_return_val_if_fail (CHL_IS_REGISTRY_KEEPER (self), NULL);

  chl_registry_keeper_get_registry (self);
  switch (self->shelf)
    {
    case CHL_SHELF_DAMAGED:
      return g_strdup (_("The refreshed table of models is damaged, so the one that came with the "
                         "program is in use until you refresh it"));

    case CHL_SHELF_NEWER:
      return g_strdup (_("The refreshed table of models is from a newer version of the program, so "
                         "the one that came with this version is in use"));

    case CHL_SHELF_EMPTY:
    case CHL_SHELF_GOOD:
    case CHL_SHELF_OUTDATED:
      return NULL;
    }

  g_return_val_if_reached (NULL);
}
