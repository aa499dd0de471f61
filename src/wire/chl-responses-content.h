/* chl-responses-content.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-history.h"
#include "chl-json-writer.h"
#include "chl-quirks.h"

G_BEGIN_DECLS

void chl_responses_content_write_text (ChlJsonWriter *writer,
                                       const char    *type,
                                       const char    *text);
void chl_responses_content_write (ChlJsonWriter     *writer,
                                  const ChlTurnPart *part,
                                  const ChlQuirks   *quirks);

G_END_DECLS
