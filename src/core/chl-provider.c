/* chl-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-provider"

#include "config.h"

#include <string.h>

#include "chl-provider-private.h"
#include "chl-utf8.h"

#define MAX_ID_BYTES 64
#define MAX_NAME_BYTES 256

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ChlProvider, chl_provider, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_TITLE,
  PROP_ENDPOINT,
  PROP_IS_ENABLED,
  PROP_STATE,
  PROP_DETAIL,
  PROP_KEY_SOURCE,
  PROP_N_ENABLED_MODELS,
} ChlProviderProperty;

static GParamSpec *properties[PROP_N_ENABLED_MODELS + 1];

/* For the other files of this class. */
ChlProviderPrivate *
chl_provider_get_private (ChlProvider *self)
{
  return chl_provider_get_instance_private (self);
}

static void
chl_provider_finalize (GObject *object)
{
  ChlProviderPrivate *priv = chl_provider_get_private (CHL_PROVIDER (object));

  g_clear_pointer (&priv->id, g_free);
  g_clear_pointer (&priv->name, g_free);
  g_clear_pointer (&priv->endpoint, g_free);
  g_clear_pointer (&priv->options, g_tree_unref);
  g_clear_pointer (&priv->lessons, g_tree_unref);
  g_clear_pointer (&priv->own_headers, g_tree_unref);
  g_clear_pointer (&priv->own_quirks, g_hash_table_unref);
  g_clear_pointer (&priv->own_efforts, g_hash_table_unref);
  g_clear_pointer (&priv->key_origin, g_free);
  g_clear_pointer (&priv->key_variable, g_free);
  g_clear_pointer (&priv->key_leftover, g_free);
  g_clear_pointer (&priv->detail, g_free);
  g_clear_pointer (&priv->by_id, g_hash_table_unref);
  g_clear_object (&priv->models);
  g_clear_object (&priv->merger);

  G_OBJECT_CLASS (chl_provider_parent_class)->finalize (object);
}

static void
chl_provider_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  ChlProvider *self = CHL_PROVIDER (object);

  switch ((ChlProviderProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, chl_provider_get_id (self));
      return;

    case PROP_NAME:
      g_value_set_string (value, chl_provider_get_name (self));
      return;

    case PROP_TITLE:
      g_value_set_string (value, chl_provider_get_title (self));
      return;

    case PROP_ENDPOINT:
      g_value_set_string (value, chl_provider_get_endpoint (self));
      return;

    case PROP_IS_ENABLED:
      g_value_set_boolean (value, chl_provider_is_enabled (self));
      return;

    case PROP_STATE:
      g_value_set_int (value, (int) chl_provider_get_state (self));
      return;

    case PROP_DETAIL:
      g_value_set_string (value, chl_provider_get_detail (self));
      return;

    case PROP_KEY_SOURCE:
      g_value_set_int (value, (int) chl_provider_get_key_source (self));
      return;

    case PROP_N_ENABLED_MODELS:
      g_value_set_uint (value, chl_provider_get_n_enabled_models (self));
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
chl_provider_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  ChlProvider        *self = CHL_PROVIDER (object);
  ChlProviderPrivate *priv = chl_provider_get_private (self);

  switch ((ChlProviderProperty) prop_id)
    {
    case PROP_ID:
      priv->id = g_value_dup_string (value);
      return;

    case PROP_NAME:
      chl_provider_set_name (self, g_value_get_string (value));
      return;

    case PROP_ENDPOINT:
      chl_provider_set_endpoint (self, g_value_get_string (value));
      return;

    case PROP_IS_ENABLED:
      chl_provider_set_enabled (self, g_value_get_boolean (value));
      return;

    case PROP_TITLE:
    case PROP_STATE:
    case PROP_DETAIL:
    case PROP_KEY_SOURCE:
    case PROP_N_ENABLED_MODELS:
      break;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
install_settings (void)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags flags = readable | G_PARAM_WRITABLE;

  /**
   * ChlProvider:id: (not nullable)
   *
   * Unique among the configured ones, and never another one.
   */
  properties[PROP_ID] =
    g_param_spec_string ("id", NULL, NULL, NULL,
                         readable | G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY);

  /**
   * ChlProvider:name: (nullable)
   *
   * What the person calls it.
   */
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);

  /**
   * ChlProvider:title: (not nullable)
   *
   * What to show: the name, or the family's title.
   */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, readable);

  /**
   * ChlProvider:endpoint: (nullable)
   *
   * Where requests go: what was set, or the family's own.
   */
  properties[PROP_ENDPOINT] = g_param_spec_string ("endpoint", NULL, NULL, NULL, flags);

  /**
   * ChlProvider:is-enabled:
   *
   * Whether it may be used.
   */
  properties[PROP_IS_ENABLED] = g_param_spec_boolean ("is-enabled", NULL, NULL, TRUE, flags);
}

