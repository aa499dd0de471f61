/* chl-provider-change.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-provider-change"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-broken-provider.h"
#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-families.h"
#include "chl-json.h"
#include "chl-provider-list-private.h"
#include "chl-redact.h"
#include "chl-settings-patch.h"

typedef struct
{
  ChlProvider *provider;   /* (owned) */
  gboolean     has_any_id; /* the person named none, so that another one is as good */
} Addition;

static void
addition_free (Addition *addition)
{
  g_object_unref (addition->provider);
  g_free (addition);
}

static void create_file (GTask *task);

/* The file of that name is another's, who was faster: what it says comes in with the next look. */
static void
take_next_id (ChlProviderList *self,
              Addition        *addition)
{
  const char      *family_id = chl_provider_get_family (addition->provider)->id;
  g_autofree char *id = NULL;
  g_autoptr(ChlProvider) provider = g_steal_pointer (&addition->provider);
  g_autoptr(JsonNode) root = chl_provider_to_json (provider);

  id = chl_provider_list_dup_next_id (self, family_id, chl_provider_get_id (provider));
  addition->provider = chl_provider_new (G_OBJECT_TYPE (provider), id);
  chl_provider_apply_json (addition->provider, root, NULL);
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlProviderList *self = g_task_get_source_object (task);
  Addition        *addition = g_task_get_task_data (task);

  chl_engine_end_writing (chl_provider_list_get_engine (self));
  if (chl_settings_store_create_finish (CHL_SETTINGS_STORE (object), result, &error))
    {
      chl_provider_list_take_snapshot (self, addition->provider);
      if (chl_provider_list_find (self, chl_provider_get_id (addition->provider)) == NULL)
        chl_provider_list_insert (self, addition->provider);
      g_task_return_pointer (task, g_object_ref (addition->provider), g_object_unref);
      return;
    }

  if (addition->has_any_id && g_error_matches (error, CHL_ERROR, CHL_ERROR_INVALID))
    {
      take_next_id (self, addition);
      create_file (g_steal_pointer (&task));
      return;
    }

  g_task_return_error (task, g_steal_pointer (&error));
}

/* Takes @task. What could not be read back is never written. */
static void
create_file (GTask *task)
{
  ChlProviderList *self = g_task_get_source_object (task);
  ChlEngine       *engine = chl_provider_list_get_engine (self);
  Addition        *addition = g_task_get_task_data (task);
  GCancellable    *cancellable = g_task_get_cancellable (task);
  g_autoptr(JsonNode) root = chl_provider_dup_written_json (addition->provider);
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;

  if (!chl_provider_check_json (addition->provider, root, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }

  name = g_strconcat (CHL_PROVIDER_FILES, chl_provider_get_id (addition->provider), NULL);
  chl_engine_begin_writing (engine);
  chl_settings_store_create_async (chl_engine_get_parts (engine)->settings, name, root, cancellable,
                                   added_cb, task);
}

static gboolean
set_options (ChlProvider       *provider,
             const char *const *options,
             GError           **error)
{
  for (guint i = 0; options != NULL && options[i] != NULL; i++)
    {
      const char      *sign = strchr (options[i], '=');
      g_autofree char *key = NULL;

      if (sign == NULL || sign == options[i])
        {
          g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _ ("An option is KEY=VALUE, not “%s”"), options[i]);
          return FALSE;
        }

      key = g_strndup (options[i], (gsize) (sign - options[i]));
      if (!chl_provider_change_option (provider, key, sign + 1, error))
        return FALSE;
    }

  return TRUE;
}

/* Bytes. That an id is long says nothing; only what begins like a vendor's key does. */
#define LOOKED_AT 31

/* An id is the name of a file, and is shown everywhere. */
static gboolean
looks_like_key (const char *id)
{
  g_autofree char *head = g_strndup (id, LOOKED_AT);
  g_autofree char *redacted = chl_redact (head);

  return !g_str_equal (redacted, head);
}

