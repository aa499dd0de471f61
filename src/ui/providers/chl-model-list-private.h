/* chl-model-list-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-long-list.h"
#include "chl-model-bar.h"
#include "chl-model-list.h"
#include "chl-model-warmer.h"

G_BEGIN_DECLS

struct _ChlModelList
{
  AdwBin parent_instance;

  ChlEngine          *engine;   /* (owned) (nullable) until it is set */
  ChlProvider        *provider; /* (owned) (nullable) */
  ChlModelFilter     *filter;   /* (owned) */
  GtkSortListModel   *sorted;   /* (owned) (nullable) */
  GtkFilterListModel *shown;    /* (owned) (nullable) */
  ChlModelWarmer     *warmer;   /* (owned) (nullable) */
  ChlModelOrder       order;
  ChlModel           *wanted;    /* (owned) (nullable) to be shown as soon as it has its place */
  guint               wanted_id; /* tick callback */
  guint               n_ticks;
  guint               refilter_id; /* idle source */
  GtkStack           *stack;       /* (unowned) template child */
  ChlModelBar        *bar;         /* (unowned) template child */
  GtkScrolledWindow  *scroller;    /* (unowned) template child */
  ChlLongList        *list;        /* (unowned) template child */
};

G_END_DECLS
