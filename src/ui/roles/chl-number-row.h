/* chl-number-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"
#include "chl-spin-row.h"

G_BEGIN_DECLS

/**
 * ChlNumber:
 *
 * A number that a role can set.
 */
typedef enum
{
  CHL_NUMBER_TEMPERATURE,
  CHL_NUMBER_MAX_OUTPUT,
} ChlNumber;

#define CHL_TYPE_NUMBER_ROW (chl_number_row_get_type ())

/* A number of a role, which is left to the provider until it is set. */
G_DECLARE_FINAL_TYPE (ChlNumberRow, chl_number_row, CHL, NUMBER_ROW, ChlSpinRow)

GtkWidget *chl_number_row_new (ChlEngine *engine,
                               ChlRole    role,
                               ChlNumber  number);

G_END_DECLS
