/* chl-fake-answer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-fake-answer.h"

#define UNKEPT_BYTES 1024 /* promised by Content-Length and never sent */

struct _ChlFakeAnswer
{
  GObject parent_instance;

  guint          status;
  ChlFakeFraming framing;
  ChlFakeThen    then;
  GString       *fields; /* (owned) (not nullable) header lines */
  GArray        *steps;  /* (owned) (element-type ChlFakeStep) */
};

G_DEFINE_FINAL_TYPE (ChlFakeAnswer, chl_fake_answer, G_TYPE_OBJECT)

static void
step_clear (gpointer data)
{
  ChlFakeStep *step = data;

  g_clear_pointer (&step->bytes, g_bytes_unref);
}

static void
chl_fake_answer_finalize (GObject *object)
{
  ChlFakeAnswer *self = CHL_FAKE_ANSWER (object);

  g_string_free (self->fields, TRUE);
  g_array_unref (self->steps);

  G_OBJECT_CLASS (chl_fake_answer_parent_class)->finalize (object);
}

static void
chl_fake_answer_class_init (ChlFakeAnswerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chl_fake_answer_finalize;
}

static void
chl_fake_answer_init (ChlFakeAnswer *self)
{
  self->fields = g_string_new (NULL);
  self->steps = g_array_new (FALSE, TRUE, sizeof (ChlFakeStep));
  g_array_set_clear_func (self->steps, step_clear);
}

/**
 * chl_fake_answer_new:
 * @status: the HTTP status; of no meaning for %CHL_FAKE_RAW
 * @framing: how the client learns where the body ends
 *
 * Returns: (transfer full): an answer without a body, to be filled
 */
ChlFakeAnswer *
chl_fake_answer_new (guint          status,
                     ChlFakeFraming framing)
{
  ChlFakeAnswer *self = g_object_new (CHL_TYPE_FAKE_ANSWER, NULL);

  self->status = status;
  self->framing = framing;

  return self;
}

void
chl_fake_answer_add_header (ChlFakeAnswer *self,
                            const char    *name,
                            const char    *value)
{
  g_return_if_fail (CHL_IS_FAKE_ANSWER (self));

  g_string_append_printf (self->fields, "%s: %s\r\n", name, value);
}

void
chl_fake_answer_add_text (ChlFakeAnswer *self,
                          const char    *text)
{
  chl_fake_answer_add_bytes (self, text, strlen (text));
}

void
chl_fake_answer_add_bytes (ChlFakeAnswer *self,
                           const void    *bytes,
                           gsize          length)
{
  ChlFakeStep step = { NULL, length, 0, FALSE };

  g_return_if_fail (CHL_IS_FAKE_ANSWER (self));

  step.bytes = g_bytes_new (bytes, length);
  g_array_append_val (self->steps, step);
}

/**
 * chl_fake_answer_add_fill:
 * @self: an answer
 * @unit: repeated
 * @n_bytes: as many bytes as are to be written, made while they are written
 */
void
chl_fake_answer_add_fill (ChlFakeAnswer *self,
                          const char    *unit,
                          gsize          n_bytes)
{
  g_autoptr(GString) block = g_string_new (NULL);
  ChlFakeStep step = { NULL, n_bytes, 0, FALSE };

  g_return_if_fail (CHL_IS_FAKE_ANSWER (self));
  g_return_if_fail (*unit != '\0');

  while (block->len < 65536)
    g_string_append (block, unit);
  step.bytes = g_bytes_new (block->str, block->len);
  g_array_append_val (self->steps, step);
}

void
chl_fake_answer_add_wait (ChlFakeAnswer *self,
                          gint64         delay_ms)
{
  ChlFakeStep step = { NULL, 0, delay_ms, FALSE };

  g_return_if_fail (CHL_IS_FAKE_ANSWER (self));

  g_array_append_val (self->steps, step);
}

/**
 * chl_fake_answer_add_gate:
 * @self: an answer
 *
 * What follows is written after chl_fake_server_open_gate(): each opening lets one gate pass.
 */
void
chl_fake_answer_add_gate (ChlFakeAnswer *self)
{
  ChlFakeStep step = { NULL, 0, 0, TRUE };

  g_return_if_fail (CHL_IS_FAKE_ANSWER (self));

  g_array_append_val (self->steps, step);
}

void
chl_fake_answer_set_then (ChlFakeAnswer *self,
                          ChlFakeThen    then)
{
  g_return_if_fail (CHL_IS_FAKE_ANSWER (self));

  self->then = then;
}

ChlFakeFraming
chl_fake_answer_get_framing (ChlFakeAnswer *self)
{
  return self->framing;
}

ChlFakeThen
chl_fake_answer_get_then (ChlFakeAnswer *self)
{
  return self->then;
}

/**
 * chl_fake_answer_dup_head:
 * @self: an answer
 *
 * Returns: (transfer full): status line, fields and the empty line; nothing for %CHL_FAKE_RAW
 */
char *
chl_fake_answer_dup_head (ChlFakeAnswer *self)
{
  GString *head = g_string_new (NULL);
  gsize    length = 0;

  if (self->framing == CHL_FAKE_RAW)
    return g_string_free (head, FALSE);

  g_string_append_printf (head, "HTTP/1.1 %u Scripted\r\n%s", self->status, self->fields->str);
  switch (self->framing)
    {
    case CHL_FAKE_LENGTH:
      for (guint i = 0; i < self->steps->len; i++)
        length += g_array_index (self->steps, ChlFakeStep, i).n_bytes;
      if (self->then != CHL_FAKE_END)
        length += UNKEPT_BYTES;
      g_string_append_printf (head, "Content-Length: %" G_GSIZE_FORMAT "\r\n", length);
      break;

    case CHL_FAKE_CHUNKED:
      g_string_append (head, "Transfer-Encoding: chunked\r\n");
      break;

    case CHL_FAKE_UNTIL_CLOSE:
      g_string_append (head, "Connection: close\r\n");
      break;

    case CHL_FAKE_RAW:
      break;
    }
  g_string_append (head, "\r\n");

  return g_string_free (head, FALSE);
}

/**
 * chl_fake_answer_get_step:
 * @self: an answer
 * @index: which
 *
 * Returns: (nullable): the step, or %NULL behind the last
 */
const ChlFakeStep *
chl_fake_answer_get_step (ChlFakeAnswer *self,
                          guint          index)
{
  return index < self->steps->len ? &g_array_index (self->steps, ChlFakeStep, index) : NULL;
}
