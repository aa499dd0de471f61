/* test-github-copilot-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-failure-reader.h"
#include "chl-site.h"
#include "family-golden.h"

static ChlProvider *
new_listed (void)
{
  ChlProvider     *provider = family_new ("github-copilot");
  g_autofree char *listing = family_read ("github-copilot-list.json");

  family_assert_models (provider, listing, "github-copilot-list");

  return provider;
}

static void
test_list (void)
{
  g_autoptr(ChlProvider) provider = new_listed ();

  g_assert_nonnull (chl_provider_find_model (provider, "gpt-5.5"));
}

/* Each where its listing says that it answers, and in the words of that place. */
static void
test_turns (void)
{
  g_autoptr(ChlProvider) provider = new_listed ();

  family_assert_turns (provider, "claude-opus-4.8", NULL, "github-copilot-claude-opus-4.8");
  family_assert_turns (provider, "claude-haiku-4.5", NULL, "github-copilot-claude-haiku-4.5");
  family_assert_turns (provider, "gpt-5.5", NULL, "github-copilot-gpt-5.5");
  family_assert_turns (provider, "gpt-4.1", NULL, "github-copilot-gpt-4.1");
}

/* What Gemini thought comes sealed, beside its words and sometime before the call it led to. */
static const char sealed_answer[] =
  "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\","
  "\"reasoning_text\":\"Have a look\"}}]}\n\n"
  "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":null,\"reasoning_opaque\":"
  "\"c2Vh\\u006ced==\",\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\","
  "\"function\":{\"name\":\"look\",\"arguments\":\"{\\\"path\\\":\\\"a.png\\\"}\"}}]}}]}\n\n"
  "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n"
  "data: [DONE]\n\n";

static void
test_sealed (void)
{
  g_autoptr(ChlProvider) provider = new_listed ();

  family_assert_turns (provider, "gemini-3.1-pro-preview", sealed_answer, "github-copilot-sealed");
}

/* Not once something before it was changed. */
static void
test_sealed_and_edited (void)
{
  g_autoptr(ChlProvider) provider = new_listed ();
  g_autoptr(ChlRequest) request = family_request_new (provider, "gemini-3.1-pro-preview", "Look");

  family_request_add_tool (request);
  family_request_add_answer (provider, request, sealed_answer);
  family_request_add_results (request);
  g_free (request->system);
  request->system = g_strdup ("Be long.");
  family_assert_request (provider, request, "github-copilot-sealed-and-edited");
}

static void
test_efforts (void)
{
  g_autoptr(ChlProvider) provider = new_listed ();

  family_assert_efforts (provider, "claude-opus-4.8", "github-copilot-efforts-adaptive");
  family_assert_efforts (provider, "claude-haiku-4.5", "github-copilot-efforts-budget");
  family_assert_efforts (provider, "gpt-5.5", "github-copilot-efforts-responses");
  family_assert_efforts (provider, "gpt-4.1", "github-copilot-efforts-plain");
  family_assert_efforts (provider, "gemini-3.1-pro-preview", "github-copilot-efforts-chat");
}

static void
test_protocols (void)
{
  static const struct
  {
    const char   *model;
    ChlProtocolId protocol;
    const char   *url;
  } rows[] = {
    { "claude-opus-4.8", CHL_PROTOCOL_ANTHROPIC_MESSAGES, "https://api.githubcopilot.com/v1/messages" },
    { "gpt-5.5", CHL_PROTOCOL_OPENAI_RESPONSES, "https://api.githubcopilot.com/responses" },
    { "gpt-5.3-codex", CHL_PROTOCOL_OPENAI_RESPONSES, "https://api.githubcopilot.com/responses" },
    { "gpt-4.1", CHL_PROTOCOL_OPENAI_CHAT, "https://api.githubcopilot.com/chat/completions" },
    { "gemini-3.1-pro-preview", CHL_PROTOCOL_OPENAI_CHAT,
      "https://api.githubcopilot.com/chat/completions" },
    { "unheard-of", CHL_PROTOCOL_OPENAI_CHAT, "https://api.githubcopilot.com/chat/completions" },
  };
  g_autoptr(ChlProvider) provider = new_listed ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *url = chl_provider_dup_model_url (provider, rows[i].model);

      g_assert_cmpint (chl_provider_get_protocol (provider, rows[i].model), ==, rows[i].protocol);
      g_assert_cmpstr (url, ==, rows[i].url);
    }
}

