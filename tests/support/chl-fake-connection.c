/* chl-fake-connection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-fake-connection"

#include "config.h"

#include "chl-fake-connection.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#define READ_BYTES 65536

struct _ChlFakeConnection
{
  GSocketConnection            *stream;      /* (owned) (not nullable) */
  GCancellable                 *cancellable; /* (owned) (not nullable) ends all that is pending */
  GByteArray                   *in;          /* (owned) (not nullable) not yet understood */
  guint8                       *block;       /* (owned) (not nullable) READ_BYTES of them */
  const ChlFakeConnectionFuncs *funcs;
  gpointer                      user_data; /* (unowned) */
  ChlFakeRequest               *request;   /* (unowned) (nullable) being answered */
  ChlFakeAnswer                *answer;    /* (owned) (nullable) being given */
  GBytes                       *writing;   /* (owned) (nullable) on its way */
  GSource                      *timer;     /* (owned) (nullable) the wait between two pieces */
  guint                         step;      /* the next one */
  gsize                         filled;    /* bytes of this step that are out */
  gboolean                      is_at_gate;
  gboolean                      is_ending; /* the last bytes are on their way */
  gboolean                      is_closed;
};

static void start_answer (ChlFakeConnection *self);
static void write_next (ChlFakeConnection *self);
static void read_next (ChlFakeConnection *self);

static void
connection_clear (gpointer data)
{
  ChlFakeConnection *self = data;

  g_clear_object (&self->stream);
  g_clear_object (&self->cancellable);
  g_byte_array_unref (self->in);
  g_free (self->block);
  g_clear_object (&self->answer);
  g_clear_pointer (&self->writing, g_bytes_unref);
}

static void
clear_timer (ChlFakeConnection *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

/* The connection is over, from whichever end. */
static void
finish (ChlFakeConnection *self,
        gboolean           is_left)
{
  if (self->is_closed)
    return;

  g_rc_box_acquire (self);
  chl_fake_connection_close (self);
  self->funcs->closed (self, is_left ? self->request : NULL, self->user_data);
  g_rc_box_release_full (self, connection_clear);
}

static void
reset (ChlFakeConnection *self)
{
  struct linger no_linger = { 1, 0 };
  GSocket      *socket = g_socket_connection_get_socket (self->stream);

  (void) setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &no_linger,
                     sizeof no_linger);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  ChlFakeConnection *self = user_data;
  gboolean           is_written;

  is_written = g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, NULL);
  g_clear_pointer (&self->writing, g_bytes_unref);
  if (!is_written)
    finish (self, TRUE);
  else if (!self->is_closed)
    write_next (self);
  g_rc_box_release_full (self, connection_clear);
}

/* Takes @bytes. */
static void
write_bytes (ChlFakeConnection *self,
             GBytes            *bytes)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (self->stream));

  self->writing = bytes;
  g_output_stream_write_all_async (out, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                   G_PRIORITY_DEFAULT, self->cancellable, written_cb,
                                   g_rc_box_acquire (self));
}

static void
write_text (ChlFakeConnection *self,
            char              *text)
{
  write_bytes (self, g_bytes_new_take (text, strlen (text)));
}

static gboolean
timer_cb (gpointer user_data)
{
  ChlFakeConnection *self = user_data;

  clear_timer (self);
  self->step++;
  write_next (self);

  return G_SOURCE_REMOVE;
}

