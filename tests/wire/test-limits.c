/* test-limits.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "wire-fixture.h"

#define MIB ((gsize) 1024 * 1024)

#define CHUNK(delta) "data: {\"choices\":[{\"delta\":" delta "}]}\n\n"
#define END "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"

/* The same with small limits is among the vectors. */
static gboolean
takes_too_long (void)
{
  if (wire_get_stride () <= 100)
    return FALSE;

  g_test_skip ("takes too long under sanitizers");

  return TRUE;
}

static ChlFailureKind
get_failure (ChlMessage *message)
{
  const ChlFailure *failure = chl_message_get_failure (message);

  return failure != NULL ? failure->kind : CHL_FAILURE_NONE;
}

static ChlFailureKind
run (const GString *body,
     gsize         *out_taken)
{
  g_autoptr(ChlMessage) message = NULL;

  message = wire_decode (body->str, body->len, NULL,
                         (WirePieces){ .size = MIB, .out_taken = out_taken });

  return get_failure (message);
}

static void
append_many (GString *body,
             char     c,
             gsize    length)
{
  gsize start = body->len;

  g_string_set_size (body, start + length);
  memset (body->str + start, c, length);
}

/* The numbers, which are promised. */
static void
test_defaults (void)
{
  ChlWireLimits limits;

  chl_wire_limits_init (&limits);
  g_assert_cmpuint (limits.max_line_bytes, ==, 32 * MIB);
  g_assert_cmpuint (limits.max_event_bytes, ==, 32 * MIB);
  g_assert_cmpuint (limits.max_body_bytes, ==, 64 * MIB);
  g_assert_cmpuint (limits.max_depth, ==, 128);
  g_assert_cmpuint (limits.max_tool_calls, ==, 128);
  g_assert_cmpuint (limits.max_argument_bytes, ==, 8 * MIB);
  g_assert_cmpuint (limits.max_parts, ==, 1024);
  g_assert_cmpuint (limits.max_text_bytes, ==, 64 * MIB);
}

static void
test_set (void)
{
  static const char *const names[] = {
    "max_line_bytes",
    "max_event_bytes",
    "max_body_bytes",
    "max_depth",
    "max_tool_calls",
    "max_argument_bytes",
    "max_parts",
    "max_text_bytes",
  };
  ChlWireLimits limits;

  chl_wire_limits_init (&limits);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_true (chl_wire_limits_set (&limits, names[i], i + 1));
      g_assert_false (chl_wire_limits_set (&limits, names[i], G_MAXUINT64));
    }
  g_assert_cmpuint (limits.max_line_bytes, ==, 1);
  g_assert_cmpuint (limits.max_depth, ==, 4);
  g_assert_cmpuint (limits.max_text_bytes, ==, 8);
  g_assert_false (chl_wire_limits_set (&limits, "max_nothing", 1));
  g_assert_false (chl_wire_limits_set (&limits, "max_depth", 1025));
}

/* A line of 32 MiB is read; a longer one ends the answer before more of it is taken. */
static void
test_line (void)
{
  static const char start[] = "data: {\"choices\":[{\"delta\":{\"content\":\"";
  static const char end[] = "\"}}]}";
  g_autoptr(GString) body = g_string_new (start);
  gsize taken = 0;

  append_many (body, 'x', 32 * MIB - strlen (start) - strlen (end));
  g_string_append (body, end);
  g_assert_cmpuint (body->len, ==, 32 * MIB);
  g_string_append (body, "\n\n" END);
  g_assert_cmpint (run (body, NULL), ==, CHL_FAILURE_NONE);

  g_string_truncate (body, 0);
  append_many (body, 'x', 64 * MIB);
  g_assert_cmpint (run (body, &taken), ==, CHL_FAILURE_LIMIT);
  g_assert_cmpuint (taken, <=, 33 * MIB);
}

