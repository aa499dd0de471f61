/* chl-merger.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"

G_BEGIN_DECLS

#define CHL_TYPE_MERGER (chl_merger_get_type ())

/*
 * Works out what is known of a model from all who say something of it: somebody who knows more than
 * the person and the provider.
 */
G_DECLARE_INTERFACE (ChlMerger, chl_merger, CHL, MERGER, GObject)

/**
 * ChlMergerInterface:
 * @merge: (transfer full): all that is known of a model, each field with who says so
 * @find_use: (nullable): what can be asked of a model, for one of which nobody but its name says it; 0
 *   if it is not known
 */
struct _ChlMergerInterface
{
  GTypeInterface parent_interface;

  ChlCapabilities *(*merge) (ChlMerger *self,
                             ChlModel  *model);
  ChlModelUse (*find_use) (ChlMerger *self,
                           ChlModel  *model);
};

ChlCapabilities *chl_merger_merge (ChlMerger *self,
                                   ChlModel  *model);
ChlModelUse      chl_merger_find_use (ChlMerger *self,
                                      ChlModel  *model);
void             chl_model_set_merger (ChlModel  *self,
                                       ChlMerger *merger);
void             chl_provider_set_merger (ChlProvider *self,
                                          ChlMerger   *merger);
ChlMerger       *chl_provider_get_merger (ChlProvider *self);
void             chl_provider_forget_merged (ChlProvider *self);

G_END_DECLS
