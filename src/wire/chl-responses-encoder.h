/* chl-responses-encoder.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-quirks.h"
#include "chl-request.h"

G_BEGIN_DECLS

GBytes *chl_responses_encode (const ChlRequest *request,
                              const ChlQuirks  *quirks,
                              GError          **error);

G_END_DECLS
