/* test-openrouter-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-failure-reader.h"
#include "chl-headers.h"
#include "family-golden.h"

/* One that has read its list. */
static ChlProvider *
new_listed (void)
{
  ChlProvider     *provider = family_new ("openrouter");
  g_autofree char *listing = family_read ("openrouter-list.json");

  family_assert_models (provider, listing, "openrouter-list");

  return provider;
}

static void
test_list (void)
{
  g_autoptr(ChlProvider) provider = new_listed ();

  g_assert_cmpuint (g_list_model_get_n_items (chl_provider_get_models (provider)), ==, 8);
}

static void
test_turns (void)
{
  g_autoptr(ChlProvider) provider = new_listed ();
  g_autofree char *answer = family_read ("openrouter-answer.sse");

  family_assert_turns (provider, "anthropic/claude-opus-4.6", answer, "openrouter-claude");
  family_assert_turns (provider, "meta-llama/llama-3.1-8b-instruct", NULL, "openrouter-plain");
}

static void
test_efforts (void)
{
  g_autoptr(ChlProvider) provider = new_listed ();

  family_assert_efforts (provider, "anthropic/claude-opus-4.6", "openrouter-efforts-words");
  family_assert_efforts (provider, "openai/gpt-5-pro", "openrouter-efforts-mandatory");
  family_assert_efforts (provider, "deepseek/deepseek-v4-flash:free", "openrouter-efforts-all");
  family_assert_efforts (provider, "meta-llama/llama-3.1-8b-instruct", "openrouter-efforts-none");
  family_assert_efforts (provider, "nobody/has-listed-it", "openrouter-efforts-unknown");
}

/* How to route is part of the name that is asked for; what is known of the model is known anyway. */
static void
test_routes (void)
{
  g_autoptr(ChlProvider) provider = new_listed ();
  g_autoptr(ChlRequest) request =
               family_request_new (provider, "anthropic/claude-opus-4.6:nitro", "Hello");

  g_assert_false (chl_provider_get_quirks (provider, "openai/gpt-5-pro:floor")->thinking_can_be_off);
  g_assert_true (chl_provider_get_quirks (provider, "nobody/has-it:floor")->thinking_can_be_off);
  request->effort = CHL_EFFORT_MAX;
  family_assert_request (provider, request, "openrouter-route");
}

