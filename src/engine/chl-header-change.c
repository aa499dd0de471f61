/* chl-header-change.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-header-change"

#include "config.h"

#include "chl-header-change.h"

#include <glib/gi18n-lib.h>

#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-keys-private.h"

static void
change_free (ChlHeaderChange *change)
{
  g_object_unref (change->provider);
  g_clear_pointer (&change->before, chl_own_header_free);
  g_clear_pointer (&change->after, chl_own_header_free);
  g_clear_pointer (&change->secret, chl_secret_unref);
  g_free (change->kind);
  g_free (change->label);
  g_clear_error (&change->problem);
  g_free (change);
}

static ChlSecretStore *
get_secrets (GTask *task)
{
  return chl_engine_get_parts (chl_keys_get_engine (g_task_get_source_object (task)))->secrets;
}

static ChlProviderList *
get_list (GTask *task)
{
  return chl_engine_get_providers (chl_keys_get_engine (g_task_get_source_object (task)));
}

void
chl_header_change_init_place (ChlSecretPlace        *place,
                              const ChlHeaderChange *change,
                              const char            *origin)
{
  place->instance = chl_provider_get_id (change->provider);
  place->kind = change->kind;
  place->origin = origin;
  place->label = change->label;
}

/* Returns: (nullable): where a value is in use till now */
const char *
chl_header_change_get_old_origin (const ChlHeaderChange *change)
{
  return change->before != NULL && change->before->kind == CHL_OWN_HEADER_SECRET
           ? change->before->origin
           : NULL;
}

/* Where one will be. */
static const char *
get_new_origin (const ChlHeaderChange *change)
{
  return change->after->kind == CHL_OWN_HEADER_SECRET ? change->after->origin : NULL;
}

GTask *
chl_header_change_begin (ChlKeys            *self,
                         ChlProvider        *provider,
                         const char         *name,
                         ChlOwnHeaderKind    kind,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  const ChlOwnHeader *before = chl_own_headers_find (provider, name);
  GTask              *task = g_task_new (self, cancellable, callback, user_data);
  ChlHeaderChange    *change = g_new0 (ChlHeaderChange, 1);

  change->provider = g_object_ref (provider);
  change->before = before != NULL ? chl_own_header_copy (before) : NULL;
  change->after = g_new0 (ChlOwnHeader, 1);
  change->after->name = g_strdup (name);
  change->after->kind = kind;
  change->kind = chl_keys_dup_header_kind (name);
  /* Translators: a provider, and the name of a header; shown by programs that manage keyrings. */
  change->label = g_strdup_printf (_ ("Chatelaine: %s, header %s"),
                                      chl_provider_get_title (provider), name);
  g_task_set_source_tag (task, chl_keys_get_type);
  g_task_set_task_data (task, change, (GDestroyNotify) change_free);

  return task;
}

/* Whether it can be a header of @provider; if not, @task is told why. */
gboolean
chl_header_change_is_wanted (GTask *task)
{
  const ChlHeaderChange *change = g_task_get_task_data (task);
  const char            *title = chl_provider_get_title (change->provider);
  g_autoptr(GError) error = NULL;

  if (!chl_own_headers_are_possible (change->provider))
    g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_INVALID, _ ("%s takes no headers of your own"), title);
  else if (!chl_own_header_check_name (change->after->name, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (change->before == NULL && !chl_own_headers_have_room (change->provider))
    g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_LIMIT, _ ("%s has as many headers as it can have"), title);
  else
    return TRUE;

  return FALSE;
}

/* Whether there is a server that a value could be for; if not, @task is told. */
gboolean
chl_header_change_has_origin (GTask *task)
{
  ChlHeaderChange *change = g_task_get_task_data (task);

  if ((change->after->origin = chl_provider_dup_origin (change->provider)) != NULL)
    return TRUE;

  g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_ADDRESS,
                           _ ("%s has no address yet that a secret could be for"),
                              chl_provider_get_title (change->provider));
  return FALSE;
}

/* Puts @header into its place, or nothing. */
static void
put (const ChlHeaderChange *change,
     const ChlOwnHeader    *header)
{
  if (header != NULL && (header->kind != CHL_OWN_HEADER_GONE || header->leftover != NULL))
    chl_own_headers_put (change->provider, header);
  else
    chl_own_headers_drop (change->provider, change->after->name);
}

static void
tidied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  /* At worst the next change looks once more for what is gone. */
  if (!chl_provider_list_save_finish (CHL_PROVIDER_LIST (object), result, &error))
    g_debug ("The file still tells of an old header: %s", error->message);

  g_task_return_boolean (task, TRUE);
}

static void
old_removed_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlHeaderChange *change = g_task_get_task_data (task);

  if (chl_secret_store_remove_finish (CHL_SECRET_STORE (object), result, &error))
    {
      g_clear_pointer (&change->after->leftover, g_free);
      put (change, change->after);
      chl_provider_list_save_async (get_list (task), change->provider, NULL, tidied_cb,
                                    g_object_ref (task));
    }
  else if (change->after->kind == CHL_OWN_HEADER_GONE)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    {
      /* With a new value in place an old one is litter, and the file tells where it is. */
      g_debug ("An old header stays in the keyring: %s", error->message);
      g_task_return_boolean (task, TRUE);
    }
}

