/* allocations.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A program that is linked with this counts what it allocates. */
gboolean allocations_are_counted (void);
guint64  allocations_get (void);

G_END_DECLS
