/* chl-emitter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-emitter"

#include "config.h"

#include "chl-emitter.h"

#include <string.h>

struct _ChlEmitter
{
  const ChlWireLimits *limits; /* (unowned) */
  ChlStreamFunc        func;
  gpointer             user_data;

  GByteArray *kinds;      /* (owned) the kind of each part */
  GByteArray *open;       /* (owned) for each part whether it may still grow */
  gsize       text_bytes; /* what was said and thought so far */
  gboolean    has_id;
  gboolean    has_model;
  ChlFailure *failure; /* (owned) (nullable) */
  gboolean    is_marked;
  gboolean    is_over;
};

ChlEmitter *
chl_emitter_new (const ChlWireLimits *limits,
                 ChlStreamFunc        func,
                 gpointer             user_data)
{
  ChlEmitter *self = g_new0 (ChlEmitter, 1);

  self->limits = limits;
  self->func = func;
  self->user_data = user_data;
  self->kinds = g_byte_array_new ();
  self->open = g_byte_array_new ();

  return self;
}

void
chl_emitter_free (ChlEmitter *self)
{
  g_return_if_fail (self != NULL);

  g_byte_array_unref (self->kinds);
  g_byte_array_unref (self->open);
  g_clear_pointer (&self->failure, chl_failure_free);
  g_free (self);
}

static void
emit (ChlEmitter           *self,
      const ChlStreamEvent *event)
{
  g_assert (!self->is_over);

  self->func (event, self->user_data);
}

static void
emit_plain (ChlEmitter        *self,
            ChlStreamEventKind kind)
{
  const ChlStreamEvent event = { .kind = kind };

  emit (self, &event);
}

/**
 * chl_emitter_start:
 * @self: an emitter
 * @id: (nullable): the response's id; "" is none
 * @model: (nullable): the model's name as the server gives it; "" is none
 *
 * What was said before stands: only blanks are filled.
 */
void
chl_emitter_start (ChlEmitter *self,
                   const char *id,
                   const char *model)
{
  ChlStreamEvent event = { .kind = CHL_STREAM_START };

  if (id != NULL && *id != '\0' && !self->has_id)
    event.key = id;
  if (model != NULL && *model != '\0' && !self->has_model)
    {
      event.text = model;
      event.length = strlen (model);
    }
  if (event.key == NULL && event.text == NULL)
    return;

  self->has_id |= event.key != NULL;
  self->has_model |= event.text != NULL;
  emit (self, &event);
}

/**
 * chl_emitter_begin_part:
 * @self: an emitter
 * @kind: of what
 *
 * Returns: the part's number, %CHL_NO_PART if there are too many
 */
guint
chl_emitter_begin_part (ChlEmitter *self,
                        ChlPartKind kind)
{
  ChlStreamEvent event = { .kind = CHL_STREAM_PART_START, .part_kind = kind };
  const guint8   kind_byte = (guint8) kind;
  const guint8   is_open = TRUE;

  if (self->open->len >= self->limits->max_parts)
    {
      chl_emitter_fail_kind (self, CHL_FAILURE_LIMIT);
      return CHL_NO_PART;
    }

  event.part = self->open->len;
  g_byte_array_append (self->kinds, &kind_byte, 1);
  g_byte_array_append (self->open, &is_open, 1);
  emit (self, &event);

  return event.part;
}

/**
 * chl_emitter_append:
 * @self: an emitter
 * @part: an open part, or %CHL_NO_PART
 * @text: valid UTF-8 without NUL
 * @length: its bytes
 *
 * Returns: whether there was room for it
 */
gboolean
chl_emitter_append (ChlEmitter *self,
                    guint       part,
                    const char *text,
                    gsize       length)
{
  const ChlStreamEvent event = {
    .kind = CHL_STREAM_PART_DELTA,
    .part = part,
    .text = text,
    .length = length,
  };

  if (part == CHL_NO_PART)
    return FALSE;
  if (length == 0)
    return TRUE;

  g_assert (self->open->data[part]);
  if (self->kinds->data[part] != CHL_PART_TOOL_CALL)
    {
      if (length > self->limits->max_text_bytes ||
          self->text_bytes > self->limits->max_text_bytes - length)
        {
          chl_emitter_fail_kind (self, CHL_FAILURE_LIMIT);
          return FALSE;
        }
      self->text_bytes += length;
    }
  emit (self, &event);

  return TRUE;
}

