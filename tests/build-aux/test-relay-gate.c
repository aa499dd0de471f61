/* test-relay-gate.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "chl-relay-gate.h"

#define TOKEN "0123456789abcdef0123456789abcdef"
#define PORT 4711
#define HOST "Host: 127.0.0.1:4711\r\n"

static ChlRelayVerdict
judge (const char *bytes,
       GString    *head)
{
  g_string_truncate (head, 0);
  return chl_relay_gate_judge (TOKEN, PORT, bytes, strlen (bytes), head);
}

static void
test_passes_and_rewrites (void)
{
  static const struct
  {
    const char     *name;
    const char     *request;
    ChlRelayVerdict verdict;
    const char     *head;
  } cases[] = {
    { "by number",
      "GET /" TOKEN "/ HTTP/1.1\r\n" HOST "\r\n", CHL_RELAY_PAGE,
      "GET / HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n" },
    { "by name",
      "GET /" TOKEN "/broadway.js HTTP/1.1\r\nHost: LocalHost:4711\r\n\r\n", CHL_RELAY_PAGE,
      "GET /broadway.js HTTP/1.1\r\nHost: LocalHost:4711\r\nConnection: close\r\n\r\n" },
    { "own origin",
      "GET /" TOKEN "/ HTTP/1.1\r\n" HOST "Origin: http://127.0.0.1:4711\r\n\r\n", CHL_RELAY_PAGE,
      "GET / HTTP/1.1\r\n" HOST "Origin: http://127.0.0.1:4711\r\nConnection: close\r\n\r\n" },
    { "keep-alive is undone",
      "GET /" TOKEN "/ HTTP/1.1\r\nConnection: keep-alive\r\nKeep-Alive: 5\r\n" HOST "\r\n",
      CHL_RELAY_PAGE, "GET / HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n" },
    { "a query stays",
      "GET /" TOKEN "/a?b=c HTTP/1.0\r\n" HOST "\r\n", CHL_RELAY_PAGE,
      "GET /a?b=c HTTP/1.0\r\n" HOST "Connection: close\r\n\r\n" },
    { "socket",
      "GET /" TOKEN "/socket HTTP/1.1\r\n" HOST "Upgrade: WebSocket\r\n"
      "Connection: keep-alive, Upgrade\r\nOrigin: http://127.0.0.1:4711\r\n\r\n",
      CHL_RELAY_SOCKET,
      "GET /socket HTTP/1.1\r\n" HOST "Origin: http://127.0.0.1:4711\r\n"
      "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n" },
    { "upgrade to something else is a plain request",
      "GET /" TOKEN "/ HTTP/1.1\r\n" HOST "Connection: upgrade\r\nUpgrade: h2c\r\n\r\n",
      CHL_RELAY_PAGE, "GET / HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n" },
    { "bytes behind the head are dropped",
      "GET /" TOKEN "/ HTTP/1.1\r\n" HOST "\r\nGET /secret HTTP/1.1\r\n\r\n", CHL_RELAY_PAGE,
      "GET / HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n" },
  };
  g_autoptr(GString) head = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (judge (cases[i].request, head), ==, cases[i].verdict);
      g_assert_cmpstr (head->str, ==, cases[i].head);
    }
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *name;
    const char *request;
  } cases[] = {
    { "no token", "GET / HTTP/1.1\r\n" HOST "\r\n" },
    { "first character of the token",
      "GET /1123456789abcdef0123456789abcdef/ HTTP/1.1\r\n" HOST "\r\n" },
    { "last character of the token",
      "GET /0123456789abcdef0123456789abcdee/ HTTP/1.1\r\n" HOST "\r\n" },
    { "token in capitals",
      "GET /0123456789ABCDEF0123456789ABCDEF/ HTTP/1.1\r\n" HOST "\r\n" },
    { "token cut short", "GET /0123456789abcdef/ HTTP/1.1\r\n" HOST "\r\n" },
    { "token too long", "GET /" TOKEN "0/ HTTP/1.1\r\n" HOST "\r\n" },
    { "no slash behind the token", "GET /" TOKEN " HTTP/1.1\r\n" HOST "\r\n" },
    { "token in the query", "GET /?/" TOKEN "/ HTTP/1.1\r\n" HOST "\r\n" },
    { "token behind another folder", "GET /x/" TOKEN "/ HTTP/1.1\r\n" HOST "\r\n" },
    { "whole address", "GET http://127.0.0.1:4711/" TOKEN "/ HTTP/1.1\r\n" HOST "\r\n" },
    { "no host", "GET /" TOKEN "/ HTTP/1.1\r\n\r\n" },
    { "host without port", "GET /" TOKEN "/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" },
    { "another port", "GET /" TOKEN "/ HTTP/1.1\r\nHost: 127.0.0.1:4712\r\n\r\n" },
    { "rebound name", "GET /" TOKEN "/ HTTP/1.1\r\nHost: evil.example:4711\r\n\r\n" },
    { "name that begins well",
      "GET /" TOKEN "/ HTTP/1.1\r\nHost: 127.0.0.1:4711.evil.example\r\n\r\n" },
    { "two hosts",
      "GET /" TOKEN "/ HTTP/1.1\r\n" HOST "Host: evil.example\r\n\r\n" },
    { "foreign origin",
      "GET /" TOKEN "/ HTTP/1.1\r\n" HOST "Origin: http://evil.example\r\n\r\n" },
    { "origin of another port",
      "GET /" TOKEN "/ HTTP/1.1\r\n" HOST "Origin: http://127.0.0.1:4712\r\n\r\n" },
    { "origin by another name than the host",
      "GET /" TOKEN "/ HTTP/1.1\r\n" HOST "Origin: http://localhost:4711\r\n\r\n" },
    { "origin over TLS",
      "GET /" TOKEN "/ HTTP/1.1\r\n" HOST "Origin: https://127.0.0.1:4711\r\n\r\n" },
    { "no origin at all, said so",
      "GET /" TOKEN "/ HTTP/1.1\r\n" HOST "Origin: null\r\n\r\n" },
    { "two origins",
      "GET /" TOKEN "/ HTTP/1.1\r\n" HOST
      "Origin: http://127.0.0.1:4711\r\nOrigin: http://evil.example\r\n\r\n" },
    { "socket from a foreign page",
      "GET /" TOKEN "/socket HTTP/1.1\r\n" HOST
      "Upgrade: websocket\r\nOrigin: http://evil.example\r\n\r\n" },
    { "another method", "POST /" TOKEN "/ HTTP/1.1\r\n" HOST "\r\n" },
    { "method in small letters", "get /" TOKEN "/ HTTP/1.1\r\n" HOST "\r\n" },
    { "another version", "GET /" TOKEN "/ HTTP/2\r\n" HOST "\r\n" },
    { "no version", "GET /" TOKEN "/\r\n" HOST "\r\n" },
    { "two blanks", "GET  /" TOKEN "/ HTTP/1.1\r\n" HOST "\r\n" },
    { "body announced", "GET /" TOKEN "/ HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\n" },
    { "chunks announced",
      "GET /" TOKEN "/ HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n" },
    { "folded header",
      "GET /" TOKEN "/ HTTP/1.1\r\n" HOST "X-A: b\r\n Host: evil.example\r\n\r\n" },
    { "blank before the colon",
      "GET /" TOKEN "/ HTTP/1.1\r\n" HOST "Origin : http://evil.example\r\n\r\n" },
    { "line without a colon", "GET /" TOKEN "/ HTTP/1.1\r\n" HOST "nonsense\r\n\r\n" },
    { "line feed alone",
      "GET /" TOKEN "/ HTTP/1.1\r\n" HOST "X-A: b\nHost: evil.example\r\n\r\n" },
    { "carriage return alone",
      "GET /" TOKEN "/ HTTP/1.1\r\n" HOST "X-A: b\rHost: evil.example\r\n\r\n" },
    { "carriage return at the end", "GET /" TOKEN "/ HTTP/1.1\r\n" HOST "X-A: b\r\r\n\r\n" },
    { "letters beyond ASCII in the path", "GET /" TOKEN "/\xc3\xa9 HTTP/1.1\r\n" HOST "\r\n" },
    { "nothing but an end", "\r\n\r\n" },
  };
  g_autoptr(GString) head = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (judge (cases[i].request, head), ==, CHL_RELAY_REFUSE);
      g_assert_cmpuint (head->len, ==, 0);
    }
}

static void
test_waits_for_the_whole_head (void)
{
  const char *request = "GET /" TOKEN "/ HTTP/1.1\r\n" HOST "\r\n";
  g_autoptr(GString) head = g_string_new (NULL);

  for (gsize n = 0; n < strlen (request); n++)
    {
      g_assert_cmpint (chl_relay_gate_judge (TOKEN, PORT, request, n, head), ==, CHL_RELAY_MORE);
      g_assert_cmpuint (head->len, ==, 0);
    }

  g_assert_cmpint (judge (request, head), ==, CHL_RELAY_PAGE);
}

static void
test_refuses_a_nul (void)
{
  static const char request[] = "GET /" TOKEN "/ HTTP/1.1\r\nHost: 127.0.0.1:4711\0x\r\n\r\n";
  g_autoptr(GString) head = g_string_new (NULL);

  g_assert_cmpint (chl_relay_gate_judge (TOKEN, PORT, request, sizeof request - 1, head), ==,
                   CHL_RELAY_REFUSE);
}

/* @n_bytes: how long the head is made, its empty line included */
static GString *
build_head (gsize n_bytes)
{
  GString *request = g_string_new ("GET /" TOKEN "/ HTTP/1.1\r\n" HOST "X-Long: ");

  while (request->len < n_bytes - 4)
    g_string_append_c (request, 'x');

  return g_string_append (request, "\r\n\r\n");
}

static void
test_limits_the_head (void)
{
  g_autoptr(GString) longest = build_head (CHL_RELAY_HEAD_BYTES);
  g_autoptr(GString) too_long = build_head (CHL_RELAY_HEAD_BYTES + 1);
  g_autoptr(GString) head = g_string_new (NULL);

  g_assert_cmpint (judge (longest->str, head), ==, CHL_RELAY_PAGE);
  g_assert_cmpint (judge (too_long->str, head), ==, CHL_RELAY_REFUSE);

  g_string_truncate (longest, CHL_RELAY_HEAD_BYTES - 1);
  g_assert_cmpint (judge (longest->str, head), ==, CHL_RELAY_MORE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/relay-gate/passes-and-rewrites", test_passes_and_rewrites);
  g_test_add_func ("/relay-gate/refuses", test_refuses);
  g_test_add_func ("/relay-gate/waits-for-the-whole-head", test_waits_for_the_whole_head);
  g_test_add_func ("/relay-gate/refuses-a-nul", test_refuses_a_nul);
  g_test_add_func ("/relay-gate/limits-the-head", test_limits_the_head);

  return g_test_run ();
}
