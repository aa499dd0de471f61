/* chl-spin-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHL_TYPE_SPIN_ROW (chl_spin_row_get_type ())

/*
 * A number that is left to somebody else until it is set. ChlSpinRow::changed: the person did so, or
 * took it back.
 */
G_DECLARE_DERIVABLE_TYPE (ChlSpinRow, chl_spin_row, CHL, SPIN_ROW, AdwActionRow)

struct _ChlSpinRowClass
{
  AdwActionRowClass parent_class;
};

/**
 * ChlSpinRange:
 * @unset: stands for nothing set, and below all numbers
 * @lowest: the first number
 * @highest: the last number
 * @step: from one to the next
 * @n_digits: behind the point
 *
 * What can be set.
 */
typedef struct
{
  double unset;
  double lowest;
  double highest;
  double step;
  guint  n_digits;
} ChlSpinRange;

GtkWidget *chl_spin_row_new (const char         *title,
                             const char         *subtitle,
                             const ChlSpinRange *range);
void       chl_spin_row_set_up (ChlSpinRow         *self,
                                const char         *title,
                                const char         *subtitle,
                                const ChlSpinRange *range);
void       chl_spin_row_set_highest (ChlSpinRow *self,
                                     double      highest);
double     chl_spin_row_get_value (ChlSpinRow *self);
void       chl_spin_row_set_value (ChlSpinRow *self,
                                   double      value);

G_END_DECLS
