/* chl-tool-ids.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *chl_tool_id_for_target (const char *id,
                              gboolean    is_own,
                              gboolean    is_short);

G_END_DECLS
