/* chl-practice-embedding.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "chl-practice-embedding.h"

#include "chl-json-writer.h"
#include "chl-json.h"
#include "chl-practice-models.h"
#include "chl-practice-token.h"

#define MAX_INPUTS 2048

/* Texts that share words point the same way; that is all practice knows of meaning. */
static void
embed (const char *text,
       float      *vector,
       guint       n_dimensions)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_auto(GStrv) words = g_strsplit_set (lower, " \t\r\n.,;:!?\"'()[]{}", -1);
  double length = 0;

  for (guint i = 0; i < n_dimensions; i++)
    vector[i] = 0;
  for (guint i = 0; words[i] != NULL; i++)
    {
      guint hash = g_str_hash (words[i]) * 2654435761u;

      if (*words[i] != '\0')
        vector[(hash >> 8) % n_dimensions] += (hash >> 31) != 0 ? 1.0f : -1.0f;
    }
  for (guint i = 0; i < n_dimensions; i++)
    length += (double) vector[i] * (double) vector[i];
  if (length < 0.5)
    {
      vector[0] = 1;
      return;
    }
  for (guint i = 0; i < n_dimensions; i++)
    vector[i] = (float) ((double) vector[i] / sqrt (length));
}

static void
add_vector (ChlJsonWriter *writer,
            const char    *text,
            guint          index,
            guint          n_dimensions,
            gboolean       is_base64)
{
  float vector[CHL_PRACTICE_DIMENSIONS];

  embed (text, vector, n_dimensions);
  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "object", "embedding");
  chl_json_writer_add_int (writer, "index", index);
  if (is_base64)
    {
      guint32          words[CHL_PRACTICE_DIMENSIONS];
      g_autofree char *encoded = NULL;

      memcpy (words, vector, sizeof words);
      for (guint i = 0; i < n_dimensions; i++)
        words[i] = GUINT32_TO_LE (words[i]);
      encoded = g_base64_encode ((const guchar *) words, n_dimensions * sizeof words[0]);
      chl_json_writer_add_string (writer, "embedding", encoded);
    }
  else
    {
      chl_json_writer_begin_array (writer, "embedding");
      for (guint i = 0; i < n_dimensions; i++)
        chl_json_writer_add_double (writer, NULL, (double) vector[i]);
      chl_json_writer_end_array (writer);
    }
  chl_json_writer_end_object (writer);
}

/* The texts of `input`, or NULL if it is anything else. */
static GPtrArray *
read_inputs (JsonNode *root)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();
  JsonArray  *array = chl_json_get_array (root, "/input");
  const char *text = chl_json_get_string (root, "/input");

  if (text != NULL && *text != '\0')
    g_ptr_array_add (texts, (gpointer) text);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      text = chl_json_get_string (json_array_get_element (array, i), "");
      if (text == NULL || *text == '\0')
        return NULL;
      g_ptr_array_add (texts, (gpointer) text);
    }

  return texts->len > 0 && texts->len <= MAX_INPUTS ? g_steal_pointer (&texts) : NULL;
}

/**
 * chl_practice_embedding_build:
 * @root: the body of a request for vectors
 * @out_fault: (out): what is wrong with it
 *
 * Vectors of length 1, always the same for the same text.
 *
 * Returns: (transfer full) (nullable): the answer as JSON, or %NULL with a fault
 *
 * Source: https://platform.openai.com/docs/api-reference/embeddings/create
 */
char *
chl_practice_embedding_build (JsonNode    *root,
                              const char **out_fault)
{
  g_autoptr(GPtrArray) texts = read_inputs (root);
  ChlJsonWriter *writer;
  gint64         n_dimensions = CHL_PRACTICE_DIMENSIONS;
  gint64         n_tokens = 0;
  gboolean       is_base64;

  if (texts == NULL)
    {
      *out_fault = "input must be a string, or an array of 1 to 2048 strings, none of them empty";
      return NULL;
    }
  if (chl_json_get_int64 (root, "/dimensions", &n_dimensions) &&
      (n_dimensions < 1 || n_dimensions > CHL_PRACTICE_DIMENSIONS))
    {
      *out_fault = "dimensions must be 1 to 16";
      return NULL;
    }

  is_base64 = g_strcmp0 (chl_json_get_string (root, "/encoding_format"), "base64") == 0;
  writer = chl_json_writer_new ();
  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "object", "list");
  chl_json_writer_add_string (writer, "model", chl_json_get_string (root, "/model"));
  chl_json_writer_begin_array (writer, "data");
  for (guint i = 0; i < texts->len; i++)
    {
      add_vector (writer, texts->pdata[i], i, (guint) n_dimensions, is_base64);
      n_tokens += chl_practice_token_count (texts->pdata[i]);
    }
  chl_json_writer_end_array (writer);
  chl_json_writer_begin_object (writer, "usage");
  chl_json_writer_add_int (writer, "prompt_tokens", n_tokens);
  chl_json_writer_add_int (writer, "total_tokens", n_tokens);
  chl_json_writer_end_object (writer);
  chl_json_writer_end_object (writer);

  return chl_json_writer_free_to_string (writer);
}
