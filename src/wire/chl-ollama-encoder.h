/* chl-ollama-encoder.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-json-writer.h"
#include "chl-quirks.h"
#include "chl-request.h"

G_BEGIN_DECLS

GBytes *chl_ollama_encode (const ChlRequest *request,
                           const ChlQuirks  *quirks,
                           GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void    chl_ollama_write_keep_alive (ChlJsonWriter *writer,
                                     const char    *keep_alive);

G_END_DECLS
