/* chl-keyring-service.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-keyring-service"

/* The only way to load the items of a search one by one; unchanged since 0.1. */
#define SECRET_API_SUBJECT_TO_CHANGE

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

typedef struct
{
  SecretService *service;    /* (owned) */
  GHashTable    *attributes; /* (owned) */
  GPtrArray     *paths;      /* (owned) (element-type utf8) still to be loaded, the first one last */
  GList         *found;      /* (owned) (element-type GObject) the last one first */
} Search;

static void
search_free (Search *search)
{
  g_clear_object (&search->service);
  g_clear_pointer (&search->attributes, g_hash_table_unref);
  g_clear_pointer (&search->paths, g_ptr_array_unref);
  g_list_free_full (search->found, g_object_unref);
  g_free (search);
}

static void load_next (GTask *task);

static void
load_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  Search     *search = g_task_get_task_data (task);
  SecretItem *item;

  item = secret_item_new_for_dbus_path_finish (result, &error);

  if (item == NULL && !chl_keyring_item_is_gone (error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (item != NULL)
    {
      /* An item only borrows its service, which goes when the keyring does. */
      g_object_set_data_full (G_OBJECT (item), SERVICE, g_object_ref (search->service),
                              g_object_unref);
      search->found = g_list_prepend (search->found, item);
    }

  load_next (g_steal_pointer (&task));
}

/* Takes @task. */
static void
load_next (GTask *task)
{
  Search          *search = g_task_get_task_data (task);
  g_autofree char *path = NULL;

  if (search->paths->len == 0)
    {
      g_task_return_pointer (task, g_list_reverse (g_steal_pointer (&search->found)), free_found);
      g_object_unref (task);
      return;
    }

  path = g_ptr_array_steal_index (search->paths, search->paths->len - 1);
  secret_item_new_for_dbus_path (search->service, path, SECRET_ITEM_NONE, NULL, load_cb, task);
}

static void
paths_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_auto(GStrv) unlocked = NULL;
  g_auto(GStrv) locked = NULL;
  g_autoptr(GError) error = NULL;
  Search *search = g_task_get_task_data (task);

  if (!secret_service_search_for_dbus_paths_finish (search->service, result, &unlocked, &locked,
                                                    &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  search->paths = g_ptr_array_new_with_free_func (g_free);
  for (guint i = g_strv_length (locked); i > 0; i--)
    g_ptr_array_add (search->paths, g_strdup (locked[i - 1]));
  for (guint i = g_strv_length (unlocked); i > 0; i--)
    g_ptr_array_add (search->paths, g_strdup (unlocked[i - 1]));
  load_next (g_steal_pointer (&task));
}

static void
search_service_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  Search *search = g_task_get_task_data (task);

  if (!(search->service = secret_service_get_finish (result, &error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  secret_service_search_for_dbus_paths (search->service, chl_keyring_item_get_schema (),
                                        search->attributes, NULL, paths_cb,
                                        g_steal_pointer (&task));
}

static void
search_file_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  GList *found = secret_password_search_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, found, free_found);
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
 *
 * The items are loaded one after the other. secret_service_search() loads them all at once, takes
 * one that is removed meanwhile for the end of the search, and answers once more for each further
 * one (0.20.5).
 */
void
chl_keyring_search_async (GHashTable         *attributes,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask  *task = g_task_new (NULL, NULL, callback, user_data);
  Search *search = g_new0 (Search, 1);

  search->attributes = g_hash_table_ref (attributes);
  g_task_set_source_tag (task, chl_keyring_search_async);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);

  if (chl_keyring_is_service ())
    secret_service_get (SECRET_SERVICE_OPEN_SESSION, NULL, search_service_cb, task);
  else
    secret_password_searchv (chl_keyring_item_get_schema (), attributes, SECRET_SEARCH_ALL, NULL,
                             search_file_cb, task);
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
