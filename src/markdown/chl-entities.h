/* chl-entities.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the name of a character may have, with its ampersand and semicolon. */
#define CHL_ENTITY_MAX_BYTES 32

void chl_entities_append (GString    *out,
                          const char *text,
                          gsize       length);

G_END_DECLS
