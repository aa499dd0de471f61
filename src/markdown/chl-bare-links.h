/* chl-bare-links.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void chl_bare_links_mark (const GString *text,
                          GArray        *spans,
                          gsize          from);

G_END_DECLS
