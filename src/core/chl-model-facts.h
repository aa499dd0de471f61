/* chl-model-facts.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-model.h"

G_BEGIN_DECLS

/*
 * Names of facts that are worth showing, see chl_model_get_facts(). A family may keep others beside
 * them, for itself.
 */
#define CHL_FACT_SIZE "size"                 /* bytes on disk */
#define CHL_FACT_PARAMETERS "parameters"     /* such as "8.2B" */
#define CHL_FACT_QUANTIZATION "quantization" /* such as "Q4_K_M" */
#define CHL_FACT_MAXIMUM "maximum"           /* tokens of the window it was made for */
#define CHL_FACT_LOADED "loaded"             /* true: it is in memory */
#define CHL_FACT_ALLOCATED "allocated"       /* tokens of the window it was loaded with */
#define CHL_FACT_INSTANCE "instance"         /* what the server calls it while it is in memory */
#define CHL_FACT_BASE "base"                 /* what is served under its id */
#define CHL_FACT_PARENT "parent"             /* the model that it is an adapter of */
#define CHL_FACT_SUCCESSOR "successor"       /* the model that takes its place when it ends */
#define CHL_FACT_REMOTE_HOST "remote_host"   /* where it runs, if not at the endpoint */

gint64      chl_model_get_fact (ChlModel   *self,
                                const char *name);
const char *chl_model_get_fact_word (ChlModel   *self,
                                     const char *name);
gboolean    chl_model_has_fact (ChlModel   *self,
                                const char *name);

G_END_DECLS
