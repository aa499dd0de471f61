/* chl-lesson-reader.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-failure.h"
#include "chl-quirks.h"

G_BEGIN_DECLS

char    *chl_lesson_read (const ChlFailure *failure,
                          GBytes           *answer,
                          GBytes           *request);
gboolean chl_lesson_is_passing (const char *lesson);
void     chl_lesson_apply (ChlQuirks         *quirks,
                           const char *const *lessons);

G_END_DECLS
