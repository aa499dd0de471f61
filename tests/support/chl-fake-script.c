/* chl-fake-script.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-error.h"
#include "chl-fake-server.h"
#include "chl-json.h"

static const char *const framings[] = { "length", "chunked", "until-close", "raw", NULL };
static const char *const thens[] = { "end", "close", "cut", "reset", "hang", NULL };

/* The position of the text at @pointer among @words; @fallback if there is none. */
static gboolean
read_word (JsonNode          *node,
           const char        *pointer,
           const char *const *words,
           guint              fallback,
           guint             *out_index,
           GError           **error)
{
  const char *text = chl_json_get_string (node, pointer);

  *out_index = fallback;
  if (text == NULL)
    return TRUE;

  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], text))
      {
        *out_index = i;
        return TRUE;
      }
  g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, "%s cannot be “%s”", pointer, text);

  return FALSE;
}

static void
add_headers (ChlFakeAnswer *answer,
             JsonNode      *node)
{
  JsonObject    *object = chl_json_get_object (node, "/headers");
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *value;

  if (object == NULL)
    return;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (chl_json_get_string (value, "") != NULL)
      chl_fake_answer_add_header (answer, name, chl_json_get_string (value, ""));
}

static void
add_piece (ChlFakeAnswer *answer,
           JsonNode      *node)
{
  const char *text = chl_json_get_string (node, "/text");
  const char *fill = chl_json_get_string (node, "/fill");
  gint64      delay_ms, n_bytes = 0;

  if (chl_json_get_int64 (node, "/delay_ms", &delay_ms) && delay_ms > 0)
    chl_fake_answer_add_wait (answer, delay_ms);
  if (text != NULL)
    chl_fake_answer_add_text (answer, text);
  if (fill != NULL && *fill != '\0' && chl_json_get_int64 (node, "/bytes", &n_bytes))
    chl_fake_answer_add_fill (answer, fill, (gsize) n_bytes);
}

static gboolean
add_answer (ChlFakeServer *self,
            JsonNode      *node,
            GError       **error)
{
  JsonArray     *pieces = chl_json_get_array (node, "/pieces");
  const char    *path = chl_json_get_string (node, "/path");
  ChlFakeAnswer *answer;
  gint64         status = 200;
  guint          framing, then;

  if (!read_word (node, "/framing", framings, CHL_FAKE_CHUNKED, &framing, error) ||
      !read_word (node, "/then", thens, CHL_FAKE_END, &then, error))
    return FALSE;

  chl_json_get_int64 (node, "/status", &status);
  answer = chl_fake_server_add (self, path, (guint) status, framing);
  chl_fake_answer_set_then (answer, then);
  add_headers (answer, node);
  for (guint i = 0; pieces != NULL && i < json_array_get_length (pieces); i++)
    add_piece (answer, json_array_get_element (pieces, i));

  return TRUE;
}

/**
 * chl_fake_server_add_script:
 * @self: a server
 * @json: an array of answers, each an object with `path` (none: every other one), `status` (200),
 *   `headers`, `framing` ("length", "chunked", "until-close", "raw"; chunked by itself), `pieces`
 *   (each with `delay_ms` and `text`, or `fill` and `bytes`) and `then` ("end", "close", "cut",
 *   "reset", "hang")
 * @error: %CHL_ERROR_PROTOCOL if it is no JSON, %CHL_ERROR_INVALID for a word that is not known
 *
 * Adds answers; for each path they are given in order, and the last one again and again.
 *
 * Returns: %TRUE if all were added
 */
gboolean
chl_fake_server_add_script (ChlFakeServer *self,
                            const char    *json,
                            GError       **error)
{
  g_autoptr(JsonNode) root = NULL;
  JsonArray *answers;

  g_return_val_if_fail (CHL_IS_FAKE_SERVER (self), FALSE);

  if (!(root = chl_json_parse (json, -1, error)))
    return FALSE;
  if (!(answers = chl_json_get_array (root, "")))
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID, "A script is an array of answers");
      return FALSE;
    }

  for (guint i = 0; i < json_array_get_length (answers); i++)
    if (!add_answer (self, json_array_get_element (answers, i), error))
      return FALSE;

  return TRUE;
}
