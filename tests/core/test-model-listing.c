/* test-model-listing.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "chl-json.h"
#include "chl-model-listing.h"

static GPtrArray *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = chl_json_parse (text, -1, &error);
  GPtrArray *models = NULL;

  g_assert_no_error (error);
  models = chl_model_listing_parse ("home", root, NULL, NULL, &error);
  g_assert_no_error (error);

  return models;
}

static void
test_shapes (void)
{
  static const struct
  {
    const char *text;
    const char *ids;
  } cases[] = {
    { "{\"object\":\"list\",\"data\":[{\"id\":\"a\"},{\"id\":\"b/c:d\"}]}", "a b/c:d " },
    { "{\"models\":[{\"name\":\"a\"},{\"model\":\"b\"},{\"key\":\"c\"},{\"slug\":\"d\"}]}",
      "a b c d " },
    { "[{\"id\":\"a\"},\"b\"]", "a b " },
    { "{\"data\":[]}", "" },
    { "[]", "" },
    { "[\"a\",\"a\",\"a\",\"b\",\"a\",\"b\",\"b\"]", "a b " },
    /* What makes no sense is passed over, what is there twice counts once. */
    { "[{},null,7,[],{\"id\":7},{\"id\":\"\"},{\"id\":\" a\"},{\"id\":\"a\\n\"},{\"id\":\"a\"},"
      "{\"id\":\"a\"},{\"id\":null,\"name\":\"b\"},{\"id\":\"\",\"name\":\"c\"}]",
      "a b c " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) models = parse (cases[i].text);
      g_autoptr(GString) ids = g_string_new (NULL);

      g_test_message ("%s", cases[i].text);
      for (guint j = 0; j < models->len; j++)
        {
          ChlModel *model = g_ptr_array_index (models, j);

          g_assert_cmpstr (chl_model_get_provider_id (model), ==, "home");
          g_assert_false (chl_model_is_enabled (model));
          g_string_append_printf (ids, "%s ", chl_model_get_id (model));
        }
      g_assert_cmpstr (ids->str, ==, cases[i].ids);
    }
}

