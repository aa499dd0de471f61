/* chl-practice-rest.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void chl_practice_rest_join (GString    *said,
                             const char *piece);
void chl_practice_rest_take (char      **text,
                             const char *said);

G_END_DECLS
