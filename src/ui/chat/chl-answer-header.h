/* chl-answer-header.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"
#include "chl-message.h"

G_BEGIN_DECLS

#define CHL_TYPE_ANSWER_HEADER (chl_answer_header_get_type ())

/* Whose answer it is, and when it came. */
G_DECLARE_FINAL_TYPE (ChlAnswerHeader, chl_answer_header, CHL, ANSWER_HEADER, AdwBin)

void chl_answer_header_set_message (ChlAnswerHeader *self,
                                    ChlEngine       *engine,
                                    ChlMessage      *message,
                                    ChlMessage      *before);

G_END_DECLS
