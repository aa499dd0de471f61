/* chl-hold.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ChlHoldPlace:
 * @CHL_HOLD_IN_PARAGRAPH: the line may go on with one
 * @CHL_HOLD_IN_DEFINITIONS: the line may go on with one in which only links are defined so far
 * @CHL_HOLD_IN_TABLE: the line may be a row
 *
 * Where a line begins.
 */
typedef enum
{
  CHL_HOLD_IN_PARAGRAPH = 1 << 0,
  CHL_HOLD_IN_DEFINITIONS = 1 << 1,
  CHL_HOLD_IN_TABLE = 1 << 2,
} ChlHoldPlace;

gboolean chl_hold_line (const char  *text,
                        gsize        length,
                        ChlHoldPlace place);

G_END_DECLS
