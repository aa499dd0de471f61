/* test-ollama-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "chl-families.h"
#include "chl-json.h"
#include "chl-provider.h"

#define SHOW                                                                                          \
  "{\"capabilities\":[\"completion\",\"tools\",\"thinking\"],"                                        \
  "\"parameters\":\"stop \\\"x\\\"\\nnum_ctx                        40960\\n\","                      \
  "\"details\":{\"parameter_size\":\"8.2B\",\"quantization_level\":\"Q4_K_M\",\"family\":\"qwen3\"}," \
  "\"model_info\":{\"general.architecture\":\"qwen3\",\"qwen3.vision.context_length\":7,"             \
  "\"qwen3.context_length\":131072,\"qwen3.embedding_length\":4096}}"

static ChlProvider *
new_ollama (void)
{
  return chl_provider_new (chl_families_find ("ollama"), "here");
}

static GPtrArray *
parse (ChlProvider *provider,
       const char  *text)
{
  g_autoptr(JsonNode) root = chl_json_parse (text, -1, NULL);
  g_autoptr(GError) error = NULL;
  GPtrArray *models = chl_provider_parse_models (provider, root, &error);

  g_assert_no_error (error);

  return models;
}

static const ChlModelQuery *
find_query (GPtrArray  *queries,
            const char *id)
{
  for (guint i = 0; i < queries->len; i++)
    {
      const ChlModelQuery *query = g_ptr_array_index (queries, i);

      if (query->model != NULL ? g_strcmp0 (chl_model_get_id (query->model), id) == 0 : id == NULL)
        return query;
    }

  return NULL;
}

static void
answer (ChlProvider         *provider,
        GPtrArray           *models,
        const ChlModelQuery *query,
        const char          *text)
{
  g_autoptr(JsonNode) root = chl_json_parse (text, -1, NULL);

  g_assert_nonnull (query);
  g_assert_nonnull (root);
  chl_provider_take_query (provider, models, query, root);
}

/* A list of one model whose questions get these answers, and nothing where there is none. */
static ChlModel *
discover (ChlProvider *provider,
          const char  *row,
          const char  *show,
          const char  *running)
{
  g_autofree char *tags = g_strdup_printf ("{\"models\":[%s]}", row);
  g_autoptr(GPtrArray) models = parse (provider, tags);
  g_autoptr(GPtrArray) queries = chl_provider_list_queries (provider, models);
  const char *id;

  g_assert_cmpuint (models->len, ==, 1);
  id = chl_model_get_id (g_ptr_array_index (models, 0));
  if (running != NULL)
    answer (provider, models, find_query (queries, NULL), running);
  if (show != NULL)
    answer (provider, models, find_query (queries, id), show);
  chl_provider_merge_models (provider, models);

  return chl_provider_find_model (provider, id);
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *typed;
    const char *root; /* NULL: refused */
  } rows[] = {
    { "localhost", "http://localhost:11434" },
    { "127.0.0.1", "http://127.0.0.1:11434" },
    { "::1", "http://[::1]:11434" },
    { "[::1]", "http://[::1]:11434" },
    { "[::1]:8080", "http://[::1]:8080" },
    { "0.0.0.0", "http://127.0.0.1:11434" },
    { "0.0.0.0:8080", "http://127.0.0.1:8080" },
    { "::", "http://localhost:11434" },
    { "[::]:8080", "http://localhost:8080" },
    { "http://0.0.0.0:11434", "http://127.0.0.1:11434" },
    { ":8080", "http://localhost:8080" },
    { "localhost:80", "http://localhost" },
    { "gpu-box", "http://gpu-box:11434" },
    { "gpu-box:8080", "http://gpu-box:8080" },
    { "192.168.1.7", "http://192.168.1.7:11434" },
    { "http://gpu-box", "http://gpu-box" },
    { "https://gpu-box", "https://gpu-box" },
    { "https://gpu-box:11434", "https://gpu-box:11434" },
    { "ollama.com", "https://ollama.com" },
    { "OLLAMA.com", "https://ollama.com" },
    { "https://ollama.com/v1", "https://ollama.com" },
    { "https://ollama.com/api/chat", "https://ollama.com" },
    { "http://localhost:11434/", "http://localhost:11434" },
    { "http://localhost:11434/v1", "http://localhost:11434" },
    { "http://localhost:11434/v1/", "http://localhost:11434" },
    { "http://localhost:11434/v1/chat/completions", "http://localhost:11434" },
    { "http://localhost:11434/api", "http://localhost:11434" },
    { "http://localhost:11434/api/tags", "http://localhost:11434" },
    { "http://localhost:11434/api/show", "http://localhost:11434" },
    { "http://localhost:11434/api/ps", "http://localhost:11434" },
    { "http://localhost:11434/api/embed", "http://localhost:11434" },
    { "http://localhost:11434/api/embeddings", "http://localhost:11434" },
    { "localhost:11434/v1", "http://localhost:11434" },
    { "https://proxy.example/ollama/api", "https://proxy.example/ollama" },
    { " \"localhost:11434\" ", "http://localhost:11434" },
    { "", NULL },
    { "   ", NULL },
    { "http://", NULL },
    { "ftp://localhost", NULL },
    { "localhost:99999", NULL },
    { "localhost:abc", NULL },
    { "me:secret@localhost", NULL },
    { "http://me@localhost:11434", NULL },
  };
  g_autoptr(ChlProvider) provider = new_ollama ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *root = chl_provider_normalize_endpoint (provider, rows[i].typed, &error);

      g_test_message ("%s", rows[i].typed);
      g_assert_cmpstr (root, ==, rows[i].root);
      if (root == NULL)
        g_assert_error (error, CHL_ERROR, CHL_ERROR_ADDRESS);
      else
        g_assert_no_error (error);
    }
}

