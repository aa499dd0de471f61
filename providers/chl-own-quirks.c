/* chl-own-quirks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-own-quirks"

#include "config.h"

#include "chl-own-quirks.h"

struct _ChlOwnQuirks
{
  GHashTable *models;  /* (owned) (element-type utf8 ChlQuirks) */
  GHashTable *efforts; /* (owned) (element-type utf8 GStrv) by the words, joined */
};

ChlOwnQuirks *
chl_own_quirks_new (void)
{
  ChlOwnQuirks *self = g_new0 (ChlOwnQuirks, 1);

  self->models = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->efforts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_strfreev);

  return self;
}

void
chl_own_quirks_free (ChlOwnQuirks *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->models);
  g_hash_table_unref (self->efforts);
  g_free (self);
}

/**
 * chl_own_quirks_begin:
 * @self: a book of quirks
 * @model: the provider's own id of a model
 * @base: what holds unless something else is known
 *
 * Returns: (transfer none): a copy of @base of @model's own, to be changed
 */
ChlQuirks *
chl_own_quirks_begin (ChlOwnQuirks    *self,
                      const char      *model,
                      const ChlQuirks *base)
{
  ChlQuirks *quirks = g_hash_table_lookup (self->models, model);

  if (quirks == NULL)
    {
      quirks = g_new0 (ChlQuirks, 1);
      g_hash_table_insert (self->models, g_strdup (model), quirks);
    }
  *quirks = *base;

  return quirks;
}

/**
 * chl_own_quirks_set_efforts:
 * @self: a book of quirks
 * @quirks: what chl_own_quirks_begin() gave
 * @words: (array zero-terminated): the words the model takes for effort
 *
 * Keeps a copy of @words.
 */
void
chl_own_quirks_set_efforts (ChlOwnQuirks      *self,
                            ChlQuirks         *quirks,
                            const char *const *words)
{
  g_autofree char *key = g_strjoinv (" ", (GStrv) words);
  GStrv            kept = g_hash_table_lookup (self->efforts, key);

  if (kept == NULL)
    {
      kept = g_strdupv ((GStrv) words);
      g_hash_table_insert (self->efforts, g_steal_pointer (&key), kept);
    }

  quirks->efforts = (const char *const *) kept;
}
