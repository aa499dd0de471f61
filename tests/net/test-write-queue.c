/* test-write-queue.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gunixoutputstream.h>
#include <string.h>
#include <sys/socket.h>

#include "chl-write-queue.h"

/* More than what the two ends of a socket hold. */
#define PIECE_BYTES (8 * 1024 * 1024)

/* A queue that writes into one end of a socket, and a reader at the other. */
typedef struct
{
  ChlWriteQueue     *queue;
  GCancellable      *cancellable;
  GOutputStream     *near;
  GSocketConnection *far;
  guint              n_pieces_freed; /* of PIECE_BYTES */
  guint              n_others_freed;
} Lab;

static GSocketConnection *
new_connection (int fd)
{
  g_autoptr(GSocket) socket = NULL;
  g_autoptr(GError) error = NULL;

  socket = g_socket_new_from_fd (fd, &error);
  g_assert_no_error (error);

  return g_socket_connection_factory_create_connection (socket);
}

static void
set_up (Lab *lab)
{
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds), ==, 0);
  *lab = (Lab){ 0 };
  lab->near = g_unix_output_stream_new (fds[0], TRUE);
  lab->far = new_connection (fds[1]);
  lab->cancellable = g_cancellable_new ();
  lab->queue = chl_write_queue_new (lab->near, lab->cancellable);
}

static void
tear_down (Lab *lab)
{
  g_clear_object (&lab->near);
  g_clear_object (&lab->far);
  g_clear_object (&lab->cancellable);
}

static void
freed_cb (gpointer user_data)
{
  guint *n_freed = user_data;

  (*n_freed)++;
}

/* The data is the test's own, so that whatever is read is what was written. */
static void
push (Lab        *lab,
      const char *data,
      gsize       length)
{
  guint *n_freed = length == PIECE_BYTES ? &lab->n_pieces_freed : &lab->n_others_freed;
  g_autoptr(GBytes) bytes = g_bytes_new_with_free_func (data, length, freed_cb, n_freed);

  chl_write_queue_push (lab->queue, bytes);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  gssize *n_read = user_data;
  g_autoptr(GError) error = NULL;

  *n_read = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (*n_read, >=, 0);
}

static gsize
read_some (Lab  *lab,
           char *buffer,
           gsize length)
{
  gssize n_read = -1;

  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (lab->far)), buffer, length,
                             G_PRIORITY_DEFAULT, NULL, read_cb, &n_read);
  while (n_read < 0)
    g_main_context_iteration (NULL, TRUE);

  return n_read;
}

static void
assert_reads (Lab        *lab,
              const char *data,
              gsize       length)
{
  g_autofree char *buffer = g_malloc (length);

  for (gsize done = 0; done < length;)
    {
      gsize n_read = read_some (lab, buffer + done, length - done);

      g_assert_cmpuint (n_read, >, 0);
      done += n_read;
    }
  g_assert_cmpint (memcmp (buffer, data, length), ==, 0);
}

static void
wait_until_freed (Lab  *lab,
                  guint n_pieces,
                  guint n_others)
{
  while (lab->n_pieces_freed < n_pieces || lab->n_others_freed < n_others)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (lab->n_pieces_freed, ==, n_pieces);
  g_assert_cmpuint (lab->n_others_freed, ==, n_others);
}

static void
test_order (void)
{
  Lab              lab;
  g_autofree char *piece = g_malloc (PIECE_BYTES);
  char             rest;

  memset (piece, 'a', PIECE_BYTES);
  set_up (&lab);
  push (&lab, piece, PIECE_BYTES);
  push (&lab, "", 0);
  push (&lab, "bc", 2);
  push (&lab, "d", 1);
  chl_write_queue_close (lab.queue);

  assert_reads (&lab, piece, PIECE_BYTES);
  assert_reads (&lab, "bcd", 3);
  g_assert_cmpuint (read_some (&lab, &rest, 1), ==, 0);
  wait_until_freed (&lab, 1, 3);
  g_assert_finalize_object (lab.queue);
  tear_down (&lab);
}

/* The reader has some of the first piece; the rest of it comes, and nothing that waited behind it. */
static void
test_drop_while_writing (void)
{
  Lab              lab;
  g_autofree char *piece = g_malloc (PIECE_BYTES);
  char             rest;

  memset (piece, 'a', PIECE_BYTES);
  set_up (&lab);
  push (&lab, piece, PIECE_BYTES);
  push (&lab, "b", 1);
  push (&lab, "c", 1);
  assert_reads (&lab, piece, 1000);

  chl_write_queue_drop (lab.queue);
  g_assert_cmpuint (lab.n_pieces_freed, ==, 0);
  g_assert_cmpuint (lab.n_others_freed, ==, 2);
  chl_write_queue_drop (lab.queue);
  g_assert_cmpuint (lab.n_pieces_freed, ==, 0);
  g_assert_cmpuint (lab.n_others_freed, ==, 2);
  assert_reads (&lab, piece, PIECE_BYTES - 1000);
  wait_until_freed (&lab, 1, 2);

  push (&lab, "d", 1);
  assert_reads (&lab, "d", 1);
  wait_until_freed (&lab, 1, 3);
  chl_write_queue_close (lab.queue);
  g_assert_cmpuint (read_some (&lab, &rest, 1), ==, 0);
  g_assert_finalize_object (lab.queue);
  tear_down (&lab);
}

/* Who reads no more leaves nothing waiting, and the queue goes with its last write. */
static void
test_reader_leaves (void)
{
  static const struct
  {
    const char *name;
    gboolean    is_dropped;
    gboolean    is_closing;
  } rows[] = {
    { "while something waits", FALSE, FALSE },
    { "after what waits was dropped", TRUE, FALSE },
    { "while the queue closes", FALSE, TRUE },
    { "after both", TRUE, TRUE },
  };
  g_autofree char *piece = g_malloc0 (PIECE_BYTES);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Lab lab;

      g_test_message ("%s", rows[i].name);
      set_up (&lab);
      push (&lab, piece, PIECE_BYTES);
      push (&lab, "b", 1);
      assert_reads (&lab, piece, 1000);
      if (rows[i].is_dropped)
        chl_write_queue_drop (lab.queue);
      if (rows[i].is_closing)
        chl_write_queue_close (lab.queue);
      g_assert_cmpuint (lab.n_pieces_freed, ==, 0);
      g_assert_cmpuint (lab.n_others_freed, ==, rows[i].is_dropped ? 1 : 0);

      g_clear_object (&lab.far);
      wait_until_freed (&lab, 1, 1);
      g_assert_cmpint (g_output_stream_is_closed (lab.near), ==, rows[i].is_closing);
      g_assert_finalize_object (lab.queue);
      tear_down (&lab);
    }
}

/* What nobody wants any more is given up in the middle. */
static void
test_cancelled (void)
{
  Lab              lab;
  g_autofree char *piece = g_malloc0 (PIECE_BYTES);

  set_up (&lab);
  push (&lab, piece, PIECE_BYTES);
  push (&lab, "b", 1);
  assert_reads (&lab, piece, 1000);

  g_cancellable_cancel (lab.cancellable);
  wait_until_freed (&lab, 1, 1);
  g_assert_finalize_object (lab.queue);
  tear_down (&lab);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/write-queue/order", test_order);
  g_test_add_func ("/write-queue/drop-while-writing", test_drop_while_writing);
  g_test_add_func ("/write-queue/reader-leaves", test_reader_leaves);
  g_test_add_func ("/write-queue/cancelled", test_cancelled);

  return g_test_run ();
}
