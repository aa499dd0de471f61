/* chl-keyring-remove.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-keyring-remove"

#include "config.h"

#include "chl-keyring.h"

#include <glib/gi18n-lib.h>

#include "chl-keyring-call.h"
#include "chl-keyring-item.h"
#include "chl-keyring-open.h"
#include "chl-keyring-service.h"
#include "chl-secret-notes.h"

typedef struct
{
  ChlSecretPlace *place; /* (owned) */
  gboolean        may_be_missing;
  gboolean        has_opened;
} Remove;

static void search (ChlKeyringCall *call);

static void
remove_free (Remove *data)
{
  g_clear_pointer (&data->place, chl_secret_place_free);
  g_free (data);
}

static void
start_again_or_fail (ChlKeyringCall *call,
                     const GError   *error)
{
  Remove *data = chl_keyring_call_get_data (call);

  if (chl_keyring_call_may_retry (call, error))
    search (call);
  else if (data->may_be_missing && chl_keyring_is_missing (error))
    chl_keyring_call_return_boolean (call, TRUE);
  else
    chl_keyring_call_fail (call, error);
}

static void
delete_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ChlKeyringCall) call = user_data;
  g_autoptr(GError) error = NULL;

  chl_keyring_item_delete_all_finish (result, &error);
  if (chl_keyring_call_is_over (call))
    return;

  chl_keyring_call_begin_silence (call);

  if (error != NULL)
    start_again_or_fail (call, error);
  else
    chl_keyring_call_return_boolean (call, TRUE);
}

/* Nobody is asked, since there need not be anything to remove. */
static void
meet_locked_collection (ChlKeyringCall   *call,
                        SecretCollection *collection)
{
  Remove *data = chl_keyring_call_get_data (call);
  GList   locked = { .data = collection };

  if (data->has_opened)
    {
      chl_keyring_call_fail_with (call, CHL_ERROR_KEYRING_LOCKED, _("The keyring is locked"));
      return;
    }

  data->has_opened = TRUE;
  chl_keyring_open_locked (call, &locked, FALSE, search);
}

static void
collection_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(ChlKeyringCall) call = user_data;
  g_autoptr(SecretCollection) collection = NULL;
  g_autoptr(GError) error = NULL;

  collection = chl_keyring_get_default_finish (result, &error);
  if (chl_keyring_call_is_over (call))
    return;

  if (error != NULL)
    start_again_or_fail (call, error);
  else if (collection == NULL || !secret_collection_get_locked (collection))
    chl_keyring_call_return_boolean (call, TRUE);
  else
    meet_locked_collection (call, collection);
}

/* Only an item that is there is worth a prompt; most providers that are removed from a locked
 * keyring never had one. */
static void
meet_items (ChlKeyringCall *call,
            GPtrArray      *ours,
            GList          *locked)
{
  Remove *data = chl_keyring_call_get_data (call);

  if (locked != NULL && data->has_opened)
    {
      chl_keyring_call_fail_with (call, CHL_ERROR_KEYRING_LOCKED, _("The keyring is locked"));
    }
  else if (locked != NULL)
    {
      data->has_opened = TRUE;
      chl_keyring_open_locked (call, locked, TRUE, search);
    }
  else if (ours->len > 0)
    {
      chl_keyring_call_begin_asking (call);
      chl_keyring_item_delete_all_async (ours, delete_cb, chl_keyring_call_ref (call));
    }
  else if (!chl_keyring_is_service ())
    {
      chl_keyring_call_return_boolean (call, TRUE);
    }
  else
    {
      chl_keyring_get_default_async (collection_cb, chl_keyring_call_ref (call));
    }
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

  found = chl_keyring_search_finish (result, &error);
  if (chl_keyring_call_is_over (call))
    return;

  if (error != NULL)
    {
      start_again_or_fail (call, error);
      return;
    }

  chl_keyring_item_sort (found, &ours, &locked);
  meet_items (call, ours, locked);
}

static void
search (ChlKeyringCall *call)
{
  Remove *data = chl_keyring_call_get_data (call);
  g_autoptr(GHashTable) attributes = chl_keyring_item_build_attributes (data->place, NULL);

  chl_keyring_search_async (attributes, search_cb, chl_keyring_call_ref (call));
}

/**
 * chl_keyring_remove_async:
 * @place: what the secret is for
 * @may_be_missing: whether a computer without any keyring is as good as an empty one
 * @timeout_ms: for what does not wait for the person, in milliseconds
 * @cancellable: (nullable): ends the call at once; a prompt stays
 * @callback: (scope async): called once
 * @user_data: closure for @callback
 *
 * Removes every secret that we wrote for @place. Asks the person to unlock the keyring if there is
 * one in it.
 */
void
chl_keyring_remove_async (const ChlSecretPlace *place,
                          gboolean              may_be_missing,
                          guint                 timeout_ms,
                          GCancellable         *cancellable,
                          GAsyncReadyCallback   callback,
                          gpointer              user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr(ChlKeyringCall) call = NULL;
  Remove *data = g_new0 (Remove, 1);

  data->place = chl_secret_place_copy (place);
  data->may_be_missing = may_be_missing;

  g_task_set_source_tag (task, chl_keyring_remove_async);
  g_task_set_task_data (task, data, (GDestroyNotify) remove_free);
  if (g_task_return_error_if_cancelled (task))
    return;

  /* In a sandbox it is the portal that asks, and already when the file is opened. */
  call = chl_keyring_call_new (task, chl_keyring_is_sandboxed () ? 0 : timeout_ms);
  search (call);
}

/**
 * chl_keyring_remove_finish:
 * @result: what the callback was given
 * @error: (out) (optional): %CHL_ERROR_KEYRING_LOCKED, %CHL_ERROR_KEYRING or a cancellation
 *
 * Returns: %TRUE if none is there any more, or none was
 */
gboolean
chl_keyring_remove_finish (GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_keyring_remove_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
