/* chl-anthropic-opaque.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-json-reader.h"

G_BEGIN_DECLS

char *chl_anthropic_opaque_build (ChlJsonSpan start,
                                  ChlJsonSpan changes,
                                  ChlJsonSpan input);

G_END_DECLS
