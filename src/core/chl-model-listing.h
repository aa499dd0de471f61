/* chl-model-listing.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "chl-model.h"

G_BEGIN_DECLS

/* Rows of a listing that are read, and bytes of the longest id that is believed. */
#define CHL_MODEL_LISTING_MAX_ROWS 20000
#define CHL_MODEL_LISTING_MAX_ID 512

/**
 * ChlModelRowFunc:
 * @model: what was read
 * @row: of what
 * @user_data: what was given with it
 *
 * Returns: whether @model is to be listed
 */
typedef gboolean (*ChlModelRowFunc) (ChlModel *model,
                                     JsonNode *row,
                                     gpointer  user_data);

gboolean    chl_model_listing_is_cut (JsonNode *root);
GPtrArray  *chl_model_listing_parse (const char     *provider_id,
                                     JsonNode       *root,
                                     ChlModelRowFunc func,
                                     gpointer        user_data,
                                     GError        **error);
ChlModelUse chl_model_listing_guess_use (const char *model_id);
gboolean    chl_model_listing_is_usable_id (const char *model_id);

G_END_DECLS
