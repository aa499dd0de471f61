/* test-ollama-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ollama-models.h"

static void
assert_field (ChlModel   *model,
              ChlField    field,
              const char *json,
              ChlOrigin   origin)
{
  ChlOrigin        found = CHL_ORIGIN_UNKNOWN;
  JsonNode        *value;
  g_autofree char *text = NULL;

  value = chl_capabilities_get (chl_model_get_capabilities (model), field, &found);
  text = value != NULL ? chl_json_print (value, FALSE) : NULL;
  g_assert_cmpstr (text, ==, json);
  g_assert_cmpint (found, ==, json != NULL ? origin : CHL_ORIGIN_UNKNOWN);
}

static void
assert_fact (ChlModel   *model,
             const char *pointer,
             const char *json)
{
  JsonNode        *value = chl_json_get (chl_model_get_facts (model), pointer);
  g_autofree char *text = value != NULL ? chl_json_print (value, FALSE) : NULL;

  g_assert_cmpstr (text, ==, json);
}

static void
test_reads_what_a_model_can_do (void)
{
  g_autoptr(ChlProvider) provider = new_ollama ();
  ChlModel *model = discover (provider, "{\"name\":\"qwen3:8b\",\"digest\":\"d1\",\"size\":5200}",
                              SHOW, NULL);

  g_assert_cmpint (chl_model_get_use (model), ==, CHL_MODEL_USE_CHAT);
  assert_field (model, CHL_FIELD_CONTEXT_WINDOW, "131072", CHL_ORIGIN_PROVIDER);
  assert_field (model, CHL_FIELD_TOOLS, "true", CHL_ORIGIN_PROVIDER);
  assert_field (model, CHL_FIELD_REASONING, "true", CHL_ORIGIN_PROVIDER);
  assert_field (model, CHL_FIELD_FIM, "false", CHL_ORIGIN_PROVIDER);
  assert_field (model, CHL_FIELD_INPUT_KINDS, "[\"text\"]", CHL_ORIGIN_PROVIDER);
  assert_field (model, CHL_FIELD_EFFORT, NULL, CHL_ORIGIN_UNKNOWN);
  assert_field (model, CHL_FIELD_EMBEDDING_DIMENSIONS, NULL, CHL_ORIGIN_UNKNOWN);
  assert_fact (model, "/size", "5200");
  assert_fact (model, "/parameters", "\"8.2B\"");
  assert_fact (model, "/quantization", "\"Q4_K_M\"");
  assert_fact (model, "/maximum", "131072");
  assert_fact (model, "/default", "40960");
  assert_fact (model, "/loaded", NULL);
}

static void
test_uses (void)
{
  static const struct
  {
    const char *capabilities;
    guint       use;
  } rows[] = {
    { "[\"completion\"]", CHL_MODEL_USE_CHAT },
    { "[\"completion\",\"insert\"]", CHL_MODEL_USE_CHAT | CHL_MODEL_USE_COMPLETION },
    { "[\"embedding\"]", CHL_MODEL_USE_EMBEDDING },
    { "[\"image\"]", 0 },
    { "[]", CHL_MODEL_USE_CHAT },
    { "[7,null]", CHL_MODEL_USE_CHAT },
    { "7", CHL_MODEL_USE_CHAT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlProvider) provider = new_ollama ();
      g_autofree char *show = g_strdup_printf ("{\"capabilities\":%s}", rows[i].capabilities);
      ChlModel        *model = discover (provider, "{\"name\":\"m\"}", show, NULL);

      g_test_message ("%s", show);
      g_assert_cmpuint (chl_model_get_use (model), ==, rows[i].use);
    }
}

static void
test_sees_and_hears_and_embeds (void)
{
  g_autoptr(ChlProvider) provider = new_ollama ();
  ChlModel *model;

  model = discover (provider, "{\"name\":\"eye\"}",
                    "{\"capabilities\":[\"completion\",\"vision\",\"audio\"]}", NULL);
  assert_field (model, CHL_FIELD_INPUT_KINDS, "[\"text\",\"image\",\"audio\"]", CHL_ORIGIN_PROVIDER);
  model = discover (provider, "{\"name\":\"vec\"}",
                    "{\"capabilities\":[\"embedding\"],\"model_info\":{"
                    "\"general.architecture\":\"bert\",\"bert.embedding_length\":768}}",
                    NULL);
  assert_field (model, CHL_FIELD_EMBEDDING_DIMENSIONS, "768", CHL_ORIGIN_PROVIDER);
}

/* Servers from before there were capabilities say it between the lines. */
static void
test_old_servers (void)
{
  g_autoptr(ChlProvider) provider = new_ollama ();
  ChlModel *model;

  model = discover (provider, "{\"name\":\"a\"}",
                    "{\"template\":\"{{ if .Tools }}\",\"model_info\":{},\"projector_info\":{}}",
                    NULL);
  assert_field (model, CHL_FIELD_TOOLS, "true", CHL_ORIGIN_PROVIDER);
  assert_field (model, CHL_FIELD_INPUT_KINDS, "[\"text\",\"image\"]", CHL_ORIGIN_PROVIDER);
  assert_field (model, CHL_FIELD_REASONING, NULL, CHL_ORIGIN_UNKNOWN);

  model = discover (provider, "{\"name\":\"b\"}", "{\"template\":\"{{ .Prompt }}\"}", NULL);
  assert_field (model, CHL_FIELD_TOOLS, "false", CHL_ORIGIN_PROVIDER);
  assert_field (model, CHL_FIELD_INPUT_KINDS, NULL, CHL_ORIGIN_UNKNOWN);
}

