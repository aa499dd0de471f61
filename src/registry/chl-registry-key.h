/* chl-registry-key.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Characters of a model's id beyond which it is nobody's. */
#define CHL_REGISTRY_MAX_ID 256

/* Bytes: room for such an id in UTF-8, and for what is put in front of it. */
#define CHL_REGISTRY_TEXT_SIZE (4 * CHL_REGISTRY_MAX_ID + 32)

/* Bytes: splitting puts a dash behind every second character at most. */
#define CHL_REGISTRY_KEY_SIZE (2 * CHL_REGISTRY_TEXT_SIZE)

gboolean chl_registry_join (char       *out_text,
                            gsize       size,
                            const char *before,
                            char        sign,
                            const char *behind);
gsize    chl_registry_fold (const char *text,
                            gsize       length,
                            char       *out_folded);
gsize    chl_registry_split (const char *folded,
                             gsize       length,
                             char       *out_key);
gsize    chl_registry_squeeze (const char *key,
                               char       *out_squeezed);
gboolean chl_registry_build_key (const char *text,
                                 char       *out_key);
gboolean chl_registry_read_size (const char *text,
                                 double     *out_billions);

G_END_DECLS