static void
test_event (void)
{
  g_autoptr(GString) body = g_string_new (NULL);
  gsize taken = 0;

  if (takes_too_long ())
    return;

  for (guint i = 0; i < 40; i++)
    {
      g_string_append (body, "data: ");
      append_many (body, ' ', MIB);
      g_string_append_c (body, '\n');
    }
  g_assert_cmpint (run (body, &taken), ==, CHL_FAILURE_LIMIT);
  g_assert_cmpuint (taken, <=, 34 * MIB);
}

static void
test_body (void)
{
  g_autoptr(GString) body = g_string_new ("{");
  gsize taken = 0;

  if (takes_too_long ())
    return;

  append_many (body, ' ', 70 * MIB);
  g_assert_cmpint (run (body, &taken), ==, CHL_FAILURE_LIMIT);
  g_assert_cmpuint (taken, <=, 65 * MIB);
}

static void
test_depth (void)
{
  for (guint depth = 125; depth <= 131; depth++)
    {
      g_autoptr(GString) body = g_string_new ("data: {\"x\":");
      gboolean is_within = depth <= 128;

      append_many (body, '[', depth - 1);
      append_many (body, ']', depth - 1);
      g_string_append (body, "}\n\n" END);
      g_assert_cmpint (run (body, NULL), ==, is_within ? CHL_FAILURE_NONE : CHL_FAILURE_LIMIT);
    }
}

static void
test_hundred_thousand_brackets (void)
{
  static const char *const starts[] = { "data: ", "", "event: error\ndata: ", "error: " };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autoptr(GString) body = g_string_new (starts[i]);

      append_many (body, '[', 100000);
      g_string_append (body, "\n\n" END);
      g_assert_cmpint (run (body, NULL), ==, CHL_FAILURE_LIMIT);
    }
}

static void
test_tool_calls (void)
{
  for (guint n = 128; n <= 129; n++)
    {
      g_autoptr(GString) body = g_string_new (NULL);
      g_autoptr(ChlMessage) message = NULL;
      gboolean is_within = n <= 128;

      for (guint i = 0; i < n; i++)
        g_string_append_printf (body,
                                CHUNK ("{\"tool_calls\":[{\"id\":\"c%u\",\"function\":"
                                       "{\"name\":\"f\",\"arguments\":\"{}\"}}]}"),
                                i);
      g_string_append (body, END);
      message = wire_decode (body->str, body->len, NULL, WIRE_WHOLE);
      g_assert_cmpint (get_failure (message), ==, is_within ? CHL_FAILURE_NONE : CHL_FAILURE_LIMIT);
      g_assert_cmpuint (chl_message_get_n_parts (message), ==, MIN (n, 128));
    }
}

