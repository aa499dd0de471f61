/* chl-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-error"

#include "config.h"

#include "chl-error.h"

G_DEFINE_QUARK (chl_error, chl_error)

/**
 * chl_error_is_cancellation:
 * @error: (nullable): an error
 *
 * Cancellations stay in GIO's own domain on their whole way and are never shown to a person.
 *
 * Returns: %TRUE if @error says that somebody stopped the operation
 */
gboolean
chl_error_is_cancellation (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}
