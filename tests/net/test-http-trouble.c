/* test-http-trouble.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <malloc.h>

#include "chl-error.h"
#include "chl-http-fixture.h"

#define MEBIBYTE (1024 * 1024)

/* Answers "/cut" with the beginning of a stream, and then as @then says. */
static void
add_broken_stream (HttpFixture   *fixture,
                   ChlFakeFraming framing,
                   ChlFakeThen    then)
{
  ChlFakeAnswer *answer = chl_fake_server_add (fixture->server, "/cut", 200, framing);

  chl_fake_answer_add_header (answer, "Content-Type", "text/event-stream");
  chl_fake_answer_add_text (answer, "data: 1\n\n");
  chl_fake_answer_set_then (answer, then);
}

static void
test_broken_off (HttpFixture  *fixture,
                 gconstpointer data)
{
  const struct
  {
    ChlFakeFraming framing;
    ChlFakeThen    then;
  } cases[] = {
    { CHL_FAKE_CHUNKED, CHL_FAKE_CUT },
    { CHL_FAKE_LENGTH, CHL_FAKE_CLOSE },
    { CHL_FAKE_LENGTH, CHL_FAKE_RESET },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint gathers = 0; gathers < 2; gathers++)
      {
        g_test_message ("framing %d, then %d", cases[i].framing, cases[i].then);
        add_broken_stream (fixture, cases[i].framing, cases[i].then);
        fixture->is_gathering = gathers == 1;
        g_assert_false (http_fixture_get (fixture, "/cut"));
        http_fixture_assert_error (fixture, CHL_ERROR_TRUNCATED, "127.0.0.1 broke off");
        if (gathers == 0 && cases[i].then != CHL_FAKE_RESET)
          g_assert_true (g_str_has_prefix (fixture->pieces->str, "data: 1\n\n"));
      }
}

/* Without a length, an end is an end; whether it is the right one only the protocol can say. */
static void
test_ends_with_connection (HttpFixture  *fixture,
                           gconstpointer data)
{
  add_broken_stream (fixture, CHL_FAKE_UNTIL_CLOSE, CHL_FAKE_CLOSE);
  g_assert_true (http_fixture_get (fixture, "/cut"));
  g_assert_cmpstr (fixture->pieces->str, ==, "data: 1\n\n");
}

/* libsoup 3.2 takes this for the end; newer ones do not. Nothing that came before is lost. */
static void
test_cut_between_chunks (HttpFixture  *fixture,
                         gconstpointer data)
{
  add_broken_stream (fixture, CHL_FAKE_CHUNKED, CHL_FAKE_CLOSE);
  if (!http_fixture_get (fixture, "/cut"))
    http_fixture_assert_error (fixture, CHL_ERROR_TRUNCATED, "127.0.0.1 broke off");
  g_assert_cmpstr (fixture->pieces->str, ==, "data: 1\n\n");

  /* What is left of that connection does no harm to the next call. */
  chl_fake_server_add_json (fixture->server, "/next", 200, "{}");
  g_assert_true (http_fixture_get (fixture, "/next"));
}

static void
test_no_answer (HttpFixture  *fixture,
                gconstpointer data)
{
  ChlFakeAnswer *answer;

  chl_fake_server_add (fixture->server, "/close", 0, CHL_FAKE_RAW);
  g_assert_false (http_fixture_get (fixture, "/close"));
  http_fixture_assert_error (fixture, CHL_ERROR_NETWORK, "closed the connection without");

  answer = chl_fake_server_add (fixture->server, "/reset", 0, CHL_FAKE_RAW);
  chl_fake_answer_set_then (answer, CHL_FAKE_RESET);
  g_assert_false (http_fixture_get (fixture, "/reset"));
  http_fixture_assert_error (fixture, CHL_ERROR_NETWORK, "closed the connection without");

  answer = chl_fake_server_add (fixture->server, "/half", 0, CHL_FAKE_RAW);
  chl_fake_answer_add_text (answer, "HTTP/1.1 200 OK\r\nContent-Ty");
  g_assert_false (http_fixture_get (fixture, "/half"));
  g_assert_cmpint (fixture->error->domain, ==, CHL_ERROR);
  g_assert_cmpuint (fixture->n_answered, ==, 0);
}

