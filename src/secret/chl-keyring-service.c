/* chl-keyring-service.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-keyring-service"

#include "config.h"

#include "chl-keyring-service.h"

#include "chl-keyring-item.h"

/* Where an item has a reference on the service that it came from. */
#define SERVICE "chl-keyring-service"

/**
 * chl_keyring_is_sandboxed:
 *
 * Returns: %TRUE where libsecret keeps a file of its own and asks the Secret portal for its
 *   password, which may ask the person
 */
gboolean
chl_keyring_is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) || g_getenv ("SNAP_NAME") != NULL;
}

/**
 * chl_keyring_is_service:
 *
 * libsecret chooses between the Secret Service and a file by itself and does not say which it took,
 * so this follows the same rules.
 *
 * Source: https://gitlab.gnome.org/GNOME/libsecret/-/blob/main/libsecret/secret-backend.c
 *
 * Returns: %TRUE if the keyring is the Secret Service; if not, it is a file of libsecret's own,
 *   where nothing is ever locked and no other program has items
 */
gboolean
chl_keyring_is_service (void)
{
  const char *backend = g_getenv ("SECRET_BACKEND");

  return !chl_keyring_is_sandboxed () &&
         (backend == NULL || *backend == '\0' || g_str_equal (backend, "service"));
}

static void
free_found (gpointer data)
{
  g_list_free_full (data, g_object_unref);
}

static void
search_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  GList *found;

  if (chl_keyring_is_service ())
    found = secret_service_search_finish (SECRET_SERVICE (object), result, &error);
  else
    found = secret_password_search_finish (result, &error);

  /* An item only borrows its service, which goes when the keyring does. */
  for (GList *l = found; l != NULL; l = l->next)
    if (SECRET_IS_ITEM (l->data))
      g_object_set_data_full (l->data, SERVICE, g_object_ref (object), g_object_unref);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, found, free_found);
}

static void
search_service_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(SecretService) service = NULL;
  g_autoptr(GError) error = NULL;
  GHashTable *attributes = g_task_get_task_data (task);

  if (!(service = secret_service_get_finish (result, &error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  secret_service_search (service, chl_keyring_item_get_schema (), attributes, SECRET_SEARCH_ALL,
                         NULL, search_cb, g_steal_pointer (&task));
}

/**
 * chl_keyring_search_async:
 * @attributes: (element-type utf8 utf8): what the items have to have
 * @callback: (scope async): called once
 * @user_data: closure for @callback
 *
 * Finds all items, and neither unlocks any nor reads a secret.
 *
 * The Secret Service is spoken to directly where it is used: each call of secret_password_search()
 * and its like keeps a reference on the connection for ever (0.20.5), and such a connection runs
 * into a critical warning when the keyring is started anew.
 */
void
chl_keyring_search_async (GHashTable         *attributes,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, chl_keyring_search_async);
  g_task_set_task_data (task, g_hash_table_ref (attributes), (GDestroyNotify) g_hash_table_unref);

  if (chl_keyring_is_service ())
    secret_service_get (SECRET_SERVICE_OPEN_SESSION, NULL, search_service_cb, task);
  else
    secret_password_searchv (chl_keyring_item_get_schema (), attributes, SECRET_SEARCH_ALL, NULL,
                             search_cb, task);
}

/**
 * chl_keyring_search_finish:
 * @result: what the callback was given
 * @error: (out) (optional): an error of libsecret's
 *
 * Returns: (transfer full) (element-type GObject): #SecretRetrievable objects
 */
GList *
chl_keyring_search_finish (GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_keyring_search_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
collection_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(SecretCollection) collection = NULL;
  g_autoptr(GError) error = NULL;

  collection = secret_collection_for_alias_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&collection), g_object_unref);
}

static void
default_service_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(SecretService) service = NULL;
  g_autoptr(GError) error = NULL;

  if (!(service = secret_service_get_finish (result, &error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  secret_collection_for_alias (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL,
                               collection_cb, g_steal_pointer (&task));
}

/**
 * chl_keyring_get_default_async:
 * @callback: (scope async): called once
 * @user_data: closure for @callback
 *
 * Looks at the collection of the Secret Service in which new items go.
 */
void
chl_keyring_get_default_async (GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, chl_keyring_get_default_async);
  secret_service_get (SECRET_SERVICE_NONE, NULL, default_service_cb, task);
}

/**
 * chl_keyring_get_default_finish:
 * @result: what the callback was given
 * @error: (out) (optional): an error of libsecret's
 *
 * Returns: (transfer full) (nullable): the collection, or %NULL without an error if there is none
 */
SecretCollection *
chl_keyring_get_default_finish (GAsyncResult *result,
                                GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_keyring_get_default_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
store_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (chl_keyring_is_service ())
    secret_service_store_finish (NULL, result, &error);
  else
    secret_password_store_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * chl_keyring_store_async:
 * @attributes: (element-type utf8 utf8): an item that has all of them is replaced
 * @label: what a keyring manager shows
 * @value: the secret
 * @callback: (scope async): called once
 * @user_data: closure for @callback
 *
 * Stores one item where new items go.
 */
void
chl_keyring_store_async (GHashTable         *attributes,
                         const char         *label,
                         SecretValue        *value,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  const SecretSchema *schema = chl_keyring_item_get_schema ();
  GTask              *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, chl_keyring_store_async);

  if (chl_keyring_is_service ())
    secret_service_store (NULL, schema, attributes, SECRET_COLLECTION_DEFAULT, label, value, NULL,
                          store_cb, task);
  else
    secret_password_storev_binary (schema, attributes, SECRET_COLLECTION_DEFAULT, label, value,
                                   NULL, store_cb, task);
}

/**
 * chl_keyring_store_finish:
 * @result: what the callback was given
 * @error: (out) (optional): an error of libsecret's
 *
 * Returns: %TRUE if the keyring says that it stored the item
 */
gboolean
chl_keyring_store_finish (GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_keyring_store_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