static void
test_options (void)
{
  static const struct
  {
    const char *key;
    const char *value;
    gboolean    is_taken;
  } rows[] = {
    { "keep-alive", "300", TRUE },
    { "keep-alive", "-1", TRUE },
    { "keep-alive", "0", TRUE },
    { "keep-alive", "5m", TRUE },
    { "keep-alive", "-1m", TRUE },
    { "keep-alive", "1h30m", TRUE },
    { "keep-alive", "1.5h", TRUE },
    { "keep-alive", "", TRUE },
    { "keep-alive", "5 m", FALSE },
    { "keep-alive", "m", FALSE },
    { "keep-alive", "for ever", FALSE },
    { "keep-alive", "5d", FALSE },
    { "keep-alive", "1h30", FALSE },
    { "keep-alive", "000000000000000000000000000000000000001", FALSE },
    { "context-window", "8192", TRUE },
    { "context-window", "0", TRUE },
    { "context-window", "-1", FALSE },
    { "context-window", "8k", FALSE },
    { "context-window", "99999999999", FALSE },
  };
  const ChlOption *options = chl_provider_type_get_family (chl_families_find ("ollama"))->options;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const ChlOption *option = chl_option_find (options, rows[i].key);
      g_autoptr(GError) error = NULL;

      g_test_message ("%s=%s", rows[i].key, rows[i].value);
      g_assert_nonnull (option);
      g_assert_cmpint (chl_option_check (option, rows[i].value, &error), ==, rows[i].is_taken);
      if (!rows[i].is_taken)
        g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
    }
}

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
  g_autofree char *long_word = g_strnfill (4000, 'x');
  g_autofree char *row = g_strdup_printf ("{\"name\":\"m\",\"size\":-5,\"digest\":\"%s\","
                                          "\"details\":{\"context_length\":99999999999,"
                                          "\"quantization_level\":\"a\\u0007b\"}}",
                                          long_word);
  ChlModel        *model = discover (provider, row,
                                     "{\"parameters\":\"num_ctx -4\\nnum_ctx\\nnum_ctxx 3\\nnum_ctx 1e9\","
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

static void
test_windows (void)
{
  static const struct
  {
    gint64      maximum; /* that the model can take */
    gint64      usual;   /* that its maker has set */
    gint64      loaded;
    const char *option;
    gint64      sent;
  } rows[] = {
    { 131072, 0, 0, NULL, 16384 },
    { 8192, 0, 0, NULL, 8192 },
    { 131072, 40960, 0, NULL, 40960 },
    { 131072, 40960, 4096, NULL, 4096 },
    { 131072, 0, 65536, NULL, 65536 },
    { 131072, 0, 4096, "32768", 32768 },
    { 8192, 0, 0, "32768", 8192 },
    { 131072, 40960, 4096, "0", 0 },
    { 0, 0, 0, NULL, 0 },
    { 0, 0, 0, "2048", 2048 },
    { 32768, 65536, 0, NULL, 32768 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlProvider) provider = new_ollama ();
      g_autofree char *show = NULL;
      g_autofree char *running = NULL;
      g_autofree char *usual = g_strdup_printf ("num_ctx %" G_GINT64_FORMAT, rows[i].usual);

      g_test_message ("%u", i);
      show = g_strdup_printf ("{\"parameters\":\"%s\",\"model_info\":{\"general.architecture\":\"a\","
                              "\"a.context_length\":%" G_GINT64_FORMAT "}}",
                              rows[i].usual > 0 ? usual : "", rows[i].maximum);
      running = g_strdup_printf ("{\"models\":[{\"name\":\"m\",\"context_length\":%" G_GINT64_FORMAT
                                 "}]}",
                                 rows[i].loaded);
      discover (provider, "{\"name\":\"m\"}", show, rows[i].loaded > 0 ? running : NULL);
      chl_provider_set_option (provider, "context-window", rows[i].option);
      g_assert_cmpint (chl_provider_get_quirks (provider, "m")->context_tokens, ==, rows[i].sent);
    }
}

static void
test_thinking (void)
{
  static const struct
  {
    const char *show;
    ChlThink    think;
  } rows[] = {
    { "{\"capabilities\":[\"completion\",\"thinking\"]}", CHL_THINK_SWITCH },
    { "{\"capabilities\":[\"completion\"]}", CHL_THINK_NEVER },
    { "{\"capabilities\":[\"completion\",\"thinking\"],\"details\":{\"family\":\"gptoss\"}}",
      CHL_THINK_WORDS },
    { "{}", CHL_THINK_SWITCH },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlProvider) provider = new_ollama ();
      const ChlQuirks *quirks;

      discover (provider, "{\"name\":\"m\"}", rows[i].show, NULL);
      quirks = chl_provider_get_quirks (provider, "m");
      g_test_message ("%s", rows[i].show);
      g_assert_cmpint (quirks->think, ==, rows[i].think);
      g_assert_cmpint (quirks->efforts != NULL, ==, rows[i].think == CHL_THINK_WORDS);
    }
}

