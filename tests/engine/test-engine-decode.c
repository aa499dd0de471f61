/* test-engine-decode.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-decode.h"
#include "chl-error.h"
#include "chl-json.h"

#define BODY                                                                              \
  "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"<think>a</think>b\"}}]}\n\n" \
  "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"       \
  "data: [DONE]\n\n"

static JsonNode *
decode (const char        *protocol,
        const char        *body,
        const char        *think_tags,
        const char *const *limits,
        GError           **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));

  return chl_decode_body (protocol, bytes, think_tags, limits, error);
}

static void
test_think_tags (void)
{
  static const struct
  {
    const char *think_tags;
    const char *text;
    const char *reasoning;
  } rows[] = {
    { NULL, "<think>a</think>b", "" },
    { "off", "<think>a</think>b", "" },
    { "auto", "b", "a" },
    { "implicit", "b", "a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) result = decode ("openai-chat", BODY, rows[i].think_tags, NULL, &error);

      g_test_message ("%s", rows[i].think_tags);
      g_assert_no_error (error);
      g_assert_cmpstr (chl_json_get_string (result, "/text"), ==, rows[i].text);
      g_assert_cmpstr (chl_json_get_string (result, "/reasoning"), ==, rows[i].reasoning);
      g_assert_cmpstr (chl_json_get_string (result, "/finish"), ==, "stop");
    }
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *protocol;
    const char *think_tags;
    const char *limit;
  } rows[] = {
    { "", NULL, NULL },
    { "gopher", NULL, NULL },
    { "none", NULL, NULL },
    { "openai-chat", "maybe", NULL },
    { "openai-chat", "", NULL },
    { "openai-chat", NULL, "line" },
    { "openai-chat", NULL, "line=x" },
    { "openai-chat", NULL, "line=-1" },
    { "openai-chat", NULL, "frob=1" },
    { "openai-chat", NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *const limits[] = { rows[i].limit, NULL };
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) result = decode (rows[i].protocol, BODY, rows[i].think_tags, limits,
                                            &error);

      g_test_message ("row %u", i);
      g_assert_null (result);
      g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
    }
}

static void
test_the_same_each_time (void)
{
  static const char body[] =
    "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":"
    "{\"name\":\"f\",\"arguments\":\"{}\"}}]}}]}\n\ndata: [DONE]\n\n";
  g_autoptr(JsonNode) first = decode ("openai-chat", body, NULL, NULL, NULL);
  g_autoptr(JsonNode) second = decode ("openai-chat", body, NULL, NULL, NULL);

  g_assert_cmpstr (chl_json_get_string (first, "/tool_calls/0/name"), ==, "f");
  g_assert_cmpuint (strlen (chl_json_get_string (first, "/tool_calls/0/id")), >, 0);
  g_assert_true (json_node_equal (first, second));
}

static void
test_nothing (void)
{
  g_autoptr(JsonNode) result = decode ("openai-chat", "", NULL, NULL, NULL);

  g_assert_cmpstr (chl_json_get_string (result, "/finish"), ==, "error");
  g_assert_nonnull (chl_json_get_string (result, "/error/kind"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/decode/think-tags", test_think_tags);
  g_test_add_func ("/decode/refuses", test_refuses);
  g_test_add_func ("/decode/the-same-each-time", test_the_same_each_time);
  g_test_add_func ("/decode/nothing", test_nothing);

  return g_test_run ();
}
