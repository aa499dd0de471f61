/* chl-decode.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-decode"

#include "config.h"

#include "chl-decode.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"
#include "chl-message.h"
#include "chl-protocol.h"
#include "chl-result.h"

/* Any number does: a recorded body gives the same result each time. */
#define ID_SEED 1

static gboolean
read_limits (ChlWireLimits     *limits,
             const char *const *texts,
             GError           **error)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      g_auto(GStrv) pair = g_strsplit (texts[i], "=", 2);
      guint64 value;

      if (g_strv_length (pair) != 2 ||
          !g_ascii_string_to_unsigned (pair[1], 10, 0, G_MAXSIZE, &value, NULL) ||
          !chl_wire_limits_set (limits, pair[0], value))
        {
          g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _ ("“%s” is no limit"), texts[i]);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
read_think_tags (const char   *word,
                 ChlThinkTags *out_think_tags,
                 GError      **error)
{
  static const struct
  {
    const char  *word;
    ChlThinkTags think_tags;
  } words[] = {
    { "off", CHL_THINK_TAGS_OFF },
    { "auto", CHL_THINK_TAGS_AUTO },
    { "implicit", CHL_THINK_TAGS_IMPLICIT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (word == NULL || g_str_equal (words[i].word, word))
      {
        *out_think_tags = words[i].think_tags;
        return TRUE;
      }

  g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
               _ ("Think tags are off, auto or implicit, not “%s”"), word);
  return FALSE;
}

/**
 * Hearing:
 * @message: (owned): what is to be read
 * @vectors: (owned) (nullable): what is not
 *
 * What a body becomes.
 */
typedef struct
{
  ChlMessage *message;
  ChlVectors *vectors;
} Hearing;

static void
hearing_clear (Hearing *hearing)
{
  g_clear_object (&hearing->message);
  g_clear_pointer (&hearing->vectors, chl_vectors_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Hearing, hearing_clear)

static void
event_cb (const ChlStreamEvent *event,
          gpointer              user_data)
{
  Hearing *hearing = user_data;

  if (event->kind == CHL_STREAM_VECTORS)
    hearing->vectors = chl_vectors_ref (event->vectors);
  chl_message_apply (hearing->message, event, 0);
}

static gboolean
makes_vectors (ChlProtocolId id)
{
  return id == CHL_PROTOCOL_OPENAI_EMBEDDINGS || id == CHL_PROTOCOL_OLLAMA_EMBED;
}

/**
 * chl_decode_body:
 * @protocol: name of a protocol, such as "openai-chat"
 * @body: a recorded body of a response, status 200
 * @think_tags: (nullable): "off", "auto" or "implicit"; "off" if %NULL
 * @limits: (nullable) (array zero-terminated): "NAME=NUMBER", see chl_wire_limits_set()
 * @error: (out) (optional): %CHL_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): the canonical result
 */
JsonNode *
chl_decode_body (const char        *protocol,
                 GBytes            *body,
                 const char        *think_tags,
                 const char *const *limits,
                 GError           **error)
{
  g_auto(Hearing) hearing = { NULL, NULL };
  g_autoptr(ChlDecoder) decoder = NULL;
  ChlDecodeOptions   options;
  ChlProtocolId      id;
  const ChlProtocol *table;
  gsize              length;
  const char        *bytes = g_bytes_get_data (body, &length);

  if (!chl_protocol_id_from_string (protocol, &id) || !(table = chl_protocol_get (id)))
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _ ("“%s” is no protocol that can be read"), protocol);
      return NULL;
    }

  chl_decode_options_init (&options);
  options.id_seed = ID_SEED;
  if (!read_think_tags (think_tags, &options.think_tags, error) ||
      !read_limits (&options.limits, limits, error))
    return NULL;

  hearing.message = chl_message_new ("decoded", CHL_AUTHOR_ASSISTANT, 0);
  chl_message_begin (hearing.message);
  decoder = chl_decoder_new (table, &options, event_cb, &hearing);
  chl_decoder_push (decoder, bytes != NULL ? bytes : "", length);
  chl_decoder_finish (decoder);

  if (makes_vectors (id))
    {
      chl_message_set_source (hearing.message, "", "", id);
      return chl_decode_describe_vectors (hearing.message, hearing.vectors);
    }

  return chl_result_to_json (hearing.message, id);
}

/**
 * chl_decode_describe:
 * @answer: an answer, finished or not
 *
 * Returns: (transfer full): its canonical result, the same for every protocol
 */
JsonNode *
chl_decode_describe (ChlMessage *answer)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (answer), NULL);

  return chl_result_to_json (answer, chl_message_get_protocol (answer));
}

/**
 * chl_decode_describe_vectors:
 * @answer: how texts became vectors
 * @vectors: (nullable): those, if they did
 *
 * Returns: (transfer full): the canonical result, and in it their `dimensions` and the `vectors`,
 *   both null if there are none
 */
JsonNode *
chl_decode_describe_vectors (ChlMessage *answer,
                             ChlVectors *vectors)
{
  JsonNode   *node = chl_decode_describe (answer);
  JsonObject *object;

  g_return_val_if_fail (node != NULL, NULL);

  object = json_node_get_object (node);
  if (vectors != NULL)
    {
      json_object_set_int_member (object, "dimensions", chl_vectors_get_n_dimensions (vectors));
      json_object_set_member (object, "vectors", chl_vectors_to_json (vectors));
    }
  else
    {
      json_object_set_null_member (object, "dimensions");
      json_object_set_null_member (object, "vectors");
    }

  return node;
}
