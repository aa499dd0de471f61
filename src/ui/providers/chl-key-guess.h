/* chl-key-guess.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Whose a key may be, by its looks. */
GArray *chl_key_guess_families (const char *pasted);

G_END_DECLS
