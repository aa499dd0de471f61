/* chl-claude-reader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-claude-reader"

#include "config.h"

#include "chl-claude-reader.h"

#include <math.h>
#include <string.h>

#include "chl-failure-private.h"
#include "chl-json-writer.h"

/* Nested deeper than this is nothing that it says. */
#define MAX_DEPTH 128

struct _ChlClaudeReader
{
  ChlDecoder *decoder; /* (unowned) */
  ChlFailure *failure; /* (owned) (nullable) */
  char       *word;    /* (owned) (nullable) its own for what went wrong */
  double      cost;    /* negative while it is not known */
  gboolean    has_begun;
};

/* Its own words for what went wrong. Source: observed with claude 2.1.197, whose checks of its own
 * output name all of these. */
static const struct
{
  const char    *word;
  ChlFailureKind kind;
} words[] = {
  { "authentication_failed", CHL_FAILURE_AUTH },
  { "oauth_org_not_allowed", CHL_FAILURE_PERMISSION },
  { "billing_error", CHL_FAILURE_QUOTA },
  { "rate_limit", CHL_FAILURE_RATE_LIMIT },
  { "overloaded", CHL_FAILURE_OVERLOADED },
  { "model_not_found", CHL_FAILURE_NOT_FOUND },
  { "server_error", CHL_FAILURE_SERVER },
};

/**
 * chl_claude_reader_new:
 * @decoder: of the Messages protocol; lent
 *
 * Returns: (transfer full): a reader for one turn
 */
ChlClaudeReader *
chl_claude_reader_new (ChlDecoder *decoder)
{
  ChlClaudeReader *self;

  g_return_val_if_fail (decoder != NULL, NULL);

  self = g_new0 (ChlClaudeReader, 1);
  self->decoder = decoder;
  self->cost = -1;

  return self;
}

void
chl_claude_reader_free (ChlClaudeReader *self)
{
  g_clear_pointer (&self->failure, chl_failure_free);
  g_free (self->word);
  g_free (self);
}

/* An event as a server would have sent it. A line of JSON has no end of a line inside. */
static void
push_event (ChlClaudeReader *self,
            ChlJsonSpan      event)
{
  chl_decoder_push (self->decoder, "data: ", 6);
  chl_decoder_push (self->decoder, event.start, event.length);
  chl_decoder_push (self->decoder, "\n\n", 2);
}

static ChlClaudeStep
take_event (ChlClaudeReader *self,
            ChlJsonSpan      root)
{
  ChlJsonSpan event = chl_json_span_get (root, "event");
  ChlJsonSpan type;

  /* What is said among its own helpers is not the answer. */
  if (!chl_json_span_is_object (event) ||
      chl_json_span_has_text (chl_json_span_get (root, "parent_tool_use_id")))
    return CHL_CLAUDE_MORE;

  type = chl_json_span_get (event, "type");
  if (chl_json_span_is_text (type, "message_start"))
    {
      if (self->has_begun)
        return CHL_CLAUDE_AGAIN;
      self->has_begun = TRUE;
    }

  push_event (self, event);

  return CHL_CLAUDE_MORE;
}

static ChlFailureKind
get_kind (ChlClaudeReader *self,
          guint            status,
          const char      *text)
{
  ChlFailureClues clues = { .status = status, .message = text };
  ChlFailureKind  kind;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (self->word, words[i].word) == 0)
      return words[i].kind;

  clues.words[0] = self->word;
  kind = chl_failure_clues_get_kind (&clues);

  return kind != CHL_FAILURE_NONE ? kind : CHL_FAILURE_UNKNOWN;
}

static void
take_failure (ChlClaudeReader *self,
              ChlJsonSpan      root)
{
  g_autofree char *text = chl_json_span_dup_text (chl_json_span_get (root, "result"));
  g_autofree char *subtype = chl_json_span_dup_text (chl_json_span_get (root, "subtype"));
  gint64           status = 0;

  if (!chl_json_span_read_int (chl_json_span_get (root, "api_error_status"), &status) ||
      status < 0 || status > 999)
    status = 0;

  self->failure = chl_failure_new (get_kind (self, (guint) status, text),
                                   text != NULL ? text : subtype);
  self->failure->status = (guint) status;
  if (self->failure->code == NULL)
    self->failure->code = g_strdup (self->word);
}

