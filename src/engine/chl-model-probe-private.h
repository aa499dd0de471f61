/* chl-model-probe-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-ask.h"
#include "chl-model-probe.h"

G_BEGIN_DECLS

ChlProbeStep *chl_probe_step_new (const char *id,
                                  const char *title);
void          chl_probe_step_set (ChlProbeStep *self,
                                  ChlVerdict    verdict,
                                  const char   *detail);

typedef struct _ChlProbeKind ChlProbeKind;

/* Shared by chl-model-probe.c, which is the object, chl-model-probe-run.c, which is how it goes, and
 * chl-model-probe-kinds.c, which is what is asked and what the answers mean. */
struct _ChlModelProbe
{
  GObject parent_instance;

  ChlEngine       *engine;     /* (owned) */
  ChlProvider     *provider;   /* (owned) */
  ChlModel        *model;      /* (owned) */
  GPtrArray       *steps;      /* (owned) (element-type ChlProbeStep) */
  GPtrArray       *kinds;      /* (owned) (element-type ChlProbeKind) (unowned) of each step */
  guint            current;    /* the step that is being asked */
  ChlCapabilities *found;      /* (owned) (nullable) what is certain */
  ChlAdvice       *advice;     /* (owned) (nullable) */
  GError          *problem;    /* (owned) (nullable) */
  guint            colour;     /* of the picture */
  gboolean         asks_whole; /* a stream was refused */
  gboolean         is_again;   /* the step is asked in another way */
  gboolean         is_over;    /* nothing more is to be asked */
};

/**
 * ChlProbeKind:
 * @id: a word that never changes
 * @title: marked with NC_("probe")
 * @most: how many requests it takes at most
 * @suits: whether it makes sense for the model
 * @build: (transfer full): the request
 * @judge: takes what came of it; returns %TRUE if it is to be asked in another way
 * @recall: (nullable): what an earlier probe found
 *
 * One thing to ask a model for.
 */
struct _ChlProbeKind
{
  const char *id;
  const char *title;
  guint       most;
  gboolean (*suits) (ChlModelProbe *self);
  ChlExchange *(*build) (ChlModelProbe *self);
  gboolean (*judge) (ChlModelProbe *self,
                     ChlAsked      *asked);
  ChlVerdict (*recall) (const ChlCapabilities *probed,
                        char                 **out_detail);
};

const ChlProbeKind *chl_probe_kinds_list (guint *out_length);

/* What the answers come down to (chl-model-probe-run.c). */
void     chl_model_probe_settle (ChlModelProbe *self,
                                 ChlVerdict     verdict,
                                 const char    *detail);
void     chl_model_probe_settle_refused (ChlModelProbe    *self,
                                         const ChlFailure *failure);
void     chl_model_probe_settle_failed (ChlModelProbe    *self,
                                        const ChlFailure *failure,
                                        gboolean          is_over);
gboolean chl_model_probe_is_refusal (const ChlFailure *failure);
void     chl_model_probe_find (ChlModelProbe *self,
                               ChlField       field,
                               JsonNode      *value);

G_END_DECLS
