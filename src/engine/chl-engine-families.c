/* chl-engine-families.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-engine-families"

#include "config.h"

#include "chl-engine.h"
#include "chl-families.h"

/**
 * chl_engine_list_families:
 * @out_length: (out): how many
 *
 * Returns: (transfer none) (array length=out_length): the types of the families, in the order in
 *   which to offer them
 */
const GType *
chl_engine_list_families (guint *out_length)
{
  return chl_families_list (out_length);
}

/**
 * chl_engine_find_family:
 * @family_id: (nullable): id of a family
 *
 * Returns: its type, or %G_TYPE_INVALID
 */
GType
chl_engine_find_family (const char *family_id)
{
  return chl_families_find (family_id);
}

/**
 * chl_engine_guess_families:
 * @pasted: what a person pasted, without blanks around it
 *
 * Returns: (transfer full) (element-type GType): the families whose key it may be: one if that is
 *   certain; none if it is no key
 */
GArray *
chl_engine_guess_families (const char *pasted)
{
  return chl_families_guess_key (pasted);
}
