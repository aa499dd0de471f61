/* fuzz-patch.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-json.h"
#include "chl-settings-patch.h"
#include "fuzz.h"

/* Two documents, one behind a line feed: what leads from one to the other does. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const guint8 *line_end = size > 0 ? memchr (data, '\n', size) : NULL;
  g_autoptr(JsonNode) before = NULL;
  g_autoptr(JsonNode) after = NULL;
  g_autoptr(JsonNode) patch = NULL;
  g_autoptr(JsonNode) patched = NULL;
  g_autofree char *printed = NULL;

  /* A patch cannot put a null into a document. */
  if (line_end == NULL || g_strstr_len ((const char *) data, (gssize) size, "null") != NULL)
    return 0;

  before = chl_json_parse ((const char *) data, line_end - data, NULL);
  after = chl_json_parse ((const char *) line_end + 1, (gssize) (data + size - line_end) - 1, NULL);
  if (before == NULL || after == NULL)
    return 0;

  patch = chl_settings_patch_between (before, after);
  patched = chl_json_merge_patch (before, patch);
  g_assert_true (json_node_equal (patched, after));

  printed = chl_json_print (after, TRUE);
  g_clear_pointer (&patched, json_node_unref);
  patched = chl_json_parse (printed, -1, NULL);
  g_assert_nonnull (patched);

  return 0;
}
