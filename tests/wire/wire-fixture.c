/* wire-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wire-fixture.h"

#include <math.h>
#include <string.h>

#include "chl-json.h"
#include "chl-result.h"

/* Longer bodies are not copied piece by piece, which would take longer than to read them; nor are
 * the smallest pieces where allocating is slow. */
#define COPIED_BYTES 8192

/* What holds for every answer, however it ends: watched on each event. */
typedef struct
{
  ChlMessage *message;
  gboolean    open[2048];
  guint       n_parts;
  guint       n_finishes;
  guint       n_ends;
  gboolean    has_error;
  ChlFinish   finish;
} Watch;

static void
watch_part (Watch                *watch,
            const ChlStreamEvent *event)
{
  if (event->kind == CHL_STREAM_PART_START)
    {
      g_assert_cmpuint (event->part, ==, watch->n_parts);
      g_assert_cmpuint (watch->n_parts, <, G_N_ELEMENTS (watch->open));
      watch->open[watch->n_parts++] = TRUE;
      return;
    }

  g_assert_cmpuint (event->part, <, watch->n_parts);
  if (event->kind == CHL_STREAM_PART_DELTA)
    g_assert_true (watch->open[event->part]);
  if (event->kind == CHL_STREAM_PART_END)
    {
      g_assert_true (watch->open[event->part]);
      watch->open[event->part] = FALSE;
    }
}

/* Once at most, and nothing in them that cannot be counted with. */
static void
watch_vectors (Watch      *watch,
               ChlVectors *vectors)
{
  guint length = chl_vectors_get_length (vectors);
  guint n_dimensions = chl_vectors_get_n_dimensions (vectors);

  g_assert_null (wire_get_vectors (watch->message));
  g_assert_cmpuint (length, >, 0);
  for (guint i = 0; i < length; i++)
    for (guint j = 0; j < n_dimensions; j++)
      g_assert_true (isfinite (chl_vectors_get (vectors, i)[j]));

  g_object_set_data_full (G_OBJECT (watch->message), "vectors", chl_vectors_ref (vectors),
                          (GDestroyNotify) chl_vectors_unref);
}

static void
watch_cb (const ChlStreamEvent *event,
          gpointer              user_data)
{
  Watch *watch = user_data;

  g_assert_cmpuint (watch->n_ends, ==, 0);
  if (watch->n_finishes > 0)
    g_assert_cmpint (event->kind, ==, CHL_STREAM_END);
  if (event->length > 0)
    g_assert_true (g_utf8_validate_len (event->text, event->length, NULL));

  switch (event->kind)
    {
    case CHL_STREAM_PART_START:
    case CHL_STREAM_PART_DELTA:
    case CHL_STREAM_PART_SET:
    case CHL_STREAM_PART_META:
    case CHL_STREAM_PART_END:
      watch_part (watch, event);
      break;

    case CHL_STREAM_VECTORS:
      watch_vectors (watch, event->vectors);
      break;

    case CHL_STREAM_ERROR:
      g_assert_false (watch->has_error);
      watch->has_error = TRUE;
      break;

    case CHL_STREAM_FINISH:
      watch->n_finishes++;
      watch->finish = event->finish;
      break;

    case CHL_STREAM_END:
      watch->n_ends++;
      break;

    case CHL_STREAM_START:
    case CHL_STREAM_REPLAY:
    case CHL_STREAM_USAGE:
    case CHL_STREAM_KEEPALIVE:
    default:
      break;
    }

  chl_message_apply (watch->message, event, 1);
}

static void
check_end (const Watch *watch)
{
  g_assert_cmpuint (watch->n_finishes, ==, 1);
  g_assert_cmpuint (watch->n_ends, ==, 1);
  g_assert_cmpint (watch->finish, !=, CHL_FINISH_NONE);
  g_assert_cmpint (watch->has_error, ==, watch->finish == CHL_FINISH_ERROR);

  for (guint i = 0; i < watch->n_parts; i++)
    {
      ChlPart *part = chl_message_get_part (watch->message, i);

      if (watch->finish != CHL_FINISH_ERROR && watch->finish != CHL_FINISH_CANCELLED)
        g_assert_false (watch->open[i]);
      g_assert_cmpint (chl_part_is_complete (part), ==, !watch->open[i]);
      if (chl_part_get_kind (part) == CHL_PART_TOOL_CALL)
        {
          g_assert_nonnull (chl_part_get_name (part));
          g_assert_cmpstr (chl_part_get_call_id (part), !=, "");
          g_assert_nonnull (chl_part_get_call_id (part));
        }
    }
}

/* What came beside the message that a body became, if anything did. */
ChlVectors *
wire_get_vectors (ChlMessage *message)
{
  return g_object_get_data (G_OBJECT (message), "vectors");
}

