/* chl-embedding-assembler.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-embedding-assembler"

#include "config.h"

#include <float.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-chat-usage.h"
#include "chl-embedding-encoder.h"
#include "chl-failure-private.h"
#include "chl-protocol-private.h"
#include "chl-utf8.h"

#define MAX_NAME_BYTES 512

/* No count of tokens is larger; whatever says so is wrong. */
#define MAX_TOKENS 1000000000

/* Texts that any server takes at once, and the longest vectors there are, with room to spare. */
#define MAX_VECTORS 65536
#define MAX_DIMENSIONS 65536

#define BASE64_LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

typedef struct
{
  ChlEmitter *emitter; /* (unowned) */
  guint       n_vectors;
  guint       n_dimensions;
  gboolean    is_done;
} Assembler;

typedef enum
{
  BODY_MODEL,
  BODY_DATA,
  BODY_EMBEDDINGS,
  BODY_EMBEDDING,
  BODY_USAGE,
  BODY_INPUT,
  BODY_LOAD_NS,
  BODY_ERROR,
  N_BODY_MEMBERS,
} BodyMember;

static const char *const body_names[N_BODY_MEMBERS] = {
  [BODY_MODEL] = "model",
  [BODY_DATA] = "data",
  [BODY_EMBEDDINGS] = "embeddings",
  [BODY_EMBEDDING] = "embedding",
  [BODY_USAGE] = "usage",
  [BODY_INPUT] = "prompt_eval_count",
  [BODY_LOAD_NS] = "load_duration",
  [BODY_ERROR] = "error",
};

/**
 * Row:
 * @index: the place it claims; -1 if it claims none
 * @numbers: an array or base64
 *
 * One vector as it stands in the body.
 */
typedef struct
{
  gint64      index;
  ChlJsonSpan numbers;
} Row;

/* Not what was asked for: a sentence of ours says what is wrong with it. */
static gboolean
refuse (Assembler  *self,
        const char *sentence)
{
  chl_emitter_fail (self->emitter, chl_failure_new_own (CHL_FAILURE_PROTOCOL, sentence));

  return FALSE;
}

static gboolean
refuse_numbers (Assembler *self)
{
  return refuse (self, _("The server sent vectors with something in them that is no number"));
}

static gboolean
add_row (Assembler  *self,
         GArray     *rows,
         gint64      index,
         ChlJsonSpan numbers)
{
  const Row row = { index, numbers };

  if (rows->len >= MAX_VECTORS)
    {
      chl_emitter_fail_kind (self->emitter, CHL_FAILURE_LIMIT);
      return FALSE;
    }
  g_array_append_val (rows, row);

  return TRUE;
}

/* Some servers wrap each vector in one more array. */
static ChlJsonSpan
unwrap (ChlJsonSpan numbers)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   first = { NULL, 0 };
  ChlJsonSpan   second = { NULL, 0 };

  if (!chl_json_span_is_array (numbers))
    return numbers;

  chl_json_cursor_init (&cursor, numbers);
  if (!chl_json_cursor_next (&cursor, NULL, &first) || !chl_json_span_is_array (first) ||
      chl_json_cursor_next (&cursor, NULL, &second))
    return numbers;

  return first;
}

/* Objects with a vector and its place, or nothing but vectors. */
static gboolean
collect (Assembler  *self,
         ChlJsonSpan list,
         GArray     *rows)
{
  static const char *const names[] = { "index", "embedding" };
  ChlJsonSpan              values[G_N_ELEMENTS (names)];
  ChlJsonCursor            cursor;
  ChlJsonSpan              item;

  chl_json_cursor_init (&cursor, list);
  while (chl_json_cursor_next (&cursor, NULL, &item))
    {
      gint64 index = -1;

      if (!chl_json_span_is_object (item))
        {
          if (!add_row (self, rows, -1, item))
            return FALSE;
          continue;
        }

      chl_json_span_pick (item, names, values, G_N_ELEMENTS (names));
      if (values[0].length > 0 && (!chl_json_span_read_int (values[0], &index) || index < 0))
        index = G_MAXINT64;
      if (!add_row (self, rows, index, unwrap (values[1])))
        return FALSE;
    }

  return TRUE;
}

/* Puts them into the order of the texts. Those that claim no place stand where they belong. */
static gboolean
sort (Assembler *self,
      GArray    *rows)
{
  g_autofree ChlJsonSpan *sorted = NULL;
  gboolean                has_places = g_array_index (rows, Row, 0).index >= 0;

  sorted = g_new0 (ChlJsonSpan, rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      gint64     place = has_places ? row->index : i;

      if ((row->index >= 0) != has_places || place >= rows->len || row->numbers.length == 0 ||
          sorted[place].length > 0)
        return refuse (self, _("The server sent vectors of which it is not clear to which text "
                               "each belongs"));
      sorted[place] = row->numbers;
    }

  for (guint i = 0; i < rows->len; i++)
    g_array_index (rows, Row, i).numbers = sorted[i];

  return TRUE;
}

