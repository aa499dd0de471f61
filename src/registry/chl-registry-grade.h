/* chl-registry-grade.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-registry-listed.h"

G_BEGIN_DECLS

/* What is judged of a model by its name, its limits and its price. */

gboolean    chl_registry_is_other_price (const char *old,
                                         const char *new);
const char *chl_registry_find_use (const char *key,
                                   const char *media);
const char *chl_registry_grade_agent (const ChlRegistryListed *listed);
const char *chl_registry_grade_class (const char *price);

G_END_DECLS
