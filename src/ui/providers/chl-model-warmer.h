/* chl-model-warmer.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Has what is known of the models of a long list worked out while nothing else is to be done, a few
 * at a time, so that nobody waits for it who filters or sorts them.
 */
typedef struct _ChlModelWarmer ChlModelWarmer;

ChlModelWarmer *chl_model_warmer_new (GListModel *models);
void            chl_model_warmer_free (ChlModelWarmer *self);
gboolean        chl_model_warmer_is_done (ChlModelWarmer *self);

G_END_DECLS
