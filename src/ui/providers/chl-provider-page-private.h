/* chl-provider-page-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-check-row.h"
#include "chl-endpoint-row.h"
#include "chl-header-group.h"
#include "chl-key-row.h"
#include "chl-lesson-group.h"
#include "chl-model-list.h"
#include "chl-model-news.h"
#include "chl-option-group.h"
#include "chl-proposal-group.h"
#include "chl-provider-page.h"
#include "chl-pull-group.h"
#include "chl-server-row.h"

G_BEGIN_DECLS

struct _ChlProviderPage
{
  AdwBin parent_instance;

  ChlEngine           *engine;        /* (owned) (nullable) until it is set */
  ChlProvider         *provider;      /* (owned) (nullable) */
  GCancellable        *cancellable;   /* (owned) */
  char                *wanted;        /* (owned) (nullable) what to edit once the page is seen */
  guint                wanted_id;     /* source: it is seen */
  GtkWidget           *model_page;    /* (unowned) (nullable) in front, or just leaving */
  AdwLeaflet          *leaflet;       /* (unowned) the bin's child */
  GtkWidget           *main;          /* (unowned) template child */
  AdwWindowTitle      *title;         /* (unowned) template child */
  GtkWidget           *practice;      /* (unowned) template child */
  GtkEditable         *name_row;      /* (unowned) template child */
  ChlKeyRow           *key_row;       /* (unowned) template child */
  ChlEndpointRow      *endpoint_row;  /* (unowned) template child */
  ChlServerRow        *server_row;    /* (unowned) template child */
  ChlCheckRow         *check_row;     /* (unowned) template child */
  ChlPullGroup        *pull_group;    /* (unowned) template child */
  ChlLessonGroup      *lesson_group;  /* (unowned) template child */
  ChlHeaderGroup      *header_group;  /* (unowned) template child */
  ChlOptionGroup      *options_group; /* (unowned) template child */
  AdwPreferencesGroup *models_group;  /* (unowned) template child */
  GtkStack            *refresh_stack; /* (unowned) template child */
  ChlModelList        *models;        /* (unowned) template child */
  ChlModelNews        *news;          /* (unowned) template child */
  ChlProposalGroup    *proposal;      /* (unowned) template child */
  GtkLabel            *users;         /* (unowned) template child */
};

/* chl-provider-page-models.c */
void chl_provider_page_settle (ChlProviderPage *self);
void chl_provider_page_close_model (ChlProviderPage *self);
void chl_provider_page_open_model (ChlProviderPage *self,
                                   ChlModel        *model);

/* chl-provider-page-refresh.c */
void chl_provider_page_refresh (ChlProviderPage *self);

G_END_DECLS
