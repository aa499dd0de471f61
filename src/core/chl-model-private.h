/* chl-model-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-merger.h"
#include "chl-model.h"

G_BEGIN_DECLS

struct _ChlModel
{
  GObject parent_instance;

  char            *provider_id; /* (owned) (not nullable) */
  char            *id;          /* (owned) (not nullable) */
  char            *full_id;     /* (owned) (not nullable) */
  char            *title;       /* (owned) (nullable) the id is shown without one */
  char            *search_text; /* (owned) (nullable) until it is asked for */
  ChlModelUse      use;
  gboolean         is_use_guessed;
  ChlModelUse      known_use; /* if @is_use_known */
  gboolean         is_use_known;
  gboolean         is_enabled;
  gboolean         is_custom;
  gboolean         is_gone;
  gboolean         is_new;
  gboolean         is_needed;
  ChlCapabilities *said;      /* (owned) (not nullable) by its provider */
  ChlCapabilities *overrides; /* (owned) (nullable) by the person; empty if there were some */
  ChlCapabilities *probed;    /* (owned) (nullable) seen when it was probed; empty if something was */
  ChlCapabilities *told;      /* (owned) (nullable) all three; until it is asked for */
  ChlCapabilities *merged;    /* (owned) (nullable) all there is to know; until it is asked for */
  ChlMerger       *merger;    /* (owned) (nullable) */
  JsonNode        *facts;     /* (owned) (nullable) */
  ChlParameters   *defaults;  /* (owned) (nullable) of the person; all unset if there were some */
};

void chl_model_notify_capabilities (ChlModel *self);

G_END_DECLS