/* Recent servers say most of it in the list, so that little is lost where a question fails. */
static void
test_reads_the_list_alone (void)
{
  g_autoptr(ChlProvider) provider = new_ollama ();
  ChlModel *model = discover (provider,
                              "{\"model\":\"m:1\",\"name\":\"other\",\"digest\":\"d\","
                              "\"capabilities\":[\"completion\",\"tools\"],"
                              "\"details\":{\"context_length\":32768,\"parameter_size\":\"1B\"}}",
                              NULL, NULL);

  g_assert_cmpstr (chl_model_get_id (model), ==, "m:1");
  assert_field (model, CHL_FIELD_CONTEXT_WINDOW, "32768", CHL_ORIGIN_PROVIDER);
  assert_field (model, CHL_FIELD_TOOLS, "true", CHL_ORIGIN_PROVIDER);
  assert_fact (model, "/parameters", "\"1B\"");
}

static void
test_hostile_sizes (void)
{
  g_autoptr(ChlProvider) provider = new_ollama ();
  g_autofree char *long_word = g_strnfill (200, 'x');
  g_autofree char *row = g_strdup_printf ("{\"name\":\"m\",\"size\":-5,\"digest\":\"%s\","
                                          "\"details\":{\"context_length\":99999999999,"
                                          "\"quantization_level\":\"a\\u0007b\"}}",
                                          long_word);
  ChlModel        *model = discover (provider, row,
                                     "{\"parameters\":\"num_ctx -4\\nnum_ctx\\nnum_ctx4096\\nnum_ctxx 3\\nnum_ctx 1e9\","
                                            "\"model_info\":{\"general.architecture\":\"a\","
                                            "\"a.context_length\":9223372036854775807}}",
                                     "{\"models\":[{\"name\":\"m\",\"context_length\":-1},7,{},null]}");

  assert_field (model, CHL_FIELD_CONTEXT_WINDOW, NULL, CHL_ORIGIN_UNKNOWN);
  assert_fact (model, "/size", NULL);
  assert_fact (model, "/digest", NULL);
  assert_fact (model, "/quantization", NULL);
  assert_fact (model, "/maximum", NULL);
  assert_fact (model, "/default", NULL);
  assert_fact (model, "/allocated", NULL);
  assert_fact (model, "/loaded", "true");
  g_assert_cmpint (chl_provider_get_quirks (provider, "m")->context_tokens, ==, 0);
}