static gboolean
read_array (ChlJsonSpan span,
            GArray     *out)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   item;

  chl_json_cursor_init (&cursor, span);
  while (out->len <= MAX_DIMENSIONS && chl_json_cursor_next (&cursor, NULL, &item))
    {
      double number;
      float  rounded;

      if (!chl_json_span_read_double (item, &number) || !(ABS (number) <= (double) FLT_MAX))
        return FALSE;
      rounded = (float) number;
      g_array_append_val (out, rounded);
    }

  return TRUE;
}

static gboolean
read_base64 (ChlJsonSpan span,
             GArray     *out)
{
  g_autofree char   *text = chl_json_span_dup_text (span);
  g_autofree guchar *bytes = NULL;
  gsize              length = strlen (text);
  gsize              n_letters = strspn (text, BASE64_LETTERS);

  if (length % 4 != 0 || length - n_letters > 2 || strspn (text + n_letters, "=") != length - n_letters)
    return FALSE;

  bytes = g_base64_decode (text, &length);
  if (length % sizeof (float) != 0)
    return FALSE;

  for (gsize i = 0; i < length && out->len <= MAX_DIMENSIONS; i += sizeof (float))
    {
      guint32 word;
      float   number;

      memcpy (&word, bytes + i, sizeof word);
      word = GUINT32_FROM_LE (word);
      memcpy (&number, &word, sizeof number);
      g_array_append_val (out, number);
    }

  return TRUE;
}

static gboolean
read_numbers (Assembler  *self,
              ChlJsonSpan span,
              GArray     *out)
{
  g_array_set_size (out, 0);
  if (chl_json_span_is_array (span) ? !read_array (span, out)
                                    : !chl_json_span_is_string (span) || !read_base64 (span, out))
    return refuse_numbers (self);

  if (out->len > MAX_DIMENSIONS)
    {
      chl_emitter_fail_kind (self->emitter, CHL_FAILURE_LIMIT);
      return FALSE;
    }
  if (out->len == 0)
    return refuse (self, _("The server sent vectors without numbers"));

  return TRUE;
}

static gboolean
check_length (Assembler *self,
              guint      expected,
              guint      found)
{
  g_autofree char *sentence = NULL;

  if (expected == 0 || expected == found)
    return TRUE;

  sentence = g_strdup_printf (_("The server sent vectors of %u numbers where %u belong"), found,
                                 expected);

  return refuse (self, sentence);
}

/* Returns: (transfer full) (nullable): the vectors, in the order of the texts */
static ChlVectors *
read_rows (Assembler *self,
           GArray    *rows)
{
  g_autoptr(ChlVectors) vectors = NULL;
  g_autoptr(GArray) numbers = g_array_new (FALSE, FALSE, sizeof (float));
  guint n_dimensions = self->n_dimensions;

  for (guint i = 0; i < rows->len; i++)
    {
      if (!read_numbers (self, g_array_index (rows, Row, i).numbers, numbers) ||
          !check_length (self, n_dimensions, numbers->len))
        return NULL;

      n_dimensions = numbers->len;
      if (vectors == NULL)
        vectors = chl_vectors_new (n_dimensions);
      if (!chl_vectors_add (vectors, (const float *) numbers->data))
        {
          refuse_numbers (self);
          return NULL;
        }
    }

  return g_steal_pointer (&vectors);
}

static gboolean
check_count (Assembler *self,
             guint      found)
{
  g_autofree char *sentence = NULL;

  if (found > 0 && (self->n_vectors == 0 || self->n_vectors == found))
    return TRUE;

  if (self->n_vectors == 0)
    return refuse (self, _("The server sent no vectors"));

  sentence = g_strdup_printf (_("The server sent %u vectors for %u texts"), found, self->n_vectors);

  return refuse (self, sentence);
}

static void
take_vectors (Assembler *self,
              GArray    *rows)
{
  g_autoptr(ChlVectors) vectors = NULL;

  if (!check_count (self, rows->len) || !sort (self, rows) || !(vectors = read_rows (self, rows)))
    return;

  chl_emitter_vectors (self->emitter, vectors);
  self->is_done = TRUE;
  chl_emitter_mark_end (self->emitter);
}

