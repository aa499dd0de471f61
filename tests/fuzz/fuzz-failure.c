/* fuzz-failure.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-failure-reader.h"
#include "fuzz.h"

/* Whatever a server answers, there is something to show. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const char *const types[] = { NULL, "application/json", "text/html", "text/event-stream" };
  static const guint       statuses[] = { 400, 401, 402, 403, 404, 413, 422, 429, 500, 503, 529, 200, 302 };
  g_autoptr(ChlFailure) failure = NULL;
  guint choice = size > 0 ? data[size - 1] : 0;

  failure = chl_failure_read (statuses[choice % G_N_ELEMENTS (statuses)],
                              types[size % G_N_ELEMENTS (types)], (const char *) data, size);
  g_assert_cmpint (failure->kind, !=, CHL_FAILURE_NONE);
  if (failure->message != NULL)
    {
      g_assert_true (g_utf8_validate (failure->message, -1, NULL));
      g_assert_cmpuint (strlen (failure->message), <=, CHL_FAILURE_MAX_MESSAGE);
      g_assert_cmpstr (failure->message, !=, "");
    }

  return 0;
}
