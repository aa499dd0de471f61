/* chl-provider-state.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-provider-state"

#include "config.h"

#include "chl-provider-private.h"
#include "chl-site.h"

/**
 * chl_provider_get_option:
 * @self: a provider
 * @key: which option
 *
 * Returns: (nullable): what it was set to
 */
const char *
chl_provider_get_option (ChlProvider *self,
                         const char  *key)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  return g_tree_lookup (chl_provider_get_private (self)->options, key);
}

/**
 * chl_provider_set_option:
 * @self: a provider
 * @key: which option
 * @value: (nullable): what to set it to; never a secret; %NULL for the usual
 */
void
chl_provider_set_option (ChlProvider *self,
                         const char  *key,
                         const char  *value)
{
  g_autofree char *name = NULL;
  GTree           *options = NULL;

  g_return_if_fail (CHL_IS_PROVIDER (self));
  g_return_if_fail (key != NULL && *key != '\0');

  options = chl_provider_get_private (self)->options;
  if (g_strcmp0 (g_tree_lookup (options, key), value) == 0)
    return;

  name = g_strdup (key);
  if (value != NULL)
    g_tree_replace (options, g_strdup (name), g_strdup (value));
  else
    g_tree_remove (options, name);
  g_signal_emit_by_name (self, "option-changed", name);

  /* Which of several sites is meant follows from options. */
  if (chl_provider_get_family (self)->sites != NULL &&
      (g_str_equal (name, CHL_OPTION_REGION) || g_str_equal (name, CHL_OPTION_PLAN)) &&
      chl_provider_get_private (self)->endpoint == NULL)
    g_object_notify (G_OBJECT (self), "endpoint");
}

ChlKeySource
chl_provider_get_key_source (ChlProvider *self)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), CHL_KEY_SOURCE_NONE);

  return chl_provider_get_private (self)->key_source;
}

/**
 * chl_provider_get_key_origin:
 * @self: a provider
 *
 * Returns: (nullable): the origin that the key was given for, and that alone it may go to
 */
const char *
chl_provider_get_key_origin (ChlProvider *self)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);

  return chl_provider_get_private (self)->key_origin;
}

/**
 * chl_provider_get_key_variable:
 * @self: a provider
 *
 * Returns: (nullable): the environment variable the key is read from
 */
const char *
chl_provider_get_key_variable (ChlProvider *self)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);

  return chl_provider_get_private (self)->key_variable;
}

/**
 * chl_provider_set_key:
 * @self: a provider
 * @source: where its key comes from
 * @origin: (nullable): the origin it was given for; %NULL without a key
 * @variable: (nullable): the environment variable, for %CHL_KEY_SOURCE_ENVIRONMENT
 *
 * Notes where the key is, never the key.
 */
void
chl_provider_set_key (ChlProvider *self,
                      ChlKeySource source,
                      const char  *origin,
                      const char  *variable)
{
  ChlProviderPrivate *priv = NULL;
  gboolean            is_other = FALSE;

  g_return_if_fail (CHL_IS_PROVIDER (self));
  g_return_if_fail (source != CHL_KEY_SOURCE_ENVIRONMENT || variable != NULL);

  priv = chl_provider_get_private (self);
  is_other = priv->key_source != source;
  priv->key_source = source;
  is_other |= chl_provider_replace_string (&priv->key_origin,
                                           source != CHL_KEY_SOURCE_NONE ? origin : NULL);
  is_other |= chl_provider_replace_string (&priv->key_variable,
                                           source == CHL_KEY_SOURCE_ENVIRONMENT ? variable : NULL);

  if (is_other)
    g_object_notify (G_OBJECT (self), "key-source");
}

/**
 * chl_provider_get_key_leftover:
 * @self: a provider
 *
 * Returns: (nullable): where in the keyring a key may be that is not used any more
 */
const char *
chl_provider_get_key_leftover (ChlProvider *self)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);

  return chl_provider_get_private (self)->key_leftover;
}

/**
 * chl_provider_set_key_leftover:
 * @self: a provider
 * @origin: (nullable): the origin that the old key was given for; %NULL when it is gone
 *
 * Notes that an old key is still to be removed, so that whoever comes next can do it.
 */
void
chl_provider_set_key_leftover (ChlProvider *self,
                               const char  *origin)
{
  g_return_if_fail (CHL_IS_PROVIDER (self));

  chl_provider_replace_string (&chl_provider_get_private (self)->key_leftover, origin);
}

/**
 * chl_provider_get_state:
 * @self: a provider
 *
 * Returns: how it goes; %CHL_PROVIDER_OFF while it is not enabled
 */
ChlProviderState
chl_provider_get_state (ChlProvider *self)
{
  ChlProviderPrivate *priv = NULL;

  g_return_val_if_fail (CHL_IS_PROVIDER (self), CHL_PROVIDER_UNCHECKED);

  priv = chl_provider_get_private (self);

  return priv->is_enabled ? priv->state : CHL_PROVIDER_OFF;
}

/**
 * chl_provider_get_detail:
 * @self: a provider
 *
 * Returns: (nullable): one short sentence about the state
 */
const char *
chl_provider_get_detail (ChlProvider *self)
{
  ChlProviderPrivate *priv = NULL;

  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);

  priv = chl_provider_get_private (self);

  return priv->is_enabled ? priv->detail : NULL;
}

/**
 * chl_provider_get_checked_us:
 * @self: a provider
 *
 * Returns: when the state was last learnt, microseconds since 1970; 0 if never
 */
gint64
chl_provider_get_checked_us (ChlProvider *self)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), 0);

  return chl_provider_get_private (self)->checked_us;
}

/**
 * chl_provider_get_listed_us:
 * @self: a provider
 *
 * Returns: when it was last heard which models it has, microseconds since 1970; 0 if never
 */
gint64
chl_provider_get_listed_us (ChlProvider *self)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), 0);

  return chl_provider_get_private (self)->listed_us;
}

/**
 * chl_provider_set_listed_us:
 * @self: a provider
 * @listed_us: when it was heard which models it has, microseconds since 1970
 */
void
chl_provider_set_listed_us (ChlProvider *self,
                            gint64       listed_us)
{
  g_return_if_fail (CHL_IS_PROVIDER (self));

  chl_provider_get_private (self)->listed_us = listed_us;
}

/**
 * chl_provider_set_state:
 * @self: a provider
 * @state: how it goes; kept while the provider is off, and shown again afterwards
 * @detail: (nullable): one short sentence, without a secret
 * @checked_us: microseconds since 1970
 */
void
chl_provider_set_state (ChlProvider     *self,
                        ChlProviderState state,
                        const char      *detail,
                        gint64           checked_us)
{
  ChlProviderPrivate *priv = NULL;
  ChlProviderState    old_state;

  g_return_if_fail (CHL_IS_PROVIDER (self));

  priv = chl_provider_get_private (self);
  old_state = chl_provider_get_state (self);
  priv->state = state;
  priv->checked_us = checked_us;

  if (chl_provider_replace_string (&priv->detail, chl_provider_null_if_empty (detail)) &&
      priv->is_enabled)
    g_object_notify (G_OBJECT (self), "detail");
  if (chl_provider_get_state (self) != old_state)
    g_object_notify (G_OBJECT (self), "state");
}
