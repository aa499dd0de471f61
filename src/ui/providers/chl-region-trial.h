/* chl-region-trial.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "chl-engine.h"

G_BEGIN_DECLS

/*
 * Which of a family's regions refused a provider's key, and which is to be tried next.
 */
typedef struct _ChlRegionTrial ChlRegionTrial;

ChlRegionTrial *chl_region_trial_new (ChlEngine   *engine,
                                      ChlProvider *provider);
void            chl_region_trial_free (ChlRegionTrial *self);
void            chl_region_trial_forget (ChlRegionTrial *self);
void            chl_region_trial_note_refusal (ChlRegionTrial *self);
gboolean        chl_region_trial_is_begun (ChlRegionTrial *self);
const char     *chl_region_trial_find_next (ChlRegionTrial *self);
gboolean        chl_region_trial_is_over (ChlRegionTrial *self);
void            chl_region_trial_go_on (ChlRegionTrial     *self,
                                        GtkWidget          *widget,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
void            chl_region_trial_go_home (ChlRegionTrial *self,
                                          GtkWidget      *widget,
                                          GCancellable   *cancellable);

/* In words: the button, what it came to, and that nobody took the key. */
char *chl_region_trial_dup_label (ChlRegionTrial *self);
char *chl_region_trial_dup_success (ChlRegionTrial *self);
char *chl_region_trial_dup_failure (ChlRegionTrial *self);

/* Under the choice of a region. */
char *chl_region_dup_summary (ChlProvider *provider);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlRegionTrial, chl_region_trial_free)

G_END_DECLS