static void
test_tool_index (void)
{
  static const struct
  {
    const char *index;
    gboolean    is_within;
  } table[] = {
    { "0", TRUE },
    { "127", TRUE },
    { "128", FALSE },
    { "-1", FALSE },
    { "\"127\"", TRUE },
    { "1e2", TRUE },
    { "\"128\"", FALSE },
    { "99999999999999", FALSE },
    { "null", TRUE },
    { "1.5", TRUE },
    { "\"first\"", TRUE },
    { "1e300", TRUE },
    { "true", TRUE },
    { "\"-1\"", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr(GString) body = g_string_new (NULL);

      g_string_append_printf (body,
                              CHUNK ("{\"tool_calls\":[{\"index\":%s,\"id\":\"c\",\"function\":"
                                     "{\"name\":\"f\",\"arguments\":\"{}\"}}]}") END,
                              table[i].index);
      g_test_message ("index %s", table[i].index);
      g_assert_cmpint (run (body, NULL), ==,
                       table[i].is_within ? CHL_FAILURE_NONE : CHL_FAILURE_LIMIT);
    }
}

static void
test_arguments (void)
{
  for (guint extra = 0; extra <= 1; extra++)
    {
      g_autoptr(GString) body = g_string_new (NULL);

      for (guint i = 0; i < 8; i++)
        {
          g_string_append (body, "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,"
                                 "\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"");
          append_many (body, 'x', MIB + (i == 7 ? extra : 0));
          g_string_append (body, "\"}}]}}]}\n\n");
        }
      g_string_append (body, END);
      g_assert_cmpint (run (body, NULL), ==, extra == 0 ? CHL_FAILURE_NONE : CHL_FAILURE_LIMIT);
    }
}

static void
test_parts (void)
{
  for (guint n = 1024; n <= 1025; n++)
    {
      g_autoptr(GString) body = g_string_new (NULL);
      g_autoptr(ChlMessage) message = NULL;
      gboolean is_within = n <= 1024;

      for (guint i = 0; i < n; i++)
        g_string_append (body, i % 2 == 0 ? CHUNK ("{\"content\":\"t\"}") : CHUNK ("{\"reasoning\":\"r\"}"));
      g_string_append (body, END);
      message = wire_decode (body->str, body->len, NULL, WIRE_WHOLE);
      g_assert_cmpint (get_failure (message), ==, is_within ? CHL_FAILURE_NONE : CHL_FAILURE_LIMIT);
      g_assert_cmpuint (chl_message_get_n_parts (message), ==, MIN (n, 1024));
    }
}

static void
test_text (void)
{
  if (takes_too_long ())
    return;

  for (guint extra = 0; extra <= 1; extra++)
    {
      g_autoptr(GString) body = g_string_new (NULL);
      g_autoptr(ChlMessage) message = NULL;

      for (guint i = 0; i < 4; i++)
        {
          g_string_append_printf (body, "data: {\"choices\":[{\"delta\":{\"%s\":\"",
                                  i == 0 ? "reasoning" : "content");
          append_many (body, 'x', 16 * MIB);
          g_string_append (body, "\"}}]}\n\n");
        }
      if (extra > 0)
        g_string_append (body, CHUNK ("{\"content\":\"x\"}"));
      g_string_append (body, END);

      message = wire_decode (body->str, body->len, NULL, WIRE_WHOLE);
      g_assert_cmpint (get_failure (message), ==, extra == 0 ? CHL_FAILURE_NONE : CHL_FAILURE_LIMIT);
      g_assert_cmpuint (chl_part_get_text_length (chl_message_get_part (message, 1)), ==, 48 * MIB);
    }
}

/* What is only kept to be sent back has an end too. */
static void
test_sealed (void)
{
  g_autoptr(GString) many = g_string_new ("data: {\"choices\":[{\"delta\":{\"reasoning_details\":[");
  g_autoptr(GString) wide = g_string_new ("data: {\"choices\":[{\"delta\":{\"reasoning_details\":[{");

  for (guint i = 0; i < 1100; i++)
    g_string_append_printf (many, "%s{\"type\":\"t\",\"index\":%u}", i > 0 ? "," : "", i);
  g_string_append (many, "]}}]}\n\n" END);
  g_assert_cmpint (run (many, NULL), ==, CHL_FAILURE_LIMIT);

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (wide, "%s\"k%u\":0", i > 0 ? "," : "", i);
  g_string_append (wide, "}]}}]}\n\n" END);
  g_assert_cmpint (run (wide, NULL), ==, CHL_FAILURE_LIMIT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/limits/defaults", test_defaults);
  g_test_add_func ("/limits/set", test_set);
  g_test_add_func ("/limits/line", test_line);
  g_test_add_func ("/limits/event", test_event);
  g_test_add_func ("/limits/body", test_body);
  g_test_add_func ("/limits/depth", test_depth);
  g_test_add_func ("/limits/hundred-thousand-brackets", test_hundred_thousand_brackets);
  g_test_add_func ("/limits/tool-calls", test_tool_calls);
  g_test_add_func ("/limits/tool-index", test_tool_index);
  g_test_add_func ("/limits/arguments", test_arguments);
  g_test_add_func ("/limits/parts", test_parts);
  g_test_add_func ("/limits/text", test_text);
  g_test_add_func ("/limits/sealed", test_sealed);

  return g_test_run ();
}
