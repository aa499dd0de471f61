/* chl-keyring-keep.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-keyring-keep"

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
  ChlSecretPlace *place;   /* (owned) */
  ChlSecret      *wrapped; /* (owned) what is stored */
  char           *serial;  /* (owned) of the new item */
  GPtrArray      *old;     /* (owned) (nullable) (element-type GObject) to be replaced */
  gboolean        has_opened;
} Keep;

static void find_old (ChlKeyringCall *call);

static void
keep_free (Keep *keep)
{
  g_clear_pointer (&keep->place, chl_secret_place_free);
  g_clear_pointer (&keep->wrapped, chl_secret_unref);
  g_clear_pointer (&keep->serial, g_free);
  g_clear_pointer (&keep->old, g_ptr_array_unref);
  g_free (keep);
}

static void
start_again_or_fail (ChlKeyringCall *call,
                     const GError   *error)
{
  if (chl_keyring_call_may_retry (call, error))
    find_old (call);
  else
    chl_keyring_call_fail (call, error);
}

static void
delete_old_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(ChlKeyringCall) call = user_data;
  g_autoptr(GError) error = NULL;

  /* The new one is there and newer. What could not be removed goes with the next change. */
  if (!chl_keyring_item_delete_all_finish (result, &error))
    g_debug ("An older item stays: %s", error->message);

  if (!chl_keyring_call_is_over (call))
    chl_keyring_call_return_boolean (call, TRUE);
}

static void
delete_bad_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(ChlKeyringCall) call = user_data;

  if (!chl_keyring_call_is_over (call))
    chl_keyring_call_fail_with (call, CHL_ERROR_KEYRING,
                                _("The keyring did not keep the key as it was given"));
}

static void
read_back_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(ChlKeyringCall) call = user_data;
  g_autoptr(SecretValue) value = NULL;
  g_autoptr(ChlSecret) read = NULL;
  g_autoptr(GError) error = NULL;
  const char *text;
  gsize       length;
  Keep       *keep;

  value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (object), result, &error);
  if (chl_keyring_call_is_over (call))
    return;

  if (error != NULL)
    {
      start_again_or_fail (call, error);
      return;
    }

  keep = chl_keyring_call_get_data (call);
  text = value != NULL ? secret_value_get (value, &length) : NULL;
  read = text != NULL ? chl_secret_new (text, (gssize) length) : NULL;
  chl_keyring_call_begin_asking (call); /* some keyrings do before they remove something */

  if (chl_secret_equal (read, keep->wrapped))
    {
      chl_keyring_item_delete_all_async (keep->old, delete_old_cb, chl_keyring_call_ref (call));
    }
  else
    {
      g_autoptr(GPtrArray) bad = g_ptr_array_new_with_free_func (g_object_unref);

      g_ptr_array_add (bad, g_object_ref (object));
      chl_keyring_item_delete_all_async (bad, delete_bad_cb, chl_keyring_call_ref (call));
    }
}

static void
find_new_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(ChlKeyringCall) call = user_data;
  g_autoptr(GPtrArray) ours = NULL;
  g_autolist (GObject) found = NULL;
  g_autolist (GObject) locked = NULL;
  g_autoptr(GError) error = NULL;

  found = chl_keyring_search_finish (result, &error);
  if (chl_keyring_call_is_over (call))
    return;

  if (error != NULL)
    {
      start_again_or_fail (call, error);
      return;
    }

  chl_keyring_item_sort (found, &ours, &locked);

  if (ours->len > 0)
    secret_retrievable_retrieve_secret (SECRET_RETRIEVABLE (ours->pdata[0]), NULL, read_back_cb,
                                        chl_keyring_call_ref (call));
  else
    chl_keyring_call_fail_with (call, CHL_ERROR_KEYRING, _("The keyring did not keep the key"));
}

static void
store_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(ChlKeyringCall) call = user_data;
  g_autoptr(GHashTable) attributes = NULL;
  g_autoptr(GError) error = NULL;
  Keep *keep;

  chl_keyring_store_finish (result, &error);
  if (chl_keyring_call_is_over (call))
    return;

  if (error != NULL)
    {
      start_again_or_fail (call, error);
      return;
    }

  keep = chl_keyring_call_get_data (call);
  attributes = chl_keyring_item_build_attributes (keep->place, keep->serial);
  chl_keyring_search_async (attributes, find_new_cb, chl_keyring_call_ref (call));
}

