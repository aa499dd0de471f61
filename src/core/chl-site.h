/* chl-site.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"

G_BEGIN_DECLS

/* Options by which a person chooses one of a family's sites; a family may have one of them or both. */
#define CHL_OPTION_REGION "region"
#define CHL_OPTION_PLAN "plan"

const ChlSite *chl_site_get (ChlProvider *provider);
const ChlSite *chl_site_find_other_region (ChlProvider *provider);
const ChlSite *chl_site_find_other_plan (ChlProvider      *provider,
                                         const ChlFailure *failure);
const char    *chl_site_get_plan_title (ChlProvider   *provider,
                                        const ChlSite *site);
const char    *chl_site_get_key_uri (ChlProvider *provider);

G_END_DECLS
