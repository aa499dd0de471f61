/* test-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <malloc.h>

#include "chl-error.h"
#include "chl-server.h"

typedef struct
{
  ChlServer     *server; /* (owned) */
  ChlServerCall *call;   /* (owned) (nullable) the last one that was not answered at once */
  GString       *seen;   /* (owned) a line for each request */
  guint          n_closed;
  gsize          body_length;
} Fixture;

static void
closed_cb (ChlServerCall *call,
           gpointer       user_data)
{
  Fixture *fixture = user_data;

  g_assert_true (chl_server_call_is_closed (call));
  fixture->n_closed++;
}

static void
request_cb (ChlServerCall *call,
            gpointer       user_data)
{
  Fixture    *fixture = user_data;
  const char *path = chl_server_call_get_path (call);

  g_string_append_printf (fixture->seen, "%s %s\n", chl_server_call_get_method (call), path);
  fixture->body_length = g_bytes_get_size (chl_server_call_get_body (call));
  if (g_str_equal (path, "/hello"))
    chl_server_call_answer (call, 200, "text/plain", "hello", -1);
  else if (g_str_equal (path, "/header"))
    chl_server_call_answer (call, 200, "text/plain", chl_server_call_get_header (call, "x-test"),
                            -1);
  else if (!g_str_equal (path, "/forgotten"))
    {
      g_clear_object (&fixture->call);
      fixture->call = g_object_ref (call);
      g_signal_connect (call, "closed", G_CALLBACK (closed_cb), fixture);
    }
}

static void
clear_call (Fixture *fixture)
{
  if (fixture->call != NULL)
    g_signal_handlers_disconnect_by_data (fixture->call, fixture);
  g_clear_object (&fixture->call);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  fixture->seen = g_string_new (NULL);
  fixture->server = chl_server_new (request_cb, fixture, NULL);
  g_assert_cmpuint (chl_server_get_port (fixture->server), ==, 0);
  g_assert_true (chl_server_listen (fixture->server, 0, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (chl_server_get_port (fixture->server), !=, 0);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  clear_call (fixture);
  chl_server_stop (fixture->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->server);
  g_string_free (fixture->seen, TRUE);
}

/* A client that says exactly what it is told. */
static GSocketConnection *
connect_to (Fixture *fixture)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GError) error = NULL;
  GSocketConnection *connection;

  connection = g_socket_client_connect_to_host (client, "127.0.0.1",
                                                chl_server_get_port (fixture->server), NULL,
                                                &error);
  g_assert_no_error (error);

  return connection;
}

static void
say (GSocketConnection *connection,
     const char        *text)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autoptr(GError) error = NULL;

  g_output_stream_write_all (out, text, strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
}

static char *
new_head (Fixture    *fixture,
          const char *method,
          const char *path,
          const char *fields)
{
  return g_strdup_printf ("%s %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n%s\r\n", method, path,
                          chl_server_get_port (fixture->server), fields);
}

typedef struct
{
  GString *text; /* (owned) */
  char     block[4096];
  gboolean is_over;
} Reader;

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Reader *reader = user_data;
  gssize  n_read = g_input_stream_read_finish (G_INPUT_STREAM (object), result, NULL);

  if (n_read > 0)
    g_string_append_len (reader->text, reader->block, n_read);
  reader->is_over = TRUE;
}

/* Reads until @until has come, or the connection ends; returns all that came. */
static char *
hear (GSocketConnection *connection,
      const char        *until)
{
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  Reader        reader = { g_string_new (NULL) };
  gsize         before;

  do
    {
      before = reader.text->len;
      reader.is_over = FALSE;
      g_input_stream_read_async (in, reader.block, sizeof reader.block, G_PRIORITY_DEFAULT, NULL,
                                 read_cb, &reader);
      while (!reader.is_over)
        g_main_context_iteration (NULL, TRUE);
    }
  while (reader.text->len > before && strstr (reader.text->str, until) == NULL);

  return g_string_free (reader.text, FALSE);
}

static void
test_answers (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(GSocketConnection) client = connect_to (fixture);
  g_autofree char *head = new_head (fixture, "GET", "/hello?a=b", "");
  g_autofree char *other = new_head (fixture, "POST", "/header",
                                     "X-Test: one\r\nContent-Length: 0\r\n");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  say (client, head);
  first = hear (client, "hello");
  g_assert_true (g_str_has_prefix (first, "HTTP/1.1 200 "));
  g_assert_nonnull (strstr (first, "Content-Type: text/plain"));
  say (client, other);
  second = hear (client, "one");
  g_assert_true (g_str_has_suffix (second, "\r\n\r\none"));
  g_assert_cmpstr (fixture->seen->str, ==, "GET /hello\nPOST /header\n");
}

