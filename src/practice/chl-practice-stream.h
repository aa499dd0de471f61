/* chl-practice-stream.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-clock.h"
#include "chl-practice-reply.h"
#include "chl-server.h"

G_BEGIN_DECLS

void chl_practice_stream_run (ChlServerCall      *call,
                              ChlClock           *clock,
                              guint               tokens_per_second,
                              const char         *id,
                              ChlPracticeRequest *request,
                              ChlPracticeAnswer  *answer);

G_END_DECLS
