/* test-fill-in-chat.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-fill-in-chat.h"

static char *
dup_question (const ChlRequest *request)
{
  g_assert_cmpuint (request->messages->len, ==, 1);

  return chl_message_dup_text (g_ptr_array_index (request->messages, 0));
}

static void
test_question (void)
{
  g_autoptr(ChlCompletion) completion = chl_completion_new ("m", "int ", "return x;\n");
  g_autoptr(ChlRequest) request = NULL;
  g_autofree char *question = NULL;

  completion->path = g_strdup ("src/a.c");
  completion->max_output = 99;
  completion->temperature = 0.5;
  completion->stop = g_strdupv ((char *[]){ (char *) ";", NULL });
  request = chl_fill_in_chat_new_request (completion);
  question = dup_question (request);

  g_assert_cmpstr (question, ==, "File: src/a.c\nLanguage: C\n\nint <CURSOR>return x;\n");
  g_assert_nonnull (strstr (request->system, "<CURSOR>"));
  g_assert_cmpstr (request->model, ==, "m");
  g_assert_cmpint (request->max_output, ==, 99);
  g_assert_cmpfloat_with_epsilon (request->temperature, 0.5, 1e-9);
  g_assert_cmpint (request->effort, ==, CHL_EFFORT_OFF);
  g_assert_cmpstr (request->stop[0], ==, ";");
  g_assert_true (request->stream);
}

/* The mark is in neither text. */
static void
test_mark (void)
{
  g_autoptr(ChlCompletion) completion = chl_completion_new ("m", "a <CURSOR>", "<CURSOR-1> b");
  g_autoptr(ChlRequest) request = chl_fill_in_chat_new_request (completion);
  g_autofree char *question = dup_question (request);

  g_assert_cmpstr (question, ==, "a <CURSOR><CURSOR-2><CURSOR-1> b");
  g_assert_nonnull (strstr (request->system, "<CURSOR-2>"));
}

static void
test_answers (void)
{
  static const struct
  {
    const char *prefix;
    const char *suffix;
    const char *answer;
    const char *text;
  } rows[] = {
    /* As it is. */
    { "int ", ";\n", "x = 1", "x = 1" },
    { "int ", ";\n", "", "" },
    { "int ", NULL, "x;", "x;" },
    { "  ", "\n", "  a\n    b", "  a\n    b" },

    /* In a fence, or in one that did not end. */
    { "int ", ";\n", "```c\nx = 1\n```", "x = 1" },
    { "int ", ";\n", "\n```\nx = 1\n```\n", "x = 1" },
    { "int ", ";\n", "~~~~\nx\n```\ny\n~~~~  \n", "x\n```\ny" },
    { "int ", ";\n", "```c\nx = 1\n", "x = 1\n" },
    { "int ", ";\n", "```c", "" },
    { "int ", ";\n", "```\n```", "" },
    { "int ", ";\n", "```\n\n```", "" },
    { "int ", ";\n", "Here it is:\n\n```c\nx = 1\n```\nThat is all.", "x = 1" },
    { "int ", ";\n", "```c\nx = 1\n```\nIt is `1`.", "x = 1" },
    { "int ", ";\n", "``x``", "``x``" },
    { "a\n```c\nx\n```\n", "", "b\n```c\ny\n```", "b\n```c\ny\n```" },
    { "a\n", "\n```\nx\n```\n", "b\n```c\ny\n```\nc", "b\n```c\ny\n```\nc" },

    /* What stands before the gap. */
    { "def add(a, b):\n    return ", "\n", "def add(a, b):\n    return a + b", "a + b" },
    { "x\ndef add(a, b):\n    return ", "\n", "def add(a, b):\n    return a + b", "a + b" },
    { "def add(a, b):\n    return ", "\n", "    return a + b", "a + b" },
    { "def add(a, b):\n    return ", "\n", "return a + b", "a + b" },
    { "x = (a ", ")", "a and b", "a and b" },
    { "if (i", ") x;", "i > 0", "i > 0" },
    { "a", "b", "a", "a" },

    /* What stands after it. */
    { "return ", "\n\nprint(add(1, 2))\n", "a + b\n\nprint(add(1, 2))\n", "a + b" },
    { "return ", "\n\nprint(add(1, 2))\n", "a + b\n\nprint(add(1, 2))", "a + b" },
    { "return ", "\n\nprint(add(1, 2))\n", "a + b\n\nprint(add(1, 2))\n\n \n", "a + b" },
    { "return ", ";\n  done ();\n}\n", "x;\n  done ();\n}", "x" },
    { "return ", ";\n  done ();\n}\n", "x;\n  done ();", "x" },
    { "{\n", "\n}\n", "if (a)\n{\n  b;\n}", "if (a)\n{\n  b;\n}" },
    { "return ", "\nprint(x)\n", "x\nprint(xy)", "x\nprint(xy)" },

    /* Both, in a fence. */
    { "int f (void)\n{\n  return ", ";\n}\n\nint g;\n",
      "```c\nint f (void)\n{\n  return 1;\n}\n\nint g;\n```", "1" },

    /* Ends of lines. */
    { "a\n", "\nb\n", "x\n", "x" },
    { "a\n", "b\n", "x\n", "x\n" },
    { "a\n", NULL, "x\n\n", "x" },
    { "a\n", "b\n", "x\r\ny", "x\ny" },
    { "a\r\n", "b\r\n", "x\r\ny", "x\r\ny" },
    { "a\n", "b\n", "\r\r\n\r", "\r\n\r" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlCompletion) completion = chl_completion_new ("m", rows[i].prefix, rows[i].suffix);
      g_autofree char *text = chl_fill_in_chat_dup_text (completion, rows[i].answer);

      g_test_message ("%u", i);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/fill-in-chat/question", test_question);
  g_test_add_func ("/fill-in-chat/mark", test_mark);
  g_test_add_func ("/fill-in-chat/answers", test_answers);

  return g_test_run ();
}