static void
collect_cb (const char *name,
            const char *value,
            const char *prefix,
            ChlSecret  *secret,
            gpointer    user_data)
{
  g_string_append_printf (user_data, "%s: %s\n", name, value);
}

/* We are no editor and do not say that we are one. */
static void
test_claims_nothing (void)
{
  static const char *const claims[] = { "editor", "vscode", "integration", "plugin", "user-agent" };
  g_autoptr(ChlProvider) provider = new_listed ();
  g_autoptr(ChlSecret) secret = chl_secret_new ("gho_0123456789abcdef", -1);
  g_autoptr(ChlHeaders) headers = chl_headers_new ();
  g_autoptr(ChlRequest) request = family_request_new (provider, "claude-opus-4.8", "Hello");
  g_autoptr(GString) all = g_string_new (NULL);

  chl_provider_add_headers (provider, headers, CHL_OPERATION_CHAT, secret);
  chl_provider_add_request_headers (provider, headers, request);
  chl_headers_foreach (headers, collect_cb, all);
  g_string_ascii_down (all);
  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    g_assert_null (strstr (all->str, claims[i]));
}

/* Only what the person asks counts against their plan; a round of tools does not. */
static void
test_initiator (void)
{
  g_autoptr(ChlProvider) provider = family_new ("github-copilot");
  g_autoptr(ChlRequest) request = family_request_new (provider, "gpt-4.1", "Look");
  g_autoptr(ChlHeaders) first = chl_headers_new ();
  g_autoptr(ChlHeaders) second = chl_headers_new ();

  chl_provider_add_request_headers (provider, first, request);
  g_assert_cmpstr (chl_headers_get (first, "x-initiator"), ==, "user");
  g_assert_null (chl_headers_get (first, "Copilot-Vision-Request"));
  g_assert_null (chl_headers_get (first, "anthropic-version"));

  family_request_add_answer (provider, request,
                             "{\"id\":\"c\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,"
                             "\"message\":{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{"
                             "\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"look\","
                             "\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}]}");
  family_request_add_results (request);
  chl_provider_add_request_headers (provider, second, request);
  g_assert_cmpstr (chl_headers_get (second, "x-initiator"), ==, "agent");
}

static void
test_sites (void)
{
  static const struct
  {
    const char *plan;
    const char *endpoint;
  } rows[] = {
    { NULL, "https://api.githubcopilot.com" },
    { "individual", "https://api.individual.githubcopilot.com" },
    { "business", "https://api.business.githubcopilot.com" },
    { "enterprise", "https://api.enterprise.githubcopilot.com" },
  };
  g_autoptr(ChlProvider) provider = family_new ("github-copilot");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      chl_provider_set_option (provider, CHL_OPTION_PLAN, rows[i].plan);
      g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, rows[i].endpoint);
      g_assert_null (chl_site_find_other_region (provider));
    }
}

/* No version is ever added. */
static void
test_endpoint (void)
{
  g_autoptr(ChlProvider) provider = family_new ("github-copilot");

  family_assert_endpoint (provider, "copilot-api.company.example", "https://copilot-api.company.example",
                          "https://copilot-api.company.example/chat/completions");
  family_assert_endpoint (provider, "https://api.githubcopilot.com/chat/completions",
                          "https://api.githubcopilot.com",
                          "https://api.githubcopilot.com/chat/completions");
}

