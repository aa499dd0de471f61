/* chl-add-form-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-add-form.h"
#include "chl-endpoint-preview.h"
#include "chl-keep-row.h"
#include "chl-site-row.h"

G_BEGIN_DECLS

/*
 * Shared by chl-add-form.c, which is what one sees, and chl-add-form-add.c, which is what is done
 * with it.
 */

/**
 * ChlAddForm:
 *
 * A key leaves its entry the moment it is used, and lives on as a #ChlSecret only: so that a
 * keyring that does not take it costs nobody a second paste.
 */
struct _ChlAddForm
{
  AdwBin parent_instance;

  ChlEngine           *engine;      /* (owned) */
  GCancellable        *cancellable; /* (owned) */
  GType                family;
  ChlSecret           *secret;          /* (owned) (nullable) till it is kept */
  ChlProvider         *draft;           /* (owned) (nullable) of one of several addresses */
  ChlProvider         *provider;        /* (owned) (nullable) once it is added */
  AdwPreferencesGroup *group;           /* (unowned) template child */
  GtkEditable         *name_row;        /* (unowned) template child */
  ChlSiteRow          *region_row;      /* (unowned) template child */
  ChlSiteRow          *plan_row;        /* (unowned) template child */
  GtkEditable         *endpoint_row;    /* (unowned) template child */
  GtkWidget           *preview_row;     /* (unowned) template child */
  ChlEndpointPreview  *preview;         /* (unowned) template child */
  GtkWidget           *plain_row;       /* (unowned) template child */
  GtkSwitch           *plain_switch;    /* (unowned) template child */
  GtkEditable         *key_row;         /* (unowned) template child */
  GtkWidget           *pasted_row;      /* (unowned) template child */
  GtkWidget           *remote_row;      /* (unowned) template child */
  AdwActionRow        *variable_row;    /* (unowned) template child */
  GtkSwitch           *variable_switch; /* (unowned) template child */
  AdwActionRow        *link_row;        /* (unowned) template child */
  ChlKeepRow          *keep_row;        /* (unowned) template child */
  GtkLabel            *error;           /* (unowned) template child */
  GtkWidget           *button;          /* (unowned) template child */
  GtkWidget           *spinner;         /* (unowned) template child */
};

void chl_add_form_show_error (ChlAddForm *self,
                              const char *sentence);
void chl_add_form_show_reason (ChlAddForm   *self,
                               const GError *error);
void chl_add_form_set_busy (ChlAddForm *self,
                            gboolean    is_busy);
void chl_add_form_fail (ChlAddForm   *self,
                        const GError *error);
void chl_add_form_finish (ChlAddForm *self);
void chl_add_form_give_key (ChlAddForm *self);
void chl_add_form_add (ChlAddForm *self);

G_END_DECLS