static void
test_streams (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(GSocketConnection) client = connect_to (fixture);
  g_autofree char *head = new_head (fixture, "POST", "/later", "Content-Length: 2\r\n");
  g_autofree char *text = NULL;

  say (client, head);
  say (client, "{}");
  while (fixture->call == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->body_length, ==, 2);
  chl_server_call_begin (fixture->call, 200, "text/event-stream");
  chl_server_call_write (fixture->call, "data: 1\n\n", -1);
  text = hear (client, "data: 1\n\n\r\n");
  g_assert_nonnull (strstr (text, "Content-Type: text/event-stream"));
  g_assert_nonnull (strstr (text, "9\r\ndata: 1\n\n\r\n"));

  chl_server_call_write (fixture->call, "data: 2\n\n and more", 9);
  g_free (g_steal_pointer (&text));
  text = hear (client, "data: 2\n\n\r\n");
  g_assert_cmpstr (text, ==, "9\r\ndata: 2\n\n\r\n");
  g_assert_cmpuint (fixture->n_closed, ==, 0);

  chl_server_call_end (fixture->call);
  g_free (g_steal_pointer (&text));
  text = hear (client, "0\r\n\r\n");
  g_assert_cmpstr (text, ==, "0\r\n\r\n");
  while (fixture->n_closed == 0)
    g_main_context_iteration (NULL, TRUE);
  chl_server_call_write (fixture->call, "too late", -1);
  chl_server_call_end (fixture->call);
  g_assert_cmpuint (fixture->n_closed, ==, 1);
}

static void
test_forgotten (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(GSocketConnection) client = connect_to (fixture);
  g_autofree char *head = new_head (fixture, "GET", "/forgotten", "");
  g_autofree char *text = NULL;

  say (client, head);
  text = hear (client, "\r\n\r\n");
  g_assert_true (g_str_has_prefix (text, "HTTP/1.1 500 "));
}

/* The client leaves: before the answer, in the middle of it, and nobody writes to it any more. */
static void
test_client_leaves (Fixture      *fixture,
                    gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(GSocketConnection) client = connect_to (fixture);
      g_autofree char *head = new_head (fixture, "GET", "/later", "");

      g_test_message ("%u", i);
      fixture->n_closed = 0;
      say (client, head);
      while (fixture->call == NULL)
        g_main_context_iteration (NULL, TRUE);
      if (i > 0)
        chl_server_call_begin (fixture->call, 200, "text/event-stream");
      if (i > 1)
        {
          g_autofree char *text = NULL;

          chl_server_call_write (fixture->call, ": ping\n", -1);
          text = hear (client, "ping");
        }
      g_io_stream_close (G_IO_STREAM (client), NULL, NULL);
      while (fixture->n_closed == 0)
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (chl_server_call_is_closed (fixture->call));

      if (i > 0)
        {
          chl_server_call_write (fixture->call, ": ping\n", -1);
          chl_server_call_end (fixture->call);
        }
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_cmpuint (fixture->n_closed, ==, 1);
      clear_call (fixture);
    }
}

static void
test_cuts (Fixture      *fixture,
           gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GSocketConnection) client = connect_to (fixture);
      g_autofree char *head = new_head (fixture, "GET", "/later", "");
      g_autofree char *first = NULL;
      g_autofree char *rest = NULL;

      say (client, head);
      while (fixture->call == NULL)
        g_main_context_iteration (NULL, TRUE);
      if (i > 0)
        {
          chl_server_call_set_header (fixture->call, "X-Test", "yes");
          chl_server_call_begin (fixture->call, 200, "text/plain");
          chl_server_call_write (fixture->call, "half", -1);
          first = hear (client, "half\r\n");
          g_assert_nonnull (strstr (first, "X-Test: yes\r\n"));
        }
      fixture->n_closed = 0;
      chl_server_call_cut (fixture->call);
      g_assert_cmpuint (fixture->n_closed, ==, 1);
      chl_server_call_cut (fixture->call);
      rest = hear (client, "never");
      g_assert_cmpstr (rest, ==, "");
      clear_call (fixture);
    }
}

/* What was written before is not lost with the connection, and nothing comes after it. */
static void
test_cut_comes_last (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr(GSocketConnection) client = connect_to (fixture);
  g_autofree char *head = new_head (fixture, "GET", "/later", "");
  g_autofree char *text = NULL;

  say (client, head);
  while (fixture->call == NULL)
    g_main_context_iteration (NULL, TRUE);
  chl_server_call_begin (fixture->call, 200, "text/plain");
  chl_server_call_write (fixture->call, "first,", -1);
  chl_server_call_write (fixture->call, "second", -1);
  chl_server_call_cut (fixture->call);
  chl_server_call_write (fixture->call, "third", -1);
  chl_server_call_end (fixture->call);
  text = hear (client, "never");
  g_assert_nonnull (strstr (text, "first,"));
  g_assert_nonnull (strstr (text, "second"));
  g_assert_null (strstr (text, "third"));
  g_assert_false (g_str_has_suffix (text, "0\r\n\r\n"));
  g_assert_cmpuint (fixture->n_closed, ==, 1);
}

