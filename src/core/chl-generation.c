/* chl-generation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-generation"

#include "config.h"

#include "chl-generation.h"

/**
 * chl_generation_find:
 * @rows: (array): a family's table, the special before the general
 * @model: the provider's own id of a model; capitals do not matter
 *
 * Returns: (transfer none): the quirks of the first row that fits
 */
const ChlQuirks *
chl_generation_find (const ChlGeneration *rows,
                     const char          *model)
{
  g_autofree char *lower = NULL;

  g_return_val_if_fail (rows != NULL, NULL);
  g_return_val_if_fail (model != NULL, NULL);

  lower = g_ascii_strdown (model, -1);
  while (rows->pattern != NULL && !g_pattern_match_simple (rows->pattern, lower))
    rows++;

  return rows->quirks;
}

/**
 * chl_generation_describe:
 * @quirks: of @model
 * @model: a model that was just read from a list
 *
 * Says of a model what follows from how it is spoken to, where its provider said nothing.
 */
void
chl_generation_describe (const ChlQuirks *quirks,
                         ChlModel        *model)
{
  const ChlCapabilities *known;
  g_autoptr(ChlCapabilities) capabilities = NULL;

  g_return_if_fail (quirks != NULL);
  g_return_if_fail (CHL_IS_MODEL (model));

  known = chl_model_get_said (model);
  if (!quirks->reasons || (chl_model_get_use (model) & CHL_MODEL_USE_CHAT) == 0 ||
      (chl_capabilities_is_known (known, CHL_FIELD_REASONING) &&
       !chl_capabilities_is (known, CHL_FIELD_REASONING)))
    return;

  capabilities = chl_capabilities_copy (known);
  if (!chl_capabilities_is_known (known, CHL_FIELD_REASONING))
    chl_capabilities_set_boolean (capabilities, CHL_FIELD_REASONING, TRUE, CHL_ORIGIN_FAMILY);
  if (quirks->efforts != NULL && !chl_capabilities_is_known (known, CHL_FIELD_EFFORT))
    chl_capabilities_set_words (capabilities, CHL_FIELD_EFFORT, quirks->efforts, CHL_ORIGIN_FAMILY);
  chl_model_take_capabilities (model, g_steal_pointer (&capabilities));
}
