/* chl-json-text.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Scalars as JSON text, shared by everything that writes JSON. */
void chl_json_append_string (GString    *out,
                             const char *value,
                             gsize       length);
void chl_json_append_double (GString *out,
                             double   value);

G_END_DECLS