/* It has answered by itself, without the model, as it does to commands that are meant for it. */
static void
push_own_words (ChlClaudeReader *self,
                const char      *text)
{
  ChlJsonWriter *writer = chl_json_writer_new ();
  g_autoptr(GBytes) bytes = NULL;
  gconstpointer data;
  gsize         length;

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "type", "message");
  chl_json_writer_add_string (writer, "role", "assistant");
  chl_json_writer_begin_array (writer, "content");
  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "type", "text");
  chl_json_writer_add_string (writer, "text", text);
  chl_json_writer_end_object (writer);
  chl_json_writer_end_array (writer);
  chl_json_writer_add_string (writer, "stop_reason", "end_turn");
  chl_json_writer_end_object (writer);

  bytes = chl_json_writer_free_to_bytes (writer);
  data = g_bytes_get_data (bytes, &length);
  chl_decoder_push (self->decoder, data, length);
}

static ChlClaudeStep
take_result (ChlClaudeReader *self,
             ChlJsonSpan      root)
{
  gboolean is_error = FALSE;
  double   cost = -1;

  if (chl_json_span_read_double (chl_json_span_get (root, "total_cost_usd"), &cost) &&
      isfinite (cost) && cost >= 0)
    self->cost = cost;

  chl_json_span_read_boolean (chl_json_span_get (root, "is_error"), &is_error);
  if (is_error)
    take_failure (self, root);
  else if (!self->has_begun)
    {
      g_autofree char *text = chl_json_span_dup_text (chl_json_span_get (root, "result"));

      if (text != NULL)
        push_own_words (self, text);
    }

  return CHL_CLAUDE_DONE;
}

/**
 * chl_claude_reader_take:
 * @self: a reader
 * @line: (array length=length): what the program said
 * @length: its bytes
 *
 * What is no JSON, and what is not known, is passed over: the program says much of itself.
 *
 * Observed with claude 2.1.197.
 *
 * Returns: what it comes to
 */
ChlClaudeStep
chl_claude_reader_take (ChlClaudeReader *self,
                        const char      *line,
                        gsize            length)
{
  ChlJsonSpan root = { NULL, 0 };
  ChlJsonSpan type;

  g_return_val_if_fail (self != NULL, CHL_CLAUDE_DONE);

  if (chl_json_span_check (line, length, MAX_DEPTH, &root) != CHL_JSON_VALID ||
      !chl_json_span_is_object (root))
    return CHL_CLAUDE_MORE;

  type = chl_json_span_get (root, "type");
  if (chl_json_span_is_text (type, "stream_event"))
    return take_event (self, root);
  if (chl_json_span_is_text (type, "result"))
    return take_result (self, root);

  if (chl_json_span_is_text (type, "assistant") &&
      chl_json_span_has_text (chl_json_span_get (root, "error")))
    {
      g_free (self->word);
      self->word = chl_json_span_dup_text (chl_json_span_get (root, "error"));
    }

  return CHL_CLAUDE_MORE;
}

/**
 * chl_claude_reader_get_failure:
 * @self: a reader
 *
 * Returns: (transfer none) (nullable): what the program said instead of an answer, once the turn is
 *   over; the code is the program's own word
 */
const ChlFailure *
chl_claude_reader_get_failure (ChlClaudeReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->failure;
}

/**
 * chl_claude_reader_get_cost:
 * @self: a reader
 *
 * Returns: US dollars, of all turns since the program was started; negative if it did not say. What
 *   the tokens would have cost: under a subscription nobody is billed for it
 */
double
chl_claude_reader_get_cost (ChlClaudeReader *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->cost;
}