static void
test_failures (void)
{
  static const struct
  {
    guint          status;
    const char    *body;
    ChlFailureKind kind;
  } rows[] = {
    { 401, "unauthorized: token expired", CHL_FAILURE_AUTH },
    { 400, "bad request: Personal Access Tokens are not supported for this endpoint", CHL_FAILURE_AUTH },
    { 403, "access to this endpoint is forbidden", CHL_FAILURE_PERMISSION },
    { 402, "{\"error\":{\"message\":\"You have no quota\",\"code\":\"quota_exceeded\"}}",
      CHL_FAILURE_QUOTA },
    { 429, "{\"error\":{\"message\":\"quota exceeded\",\"code\":\"quota_exceeded\"}}",
      CHL_FAILURE_QUOTA },
    { 429, "You have exceeded your premium request allowance", CHL_FAILURE_QUOTA },
    { 429, "{\"error\":{\"message\":\"too many requests\",\"code\":\"rate_limited\"}}",
      CHL_FAILURE_RATE_LIMIT },
    { 400,
      "{\"error\":{\"message\":\"The requested model is not supported.\",\"code\":"
      "\"model_not_supported\",\"param\":\"model\",\"type\":\"invalid_request_error\"}}",
      CHL_FAILURE_NOT_FOUND },
    { 421, "Misdirected Request", CHL_FAILURE_NOT_FOUND },
    { 466, "client too old", CHL_FAILURE_INVALID_REQUEST },
    { 500, "oops", CHL_FAILURE_SERVER },
  };
  g_autoptr(ChlProvider) provider = family_new ("github-copilot");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    family_assert_failure (provider, rows[i].status, rows[i].body, rows[i].kind);
}

/* Why nobody may enter is told in whole sentences, and all of them are shown. */
static void
test_refusal_is_shown_in_full (void)
{
  static const char body[] =
    "{\"error_details\":{\"url\":\"https://github.com/settings/copilot\",\"title\":\"No access\"},"
    "\"message\":\"Your organization has turned off Copilot for this kind of program. Ask whoever "
    "manages it to change the policy, or use another subscription.\"}";
  g_autoptr(ChlProvider) provider = family_new ("github-copilot");
  g_autoptr(ChlFailure) failure = chl_failure_read (403, "application/json", body, strlen (body));

  chl_provider_refine_failure (provider, failure);
  g_assert_cmpint (failure->kind, ==, CHL_FAILURE_PERMISSION);
  g_assert_cmpstr (failure->message, ==,
                   "Your organization has turned off Copilot for this kind of program. Ask whoever "
                   "manages it to change the policy, or use another subscription.");
}

static void
test_key (void)
{
  family_assert_key ("github_pat_0123456789abcdef", "github-copilot");
  family_assert_key ("gho_0123456789abcdef", "github-copilot");
  family_assert_key ("ghu_0123456789abcdef", "github-copilot");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/github-copilot-provider/list", test_list);
  g_test_add_func ("/github-copilot-provider/turns", test_turns);
  g_test_add_func ("/github-copilot-provider/sealed", test_sealed);
  g_test_add_func ("/github-copilot-provider/sealed-and-edited", test_sealed_and_edited);
  g_test_add_func ("/github-copilot-provider/efforts", test_efforts);
  g_test_add_func ("/github-copilot-provider/protocols", test_protocols);
  g_test_add_func ("/github-copilot-provider/claims-nothing", test_claims_nothing);
  g_test_add_func ("/github-copilot-provider/initiator", test_initiator);
  g_test_add_func ("/github-copilot-provider/sites", test_sites);
  g_test_add_func ("/github-copilot-provider/endpoint", test_endpoint);
  g_test_add_func ("/github-copilot-provider/failures", test_failures);
  g_test_add_func ("/github-copilot-provider/refusal-is-shown-in-full", test_refusal_is_shown_in_full);
  g_test_add_func ("/github-copilot-provider/key", test_key);

  return g_test_run ();
}
