/* chl-keys-headers-find.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-keys-headers-find"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-keys-headers.h"

typedef struct
{
  ChlProvider *provider;
  const char  *text; /* the origin there is now, or what went wrong */
  const char  *name; /* (nullable) of the first that was found */
} Search;

static void
find_unconfirmed_cb (const ChlOwnHeader *header,
                     gpointer            user_data)
{
  Search *search = user_data;

  if (search->name == NULL && header->kind == CHL_OWN_HEADER_SECRET &&
      (header->origin == NULL || g_strcmp0 (header->origin, search->text) != 0))
    search->name = header->name;
}

/**
 * chl_keys_find_unconfirmed_header:
 * @provider: who was sent nothing, with %CHL_ERROR_ORIGIN
 *
 * Of the key and the headers that are secret the key is looked at first.
 *
 * Returns: (transfer none) (nullable): the name of the header that was given for another server;
 *   %NULL if the key was
 */
const char *
chl_keys_find_unconfirmed_header (ChlProvider *provider)
{
  Search           search = { 0 };
  g_autofree char *origin = NULL;

  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);

  origin = chl_provider_dup_origin (provider);
  search.text = origin;
  if (chl_provider_get_key_source (provider) == CHL_KEY_SOURCE_NONE ||
      g_strcmp0 (chl_provider_get_key_origin (provider), origin) == 0)
    chl_own_headers_foreach (provider, find_unconfirmed_cb, &search);

  return search.name;
}

/**
 * chl_keys_confirm_next_async:
 * @self: the keys
 * @provider: who was sent nothing, with %CHL_ERROR_ORIGIN
 * @cancellable: (nullable): gives up
 * @callback: (scope async) (nullable): called when it is kept
 * @user_data: closure for @callback
 *
 * The person says that what was given for another server, the key or one header, may go to where
 * the endpoint is now. Of several it is the first; the others ask for themselves.
 */
void
chl_keys_confirm_next_async (ChlKeys            *self,
                             ChlProvider        *provider,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  const char *header = chl_keys_find_unconfirmed_header (provider);

  if (header != NULL)
    chl_keys_confirm_header_async (self, provider, header, cancellable, callback, user_data);
  else
    chl_keys_confirm_origin_async (self, provider, cancellable, callback, user_data);
}

/**
 * chl_keys_dup_missing_header:
 * @provider: a provider
 * @name: the name of one of its headers
 *
 * Returns: (transfer full): that its value is missing, in a sentence
 */
char *
chl_keys_dup_missing_header (ChlProvider *provider,
                             const char  *name)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  /* Translators: the name of a header, and that of a provider. */
  return g_strdup_printf (_ ("The value of the header %s of %s is not in the keyring any more"), name,
                             chl_provider_get_title (provider));
}

static void
find_missing_cb (const ChlOwnHeader *header,
                 gpointer            user_data)
{
  Search          *search = user_data;
  g_autofree char *sentence = chl_keys_dup_missing_header (search->provider, header->name);

  if (header->kind == CHL_OWN_HEADER_SECRET && g_str_equal (search->text, sentence))
    search->name = header->name;
}

/**
 * chl_keys_find_missing_header:
 * @provider: who was sent nothing
 * @problem: why, as it was said
 *
 * Returns: (transfer none) (nullable): the name of the header whose value is missing, if that is why
 */
const char *
chl_keys_find_missing_header (ChlProvider  *provider,
                              const GError *problem)
{
  Search search = { .provider = provider };

  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (problem != NULL, NULL);

  search.text = problem->message;
  chl_own_headers_foreach (provider, find_missing_cb, &search);

  return search.name;
}
