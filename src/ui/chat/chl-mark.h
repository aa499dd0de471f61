/* chl-mark.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "chl-finder.h"

G_BEGIN_DECLS

/* Hits are marked where they stand: in the turns of a transcript. */

ChlMessage *chl_mark_get_message (GtkWidget *turn);
void        chl_mark_turn (GtkWidget      *turn,
                           ChlFind        *find,
                           const ChlPlace *place);
gboolean    chl_mark_compute_bounds (GtkWidget       *turn,
                                     const ChlPlace  *place,
                                     GtkWidget       *target,
                                     graphene_rect_t *out_bounds);

G_END_DECLS