static void
unstored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlHeaderChange *change = g_task_get_task_data (task);

  if (!chl_secret_store_remove_finish (CHL_SECRET_STORE (object), result, &error))
    g_debug ("A header that no file names stays in the keyring: %s", error->message);

  g_task_return_error (task, g_steal_pointer (&change->problem));
}

/* Takes @task. The file is what it was, so the provider is, too; the old value is still there. */
static void
take_back (GTask  *task,
           GError *problem)
{
  ChlHeaderChange *change = g_task_get_task_data (task);
  ChlSecretPlace   place;

  put (change, change->before);
  if (!change->is_stored || g_strcmp0 (get_new_origin (change), chl_header_change_get_old_origin (change)) == 0)
    {
      g_task_return_error (task, problem);
      g_object_unref (task);
      return;
    }

  change->problem = problem;
  chl_header_change_init_place (&place, change, get_new_origin (change));
  chl_secret_store_remove_async (get_secrets (task), &place, NULL, unstored_cb, task);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlSecretStore  *secrets = get_secrets (task);
  ChlHeaderChange *change = g_task_get_task_data (task);
  ChlSecretPlace   place;

  if (!chl_provider_list_save_finish (CHL_PROVIDER_LIST (object), result, &error))
    {
      take_back (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }

  if (change->after->leftover == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  chl_header_change_init_place (&place, change, change->after->leftover);
  chl_secret_store_remove_async (secrets, &place, NULL, old_removed_cb, g_steal_pointer (&task));
}

/* Takes @task. There is no way back half-way. */
static void
save_provider (GTask *task)
{
  ChlHeaderChange *change = g_task_get_task_data (task);
  const char      *old = chl_header_change_get_old_origin (change);

  if (old != NULL && g_strcmp0 (old, get_new_origin (change)) != 0)
    {
      g_free (change->after->leftover);
      change->after->leftover = g_strdup (old);
    }

  put (change, change->after);
  g_task_set_check_cancellable (task, FALSE);
  chl_provider_list_save_async (get_list (task), change->provider, NULL, saved_cb, task);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlHeaderChange *change = g_task_get_task_data (task);

  if (!chl_secret_store_keep_finish (CHL_SECRET_STORE (object), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  change->is_stored = TRUE;
  save_provider (g_steal_pointer (&task));
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
    save_provider (g_steal_pointer (&task));
}

/* Takes @task. Before anything says that a value is gone the keyring must be there and open. */
static void
keep (GTask *task)
{
  ChlHeaderChange *change = g_task_get_task_data (task);
  GCancellable    *cancellable = g_task_get_cancellable (task);
  const char      *old = chl_header_change_get_old_origin (change);
  ChlSecretPlace   place;

  if (change->secret != NULL)
    {
      chl_header_change_init_place (&place, change, change->after->origin);
      if (!change->until_quit)
        {
          chl_secret_store_keep_async (get_secrets (task), &place, change->secret, cancellable,
                                       kept_cb, task);
          return;
        }
      chl_secret_store_keep_until_quit (get_secrets (task), &place, change->secret);
    }
  else if (old != NULL)
    {
      chl_header_change_init_place (&place, change, old);
      if (chl_secret_store_get_state (get_secrets (task), &place) != CHL_SECRET_UNTIL_QUIT)
        {
          chl_secret_store_reach_async (get_secrets (task), &place, cancellable, reached_cb, task);
          return;
        }
    }

  save_provider (task);
}

static void
swept_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlHeaderChange *change = g_task_get_task_data (task);

  if (!chl_secret_store_remove_finish (CHL_SECRET_STORE (object), result, &error))
    {
      /* The file goes on telling of it, unless it has a newer one to tell of. */
      g_debug ("An older header stays in the keyring: %s", error->message);
      change->after->leftover = g_strdup (change->before->leftover);
    }

  keep (g_steal_pointer (&task));
}

/* Takes @task. First what a change before this one could not finish. */
void
chl_header_change_start (GTask *task)
{
  ChlHeaderChange *change = g_task_get_task_data (task);
  const char      *leftover = change->before != NULL ? change->before->leftover : NULL;
  ChlSecretPlace   place;

  /* Where a value is in use, or will be, nothing is left over, whatever a file says. */
  if (leftover == NULL || g_strcmp0 (leftover, chl_header_change_get_old_origin (change)) == 0 ||
      g_strcmp0 (leftover, get_new_origin (change)) == 0)
    {
      keep (task);
      return;
    }

  chl_header_change_init_place (&place, change, leftover);
  chl_secret_store_remove_async (get_secrets (task), &place, g_task_get_cancellable (task), swept_cb,
                                 task);
}
