/* chl-merger.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-merger"

#include "config.h"

#include "chl-merger.h"

G_DEFINE_INTERFACE (ChlMerger, chl_merger, G_TYPE_OBJECT)

static void
chl_merger_default_init (ChlMergerInterface *iface)
{
}

/**
 * chl_merger_merge:
 * @self: a merger
 * @model: a model
 *
 * Returns: (transfer full): all that is known of @model, each field with who says so
 */
ChlCapabilities *
chl_merger_merge (ChlMerger *self,
                  ChlModel  *model)
{
  g_return_val_if_fail (CHL_IS_MERGER (self), NULL);
  g_return_val_if_fail (CHL_IS_MODEL (model), NULL);

  return CHL_MERGER_GET_IFACE (self)->merge (self, model);
}

/**
 * chl_merger_find_use:
 * @self: a merger
 * @model: a model
 *
 * Returns: what can be asked of @model, whatever it is called; 0 if it is not known
 */
ChlModelUse
chl_merger_find_use (ChlMerger *self,
                     ChlModel  *model)
{
  g_return_val_if_fail (CHL_IS_MERGER (self), (ChlModelUse) 0);
  g_return_val_if_fail (CHL_IS_MODEL (model), (ChlModelUse) 0);

  if (CHL_MERGER_GET_IFACE (self)->find_use == NULL)
    return (ChlModelUse) 0;

  return CHL_MERGER_GET_IFACE (self)->find_use (self, model);
}
