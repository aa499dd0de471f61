/* test-lessons.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-json.h"
#include "chl-lessons.h"
#include "tiny-provider.h"

static void
count_cb (const char *model,
          const char *lesson,
          gpointer    user_data)
{
  GString *all = user_data;

  g_string_append_printf (all, "%s %s;", model, lesson);
}

static char *
dup_all (ChlProvider *provider)
{
  GString *all = g_string_new (NULL);

  chl_lessons_foreach (provider, count_cb, all);

  return g_string_free (all, FALSE);
}

static void
test_words (void)
{
  static const char *const good[] = { "without:top_p", "limit:max_tokens", "system-role",
                                      "reasoning-back", "no-reasoning-back", "adaptive-thinking",
                                      "without:suffix", "without:infill", "without:completions",
                                      "batch:1", "dimensions:65536" };
  static const char *const bad[] = { "", "without:", "without:a b", "limit:", "system", "without",
                                     "without:\xc3\xa4", "without:\"", "without:messages",
                                     "without:model", "without:tools", "limit:model",
                                     "limit:messages", "limit:x", "batch:", "batch:0",
                                     "batch:-1", "batch:x", "batch:1 ", "dimensions:65537", "dimensions:1e3" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (chl_lesson_is_valid (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (chl_lesson_is_valid (bad[i]));
  g_assert_false (chl_lesson_is_valid (NULL));
}

/* The least of several; a word may be the beginning of another one. */
static void
test_numbers (void)
{
  ChlProvider     *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autofree char *words = chl_lesson_dup_words ("batch:8");
  g_autofree char *length = chl_lesson_dup_words ("dimensions:768");

  g_assert_cmpstr (words, ==, "It takes 8 texts at once");
  g_assert_cmpstr (length, ==, "Its vectors have 768 numbers");
  g_assert_cmpuint (chl_lessons_get_number (provider, "m", CHL_LESSON_BATCH), ==, 0);
  g_assert_true (chl_lessons_add_number (provider, "m", CHL_LESSON_BATCH, 16));
  g_assert_true (chl_lessons_add_number (provider, "m", CHL_LESSON_BATCH, 8));
  g_assert_false (chl_lessons_add_number (provider, "m", CHL_LESSON_BATCH, 8));
  g_assert_true (chl_lessons_add_number (provider, "m", CHL_LESSON_BATCH, 12));
  g_assert_false (chl_lessons_add_number (provider, "m", CHL_LESSON_BATCH, 0));
  g_assert_true (chl_lessons_add_number (provider, "m", CHL_LESSON_DIMENSIONS, 768));
  g_assert_cmpuint (chl_lessons_get_number (provider, "m", CHL_LESSON_BATCH), ==, 8);
  g_assert_cmpuint (chl_lessons_get_number (provider, "m", CHL_LESSON_DIMENSIONS), ==, 768);
  g_assert_cmpuint (chl_lessons_get_number (provider, "n", CHL_LESSON_DIMENSIONS), ==, 0);

  g_assert_finalize_object (provider);
}

static void
changed_cb (guint *n_changes)
{
  (*n_changes)++;
}

static void
test_learning (void)
{
  ChlProvider     *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  guint            n_changes = 0;
  g_autofree char *all = NULL;
  g_autofree char *rest = NULL;

  g_signal_connect_swapped (provider, "lessons-changed", G_CALLBACK (changed_cb), &n_changes);
  g_assert_null (chl_lessons_get (provider, "m"));
  g_assert_true (chl_lessons_add (provider, "m", "without:top_p"));
  g_assert_true (chl_lessons_add (provider, "m", "system-role"));
  g_assert_true (chl_lessons_add (provider, "a", "limit:max_tokens"));
  g_assert_cmpuint (n_changes, ==, 3);
  g_assert_false (chl_lessons_add (provider, "m", "system-role"));
  g_assert_cmpuint (n_changes, ==, 3);

  all = dup_all (provider);
  g_assert_cmpstr (all, ==, "a limit:max_tokens;m without:top_p;m system-role;");
  g_assert_cmpstr (chl_lessons_get (provider, "m")[1], ==, "system-role");

  chl_lessons_forget (provider, "m");
  rest = dup_all (provider);
  g_assert_cmpstr (rest, ==, "a limit:max_tokens;");
  chl_lessons_forget (provider, "m");
  g_assert_cmpuint (n_changes, ==, 4);
  chl_lessons_forget (provider, NULL);
  g_assert_null (chl_lessons_get (provider, "a"));

  g_assert_finalize_object (provider);
}