static void
test_models_elsewhere (void)
{
  static const struct
  {
    const char *row;
    const char *host;
  } rows[] = {
    { "{\"name\":\"m\"}", NULL },
    { "{\"name\":\"gpt-oss:120b-cloud\"}", "ollama.com" },
    { "{\"name\":\"kimi:cloud\"}", "ollama.com" },
    { "{\"name\":\"cloudy:8b\"}", NULL },
    { "{\"name\":\"mine\",\"remote_host\":\"https://ollama.com:443\"}", "ollama.com" },
    { "{\"name\":\"mine\",\"remote_host\":\"gpu.example\"}", "gpu.example" },
    { "{\"name\":\"mine\",\"remote_host\":7}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlProvider) provider = new_ollama ();
      ChlModel        *model = discover (provider, rows[i].row, SHOW, NULL);
      g_autofree char *host = chl_provider_dup_model_host (provider, chl_model_get_id (model));
      const ChlQuirks *quirks;

      g_test_message ("%s", rows[i].row);
      g_assert_cmpstr (host, ==, rows[i].host);
      chl_provider_set_option (provider, "keep-alive", "5m");
      quirks = chl_provider_get_quirks (provider, chl_model_get_id (model));
      g_assert_cmpint (quirks->context_tokens > 0, ==, host == NULL);
      g_assert_cmpstr (quirks->keep_alive, ==, host == NULL ? "5m" : NULL);
    }
}

static void
test_memory_does_not_grow_by_waiting (void)
{
  g_autoptr(ChlProvider) provider = new_ollama ();
  g_autoptr(ChlFailure) failure = NULL;
  g_autoptr(ChlFailure) other = NULL;

  failure = chl_failure_new (CHL_FAILURE_SERVER, "model requires more system memory (9 GiB)");
  failure->retryable = TRUE;
  chl_provider_refine_failure (provider, failure);
  g_assert_false (failure->retryable);

  other = chl_failure_new (CHL_FAILURE_SERVER, "llama runner process has terminated");
  other->retryable = TRUE;
  chl_provider_refine_failure (provider, other);
  g_assert_true (other->retryable);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/ollama-provider/addresses", test_addresses);
  g_test_add_func ("/ollama-provider/options", test_options);
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
  g_test_add_func ("/ollama-provider/windows", test_windows);
  g_test_add_func ("/ollama-provider/thinking", test_thinking);
  g_test_add_func ("/ollama-provider/models-elsewhere", test_models_elsewhere);
  g_test_add_func ("/ollama-provider/memory-does-not-grow-by-waiting",
                   test_memory_does_not_grow_by_waiting);

  return g_test_run ();
}
