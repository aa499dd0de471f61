/* chl-finder.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-conversation.h"
#include "chl-find.h"
#include "chl-place.h"

G_BEGIN_DECLS

#define CHL_TYPE_FINDER (chl_finder_get_type ())

/*
 * All places in a conversation where words stand that are shown. Looks little by little, while
 * there is nothing else to do.
 *
 * ChlFinder::changed: there are other words, other hits or another current one.
 * ChlFinder::moved: the current hit is to be brought into view.
 */
G_DECLARE_FINAL_TYPE (ChlFinder, chl_finder, CHL, FINDER, GObject)

ChlFinder      *chl_finder_new (void);
void            chl_finder_set_conversation (ChlFinder       *self,
                                             ChlConversation *conversation);
void            chl_finder_look_for (ChlFinder  *self,
                                     const char *words,
                                     guint       position);
ChlFind        *chl_finder_get_find (ChlFinder *self);
gboolean        chl_finder_is_looking (ChlFinder *self);
guint           chl_finder_get_n_hits (ChlFinder *self);
guint           chl_finder_get_current (ChlFinder *self);
const ChlPlace *chl_finder_get_place (ChlFinder *self);
void            chl_finder_step (ChlFinder *self,
                                 gboolean   is_forward);

G_END_DECLS
