/* chl-endpoint-path.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *chl_endpoint_path_replace (const char        *base,
                                 const char *const *others,
                                 const char        *path);

G_END_DECLS
