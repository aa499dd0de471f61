/* chl-model-job-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-http.h"
#include "chl-line-splitter.h"
#include "chl-model-job.h"

G_BEGIN_DECLS

/* Shared by chl-model-job.c, which is what others see of it, and chl-model-job-run.c, which does it. */
struct _ChlModelJob
{
  GObject parent_instance;

  ChlEngine       *engine;      /* (owned) */
  ChlProvider     *provider;    /* (owned) */
  char            *model;       /* (owned) */
  GCancellable    *cancellable; /* (owned) ends it */
  ChlVerbProgress *progress;    /* (owned) */
  ChlVerb          verb;

  /* While it runs */
  ChlVerbRequest  *request;  /* (owned) (nullable) */
  ChlHttpCall     *call;     /* (owned) (nullable) the one under way */
  ChlLineSplitter *lines;    /* (owned) (nullable) */
  GError          *trouble;  /* (owned) (nullable) what a line said */
  GSource         *pause;    /* (owned) (nullable) until it is asked how it goes */
  GCancellable    *outer;    /* (owned) (nullable) the caller's */
  gulong           outer_id; /* its handler */
  gboolean         is_connected;

  /* How fast it is */
  gint64   measured_us;
  gint64   measured_bytes;
  gint64   rate;
  gboolean has_measured;
};

void chl_model_job_tell (ChlModelJob *self);
void chl_model_job_enlist (ChlModelJob *self);
void chl_model_job_resign (ChlModelJob *self);

G_END_DECLS
