/* chl-key-change.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-key-change"

#include "config.h"

#include "chl-key-change.h"

#include <glib/gi18n-lib.h>

#include "chl-error.h"
#include "chl-keys-private.h"

void
chl_keys_init_place (ChlSecretPlace *place,
                     ChlProvider    *provider,
                     const char     *origin)
{
  place->instance = chl_provider_get_id (provider);
  place->kind = CHL_SECRET_KIND_KEY;
  place->origin = origin;
  place->label = NULL;
}

static void
change_free (ChlSecretChange *base)
{
  ChlKeyChange *change = (ChlKeyChange *) base;

  g_free (change->variable);
  g_free (change->origin_before);
  g_free (change->variable_before);
  g_free (change);
}

static void
apply (ChlSecretChange *base)
{
  ChlKeyChange *change = (ChlKeyChange *) base;

  if (base->secret != NULL)
    chl_provider_set_key (base->provider, CHL_KEY_SOURCE_KEYRING, base->origin, NULL);
  else if (change->variable != NULL)
    chl_provider_set_key (base->provider, CHL_KEY_SOURCE_ENVIRONMENT, base->origin, change->variable);
  else
    chl_provider_set_key (base->provider, CHL_KEY_SOURCE_NONE, NULL, NULL);
  chl_provider_set_key_leftover (base->provider, base->leftover);
}

static void
undo (ChlSecretChange *base)
{
  ChlKeyChange *change = (ChlKeyChange *) base;

  chl_provider_set_key (base->provider, change->source_before, change->origin_before,
                        change->variable_before);
  chl_provider_set_key_leftover (base->provider, base->leftover_before);
}

static void
settle (ChlSecretChange *base)
{
  chl_provider_set_key_leftover (base->provider, NULL);
}

static void
see (ChlSecretChange *base,
     ChlKeys         *keys)
{
  chl_keys_see (keys, base->provider,
                base->secret == NULL ? CHL_SECRET_ABSENT
                : base->until_quit   ? CHL_SECRET_UNTIL_QUIT
                                     : CHL_SECRET_KEPT,
                base->secret);
}

static gboolean
is_removal (const ChlSecretChange *base)
{
  return base->secret == NULL && ((const ChlKeyChange *) base)->variable == NULL;
}

static GError *
new_missing (const ChlSecretChange *base)
{
  return g_error_new (CHL_ERROR, CHL_ERROR_NO_KEY, _ ("The key of %s is not in the keyring any more"), chl_provider_get_title (base->provider));
}

static const ChlSecretChangeFuncs funcs = {
  .apply = apply,
  .undo = undo,
  .settle = settle,
  .kept = see,
  .is_removal = is_removal,
  .new_missing = new_missing,
  .free = change_free,
};

/**
 * chl_key_change_begin:
 * @task: whose data it becomes
 * @provider: whose key
 *
 * Returns: (transfer none): a change that changes nothing yet
 */
ChlKeyChange *
chl_key_change_begin (GTask       *task,
                      ChlProvider *provider)
{
  ChlKeyChange    *change = g_new0 (ChlKeyChange, 1);
  ChlSecretChange *base = &change->base;

  chl_secret_change_set (task, base, &funcs, provider);
  base->kind = g_strdup (CHL_SECRET_KIND_KEY);
  base->label = g_strdup_printf ("Chatelaine: %s", chl_provider_get_title (provider));
  base->origin = chl_provider_dup_origin (provider);
  base->leftover_before = g_strdup (chl_provider_get_key_leftover (provider));
  change->source_before = chl_provider_get_key_source (provider);
  change->origin_before = g_strdup (chl_provider_get_key_origin (provider));
  change->variable_before = g_strdup (chl_provider_get_key_variable (provider));
  if (change->source_before == CHL_KEY_SOURCE_KEYRING)
    base->old_origin = g_strdup (chl_keys_get_origin (provider));

  return change;
}

/* Takes @task. */
void
chl_key_change_keep (GTask *task)
{
  chl_secret_change_start (task, chl_secret_change_keep);
}

/* Takes @task. The key in the keyring is for another origin from now on. */
void
chl_key_change_move (GTask *task)
{
  chl_secret_change_move (task, chl_secret_change_keep);
}

/* Takes @task. The file names another place for the key, or none. */
void
chl_key_change_save (GTask *task)
{
  chl_secret_change_start (task, chl_secret_change_save);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (!chl_keys_change_finish (CHL_KEYS (object), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    chl_secret_change_save (g_steal_pointer (&task));
}

/* Takes @task. */
static void
open_keyring (GTask *task)
{
  ChlSecretChange *base = g_task_get_task_data (task);

  chl_keys_open_async (g_task_get_source_object (task), base->provider,
                       g_task_get_cancellable (task), opened_cb, task);
}

/* Takes @task. The file names another place for the key, or none, and what was in the keyring goes. */
void
chl_key_change_remove (GTask *task)
{
  chl_secret_change_start (task, open_keyring);
}