static void
test_stop_closes (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr(GSocketConnection) client = connect_to (fixture);
  g_autofree char *head = new_head (fixture, "GET", "/later", "");
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  say (client, head);
  while (fixture->call == NULL)
    g_main_context_iteration (NULL, TRUE);
  chl_server_call_begin (fixture->call, 200, "text/plain");
  chl_server_stop (fixture->server);
  g_assert_cmpuint (fixture->n_closed, ==, 1);
  g_assert_cmpuint (chl_server_get_port (fixture->server), ==, 0);
  chl_server_call_write (fixture->call, "late", -1);
  chl_server_call_end (fixture->call);
  text = hear (client, "never");
  g_assert_null (strstr (text, "late"));

  g_assert_true (chl_server_listen (fixture->server, 0, &error));
  g_assert_no_error (error);
}

static void
test_refuses_pages (Fixture      *fixture,
                    gconstpointer data)
{
  guint port = chl_server_get_port (fixture->server);
  const struct
  {
    const char *host;
    const char *fields;
    guint       status;
  } cases[] = {
    { "127.0.0.1:%u", "", 200 },
    { "localhost:%u", "", 200 },
    { "127.0.0.1", "", 403 },
    { "evil.test:%u", "", 403 },
    { "evil.test", "", 403 },
    { "127.0.0.1.evil.test:%u", "", 403 },
    { "127.0.0.1:%u", "Origin: http://evil.test\r\n", 403 },
    { "127.0.0.1:%u", "Origin: null\r\n", 403 },
    { "127.0.0.1:%u", "Origin: http://127.0.0.1\r\n", 403 },
    { "evil.test:%u", "Content-Length: 4\r\n", 403 },
  };
  guint n_answered = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GSocketConnection) client = connect_to (fixture);
      g_auto(GStrv) parts = g_strsplit (cases[i].host, "%u", 2);
      g_autofree char *port_text = g_strdup_printf ("%u", port);
      g_autofree char *host = g_strjoinv (port_text, parts);
      g_autofree char *head = NULL;
      g_autofree char *text = NULL;
      g_autofree char *expected = g_strdup_printf ("HTTP/1.1 %u ", cases[i].status);

      g_test_message ("%s %s", host, cases[i].fields);
      head = g_strdup_printf ("GET /hello HTTP/1.1\r\nHost: %s\r\n%s\r\n", host, cases[i].fields);
      say (client, head);
      if (strstr (head, "Content-Length") != NULL)
        say (client, "body");
      text = hear (client, "\r\n\r\n");
      g_assert_true (g_str_has_prefix (text, expected));
      n_answered += cases[i].status == 200 ? 1 : 0;
    }
  g_assert_cmpuint (fixture->seen->len, ==, n_answered * strlen ("GET /hello\n"));
}

static void
write_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, &error);
  *(gboolean *) user_data = TRUE;
}

static void
write_block (GSocketConnection *client,
             const char        *block)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (client));
  gboolean       is_out = FALSE;

  g_output_stream_write_all_async (out, block, strlen (block), G_PRIORITY_DEFAULT, NULL, write_cb,
                                   &is_out);
  while (!is_out)
    g_main_context_iteration (NULL, TRUE);
}

/* 65 MiB, announced or only to be counted; they go by without being kept. */
static void
test_refuses_long_bodies (Fixture      *fixture,
                          gconstpointer data)
{
  const char *const fields[] = { "Content-Length: 68157440\r\n", "Transfer-Encoding: chunked\r\n" };
  g_autofree char  *block = g_strnfill (1 << 20, 'x');
  g_autofree char  *chunk = g_strconcat ("100000\r\n", block, "\r\n", NULL);
  gsize             before = mallinfo2 ().uordblks;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr(GSocketConnection) client = connect_to (fixture);
      g_autofree char *head = new_head (fixture, "POST", "/hello", fields[i]);
      g_autofree char *text = NULL;

      say (client, head);
      for (guint j = 0; j < 65; j++)
        write_block (client, i == 0 ? block : chunk);
      if (i == 0)
        g_assert_cmpuint (mallinfo2 ().uordblks, <, before + (8 << 20));
      else
        write_block (client, "0\r\n\r\n");
      text = hear (client, "\r\n\r\n");
      g_assert_true (g_str_has_prefix (text, "HTTP/1.1 413 "));
    }
  g_assert_cmpstr (fixture->seen->str, ==, "");
}

static void
test_port_is_taken (Fixture      *fixture,
                    gconstpointer data)
{
  ChlServer *second = chl_server_new (request_cb, fixture, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (chl_server_listen (second, chl_server_get_port (fixture->server), &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_NETWORK);
  g_assert_cmpuint (chl_server_get_port (second), ==, 0);
  g_assert_finalize_object (second);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/server/answers", test_answers);
  ADD ("/server/streams", test_streams);
  ADD ("/server/forgotten", test_forgotten);
  ADD ("/server/client-leaves", test_client_leaves);
  ADD ("/server/cuts", test_cuts);
  ADD ("/server/cut-comes-last", test_cut_comes_last);
  ADD ("/server/stop-closes", test_stop_closes);
  ADD ("/server/refuses-pages", test_refuses_pages);
  ADD ("/server/refuses-long-bodies", test_refuses_long_bodies);
  ADD ("/server/port-is-taken", test_port_is_taken);

  return g_test_run ();
}
