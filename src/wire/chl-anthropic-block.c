/* chl-anthropic-block.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-anthropic-block"

#include "config.h"

#include "chl-anthropic-block.h"

#include <string.h>

#include "chl-anthropic-opaque.h"
#include "chl-tool-slot.h"
#include "chl-utf8.h"

#define REPLACEMENT "\357\277\275"

typedef enum
{
  KIND_NONE, /* not begun yet, or nothing that can be shown or sent back */
  KIND_TEXT,
  KIND_THINKING,
  KIND_REDACTED,
  KIND_TOOL,
  KIND_OPAQUE,
} Kind;

struct _ChlAnthropicBlock
{
  ChlEmitter             *emitter; /* (unowned) */
  const ChlDecodeOptions *options; /* (unowned) */
  gint64                  index;
  Kind                    kind;
  guint                   part;
  gboolean                is_open;
  gboolean                has_arguments; /* they are more than blanks */
  gsize                   n_arguments;   /* bytes */
  gsize                  *n_sealed;      /* (unowned) bytes of all blocks that go back */
  gunichar2               pending;       /* half a character at the end of the last delta */
  GString                *scratch;       /* (owned) */
  GString                *input;         /* (owned) what a tool of the server's own is called with */
  GString                *citations;     /* (owned) JSON, without the brackets */
  char                   *start;         /* (owned) (nullable) the block as it began, JSON */
  char                   *changes;       /* (owned) (nullable) members that came later, JSON */
};

static const struct
{
  const char *type;
  Kind        kind;
  ChlPartKind part_kind;
} starts[] = {
  { "text", KIND_TEXT, CHL_PART_TEXT },
  { "thinking", KIND_THINKING, CHL_PART_REASONING },
  { "redacted_thinking", KIND_REDACTED, CHL_PART_REASONING },
  { "tool_use", KIND_TOOL, CHL_PART_TOOL_CALL },
};

/* What a block must be whose beginning got lost. */
static const struct
{
  const char *type;
  Kind        kind;
  ChlPartKind part_kind;
} guesses[] = {
  { "text_delta", KIND_TEXT, CHL_PART_TEXT },
  { "citations_delta", KIND_TEXT, CHL_PART_TEXT },
  { "thinking_delta", KIND_THINKING, CHL_PART_REASONING },
  { "signature_delta", KIND_THINKING, CHL_PART_REASONING },
};

/**
 * chl_anthropic_block_new:
 * @index: as the server counts
 * @emitter: (transfer none): where the part goes
 * @options: (transfer none): limits, and what ids are made from
 * @n_sealed: (inout) (transfer none): bytes that the blocks of this answer keep to be sent back
 *
 * Returns: (transfer full): a block of which nothing is known yet
 */
ChlAnthropicBlock *
chl_anthropic_block_new (gint64                  index,
                         ChlEmitter             *emitter,
                         const ChlDecodeOptions *options,
                         gsize                  *n_sealed)
{
  ChlAnthropicBlock *self = g_new0 (ChlAnthropicBlock, 1);

  self->emitter = emitter;
  self->options = options;
  self->n_sealed = n_sealed;
  self->index = index;
  self->part = CHL_NO_PART;
  self->is_open = TRUE;
  self->scratch = g_string_new (NULL);
  self->input = g_string_new (NULL);
  self->citations = g_string_new (NULL);

  return self;
}

void
chl_anthropic_block_free (ChlAnthropicBlock *self)
{
  g_return_if_fail (self != NULL);

  g_string_free (self->scratch, TRUE);
  g_string_free (self->input, TRUE);
  g_string_free (self->citations, TRUE);
  g_free (self->start);
  g_free (self->changes);
  g_free (self);
}

gint64
chl_anthropic_block_get_index (ChlAnthropicBlock *self)
{
  return self->index;
}

gboolean
chl_anthropic_block_is_open (ChlAnthropicBlock *self)
{
  return self->is_open;
}

/* Whether it is a call of a tool of ours. */
gboolean
chl_anthropic_block_is_call (ChlAnthropicBlock *self)
{
  return self->kind == KIND_TOOL;
}

static void
begin (ChlAnthropicBlock *self,
       Kind               kind,
       ChlPartKind        part_kind)
{
  self->kind = kind;
  self->part = chl_emitter_begin_part (self->emitter, part_kind);
  if (self->part == CHL_NO_PART)
    self->kind = KIND_NONE;
}

static void
append_text (ChlAnthropicBlock *self,
             ChlJsonSpan        string)
{
  const char *text;
  gsize       length = 0;

  if (!chl_json_span_has_text (string))
    return;

  text = chl_json_span_read_text (string, self->scratch, &self->pending, &length);
  if (text != NULL)
    chl_emitter_append (self->emitter, self->part, text, length);
}