static void
test_asks_only_what_is_new (void)
{
  const char *list = "{\"models\":[{\"name\":\"m\",\"digest\":\"d1\"},{\"name\":\"n\"}]}";
  const char *changed = "{\"models\":[{\"name\":\"m\",\"digest\":\"d2\"}]}";
  g_autoptr(ChlProvider) provider = new_ollama ();
  g_autoptr(GPtrArray) models = parse (provider, list);
  g_autoptr(GPtrArray) queries = chl_provider_list_queries (provider, models);
  g_autoptr(GPtrArray) again = NULL;
  g_autoptr(GPtrArray) next = NULL;
  g_autoptr(GPtrArray) other = NULL;
  g_autoptr(GPtrArray) last = NULL;
  const ChlModelQuery *query = find_query (queries, "m");

  g_assert_cmpuint (queries->len, ==, 3);
  g_assert_cmpstr (query->address, ==, "http://localhost:11434/api/show");
  g_assert_cmpstr (query->body, ==, "{\"model\":\"m\",\"name\":\"m\"}");
  g_assert_cmpstr (find_query (queries, NULL)->address, ==, "http://localhost:11434/api/ps");
  g_assert_null (find_query (queries, NULL)->body);
  answer (provider, models, query, SHOW);
  answer (provider, models, find_query (queries, "n"), SHOW);
  answer (provider, models, find_query (queries, NULL),
          "{\"models\":[{\"name\":\"m\",\"context_length\":4096,\"size_vram\":77}]}");
  chl_provider_merge_models (provider, models);
  assert_field (chl_provider_find_model (provider, "m"), CHL_FIELD_CONTEXT_WINDOW, "4096",
                CHL_ORIGIN_PROVIDER);
  assert_fact (chl_provider_find_model (provider, "m"), "/memory", "77");

  /* The same digest is the same model; one without any may be another. What is loaded is new. */
  again = parse (provider, list);
  next = chl_provider_list_queries (provider, again);
  g_assert_null (find_query (next, "m"));
  g_assert_nonnull (find_query (next, "n"));
  chl_provider_merge_models (provider, again);
  assert_field (chl_provider_find_model (provider, "m"), CHL_FIELD_CONTEXT_WINDOW, "131072",
                CHL_ORIGIN_PROVIDER);
  assert_field (chl_provider_find_model (provider, "m"), CHL_FIELD_TOOLS, "true",
                CHL_ORIGIN_PROVIDER);
  assert_fact (chl_provider_find_model (provider, "m"), "/loaded", NULL);
  assert_fact (chl_provider_find_model (provider, "m"), "/memory", NULL);

  other = parse (provider, changed);
  last = chl_provider_list_queries (provider, other);
  g_assert_nonnull (find_query (last, "m"));
}

static void
test_a_failed_question_is_asked_again (void)
{
  g_autoptr(ChlProvider) provider = new_ollama ();
  g_autoptr(GPtrArray) models = NULL;
  g_autoptr(GPtrArray) queries = NULL;

  discover (provider, "{\"name\":\"m\",\"digest\":\"d1\"}", NULL, NULL);
  models = parse (provider, "{\"models\":[{\"name\":\"m\",\"digest\":\"d1\"}]}");
  queries = chl_provider_list_queries (provider, models);
  g_assert_nonnull (find_query (queries, "m"));
}

static void
test_what_a_person_set_is_not_kept_as_the_servers (void)
{
  g_autoptr(ChlProvider) provider = new_ollama ();
  ChlModel        *model = discover (provider, "{\"name\":\"m\",\"digest\":\"d1\"}", SHOW, NULL);
  ChlCapabilities *own = chl_capabilities_copy (chl_model_get_capabilities (model));
  g_autoptr(GPtrArray) models = NULL;
  g_autoptr(GPtrArray) queries = NULL;

  chl_capabilities_set_boolean (own, CHL_FIELD_TOOLS, FALSE, CHL_ORIGIN_USER);
  chl_capabilities_set_int (own, CHL_FIELD_CONTEXT_WINDOW, 2048, CHL_ORIGIN_USER);
  chl_model_take_capabilities (model, own);
  g_assert_cmpint (chl_provider_get_quirks (provider, "m")->context_tokens, ==, 2048);

  models = parse (provider, "{\"models\":[{\"name\":\"m\",\"digest\":\"d1\"}]}");
  queries = chl_provider_list_queries (provider, models);
  assert_field (g_ptr_array_index (models, 0), CHL_FIELD_TOOLS, NULL, CHL_ORIGIN_UNKNOWN);
  chl_provider_merge_models (provider, models);
  assert_field (model, CHL_FIELD_TOOLS, "false", CHL_ORIGIN_USER);
  assert_field (model, CHL_FIELD_CONTEXT_WINDOW, "2048", CHL_ORIGIN_USER);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/ollama-provider/reads-what-a-model-can-do", test_reads_what_a_model_can_do);
  g_test_add_func ("/ollama-provider/uses", test_uses);
  g_test_add_func ("/ollama-provider/sees-and-hears-and-embeds", test_sees_and_hears_and_embeds);
  g_test_add_func ("/ollama-provider/old-servers", test_old_servers);
  g_test_add_func ("/ollama-provider/reads-the-list-alone", test_reads_the_list_alone);
  g_test_add_func ("/ollama-provider/hostile-sizes", test_hostile_sizes);
  g_test_add_func ("/ollama-provider/asks-only-what-is-new", test_asks_only_what_is_new);
  g_test_add_func ("/ollama-provider/a-failed-question-is-asked-again",
                   test_a_failed_question_is_asked_again);
  g_test_add_func ("/ollama-provider/what-a-person-set-is-not-kept-as-the-servers",
                   test_what_a_person_set_is_not_kept_as_the_servers);

  return g_test_run ();
}
