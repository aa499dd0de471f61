/* chl-snippet.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A place in a text, in one line, for a list of what was found. */
char *chl_snippet_dup (const char *text,
                       gsize       length,
                       gsize       start,
                       gsize       end);

G_END_DECLS
