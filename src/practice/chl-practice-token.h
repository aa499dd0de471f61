/* chl-practice-token.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *chl_practice_token_next (const char *text);
gint64      chl_practice_token_count (const char *text);
char       *chl_practice_token_cut (const char *text,
                                    gint64      max_tokens);

G_END_DECLS