/* Feeds a body and returns what it became. */
ChlMessage *
wire_decode_as (ChlProtocolId           protocol,
                const char             *body,
                gsize                   length,
                const ChlDecodeOptions *options,
                WirePieces              pieces)
{
  g_autoptr(ChlMessage) message = chl_message_new ("m", CHL_AUTHOR_ASSISTANT, 1);
  g_autoptr(ChlDecoder) decoder = NULL;
  g_autoptr(GRand) random = g_rand_new_with_seed (pieces.seed);
  g_autofree Watch *watch = g_new0 (Watch, 1);
  g_autofree char  *piece = NULL;
  gsize             at = 0;
  gboolean          wants_more = TRUE;

  watch->message = message;
  chl_message_begin (message);
  decoder = chl_decoder_new (chl_protocol_get (protocol), options, watch_cb, watch);

  while (at < length && wants_more)
    {
      const char *bytes = body + at;
      gsize       size = pieces.size != 0 ? pieces.size : (gsize) g_rand_int_range (random, 1, 400);

      size = MIN (size, length - at);
      if (pieces.cancel_at > at)
        size = MIN (size, pieces.cancel_at - at);
      if (pieces.fail_at > at)
        size = MIN (size, pieces.fail_at - at);

      /* A copy of its own, so that reading past a piece is noticed. */
      if (length <= COPIED_BYTES && (size > 3 || wire_get_stride () < 100))
        {
          g_free (piece);
          bytes = piece = g_memdup2 (bytes, size);
        }
      wants_more = chl_decoder_push (decoder, bytes, size);
      at += size;

      if (pieces.cancel_at == at)
        chl_decoder_cancel (decoder);
      if (pieces.failure != NULL && pieces.fail_at == at)
        chl_decoder_fail (decoder, pieces.failure);
      if (pieces.out_taken != NULL)
        *pieces.out_taken = at;
    }

  if (pieces.failure != NULL && pieces.fail_at == 0)
    chl_decoder_fail (decoder, pieces.failure);
  chl_decoder_finish (decoder);
  check_end (watch);

  /* After the end nothing happens any more. */
  g_assert_false (chl_decoder_push (decoder, "data: {}\n\n", 10));
  chl_decoder_cancel (decoder);
  chl_decoder_finish (decoder);

  return g_steal_pointer (&message);
}

ChlMessage *
wire_decode (const char             *body,
             gsize                   length,
             const ChlDecodeOptions *options,
             WirePieces              pieces)
{
  return wire_decode_as (CHL_PROTOCOL_OPENAI_CHAT, body, length, options, pieces);
}

ChlMessage *
wire_decode_text (const char *body)
{
  return wire_decode (body, strlen (body), NULL, WIRE_WHOLE);
}

JsonNode *
wire_decode_to_json (const WireVector *vector,
                     gsize             length,
                     WirePieces        pieces)
{
  g_autoptr(ChlMessage) message = NULL;
  JsonNode *result;

  message = wire_decode_as (vector->protocol, vector->body, length, &vector->options, pieces);
  result = chl_result_to_json (message, vector->protocol);
  if (wire_get_vectors (message) != NULL)
    json_object_set_member (json_node_get_object (result), "vectors",
                            chl_vectors_to_json (wire_get_vectors (message)));

  return result;
}

static void
free_vector (gpointer data)
{
  WireVector *vector = data;

  g_free (vector->name);
  g_free (vector->body);
  json_node_unref (vector->expect);
  g_free (vector);
}

static void
read_config (WireVector *vector)
{
  JsonObject *limits = chl_json_get_object (vector->expect, "/config/limits");
  const char *think = chl_json_get_string (vector->expect, "/config/think_tags");

  g_assert_true (chl_protocol_id_from_string (chl_json_get_string (vector->expect, "/protocol"),
                                              &vector->protocol));
  g_assert_nonnull (chl_protocol_get (vector->protocol));
  chl_decode_options_init (&vector->options);
  if (g_strcmp0 (think, "auto") == 0)
    vector->options.think_tags = CHL_THINK_TAGS_AUTO;
  else if (g_strcmp0 (think, "implicit") == 0)
    vector->options.think_tags = CHL_THINK_TAGS_IMPLICIT;

  if (limits != NULL)
    {
      JsonObjectIter iter;
      const char    *name;
      JsonNode      *value;

      json_object_iter_init (&iter, limits);
      while (json_object_iter_next (&iter, &name, &value))
        g_assert_true (chl_wire_limits_set (&vector->options.limits, name,
                                            (guint64) json_node_get_int (value)));
    }
}

static void
load_folder (GPtrArray  *vectors,
             const char *folder)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "wire", folder, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = g_dir_open (path, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *body_path = g_build_filename (path, name, NULL);
      g_autofree char *stem = NULL;
      g_autofree char *expect_name = NULL;
      g_autofree char *expect_path = NULL;
      g_autofree char *expect = NULL;
      WireVector      *vector;

      if (!g_str_has_suffix (name, ".sse"))
        continue;

      stem = g_strndup (name, strlen (name) - strlen (".sse"));
      expect_name = g_strconcat (stem, ".expect.json", NULL);
      expect_path = g_build_filename (path, expect_name, NULL);

      vector = g_new0 (WireVector, 1);
      vector->name = g_steal_pointer (&stem);
      g_file_get_contents (body_path, &vector->body, &vector->length, &error);
      g_assert_no_error (error);
      g_file_get_contents (expect_path, &expect, NULL, &error);
      g_assert_no_error (error);
      vector->expect = chl_json_parse (expect, -1, &error);
      g_assert_no_error (error);
      read_config (vector);
      g_ptr_array_add (vectors, vector);
    }
}

