/* test-relay.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include <string.h>

#define TIMEOUT_SECONDS 20

typedef struct
{
  char        *directory; /* (owned) (not nullable) private, with the display's sockets in it */
  char        *socket;    /* (owned) (not nullable) path */
  GSubprocess *relay;     /* (owned) (not nullable) */
  GSubprocess *display;   /* (owned) (nullable) gtk4-broadwayd, once it was started */
  char        *token;     /* (owned) (not nullable) */
  guint16      port;
} Fixture;

/* One line: the address with its token. */
static void
read_address (Fixture *fixture)
{
  g_autoptr(GDataInputStream) lines =
               g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->relay));
  g_autoptr(GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_autoptr(GUri) uri = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_true (g_regex_match_simple ("^http://127\\.0\\.0\\.1:[0-9]+/[0-9a-f]{32}/$", line, 0, 0));

  uri = g_uri_parse (line, G_URI_FLAGS_NONE, &error);
  g_assert_no_error (error);
  fixture->port = (guint16) g_uri_get_port (uri);
  fixture->token = g_strndup (g_uri_get_path (uri) + 1, 32);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("chl-relay-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->socket = g_build_filename (fixture->directory, "web", NULL);
  fixture->relay = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                     g_getenv ("CHL_RELAY"), "--die-with-parent",
                                     "--socket", fixture->socket, NULL);
  g_assert_no_error (error);
  read_address (fixture);
}

static void
empty_directory (const char *path)
{
  g_autoptr(GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      g_unlink (child);
    }
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  if (fixture->display != NULL)
    {
      g_subprocess_force_exit (fixture->display);
      g_subprocess_wait (fixture->display, NULL, NULL);
    }

  g_subprocess_send_signal (fixture->relay, 15);
  g_subprocess_wait_check (fixture->relay, NULL, &error);
  g_assert_no_error (error);

  empty_directory (fixture->directory);
  g_assert_cmpint (g_rmdir (fixture->directory), ==, 0);

  g_clear_object (&fixture->display);
  g_clear_object (&fixture->relay);
  g_clear_pointer (&fixture->directory, g_free);
  g_clear_pointer (&fixture->socket, g_free);
  g_clear_pointer (&fixture->token, g_free);
}

static gboolean
start_display (Fixture *fixture)
{
  g_autofree char *program = g_find_program_in_path ("gtk4-broadwayd");
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GError) error = NULL;
  gint64 give_up = g_get_monotonic_time () + TIMEOUT_SECONDS * G_USEC_PER_SEC;

  if (program == NULL)
    {
      g_test_skip ("gtk4-broadwayd is not installed");
      return FALSE;
    }

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", fixture->directory, TRUE);
  fixture->display = g_subprocess_launcher_spawn (launcher, &error, program,
                                                  "--unixsocket", fixture->socket, ":1", NULL);
  g_assert_no_error (error);

  while (!g_file_test (fixture->socket, G_FILE_TEST_EXISTS))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, give_up);
      g_usleep (5000);
    }

  return TRUE;
}

static GSocketConnection *
connect_to_relay (Fixture *fixture)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GError) error = NULL;
  GSocketConnection *connection;

  g_socket_client_set_timeout (client, TIMEOUT_SECONDS);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", fixture->port, NULL, &error);
  g_assert_no_error (error);

  return connection;
}

static void
send_bytes (GSocketConnection *connection,
            const void        *bytes,
            gsize              n_bytes)
{
  g_autoptr(GError) error = NULL;

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                             bytes, n_bytes, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* (transfer full) what comes until the other side closes, or until @n_bytes are there */
static GString *
receive (GSocketConnection *connection,
         gsize              n_bytes)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  g_autoptr(GError) error = NULL;
  GString *received = g_string_new (NULL);
  char     byte;

  while (received->len < n_bytes && g_input_stream_read (input, &byte, 1, NULL, &error) == 1)
    g_string_append_c (received, byte);

  g_assert_no_error (error);
  return received;
}

