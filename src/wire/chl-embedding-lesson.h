/* chl-embedding-lesson.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-failure.h"

G_BEGIN_DECLS

gboolean chl_embedding_wants_fewer (const ChlFailure *failure);
gboolean chl_embedding_is_about_number (const ChlFailure *failure);

G_END_DECLS