static void
install_facts (void)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  /**
   * ChlProvider:state:
   *
   * How it goes, a #ChlProviderState.
   */
  properties[PROP_STATE] =
    g_param_spec_int ("state", NULL, NULL, CHL_PROVIDER_UNCHECKED, CHL_PROVIDER_BROKEN_FILE,
                      CHL_PROVIDER_UNCHECKED, flags);

  /**
   * ChlProvider:detail: (nullable)
   *
   * One short sentence about the state.
   */
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);

  /**
   * ChlProvider:key-source:
   *
   * Where its key comes from, a #ChlKeySource. Also notified when its origin or variable changes.
   */
  properties[PROP_KEY_SOURCE] =
    g_param_spec_int ("key-source", NULL, NULL, CHL_KEY_SOURCE_NONE, CHL_KEY_SOURCE_ENVIRONMENT,
                      CHL_KEY_SOURCE_NONE, flags);

  /**
   * ChlProvider:n-enabled-models:
   *
   * How many of its models are turned on.
   */
  properties[PROP_N_ENABLED_MODELS] =
    g_param_spec_uint ("n-enabled-models", NULL, NULL, 0, G_MAXUINT, 0, flags);
}

static void
chl_provider_class_init (ChlProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = chl_provider_finalize;
  object_class->get_property = chl_provider_get_property;
  object_class->set_property = chl_provider_set_property;
  chl_provider_install_wire (klass);

  install_settings ();
  install_facts ();
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * ChlProvider::lessons-changed:
   *
   * What was learned of its models is another now, see chl_lessons_foreach().
   */
  g_signal_new ("lessons-changed", CHL_TYPE_PROVIDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);

  /**
   * ChlProvider::model-changed:
   * @self: the provider
   * @model: one of its models
   *
   * What is known of the model is not what it was.
   */
  g_signal_new ("model-changed", CHL_TYPE_PROVIDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, CHL_TYPE_MODEL);

  /**
   * ChlProvider::headers-changed:
   *
   * Its own headers are others now, see chl_own_headers_foreach().
   */
  g_signal_new ("headers-changed", CHL_TYPE_PROVIDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);

  /**
   * ChlProvider::option-changed:
   * @self: the provider
   * @key: which option
   */
  g_signal_new ("option-changed", CHL_TYPE_PROVIDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static int
compare_keys (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  return strcmp (a, b);
}

static void
chl_provider_init (ChlProvider *self)
{
  ChlProviderPrivate *priv = chl_provider_get_private (self);

  priv->is_enabled = TRUE;
  priv->options = g_tree_new_full (compare_keys, NULL, g_free, g_free);
  chl_provider_init_models (self);
  chl_provider_init_lessons (self);
  chl_provider_init_own_headers (self);
}

/**
 * chl_provider_get_family:
 * @self: a provider
 *
 * Returns: (transfer none) (not nullable): facts about its family
 */
const ChlFamily *
chl_provider_get_family (ChlProvider *self)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);

  return CHL_PROVIDER_GET_CLASS (self)->family;
}

