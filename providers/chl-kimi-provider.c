/* chl-kimi-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-kimi"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-address.h"
#include "chl-json.h"
#include "chl-listing-fields.h"
#include "chl-site.h"

#define CHL_TYPE_KIMI_PROVIDER (chl_kimi_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlKimiProvider, chl_kimi_provider, CHL, KIMI_PROVIDER, ChlProvider)

struct _ChlKimiProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlKimiProvider, chl_kimi_provider, CHL_TYPE_PROVIDER)

#define USUAL_ENDPOINT "https://api.moonshot.ai/v1"

static const ChlOption options[] = {
  { .key = CHL_OPTION_REGION,
    .title = N_ ("Region"),
    .summary = N_ ("Keys are made for one region, and the other refuses them"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "international", N_ ("International") },
                                    { "china", N_ ("China") },
                                    { NULL, NULL } } },
  { .key = CHL_OPTION_PLAN,
    .title = N_ ("Plan"),
    .summary = N_ ("Kimi Code is a subscription with keys of its own"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "standard", N_ ("Pay as You Go") },
                                    { "code", N_ ("Kimi Code") },
                                    { NULL, NULL } } },
  { NULL },
};

/*
 * Kimi Code lets in programs that write code and refuses others, by what they call themselves
 * (unverified); we give our own name there as everywhere, and show what it says.
 *
 * Source: https://platform.kimi.ai/docs/api/chat, https://www.kimi.com/code/docs/
 */
static const ChlSite sites[] = {
  { "international", "standard", USUAL_ENDPOINT, NULL },
  { "china", "standard", "https://api.moonshot.cn/v1",
    "https://platform.kimi.com/console/api-keys" },
  { NULL, "code", "https://api.kimi.com/coding/v1", "https://www.kimi.com/code/docs/" },
  { NULL },
};

/* For want of a list: that of Kimi Code is not documented.
 * Source: https://github.com/anomalyco/models.dev */
static const ChlBundledModel bundled[] = {
  { "kimi-k3", "Kimi K3", "standard" },
  { "kimi-k2.7-code", "Kimi K2.7 Code", "standard" },
  { "kimi-k2.7-code-highspeed", "Kimi K2.7 Code HighSpeed", "standard" },
  { "kimi-k2.6", "Kimi K2.6", "standard" },
  { "kimi-k2.5", "Kimi K2.5", "standard" },
  { "kimi-for-coding", "Kimi for Coding", "code" },
  { "k2p7", "Kimi K2.7", "code" },
  { "k2p6", "Kimi K2.6", "code" },
  { "k2p5", "Kimi K2.5", "code" },
  { "kimi-k2-thinking", "Kimi K2 Thinking", "code" },
  { NULL },
};

static const ChlFamily family = {
  .id = "kimi",
  .title = "Kimi",
  .summary = N_ ("Kimi models, from Moonshot AI"),
  .aliases = (const char *const[]){ "moonshot", "moonshot ai", "kimi code", "kimi for coding",
                                    "月之暗面", NULL },
  .docs_uri = "https://platform.kimi.ai/docs/api/chat",
  .key_uri = "https://platform.moonshot.ai/console/api-keys",
  /* The first one is of Kimi Code. */
  .key_prefixes = (const char *const[]){ "sk-kimi-", "sk-", NULL },
  .variables = (const char *const[]){ "MOONSHOT_API_KEY", "KIMI_API_KEY", NULL },
  .endpoint = USUAL_ENDPOINT,
  .sites = sites,
  .bundled = bundled,
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_API_KEY,
  .options = options,
  .color = "#2a80e0",
};

/* --- Models --- */

/*
 * What led to calls of tools must come back with them, or the request is refused as one that misses
 * its reasoning_content.
 * Source: https://platform.kimi.ai/docs/api/chat,
 *   https://platform.kimi.ai/docs/guide/use-kimi-k2-thinking-model
 */
#define COMMON                                   \
  .output_limit_field = "max_completion_tokens", \
  .stream_usage = TRUE,                          \
  .sampling_with_effort = TRUE,                  \
  .sends_cache_key = TRUE

#define REASONS                             \
  COMMON,                                   \
    .reasons = TRUE,                        \
    .reasoning_field = "reasoning_content", \
    .reasoning_required = TRUE

