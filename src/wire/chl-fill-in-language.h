/* chl-fill-in-language.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *chl_fill_in_find_language (const char *path);

G_END_DECLS
