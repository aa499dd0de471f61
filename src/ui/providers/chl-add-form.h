/* chl-add-form.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"
#include "chl-secret.h"

G_BEGIN_DECLS

#define CHL_TYPE_ADD_FORM (chl_add_form_get_type ())

/*
 * What it takes to add a provider of one family. ChlAddForm::added (ChlProvider): it is there, with
 * its key if one was given.
 */
G_DECLARE_FINAL_TYPE (ChlAddForm, chl_add_form, CHL, ADD_FORM, AdwBin)

GtkWidget *chl_add_form_new (ChlEngine *engine);
void       chl_add_form_set_family (ChlAddForm *self,
                                    GType       family,
                                    ChlSecret  *pasted);
void       chl_add_form_focus (ChlAddForm *self);
void       chl_add_form_submit (ChlAddForm *self);

/* What stands in red, or NULL while nothing is wrong. */
const char *chl_add_form_get_error (ChlAddForm *self);

G_END_DECLS
