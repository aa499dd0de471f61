/* chl-provider-endpoint.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-provider-endpoint"

#include "config.h"

#include "chl-address.h"
#include "chl-provider-private.h"
#include "chl-site.h"

static const char *
get_usual (ChlProvider *self)
{
  const ChlSite *site = chl_site_get (self);

  return site != NULL ? site->endpoint : chl_provider_get_family (self)->endpoint;
}

/**
 * chl_provider_get_endpoint:
 * @self: a provider
 *
 * Returns: (nullable): where requests go: what was set, or the family's own, of which the chosen
 *   site
 */
const char *
chl_provider_get_endpoint (ChlProvider *self)
{
  ChlProviderPrivate *priv = NULL;

  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);

  priv = chl_provider_get_private (self);

  return priv->endpoint != NULL ? priv->endpoint : get_usual (self);
}

/**
 * chl_provider_set_endpoint:
 * @self: a provider
 * @endpoint: (nullable): what chl_provider_normalize_endpoint() made; %NULL for the family's own
 */
void
chl_provider_set_endpoint (ChlProvider *self,
                           const char  *endpoint)
{
  const char *own = NULL;

  g_return_if_fail (CHL_IS_PROVIDER (self));

  own = chl_provider_null_if_empty (endpoint);
  if (g_strcmp0 (own, get_usual (self)) == 0)
    own = NULL;

  if (chl_provider_replace_string (&chl_provider_get_private (self)->endpoint, own))
    g_object_notify (G_OBJECT (self), "endpoint");
}

/**
 * chl_provider_dup_origin:
 * @self: a provider
 *
 * Returns: (transfer full) (nullable): scheme, host and port of its endpoint; %NULL without one
 */
char *
chl_provider_dup_origin (ChlProvider *self)
{
  const char *endpoint = NULL;

  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);

  endpoint = chl_provider_get_endpoint (self);

  return endpoint != NULL ? chl_address_dup_origin (endpoint) : NULL;
}

/**
 * chl_provider_is_local:
 * @self: a provider
 *
 * Returns: whether what is sent to it stays on this computer, as far as its address tells
 */
gboolean
chl_provider_is_local (ChlProvider *self)
{
  const char *endpoint = NULL;

  g_return_val_if_fail (CHL_IS_PROVIDER (self), FALSE);

  endpoint = chl_provider_get_endpoint (self);

  return chl_provider_get_family (self)->is_embedded ||
         (endpoint != NULL && chl_address_is_loopback (endpoint));
}
