/* test-xai-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-protocol-choice.h"
#include "family-golden.h"

static ChlProvider *
new_through_responses (void)
{
  ChlProvider *provider = family_new ("xai");

  chl_provider_set_option (provider, CHL_OPTION_PROTOCOL, "openai-responses");

  return provider;
}

static void
test_turns (void)
{
  g_autoptr(ChlProvider) provider = family_new ("xai");

  family_assert_turns (provider, "grok-4.3", NULL, "xai-chat");
  family_assert_turns (provider, "grok-4.20-0309-non-reasoning", NULL, "xai-chat-plain");
}

static void
test_turns_through_responses (void)
{
  g_autoptr(ChlProvider) provider = new_through_responses ();

  family_assert_turns (provider, "grok-4.7", NULL, "xai-responses");
}

static void
test_efforts (void)
{
  g_autoptr(ChlProvider) provider = family_new ("xai");

  family_assert_efforts (provider, "grok-4.3", "xai-efforts-4.3");
  family_assert_efforts (provider, "grok-4.6", "xai-efforts-4.6");
  family_assert_efforts (provider, "grok-4.7", "xai-efforts-4.7");
  family_assert_efforts (provider, "grok-4.20-0309-reasoning", "xai-efforts-4.20");
  family_assert_efforts (provider, "grok-4.20-0309-non-reasoning", "xai-efforts-plain");
  family_assert_efforts (provider, "grok-3-mini", "xai-efforts-3-mini");
  family_assert_efforts (provider, "grok-9", "xai-efforts-later");
}

static void
test_efforts_through_responses (void)
{
  g_autoptr(ChlProvider) provider = new_through_responses ();

  family_assert_efforts (provider, "grok-4.3", "xai-responses-efforts-4.3");
  family_assert_efforts (provider, "grok-4.20-multi-agent-0309",
                         "xai-responses-efforts-multi-agent");
}

/* Some are spoken to in one way alone, whatever was chosen. */
static void
test_several_agents (void)
{
  g_autoptr(ChlProvider) provider = family_new ("xai");
  g_autoptr(ChlRequest) request = NULL;
  g_autofree char *url = chl_provider_dup_model_url (provider, "grok-4.3");

  g_assert_null (url);
  g_assert_cmpint (chl_provider_get_protocol (provider, "grok-4.3"), ==, CHL_PROTOCOL_OPENAI_CHAT);
  request = family_request_new (provider, "grok-4.20-multi-agent-0309", "Hello");
  request->cache_key = g_strdup ("conversation-1");
  family_assert_request (provider, request, "xai-multi-agent");
}

/* Nothing is to be found out, so nothing is tried. */
static void
test_protocol_is_never_open (void)
{
  g_autoptr(ChlProvider) provider = family_new ("xai");

  g_assert_false (chl_protocol_choice_is_open (provider));
  g_assert_cmpint (chl_protocol_choice_get (provider), ==, CHL_PROTOCOL_OPENAI_CHAT);
  chl_provider_set_option (provider, CHL_OPTION_PROTOCOL, "openai-responses");
  g_assert_false (chl_protocol_choice_is_open (provider));
  g_assert_cmpint (chl_protocol_choice_get (provider), ==, CHL_PROTOCOL_OPENAI_RESPONSES);
}

static void
test_cache (void)
{
  g_autoptr(ChlProvider) chat = family_new ("xai");
  g_autoptr(ChlProvider) responses = new_through_responses ();
  g_autoptr(ChlRequest) in_chat = family_request_new (chat, "grok-4.7", "Hello");
  g_autoptr(ChlRequest) in_responses = family_request_new (responses, "grok-4.7", "Hello");

  in_chat->cache_key = g_strdup ("conversation-1");
  in_responses->cache_key = g_strdup ("conversation-1");
  family_assert_request (chat, in_chat, "xai-chat-cache");
  family_assert_request (responses, in_responses, "xai-responses-cache");
}

static void
test_list (void)
{
  g_autoptr(ChlProvider) provider = family_new ("xai");
  g_autofree char *listing = family_read ("xai-list.json");

  family_assert_models (provider, listing, "xai-list");
}

static void
test_endpoint (void)
{
  g_autoptr(ChlProvider) provider = family_new ("xai");
  g_autofree char *models = chl_provider_dup_url (provider, CHL_OPERATION_MODELS);
  g_autofree char *account = chl_provider_dup_url (provider, CHL_OPERATION_ACCOUNT);

  g_assert_cmpstr (models, ==, "https://api.x.ai/v1/language-models");
  g_assert_cmpstr (account, ==, "https://api.x.ai/v1/api-key");
  family_assert_endpoint (provider, "https://eu-west-1.api.x.ai/v1/responses",
                          "https://eu-west-1.api.x.ai/v1",
                          "https://eu-west-1.api.x.ai/v1/chat/completions");
  chl_provider_set_option (provider, CHL_OPTION_PROTOCOL, "openai-responses");
  family_assert_endpoint (provider, "api.x.ai/v1", "https://api.x.ai/v1",
                          "https://api.x.ai/v1/responses");
}

