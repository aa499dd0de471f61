/* chl-ollama-messages.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-json-writer.h"
#include "chl-quirks.h"
#include "chl-request.h"

G_BEGIN_DECLS

void chl_ollama_write_messages (ChlJsonWriter    *writer,
                                const ChlRequest *request,
                                const ChlQuirks  *quirks);

G_END_DECLS
