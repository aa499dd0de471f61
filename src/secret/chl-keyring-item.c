/* chl-keyring-item.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-keyring-item"

#include "config.h"

#include "chl-keyring-item.h"

/* What the attributes of an item have to say beside the four of the place; a later way to store
 * has another number. */
#define FORMAT "1"

/*
 * A keyring that was loaded while it was locked knows the attributes as hashes but not the name of
 * the schema, so the name must not take part in a search. It is stored all the same, and read when
 * the item is open.
 *
 * Four attributes say what a secret is for. Two more say that it was us who wrote it: "format", and
 * "serial", which is different for each item ever written. The Secret Service replaces whatever has
 * all attributes of the new item; with a serial that nobody else has, it replaces nothing.
 *
 * Source: https://specifications.freedesktop.org/secret-service-spec/latest/
 */
static const SecretSchema schema = {
  APP_ID ".Secret",
  SECRET_SCHEMA_DONT_MATCH_NAME,
  {
    { "application", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "instance", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "origin", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "format", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "serial", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

const SecretSchema *
chl_keyring_item_get_schema (void)
{
  return &schema;
}

/**
 * chl_keyring_item_build_attributes:
 * @place: what the secret is for
 * @serial: (nullable): the item meant, or %NULL to mean all of @place
 *
 * Returns: (transfer full) (element-type utf8 utf8): the attributes to search for or to store
 */
GHashTable *
chl_keyring_item_build_attributes (const ChlSecretPlace *place,
                                   const char           *serial)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (attributes, (gpointer) "application", g_strdup (APP_ID));
  g_hash_table_insert (attributes, (gpointer) "instance", g_strdup (place->instance));
  g_hash_table_insert (attributes, (gpointer) "kind", g_strdup (place->kind));
  g_hash_table_insert (attributes, (gpointer) "origin", g_strdup (place->origin));
  g_hash_table_insert (attributes, (gpointer) "format", g_strdup (FORMAT));
  if (serial != NULL)
    g_hash_table_insert (attributes, (gpointer) "serial", g_strdup (serial));

  return attributes;
}

/* Whether an open item was written by us. libsecret's own file has no schema names, but it has no
 * items of other programs either. */
static gboolean
is_ours (GObject *item)
{
  g_autoptr(GHashTable) attributes = NULL;
  g_autofree char *name = NULL;

  attributes = secret_retrievable_get_attributes (SECRET_RETRIEVABLE (item));
  if (g_strcmp0 (g_hash_table_lookup (attributes, "format"), FORMAT) != 0 ||
      !g_hash_table_contains (attributes, "serial"))
    return FALSE;

  if (!SECRET_IS_ITEM (item))
    return TRUE;

  name = secret_item_get_schema_name (SECRET_ITEM (item));

  return g_strcmp0 (name, schema.name) == 0;
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  SecretRetrievable *first = *(SecretRetrievable *const *) a;
  SecretRetrievable *second = *(SecretRetrievable *const *) b;
  guint64            first_time = secret_retrievable_get_modified (first);
  guint64            second_time = secret_retrievable_get_modified (second);

  if (first_time == second_time)
    {
      first_time = secret_retrievable_get_created (first);
      second_time = secret_retrievable_get_created (second);
    }

  return (first_time < second_time) - (first_time > second_time);
}

/**
 * chl_keyring_item_sort:
 * @found: (element-type GObject): what a search gave
 * @out_ours: (out) (transfer full) (element-type GObject): open items that we wrote, newest first
 * @out_locked: (out) (transfer full) (element-type GObject): items nobody can look into yet
 *
 * Tells our items from those of other programs that carry the same attributes. Those are left out
 * of both lists: they are neither read nor replaced nor removed. Whose a locked item is shows only
 * when it is open.
 */
void
chl_keyring_item_sort (GList      *found,
                       GPtrArray **out_ours,
                       GList     **out_locked)
{
  GPtrArray *ours = g_ptr_array_new_with_free_func (g_object_unref);
  GList     *locked = NULL;

  for (GList *l = found; l != NULL; l = l->next)
    {
      if (SECRET_IS_ITEM (l->data) && secret_item_get_locked (l->data))
        locked = g_list_prepend (locked, g_object_ref (l->data));
      else if (is_ours (l->data))
        g_ptr_array_add (ours, g_object_ref (l->data));
      else
        g_debug ("Left an item alone that another program wrote");
    }

  g_ptr_array_sort (ours, compare_newest_first);
  *out_ours = ours;
  *out_locked = g_list_reverse (locked);
}

/**
 * chl_keyring_item_is_gone:
 * @error: what became of an item
 *
 * Returns: %TRUE if it is not there any more: another program has removed it
 */
gboolean
chl_keyring_item_is_gone (const GError *error)
{
  return g_error_matches (error, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD);
}

static void delete_next (GTask *task);

static void
delete_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (SECRET_IS_ITEM (object))
    secret_item_delete_finish (SECRET_ITEM (object), result, &error);
  else
    secret_password_clear_finish (result, &error);

  /* FALSE without an error: it was gone already. */
  if (error != NULL && !chl_keyring_item_is_gone (error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    delete_next (g_steal_pointer (&task));
}

/* Takes @task. */
static void
delete_next (GTask *task)
{
  GPtrArray *items = g_task_get_task_data (task);
  g_autoptr(GObject) item = NULL;

  if (items->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  item = g_ptr_array_steal_index (items, items->len - 1);

  if (SECRET_IS_ITEM (item))
    {
      secret_item_delete (SECRET_ITEM (item), NULL, delete_cb, task);
    }
  else
    {
      SecretRetrievable *retrievable = SECRET_RETRIEVABLE (item);
      g_autoptr(GHashTable) attributes = secret_retrievable_get_attributes (retrievable);

      /* With its serial among them these are the attributes of this one. */
      secret_password_clearv (&schema, attributes, NULL, delete_cb, task);
    }
}

/**
 * chl_keyring_item_delete_all_async:
 * @items: (element-type GObject): items of ours; the array is emptied
 * @callback: (scope async): called once
 * @user_data: closure for @callback
 *
 * Removes these items and nothing else, the oldest first. A keyring may ask the person before, and
 * that is not taken back when the call is cancelled.
 */
void
chl_keyring_item_delete_all_async (GPtrArray          *items,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, chl_keyring_item_delete_all_async);
  g_task_set_task_data (task, g_ptr_array_ref (items), (GDestroyNotify) g_ptr_array_unref);
  delete_next (task);
}

/**
 * chl_keyring_item_delete_all_finish:
 * @result: what the callback was given
 * @error: (out) (optional): an error of libsecret's
 *
 * Returns: %TRUE if all are gone
 */
gboolean
chl_keyring_item_delete_all_finish (GAsyncResult *result,
                                    GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_keyring_item_delete_all_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
