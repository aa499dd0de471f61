/* chl-redact.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *chl_redact (const char *text);
char *chl_redact_address (const char *address);

G_END_DECLS
