/* chl-code-cut.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gsize chl_code_cut_find (const char *text,
                         gsize       length,
                         gsize       start,
                         gsize      *out_next);

G_END_DECLS
