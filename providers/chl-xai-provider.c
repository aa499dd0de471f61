/* chl-xai-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-xai"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "chl-address.h"
#include "chl-json.h"
#include "chl-listing-fields.h"
#include "chl-own-quirks.h"
#include "chl-protocol-choice.h"

#define CHL_TYPE_XAI_PROVIDER (chl_xai_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlXaiProvider, chl_xai_provider, CHL, XAI_PROVIDER, ChlProvider)

struct _ChlXaiProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlXaiProvider, chl_xai_provider, CHL_TYPE_PROVIDER)

/* Source: https://docs.x.ai/developers/model-capabilities/text/comparison */
static const ChlOption options[] = {
  { .key = CHL_OPTION_PROTOCOL,
    .title = N_ ("Protocol"),
    .summary = N_ ("Through Responses, a model can go on with what it thought before; nothing of it "
                   "is left with the server"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "openai-chat", N_ ("Chat Completions") },
                                    { "openai-responses", N_ ("Responses") },
                                    { NULL, NULL } } },
  { NULL },
};

static const ChlFamily family = {
  .id = "xai",
  .title = "xAI",
  .summary = N_ ("Grok models, from their maker"),
  .aliases = (const char *const[]){ "grok", "x.ai", "x ai", "twitter", NULL },
  .docs_uri = "https://docs.x.ai/docs/api-reference",
  .key_uri = "https://console.x.ai/",
  .key_prefixes = (const char *const[]){ "xai-", NULL },
  .variables = (const char *const[]){ "XAI_API_KEY", NULL },
  .endpoint = "https://api.x.ai/v1",
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_OPENAI_RESPONSES,
                                        CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_API_KEY,
  .options = options,
  .color = "#6f6d78",
};

/* --- Models --- */

static const char *const two_efforts[] = { "low", "high", NULL };
static const char *const three_efforts[] = { "low", "medium", "high", NULL };
static const char *const four_efforts[] = { "low", "medium", "high", "xhigh", NULL };
static const char *const none_efforts[] = { "none", "low", "medium", "high", NULL };

/* What was thought comes sealed through Responses, and not at all through Chat Completions, but for
 * the oldest models.
 * Source: https://docs.x.ai/developers/model-capabilities/text/reasoning */
#define COMMON                                   \
  .output_limit_field = "max_completion_tokens", \
  .stream_usage = TRUE,                          \
  .sends_parallel_tools = TRUE,                  \
  .refuses_top_k = TRUE,                         \
  .sampling_with_effort = TRUE,                  \
  .sends_store = TRUE

/* Models that reason refuse these. */
#define REASONS                \
  COMMON,                      \
    .reasons = TRUE,           \
    .refuses_stop = TRUE,      \
    .refuses_penalties = TRUE, \
    .sends_include = TRUE

static const ChlQuirks plain = { COMMON };
static const ChlQuirks fixed = { REASONS };
static const ChlQuirks two = { REASONS, .sends_effort = TRUE, .efforts = two_efforts };
static const ChlQuirks three = { REASONS, .sends_effort = TRUE, .efforts = three_efforts };
static const ChlQuirks four = { REASONS, .sends_effort = TRUE, .efforts = four_efforts };
static const ChlQuirks with_none = {
  REASONS,
  .sends_effort = TRUE,
  .thinking_can_be_off = TRUE,
  .efforts = none_efforts,
};

/*
 * Who takes no word for effort refuses to be sent one. What is not in the table is younger than it;
 * it is taken for a model that reasons, and told nothing that some of those refuse.
 * Source: https://docs.x.ai/developers/model-capabilities/text/reasoning,
 *   https://github.com/vercel/ai/releases/tag/@ai-sdk%2Fxai@4.0.8
 */
static const ChlGeneration generations[] = {
  { "*non-reasoning*", &plain },
  { "*multi-agent*", &four },
  { "grok-4.7*", &four },
  { "grok-4.6*", &three },
  { "grok-4.5*", &three },
  { "grok-4.3*", &with_none },
  { "grok-3-mini*", &two },
  { "grok-3*", &plain },
  { "grok-2*", &plain },
  { "grok-beta*", &plain },
  { "grok-vision*", &plain },
  { NULL, &fixed },
};

/* Several agents at once are known to be asked through Responses alone (unverified by xAI's own
 * pages; Source: https://github.com/orgs/cometapi-dev/discussions/87). */
static gboolean
needs_responses (const char *model)
{
  return strstr (model, "multi-agent") != NULL;
}

static ChlProtocolId
chl_xai_provider_get_protocol (ChlProvider *provider,
                               const char  *model)
{
  return needs_responses (model) ? CHL_PROTOCOL_OPENAI_RESPONSES : chl_protocol_choice_get (provider);
}

static const ChlQuirks *
chl_xai_provider_get_quirks (ChlProvider *provider,
                             const char  *model)
{
  const ChlQuirks *base = chl_generation_find (generations, model);
  ChlQuirks       *own;

  if (chl_xai_provider_get_protocol (provider, model) != CHL_PROTOCOL_OPENAI_RESPONSES)
    return base;

  own = chl_own_quirks_begin (provider, model, base);
  own->sends_cache_key = TRUE;

  return own;
}

/* Cents for a hundred million tokens. */
static double
read_price (JsonNode   *row,
            const char *pointer)
{
  gint64 price = 0;

  return chl_json_get_int64 (row, pointer, &price) ? (double) price / 10000.0 : NAN;
}

/* Makes pictures or films. */
static const char *const other_kinds[] = { "imagine", "video", NULL };