static gboolean
has_room (ChlAnthropicBlock *self,
          gsize             *count,
          gsize              n_bytes,
          gsize              limit)
{
  if (n_bytes <= limit && *count <= limit - n_bytes)
    {
      *count += n_bytes;
      return TRUE;
    }

  chl_emitter_fail_kind (self->emitter, CHL_FAILURE_LIMIT);

  return FALSE;
}

/* Keeps what must be sent back; a server cannot fill the memory with it, nor with many of it. */
static gboolean
has_room_for_sealed (ChlAnthropicBlock *self,
                     ChlJsonSpan        span)
{
  return has_room (self, self->n_sealed, span.length, self->options->limits.max_body_bytes);
}

static gboolean
has_room_for_arguments (ChlAnthropicBlock *self,
                        gsize              n_bytes)
{
  return has_room (self, &self->n_arguments, n_bytes, self->options->limits.max_argument_bytes);
}

static void
set_meta (ChlAnthropicBlock *self,
          const char        *key,
          ChlJsonSpan        string)
{
  g_autofree char *text = NULL;

  if (!chl_json_span_has_text (string) || !has_room_for_sealed (self, string))
    return;

  text = chl_json_span_dup_text (string);
  chl_emitter_set_meta (self->emitter, self->part, key, text, strlen (text));
}

static void
append_arguments (ChlAnthropicBlock *self,
                  ChlJsonSpan        string)
{
  const char *text;
  gsize       length = 0;

  if (!chl_json_span_has_text (string))
    return;

  text = chl_json_span_read_text (string, self->scratch, &self->pending, &length);
  if (text == NULL || !has_room_for_arguments (self, length))
    return;

  if (self->kind == KIND_OPAQUE)
    {
      g_string_append_len (self->input, text, (gssize) length);
      return;
    }

  for (gsize i = 0; i < length && !self->has_arguments; i++)
    self->has_arguments = !g_ascii_isspace (text[i]);
  chl_emitter_append (self->emitter, self->part, text, length);
}

static void
start_opaque (ChlAnthropicBlock *self,
              ChlJsonSpan        block)
{
  if (!has_room_for_sealed (self, block))
    return;

  begin (self, KIND_OPAQUE, CHL_PART_OPAQUE);
  self->start = chl_json_span_dup (block);
}

static void
set_call_id (ChlAnthropicBlock *self,
             ChlJsonSpan        span)
{
  g_autofree char *id = NULL;

  if (chl_json_span_has_text (span))
    {
      id = chl_json_span_dup_text (span);
      id[chl_utf8_cut (id, strlen (id), CHL_TOOL_MAX_ID_BYTES)] = '\0';
    }
  else
    id = chl_tool_id_invent (self->options->id_seed, (guint) self->index);

  chl_emitter_set_meta (self->emitter, self->part, "call-id", id, strlen (id));
}

/* A tool without a name cannot be called; what it is, the server knows. */
static void
start_tool (ChlAnthropicBlock *self,
            ChlJsonSpan        block)
{
  g_autofree char *name = chl_json_span_dup_text (chl_json_span_get (block, "name"));
  ChlJsonSpan      input = chl_json_span_get (block, "input");

  if (name == NULL || *name == '\0')
    {
      start_opaque (self, block);
      return;
    }
  if (strlen (name) > CHL_TOOL_MAX_NAME_BYTES)
    {
      chl_emitter_fail_kind (self->emitter, CHL_FAILURE_LIMIT);
      return;
    }

  begin (self, KIND_TOOL, CHL_PART_TOOL_CALL);
  set_call_id (self, chl_json_span_get (block, "id"));
  chl_emitter_set_meta (self->emitter, self->part, "name", name, strlen (name));

  /* Counts only if no pieces come. */
  if (chl_json_span_is_object (input) && !chl_json_span_is_empty (input) &&
      has_room_for_arguments (self, input.length))
    self->start = chl_json_span_dup (input);
}

/**
 * chl_anthropic_block_start:
 * @self: a block
 * @block: the member `content_block`; may have its text, its thinking or its input already
 */
void
chl_anthropic_block_start (ChlAnthropicBlock *self,
                           ChlJsonSpan        block)
{
  ChlJsonSpan type = chl_json_span_get (block, "type");
  guint       i = 0;

  while (i < G_N_ELEMENTS (starts) && !chl_json_span_is_text (type, starts[i].type))
    i++;
  if (i == G_N_ELEMENTS (starts))
    {
      if (chl_json_span_is_object (block))
        start_opaque (self, block);
      return;
    }

  if (starts[i].kind == KIND_TOOL)
    {
      start_tool (self, block);
      return;
    }

  begin (self, starts[i].kind, starts[i].part_kind);
  append_text (self, chl_json_span_get (block, self->kind == KIND_TEXT ? "text" : "thinking"));
  set_meta (self, "signature", chl_json_span_get (block, "signature"));
  set_meta (self, "redacted", chl_json_span_get (block, "data"));
}

