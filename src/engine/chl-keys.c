/* chl-keys.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-keys"

#include "config.h"

#include "chl-keys.h"

#include <glib/gi18n-lib.h>

#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-keys-private.h"

/* What a look-up in this run has told of one provider's key. */
typedef struct
{
  ChlSecretState state;
  char          *tail; /* (owned) (nullable) */
} Seen;

struct _ChlKeys
{
  GObject parent_instance;

  ChlEngine  *engine; /* (unowned) it owns us */
  GHashTable *seen;   /* (owned) (element-type utf8 Seen) by provider id */
};

G_DEFINE_FINAL_TYPE (ChlKeys, chl_keys, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
seen_free (Seen *seen)
{
  g_free (seen->tail);
  g_free (seen);
}

static void
chl_keys_finalize (GObject *object)
{
  ChlKeys *self = CHL_KEYS (object);

  g_clear_pointer (&self->seen, g_hash_table_unref);

  G_OBJECT_CLASS (chl_keys_parent_class)->finalize (object);
}

static void
chl_keys_class_init (ChlKeysClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = chl_keys_finalize;

  /**
   * ChlKeys::changed:
   * @provider_id: whose key
   *
   * What is known of the key is not what it was.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
chl_keys_init (ChlKeys *self)
{
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) seen_free);
}

ChlKeys *
chl_keys_new (ChlEngine *engine)
{
  ChlKeys *self = g_object_new (CHL_TYPE_KEYS, NULL);

  self->engine = engine;

  return self;
}

ChlEngine *
chl_keys_get_engine (ChlKeys *self)
{
  return self->engine;
}

/* Remembers what a look-up or a change has told, and says so. */
void
chl_keys_see (ChlKeys       *self,
              ChlProvider   *provider,
              ChlSecretState state,
              ChlSecret     *secret)
{
  Seen *seen = g_new0 (Seen, 1);

  seen->state = state;
  seen->tail = secret != NULL ? chl_secret_dup_tail (secret) : NULL;
  g_hash_table_replace (self->seen, g_strdup (chl_provider_get_id (provider)), seen);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, chl_provider_get_id (provider));
}

static gboolean
is_locked_cb (gpointer key,
              gpointer value,
              gpointer user_data)
{
  return ((Seen *) value)->state == CHL_SECRET_LOCKED;
}

/* The keyring was opened: what was seen of it while it was locked says nothing any more. */
void
chl_keys_forget_locked (ChlKeys *self)
{
  g_autoptr(GListModel) providers = g_object_ref (G_LIST_MODEL (chl_engine_get_providers (self->engine)));

  g_hash_table_foreach_remove (self->seen, is_locked_cb, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr(ChlProvider) provider = g_list_model_get_item (providers, i);

      g_signal_emit (self, signals[SIGNAL_CHANGED], 0, chl_provider_get_id (provider));
    }
}

static gboolean
has_text (const char *value)
{
  return value != NULL && *value != '\0';
}

/* For whom the key was given, or NULL where a file does not say so. */
const char *
chl_keys_get_origin (ChlProvider *provider)
{
  const char *origin = chl_provider_get_key_origin (provider);

  return has_text (origin) ? origin : NULL;
}

/* A key that nobody said it is for is for nobody yet. */
static gboolean
is_other_origin (ChlProvider *provider)
{
  g_autofree char *origin = chl_provider_dup_origin (provider);
  const char      *key_origin = chl_keys_get_origin (provider);

  return key_origin == NULL || g_strcmp0 (origin, key_origin) != 0;
}

/**
 * chl_keys_get_state:
 * @self: the keys
 * @provider: whose key
 *
 * What is known without asking the keyring: before the first use of a key that should be in the
 * keyring, it is taken to be there.
 *
 * Returns: the state
 */
ChlKeyState
chl_keys_get_state (ChlKeys     *self,
                    ChlProvider *provider)
{
  const Seen *seen;

  g_return_val_if_fail (CHL_IS_KEYS (self), CHL_KEY_NONE);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), CHL_KEY_NONE);

  switch (chl_provider_get_key_source (provider))
    {
    case CHL_KEY_SOURCE_NONE:
      return CHL_KEY_NONE;

    case CHL_KEY_SOURCE_ENVIRONMENT:
      if (is_other_origin (provider))
        return CHL_KEY_OTHER_ORIGIN;
      return has_text (g_getenv (chl_provider_get_key_variable (provider)))
               ? CHL_KEY_ENVIRONMENT
               : CHL_KEY_VARIABLE_UNSET;

    case CHL_KEY_SOURCE_KEYRING:
      break;
    }

  if (is_other_origin (provider))
    return CHL_KEY_OTHER_ORIGIN;

  seen = g_hash_table_lookup (self->seen, chl_provider_get_id (provider));
  if (seen == NULL)
    return CHL_KEY_KEPT;

  switch (seen->state)
    {
    case CHL_SECRET_ABSENT:
      return CHL_KEY_NONE;
    case CHL_SECRET_KEPT:
      return CHL_KEY_KEPT;
    case CHL_SECRET_UNTIL_QUIT:
      return CHL_KEY_UNTIL_QUIT;
    case CHL_SECRET_LOCKED:
      return CHL_KEY_LOCKED;
    case CHL_SECRET_FAILED:
      return CHL_KEY_FAILED;
    }

  return CHL_KEY_FAILED;
}