static void
store (ChlKeyringCall *call)
{
  Keep *keep = chl_keyring_call_get_data (call);
  g_autoptr(SecretValue) value = NULL;
  g_autoptr(GHashTable) attributes = NULL;
  g_autofree char *label = NULL;

  if (keep->place->label != NULL)
    label = g_strdup (keep->place->label);
  else
    label = g_strdup_printf (_("Chatelaine: %s"), keep->place->instance);

  attributes = chl_keyring_item_build_attributes (keep->place, keep->serial);
  value = secret_value_new (chl_secret_peek (keep->wrapped),
                            (gssize) chl_secret_get_length (keep->wrapped), "text/plain");
  chl_keyring_store_async (attributes, label, value, store_cb,
                           chl_keyring_call_ref (call));
}

static void
collection_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(ChlKeyringCall) call = user_data;
  g_autoptr(SecretCollection) collection = NULL;
  g_autoptr(GError) error = NULL;
  Keep *keep;

  collection = chl_keyring_get_default_finish (result, &error);
  if (chl_keyring_call_is_over (call))
    return;

  keep = chl_keyring_call_get_data (call);

  if (error != NULL)
    {
      start_again_or_fail (call, error);
    }
  else if (collection == NULL)
    {
      chl_keyring_open_first (call, store);
    }
  else if (!secret_collection_get_locked (collection))
    {
      store (call);
    }
  else if (keep->has_opened)
    {
      chl_keyring_call_fail_with (call, CHL_ERROR_KEYRING_LOCKED, _("The keyring is locked"));
    }
  else
    {
      GList locked = { .data = collection };

      keep->has_opened = TRUE;
      chl_keyring_open_locked (call, &locked, TRUE, find_old);
    }
}

static void
find_old_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(ChlKeyringCall) call = user_data;
  g_autolist (GObject) found = NULL;
  g_autolist (GObject) locked = NULL;
  g_autoptr(GError) error = NULL;
  Keep *keep;

  found = chl_keyring_search_finish (result, &error);
  if (chl_keyring_call_is_over (call))
    return;

  if (error != NULL)
    {
      start_again_or_fail (call, error);
      return;
    }

  keep = chl_keyring_call_get_data (call);
  g_clear_pointer (&keep->old, g_ptr_array_unref);
  chl_keyring_item_sort (found, &keep->old, &locked);

  /* After a second start the new item may be there already; it is not replaced by itself. */
  for (guint i = keep->old->len; i > 0; i--)
    {
      SecretRetrievable *item = keep->old->pdata[i - 1];
      g_autoptr(GHashTable) attributes = secret_retrievable_get_attributes (item);

      if (g_strcmp0 (g_hash_table_lookup (attributes, "serial"), keep->serial) == 0)
        g_ptr_array_remove_index (keep->old, i - 1);
    }

  if (!chl_keyring_is_service ())
    store (call);
  else
    chl_keyring_get_default_async (collection_cb, chl_keyring_call_ref (call));
}

static void
find_old (ChlKeyringCall *call)
{
  Keep *keep = chl_keyring_call_get_data (call);
  g_autoptr(GHashTable) attributes = chl_keyring_item_build_attributes (keep->place, NULL);

  chl_keyring_search_async (attributes, find_old_cb, chl_keyring_call_ref (call));
}

/**
 * chl_keyring_keep_async:
 * @place: what the secret is for
 * @secret: what to keep, not empty
 * @timeout_ms: for what does not wait for the person, in milliseconds
 * @cancellable: (nullable): ends the call at once; a prompt stays
 * @callback: (scope async): called once
 * @user_data: closure for @callback
 *
 * Writes a new item, reads it back, and only then removes those of ours that it replaces: whatever
 * goes wrong on the way, the old secret is still there. May ask the person to unlock the keyring or
 * to set up the first one.
 */
void
chl_keyring_keep_async (const ChlSecretPlace *place,
                        ChlSecret            *secret,
                        guint                 timeout_ms,
                        GCancellable         *cancellable,
                        GAsyncReadyCallback   callback,
                        gpointer              user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr(ChlKeyringCall) call = NULL;
  Keep *keep = g_new0 (Keep, 1);

  keep->place = chl_secret_place_copy (place);
  keep->wrapped = chl_secret_encoding_wrap (secret);
  keep->serial = g_uuid_string_random ();

  g_task_set_source_tag (task, chl_keyring_keep_async);
  g_task_set_task_data (task, keep, (GDestroyNotify) keep_free);
  if (g_task_return_error_if_cancelled (task))
    return;

  /* In a sandbox it is the portal that asks, and already when the file is opened. */
  call = chl_keyring_call_new (task, chl_keyring_is_sandboxed () ? 0 : timeout_ms);
  find_old (call);
}

/**
 * chl_keyring_keep_finish:
 * @result: what the callback was given
 * @error: (out) (optional): %CHL_ERROR_KEYRING_LOCKED, %CHL_ERROR_KEYRING or a cancellation
 *
 * Returns: %TRUE if the secret is in the keyring and was read back
 */
gboolean
chl_keyring_keep_finish (GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_keyring_keep_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