/* (transfer full) the head of a request; @path may hold %s for the token */
static char *
build_request (Fixture    *fixture,
               gboolean    has_token,
               const char *path,
               const char *host,
               const char *more)
{
  g_autofree char *own = g_strdup_printf ("127.0.0.1:%u", fixture->port);

  return g_strdup_printf ("GET %s%s%s HTTP/1.1\r\nHost: %s\r\n%s\r\n",
                          has_token ? "/" : "", has_token ? fixture->token : "", path,
                          host != NULL ? host : own, more != NULL ? more : "");
}

static GString *
ask (Fixture    *fixture,
     const char *request)
{
  g_autoptr(GSocketConnection) connection = connect_to_relay (fixture);

  send_bytes (connection, request, strlen (request));
  return receive (connection, G_MAXSIZE);
}

static void
test_serves_the_page (Fixture      *fixture,
                      gconstpointer data)
{
  g_autofree char *page = NULL;
  g_autofree char *script = NULL;
  g_autoptr(GString) page_answer = NULL;
  g_autoptr(GString) script_answer = NULL;

  if (!start_display (fixture))
    return;

  page = build_request (fixture, TRUE, "/", NULL, NULL);
  page_answer = ask (fixture, page);
  g_assert_true (g_str_has_prefix (page_answer->str, "HTTP/1.0 200 "));
  g_assert_nonnull (strstr (page_answer->str, "broadway.js"));

  script = build_request (fixture, TRUE, "/broadway.js", NULL, "Connection: keep-alive\r\n");
  script_answer = ask (fixture, script);
  g_assert_true (g_str_has_prefix (script_answer->str, "HTTP/1.0 200 "));
  g_assert_cmpuint (script_answer->len, >, 10000);
}