/**
 * chl_keys_dup_tail:
 * @self: the keys
 * @provider: whose key
 *
 * Returns: (transfer full) (nullable): the key's last four characters, once it was read in this run
 */
char *
chl_keys_dup_tail (ChlKeys     *self,
                   ChlProvider *provider)
{
  const Seen *seen;

  g_return_val_if_fail (CHL_IS_KEYS (self), NULL);

  seen = g_hash_table_lookup (self->seen, chl_provider_get_id (provider));

  return seen != NULL ? g_strdup (seen->tail) : NULL;
}

/**
 * chl_keys_describe:
 * @self: the keys
 * @provider: whose key
 *
 * Returns: (transfer full): where the key is, in a few words to show beside it
 */
char *
chl_keys_describe (ChlKeys     *self,
                   ChlProvider *provider)
{
  switch (chl_keys_get_state (self, provider))
    {
    case CHL_KEY_NONE:
      return g_strdup (chl_provider_get_family (provider)->auth == CHL_AUTH_NONE
                       ? _ ("Needs no key")
                       : _ ("No key yet"));
    case CHL_KEY_KEPT:
      return g_strdup (_ ("Kept in the keyring"));
    case CHL_KEY_UNTIL_QUIT:
      return g_strdup (_ ("Kept in memory until you quit"));
    case CHL_KEY_LOCKED:
      return g_strdup (_ ("In the keyring, which is locked"));
    case CHL_KEY_FAILED:
      return g_strdup (_ ("The keyring does not answer"));
    case CHL_KEY_ENVIRONMENT:
      return g_strdup_printf (_ ("From the environment variable %s"),
                                 chl_provider_get_key_variable (provider));
    case CHL_KEY_VARIABLE_UNSET:
      return g_strdup_printf (_ ("The environment variable %s is not set"),
                                 chl_provider_get_key_variable (provider));
    case CHL_KEY_OTHER_ORIGIN:
      if (chl_keys_get_origin (provider) == NULL)
        return g_strdup (_ ("Not confirmed for any server yet"));
      return g_strdup_printf (_ ("Given for %s; it is not sent anywhere else"),
                                 chl_provider_get_key_origin (provider));
    }

  return NULL;
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlKeys       *self = g_task_get_source_object (task);
  ChlProvider   *provider = g_task_get_task_data (task);
  ChlSecretState state = CHL_SECRET_FAILED;
  ChlSecret     *secret;

  secret = chl_secret_store_lookup_finish (CHL_SECRET_STORE (object), result, &state, &error);

  if (chl_error_is_cancellation (error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  chl_keys_see (self, provider, state, secret);

  if (secret != NULL)
    g_task_return_pointer (task, secret, (GDestroyNotify) chl_secret_unref);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_NO_KEY,
                             _ ("The key of %s is not in the keyring any more"),
                                chl_provider_get_title (provider));
}

/**
 * chl_keys_fetch_async:
 * @self: the keys
 * @provider: whose key
 * @cancellable: (nullable): gives up, a prompt included
 * @callback: (scope async): called with the key
 * @user_data: closure for @callback
 *
 * Gets the key for a request. Opens the keyring at the first use; it may ask the person to
 * unlock it.
 *
 * Errors: %CHL_ERROR_NO_KEY, %CHL_ERROR_ORIGIN, %CHL_ERROR_KEYRING_LOCKED, %CHL_ERROR_KEYRING.
 */
void
chl_keys_fetch_async (ChlKeys            *self,
                      ChlProvider        *provider,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  ChlSecretPlace place;
  ChlSecret     *secret;

  g_return_if_fail (CHL_IS_KEYS (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_keys_fetch_async);
  g_task_set_task_data (task, g_object_ref (provider), g_object_unref);

  if (chl_provider_get_key_source (provider) == CHL_KEY_SOURCE_NONE)
    {
      if ((chl_provider_get_family (provider)->auth & CHL_AUTH_NONE) != 0)
        g_task_return_pointer (task, NULL, NULL);
      else
        g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_NO_KEY, _ ("%s has no key yet"), chl_provider_get_title (provider));
      return;
    }

  if (chl_keys_get_origin (provider) == NULL)
    {
      g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_ORIGIN,
                               _ ("The key of %s was not confirmed for any server yet, so it was not sent"),
                                  chl_provider_get_title (provider));
      return;
    }

  if (is_other_origin (provider))
    {
      g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_ORIGIN,
                               _ ("The key of %s was given for %s, so it was not sent elsewhere"),
                                  chl_provider_get_title (provider),
                                  chl_provider_get_key_origin (provider));
      return;
    }

  if (chl_provider_get_key_source (provider) == CHL_KEY_SOURCE_ENVIRONMENT)
    {
      if ((secret = chl_keys_read_variable (provider, &error)))
        g_task_return_pointer (task, secret, (GDestroyNotify) chl_secret_unref);
      else
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  chl_keys_init_place (&place, provider, chl_provider_get_key_origin (provider));
  chl_secret_store_lookup_async (chl_engine_get_parts (self->engine)->secrets, &place, TRUE,
                                 cancellable, fetched_cb, g_steal_pointer (&task));
}

/**
 * chl_keys_fetch_finish:
 * @self: the keys
 * @result: what the callback was given
 * @error: (out) (optional): see chl_keys_fetch_async()
 *
 * Returns: (transfer full) (nullable): the key; %NULL without @error if none is needed
 */
ChlSecret *
chl_keys_fetch_finish (ChlKeys      *self,
                       GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_keys_fetch_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
