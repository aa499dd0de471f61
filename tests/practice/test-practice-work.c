/* test-practice-work.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-json.h"
#include "chl-practice-fixture.h"

static void
test_tools (PracticeFixture *fixture,
            gconstpointer    data)
{
#define TOOL                                                                                      \
  "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\",\"parameters\":"             \
  "{\"type\":\"object\",\"properties\":{\"place\":{\"type\":\"string\"},\"n\":{\"type\":"         \
  "\"integer\",\"minimum\":3},\"deep\":{\"type\":\"boolean\"},\"kind\":{\"enum\":[\"a\",\"b\"]}," \
  "\"list\":{\"type\":\"array\",\"items\":{\"type\":\"number\"}}}}}}]"
  g_autoptr(JsonNode) arguments = NULL;
  const char *text;
  gboolean    is_deep = FALSE;

  practice_run (fixture, "POST", "/chat/completions",
                "{\"model\":\"practice-tools\"," TOOL ",\"messages\":["
                "{\"role\":\"user\",\"content\":\"x\"}]}");
  g_assert_cmpstr (chl_json_get_string (fixture->root, "/choices/0/finish_reason"), ==,
                   "tool_calls");
  g_assert_cmpstr (
    chl_json_get_string (fixture->root, "/choices/0/message/tool_calls/0/function/name"), ==,
    "look");
  text = chl_json_get_string (fixture->root, "/choices/0/message/tool_calls/0/function/arguments");
  arguments = chl_json_parse (text, -1, NULL);
  g_assert_cmpstr (chl_json_get_string (arguments, "/place"), ==, "practice");
  g_assert_cmpstr (chl_json_get_string (arguments, "/kind"), ==, "a");
  g_assert_true (chl_json_get_boolean (arguments, "/deep", &is_deep));
  g_assert_cmpuint (json_array_get_length (chl_json_get_array (arguments, "/list")), ==, 1);

  practice_run (fixture, "POST", "/chat/completions",
                "{\"model\":\"practice-tools\"," TOOL ",\"messages\":["
                "{\"role\":\"user\",\"content\":\"x\"},"
                "{\"role\":\"assistant\",\"tool_calls\":[]},"
                "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"a red cat\"}]}");
  g_assert_nonnull (strstr (practice_get_content (fixture), "a red cat"));
  g_assert_null (chl_json_get (fixture->root, "/choices/0/message/tool_calls"));

  practice_run (fixture, "POST", "/chat/completions",
                "{\"model\":\"practice-tools\",\"tool_choice\":\"none\"," TOOL
                ",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
  g_assert_null (chl_json_get (fixture->root, "/choices/0/message/tool_calls"));
  practice_run (fixture, "POST", "/chat/completions",
                "{\"model\":\"practice-plain\"," TOOL
                ",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
  g_assert_null (chl_json_get (fixture->root, "/choices/0/message/tool_calls"));
  practice_ask (fixture, "practice-tools", "hello");
  g_assert_nonnull (strstr (practice_get_content (fixture), "none was offered"));
#undef TOOL
}

static void
test_structured (PracticeFixture *fixture,
                 gconstpointer    data)
{
  g_autoptr(JsonNode) answer = NULL;

  practice_run (fixture, "POST", "/chat/completions",
                "{\"model\":\"practice-plain\","
                "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],"
                "\"response_format\":{\"type\":\"json_schema\","
                "\"json_schema\":{\"schema\":{\"type\":"
                "\"object\",\"properties\":{\"title\":{\"type\":\"string\"}}}}}}");
  answer = chl_json_parse (practice_get_content (fixture), -1, NULL);
  g_assert_cmpstr (chl_json_get_string (answer, "/title"), ==, "practice");
}

static void
test_embeddings (PracticeFixture *fixture,
                 gconstpointer    data)
{
  g_autofree guchar *packed = NULL;
  gsize              n_packed;
  double             length = 0, near = 0, far = 0;

  g_assert_cmpuint (practice_run (fixture, "POST", "/embeddings",
                                  "{\"model\":\"practice-embedding\","
                                  "\"input\":[\"the red cat sleeps\","
                                  "\"a red cat sleeps\",\"stock market report\"]}"),
                    ==, 200);
  g_assert_cmpuint (json_array_get_length (chl_json_get_array (fixture->root, "/data")), ==, 3);
  for (guint i = 0; i < 16; i++)
    {
      double x[3];

      for (guint j = 0; j < 3; j++)
        {
          g_autofree char *pointer = g_strdup_printf ("/data/%u/embedding/%u", j, i);

          g_assert_true (chl_json_get_double (fixture->root, pointer, &x[j]));
        }
      length += x[0] * x[0];
      near += x[0] * x[1];
      far += x[0] * x[2];
    }
  g_assert_cmpfloat_with_epsilon (length, 1, 1e-5);
  g_assert_cmpfloat (near, >, far);
  g_assert_cmpint (practice_get_int (fixture, "/data/2/index"), ==, 2);
  g_assert_cmpint (practice_get_int (fixture, "/usage/prompt_tokens"), >, 8);

  g_assert_cmpuint (practice_run (fixture, "POST", "/embeddings",
                                  "{\"model\":\"practice-embedding\","
                                  "\"input\":\"the red cat sleeps\","
                                  "\"encoding_format\":\"base64\",\"dimensions\":4}"),
                    ==, 200);
  packed = g_base64_decode (chl_json_get_string (fixture->root, "/data/0/embedding"), &n_packed);
  g_assert_cmpuint (n_packed, ==, 16);
  length = 0;
  for (guint i = 0; i < 4; i++)
    {
      guint32 word;
      float   x;

      memcpy (&word, packed + i * 4, 4);
      word = GUINT32_FROM_LE (word);
      memcpy (&x, &word, 4);
      length += (double) x * (double) x;
    }
  g_assert_cmpfloat_with_epsilon (length, 1, 1e-5);
}

static void
test_completions (PracticeFixture *fixture,
                  gconstpointer    data)
{
  g_assert_cmpuint (practice_run (fixture, "POST", "/completions",
                                  "{\"model\":\"practice-completion\","
                                  "\"prompt\":\"def add(a, b):\\n    \","
                                  "\"suffix\":\"\\n\\nprint(add(1, 2))\",\"max_tokens\":64}"),
                    ==, 200);
  g_assert_nonnull (strstr (chl_json_get_string (fixture->root, "/choices/0/text"), "practice"));
  g_assert_cmpstr (chl_json_get_string (fixture->root, "/object"), ==, "text_completion");
  practice_run (fixture, "POST", "/completions",
                "{\"model\":\"practice-completion\","
                "\"prompt\":\"Once upon a time\",\"max_tokens\":2}");
  g_assert_cmpstr (chl_json_get_string (fixture->root, "/choices/0/finish_reason"), ==, "length");
  g_assert_cmpint (practice_get_int (fixture, "/usage/completion_tokens"), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) g_test_add (path, PracticeFixture, NULL, practice_fixture_set_up, func, \
                                    practice_fixture_tear_down)
  ADD ("/practice/work/tools", test_tools);
  ADD ("/practice/work/structured", test_structured);
  ADD ("/practice/work/embeddings", test_embeddings);
  ADD ("/practice/work/completions", test_completions);

  return g_test_run ();
}
