/* chl-keys-headers.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-keys-headers"

#include "config.h"

#include "chl-keys-headers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-address.h"
#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-keys-private.h"

/* Names are compared without regard to case, and whoever edits a file may write them otherwise. */
char *
chl_keys_dup_header_kind (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_strconcat ("header:", lower, NULL);
}

static ChlSecretStore *
get_secrets (ChlKeys *self)
{
  return chl_engine_get_parts (chl_keys_get_engine (self))->secrets;
}

static gboolean
is_other_origin (ChlProvider        *provider,
                 const ChlOwnHeader *header)
{
  g_autofree char *origin = chl_provider_dup_origin (provider);

  return header->origin == NULL || g_strcmp0 (origin, header->origin) != 0;
}

/**
 * chl_keys_get_header_state:
 * @self: the keys
 * @provider: whose header
 * @header: one of its headers
 *
 * What is known without asking the keyring: before its first use a value that should be there is
 * taken to be.
 *
 * Returns: the state of a secret header's value; %CHL_KEY_NONE of another
 */
ChlKeyState
chl_keys_get_header_state (ChlKeys            *self,
                           ChlProvider        *provider,
                           const ChlOwnHeader *header)
{
  ChlSecretPlace   place = { 0 };
  g_autofree char *kind = NULL;

  g_return_val_if_fail (CHL_IS_KEYS (self), CHL_KEY_NONE);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), CHL_KEY_NONE);
  g_return_val_if_fail (header != NULL, CHL_KEY_NONE);

  if (header->kind != CHL_OWN_HEADER_SECRET)
    return CHL_KEY_NONE;
  if (is_other_origin (provider, header))
    return CHL_KEY_OTHER_ORIGIN;

  kind = chl_keys_dup_header_kind (header->name);
  place.instance = chl_provider_get_id (provider);
  place.kind = kind;
  place.origin = header->origin;

  switch (chl_secret_store_get_state (get_secrets (self), &place))
    {
    case CHL_SECRET_ABSENT:
    case CHL_SECRET_KEPT:
      return CHL_KEY_KEPT;
    case CHL_SECRET_UNTIL_QUIT:
      return CHL_KEY_UNTIL_QUIT;
    case CHL_SECRET_LOCKED:
      return CHL_KEY_LOCKED;
    case CHL_SECRET_FAILED:
      return CHL_KEY_FAILED;
    }

  return CHL_KEY_FAILED;
}

/**
 * chl_keys_describe_header:
 * @self: the keys
 * @provider: whose header
 * @header: a secret one
 *
 * Returns: (transfer full): where its value is, in a few words to show beside it
 */
char *
chl_keys_describe_header (ChlKeys            *self,
                          ChlProvider        *provider,
                          const ChlOwnHeader *header)
{
  switch (chl_keys_get_header_state (self, provider, header))
    {
    case CHL_KEY_UNTIL_QUIT:
      return g_strdup (_ ("Kept in memory until you quit"));
    case CHL_KEY_LOCKED:
      return g_strdup (_ ("In the keyring, which is locked"));
    case CHL_KEY_FAILED:
      return g_strdup (_ ("The keyring does not answer"));
    case CHL_KEY_OTHER_ORIGIN:
      if (header->origin == NULL)
        return g_strdup (_ ("Not confirmed for any server yet"));
      return g_strdup_printf (_ ("Given for %s; it is not sent anywhere else"), header->origin);
    case CHL_KEY_NONE:
    case CHL_KEY_KEPT:
    case CHL_KEY_ENVIRONMENT:
    case CHL_KEY_VARIABLE_UNSET:
      break;
    }

  return g_strdup (_ ("Kept in the keyring"));
}

static void
look_for_secret_cb (const ChlOwnHeader *header,
                    gpointer            user_data)
{
  *(gboolean *) user_data |= header->kind == CHL_OWN_HEADER_SECRET;
}

gboolean
chl_keys_has_secret_headers (ChlProvider *provider)
{
  gboolean has_any = FALSE;

  chl_own_headers_foreach (provider, look_for_secret_cb, &has_any);

  return has_any;
}

/*
 * What stands before a secret says how it is meant, and whoever repeats the secret may leave it out:
 * what is hidden is the rest.
 */
static void
set_secret (ChlHeaders *headers,
            const char *name,
            ChlSecret  *secret)
{
  static const char *const schemes[] = { "Bearer ", "Basic ", "Token ", "Digest ", "ApiKey " };
  const char              *text = chl_secret_peek (secret);

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      gsize length = strlen (schemes[i]);

      if (g_ascii_strncasecmp (text, schemes[i], length) == 0 && text[length] != '\0' &&
          text[length] != ' ')
        {
          g_autofree char *prefix = g_strndup (text, length);
          g_autoptr(ChlSecret) rest = chl_secret_new (text + length, -1);

          chl_headers_set_secret (headers, name, prefix, rest);
          return;
        }
    }

  chl_headers_set_secret (headers, name, NULL, secret);
}

