/* fuzz-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-json-reader.h"
#include "chl-json.h"
#include "chl-utf8.h"
#include "fuzz.h"

#define MAX_DEPTH 32

static void
visit (ChlJsonSpan span,
       GString    *buffer)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   key;
  ChlJsonSpan   value;
  gsize         length = 0;
  gint64        number;
  const char   *text = chl_json_span_read_text (span, buffer, NULL, &length);

  if (text != NULL)
    {
      g_assert_true (g_utf8_validate_len (text, length, NULL));
      g_assert_null (memchr (text, '\0', length));
    }
  chl_json_span_read_int (span, &number);
  chl_json_span_is_empty (span);

  chl_json_cursor_init (&cursor, span);
  while (chl_json_cursor_next (&cursor, &key, &value))
    {
      chl_json_span_is_key (key, "content");
      visit (value, buffer);
    }
}

/* What we take for JSON is JSON to others as well, and without its blanks it is the same. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GString) buffer = g_string_new (NULL);
  g_autoptr(GString) compact = g_string_new (NULL);
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *exact = NULL;
  ChlJsonSpan      root = { NULL, 0 };
  ChlJsonSpan      again = { NULL, 0 };

  chl_utf8_append_repaired (text, (const char *) data, size);
  exact = g_memdup2 (text->str, text->len);
  if (chl_json_span_check (exact, text->len, MAX_DEPTH, &root) != CHL_JSON_VALID)
    return 0;

  visit (root, buffer);
  chl_json_span_append_compact (root, compact);
  g_assert_cmpint (chl_json_span_check (compact->str, compact->len, MAX_DEPTH, &again), ==,
                   CHL_JSON_VALID);
  g_assert_cmpuint (again.length, ==, compact->len);

  /* The other reader turns numbers into doubles and refuses those that are none. */
  node = chl_json_parse (exact, (gssize) text->len, NULL);
  if (memchr (exact, 'e', text->len) == NULL && memchr (exact, 'E', text->len) == NULL &&
      text->len < 300)
    g_assert_nonnull (node);

  return 0;
}