static gint64
read_count (ChlJsonSpan span)
{
  gint64 count;

  return chl_json_span_read_int (span, &count) && count > 0 ? count : 0;
}

static void
take_usage (Assembler         *self,
            const ChlJsonSpan *values)
{
  ChlUsage usage = { .cost = -1 };

  if (!chl_chat_usage_read (values[BODY_USAGE], &usage))
    {
      usage.input = MIN (read_count (values[BODY_INPUT]), MAX_TOKENS);
      usage.load_us = read_count (values[BODY_LOAD_NS]) / 1000;
    }
  if (!chl_usage_is_empty (&usage))
    chl_emitter_usage (self->emitter, &usage);
}

static void
take_start (Assembler  *self,
            ChlJsonSpan span)
{
  g_autofree char *model = chl_json_span_has_text (span) ? chl_json_span_dup_text (span) : NULL;

  if (model == NULL)
    return;

  model[chl_utf8_cut (model, strlen (model), MAX_NAME_BYTES)] = '\0';
  chl_emitter_start (self->emitter, NULL, model);
}

/* Whether a list that is the whole body is one of vectors; errors come as lists as well. */
static gboolean
has_vectors (ChlJsonSpan list)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   first = { NULL, 0 };

  if (!chl_json_span_is_array (list))
    return FALSE;

  chl_json_cursor_init (&cursor, list);
  if (!chl_json_cursor_next (&cursor, NULL, &first))
    return TRUE;

  return chl_json_span_is_array (first) || chl_json_span_get (first, "embedding").length > 0;
}

/* One document, in any of the shapes in which servers send vectors. */
static void
take (gpointer    assembler,
      const char *name,
      ChlJsonSpan payload)
{
  Assembler  *self = assembler;
  ChlJsonSpan values[N_BODY_MEMBERS];
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  ChlJsonSpan list;
  ChlFailure *failure;

  chl_json_span_pick (payload, body_names, values, N_BODY_MEMBERS);
  take_start (self, values[BODY_MODEL]);

  list = values[BODY_DATA];
  if (!chl_json_span_is_array (list))
    list = values[BODY_EMBEDDINGS];
  if (!chl_json_span_is_array (list) && has_vectors (payload))
    list = payload;

  if (values[BODY_ERROR].length > 0 ||
      (!chl_json_span_is_array (list) && values[BODY_EMBEDDING].length == 0))
    {
      failure = chl_failure_find (payload);
      if (failure != NULL)
        {
          chl_emitter_fail (self->emitter, failure);
          return;
        }
    }

  if (chl_json_span_is_array (list))
    {
      if (!collect (self, list, rows))
        return;
    }
  else if (values[BODY_EMBEDDING].length > 0)
    add_row (self, rows, -1, values[BODY_EMBEDDING]);

  take_usage (self, values);
  take_vectors (self, rows);
}

static void
close_answer (gpointer  assembler,
              ChlEnding ending)
{
}

static ChlFinish
judge (gpointer     assembler,
       ChlEnding    ending,
       const char **out_raw)
{
  Assembler *self = assembler;

  *out_raw = NULL;
  if (ending == CHL_ENDING_CUT)
    return CHL_FINISH_ERROR;
  if (self->is_done)
    return CHL_FINISH_STOP;

  chl_emitter_fail_kind (self->emitter, CHL_FAILURE_TRUNCATED);

  return CHL_FINISH_ERROR;
}

static gpointer
assembler_new (ChlEmitter             *emitter,
               const ChlDecodeOptions *options)
{
  Assembler *self = g_new0 (Assembler, 1);

  self->emitter = emitter;
  self->n_vectors = options->n_vectors;
  self->n_dimensions = options->n_dimensions;

  return self;
}

/* Source: https://platform.openai.com/docs/api-reference/embeddings/create */
const ChlProtocol chl_protocol_openai_embeddings = {
  .id = CHL_PROTOCOL_OPENAI_EMBEDDINGS,
  .framing = CHL_FRAMING_WHOLE,
  .encode_embedding = chl_embedding_encode,
  .assembler_new = assembler_new,
  .assembler_free = g_free,
  .take = take,
  .close = close_answer,
  .judge = judge,
};

/* Source: https://github.com/ollama/ollama/blob/main/docs/api.md */
const ChlProtocol chl_protocol_ollama_embed = {
  .id = CHL_PROTOCOL_OLLAMA_EMBED,
  .framing = CHL_FRAMING_WHOLE,
  .encode_embedding = chl_embedding_encode_ollama,
  .assembler_new = assembler_new,
  .assembler_free = g_free,
  .take = take,
  .close = close_answer,
  .judge = judge,
};
