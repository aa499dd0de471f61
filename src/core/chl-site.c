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

/* Of a person's own address nothing is known. */
static const ChlSite *
get_own_site (ChlProvider *provider)
{
  const ChlSite *now = chl_site_get (provider);

  return now != NULL && g_strcmp0 (now->endpoint, chl_provider_get_endpoint (provider)) == 0 ? now
                                                                                             : NULL;
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

  now = get_own_site (provider);
  if (now == NULL || now->region == NULL)
    return NULL;

  for (const ChlSite *site = chl_provider_get_family (provider)->sites; site->endpoint != NULL; site++)
    if (g_strcmp0 (site->region, now->region) != 0 && fits (site->plan, now->plan))
      return site;

  return NULL;
}

/**
 * chl_site_find_other_plan:
 * @provider: a provider
 * @failure: what it answered
 *
 * A plan may have an address of its own, and be worth nothing at the others.
 *
 * Returns: (nullable) (transfer none): the site of another plan in the same region, if @failure may
 *   mean that the key is for that one
 */
const ChlSite *
chl_site_find_other_plan (ChlProvider      *provider,
                          const ChlFailure *failure)
{
  const ChlFailureRow *rows;
  const ChlSite       *now;

  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (failure != NULL, NULL);

  rows = CHL_PROVIDER_GET_CLASS (provider)->plan_failures;
  now = get_own_site (provider);
  if (rows == NULL || now == NULL || now->plan == NULL || !chl_failure_rows_fit (rows, failure))
    return NULL;

  for (const ChlSite *site = chl_provider_get_family (provider)->sites; site->endpoint != NULL; site++)
    if (site->plan != NULL && !g_str_equal (site->plan, now->plan) && fits (site->region, now->region))
      return site;

  return NULL;
}

/**
 * chl_site_get_plan_title:
 * @provider: a provider
 * @site: one of its family's sites
 *
 * Returns: (nullable) (transfer none): what a person reads for the site's plan, not yet translated
 */
const char *
chl_site_get_plan_title (ChlProvider   *provider,
                         const ChlSite *site)
{
  const ChlOption *option;

  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (site != NULL, NULL);

  option = chl_option_find (chl_provider_get_family (provider)->options, CHL_OPTION_PLAN);
  for (guint i = 0; option != NULL && option->choices[i].value != NULL; i++)
    if (g_strcmp0 (option->choices[i].value, site->plan) == 0)
      return option->choices[i].title;

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