/* One that a person wrote into the file by hand is hidden all the same where it looks secret. */
static void
set_plain (ChlHeaders         *headers,
           const ChlOwnHeader *header)
{
  g_autoptr(ChlSecret) secret = NULL;

  if (!chl_own_header_looks_secret (header->value))
    {
      chl_headers_set (headers, header->name, header->value);
      return;
    }

  secret = chl_secret_new (header->value, -1);
  set_secret (headers, header->name, secret);
}

typedef struct
{
  ChlProvider *provider;   /* (owned) */
  ChlHeaders  *headers;    /* (owned) what is known already */
  GError      *problem;    /* (owned) (nullable) why nothing may be sent */
  GPtrArray   *secrets;    /* (owned) (element-type ChlOwnHeader) still to be looked up */
  gboolean     may_prompt; /* to unlock the keyring */
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_object_unref (fetch->provider);
  g_clear_pointer (&fetch->headers, chl_headers_unref);
  g_clear_error (&fetch->problem);
  g_ptr_array_unref (fetch->secrets);
  g_free (fetch);
}

static void fetch_next (GTask *task);

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(ChlSecret) secret = NULL;
  g_autoptr(GError) error = NULL;
  Fetch              *fetch = g_task_get_task_data (task);
  const ChlOwnHeader *header = g_ptr_array_index (fetch->secrets, fetch->secrets->len - 1);

  secret = chl_secret_store_lookup_finish (CHL_SECRET_STORE (object), result, NULL, &error);
  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (secret == NULL || !chl_own_header_check_secret (secret, NULL))
    {
      g_autofree char *sentence = chl_keys_dup_missing_header (fetch->provider, header->name);

      g_task_return_error (task, g_error_new_literal (CHL_ERROR, CHL_ERROR_KEYRING, sentence));
      return;
    }

  if (!chl_keys_check_secret (secret, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  set_secret (fetch->headers, header->name, secret);
  g_ptr_array_set_size (fetch->secrets, (int) fetch->secrets->len - 1);
  fetch_next (g_steal_pointer (&task));
}

/* Takes @task. */
static void
fetch_next (GTask *task)
{
  ChlKeys            *self = g_task_get_source_object (task);
  Fetch              *fetch = g_task_get_task_data (task);
  const ChlOwnHeader *header;
  ChlSecretPlace      place = { 0 };
  g_autofree char    *kind = NULL;

  if (fetch->secrets->len == 0)
    {
      g_task_return_pointer (task, g_steal_pointer (&fetch->headers),
                             (GDestroyNotify) chl_headers_unref);
      g_object_unref (task);
      return;
    }

  header = g_ptr_array_index (fetch->secrets, fetch->secrets->len - 1);
  kind = chl_keys_dup_header_kind (header->name);
  place.instance = chl_provider_get_id (fetch->provider);
  place.kind = kind;
  place.origin = header->origin;
  chl_secret_store_lookup_async (get_secrets (self), &place, fetch->may_prompt,
                                 g_task_get_cancellable (task), fetched_cb, task);
}

static void
collect_cb (const ChlOwnHeader *header,
            gpointer            user_data)
{
  Fetch *fetch = user_data;
  g_autoptr(ChlSecret) value = NULL;

  if (header->kind == CHL_OWN_HEADER_PLAIN)
    {
      /* From a file it may be anything. */
      value = chl_secret_new (header->value, -1);
      if (fetch->problem == NULL && chl_keys_check_secret (value, &fetch->problem))
        set_plain (fetch->headers, header);
    }
  else if (header->kind == CHL_OWN_HEADER_SECRET)
    g_ptr_array_add (fetch->secrets, chl_own_header_copy (header));
}

/* Returns: (transfer none) (nullable): one that nobody said may go to where the endpoint is now */
static const ChlOwnHeader *
find_other_origin (const Fetch *fetch)
{
  for (guint i = 0; i < fetch->secrets->len; i++)
    if (is_other_origin (fetch->provider, g_ptr_array_index (fetch->secrets, i)))
      return g_ptr_array_index (fetch->secrets, i);

  return NULL;
}

/**
 * chl_keys_fetch_headers_async:
 * @self: the keys
 * @provider: whose headers
 * @may_prompt: whether the person may be asked to unlock the keyring
 * @cancellable: (nullable): gives up, a prompt included
 * @callback: (scope async): called with them
 * @user_data: closure for @callback
 *
 * Gets a provider's own headers for a request. If one of them was given for another origin than the
 * endpoint has now nothing is got at all, so that nothing is sent.
 *
 * Errors: %CHL_ERROR_ORIGIN, %CHL_ERROR_KEYRING_LOCKED, %CHL_ERROR_KEYRING, %CHL_ERROR_INVALID, see
 * chl_keys_check_secret().
 */
void
chl_keys_fetch_headers_async (ChlKeys            *self,
                              ChlProvider        *provider,
                              gboolean            may_prompt,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  const ChlOwnHeader *other;
  Fetch              *fetch;

  g_return_if_fail (CHL_IS_KEYS (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_keys_fetch_headers_async);

  fetch = g_new0 (Fetch, 1);
  fetch->provider = g_object_ref (provider);
  fetch->headers = chl_headers_new ();
  fetch->secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_own_header_free);
  fetch->may_prompt = may_prompt;
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  chl_own_headers_foreach (provider, collect_cb, fetch);

  if (fetch->problem != NULL)
    g_task_return_error (task, g_steal_pointer (&fetch->problem));
  else if ((other = find_other_origin (fetch)) == NULL)
    fetch_next (g_steal_pointer (&task));
  else if (other->origin == NULL)
    g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_ORIGIN,
                             _ ("The header %s of %s was not confirmed for any server yet, so "
                                "nothing was sent"),
                                other->name, chl_provider_get_title (provider));
  else
    g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_ORIGIN,
                             /* Translators: a header, a provider, and the address of a server. */
                             _ ("The header %s of %s was given for %s, so nothing was sent elsewhere"),
                                other->name, chl_provider_get_title (provider), other->origin);
}

