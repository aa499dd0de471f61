/* chl-keys-forget.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-keys-forget"

#include "config.h"

#include "chl-engine-private.h"
#include "chl-keys-headers.h"
#include "chl-keys-private.h"

static ChlSecretStore *
get_secrets (ChlKeys *self)
{
  return chl_engine_get_parts (chl_keys_get_engine (self))->secrets;
}

static void
unlocked_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (!chl_secret_store_unlock_finish (CHL_SECRET_STORE (object), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    {
      chl_keys_forget_locked (g_task_get_source_object (task));
      g_task_return_boolean (task, TRUE);
    }
}

/**
 * chl_keys_unlock_async:
 * @self: the keys
 * @cancellable: (nullable): gives up, the prompt included
 * @callback: (scope async) (nullable): called when the keyring is open
 * @user_data: closure for @callback
 *
 * Asks the person to unlock the keyring.
 */
void
chl_keys_unlock_async (ChlKeys            *self,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CHL_IS_KEYS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_keys_get_type);
  chl_secret_store_unlock_async (get_secrets (self), cancellable, unlocked_cb, task);
}

static void
reached_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (!chl_secret_store_unlock_finish (CHL_SECRET_STORE (object), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * chl_keys_open_async:
 * @self: the keys
 * @provider: whose key is about to be removed
 * @cancellable: (nullable): gives up, the prompt included
 * @callback: (scope async): called when it can be
 * @user_data: closure for @callback
 *
 * Makes sure that the keyring is there and open, before anything is written that says that the key
 * is gone. Asks nobody if @provider has no key in the keyring.
 */
void
chl_keys_open_async (ChlKeys            *self,
                     ChlProvider        *provider,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  const char    *origin = chl_keys_get_origin (provider);
  GTask         *task = g_task_new (self, cancellable, callback, user_data);
  ChlSecretPlace place;

  g_task_set_source_tag (task, chl_keys_get_type);
  chl_keys_init_place (&place, provider, origin);
  if (chl_provider_get_key_source (provider) == CHL_KEY_SOURCE_KEYRING && origin != NULL &&
      chl_secret_store_get_state (get_secrets (self), &place) != CHL_SECRET_UNTIL_QUIT)
    {
      chl_secret_store_reach_async (get_secrets (self), &place, cancellable, reached_cb, task);
      return;
    }

  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

typedef struct
{
  ChlSecretStore *secrets;  /* (unowned) */
  ChlProvider    *provider; /* (unowned) */
  char           *kind;     /* (owned) (nullable) of a header in the keyring */
  const char     *origin;   /* (unowned) (nullable) */
} Search;

static void
search_cb (const ChlOwnHeader *header,
           gpointer            user_data)
{
  Search          *search = user_data;
  g_autofree char *kind = chl_keys_dup_header_kind (header->name);
  ChlSecretPlace   place = { 0 };

  if (header->origin == NULL || search->kind != NULL)
    return;

  place.instance = chl_provider_get_id (search->provider);
  place.kind = kind;
  place.origin = header->origin;
  if (chl_secret_store_get_state (search->secrets, &place) == CHL_SECRET_UNTIL_QUIT)
    return;

  search->kind = g_steal_pointer (&kind);
  search->origin = header->origin;
}

/**
 * chl_keys_open_all_async:
 * @self: the keys
 * @provider: one that is about to be removed
 * @cancellable: (nullable): gives up, the prompt included
 * @callback: (scope async): called when it can be
 * @user_data: closure for @callback
 *
 * As chl_keys_open_async(), for all that is secret of @provider.
 */
void
chl_keys_open_all_async (ChlKeys            *self,
                         ChlProvider        *provider,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  Search         search = { .secrets = get_secrets (self), .provider = provider };
  ChlSecretPlace place = { 0 };
  GTask         *task;

  chl_own_headers_foreach (provider, search_cb, &search);
  if (search.kind == NULL)
    {
      chl_keys_open_async (self, provider, cancellable, callback, user_data);
      return;
    }

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_keys_get_type);
  place.instance = chl_provider_get_id (provider);
  place.kind = search.kind;
  place.origin = search.origin;
  chl_secret_store_reach_async (search.secrets, &place, cancellable, reached_cb, task);
  g_free (search.kind);
}

/* A secret that is still to be removed. */
typedef struct
{
  char *kind;   /* (owned) */
  char *origin; /* (owned) */
} Item;

static void
item_free (Item *item)
{
  g_free (item->kind);
  g_free (item->origin);
  g_free (item);
}

typedef struct
{
  ChlProvider *provider; /* (owned) */
  GPtrArray   *items;    /* (owned) (element-type Item) the last one first */
} Forgetting;

static void
forgetting_free (Forgetting *forgetting)
{
  g_object_unref (forgetting->provider);
  g_ptr_array_unref (forgetting->items);
  g_free (forgetting);
}

static void forget_next (GTask *task);

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (chl_secret_store_remove_finish (CHL_SECRET_STORE (object), result, &error))
    forget_next (g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Takes @task. */
static void
forget_next (GTask *task)
{
  ChlKeys       *self = g_task_get_source_object (task);
  Forgetting    *forgetting = g_task_get_task_data (task);
  ChlSecretPlace place = { 0 };
  Item          *item;

  if (forgetting->items->len == 0)
    {
      chl_keys_see (self, forgetting->provider, CHL_SECRET_ABSENT, NULL);
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  item = g_ptr_array_steal_index (forgetting->items, forgetting->items->len - 1);
  place.instance = chl_provider_get_id (forgetting->provider);
  place.kind = item->kind;
  place.origin = item->origin;
  chl_secret_store_remove_async (get_secrets (self), &place, g_task_get_cancellable (task),
                                 removed_cb, task);
  item_free (item);
}

static void
add_item (Forgetting *forgetting,
          const char *kind,
          const char *origin)
{
  Item *item;

  if (origin == NULL)
    return;

  item = g_new0 (Item, 1);
  item->kind = g_strdup (kind);
  item->origin = g_strdup (origin);
  g_ptr_array_add (forgetting->items, item);
}

static void
add_header_cb (const ChlOwnHeader *header,
               gpointer            user_data)
{
  g_autofree char *kind = chl_keys_dup_header_kind (header->name);

  add_item (user_data, kind, header->leftover);
  add_item (user_data, kind, header->origin);
}

/**
 * chl_keys_forget_async:
 * @self: the keys
 * @provider: one whose file is gone
 * @cancellable: (nullable): gives up
 * @callback: (scope async) (nullable): called when its secrets are gone as well
 * @user_data: closure for @callback
 *
 * Removes what is in the keyring and in memory for a provider that is no more.
 */
void
chl_keys_forget_async (ChlKeys            *self,
                       ChlProvider        *provider,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  Forgetting *forgetting = g_new0 (Forgetting, 1);
  GTask      *task;

  g_return_if_fail (CHL_IS_KEYS (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));

  forgetting->provider = g_object_ref (provider);
  forgetting->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  add_item (forgetting, CHL_SECRET_KIND_KEY, chl_provider_get_key_leftover (provider));
  if (chl_provider_get_key_source (provider) == CHL_KEY_SOURCE_KEYRING)
    add_item (forgetting, CHL_SECRET_KIND_KEY, chl_keys_get_origin (provider));
  chl_own_headers_foreach (provider, add_header_cb, forgetting);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_keys_get_type);
  g_task_set_task_data (task, forgetting, (GDestroyNotify) forgetting_free);
  forget_next (task);
}