/* What a compaction consists of replaces what it began with. */
static void
take_change (ChlAnthropicBlock *self,
             ChlJsonSpan        delta)
{
  if (!has_room_for_sealed (self, delta))
    return;

  g_free (self->changes);
  self->changes = chl_json_span_dup (delta);
}

static void
take_citation (ChlAnthropicBlock *self,
               ChlJsonSpan        citation)
{
  if (!chl_json_span_is_object (citation) || !has_room_for_sealed (self, citation))
    return;

  if (self->citations->len > 0)
    g_string_append_c (self->citations, ',');
  g_string_append_len (self->citations, citation.start, (gssize) citation.length);
}

static void
guess (ChlAnthropicBlock *self,
       ChlJsonSpan        type)
{
  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++)
    if (chl_json_span_is_text (type, guesses[i].type))
      {
        begin (self, guesses[i].kind, guesses[i].part_kind);
        return;
      }
}

/**
 * chl_anthropic_block_take:
 * @self: an open block
 * @delta: the member `delta`; one of a kind that does not fit changes nothing
 */
void
chl_anthropic_block_take (ChlAnthropicBlock *self,
                          ChlJsonSpan        delta)
{
  ChlJsonSpan type = chl_json_span_get (delta, "type");

  if (self->kind == KIND_NONE)
    guess (self, type);

  switch (self->kind)
    {
    case KIND_TEXT:
      if (chl_json_span_is_text (type, "text_delta"))
        append_text (self, chl_json_span_get (delta, "text"));
      else if (chl_json_span_is_text (type, "citations_delta"))
        take_citation (self, chl_json_span_get (delta, "citation"));
      return;

    case KIND_THINKING:
      if (chl_json_span_is_text (type, "thinking_delta"))
        append_text (self, chl_json_span_get (delta, "thinking"));
      else if (chl_json_span_is_text (type, "signature_delta"))
        set_meta (self, "signature", chl_json_span_get (delta, "signature"));
      return;

    case KIND_TOOL:
    case KIND_OPAQUE:
      if (chl_json_span_is_text (type, "input_json_delta"))
        append_arguments (self, chl_json_span_get (delta, "partial_json"));
      else if (self->kind == KIND_OPAQUE && chl_json_span_is_text (type, "compaction_delta"))
        take_change (self, delta);
      return;

    case KIND_REDACTED:
    case KIND_NONE:
    default:
      return;
    }
}

static ChlJsonSpan
get_span (ChlAnthropicBlock *self,
          const char        *json)
{
  ChlJsonSpan span = { NULL, 0 };

  if (json != NULL &&
      chl_json_span_check (json, strlen (json), self->options->limits.max_depth, &span) !=
        CHL_JSON_VALID)
    span.length = 0;

  return span;
}

static void
stop_opaque (ChlAnthropicBlock *self)
{
  g_autofree char *wire = NULL;

  if (self->start == NULL)
    return;

  wire = chl_anthropic_opaque_build (get_span (self, self->start), get_span (self, self->changes),
                                     get_span (self, self->input->str));
  chl_emitter_set_meta (self->emitter, self->part, "wire", wire, strlen (wire));
}

static void
stop_tool (ChlAnthropicBlock *self)
{
  const ChlJsonSpan input = get_span (self, self->start);
  g_autoptr(GString) compact = g_string_new (NULL);

  if (self->has_arguments)
    return;

  if (input.length > 0)
    chl_json_span_append_compact (input, compact);
  else
    g_string_append (compact, "{}");
  chl_emitter_set_text (self->emitter, self->part, compact->str);
}

/**
 * chl_anthropic_block_stop:
 * @self: an open block
 *
 * All of it is there.
 */
void
chl_anthropic_block_stop (ChlAnthropicBlock *self)
{
  if (self->pending != 0 && self->kind != KIND_OPAQUE)
    chl_emitter_append (self->emitter, self->part, REPLACEMENT, strlen (REPLACEMENT));
  self->pending = 0;

  if (self->kind == KIND_OPAQUE)
    stop_opaque (self);
  else if (self->kind == KIND_TOOL)
    stop_tool (self);
  if (self->citations->len > 0)
    {
      g_string_prepend_c (self->citations, '[');
      g_string_append_c (self->citations, ']');
      chl_emitter_set_meta (self->emitter, self->part, "citations", self->citations->str,
                            self->citations->len);
    }

  self->is_open = FALSE;
  chl_emitter_end_part (self->emitter, self->part);
}
