/* chl-listing-fields.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-model.h"

G_BEGIN_DECLS

/* What families read of the rows of their lists, beside what chl_model_listing_parse() reads. */

GHashTable *chl_listing_index (JsonNode   *root,
                               const char *pointer);
gboolean    chl_listing_has_word (JsonNode   *row,
                                  const char *pointer,
                                  const char *word);
void        chl_listing_read_tokens (ChlCapabilities *capabilities,
                                     ChlField         field,
                                     JsonNode        *row,
                                     const char      *pointer);
void        chl_listing_read_switch (ChlCapabilities *capabilities,
                                     ChlField         field,
                                     JsonNode        *row,
                                     const char      *pointer);
void        chl_listing_read_words (ChlCapabilities *capabilities,
                                    ChlField         field,
                                    JsonNode        *row,
                                    const char      *pointer);
void        chl_listing_set_budget (ChlCapabilities *capabilities,
                                    gint64           least,
                                    gint64           most);
void        chl_listing_set_price (ChlCapabilities *capabilities,
                                   double           input,
                                   double           output,
                                   double           cached,
                                   double           cache_write);
void        chl_listing_set_date (ChlCapabilities *capabilities,
                                  ChlField         field,
                                  gint64           seconds);
void        chl_listing_set_day (ChlCapabilities *capabilities,
                                 ChlField         field,
                                 const char      *text);

G_END_DECLS
