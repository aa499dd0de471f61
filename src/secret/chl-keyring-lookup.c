/* chl-keyring-lookup.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-keyring-lookup"

#include "config.h"

#include "chl-keyring.h"

#include <glib/gi18n-lib.h>

#include "chl-keyring-call.h"
#include "chl-keyring-item.h"
#include "chl-keyring-open.h"
#include "chl-keyring-service.h"
#include "chl-secret-encoding.h"
#include "chl-secret-notes.h"

typedef struct
{
  ChlSecretPlace *place;   /* (owned) (nullable) none when only unlocking */
  gboolean        is_read; /* or only reached */
  gboolean        may_prompt;
  gboolean        has_opened;
  guint           n_gone; /* how often another program was faster */
} Lookup;

/* Somebody who replaces a secret so often does not mean to stop. */
#define MAX_GONE 8

static void search (ChlKeyringCall *call);

static void
lookup_free (Lookup *lookup)
{
  g_clear_pointer (&lookup->place, chl_secret_place_free);
  g_free (lookup);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(ChlKeyringCall) call = user_data;
  g_autoptr(SecretValue) value = NULL;
  g_autoptr(GError) error = NULL;
  ChlSecret  *secret;
  const char *text;
  gsize       length;

  value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (object), result, &error);
  if (chl_keyring_call_is_over (call))
    return;

  if (error != NULL)
    {
      Lookup *lookup = chl_keyring_call_get_data (call);

      /* Replaced by another program between two steps: then there is a newer one. */
      if ((chl_keyring_item_is_gone (error) && lookup->n_gone++ < MAX_GONE) ||
          chl_keyring_call_may_retry (call, error))
        search (call);
      else
        chl_keyring_call_fail (call, error);
      return;
    }

  text = value != NULL ? secret_value_get (value, &length) : NULL;
  secret = text != NULL ? chl_secret_encoding_unwrap (text, length) : NULL;

  if (secret == NULL)
    chl_keyring_call_fail_with (call, CHL_ERROR_KEYRING,
                                _("The key in the keyring is damaged"));
  else
    chl_keyring_call_return_pointer (call, secret, (GDestroyNotify) chl_secret_unref);
}

/* What is still locked after the keyring was opened stays locked.
 *
 * @locked: (element-type GDBusProxy): items or collections */
static void
meet_lock (ChlKeyringCall *call,
           GList          *locked,
           ChlKeyringStep  next)
{
  Lookup *lookup = chl_keyring_call_get_data (call);

  if (lookup->has_opened)
    {
      chl_keyring_call_fail_with (call, CHL_ERROR_KEYRING_LOCKED, _("The keyring is locked"));
      return;
    }

  lookup->has_opened = TRUE;
  chl_keyring_open_locked (call, locked, lookup->may_prompt, next);
}

static void
return_nothing (ChlKeyringCall *call)
{
  Lookup *lookup = chl_keyring_call_get_data (call);

  if (!lookup->is_read)
    chl_keyring_call_return_boolean (call, TRUE);
  else
    chl_keyring_call_return_pointer (call, NULL, NULL);
}

static void look_at_lock (ChlKeyringCall *call);

static void
collection_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(ChlKeyringCall) call = user_data;
  g_autoptr(SecretCollection) collection = NULL;
  g_autoptr(GError) error = NULL;
  Lookup *lookup;

  collection = chl_keyring_get_default_finish (result, &error);
  if (chl_keyring_call_is_over (call))
    return;

  lookup = chl_keyring_call_get_data (call);

  if (error != NULL && chl_keyring_call_may_retry (call, error))
    {
      if (lookup->place != NULL)
        search (call);
      else
        look_at_lock (call);
    }
  else if (error != NULL)
    {
      chl_keyring_call_fail (call, error);
    }
  else if (collection != NULL && secret_collection_get_locked (collection))
    {
      GList locked = { .data = collection };

      meet_lock (call, &locked, lookup->place != NULL ? search : look_at_lock);
    }
  else
    {
      return_nothing (call);
    }
}

/* A locked keyring need not find what is in it. So nothing found means that there is nothing only
 * when the place where new items go is open, or is not there yet. */
static void
look_at_lock (ChlKeyringCall *call)
{
  if (!chl_keyring_is_service ())
    return_nothing (call);
  else
    chl_keyring_get_default_async (collection_cb, chl_keyring_call_ref (call));
}

