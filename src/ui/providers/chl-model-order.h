/* chl-model-order.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ChlModelOrder:
 *
 * How models are ordered. What is not known comes last.
 */
typedef enum
{
  CHL_MODEL_ORDER_GIVEN,
  CHL_MODEL_ORDER_NAME,
  CHL_MODEL_ORDER_CONTEXT,
  CHL_MODEL_ORDER_PRICE,
  CHL_MODEL_ORDER_DATE,
} ChlModelOrder;

GtkSorter *chl_model_order_new_sorter (ChlModelOrder order);

G_END_DECLS
