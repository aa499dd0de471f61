/* chl-families.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

const GType *chl_families_list (guint *out_length);
GType        chl_families_find (const char *id);
GArray      *chl_families_guess_key (const char *pasted);
GType        chl_families_recognize_key (const char *pasted);

G_END_DECLS
