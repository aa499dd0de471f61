/* chl-provider-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-provider-json"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-error.h"
#include "chl-json.h"
#include "chl-provider-private.h"
#include "chl-record.h"

#define VERSION 1

static const char *const key_sources[] = {
  [CHL_KEY_SOURCE_NONE] = "none",
  [CHL_KEY_SOURCE_KEYRING] = "keyring",
  [CHL_KEY_SOURCE_ENVIRONMENT] = "environment",
};

/* A file that was read and found good, before any of it is put to use. */
typedef struct
{
  const char      *name;     /* (unowned) (nullable) the document owns it, as what follows */
  char            *endpoint; /* (owned) (nullable) */
  gboolean         is_enabled;
  JsonObject      *options; /* (unowned) (nullable) */
  JsonObject      *models;  /* (unowned) (nullable) */
  JsonObject      *learned; /* (unowned) (nullable) */
  JsonObject      *headers; /* (unowned) (nullable) */
  ChlKeySource     key_source;
  const char      *key_origin;   /* (unowned) (nullable) */
  const char      *key_variable; /* (unowned) (nullable) */
  const char      *key_leftover; /* (unowned) (nullable) */
  ChlProviderState state;
  const char      *detail; /* (unowned) (nullable) */
  gint64           checked_us;
} Settings;

static void
set_string_unless_null (JsonObject *object,
                        const char *name,
                        const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

static gboolean
write_option (gpointer key,
              gpointer value,
              gpointer user_data)
{
  json_object_set_string_member (user_data, key, value);

  return FALSE;
}

static JsonObject *
write_check (ChlProviderPrivate *priv)
{
  JsonObject *check = json_object_new ();

  json_object_set_string_member (check, "state", chl_provider_state_to_string (priv->state));
  set_string_unless_null (check, "detail", priv->detail);
  json_object_set_int_member (check, "time_us", priv->checked_us);

  return check;
}

/**
 * chl_provider_to_json:
 * @self: a provider
 *
 * Returns: (transfer full): all that is kept of it in its file; no secret
 */
JsonNode *
chl_provider_to_json (ChlProvider *self)
{
  g_autoptr(JsonObject) object = NULL;
  ChlProviderPrivate *priv = NULL;
  const ChlFamily    *family = NULL;
  JsonObject         *part = NULL;

  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);

  priv = chl_provider_get_private (self);
  family = chl_provider_get_family (self);
  object = json_object_new ();
  json_object_set_int_member (object, "version", VERSION);
  json_object_set_string_member (object, "family", family->id);
  set_string_unless_null (object, "name", priv->name);
  json_object_set_boolean_member (object, "enabled", priv->is_enabled);

  /* An embedded one is at another port each time. */
  if (!family->is_embedded)
    set_string_unless_null (object, "endpoint", priv->endpoint);

  part = json_object_new ();
  g_tree_foreach (priv->options, write_option, part);
  json_object_set_object_member (object, "options", part);

  part = json_object_new ();
  json_object_set_string_member (part, "source", key_sources[priv->key_source]);
  set_string_unless_null (part, "origin", priv->key_origin);
  set_string_unless_null (part, "variable", priv->key_variable);
  set_string_unless_null (part, "leftover", priv->key_leftover);
  json_object_set_object_member (object, "key", part);

  /* Even without any left: what this version does not understand of them stays in the file. */
  if (priv->has_own_headers)
    json_object_set_object_member (object, "headers", chl_provider_write_own_headers (self));

  json_object_set_object_member (object, "models", chl_provider_write_models (self));
  if (g_tree_nnodes (priv->lessons) > 0)
    json_object_set_object_member (object, "learned", chl_provider_write_lessons (self));
  if (priv->state != CHL_PROVIDER_UNCHECKED || priv->checked_us != 0)
    json_object_set_object_member (object, "check", write_check (priv));

  return json_node_init_object (json_node_alloc (), object);
}

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  g_set_error_literal (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE, sentence);

  return FALSE;
}

