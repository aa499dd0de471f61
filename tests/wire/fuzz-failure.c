/* fuzz-failure.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-failure-reader.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* Whatever a server answers, there is something to show. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const char *const types[] = { NULL, "application/json", "text/html", "text/event-stream" };
  g_autoptr(ChlFailure) failure = NULL;
  guint status;

  if (size < 2)
    return 0;

  status = 200 + (data[0] << 1) + data[1] % 2;
  failure = chl_failure_read (status, types[data[1] % G_N_ELEMENTS (types)],
                              (const char *) data + 2, size - 2);
  g_assert_cmpint (failure->kind, !=, CHL_FAILURE_NONE);
  if (failure->message != NULL)
    {
      g_assert_true (g_utf8_validate (failure->message, -1, NULL));
      g_assert_cmpuint (strlen (failure->message), <=, CHL_FAILURE_MAX_MESSAGE);
      g_assert_cmpstr (failure->message, !=, "");
    }

  return 0;
}
