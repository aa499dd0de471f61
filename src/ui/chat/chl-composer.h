/* chl-composer.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-attachments.h"

G_BEGIN_DECLS

#define CHL_TYPE_COMPOSER (chl_composer_get_type ())

/*
 * Where a question is written.
 *
 * ChlComposer::send: the person wants to send what is there.
 * ChlComposer::stop: the person wants the answer to end.
 * ChlComposer::changed: the text is another one.
 */
G_DECLARE_FINAL_TYPE (ChlComposer, chl_composer, CHL, COMPOSER, AdwBin)

GtkWidget      *chl_composer_new (void);
char           *chl_composer_dup_text (ChlComposer *self);
void            chl_composer_set_text (ChlComposer *self,
                                       const char  *text);
ChlAttachments *chl_composer_get_attachments (ChlComposer *self);
void            chl_composer_clear (ChlComposer *self);
void            chl_composer_set_busy (ChlComposer *self,
                                       gboolean     is_busy);

/* NULL: it can be sent. Otherwise why not, with a button for @action_name if there is one. */
void chl_composer_set_obstacle (ChlComposer *self,
                                const char  *sentence,
                                const char  *label,
                                const char  *action_name);
void chl_composer_take_drops (ChlComposer *self,
                              GtkWidget   *widget);

G_END_DECLS
