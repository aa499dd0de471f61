/* chl-write-queue.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-write-queue"

#include "config.h"

#include "chl-write-queue.h"

struct _ChlWriteQueue
{
  GObject parent_instance;

  GOutputStream *stream;      /* (owned) */
  GCancellable  *cancellable; /* (owned) */
  GQueue         queue;       /* (element-type GBytes) the first of which is being written */
  guint          is_writing : 1;
  guint          is_closing : 1;
};

G_DEFINE_FINAL_TYPE (ChlWriteQueue, chl_write_queue, G_TYPE_OBJECT)

static void
chl_write_queue_finalize (GObject *object)
{
  ChlWriteQueue *self = CHL_WRITE_QUEUE (object);

  g_queue_clear_full (&self->queue, (GDestroyNotify) g_bytes_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->stream);

  G_OBJECT_CLASS (chl_write_queue_parent_class)->finalize (object);
}

static void
chl_write_queue_class_init (ChlWriteQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chl_write_queue_finalize;
}

static void
chl_write_queue_init (ChlWriteQueue *self)
{
  g_queue_init (&self->queue);
}

static void write_next (ChlWriteQueue *self);

/* One that reads no more is about to say why, or to end: that is heard elsewhere. */
static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ChlWriteQueue) self = CHL_WRITE_QUEUE (user_data);

  self->is_writing = FALSE;
  g_bytes_unref (g_queue_pop_head (&self->queue));
  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, NULL))
    chl_write_queue_drop (self);
  write_next (self);
}

static void
write_next (ChlWriteQueue *self)
{
  GBytes       *bytes = g_queue_peek_head (&self->queue);
  gconstpointer data;
  gsize         length;

  if (self->is_writing)
    return;

  if (bytes != NULL)
    {
      self->is_writing = TRUE;
      data = g_bytes_get_data (bytes, &length);
      g_output_stream_write_all_async (self->stream, data, length, G_PRIORITY_DEFAULT,
                                       self->cancellable, written_cb, g_object_ref (self));
    }
  else if (self->is_closing && !g_output_stream_is_closed (self->stream))
    g_output_stream_close (self->stream, NULL, NULL);
}

/**
 * chl_write_queue_new:
 * @stream: where bytes go
 * @cancellable: cancelled when nobody reads them any more
 *
 * Returns: (transfer full): a queue with nothing in it
 */
ChlWriteQueue *
chl_write_queue_new (GOutputStream *stream,
                     GCancellable  *cancellable)
{
  ChlWriteQueue *self;

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);
  g_return_val_if_fail (G_IS_CANCELLABLE (cancellable), NULL);

  self = g_object_new (CHL_TYPE_WRITE_QUEUE, NULL);
  self->stream = g_object_ref (stream);
  self->cancellable = g_object_ref (cancellable);

  return self;
}

/**
 * chl_write_queue_push:
 * @self: a queue that was not closed
 * @bytes: what is to be written
 *
 * Returns at once.
 */
void
chl_write_queue_push (ChlWriteQueue *self,
                      GBytes        *bytes)
{
  g_return_if_fail (CHL_IS_WRITE_QUEUE (self));
  g_return_if_fail (bytes != NULL);
  g_return_if_fail (!self->is_closing);

  if (g_bytes_get_size (bytes) == 0)
    return;

  g_queue_push_tail (&self->queue, g_bytes_ref (bytes));
  write_next (self);
}

/**
 * chl_write_queue_close:
 * @self: a queue
 *
 * Closes the stream once all was written.
 */
void
chl_write_queue_close (ChlWriteQueue *self)
{
  g_return_if_fail (CHL_IS_WRITE_QUEUE (self));

  self->is_closing = TRUE;
  write_next (self);
}

/**
 * chl_write_queue_drop:
 * @self: a queue
 *
 * Forgets what waits; what is being written cannot be taken back.
 */
void
chl_write_queue_drop (ChlWriteQueue *self)
{
  g_return_if_fail (CHL_IS_WRITE_QUEUE (self));

  while (self->queue.length > (self->is_writing ? 1 : 0))
    g_bytes_unref (g_queue_pop_tail (&self->queue));
}
