/* chl-rule-block.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-block-view.h"

G_BEGIN_DECLS

#define CHL_TYPE_RULE_BLOCK (chl_rule_block_get_type ())

/* A line across. */
G_DECLARE_FINAL_TYPE (ChlRuleBlock, chl_rule_block, CHL, RULE_BLOCK, GtkWidget)

GtkWidget *chl_rule_block_new (void);

G_END_DECLS
