/* anthropic-cases.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-quirks.h"
#include "request-builder.h"

G_BEGIN_DECLS

/* A request, and the server and the model it is for; the golden file is "anthropic-" and its name. */
typedef struct
{
  const char      *name;
  const ChlQuirks *quirks;
  void (*make) (ChlRequest *request);
} AnthropicCase;

extern const ChlQuirks     quirks_budget;
extern const ChlQuirks     quirks_adaptive;
extern const AnthropicCase anthropic_cases[];
extern const guint         n_anthropic_cases;

void make_anthropic_thinking (ChlRequest *request);

G_END_DECLS