/* Whoever says anything about sampling to these is refused: it is fixed, and not the same with
 * thinking as without. That K2.8 and K3 have it so is unverified; without a word about it they answer
 * either way.
 * Source: https://platform.kimi.ai/docs/api/models-overview,
 *   https://platform.kimi.ai/docs/guide/migrating-from-openai-to-kimi */
#define FIXED_SAMPLING           \
  .sampling = CHL_SAMPLING_NONE, \
  .refuses_penalties = TRUE

/* Source: https://platform.kimi.ai/docs/api/models-overview */
static const ChlQuirks switches = {
  REASONS,
  FIXED_SAMPLING,
  .reasoning = CHL_REASONING_THINKING,
  .thinking_can_be_off = TRUE,
};

/* It takes the switch, but not to be turned off. */
static const ChlQuirks always_on = {
  REASONS,
  FIXED_SAMPLING,
  .reasoning = CHL_REASONING_THINKING,
};

/* Words instead of the switch, of which it takes none: it always thinks. Tables of models elsewhere
 * say that it can be switched off, and that the words go into `output_config`, which is how the
 * maker's imitation of the Messages protocol has it.
 * Source: https://platform.kimi.ai/docs/guide/use-reasoning-effort */
static const ChlQuirks words = {
  REASONS,
  FIXED_SAMPLING,
  .sends_effort = TRUE,
  .efforts = (const char *const[]){ "low", "high", "max", NULL },
};

/* Nothing can be said about it. */
static const ChlQuirks fixed = {
  REASONS,
};

static const ChlQuirks plain = {
  COMMON,
};

static const ChlGeneration generations[] = {
  { "kimi-k2-thinking*", &fixed },
  { "kimi-thinking*", &fixed },
  { "kimi-k2.5*", &switches },
  { "kimi-k2.6*", &switches },
  { "kimi-k2.7*", &always_on },
  { "kimi-k2.*", &always_on },
  { "kimi-k2*", &plain },
  { "kimi-k3*", &words },
  { "k2p5*", &switches },
  { "k2p6*", &switches },
  { "k2p*", &always_on },
  { "k3*", &words },
  { "kimi-for-coding*", &always_on },
  { "kimi-latest*", &plain },
  { "kimi-k*", &words },
  { NULL, &plain },
};

/* All of them call tools; the list says the rest. Source: https://github.com/MoonshotAI/kimi-cli */
static gboolean
chl_kimi_provider_describe_model (ChlProvider *provider,
                                  ChlModel    *model,
                                  JsonNode    *row)
{
  g_autoptr(ChlCapabilities) capabilities = NULL;
  const char *kinds[4] = { "text" };
  guint       n = 1;
  gint64      created = 0;
  gboolean    sees = FALSE;
  gboolean    films = FALSE;

  capabilities = chl_capabilities_copy (chl_model_get_said (model));
  chl_capabilities_set_boolean (capabilities, CHL_FIELD_TOOLS, TRUE, CHL_ORIGIN_FAMILY);
  if (chl_json_get_boolean (row, "/supports_image_in", &sees))
    {
      if (sees)
        kinds[n++] = "image";
      if (chl_json_get_boolean (row, "/supports_video_in", &films) && films)
        kinds[n++] = "video";
      chl_capabilities_set_words (capabilities, CHL_FIELD_INPUT_KINDS, kinds, CHL_ORIGIN_PROVIDER);
    }
  if (chl_json_get_int64 (row, "/created", &created))
    chl_listing_set_date (capabilities, CHL_FIELD_RELEASED, created);
  chl_model_take_capabilities (model, g_steal_pointer (&capabilities));

  return TRUE;
}

/* --- Addresses --- */

static gboolean
is_code (const char *endpoint)
{
  g_autofree char *host = endpoint != NULL ? chl_address_dup_host (endpoint) : NULL;

  return g_strcmp0 (host, "api.kimi.com") == 0;
}

static char *
chl_kimi_provider_dup_url (ChlProvider *provider,
                           ChlOperation operation)
{
  const char *endpoint = chl_provider_get_endpoint (provider);

  if (operation == CHL_OPERATION_ACCOUNT && endpoint != NULL)
    return chl_address_join (endpoint, is_code (endpoint) ? "/usages" : "/users/me/balance");

  return CHL_PROVIDER_CLASS (chl_kimi_provider_parent_class)->dup_url (provider, operation);
}