/* All vectors of all protocols, those that everybody shares and our own. */
GPtrArray *
wire_vectors_load (void)
{
  GPtrArray *vectors = g_ptr_array_new_with_free_func (free_vector);

  load_folder (vectors, "vectors");
  load_folder (vectors, "vectors-own");
  g_assert_cmpuint (vectors->len, >, 50);

  return vectors;
}

/*
 * Of what is done thousands of times, only each so manieth is done: under sanitizers everything
 * takes ten times as long. CHL_TEST_LONG has all of it done.
 */
guint
wire_get_stride (void)
{
  if (g_getenv ("CHL_TEST_LONG") != NULL)
    return 1;

#ifdef __SANITIZE_ADDRESS__
  return 199;
#else
  return 10;
#endif
}

static void
assert_text (JsonNode   *result,
             JsonNode   *expect,
             const char *pointer)
{
  g_assert_cmpstr (chl_json_get_string (result, pointer), ==, chl_json_get_string (expect, pointer));
}

static gboolean
is_other_text (JsonNode   *expect,
               const char *text)
{
  JsonArray *others = chl_json_get_array (expect, "/text_alt");

  for (guint i = 0; others != NULL && i < json_array_get_length (others); i++)
    if (g_str_equal (json_node_get_string (json_array_get_element (others, i)), text))
      return TRUE;

  return FALSE;
}

static void
assert_calls (JsonNode *result,
              JsonNode *expect)
{
  JsonArray *calls = chl_json_get_array (result, "/tool_calls");
  JsonArray *wanted = chl_json_get_array (expect, "/tool_calls");

  g_assert_cmpuint (json_array_get_length (calls), ==, json_array_get_length (wanted));
  for (guint i = 0; i < json_array_get_length (calls); i++)
    {
      JsonNode *call = json_array_get_element (calls, i);
      JsonNode *other = json_array_get_element (wanted, i);

      if (!g_str_equal (chl_json_get_string (other, "/id"), "*"))
        assert_text (call, other, "/id");
      assert_text (call, other, "/name");
      assert_text (call, other, "/arguments");
    }
}

static void
assert_usage (JsonNode *result,
              JsonNode *expect)
{
  JsonObject    *wanted = chl_json_get_object (expect, "/usage");
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *value;

  g_assert_cmpint (chl_json_get_object (result, "/usage") != NULL, ==, wanted != NULL);
  if (wanted == NULL)
    return;

  json_object_iter_init (&iter, wanted);
  while (json_object_iter_next (&iter, &name, &value))
    {
      g_autofree char *pointer = g_strconcat ("/usage/", name, NULL);
      gint64           number = -1;

      g_assert_true (chl_json_get_int64 (result, pointer, &number));
      g_assert_cmpint (number, ==, json_node_get_int (value));
    }
}

static void
assert_replay (JsonNode *result,
               JsonNode *expect)
{
  JsonNode *replay = chl_json_get (result, "/replay");
  JsonNode *wanted = chl_json_get (expect, "/replay");

  g_assert_nonnull (replay);
  if (wanted == NULL)
    g_assert_cmpuint (json_array_get_length (json_node_get_array (replay)), ==, 0);
  else
    g_assert_true (json_node_equal (replay, wanted));
}

static void
assert_vectors (JsonNode *result,
                JsonNode *expect)
{
  JsonNode        *vectors = chl_json_get (result, "/vectors");
  JsonNode        *wanted = chl_json_get (expect, "/vectors");
  g_autofree char *text = vectors != NULL ? chl_json_print (vectors, FALSE) : NULL;
  g_autofree char *wanted_text = wanted != NULL ? chl_json_print (wanted, FALSE) : NULL;

  g_assert_cmpstr (text, ==, wanted_text);
}

void
wire_assert_expected (JsonNode         *result,
                      const WireVector *vector)
{
  JsonNode *expect = vector->expect;

  if (!is_other_text (expect, chl_json_get_string (result, "/text")))
    assert_text (result, expect, "/text");
  assert_text (result, expect, "/protocol");
  assert_text (result, expect, "/reasoning");
  assert_text (result, expect, "/finish");
  assert_text (result, expect, "/error/kind");
  assert_text (result, expect, "/error/code");
  assert_text (result, expect, "/error/message");
  assert_calls (result, expect);
  assert_usage (result, expect);
  assert_replay (result, expect);
  assert_vectors (result, expect);
}

void
wire_assert_part (ChlMessage *message,
                  guint       position,
                  ChlPartKind kind,
                  const char *text)
{
  ChlPart *part = chl_message_get_part (message, position);

  g_assert_nonnull (part);
  g_assert_cmpint (chl_part_get_kind (part), ==, kind);
  g_assert_cmpstr (chl_part_get_text (part), ==, text);
}
