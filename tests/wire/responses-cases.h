/* responses-cases.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-quirks.h"
#include "request-builder.h"

G_BEGIN_DECLS

/* A request, and the server and the model it is for; the golden file is "responses-" and its name. */
typedef struct
{
  const char      *name;
  const ChlQuirks *quirks;
  void (*make) (ChlRequest *request);
} ResponsesCase;

extern const ChlQuirks     quirks_reasoner;
extern const ResponsesCase responses_cases[];
extern const guint         n_responses_cases;

void make_responses_reasoning (ChlRequest *request);

G_END_DECLS