/* Where the vendor's own programs look for the server, ours looks as well; the file says it then. */
static gboolean
take_variable (ChlProvider *provider,
               GError     **error)
{
  const char      *name = chl_provider_get_family (provider)->endpoint_variable;
  const char      *value = name != NULL ? g_getenv (name) : NULL;
  g_autofree char *endpoint = NULL;

  if (value == NULL || *value == '\0')
    return TRUE;

  if (!(endpoint = chl_provider_normalize_endpoint (provider, value, error)))
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }

  chl_provider_set_endpoint (provider, endpoint);

  return TRUE;
}

static gboolean
take_endpoint (ChlProvider *provider,
               const char  *typed,
               GError     **error)
{
  g_autofree char *endpoint = NULL;

  if (typed != NULL)
    {
      if (!(endpoint = chl_provider_normalize_endpoint (provider, typed, error)))
        return FALSE;
      chl_provider_set_endpoint (provider, endpoint);
      return TRUE;
    }

  if (!take_variable (provider, error))
    return FALSE;

  if (chl_provider_get_endpoint (provider) != NULL ||
      chl_provider_get_family (provider)->is_embedded)
    return TRUE;

  g_set_error_literal (error, CHL_ERROR, CHL_ERROR_ADDRESS,
                       _ ("This provider needs the address of its server"));
  return FALSE;
}

static ChlProvider *
build_new (ChlProviderList      *self,
           const ChlNewProvider *what,
           GError              **error)
{
  g_autoptr(ChlProvider) provider = NULL;
  g_autofree char *id = NULL;
  GType            type = chl_families_find (what->family_id);

  if (type == G_TYPE_INVALID)
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _ ("There is no family “%s”"), what->family_id);
      return NULL;
    }

  if (what->id != NULL && !chl_provider_is_valid_id (what->id))
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                   _ ("“%s” cannot be an id: up to 64 of a–z, 0–9, - and _, "
                      "beginning with a letter or digit"),
                      what->id);
      return NULL;
    }

  if (what->id != NULL && looks_like_key (what->id))
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID,
                           _ ("The id looks like a key; a key is given by itself and kept in the keyring"));
      return NULL;
    }

  if (what->id != NULL && chl_provider_list_is_taken (self, what->id))
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _ ("There is a provider “%s” already"), what->id);
      return NULL;
    }

  id = what->id != NULL ? g_strdup (what->id)
                        : chl_provider_list_dup_free_id (self, what->family_id);
  provider = chl_provider_new (type, id);
  if (what->name != NULL && !chl_provider_change_option (provider, "name", what->name, error))
    return NULL;

  if (!take_endpoint (provider, what->endpoint, error))
    return NULL;

  if (!set_options (provider, what->options, error))
    return NULL;

  return g_steal_pointer (&provider);
}

/**
 * chl_provider_list_add_async:
 * @self: a list
 * @what: what to add; used during the call only
 * @cancellable: (nullable): gives up
 * @callback: (scope async): called when its file is written
 * @user_data: closure for @callback
 *
 * Adds a provider. One without a wanted id gets the next that is free, whoever else is adding. Errors: %CHL_ERROR_INVALID for an id or option that cannot be,
 * %CHL_ERROR_ADDRESS for an endpoint, %CHL_ERROR_DISK_FULL and %CHL_ERROR_STORAGE.
 */
void
chl_provider_list_add_async (ChlProviderList      *self,
                             const ChlNewProvider *what,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  ChlProvider *provider;
  Addition    *addition;

  g_return_if_fail (CHL_IS_PROVIDER_LIST (self));
  g_return_if_fail (what != NULL && what->family_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_provider_list_add_async);

  if (!(provider = build_new (self, what, &error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  addition = g_new0 (Addition, 1);
  addition->provider = provider;
  addition->has_any_id = what->id == NULL;
  g_task_set_task_data (task, addition, (GDestroyNotify) addition_free);
  create_file (g_steal_pointer (&task));
}

/**
 * chl_provider_list_add_finish:
 * @self: a list
 * @result: what the callback was given
 * @error: (out) (optional): see chl_provider_list_add_async()
 *
 * Returns: (transfer full) (nullable): the new provider
 */
ChlProvider *
chl_provider_list_add_finish (ChlProviderList *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_provider_list_add_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