static void
test_refuses (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *by_wrong_port = g_strdup_printf ("127.0.0.1:%u", fixture->port ^ 1);
  const struct
  {
    const char *name;
    gboolean    has_token;
    const char *path;
    const char *host;
    const char *more;
  } cases[] = {
    { "no token", FALSE, "/", NULL, NULL },
    { "wrong token", FALSE, "/00000000000000000000000000000000/", NULL, NULL },
    { "wrong host", TRUE, "/", "evil.example", NULL },
    { "wrong port", TRUE, "/", by_wrong_port, NULL },
    { "foreign origin", TRUE, "/", NULL, "Origin: http://evil.example\r\n" },
    { "foreign socket", TRUE, "/socket", NULL,
      "Origin: http://evil.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *request = build_request (fixture, cases[i].has_token, cases[i].path,
                                                cases[i].host, cases[i].more);
      g_autoptr(GString) answer = ask (fixture, request);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpstr (answer->str, ==,
                       "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }
}

static void
test_refuses_a_long_head (Fixture      *fixture,
                          gconstpointer data)
{
  g_autofree char *filler = g_strnfill (300 * 1024, 'x');
  g_autoptr(GString) answer = ask (fixture, filler);

  g_assert_true (g_str_has_prefix (answer->str, "HTTP/1.1 403 "));
}

static void
test_ends_when_there_is_no_display (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autofree char *request = build_request (fixture, TRUE, "/", NULL, NULL);
  g_autoptr(GString) answer = ask (fixture, request);

  g_assert_cmpuint (answer->len, ==, 0);
}

static void
test_hands_on_a_web_socket (Fixture      *fixture,
                            gconstpointer data)
{
  /* RFC 6455, 5.2: a masked ping with the text "hi", and the pong that answers it. */
  static const guint8 ping[] = { 0x89, 0x82, 0, 0, 0, 0, 'h', 'i' };
  g_autoptr(GSocketConnection) connection = NULL;
  g_autofree char *more = NULL;
  g_autofree char *request = NULL;
  g_autoptr(GString) answer = NULL;
  g_autoptr(GString) frame = NULL;

  if (!start_display (fixture))
    return;

  more = g_strdup_printf ("Origin: http://127.0.0.1:%u\r\nConnection: keep-alive, Upgrade\r\n"
                          "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                          "Sec-WebSocket-Protocol: broadway\r\n",
                          fixture->port);
  request = build_request (fixture, TRUE, "/socket", NULL, more);
  connection = connect_to_relay (fixture);
  send_bytes (connection, request, strlen (request));

  answer = receive (connection, 12);
  g_assert_cmpstr (answer->str, ==, "HTTP/1.1 101");
  while (!g_str_has_suffix (answer->str, "\r\n\r\n"))
    {
      g_autoptr(GString) next = receive (connection, 1);

      g_assert_cmpuint (next->len, ==, 1);
      g_string_append (answer, next->str);
    }

  g_assert_nonnull (strstr (answer->str, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));

  send_bytes (connection, ping, sizeof ping);
  frame = receive (connection, 1);
  g_assert_cmpuint (frame->len, ==, 1);
  g_assert_cmphex ((guint8) frame->str[0], ==, 0x8a);
}

/* A display that does not take up the WebSocket must not see a second, unjudged request. */
static void
test_keeps_back_what_follows_a_refused_upgrade (Fixture      *fixture,
                                                gconstpointer data)
{
  static const char not_found[] = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
  static const char second[] = "GET /unjudged HTTP/1.1\r\n\r\n";
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  g_autoptr(GSocketAddress) address = g_unix_socket_address_new (fixture->socket);
  g_autoptr(GSocketConnection) browser = NULL;
  g_autoptr(GSocketConnection) display = NULL;
  g_autofree char *request = NULL;
  g_autoptr(GString) answer = NULL;
  g_autoptr(GString) head = g_string_new (NULL);
  g_autoptr(GString) rest = NULL;
  g_autoptr(GError) error = NULL;

  g_socket_listener_add_address (listener, address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, &error);
  g_assert_no_error (error);

  browser = connect_to_relay (fixture);
  request = build_request (fixture, TRUE, "/socket", NULL, "Upgrade: websocket\r\n");
  send_bytes (browser, request, strlen (request));
  send_bytes (browser, second, strlen (second));

  display = g_socket_listener_accept (listener, NULL, NULL, &error);
  g_assert_no_error (error);
  while (!g_str_has_suffix (head->str, "\r\n\r\n"))
    {
      g_autoptr(GString) next = receive (display, 1);

      g_assert_cmpuint (next->len, ==, 1);
      g_string_append (head, next->str);
    }

  g_assert_true (g_str_has_prefix (head->str, "GET /socket HTTP/1.1\r\n"));
  send_bytes (display, not_found, strlen (not_found));
  answer = receive (browser, strlen (not_found));
  g_assert_cmpstr (answer->str, ==, not_found);

  send_bytes (browser, second, strlen (second));

  /* Some turns to and fro give a relay that would hand it on the time to do so. */
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr(GString) more = NULL;

      send_bytes (display, "x", 1);
      more = receive (browser, 1);
      g_assert_cmpstr (more->str, ==, "x");
    }

  g_socket_shutdown (g_socket_connection_get_socket (display), FALSE, TRUE, &error);
  g_assert_no_error (error);
  rest = receive (display, G_MAXSIZE);
  g_assert_cmpstr (rest->str, ==, "");
}

static void
test_listens_on_loopback_alone (Fixture      *fixture,
                                gconstpointer data)
{
  g_autofree char *table = NULL;
  g_autofree char *wanted = g_strdup_printf (" 0100007F:%04X 00000000:0000 0A ", fixture->port);
  g_autofree char *any = g_strdup_printf (" 00000000:%04X 00000000:0000 0A ", fixture->port);

  if (!g_file_get_contents ("/proc/net/tcp", &table, NULL, NULL))
    {
      g_test_skip ("no list of sockets here");
      return;
    }

  g_assert_nonnull (strstr (table, wanted));
  g_assert_null (strstr (table, any));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/relay/serves-the-page", test_serves_the_page);
  ADD ("/relay/refuses", test_refuses);
  ADD ("/relay/refuses-a-long-head", test_refuses_a_long_head);
  ADD ("/relay/ends-when-there-is-no-display", test_ends_when_there_is_no_display);
  ADD ("/relay/hands-on-a-web-socket", test_hands_on_a_web_socket);
  ADD ("/relay/keeps-back-what-follows-a-refused-upgrade",
       test_keeps_back_what_follows_a_refused_upgrade);
  ADD ("/relay/listens-on-loopback-alone", test_listens_on_loopback_alone);
#undef ADD

  return g_test_run ();
}
