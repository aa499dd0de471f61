/* test-practice-ends.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-continuation.h"
#include "chl-json.h"
#include "chl-practice-fixture.h"

static const char *
get (PracticeFixture *fixture,
     const char      *pointer)
{
  return chl_json_get_string (fixture->root, pointer);
}

static void
test_each_end (PracticeFixture *fixture,
               gconstpointer    data)
{
  static const struct
  {
    const char *question;
    const char *finish;
    gboolean    has_text;
    gboolean    has_thoughts;
  } rows[] = {
    { "short", "stop", TRUE, FALSE },
    { "think short", "stop", TRUE, TRUE },
    { "length", "length", TRUE, FALSE },
    { "length code slow", "length", TRUE, FALSE },
    { "Length!", "length", TRUE, FALSE },
    { "full", "model_context_window_exceeded", TRUE, FALSE },
    { "filter", "content_filter", TRUE, FALSE },
    { "abort", "abort", TRUE, FALSE },
    { "odd", "practice_has_its_reasons", TRUE, FALSE },
    { "nothing", "stop", FALSE, FALSE },
    { "thoughts", "length", FALSE, TRUE },
    { "tool", "tool_calls", TRUE, FALSE },
    /* Whoever asks something else is played no trick. */
    { "at what length should I cut the filter", "stop", TRUE, FALSE },
    { "let me think about nothing", "stop", TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *text;

      g_test_message ("%s", rows[i].question);
      g_assert_cmpuint (practice_ask (fixture, "practice-plain", rows[i].question), ==, 200);
      g_assert_cmpstr (get (fixture, "/choices/0/finish_reason"), ==, rows[i].finish);
      text = practice_get_content (fixture);
      g_assert_true ((text != NULL && *text != '\0') == rows[i].has_text);
      text = get (fixture, "/choices/0/message/reasoning_content");
      g_assert_true ((text != NULL && *text != '\0') == rows[i].has_thoughts);
    }

  g_assert_cmpuint (practice_ask (fixture, "practice-plain", "refusal"), ==, 200);
  g_assert_cmpstr (get (fixture, "/choices/0/finish_reason"), ==, "stop");
  g_assert_nonnull (strstr (get (fixture, "/choices/0/message/refusal"), "declines"));
  g_assert_null (get (fixture, "/choices/0/message/content"));
}

static void
test_how_long_to_wait (PracticeFixture *fixture,
                       gconstpointer    data)
{
  static const struct
  {
    const char *question;
    guint       status;
    const char *seconds;
  } rows[] = {
    { "error 429", 429, "2" },
    { "error 429 60", 429, "60" },
    { "error 500", 500, NULL },
    { "error 500 7", 500, "7" },
    { "busy", 429, "5" },
    { "busy", 200, NULL },
    { "busy 20", 429, "20" },
    { "busy 20", 200, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].question);
      g_assert_cmpuint (practice_ask (fixture, "practice-plain", rows[i].question), ==,
                        rows[i].status);
      g_assert_cmpstr (chl_http_answer_get_header (fixture->http.answer, "Retry-After"), ==,
                       rows[i].seconds);
    }
}

static void
add_message (JsonBuilder *builder,
             const char  *role,
             const char  *content)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "role");
  json_builder_add_string_value (builder, role);
  json_builder_set_member_name (builder, "content");
  json_builder_add_string_value (builder, content);
  json_builder_end_object (builder);
}

/* Asks for the rest until there is no more; how often. */
static guint
put_together (PracticeFixture *fixture,
              const char      *question,
              GString         *whole)
{
  g_autoptr(GPtrArray) pieces = g_ptr_array_new_with_free_func (g_free);
  const char *finish = "length";

  while (g_str_equal (finish, "length"))
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();
      g_autoptr(JsonNode) node = NULL;
      g_autofree char *body = NULL;

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "model");
      json_builder_add_string_value (builder, "practice-plain");
      json_builder_set_member_name (builder, "messages");
      json_builder_begin_array (builder);
      add_message (builder, "user", question);
      for (guint i = 0; i < pieces->len; i++)
        {
          add_message (builder, "assistant", g_ptr_array_index (pieces, i));
          add_message (builder, "user", chl_continuation_get_words ());
        }
      json_builder_end_array (builder);
      json_builder_end_object (builder);
      node = json_builder_get_root (builder);
      body = json_to_string (node, FALSE);

      g_assert_cmpuint (practice_run (fixture, "POST", "/chat/completions", body), ==, 200);
      finish = get (fixture, "/choices/0/finish_reason");
      g_ptr_array_add (pieces, g_strdup (practice_get_content (fixture)));
      g_assert_cmpuint (pieces->len, <, 30);
    }

  for (guint i = 0; i < pieces->len; i++)
    g_string_append (whole, g_ptr_array_index (pieces, i));

  return pieces->len;
}

static void
test_the_rest (PracticeFixture *fixture,
               gconstpointer    data)
{
  g_autoptr(GString) whole = g_string_new (NULL);
  g_autoptr(GString) code = g_string_new (NULL);
  g_autofree char *expected = NULL;

  practice_ask (fixture, "practice-plain", "prose");
  expected = g_strdup (practice_get_content (fixture));
  g_assert_cmpuint (put_together (fixture, "length prose", whole), >, 3);
  g_assert_cmpstr (whole->str, ==, expected);

  /* Code that was cut is opened again, so that each piece is a document of its own. */
  g_assert_cmpuint (put_together (fixture, "length code", code), >, 3);
  g_assert_nonnull (strstr (code->str, "```c\n"));
  g_assert_nonnull (strstr (strstr (code->str, "```c\n") + 1, "```c\n"));
}

/* Nobody was cut: that the words came is not enough. */
static void
test_no_rest (PracticeFixture *fixture,
              gconstpointer    data)
{
  g_assert_cmpuint (practice_ask (fixture, "practice-plain", chl_continuation_get_words ()), ==,
                    200);
  g_assert_nonnull (strstr (practice_get_content (fixture), "no model was asked"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) g_test_add (path, PracticeFixture, NULL, practice_fixture_set_up, func, \
                                    practice_fixture_tear_down)
  ADD ("/practice/ends/each-end", test_each_end);
  ADD ("/practice/ends/how-long-to-wait", test_how_long_to_wait);
  ADD ("/practice/ends/the-rest", test_the_rest);
  ADD ("/practice/ends/no-rest", test_no_rest);

  return g_test_run ();
}
