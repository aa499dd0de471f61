/* chl-header-change.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-header-change"

#include "config.h"

#include "chl-header-change.h"

#include <glib/gi18n-lib.h>

#include "chl-error.h"
#include "chl-keys-private.h"

static void
change_free (ChlSecretChange *base)
{
  ChlHeaderChange *change = (ChlHeaderChange *) base;

  g_clear_pointer (&change->before, chl_own_header_free);
  g_clear_pointer (&change->after, chl_own_header_free);
  g_free (change);
}

/* Puts @header into its place, or nothing. */
static void
put (const ChlHeaderChange *change,
     const ChlOwnHeader    *header)
{
  if (header != NULL && (header->kind != CHL_OWN_HEADER_GONE || header->leftover != NULL))
    chl_own_headers_put (change->base.provider, header);
  else
    chl_own_headers_drop (change->base.provider, change->after->name);
}

static void
apply (ChlSecretChange *base)
{
  ChlHeaderChange *change = (ChlHeaderChange *) base;

  g_free (change->after->leftover);
  change->after->leftover = g_strdup (base->leftover);
  put (change, change->after);
}

static void
undo (ChlSecretChange *base)
{
  ChlHeaderChange *change = (ChlHeaderChange *) base;

  put (change, change->before);
}

static void
settle (ChlSecretChange *base)
{
  ChlHeaderChange *change = (ChlHeaderChange *) base;

  g_clear_pointer (&change->after->leftover, g_free);
  put (change, change->after);
}

static gboolean
is_removal (const ChlSecretChange *base)
{
  return ((const ChlHeaderChange *) base)->after->kind == CHL_OWN_HEADER_GONE;
}

static GError *
new_missing (const ChlSecretChange *base)
{
  return g_error_new (CHL_ERROR, CHL_ERROR_KEYRING,
                      _ ("The value of the header %s of %s is not in the keyring any more"),
                         ((const ChlHeaderChange *) base)->after->name,
                         chl_provider_get_title (base->provider));
}

static const ChlSecretChangeFuncs funcs = {
  .apply = apply,
  .undo = undo,
  .settle = settle,
  .is_removal = is_removal,
  .new_missing = new_missing,
  .free = change_free,
};

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
  ChlSecretChange    *base = &change->base;

  chl_secret_change_set (task, base, &funcs, provider);
  change->before = before != NULL ? chl_own_header_copy (before) : NULL;
  change->after = g_new0 (ChlOwnHeader, 1);
  change->after->name = g_strdup (name);
  change->after->kind = kind;
  base->kind = chl_keys_dup_header_kind (name);
  /* Translators: a provider, and the name of a header; shown by programs that manage keyrings. */
  base->label = g_strdup_printf (_ ("Chatelaine: %s, header %s"),
                                    chl_provider_get_title (provider), name);
  if (before != NULL && before->kind == CHL_OWN_HEADER_SECRET)
    base->old_origin = g_strdup (before->origin);
  base->leftover_before = before != NULL ? g_strdup (before->leftover) : NULL;

  return task;
}

/* Whether it can be a header of the provider; if not, @task is told why. */
gboolean
chl_header_change_is_wanted (GTask *task)
{
  const ChlHeaderChange *change = g_task_get_task_data (task);
  ChlProvider           *provider = change->base.provider;
  const char            *title = chl_provider_get_title (provider);
  g_autoptr(GError) error = NULL;

  if (!chl_own_headers_are_possible (provider))
    g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_INVALID, _ ("%s takes no headers of your own"), title);
  else if (!chl_own_header_check_name (change->after->name, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (change->before == NULL && !chl_own_headers_have_room (provider))
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

  if ((change->after->origin = chl_provider_dup_origin (change->base.provider)) != NULL)
    {
      change->base.origin = g_strdup (change->after->origin);
      return TRUE;
    }

  g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_ADDRESS,
                           _ ("%s has no address yet that a secret could be for"),
                              chl_provider_get_title (change->base.provider));
  return FALSE;
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
    chl_secret_change_save (g_steal_pointer (&task));
}

/* Takes @task. Before anything says that a value is gone the keyring must be there and open. */
static void
keep (GTask *task)
{
  ChlSecretChange *base = g_task_get_task_data (task);
  ChlSecretStore  *store = chl_secret_change_get_store (task);
  ChlSecretPlace   place;

  if (base->secret != NULL)
    {
      chl_secret_change_keep (task);
      return;
    }

  chl_secret_change_init_place (&place, base, base->old_origin);
  if (base->old_origin != NULL && chl_secret_store_get_state (store, &place) != CHL_SECRET_UNTIL_QUIT)
    chl_secret_store_reach_async (store, &place, g_task_get_cancellable (task), reached_cb, task);
  else
    chl_secret_change_save (task);
}

/* Takes @task. */
void
chl_header_change_start (GTask *task)
{
  chl_secret_change_start (task, keep);
}

/* Takes @task. The value in the keyring is for another origin from now on. */
void
chl_header_change_move (GTask *task)
{
  chl_secret_change_move (task, keep);
}
