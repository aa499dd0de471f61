/* chl-completion-lesson.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-completion.h"
#include "chl-failure.h"

G_BEGIN_DECLS

const char *chl_completion_read_lesson (ChlFilling        filling,
                                        const ChlFailure *failure);
gboolean    chl_completion_wants_chat (const ChlFailure *failure);

G_END_DECLS
