/* chl-continuation.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-request.h"

G_BEGIN_DECLS

/*
 * An answer that goes on where another was cut is the child of that answer. What asks the model for
 * it is said in the request alone: it is no message of the conversation, and follows from the tree,
 * so that every later request tells the model the same history.
 */
const char *chl_continuation_get_words (void);
gboolean    chl_continuation_is_words (const char *text);
gboolean    chl_continuation_is_possible (ChlMessage *answer);
void        chl_continuation_add_path (ChlRequest *request,
                                       GPtrArray  *path,
                                       const char *provider_id);

G_END_DECLS
