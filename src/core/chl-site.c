/* chl-site.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-site"

#include "config.h"

#include "chl-site.h"

/* What an option is now; of one that is not set the first of its choices. */
static const char *
get_choice (ChlProvider *provider,
            const char  *key)
{
  const ChlOption *option = chl_option_find (chl_provider_get_family (provider)->options, key);
  const char      *value = chl_provider_get_option (provider, key);

  if (option == NULL)
    return NULL;
  if (value != NULL && chl_option_check (option, value, NULL))
    return value;

  return option->choices[0].value;
}

static gboolean
fits (const char *of_site,
      const char *chosen)
{
  return of_site == NULL || g_strcmp0 (of_site, chosen) == 0;
}

/**
 * chl_site_get:
 * @provider: a provider
 *
 * Returns: (nullable) (transfer none): which of its family's sites the person chose, or the usual
 *   one; %NULL where the family has none, or none for what was chosen
 */
const ChlSite *
chl_site_get (ChlProvider *provider)
{
  const ChlSite *site;
  const char    *region;
  const char    *plan;

  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);

  site = chl_provider_get_family (provider)->sites;
  if (site == NULL)
    return NULL;

  region = get_choice (provider, CHL_OPTION_REGION);
  plan = get_choice (provider, CHL_OPTION_PLAN);
  for (; site->endpoint != NULL; site++)
    if (fits (site->region, region) && fits (site->plan, plan))
      return site;

  return NULL;
}

/**
 * chl_site_find_other_region:
 * @provider: a provider whose key was refused
 *
 * Keys are made for one region, and the others refuse them.
 *
 * Returns: (nullable) (transfer none): the site of another region with the same plan; %NULL if there
 *   is none, or if the person gave an address of their own
 */
const ChlSite *
chl_site_find_other_region (ChlProvider *provider)
{
  const ChlSite *now;

  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);

  now = chl_site_get (provider);
  if (now == NULL || now->region == NULL ||
      g_strcmp0 (now->endpoint, chl_provider_get_endpoint (provider)) != 0)
    return NULL;

  for (const ChlSite *site = chl_provider_get_family (provider)->sites; site->endpoint != NULL; site++)
    if (g_strcmp0 (site->region, now->region) != 0 && fits (site->plan, now->plan))
      return site;

  return NULL;
}

/**
 * chl_site_get_key_uri:
 * @provider: a provider
 *
 * Returns: (nullable) (transfer none): where a person makes keys for the site that was chosen
 */
const char *
chl_site_get_key_uri (ChlProvider *provider)
{
  const ChlSite *site = chl_site_get (provider);

  return site != NULL && site->key_uri != NULL ? site->key_uri
                                               : chl_provider_get_family (provider)->key_uri;
}