static void
test_garbage (HttpFixture  *fixture,
              gconstpointer data)
{
  const char *const garbage[] = {
    "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n\r\n",
    "\x15\x03\x01\x02\x02\x16\r\n\r\n",
    "200 OK\r\n\r\n",
    "HTTP/1.1 abc\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (garbage); i++)
    {
      g_autofree char *path = g_strdup_printf ("/garbage%u", i);

      chl_fake_answer_add_text (chl_fake_server_add (fixture->server, path, 0, CHL_FAKE_RAW),
                                garbage[i]);
      g_assert_false (http_fixture_get (fixture, path));
      http_fixture_assert_error (fixture, CHL_ERROR_PROTOCOL, "is not HTTP");
    }
}

static void
test_compressed_stream (HttpFixture  *fixture,
                        gconstpointer data)
{
  ChlFakeAnswer *answer = chl_fake_server_add_events (fixture->server, "/gzip");

  chl_fake_answer_add_header (answer, "Content-Encoding", "gzip");
  chl_fake_answer_add_text (answer, "\x1f\x8b");
  g_assert_false (http_fixture_get (fixture, "/gzip"));
  http_fixture_assert_error (fixture, CHL_ERROR_PROTOCOL, "compressed");
}

static void
test_redirects (HttpFixture  *fixture,
                gconstpointer data)
{
  const guint statuses[] = { 301, 302, 303, 307, 308 };
  g_autoptr(ChlSecret) secret = chl_secret_new (PLANTED_SECRET, -1);
  ChlFakeServer   *other = chl_fake_server_new ();
  g_autofree char *elsewhere = chl_fake_server_dup_address (other, "/take?key=" PLANTED_SECRET);
  guint            port = chl_fake_server_get_port (other);
  g_autofree char *place = g_strdup_printf ("http://127.0.0.1:%u;", port);

  chl_fake_server_add_json (other, NULL, 200, "{}");
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *path = g_strdup_printf ("/%u", statuses[i]);
      ChlHttpCall     *call = http_fixture_new_call (fixture, path);
      ChlFakeAnswer   *answer;

      answer = chl_fake_server_add (fixture->server, path, statuses[i], CHL_FAKE_LENGTH);
      chl_fake_answer_add_header (answer, "Location", elsewhere);
      g_free (call->method);
      call->method = g_strdup (i % 2 == 0 ? "POST" : "GET");
      chl_headers_set_secret (call->headers, "x-api-key", NULL, secret);
      g_assert_false (http_fixture_run (fixture, call));
      http_fixture_assert_error (fixture, CHL_ERROR_REDIRECT, place);
      g_assert_null (strstr (fixture->error->message, PLANTED_SECRET));
    }
  g_assert_cmpuint (chl_fake_server_get_n_connections (other), ==, 0);
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 5);

  chl_fake_server_stop (other);
  g_assert_finalize_object (other);
}

static void
test_redirects_to_itself (HttpFixture  *fixture,
                          gconstpointer data)
{
  ChlFakeAnswer *answer = chl_fake_server_add (fixture->server, "/v1", 307, CHL_FAKE_LENGTH);

  chl_fake_answer_add_header (answer, "Location", "/v1/");
  g_assert_false (http_fixture_get (fixture, "/v1"));
  http_fixture_assert_error (fixture, CHL_ERROR_REDIRECT, "another path");

  chl_fake_server_add (fixture->server, "/lost", 302, CHL_FAKE_LENGTH);
  g_assert_false (http_fixture_get (fixture, "/lost"));
  http_fixture_assert_error (fixture, CHL_ERROR_REDIRECT, "without saying where");
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 2);
}