/**
 * chl_provider_type_get_family:
 * @type: a type of provider
 *
 * Returns: (transfer none) (nullable): facts about the family, without an instance
 */
const ChlFamily *
chl_provider_type_get_family (GType type)
{
  ChlProviderClass *klass = NULL;
  const ChlFamily  *family = NULL;

  g_return_val_if_fail (g_type_is_a (type, CHL_TYPE_PROVIDER), NULL);

  klass = g_type_class_ref (type);
  family = klass->family;
  g_type_class_unref (klass);

  return family;
}

/**
 * chl_provider_new:
 * @type: which family
 * @id: see chl_provider_is_valid_id()
 *
 * Returns: (transfer full): a provider of which nothing is set
 */
ChlProvider *
chl_provider_new (GType       type,
                  const char *id)
{
  g_return_val_if_fail (g_type_is_a (type, CHL_TYPE_PROVIDER), NULL);
  g_return_val_if_fail (id != NULL && chl_provider_is_valid_id (id), NULL);

  return g_object_new (type, "id", id, NULL);
}

/**
 * chl_provider_is_valid_id:
 * @id: (nullable): what somebody calls a provider
 *
 * An id becomes the name of a file and an attribute in the keyring.
 *
 * Returns: whether it is 1 to 64 of a–z, 0–9, "_" and "-", and begins with a letter or a digit
 */
gboolean
chl_provider_is_valid_id (const char *id)
{
  gsize length = 0;

  if (id == NULL || !(g_ascii_islower (*id) || g_ascii_isdigit (*id)))
    return FALSE;

  while (g_ascii_islower (id[length]) || g_ascii_isdigit (id[length]) || id[length] == '_' ||
         id[length] == '-')
    length++;

  return id[length] == '\0' && length <= MAX_ID_BYTES;
}

/**
 * chl_provider_is_valid_name:
 * @name: what somebody wants to call a provider
 *
 * Returns: whether it is up to 256 bytes that show as one line, with something to see in it
 */
gboolean
chl_provider_is_valid_name (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  return strlen (name) <= MAX_NAME_BYTES && chl_utf8_is_line (name);
}

const char *
chl_provider_get_id (ChlProvider *self)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);

  return chl_provider_get_private (self)->id;
}

/**
 * chl_provider_get_title:
 * @self: a provider
 *
 * Returns: (not nullable): its name, or the family's title
 */
const char *
chl_provider_get_title (ChlProvider *self)
{
  ChlProviderPrivate *priv = NULL;

  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);

  priv = chl_provider_get_private (self);

  return priv->name != NULL ? priv->name : chl_provider_get_family (self)->title;
}

const char *
chl_provider_get_name (ChlProvider *self)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);

  return chl_provider_get_private (self)->name;
}

/**
 * chl_provider_set_name:
 * @self: a provider
 * @name: (nullable): what the person calls it; %NULL or "" for the family's title
 */
void
chl_provider_set_name (ChlProvider *self,
                       const char  *name)
{
  g_return_if_fail (CHL_IS_PROVIDER (self));

  if (!chl_provider_replace_string (&chl_provider_get_private (self)->name,
                                    chl_provider_null_if_empty (name)))
    return;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

gboolean
chl_provider_is_enabled (ChlProvider *self)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), FALSE);

  return chl_provider_get_private (self)->is_enabled;
}

void
chl_provider_set_enabled (ChlProvider *self,
                          gboolean     is_enabled)
{
  ChlProviderPrivate *priv = NULL;

  g_return_if_fail (CHL_IS_PROVIDER (self));

  priv = chl_provider_get_private (self);
  if (priv->is_enabled == !!is_enabled)
    return;

  priv->is_enabled = !!is_enabled;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_ENABLED]);
  if (priv->state != CHL_PROVIDER_OFF)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  if (priv->detail != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
}