static void
search_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ChlKeyringCall) call = user_data;
  g_autoptr(GPtrArray) ours = NULL;
  g_autolist (GObject) found = NULL;
  g_autolist (GObject) locked = NULL;
  g_autoptr(GError) error = NULL;
  Lookup *lookup;

  found = chl_keyring_search_finish (result, &error);
  if (chl_keyring_call_is_over (call))
    return;

  if (error != NULL)
    {
      if (chl_keyring_call_may_retry (call, error))
        search (call);
      else
        chl_keyring_call_fail (call, error);
      return;
    }

  chl_keyring_item_sort (found, &ours, &locked);
  lookup = chl_keyring_call_get_data (call);

  if (ours->len > 0 && !lookup->is_read)
    return_nothing (call);
  else if (ours->len > 0)
    secret_retrievable_retrieve_secret (SECRET_RETRIEVABLE (ours->pdata[0]), NULL, read_cb,
                                        chl_keyring_call_ref (call));
  else if (locked != NULL)
    meet_lock (call, locked, search);
  else
    look_at_lock (call);
}

static void
search (ChlKeyringCall *call)
{
  Lookup *lookup = chl_keyring_call_get_data (call);
  g_autoptr(GHashTable) attributes = chl_keyring_item_build_attributes (lookup->place, NULL);

  chl_keyring_search_async (attributes, search_cb, chl_keyring_call_ref (call));
}

/**
 * chl_keyring_lookup_async:
 * @place: what the secret is for
 * @may_prompt: whether the person may be asked to unlock the keyring
 * @timeout_ms: for what does not wait for the person, in milliseconds
 * @cancellable: (nullable): ends the call at once; a prompt stays
 * @callback: (scope async): called once
 * @user_data: closure for @callback
 *
 * Finds the newest secret that we wrote for @place.
 */
void
chl_keyring_lookup_async (const ChlSecretPlace *place,
                          gboolean              may_prompt,
                          guint                 timeout_ms,
                          GCancellable         *cancellable,
                          GAsyncReadyCallback   callback,
                          gpointer              user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr(ChlKeyringCall) call = NULL;
  Lookup *lookup = g_new0 (Lookup, 1);

  lookup->place = chl_secret_place_copy (place);
  lookup->is_read = TRUE;
  lookup->may_prompt = may_prompt;

  g_task_set_source_tag (task, chl_keyring_lookup_async);
  g_task_set_task_data (task, lookup, (GDestroyNotify) lookup_free);
  if (g_task_return_error_if_cancelled (task))
    return;

  /* In a sandbox it is the portal that asks, and already when the file is opened. */
  call = chl_keyring_call_new (task, may_prompt && chl_keyring_is_sandboxed () ? 0 : timeout_ms);
  search (call);
}

/**
 * chl_keyring_lookup_finish:
 * @result: what the callback was given
 * @error: (out) (optional): %CHL_ERROR_KEYRING_LOCKED, %CHL_ERROR_KEYRING or a cancellation
 *
 * Returns: (transfer full) (nullable): the secret, or %NULL without an error if there is none
 */
ChlSecret *
chl_keyring_lookup_finish (GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_keyring_lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * chl_keyring_unlock_async:
 * @source_object: (nullable): what the task belongs to
 * @place: (nullable): what the secret is for that has to be in reach
 * @timeout_ms: for what does not wait for the person, in milliseconds
 * @cancellable: (nullable): ends the call at once; a prompt stays
 * @callback: (scope async): called once
 * @user_data: closure for @callback
 *
 * Asks the person to unlock the place where new items go, if it is locked; or, with @place, what
 * holds its secret. Reads no secret.
 */
void
chl_keyring_unlock_async (gpointer              source_object,
                          const ChlSecretPlace *place,
                          guint                 timeout_ms,
                          GCancellable         *cancellable,
                          GAsyncReadyCallback   callback,
                          gpointer              user_data)
{
  g_autoptr(GTask) task = g_task_new (source_object, cancellable, callback, user_data);
  g_autoptr(ChlKeyringCall) call = NULL;
  Lookup *lookup = g_new0 (Lookup, 1);

  if (place != NULL)
    lookup->place = chl_secret_place_copy (place);
  lookup->may_prompt = TRUE;

  g_task_set_source_tag (task, chl_keyring_unlock_async);
  g_task_set_task_data (task, lookup, (GDestroyNotify) lookup_free);
  if (g_task_return_error_if_cancelled (task))
    return;

  call = chl_keyring_call_new (task, timeout_ms);
  if (place != NULL)
    search (call);
  else
    look_at_lock (call);
}

/**
 * chl_keyring_unlock_finish:
 * @result: what the callback was given
 * @error: (out) (optional): %CHL_ERROR_KEYRING_LOCKED, %CHL_ERROR_KEYRING or a cancellation
 *
 * Returns: %TRUE if the keyring is open
 */
gboolean
chl_keyring_unlock_finish (GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_keyring_unlock_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