static void
test_limits (HttpFixture  *fixture,
             gconstpointer data)
{
  const struct
  {
    ChlFakeFraming framing;
    gsize          limit;
    gsize          n_bytes;
  } cases[] = {
    { CHL_FAKE_CHUNKED, 64 * MEBIBYTE, 65 * MEBIBYTE },
    { CHL_FAKE_LENGTH, 64 * MEBIBYTE, 65 * MEBIBYTE },
    { CHL_FAKE_UNTIL_CLOSE, 100, 101 },
  };
  gsize before, used;

  fixture->is_counting = TRUE;
  before = mallinfo2 ().uordblks;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/%u", i);
      ChlHttpCall     *call = http_fixture_new_call (fixture, path);

      g_assert_cmpuint (call->max_body_bytes, ==, 64 * MEBIBYTE);
      call->max_body_bytes = cases[i].limit;
      chl_fake_answer_add_fill (
        chl_fake_server_add (fixture->server, path, 200, cases[i].framing), "x",
        cases[i].n_bytes);
      g_assert_false (http_fixture_run (fixture, call));
      http_fixture_assert_error (fixture, CHL_ERROR_LIMIT, "answers with more than");
    }

  /* The promise of too much is enough: not a byte of it is read. */
  g_assert_cmpuint (fixture->n_bytes, <=, 64 * MEBIBYTE + 100);
  g_assert_cmpuint (fixture->longest_piece, <=, 16384);
  used = mallinfo2 ().uordblks;
  g_assert_cmpuint (used, <, before + 4 * MEBIBYTE);
}

static void
test_at_the_limit (HttpFixture  *fixture,
                   gconstpointer data)
{
  ChlHttpCall *call = http_fixture_new_call (fixture, "/exact");

  call->max_body_bytes = 100;
  chl_fake_answer_add_fill (
    chl_fake_server_add (fixture->server, "/exact", 200, CHL_FAKE_CHUNKED), "x", 100);
  g_assert_true (http_fixture_run (fixture, call));
  g_assert_cmpuint (fixture->n_bytes, ==, 100);

  call = http_fixture_new_call (fixture, "/line");
  call->max_body_bytes = 0;
  fixture->is_counting = TRUE;
  chl_fake_answer_add_fill (
    chl_fake_server_add (fixture->server, "/line", 200, CHL_FAKE_CHUNKED), "x", 4 * MEBIBYTE);
  g_assert_true (http_fixture_run (fixture, call));
  g_assert_cmpuint (fixture->n_bytes, ==, 100 + 4 * MEBIBYTE);
}

static void
test_error_body_is_cut (HttpFixture  *fixture,
                        gconstpointer data)
{
  const guint    statuses[] = { 401, 403, 407, 500 };
  ChlFakeAnswer *answer;

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *path = g_strdup_printf ("/%u", statuses[i]);

      answer = chl_fake_server_add (fixture->server, path, statuses[i], CHL_FAKE_CHUNKED);
      chl_fake_answer_add_header (answer, "WWW-Authenticate", "Basic realm=\"here\"");
      chl_fake_answer_add_header (answer, "Proxy-Authenticate", "Basic realm=\"here\"");
      chl_fake_answer_add_fill (answer, "no ", MEBIBYTE);
      chl_fake_answer_set_then (answer, CHL_FAKE_HANG);
      g_assert_true (http_fixture_get (fixture, path));
      g_assert_cmpuint (g_bytes_get_size (chl_http_answer_get_body (fixture->answer)), ==, 65536);
      http_fixture_wait_for_leaving (fixture, i);
    }

  add_broken_stream (fixture, CHL_FAKE_LENGTH, CHL_FAKE_CLOSE);
  answer = chl_fake_server_add (fixture->server, "/broken", 503, CHL_FAKE_LENGTH);
  chl_fake_answer_add_text (answer, "overload");
  chl_fake_answer_set_then (answer, CHL_FAKE_CLOSE);
  g_assert_true (http_fixture_get (fixture, "/broken"));
  g_assert_cmpstr (http_fixture_get_body (fixture), ==, "overload");
}

