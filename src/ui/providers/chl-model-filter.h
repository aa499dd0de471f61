/* chl-model-filter.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "chl-model.h"

G_BEGIN_DECLS

/**
 * ChlModelWant:
 *
 * What a model must be, or be able to do, to pass; all of those that are set.
 */
typedef enum
{
  CHL_MODEL_WANT_ON = 1 << 0,
  CHL_MODEL_WANT_TOOLS = 1 << 1,
  CHL_MODEL_WANT_VISION = 1 << 2,
  CHL_MODEL_WANT_THINKING = 1 << 3,
  CHL_MODEL_WANT_COMPLETION = 1 << 4,
  CHL_MODEL_WANT_EMBEDDING = 1 << 5,
  CHL_MODEL_WANT_FREE = 1 << 6,
  CHL_MODEL_WANT_HERE = 1 << 7,
  CHL_MODEL_WANT_NEW = 1 << 8,
} ChlModelWant;

#define CHL_TYPE_MODEL_FILTER (chl_model_filter_get_type ())

G_DECLARE_FINAL_TYPE (ChlModelFilter, chl_model_filter, CHL, MODEL_FILTER, GtkFilter)

ChlModelFilter *chl_model_filter_new (void);
void            chl_model_filter_set_query (ChlModelFilter *self,
                                            const char     *query);
void            chl_model_filter_set_want (ChlModelFilter *self,
                                           ChlModelWant    want);
void            chl_model_filter_set_context (ChlModelFilter *self,
                                              gint64          min_tokens);
void            chl_model_filter_set_local (ChlModelFilter *self,
                                            gboolean        is_local);
gboolean        chl_model_filter_is_empty (ChlModelFilter *self);

G_END_DECLS
