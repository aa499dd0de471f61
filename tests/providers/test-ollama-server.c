/* test-ollama-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-error.h"
#include "ollama-models.h"

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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/ollama-server/addresses", test_addresses);
  g_test_add_func ("/ollama-server/options", test_options);
  g_test_add_func ("/ollama-server/windows", test_windows);
  g_test_add_func ("/ollama-server/thinking", test_thinking);
  g_test_add_func ("/ollama-server/models-elsewhere", test_models_elsewhere);
  g_test_add_func ("/ollama-server/memory-does-not-grow-by-waiting",
                   test_memory_does_not_grow_by_waiting);

  return g_test_run ();
}
