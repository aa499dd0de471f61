/* request-cases.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-quirks.h"
#include "request-builder.h"

G_BEGIN_DECLS

/* A request and the server it is for; what it must become is in the golden file of its name. */
typedef struct
{
  const char      *name;
  const ChlQuirks *quirks;
  void (*make) (ChlRequest *request);
} RequestCase;

extern const ChlQuirks   quirks_openai;
extern const ChlQuirks   quirks_plain;
extern const RequestCase request_cases[];
extern const guint       n_request_cases;

G_END_DECLS