static void
test_options (void)
{
  static const struct
  {
    const char *model;
    const char *options[10];
    const char *extra_body;
  } rows[] = {
    { "a/b", { NULL }, NULL },
    { "a/b", { "data-collection", "account", "zero-data-retention", "account", "sort", "balanced" }, NULL },
    { "a/b", { "data-collection", "deny" }, "{\"provider\":{\"data_collection\":\"deny\"}}" },
    { "a/b", { "data-collection", "allow" }, "{\"provider\":{\"data_collection\":\"allow\"}}" },
    { "a/b",
      { "zero-data-retention", "only", "fallbacks", "off", "parameters", "required", "sort", "price" },
      "{\"provider\":{\"zdr\":true,\"allow_fallbacks\":false,\"require_parameters\":true,"
      "\"sort\":\"price\"}}" },
    { "a/b", { "sort", "throughput" }, "{\"provider\":{\"sort\":\"throughput\"}}" },
    { "a/b", { "sort", "latency" }, "{\"provider\":{\"sort\":\"latency\"}}" },
    { "a/b", { "sort", "made-up" }, NULL },
    { "anthropic/claude-x", { NULL }, "{\"cache_control\":{\"type\":\"ephemeral\"}}" },
    { "~anthropic/claude-latest", { NULL }, "{\"cache_control\":{\"type\":\"ephemeral\"}}" },
    { "anthropic/claude-x", { "cache", "off" }, NULL },
    { "anthropic/claude-x",
      { "fallbacks", "off" },
      "{\"provider\":{\"allow_fallbacks\":false},\"cache_control\":{\"type\":\"ephemeral\"}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlProvider) provider = family_new ("openrouter");

      for (guint j = 0; rows[i].options[j] != NULL; j += 2)
        chl_provider_set_option (provider, rows[i].options[j], rows[i].options[j + 1]);
      g_assert_cmpstr (chl_provider_get_quirks (provider, rows[i].model)->extra_body, ==,
                       rows[i].extra_body);
    }
}

static void
test_options_are_sent (void)
{
  g_autoptr(ChlProvider) provider = family_new ("openrouter");
  g_autoptr(ChlRequest) request = family_request_new (provider, "anthropic/claude-x", "Hello");

  chl_provider_set_option (provider, "data-collection", "deny");
  chl_provider_set_option (provider, "zero-data-retention", "only");
  family_assert_request (provider, request, "openrouter-options");
}

/* Our name goes along with questions, and nobody's address does. */
static void
test_name (void)
{
  g_autoptr(ChlProvider) provider = family_new ("openrouter");

  for (ChlOperation operation = 0; operation <= CHL_OPERATION_ACCOUNT; operation++)
    {
      g_autoptr(ChlHeaders) headers = chl_headers_new ();
      gboolean is_question = operation != CHL_OPERATION_MODELS && operation != CHL_OPERATION_ACCOUNT;

      chl_provider_add_headers (provider, headers, operation, NULL);
      g_assert_cmpstr (chl_headers_get (headers, "X-Title"), ==, is_question ? "Chatelaine" : NULL);
      g_assert_cmpuint (chl_headers_get_length (headers), ==, is_question ? 1 : 0);
    }
}

static void
test_endpoint (void)
{
  static const char *const own[] = { "openrouter.ai", "https://openrouter.ai/api",
                                     "https://openrouter.ai/api/v1/",
                                     "https://openrouter.ai/api/v1/chat/completions" };
  g_autoptr(ChlProvider) provider = family_new ("openrouter");
  g_autofree char *account = chl_provider_dup_url (provider, CHL_OPERATION_ACCOUNT);

  g_assert_cmpstr (account, ==, "https://openrouter.ai/api/v1/key");
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    family_assert_endpoint (provider, own[i], "https://openrouter.ai/api/v1",
                            "https://openrouter.ai/api/v1/chat/completions");
  family_assert_endpoint (provider, "https://gateway.example/or", "https://gateway.example/or",
                          "https://gateway.example/or/chat/completions");
}

static void
test_account (void)
{
  g_autoptr(ChlProvider) provider = family_new ("openrouter");

  family_assert_account (provider,
                         "{\"data\":{\"label\":\"sk-or-v1-0e6...1c9\",\"limit\":10,"
                         "\"limit_remaining\":7.5,\"limit_reset\":\"monthly\",\"usage\":2.5,"
                         "\"usage_daily\":0.1,\"is_free_tier\":false,\"is_management_key\":false}}",
                         "usable USD left=7.50 used=2.50");
  family_assert_account (provider,
                         "{\"data\":{\"limit\":null,\"limit_remaining\":null,\"usage\":0,"
                         "\"is_free_tier\":true}}",
                         "usable USD used=0.00 limit=free models only, until something is paid");
  family_assert_account (provider, "{\"data\":{\"limit\":1,\"limit_remaining\":0,\"usage\":1}}",
                         "unusable USD left=0.00 used=1.00");
  family_assert_account (provider, "{\"data\":{}}", "usable USD");
  family_assert_account (provider, "{\"data\":[]}", NULL);
  family_assert_account (provider, "{}", NULL);
}

static void
test_failures (void)
{
#define ERROR(code, message) "{\"error\":{\"code\":" code ",\"message\":\"" message "\"}}"
  static const struct
  {
    guint          status;
    const char    *body;
    ChlFailureKind kind;
  } rows[] = {
    { 400, ERROR ("400", "x is not a valid model ID"), CHL_FAILURE_INVALID_REQUEST },
    { 401, ERROR ("401", "No auth credentials found"), CHL_FAILURE_AUTH },
    { 402, ERROR ("402", "Insufficient credits"), CHL_FAILURE_QUOTA },
    { 402, ERROR ("402", "This request requires more credits, or fewer max_tokens"),
      CHL_FAILURE_QUOTA },
    { 403, ERROR ("403", "Key limit exceeded (monthly limit)"), CHL_FAILURE_QUOTA },
    { 403, ERROR ("403", "Budget limit exceeded"), CHL_FAILURE_QUOTA },
    { 403, ERROR ("403", "Not allowed here"), CHL_FAILURE_PERMISSION },
    { 403,
      "{\"error\":{\"code\":403,\"message\":\"Flagged\",\"metadata\":{\"reasons\":[\"x\"],"
      "\"flagged_input\":\"…\",\"provider_name\":\"P\"}}}",
      CHL_FAILURE_CONTENT_POLICY },
    { 404, ERROR ("404", "No endpoints found that support tool use"), CHL_FAILURE_NOT_FOUND },
    { 404, ERROR ("404", "No allowed providers are available for the selected model."),
      CHL_FAILURE_NOT_FOUND },
    { 408, ERROR ("408", "Timed out"), CHL_FAILURE_TIMEOUT },
    { 429, ERROR ("429", "Rate limit exceeded: free-models-per-day"), CHL_FAILURE_RATE_LIMIT },
    { 502, ERROR ("502", "Provider returned error"), CHL_FAILURE_SERVER },
    { 503, ERROR ("503", "There is no available model provider that meets your routing "
                         "requirements"),
      CHL_FAILURE_NOT_FOUND },
    { 503, ERROR ("503", "Overloaded"), CHL_FAILURE_OVERLOADED },
    { 529, ERROR ("529", "Provider overloaded"), CHL_FAILURE_OVERLOADED },
    { 200, ERROR ("402", "Out of credits half-way"), CHL_FAILURE_QUOTA },
  };
#undef ERROR
  g_autoptr(ChlProvider) provider = family_new ("openrouter");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    family_assert_failure (provider, rows[i].status, rows[i].body, rows[i].kind);
}

/* What must be waited for is no lack of money. */
static void
test_money_under_way (void)
{
  static const char body[] = "{\"error\":{\"code\":402,\"message\":\"In-flight budget\"}}";
  g_autoptr(ChlProvider) provider = family_new ("openrouter");
  g_autoptr(ChlFailure) failure = chl_failure_read (402, "application/json", body, sizeof body - 1);

  failure->retry_after_ms = 2000;
  chl_provider_refine_failure (provider, failure);
  g_assert_cmpint (failure->kind, ==, CHL_FAILURE_RATE_LIMIT);
  g_assert_true (failure->retryable);
}

static void
test_key (void)
{
  family_assert_key ("sk-or-v1-0123456789abcdef", "openrouter");
  family_assert_key ("sk-or-0123456789abcdef", "openrouter");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/openrouter-provider/list", test_list);
  g_test_add_func ("/openrouter-provider/turns", test_turns);
  g_test_add_func ("/openrouter-provider/efforts", test_efforts);
  g_test_add_func ("/openrouter-provider/routes", test_routes);
  g_test_add_func ("/openrouter-provider/options", test_options);
  g_test_add_func ("/openrouter-provider/options-are-sent", test_options_are_sent);
  g_test_add_func ("/openrouter-provider/name", test_name);
  g_test_add_func ("/openrouter-provider/endpoint", test_endpoint);
  g_test_add_func ("/openrouter-provider/account", test_account);
  g_test_add_func ("/openrouter-provider/failures", test_failures);
  g_test_add_func ("/openrouter-provider/money-under-way", test_money_under_way);
  g_test_add_func ("/openrouter-provider/key", test_key);

  return g_test_run ();
}