static gboolean
check_family (ChlProvider *self,
              JsonNode    *root,
              GError     **error)
{
  const char *family = NULL;
  gint64      version = VERSION;

  if (!JSON_NODE_HOLDS_OBJECT (root))
    return refuse (error, _("A provider’s file must be a JSON object"));
  if (!chl_record_read_int64 (root, "/version", &version, error) ||
      !chl_record_read_string (root, "/family", &family, error))
    return FALSE;

  if (family != NULL && !g_str_equal (family, chl_provider_get_family (self)->id))
    {
      g_set_error (error,
                   CHL_ERROR,
                   CHL_ERROR_BROKEN_FILE,
                   _("The file is for the family “%s”, not for “%s”"),
                      family,
                      chl_provider_get_family (self)->id);
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_endpoint (ChlProvider *self,
               JsonNode    *root,
               Settings    *settings,
               GError     **error)
{
  g_autoptr(GError) reason = NULL;
  const char *endpoint = NULL;

  if (!chl_record_read_string (root, "/endpoint", &endpoint, error))
    return FALSE;
  if (endpoint == NULL || *endpoint == '\0' || chl_provider_get_family (self)->is_embedded)
    return TRUE;

  settings->endpoint = chl_provider_normalize_endpoint (self, endpoint, &reason);
  if (settings->endpoint == NULL)
    return refuse (error, reason->message);

  return TRUE;
}

static gboolean
read_key (JsonNode *root,
          Settings *settings,
          GError  **error)
{
  JsonObject *key = NULL;
  const char *source = key_sources[CHL_KEY_SOURCE_NONE];

  if (!chl_record_read_object (root, "/key", &key, error) ||
      !chl_record_read_string (root, "/key/source", &source, error) ||
      !chl_record_read_string (root, "/key/origin", &settings->key_origin, error) ||
      !chl_record_read_string (root, "/key/variable", &settings->key_variable, error))
    return FALSE;

  settings->key_leftover = chl_json_get_string (root, "/key/leftover");

  for (guint i = 0; i < G_N_ELEMENTS (key_sources); i++)
    if (g_str_equal (source, key_sources[i]))
      {
        settings->key_source = (ChlKeySource) i;
        if (settings->key_source == CHL_KEY_SOURCE_ENVIRONMENT && settings->key_variable == NULL)
          return refuse (error, _("“key/variable” must name an environment variable"));
        return TRUE;
      }

  return refuse (error, _("“key/source” must be “keyring”, “environment” or “none”"));
}

/*
 * A verdict can be had again: one that cannot be read, or that a later version has a word for, is
 * as good as none.
 */
static void
read_check (JsonNode *root,
            Settings *settings)
{
  const char *state = chl_json_get_string (root, "/check/state");

  if (state != NULL)
    chl_provider_state_from_string (state, &settings->state);
  settings->detail = chl_json_get_string (root, "/check/detail");
  chl_json_get_int64 (root, "/check/time_us", &settings->checked_us);
}

static gboolean
read_settings (ChlProvider *self,
               JsonNode    *root,
               Settings    *settings,
               GError     **error)
{
  if (!check_family (self, root, error) ||
      !chl_record_read_string (root, "/name", &settings->name, error) ||
      !chl_record_read_boolean (root, "/enabled", &settings->is_enabled, error) ||
      !chl_record_read_object (root, "/options", &settings->options, error) ||
      !chl_record_read_object (root, "/models", &settings->models, error) ||
      !chl_record_read_object (root, "/headers", &settings->headers, error) ||
      !read_endpoint (self, root, settings, error) ||
      !read_key (root, settings, error))
    return FALSE;

  /* What is no lesson can be learned again: no file is broken for it. */
  settings->learned = chl_json_get_object (root, "/learned");
  read_check (root, settings);

  return settings->models == NULL || chl_provider_check_models (settings->models, error);
}

static gboolean
collect_key (gpointer key,
             gpointer value,
             gpointer user_data)
{
  g_ptr_array_add (user_data, g_strdup (key));

  return FALSE;
}

static void
apply_options (ChlProvider *self,
               JsonObject  *options)
{
  g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  JsonObjectIter iter;
  const char    *key = NULL;
  JsonNode      *value = NULL;

  g_tree_foreach (chl_provider_get_private (self)->options, collect_key, keys);
  for (guint i = 0; i < keys->len; i++)
    if (options == NULL || !json_object_has_member (options, g_ptr_array_index (keys, i)))
      chl_provider_set_option (self, g_ptr_array_index (keys, i), NULL);

  if (options == NULL)
    return;

  /* Those that are no text are another version's; they stay in the file. */
  json_object_iter_init (&iter, options);
  while (json_object_iter_next (&iter, &key, &value))
    if (*key != '\0')
      chl_provider_set_option (self, key, chl_json_get_string (value, ""));
}

/**
 * chl_provider_check_json:
 * @self: a provider
 * @root: what is about to be written into its file
 * @error: (out) (optional): %CHL_ERROR_BROKEN_FILE with a sentence
 *
 * Returns: whether chl_provider_apply_json() would take it
 */
gboolean
chl_provider_check_json (ChlProvider *self,
                         JsonNode    *root,
                         GError     **error)
{
  Settings settings = { .is_enabled = TRUE };
  gboolean is_good = FALSE;

  g_return_val_if_fail (CHL_IS_PROVIDER (self), FALSE);
  g_return_val_if_fail (root != NULL, FALSE);

  is_good = read_settings (self, root, &settings, error);
  g_free (settings.endpoint);

  return is_good;
}

/**
 * chl_provider_apply_json:
 * @self: a provider
 * @root: a settings file as chl_provider_to_json() writes it, or as a person wrote it
 * @error: %CHL_ERROR_BROKEN_FILE with a sentence
 *
 * Makes the provider what the file says; what is not in the file is as it is without one. Unknown
 * members are passed over. Models that are enabled in the file and not known yet are made, so that
 * they can be used before the first discovery. If anything known is wrong nothing is changed.
 *
 * Returns: %FALSE with @error set if the file is broken
 */
gboolean
chl_provider_apply_json (ChlProvider *self,
                         JsonNode    *root,
                         GError     **error)
{
  Settings settings = { .is_enabled = TRUE };
  gboolean is_embedded = FALSE;

  g_return_val_if_fail (CHL_IS_PROVIDER (self), FALSE);
  g_return_val_if_fail (root != NULL, FALSE);

  if (!read_settings (self, root, &settings, error))
    {
      g_free (settings.endpoint);
      return FALSE;
    }

  is_embedded = chl_provider_get_family (self)->is_embedded;
  g_object_freeze_notify (G_OBJECT (self));

  chl_provider_set_name (self, settings.name);
  chl_provider_set_enabled (self, settings.is_enabled);
  /* Which address is the usual one follows from options. */
  apply_options (self, settings.options);
  if (!is_embedded)
    chl_provider_set_endpoint (self, settings.endpoint);
  chl_provider_set_key (self, settings.key_source, settings.key_origin, settings.key_variable);
  chl_provider_set_key_leftover (self, chl_provider_null_if_empty (settings.key_leftover));
  chl_provider_set_state (self, settings.state, settings.detail, settings.checked_us);
  chl_provider_apply_models (self, settings.models);
  chl_provider_apply_lessons (self, settings.learned);
  chl_provider_apply_own_headers (self, settings.headers);

  g_object_thaw_notify (G_OBJECT (self));
  g_free (settings.endpoint);

  return TRUE;
}
