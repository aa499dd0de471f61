/* chl-responses-usage.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-json-reader.h"
#include "chl-usage.h"

G_BEGIN_DECLS

gboolean chl_responses_usage_read (ChlJsonSpan span,
                                   ChlUsage   *out_usage);

G_END_DECLS