static void
wait (ChlFakeConnection *self,
      gint64             delay_ms)
{
  self->timer = g_timeout_source_new ((guint) delay_ms);
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

/* The next stretch of a step, with the marks of a chunk around it. */
static void
write_step (ChlFakeConnection *self,
            const ChlFakeStep *step)
{
  gsize    size = MIN (g_bytes_get_size (step->bytes), step->n_bytes - self->filled);
  GString *text;

  self->filled += size;
  if (chl_fake_answer_get_framing (self->answer) != CHL_FAKE_CHUNKED)
    {
      write_bytes (self, g_bytes_new_from_bytes (step->bytes, 0, size));
      return;
    }

  text = g_string_sized_new (size + 16);
  g_string_append_printf (text, "%" G_GSIZE_MODIFIER "x\r\n", size);
  g_string_append_len (text, g_bytes_get_data (step->bytes, NULL), (gssize) size);
  g_string_append (text, "\r\n");
  write_bytes (self, g_string_free_to_bytes (text));
}

static void
answer_done (ChlFakeConnection *self)
{
  ChlFakeFraming framing = chl_fake_answer_get_framing (self->answer);

  self->request = NULL;
  self->is_ending = FALSE;
  g_clear_object (&self->answer);
  if (framing == CHL_FAKE_UNTIL_CLOSE || framing == CHL_FAKE_RAW)
    finish (self, FALSE);
  else
    start_answer (self); /* the next request can be here already */
}

/* All pieces are out. */
static void
write_end (ChlFakeConnection *self)
{
  gboolean is_chunked = chl_fake_answer_get_framing (self->answer) == CHL_FAKE_CHUNKED;

  switch (chl_fake_answer_get_then (self->answer))
    {
    case CHL_FAKE_END:
      if (is_chunked && !self->is_ending)
        {
          self->is_ending = TRUE;
          write_text (self, g_strdup ("0\r\n\r\n"));
        }
      else
        answer_done (self);
      return;

    case CHL_FAKE_CUT:
      if (is_chunked && !self->is_ending)
        {
          self->is_ending = TRUE;
          write_text (self, g_strdup ("400\r\ndata: half of a "));
        }
      else
        finish (self, FALSE);
      return;

    case CHL_FAKE_RESET:
      reset (self);
      finish (self, FALSE);
      return;

    case CHL_FAKE_CLOSE:
      finish (self, FALSE);
      return;

    case CHL_FAKE_HANG:
      return;
    }
}

static void
write_next (ChlFakeConnection *self)
{
  const ChlFakeStep *step = chl_fake_answer_get_step (self->answer, self->step);

  while (step != NULL && step->bytes != NULL && self->filled >= step->n_bytes)
    {
      self->filled = 0;
      step = chl_fake_answer_get_step (self->answer, ++self->step);
    }

  if (step == NULL)
    write_end (self);
  else if (step->is_gate)
    self->is_at_gate = TRUE;
  else if (step->bytes == NULL)
    wait (self, step->delay_ms);
  else
    write_step (self, step);
}

static void
start_answer (ChlFakeConnection *self)
{
  ChlFakeRequest *request;

  if (self->answer != NULL || !(request = chl_fake_request_new_from_buffer (self->in)))
    return;

  self->request = request;
  self->step = 0;
  self->filled = 0;
  self->answer = self->funcs->request (self, request, self->user_data);
  if (!self->is_closed)
    write_text (self, chl_fake_answer_dup_head (self->answer));
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  ChlFakeConnection *self = user_data;
  gssize             n_read = g_input_stream_read_finish (G_INPUT_STREAM (object), result, NULL);

  if (n_read <= 0)
    finish (self, TRUE);
  else if (!self->is_closed)
    {
      g_byte_array_append (self->in, self->block, (guint) n_read);
      start_answer (self);
      if (!self->is_closed)
        read_next (self);
    }
  g_rc_box_release_full (self, connection_clear);
}

static void
read_next (ChlFakeConnection *self)
{
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (self->stream));

  g_input_stream_read_async (in, self->block, READ_BYTES, G_PRIORITY_DEFAULT, self->cancellable,
                             read_cb, g_rc_box_acquire (self));
}

/**
 * chl_fake_connection_new:
 * @stream: (transfer none): what was accepted
 * @funcs: what to ask and whom to tell
 * @user_data: closure
 *
 * Returns: (transfer full): a connection that reads already
 */
ChlFakeConnection *
chl_fake_connection_new (GSocketConnection            *stream,
                         const ChlFakeConnectionFuncs *funcs,
                         gpointer                      user_data)
{
  ChlFakeConnection *self = g_rc_box_new0 (ChlFakeConnection);

  self->stream = g_object_ref (stream);
  /* Small pieces are written one by one, and each shall go out at once. */
  g_socket_set_option (g_socket_connection_get_socket (stream), IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  self->cancellable = g_cancellable_new ();
  self->in = g_byte_array_new ();
  self->block = g_malloc (READ_BYTES);
  self->funcs = funcs;
  self->user_data = user_data;
  read_next (self);

  return self;
}

gpointer
chl_fake_connection_ref (gconstpointer self,
                         gpointer      unused)
{
  return g_rc_box_acquire ((gpointer) self);
}

void
chl_fake_connection_unref (gpointer self)
{
  g_rc_box_release_full (self, connection_clear);
}

/**
 * chl_fake_connection_close:
 * @self: a connection
 *
 * Closes it at once. Nobody is told.
 */
void
chl_fake_connection_close (ChlFakeConnection *self)
{
  if (self->is_closed)
    return;

  self->is_closed = TRUE;
  clear_timer (self);
  g_cancellable_cancel (self->cancellable);
  (void) g_socket_close (g_socket_connection_get_socket (self->stream), NULL);
}

void
chl_fake_connection_open_gate (ChlFakeConnection *self)
{
  if (!self->is_at_gate || self->is_closed)
    return;

  self->is_at_gate = FALSE;
  self->step++;
  write_next (self);
}