/* --- Account --- */

/* Numbers come as text, too. */
static gboolean
read_number (JsonNode   *root,
             const char *pointer,
             double     *out_value)
{
  const char *text = chl_json_get_string (root, pointer);
  char       *end = NULL;

  if (text == NULL)
    return chl_json_get_double (root, pointer, out_value);

  *out_value = g_ascii_strtod (text, &end);

  return end != text && *end == '\0';
}

/* Of the subscription: how much of what is given for a time is used.
 * Source: https://github.com/MoonshotAI/kimi-cli */
static ChlAccount *
parse_usage (JsonNode *root)
{
  g_autoptr(ChlAccount) account = chl_account_new ();
  double limit = 0;
  double used = 0;
  double left = 0;

  if (!read_number (root, "/usage/limit", &limit))
    return NULL;
  if (read_number (root, "/usage/remaining", &left))
    used = limit - left;
  else if (!read_number (root, "/usage/used", &used))
    return NULL;

  account->is_usable = used < limit;
  /* Translators: of what a subscription gives, as in “12 of 100 used” */
  account->limit = g_strdup_printf (_("%.0f of %.0f used"), used, limit);

  return g_steal_pointer (&account);
}

/* With nothing left, nothing is answered. That the amounts abroad are dollars is unverified.
 * Source: https://platform.kimi.ai/docs/api/chat, "Check Balance" beside it */
static ChlAccount *
parse_balance (ChlProvider *provider,
               JsonNode    *root)
{
  g_autofree char *host = chl_address_dup_host (chl_provider_get_endpoint (provider));
  ChlAccount      *account;
  double           left = 0;

  if (!read_number (root, "/data/available_balance", &left))
    return NULL;

  account = chl_account_new ();
  account->is_usable = left > 0;
  account->has_left = TRUE;
  account->left = left;
  if (g_strcmp0 (host, "api.moonshot.cn") == 0)
    account->currency = g_strdup ("CNY");
  else if (g_strcmp0 (host, "api.moonshot.ai") == 0)
    account->currency = g_strdup ("USD");

  return account;
}

static ChlAccount *
chl_kimi_provider_parse_account (ChlProvider *provider,
                                 JsonNode    *root)
{
  if (chl_json_get_object (root, "/usage") != NULL)
    return parse_usage (root);

  return parse_balance (provider, root);
}

/* --- Errors --- */

/* Source: https://platform.kimi.ai/docs/api/errors,
 *   https://www.kimi.com/code/docs/en/kimi-code/error-reference.html */
static const ChlFailureRow failures[] = {
  { 0, NULL, "reached your usage limit", CHL_FAILURE_QUOTA },
  { 0, NULL, "monthly usage limit", CHL_FAILURE_QUOTA },
  { 0, "exceeded_current_quota_error", NULL, CHL_FAILURE_QUOTA },
  { 0, "rate_limit_reached_error", NULL, CHL_FAILURE_RATE_LIMIT },
  { 0, "engine_overloaded_error", NULL, CHL_FAILURE_OVERLOADED },
  { 0, "invalid_authentication_error", NULL, CHL_FAILURE_AUTH },
  { 0, "incorrect_api_key_error", NULL, CHL_FAILURE_AUTH },
  { 0, "permission_denied_error", NULL, CHL_FAILURE_PERMISSION },
  { 0, "resource_not_found_error", NULL, CHL_FAILURE_NOT_FOUND },
  { 0, "content_filter", NULL, CHL_FAILURE_CONTENT_POLICY },
  { 400, NULL, "exceeded model token limit", CHL_FAILURE_CONTEXT_LENGTH },
  { 400, NULL, "token length too long", CHL_FAILURE_CONTEXT_LENGTH },
  { 0, NULL, NULL, CHL_FAILURE_NONE },
};

static void
chl_kimi_provider_class_init (ChlKimiProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->generations = generations;
  provider_class->failures = failures;
  provider_class->lacks = 1U << CHL_OPERATION_COMPLETIONS | 1U << CHL_OPERATION_EMBEDDINGS;
  provider_class->dup_url = chl_kimi_provider_dup_url;
  provider_class->describe_model = chl_kimi_provider_describe_model;
  provider_class->parse_account = chl_kimi_provider_parse_account;
}

static void
chl_kimi_provider_init (ChlKimiProvider *self)
{
}