/**
 * chl_keys_fetch_headers_finish:
 * @self: the keys
 * @result: what the callback was given
 * @error: (out) (optional): see chl_keys_fetch_headers_async()
 *
 * Returns: (transfer full) (nullable): the headers
 */
ChlHeaders *
chl_keys_fetch_headers_finish (ChlKeys      *self,
                               GAsyncResult *result,
                               GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_keys_fetch_headers_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
show_cb (const ChlOwnHeader *header,
         gpointer            user_data)
{
  g_autoptr(ChlSecret) dots = chl_secret_new ("-", 1);

  if (header->kind == CHL_OWN_HEADER_PLAIN)
    set_plain (user_data, header);
  else if (header->kind == CHL_OWN_HEADER_SECRET)
    chl_headers_set_secret (user_data, header->name, NULL, dots);
}

/**
 * chl_keys_show_headers:
 * @provider: a provider
 *
 * Returns: (transfer full): its own headers, dots in place of what the keyring has
 */
ChlHeaders *
chl_keys_show_headers (ChlProvider *provider)
{
  ChlHeaders *headers = chl_headers_new ();

  chl_own_headers_foreach (provider, show_cb, headers);

  return headers;
}

typedef struct
{
  ChlHeaders *headers; /* (unowned) */
  const char *name;
  gboolean    is_taken;
  gboolean    is_home;
} Adding;

static void
find_key_cb (const char *name,
             const char *value,
             const char *prefix,
             ChlSecret  *secret,
             gpointer    user_data)
{
  Adding *adding = user_data;

  adding->is_taken |= secret != NULL && g_ascii_strcasecmp (name, adding->name) == 0;
}

static void
add_cb (const char *name,
        const char *value,
        const char *prefix,
        ChlSecret  *secret,
        gpointer    user_data)
{
  Adding *adding = user_data;

  adding->name = name;
  adding->is_taken = FALSE;
  chl_headers_foreach (adding->headers, find_key_cb, adding);

  if (adding->is_taken || chl_headers_is_protected (name))
    return;
  if (secret == NULL)
    chl_headers_set (adding->headers, name, value);
  else if (adding->is_home)
    chl_headers_set_secret (adding->headers, name, prefix, secret);
}

/**
 * chl_keys_add_headers:
 * @provider: to whom the request goes
 * @headers: those of the request
 * @address: where it goes
 * @own: see chl_keys_fetch_headers_async()
 *
 * Puts @own into @headers, where they take the place of others but for the key. Secret ones go
 * to the endpoint's own server alone.
 */
void
chl_keys_add_headers (ChlProvider *provider,
                      ChlHeaders  *headers,
                      const char  *address,
                      ChlHeaders  *own)
{
  g_autofree char *home = chl_provider_dup_origin (provider);
  g_autofree char *there = chl_address_dup_origin (address);
  Adding           adding = { .headers = headers };

  adding.is_home = home != NULL && g_strcmp0 (home, there) == 0;
  chl_headers_foreach (own, add_cb, &adding);
}
