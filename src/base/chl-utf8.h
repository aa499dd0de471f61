/* chl-utf8.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean chl_utf8_is_valid (const char *text,
                            gsize       length);
void     chl_utf8_append_repaired (GString    *out,
                                   const char *text,
                                   gsize       length);
gsize    chl_utf8_cut (const char *text,
                       gsize       length,
                       gsize       max_bytes);
gboolean chl_utf8_is_hidden (gunichar character);
gboolean chl_utf8_is_line (const char *text);

G_END_DECLS