static void
test_bounds (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  guint        n = 0;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *lesson = g_strdup_printf ("without:member_%u", i);

      n += chl_lessons_add (provider, "m", lesson) ? 1 : 0;
    }
  g_assert_cmpuint (n, ==, 16);

  g_assert_finalize_object (provider);
}

static void
test_file (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  ChlProvider *again = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(JsonNode) odd = NULL;
  g_autoptr(JsonNode) members = NULL;
  g_autofree char *all = NULL;
  g_autofree char *rest = NULL;
  guint            n_changes = 0;

  chl_lessons_add (provider, "lab/m:1", "without:top_p");
  root = chl_provider_to_json (provider);
  g_assert_true (chl_provider_apply_json (again, root, NULL));
  all = dup_all (again);
  g_assert_cmpstr (all, ==, "lab/m:1 without:top_p;");

  odd = chl_json_parse ("{\"learned\":{\"m\":[\"without:x\",\"what\",5,null],\"\":[\"without:y\"],"
                        "\"n\":\"without:z\"}}",
                        -1, NULL);
  g_assert_true (chl_provider_apply_json (again, odd, NULL));
  rest = dup_all (again);
  g_assert_cmpstr (rest, ==, "m without:x;");

  members = chl_json_parse ("{\"learned\":{\"m\":{\"without:x\":true,\"what\":true,"
                            "\"without:y\":false,\"without:z\":null,\"without:v\":\"yes\"}}}",
                            -1, NULL);
  g_assert_true (chl_provider_apply_json (again, members, NULL));
  g_clear_pointer (&rest, g_free);
  rest = dup_all (again);
  g_assert_cmpstr (rest, ==, "m without:x;");

  /* Read again, as after each file that was written, it says nothing new. */
  g_signal_connect_swapped (again, "lessons-changed", G_CALLBACK (changed_cb), &n_changes);
  g_assert_true (chl_provider_apply_json (again, members, NULL));
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_true (chl_provider_apply_json (again, root, NULL));
  g_assert_cmpuint (n_changes, ==, 1);

  g_assert_finalize_object (again);
  g_assert_finalize_object (provider);
}

/* A file with nothing to learn from is not broken. */
static void
test_nothing_learned (void)
{
  static const char *const files[] = {
    "{}",
    "{\"learned\":{}}",
    "{\"learned\":[]}",
    "{\"learned\":[\"without:x\"]}",
    "{\"learned\":null}",
    "{\"learned\":\"m\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
      g_autoptr(JsonNode) root = chl_json_parse (files[i], -1, NULL);
      g_autoptr(GError) error = NULL;
      g_autofree char *all = NULL;

      g_test_message ("%s", files[i]);
      chl_lessons_add (provider, "m", "without:x");
      chl_provider_apply_json (provider, root, &error);
      g_assert_no_error (error);
      all = dup_all (provider);
      g_assert_cmpstr (all, ==, "");
      g_assert_finalize_object (provider);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/lessons/words", test_words);
  g_test_add_func ("/lessons/numbers", test_numbers);
  g_test_add_func ("/lessons/learning", test_learning);
  g_test_add_func ("/lessons/bounds", test_bounds);
  g_test_add_func ("/lessons/file", test_file);
  g_test_add_func ("/lessons/nothing-learned", test_nothing_learned);

  return g_test_run ();
}