static gboolean
is_other_kind (JsonNode *row)
{
  return chl_json_get_array (row, "/output_modalities") != NULL &&
         !chl_listing_has_word (row, "/output_modalities", "text");
}

/* The list of language models says what goes in and what it costs, which the plain one does not;
 * neither says how long the window is.
 * Source: https://docs.x.ai/docs/api-reference#list-language-models */
static gboolean
chl_xai_provider_describe_model (ChlProvider *provider,
                                 ChlModel    *model,
                                 JsonNode    *row)
{
  const char *id = chl_model_get_id (model);
  g_autoptr(ChlCapabilities) capabilities = NULL;
  gint64 created = 0;

  if (is_other_kind (row))
    return FALSE;

  capabilities = chl_capabilities_copy (chl_model_get_said (model));
  if (g_str_has_prefix (id, "grok-"))
    chl_capabilities_set_boolean (capabilities, CHL_FIELD_TOOLS, !needs_responses (id),
                                  CHL_ORIGIN_FAMILY);
  chl_listing_set_price (capabilities, read_price (row, "/prompt_text_token_price"),
                         read_price (row, "/completion_text_token_price"),
                         read_price (row, "/cached_prompt_text_token_price"), NAN);
  if (chl_json_get_int64 (row, "/created", &created))
    chl_listing_set_date (capabilities, CHL_FIELD_RELEASED, created);
  chl_model_take_capabilities (model, g_steal_pointer (&capabilities));

  return TRUE;
}

/* --- Addresses and headers --- */

static char *
chl_xai_provider_dup_url (ChlProvider *provider,
                          ChlOperation operation)
{
  ChlProviderClass *parent_class = CHL_PROVIDER_CLASS (chl_xai_provider_parent_class);
  const char       *endpoint = chl_provider_get_endpoint (provider);

  if (operation == CHL_OPERATION_MODELS)
    return chl_address_join (endpoint, "/language-models");
  if (operation == CHL_OPERATION_ACCOUNT)
    return chl_address_join (endpoint, "/api-key");

  return parent_class->dup_url (provider, operation);
}

static char *
chl_xai_provider_dup_model_url (ChlProvider *provider,
                                const char  *model)
{
  if (!needs_responses (model))
    return NULL;

  return chl_address_join (chl_provider_get_endpoint (provider), "/responses");
}

/* With this, the requests of one conversation come to the server that has it in its cache; Responses
 * has a member for the same.
 * Source: https://docs.x.ai/developers/advanced-api-usage/prompt-caching/maximizing-cache-hits */
static void
chl_xai_provider_add_request_headers (ChlProvider      *provider,
                                      ChlHeaders       *headers,
                                      const ChlRequest *request)
{
  if (request->cache_key != NULL && chl_headers_is_valid_value (request->cache_key) &&
      chl_xai_provider_get_protocol (provider, request->model) == CHL_PROTOCOL_OPENAI_CHAT)
    chl_headers_set (headers, "x-grok-conv-id", request->cache_key);
}

/* --- Account and errors --- */

/* It says whether the key works, and nothing of money.
 * Source: https://docs.x.ai/docs/api-reference#get-api-key-information */
static ChlAccount *
chl_xai_provider_parse_account (ChlProvider *provider,
                                JsonNode    *root)
{
  static const struct
  {
    const char *pointer;
    const char *words;
  } limits[] = {
    { "/team_blocked", N_ ("the team is blocked") },
    { "/api_key_blocked", N_ ("the key is blocked") },
    { "/api_key_disabled", N_ ("the key is switched off") },
  };
  g_autoptr(ChlAccount) account = chl_account_new ();
  guint n_known = 0;

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      gboolean holds = FALSE;

      if (!chl_json_get_boolean (root, limits[i].pointer, &holds))
        continue;

      n_known++;
      if (holds && account->is_usable)
        {
          account->is_usable = FALSE;
          account->limit = g_strdup (_ (limits[i].words));
        }
    }

  return n_known > 0 ? g_steal_pointer (&account) : NULL;
}

/*
 * A key that is wrong is called a broken request, sometimes with its blanks as in an address; a team
 * that has no money left is told so under several statuses.
 * Source: https://docs.x.ai/docs/key-information/debugging-errors,
 *   https://github.com/i-am-bee/beeai-framework/issues/447,
 *   https://github.com/continuedev/continue/issues/10740 and 12670
 */
static const ChlFailureRow failures[] = {
  { 0, NULL, "monthly spending limit", CHL_FAILURE_QUOTA },
  { 0, NULL, "available credits", CHL_FAILURE_QUOTA },
  { 0, NULL, "any credits", CHL_FAILURE_QUOTA },
  { 0, NULL, "purchase more credits", CHL_FAILURE_QUOTA },
  { 0, NULL, "incorrect api key", CHL_FAILURE_AUTH },
  { 0, NULL, "incorrect%20api%20key", CHL_FAILURE_AUTH },
  { 0, NULL, NULL, CHL_FAILURE_NONE },
};

static void
chl_xai_provider_class_init (ChlXaiProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->failures = failures;
  provider_class->left_out = other_kinds;
  provider_class->get_protocol = chl_xai_provider_get_protocol;
  provider_class->get_quirks = chl_xai_provider_get_quirks;
  provider_class->describe_model = chl_xai_provider_describe_model;
  provider_class->dup_url = chl_xai_provider_dup_url;
  provider_class->dup_model_url = chl_xai_provider_dup_model_url;
  provider_class->add_request_headers = chl_xai_provider_add_request_headers;
  provider_class->parse_account = chl_xai_provider_parse_account;
}

static void
chl_xai_provider_init (ChlXaiProvider *self)
{
}