void
chl_emitter_set_text (ChlEmitter *self,
                      guint       part,
                      const char *text)
{
  const ChlStreamEvent event = {
    .kind = CHL_STREAM_PART_SET,
    .part = part,
    .text = text,
    .length = strlen (text),
  };

  if (part != CHL_NO_PART)
    emit (self, &event);
}

void
chl_emitter_set_meta (ChlEmitter *self,
                      guint       part,
                      const char *key,
                      const char *text,
                      gsize       length)
{
  const ChlStreamEvent event = {
    .kind = CHL_STREAM_PART_META,
    .part = part,
    .key = key,
    .text = text,
    .length = length,
  };

  if (part != CHL_NO_PART)
    emit (self, &event);
}

void
chl_emitter_end_part (ChlEmitter *self,
                      guint       part)
{
  const ChlStreamEvent event = { .kind = CHL_STREAM_PART_END, .part = part };

  if (part == CHL_NO_PART)
    return;

  g_assert (self->open->data[part]);
  self->open->data[part] = FALSE;
  emit (self, &event);
}

void
chl_emitter_replay (ChlEmitter *self,
                    const char *json,
                    gsize       length)
{
  const ChlStreamEvent event = { .kind = CHL_STREAM_REPLAY, .text = json, .length = length };

  emit (self, &event);
}

void
chl_emitter_vectors (ChlEmitter *self,
                     ChlVectors *vectors)
{
  const ChlStreamEvent event = { .kind = CHL_STREAM_VECTORS, .vectors = vectors };

  emit (self, &event);
}

void
chl_emitter_usage (ChlEmitter     *self,
                   const ChlUsage *usage)
{
  const ChlStreamEvent event = { .kind = CHL_STREAM_USAGE, .usage = usage };

  emit (self, &event);
}

void
chl_emitter_keep_alive (ChlEmitter *self)
{
  emit_plain (self, CHL_STREAM_KEEPALIVE);
}

/**
 * chl_emitter_fail:
 * @self: an emitter
 * @failure: (transfer full): what went wrong
 *
 * Remembers the failure for the end of the answer. The first one counts.
 */
void
chl_emitter_fail (ChlEmitter *self,
                  ChlFailure *failure)
{
  if (self->failure != NULL || self->is_over)
    chl_failure_free (failure);
  else
    self->failure = failure;
}

void
chl_emitter_fail_kind (ChlEmitter    *self,
                       ChlFailureKind kind)
{
  chl_emitter_fail (self, chl_failure_new (kind, NULL));
}

gboolean
chl_emitter_has_failed (ChlEmitter *self)
{
  return self->failure != NULL;
}

/**
 * chl_emitter_finish:
 * @self: an emitter
 * @finish: why it ended; %CHL_FINISH_ERROR is meant where something failed, whatever it says
 * @raw: (nullable): the server's own word
 *
 * Ends the answer.
 */
void
chl_emitter_finish (ChlEmitter *self,
                    ChlFinish   finish,
                    const char *raw)
{
  ChlStreamEvent event = { .kind = CHL_STREAM_FINISH, .finish = finish };

  if (self->failure != NULL)
    {
      const ChlStreamEvent error = { .kind = CHL_STREAM_ERROR, .failure = self->failure };

      event.finish = CHL_FINISH_ERROR;
      emit (self, &error);
    }

  if (raw != NULL)
    {
      event.text = raw;
      event.length = strlen (raw);
    }
  emit (self, &event);
  emit_plain (self, CHL_STREAM_END);
  self->is_over = TRUE;
}

/**
 * chl_emitter_mark_end:
 * @self: an emitter
 *
 * A payload said that it is the last one. Whoever feeds the assembler ends the answer after it, as
 * after any other mark of the server's.
 */
void
chl_emitter_mark_end (ChlEmitter *self)
{
  self->is_marked = TRUE;
}

gboolean
chl_emitter_is_marked (ChlEmitter *self)
{
  return self->is_marked;
}

gboolean
chl_emitter_is_over (ChlEmitter *self)
{
  return self->is_over;
}
