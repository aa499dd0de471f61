/* chl-own-quirks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-own-quirks"

#include "config.h"

#include "chl-own-quirks.h"

#include "chl-json.h"
#include "chl-provider-private.h"

static GHashTable *
get_book (ChlProvider *provider)
{
  ChlProviderPrivate *priv = chl_provider_get_private (provider);

  if (priv->own_quirks == NULL)
    priv->own_quirks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return priv->own_quirks;
}

static GHashTable *
get_words (ChlProvider *provider)
{
  ChlProviderPrivate *priv = chl_provider_get_private (provider);

  if (priv->own_efforts == NULL)
    priv->own_efforts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                               (GDestroyNotify) g_strfreev);

  return priv->own_efforts;
}

/**
 * chl_own_quirks_begin:
 * @provider: a provider
 * @model: the provider's own id of a model
 * @base: what holds unless something else is known
 *
 * Returns: (transfer none): a copy of @base of @model's own, to be changed; @base, if it is that
 */
ChlQuirks *
chl_own_quirks_begin (ChlProvider     *provider,
                      const char      *model,
                      const ChlQuirks *base)
{
  GHashTable *book;
  ChlQuirks  *quirks;

  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (model != NULL && base != NULL, NULL);

  book = get_book (provider);
  quirks = g_hash_table_lookup (book, model);
  if (quirks == NULL)
    {
      quirks = g_new0 (ChlQuirks, 1);
      g_hash_table_insert (book, g_strdup (model), quirks);
    }
  if (quirks != base)
    *quirks = *base;

  return quirks;
}

/**
 * chl_own_quirks_set_efforts:
 * @provider: a provider
 * @quirks: what chl_own_quirks_begin() gave
 * @words: (array zero-terminated): the words the model takes for effort
 *
 * Keeps a copy of @words.
 */
void
chl_own_quirks_set_efforts (ChlProvider       *provider,
                            ChlQuirks         *quirks,
                            const char *const *words)
{
  g_autofree char *key = NULL;
  GHashTable      *all;
  GStrv            kept;

  g_return_if_fail (CHL_IS_PROVIDER (provider));
  g_return_if_fail (quirks != NULL && words != NULL);

  all = get_words (provider);
  key = g_strjoinv (" ", (GStrv) words);
  kept = g_hash_table_lookup (all, key);
  if (kept == NULL)
    {
      kept = g_strdupv ((GStrv) words);
      g_hash_table_insert (all, g_steal_pointer (&key), kept);
    }

  quirks->efforts = (const char *const *) kept;
}

/**
 * chl_own_quirks_set_listed_efforts:
 * @provider: a provider
 * @quirks: what chl_own_quirks_begin() gave
 * @model: one of its models
 *
 * Takes the words for effort that the person or the provider names, if there are any.
 *
 * Returns: whether there are
 */
gboolean
chl_own_quirks_set_listed_efforts (ChlProvider *provider,
                                   ChlQuirks   *quirks,
                                   ChlModel    *model)
{
  const ChlCapabilities *capabilities = chl_model_get_told (model);
  JsonArray             *array = chl_json_get_array (chl_capabilities_get (capabilities, CHL_FIELD_EFFORT, NULL), "");
  g_autoptr(GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *word = chl_json_get_string (json_array_get_element (array, i), "");

      if (word != NULL)
        g_ptr_array_add (words, (gpointer) word);
    }
  if (words->len == 0)
    return FALSE;

  g_ptr_array_add (words, NULL);
  chl_own_quirks_set_efforts (provider, quirks, (const char *const *) words->pdata);

  return TRUE;
}