/* A server that only ever announces its answer would keep the main loop to itself. */
static void
test_announced_for_ever (HttpFixture  *fixture,
                         gconstpointer data)
{
  const char     announcement[] = "HTTP/1.1 100 Continue\r\n\r\n";
  ChlFakeAnswer *answer = chl_fake_server_add (fixture->server, "/soon", 0, CHL_FAKE_RAW);

  chl_fake_answer_add_fill (answer, announcement, 1000000 * strlen (announcement));
  g_assert_false (http_fixture_get (fixture, "/soon"));
  http_fixture_assert_error (fixture, CHL_ERROR_PROTOCOL, "again and again");
  http_fixture_wait_for_leaving (fixture, 0);

  answer = chl_fake_server_add (fixture->server, "/twice", 0, CHL_FAKE_RAW);
  chl_fake_answer_add_fill (answer, announcement, 2 * strlen (announcement));
  chl_fake_answer_add_text (answer, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
  g_assert_true (http_fixture_get (fixture, "/twice"));
}

static void
test_refused (HttpFixture  *fixture,
              gconstpointer data)
{
  g_autofree char *words = NULL;
  ChlHttpCall     *call = http_fixture_new_call (fixture, "/v1/models");

  words = g_strdup_printf ("Nothing answers at 127.0.0.1 port %u",
                           chl_fake_server_get_port (fixture->server));
  chl_fake_server_stop (fixture->server);
  g_assert_false (http_fixture_run (fixture, call));
  http_fixture_assert_error (fixture, CHL_ERROR_NETWORK, words);
}

static void
test_addresses (HttpFixture  *fixture,
                gconstpointer data)
{
  const struct
  {
    const char *address;
    int         code;
    const char *words;
  } cases[] = {
    { "ftp://127.0.0.1/", CHL_ERROR_ADDRESS, "http" },
    { "127.0.0.1:80", CHL_ERROR_ADDRESS, "http" },
    { "http://", CHL_ERROR_ADDRESS, "http" },
    { "http:///v1", CHL_ERROR_ADDRESS, "http" },
    { "", CHL_ERROR_ADDRESS, "http" },
    { "http://a b/", CHL_ERROR_ADDRESS, "http" },
    { "http://me@127.0.0.1/", CHL_ERROR_ADDRESS, "user name" },
    { "http://api.example.com/v1", CHL_ERROR_TLS, "in the clear" },
    { "http://192.0.2.1/v1", CHL_ERROR_TLS, "in the clear" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlHttpCall *call = http_fixture_new_call (fixture, "/");

      g_test_message ("%s", cases[i].address);
      g_free (call->address);
      call->address = g_strdup (cases[i].address);
      g_assert_false (http_fixture_run (fixture, call));
      http_fixture_assert_error (fixture, cases[i].code, cases[i].words);
      g_assert_cmpstr (fixture->stages->str, ==, "");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) \
  g_test_add (path, HttpFixture, NULL, http_fixture_set_up, func, http_fixture_tear_down)
  ADD ("/http/trouble/broken-off", test_broken_off);
  ADD ("/http/trouble/ends-with-connection", test_ends_with_connection);
  ADD ("/http/trouble/cut-between-chunks", test_cut_between_chunks);
  ADD ("/http/trouble/no-answer", test_no_answer);
  ADD ("/http/trouble/garbage", test_garbage);
  ADD ("/http/trouble/compressed-stream", test_compressed_stream);
  ADD ("/http/trouble/redirects", test_redirects);
  ADD ("/http/trouble/redirects-to-itself", test_redirects_to_itself);
  ADD ("/http/trouble/limits", test_limits);
  ADD ("/http/trouble/at-the-limit", test_at_the_limit);
  ADD ("/http/trouble/error-body-is-cut", test_error_body_is_cut);
  ADD ("/http/trouble/announced-for-ever", test_announced_for_ever);
  ADD ("/http/trouble/refused", test_refused);
  ADD ("/http/trouble/addresses", test_addresses);

  return g_test_run ();
}