static void
test_account (void)
{
  g_autoptr(ChlProvider) provider = family_new ("xai");

  family_assert_account (provider,
                         "{\"redacted_api_key\":\"xai-...b14o\",\"name\":\"mine\",\"team_id\":\"t\","
                         "\"acls\":[\"api-key:model:*\"],\"team_blocked\":false,"
                         "\"api_key_blocked\":false,\"api_key_disabled\":false}",
                         "usable");
  family_assert_account (provider,
                         "{\"team_blocked\":false,\"api_key_blocked\":true,"
                         "\"api_key_disabled\":true}",
                         "unusable limit=the key is blocked");
  family_assert_account (provider, "{\"team_blocked\":true}", "unusable limit=the team is blocked");
  family_assert_account (provider, "{\"api_key_disabled\":true}",
                         "unusable limit=the key is switched off");
  family_assert_account (provider, "{\"name\":\"mine\"}", NULL);
  family_assert_account (provider, "{\"team_blocked\":\"no\"}", NULL);
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
    { 400,
      "{\"code\":\"Client specified an invalid argument\",\"error\":\"Incorrect API key provided: "
      "ba***na. You can obtain an API key from https://console.x.ai.\"}",
      CHL_FAILURE_AUTH },
    { 400,
      "{\"code\":\"Client specified an invalid argument\",\"error\":\"Incorrect%20API%20key%20"
      "provided:%20ba***na.\"}",
      CHL_FAILURE_AUTH },
    { 400,
      "{\"code\":\"Client specified an invalid argument\",\"error\":\"Argument not supported on "
      "this model: presencePenalty\"}",
      CHL_FAILURE_INVALID_REQUEST },
    { 403,
      "{\"code\":\"The caller does not have permission to execute the specified operation\","
      "\"error\":\"Your newly created team doesn't have any credits or licenses yet.\"}",
      CHL_FAILURE_QUOTA },
    { 403,
      "{\"code\":\"The caller does not have permission to execute the specified operation\","
      "\"error\":\"This model is not for your team\"}",
      CHL_FAILURE_PERMISSION },
    { 429,
      "{\"code\":\"Some resource has been exhausted\",\"error\":\"Your team has either used all "
      "available credits or reached its monthly spending limit. To continue making API requests, "
      "please purchase more credits or raise your spending limit.\"}",
      CHL_FAILURE_QUOTA },
    { 429, "{\"code\":\"Some resource has been exhausted\",\"error\":\"Too many requests\"}",
      CHL_FAILURE_RATE_LIMIT },
    { 404,
      "{\"code\":\"Some requested entity was not found\",\"error\":\"The model grok-x does not "
      "exist or your team does not have access to it.\"}",
      CHL_FAILURE_NOT_FOUND },
    { 422, "{\"error\":\"Failed to deserialize the JSON body into the target type\"}",
      CHL_FAILURE_INVALID_REQUEST },
    { 503, "{\"code\":\"The service is currently unavailable\",\"error\":\"The model is at capacity\"}",
      CHL_FAILURE_OVERLOADED },
  };
  g_autoptr(ChlProvider) provider = family_new ("xai");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    family_assert_failure (provider, rows[i].status, rows[i].body, rows[i].kind);
}

static void
test_key (void)
{
  family_assert_key ("xai-0123456789abcdefghij", "xai");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/xai-provider/turns", test_turns);
  g_test_add_func ("/xai-provider/turns-through-responses", test_turns_through_responses);
  g_test_add_func ("/xai-provider/efforts", test_efforts);
  g_test_add_func ("/xai-provider/efforts-through-responses", test_efforts_through_responses);
  g_test_add_func ("/xai-provider/several-agents", test_several_agents);
  g_test_add_func ("/xai-provider/protocol-is-never-open", test_protocol_is_never_open);
  g_test_add_func ("/xai-provider/cache", test_cache);
  g_test_add_func ("/xai-provider/list", test_list);
  g_test_add_func ("/xai-provider/endpoint", test_endpoint);
  g_test_add_func ("/xai-provider/account", test_account);
  g_test_add_func ("/xai-provider/failures", test_failures);
  g_test_add_func ("/xai-provider/key", test_key);

  return g_test_run ();
}