static void
test_wrong_shapes (void)
{
  static const char *const texts[] = {
    "{}",
    "7",
    "\"a\"",
    "true",
    "{\"data\":{}}",
    "{\"data\":null}",
    "{\"models\":\"a\"}",
    "{\"error\":{\"message\":\"no\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) root = chl_json_parse (texts[i], -1, NULL);

      g_test_message ("%s", texts[i]);
      g_assert_null (chl_model_listing_parse ("home", root, NULL, NULL, &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_PROTOCOL);
    }

  g_assert_null (chl_model_listing_parse ("home", NULL, NULL, NULL, NULL));
}

static void
test_uses (void)
{
  static const struct
  {
    const char *id;
    int         use;
  } cases[] = {
    { "gpt-4o", CHL_MODEL_USE_CHAT },
    { "Qwen/Qwen2.5-7B-Instruct", CHL_MODEL_USE_CHAT },
    { "something-unheard-of", CHL_MODEL_USE_CHAT },
    { "mediocre-7b", CHL_MODEL_USE_CHAT },
    { "attstraktor", CHL_MODEL_USE_CHAT },
    { "soracle-7b", CHL_MODEL_USE_CHAT },
    { "gpt-3.5-turbo-instruct-0914", CHL_MODEL_USE_COMPLETION },
    { "davinci-002", CHL_MODEL_USE_COMPLETION },
    { "babbage-002", CHL_MODEL_USE_COMPLETION },
    { "text-embedding-3-large", CHL_MODEL_USE_EMBEDDING },
    { "nomic-Embed-text:latest", CHL_MODEL_USE_EMBEDDING },
    { "tts-1-hd", 0 },
    { "gpt-4o-mini-tts", 0 },
    { "whisper-1", 0 },
    { "gpt-image-1", 0 },
    { "omni-moderation-latest", 0 },
    { "gpt-4o-realtime-preview", 0 },
    { "gpt-4o-transcribe", 0 },
    { "meta-llama/Llama-Guard-4", 0 },
    { "bge-reranker-v2", 0 },
    { "mistral-ocr-2505", 0 },
    { "dall-e-3", 0 },
    { "sora-2", 0 },
    { "speech-02", 0 },
    { "stable-diffusion-3", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("[{\"id\":\"%s\"}]", cases[i].id);
      g_autoptr(GPtrArray) models = parse (text);

      g_test_message ("%s", cases[i].id);
      g_assert_cmpint (chl_model_listing_guess_use (cases[i].id), ==, cases[i].use);
      g_assert_cmpuint (models->len, ==, cases[i].use != 0 ? 1 : 0);
      if (models->len > 0)
        g_assert_cmpint (chl_model_get_use (g_ptr_array_index (models, 0)), ==, cases[i].use);
    }
}

static void
test_types (void)
{
  g_autoptr(GPtrArray) models = parse ("[{\"id\":\"a\",\"type\":\"embeddings\"},"
                                        "{\"id\":\"b\",\"type\":\"image\"},"
                                        "{\"id\":\"c\",\"type\":\"llm\"},"
                                        "{\"id\":\"d\",\"type\":7},"
                                        "{\"id\":\"e\",\"type\":\"completion\"}]");

  g_assert_cmpuint (models->len, ==, 4);
  g_assert_cmpint (chl_model_get_use (g_ptr_array_index (models, 3)), ==, CHL_MODEL_USE_COMPLETION);
  g_assert_cmpint (chl_model_get_use (g_ptr_array_index (models, 0)), ==, CHL_MODEL_USE_EMBEDDING);
  g_assert_cmpstr (chl_model_get_id (g_ptr_array_index (models, 1)), ==, "c");
  g_assert_cmpstr (chl_model_get_id (g_ptr_array_index (models, 2)), ==, "d");
}

typedef enum
{
  NO,
  YES,
  UNKNOWN,
} Answer;

static void
assert_answer (gboolean is_known,
               gboolean is_true,
               Answer   expected)
{
  g_assert_cmpint (is_known, ==, expected != UNKNOWN);
  if (expected != UNKNOWN)
    g_assert_cmpint (is_true, ==, expected);
}

static void
test_capabilities (void)
{
  static const struct
  {
    const char *members;
    gint64      context;
    gint64      output;
    Answer      sees;
    Answer      tools;
  } cases[] = {
    { "\"x\":1", 0, 0, UNKNOWN, UNKNOWN },
    { "\"context_length\":8192", 8192, 0, UNKNOWN, UNKNOWN },
    { "\"context_length\":null,\"max_model_len\":4096", 4096, 0, UNKNOWN, UNKNOWN },
    { "\"context_length\":0,\"context_window\":1e5", 100000, 0, UNKNOWN, UNKNOWN },
    { "\"context_length\":-5,\"max_context_length\":\"many\"", 0, 0, UNKNOWN, UNKNOWN },
    { "\"meta\":{\"n_ctx_train\":40960}", 40960, 0, UNKNOWN, UNKNOWN },
    { "\"n_ctx\":2048,\"inputTokenLimit\":1", 2048, 0, UNKNOWN, UNKNOWN },
    { "\"limit\":{\"context\":5,\"output\":3}", 5, 3, UNKNOWN, UNKNOWN },
    { "\"top_provider\":{\"context_length\":7,\"max_completion_tokens\":2}",
      7, 2, UNKNOWN, UNKNOWN },
    { "\"max_input_tokens\":9,\"max_output_tokens\":4", 9, 4, UNKNOWN, UNKNOWN },
    { "\"max_tokens\":4,\"max_completion_tokens\":6", 0, 6, UNKNOWN, UNKNOWN },
    { "\"outputTokenLimit\":8", 0, 8, UNKNOWN, UNKNOWN },
    { "\"architecture\":{\"input_modalities\":[\"text\",\"image\"]}", 0, 0, YES, UNKNOWN },
    { "\"input_modalities\":[\"text\",7]", 0, 0, NO, UNKNOWN },
    { "\"modalities\":{\"input\":[\"image\"]}", 0, 0, YES, UNKNOWN },
    { "\"input_modalities\":[]", 0, 0, UNKNOWN, UNKNOWN },
    { "\"supports_vision\":true,\"supports_function_calling\":false", 0, 0, YES, NO },
    { "\"supports_image_in\":false", 0, 0, NO, UNKNOWN },
    { "\"capabilities\":{\"vision\":true,\"function_calling\":true}", 0, 0, YES, YES },
    { "\"capabilities\":{\"vision\":false,\"trained_for_tool_use\":true}", 0, 0, NO, YES },
    { "\"capabilities\":{\"tool_use\":false}", 0, 0, UNKNOWN, NO },
    { "\"capabilities\":{\"tool_use\":null}", 0, 0, UNKNOWN, UNKNOWN },
    { "\"capabilities\":{\"tools\":{\"parallel\":true}}", 0, 0, UNKNOWN, YES },
    { "\"capabilities\":[\"completion\",\"vision\",\"tools\"]", 0, 0, YES, YES },
    { "\"capabilities\":[\"completion\"]", 0, 0, NO, NO },
    { "\"supported_parameters\":[\"temperature\",\"tools\"]", 0, 0, UNKNOWN, YES },
    { "\"supported_parameters\":[\"temperature\"]", 0, 0, UNKNOWN, NO },
    { "\"supported_parameters\":[]", 0, 0, UNKNOWN, UNKNOWN },
    { "\"tool_call\":true", 0, 0, UNKNOWN, YES },
    { "\"supports_tools\":\"yes\"", 0, 0, UNKNOWN, UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("[{\"id\":\"a\",%s}]", cases[i].members);
      g_autoptr(GPtrArray) models = parse (text);
      const ChlCapabilities *capabilities = NULL;

      g_test_message ("%s", cases[i].members);
      capabilities = chl_model_get_capabilities (g_ptr_array_index (models, 0));
      g_assert_cmpint (chl_capabilities_get_int (capabilities, CHL_FIELD_CONTEXT_WINDOW),
                       ==,
                       cases[i].context);
      g_assert_cmpint (chl_capabilities_get_int (capabilities, CHL_FIELD_MAX_OUTPUT),
                       ==,
                       cases[i].output);
      assert_answer (chl_capabilities_is_known (capabilities, CHL_FIELD_INPUT_KINDS),
                     chl_capabilities_takes (capabilities, "image"),
                     cases[i].sees);
      assert_answer (chl_capabilities_is_known (capabilities, CHL_FIELD_TOOLS),
                     chl_capabilities_is (capabilities, CHL_FIELD_TOOLS),
                     cases[i].tools);
    }
}

static void
test_reasoning (void)
{
  static const struct
  {
    const char *members;
    Answer      reasons;
  } cases[] = {
    { "\"x\":1", UNKNOWN },
    { "\"supports_reasoning\":true", YES },
    { "\"supports_reasoning\":false", NO },
    { "\"capabilities\":{\"reasoning\":true}", YES },
    { "\"reasoning\":\"high\"", UNKNOWN },
    { "\"supported_parameters\":[\"reasoning_effort\"]", YES },
    /* Such lists are not always complete. */
    { "\"supported_parameters\":[\"temperature\"]", UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("[{\"id\":\"a\",%s}]", cases[i].members);
      g_autoptr(GPtrArray) models = parse (text);
      const ChlCapabilities *capabilities = NULL;

      g_test_message ("%s", cases[i].members);
      capabilities = chl_model_get_capabilities (g_ptr_array_index (models, 0));
      assert_answer (chl_capabilities_is_known (capabilities, CHL_FIELD_REASONING),
                     chl_capabilities_is (capabilities, CHL_FIELD_REASONING),
                     cases[i].reasons);
    }
}

static void
test_origin_and_title (void)
{
  g_autoptr(GPtrArray) models = parse ("[{\"id\":\"a\",\"name\":\"Model A\",\"context_length\":5},"
                                        "{\"id\":\"b\",\"display_name\":\"B\",\"name\":\"x\"},"
                                        "{\"id\":\"c\",\"name\":\"\"}]");
  ChlModel *model = g_ptr_array_index (models, 0);
  ChlOrigin origin = CHL_ORIGIN_UNKNOWN;

  g_assert_nonnull (chl_capabilities_get (chl_model_get_capabilities (model),
                                          CHL_FIELD_CONTEXT_WINDOW,
                                          &origin));
  g_assert_cmpint (origin, ==, CHL_ORIGIN_PROVIDER);
  g_assert_cmpstr (chl_model_get_title (model), ==, "Model A");
  g_assert_cmpstr (chl_model_get_title (g_ptr_array_index (models, 1)), ==, "B");
  g_assert_cmpstr (chl_model_get_title (g_ptr_array_index (models, 2)), ==, "c");
}

/* Behind @n_rows rows of nothing, is a model still seen? */
static gboolean
sees_model_behind (guint n_rows)
{
  g_autoptr(JsonNode) nothing = json_node_init_int (json_node_alloc (), 0);
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  g_autoptr(GPtrArray) models = NULL;
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < n_rows; i++)
    json_array_add_element (rows, json_node_ref (nothing));
  json_array_add_string_element (rows, "late");
  json_node_take_array (root, rows);
  models = chl_model_listing_parse ("home", root, NULL, NULL, NULL);

  return models->len == 1;
}

static void
test_limits (void)
{
  static const char *const hidden[] = {
    "a\nb",
    "a\xc2\x9b"
    "31m",
    "a\u2028b",
    "a\u200b",
    "\u202egpt",
    "a\u00a0",
    "\u3000a",
    "a\xff",
  };
  g_autofree char *longest = g_strnfill (CHL_MODEL_LISTING_MAX_ID, 'a');
  g_autofree char *too_long = g_strnfill (CHL_MODEL_LISTING_MAX_ID + 1, 'a');

  g_assert_true (sees_model_behind (CHL_MODEL_LISTING_MAX_ROWS - 1));
  g_assert_false (sees_model_behind (CHL_MODEL_LISTING_MAX_ROWS));

  g_assert_true (chl_model_listing_is_usable_id (longest));
  g_assert_false (chl_model_listing_is_usable_id (too_long));
  g_assert_false (chl_model_listing_is_usable_id (NULL));
  g_assert_false (chl_model_listing_is_usable_id (""));
  g_assert_false (chl_model_listing_is_usable_id ("a "));
  g_assert_false (chl_model_listing_is_usable_id ("a\x7f"));
  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    g_assert_false (chl_model_listing_is_usable_id (hidden[i]));
  g_assert_true (chl_model_listing_is_usable_id ("ä b"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model-listing/shapes", test_shapes);
  g_test_add_func ("/model-listing/wrong-shapes", test_wrong_shapes);
  g_test_add_func ("/model-listing/uses", test_uses);
  g_test_add_func ("/model-listing/types", test_types);
  g_test_add_func ("/model-listing/capabilities", test_capabilities);
  g_test_add_func ("/model-listing/reasoning", test_reasoning);
  g_test_add_func ("/model-listing/origin-and-title", test_origin_and_title);
  g_test_add_func ("/model-listing/limits", test_limits);

  return g_test_run ();
}
