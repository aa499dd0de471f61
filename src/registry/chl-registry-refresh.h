/* chl-registry-refresh.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Bytes of a download, unpacked. */
#define CHL_REFRESH_MAX_BYTES (16 * 1024 * 1024)

/**
 * ChlRefreshDrop:
 * @CHL_DROP_ROW: a model that is none, or has no id that a model could have
 * @CHL_DROP_TWICE: a model that another row, or another model of the download, stands for
 * @CHL_DROP_MAKER: a name that is another maker's
 * @CHL_DROP_UNKNOWN: a host's model that no row is known for
 * @CHL_DROP_TITLE: a title
 * @CHL_DROP_LIMIT: a number of tokens
 * @CHL_DROP_PRICE: a price
 * @CHL_DROP_DAY: a day
 * @CHL_DROP_MEDIA: kinds of input and output
 * @CHL_DROP_STAGE: a stage of life
 * @CHL_DROP_FLAG: a yes or no
 *
 * What is left out of a download: the first four are whole rows, the others single cells.
 */
typedef enum
{
  CHL_DROP_ROW,
  CHL_DROP_TWICE,
  CHL_DROP_MAKER,
  CHL_DROP_UNKNOWN,
  CHL_DROP_TITLE,
  CHL_DROP_LIMIT,
  CHL_DROP_PRICE,
  CHL_DROP_DAY,
  CHL_DROP_MEDIA,
  CHL_DROP_STAGE,
  CHL_DROP_FLAG,
} ChlRefreshDrop;

#define CHL_N_DROPS 11

/**
 * ChlRefreshReport:
 * @n_providers: providers in the download
 * @n_models: models of all of them
 * @n_known: those of providers that the table knows
 * @n_new: rows that were not there before
 * @n_changed: rows that say something else than before
 * @n_gone: rows that were there before and are not any more
 * @n_unlisted: rows that are kept although the download no longer lists them
 * @dropped: what was left out, by #ChlRefreshDrop
 *
 * What a refresh did.
 */
typedef struct _ChlRefreshReport
{
  guint n_providers;
  guint n_models;
  guint n_known;
  guint n_new;
  guint n_changed;
  guint n_gone;
  guint n_unlisted;
  guint dropped[CHL_N_DROPS];
} ChlRefreshReport;

const char *chl_refresh_drop_to_string (ChlRefreshDrop drop);
GBytes     *chl_registry_refresh (GBytes           *download,
                                  GBytes           *bundled,
                                  GBytes           *before,
                                  const char       *today,
                                  ChlRefreshReport *out_report,
                                  GError          **error);

G_END_DECLS
