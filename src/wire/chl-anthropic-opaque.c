/* chl-anthropic-opaque.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-anthropic-opaque"

#include "config.h"

#include "chl-anthropic-opaque.h"

#include "chl-json-writer.h"

/* Adds the members of @object, but its type, those that @other has, and the input if that came. */
static void
write_members (ChlJsonWriter *writer,
               ChlJsonSpan    object,
               ChlJsonSpan    other,
               gboolean       has_input)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   key;
  ChlJsonSpan   value;

  chl_json_cursor_init (&cursor, object);
  while (chl_json_cursor_next (&cursor, &key, &value))
    {
      const ChlJsonSpan quoted = { key.start - 1, key.length + 2 };
      g_autofree char  *name = NULL;

      if (chl_json_span_is_key (key, "type") || (has_input && chl_json_span_is_key (key, "input")))
        continue;

      name = chl_json_span_dup_text (quoted);
      if (chl_json_span_get (other, name).length == 0)
        chl_json_writer_add_raw (writer, name, value.start, (gssize) value.length);
    }
}

/**
 * chl_anthropic_opaque_build:
 * @start: a block as it began
 * @changes: the delta with what came later, if any
 * @input: what a tool of the server's own is called with, if that came in pieces
 *
 * A block as the server would have it back: to the byte where nothing came later, else with that
 * in its place.
 *
 * Returns: (transfer full): JSON
 */
char *
chl_anthropic_opaque_build (ChlJsonSpan start,
                            ChlJsonSpan changes,
                            ChlJsonSpan input)
{
  const ChlJsonSpan type = chl_json_span_get (start, "type");
  ChlJsonWriter    *writer;

  if (input.length == 0 && changes.length == 0)
    return chl_json_span_dup (start);

  writer = chl_json_writer_new ();
  chl_json_writer_begin_object (writer, NULL);
  if (type.length > 0)
    chl_json_writer_add_raw (writer, "type", type.start, (gssize) type.length);
  write_members (writer, start, changes, input.length > 0);
  write_members (writer, changes, (ChlJsonSpan){ NULL, 0 }, FALSE);
  if (input.length > 0)
    chl_json_writer_add_raw (writer, "input", input.start, (gssize) input.length);
  chl_json_writer_end_object (writer);

  return chl_json_writer_free_to_string (writer);
}
