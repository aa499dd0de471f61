/* chl-listing-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-listing.h"

G_BEGIN_DECLS

/* Queries that are under way at the same time. */
#define CHL_LISTING_MAX_QUERIES 4

/* Milliseconds: for one query, and for all of them together. */
#define CHL_LISTING_QUERY_TIMEOUT 5000
#define CHL_LISTING_QUERIES_TIMEOUT 30000

/* So many queries in a row without an answer, and the rest are not sent. */
#define CHL_LISTING_MAX_MISSES 8

/* Pages of a list. */
#define CHL_LISTING_MAX_PAGES 100

/*
 * Shared by chl-listing.c, which reads the list, and chl-listing-queries.c, which asks what a
 * family wants to know beside it.
 */
typedef struct
{
  ChlEngine   *engine;   /* (owned) */
  ChlProvider *provider; /* (owned) */
  ChlHeaders  *headers;  /* (owned) those of the first page */
  char        *origin;   /* (owned) where the first page came from */
  GPtrArray   *models;   /* (owned) (element-type ChlModel) */
  GHashTable  *pages;    /* (owned) (element-type utf8) the addresses of those that were asked for */
  ChlHttpCall *call;     /* (owned) (nullable) the page under way */
  gboolean     allows_plain;
  gboolean     is_cut;
  guint        n_unanswered; /* queries */
} ChlListing;

ChlHttpCall *chl_listing_new_call (const ChlListing *self,
                                   const char       *method,
                                   const char       *address);

void chl_listing_query_async (ChlListing         *listing,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
void chl_listing_query_finish (ChlListing   *listing,
                               GAsyncResult *result);

G_END_DECLS
