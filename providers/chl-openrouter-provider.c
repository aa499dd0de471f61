/* chl-openrouter-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-openrouter"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-address.h"
#include "chl-json.h"
#include "chl-model-facts.h"
#include "chl-openrouter-listing.h"
#include "chl-own-quirks.h"
#include "chl-provider.h"

#define CHL_TYPE_OPENROUTER_PROVIDER (chl_openrouter_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlOpenrouterProvider, chl_openrouter_provider, CHL, OPENROUTER_PROVIDER, ChlProvider)

/* Without a filter, models that make vectors are not listed.
 * Source: https://openrouter.ai/docs/models */
#define LIST_PATH "/models?output_modalities=text,embeddings"

/* How the program is named on a person's own page of activity. The address of a program, for which
 * there is another field, would be shown to everybody, and is not sent.
 * Source: https://openrouter.ai/docs/app-attribution */
#define TITLE_FIELD "X-Title"
#define TITLE "Chatelaine"

#define ROOT "https://openrouter.ai"

struct _ChlOpenrouterProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlOpenrouterProvider, chl_openrouter_provider, CHL_TYPE_PROVIDER)

/* Source: https://openrouter.ai/docs/features/provider-routing,
 *   https://openrouter.ai/docs/features/prompt-caching */
static const ChlOption options[] = {
  { .key = "data-collection",
    .title = N_ ("Data Collection"),
    .summary = N_ ("Whether questions may go to those who keep them or train models with them"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "account", N_ ("As the Account Says") },
                                    { "deny", N_ ("Forbidden") },
                                    { "allow", N_ ("Allowed") },
                                    { NULL, NULL } } },
  { .key = "zero-data-retention",
    .title = N_ ("Zero Data Retention"),
    .summary = N_ ("Ask only those who keep nothing at all"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "account", N_ ("As the Account Says") },
                                    { "only", N_ ("Required") },
                                    { NULL, NULL } } },
  { .key = "fallbacks",
    .title = N_ ("Fallbacks"),
    .summary = N_ ("Whether another host of the same model is asked if the first one fails"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "on", N_ ("On") }, { "off", N_ ("Off") }, { NULL, NULL } } },
  { .key = "parameters",
    .title = N_ ("Parameters"),
    .summary = N_ ("Hosts that do not know a parameter pass it over, or are not asked"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "wished", N_ ("Wished For") },
                                    { "required", N_ ("Required") },
                                    { NULL, NULL } } },
  { .key = "sort",
    .title = N_ ("Preferred Hosts"),
    .summary = N_ ("Which of the hosts of a model are asked first"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "balanced", N_ ("Balanced") },
                                    { "price", N_ ("The Cheapest") },
                                    { "throughput", N_ ("The Fastest") },
                                    { "latency", N_ ("The First to Begin") },
                                    { NULL, NULL } } },
  { .key = "cache",
    .title = N_ ("Prompt Cache"),
    .summary = N_ ("Claude models cache what a conversation begins with only if they are asked to; "
                   "others do so by themselves"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "on", N_ ("On") }, { "off", N_ ("Off") }, { NULL, NULL } } },
  { NULL },
};

static const ChlFamily family = {
  .id = "openrouter",
  .title = "OpenRouter",
  .summary = N_ ("Hundreds of models of all makers with one key"),
  .aliases = (const char *const[]){ "open router", "aggregator", "gpt", "claude", "gemini",
                                    "llama", "mistral", "qwen", "deepseek", "free", NULL },
  .docs_uri = "https://openrouter.ai/docs/api-reference/overview",
  .key_uri = "https://openrouter.ai/keys",
  .key_prefixes = (const char *const[]){ "sk-or-v1-", "sk-or-", NULL },
  .variables = (const char *const[]){ "OPENROUTER_API_KEY", NULL },
  .endpoint = ROOT "/api/v1",
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_API_KEY,
  .options = options,
  .color = "#6467f2",
};

/* --- Models --- */

/* What a host does not know it passes over, unless it is told otherwise. The words for effort are
 * those that the gateway takes for every model of which it lists none.
 * Source: https://openrouter.ai/docs/use-cases/reasoning-tokens,
 *   https://openrouter.ai/docs/features/multimodal/pdfs */
static const char *const gateway_efforts[] = { "none", "minimal", "low", "medium", "high", "xhigh",
                                               NULL };

static const ChlQuirks usual = {
  .output_limit_field = "max_tokens",
  .stream_usage = TRUE,
  .sends_effort = TRUE,
  .sampling_with_effort = TRUE,
  .sends_parallel_tools = TRUE,
  .takes_files = TRUE,
  .reasoning_details = TRUE,
  .reasoning = CHL_REASONING_OBJECT,
  .thinking_can_be_off = TRUE,
  .efforts = gateway_efforts,
};

static void
add_member (GString    *object,
            const char *json)
{
  g_string_append_printf (object, "%s%s", object->len > 1 ? "," : "", json);
}

static gboolean
is_chosen (ChlProvider *provider,
           const char  *key,
           const char  *value)
{
  return g_strcmp0 (chl_provider_get_option (provider, key), value) == 0;
}

/* How the request is to be routed, as the person chose; nothing where all is as usual. */
static void
add_routing (ChlProvider *provider,
             GString     *body)
{
  static const struct
  {
    const char *key;
    const char *value;
    const char *json;
  } rows[] = {
    { "data-collection", "deny", "\"data_collection\":\"deny\"" },
    { "data-collection", "allow", "\"data_collection\":\"allow\"" },
    { "zero-data-retention", "only", "\"zdr\":true" },
    { "fallbacks", "off", "\"allow_fallbacks\":false" },
    { "parameters", "required", "\"require_parameters\":true" },
    { "sort", "price", "\"sort\":\"price\"" },
    { "sort", "throughput", "\"sort\":\"throughput\"" },
    { "sort", "latency", "\"sort\":\"latency\"" },
  };
  g_autoptr(GString) routing = g_string_new ("{");
  g_autofree char *member = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (is_chosen (provider, rows[i].key, rows[i].value))
      add_member (routing, rows[i].json);
  if (routing->len == 1)
    return;

  member = g_strconcat ("\"provider\":", routing->str, "}", NULL);
  add_member (body, member);
}

static char *
dup_extra_body (ChlProvider *provider,
                const char  *model)
{
  g_autoptr(GString) body = g_string_new ("{");

  add_routing (provider, body);
  if ((g_str_has_prefix (model, "anthropic/") || g_str_has_prefix (model, "~anthropic/")) &&
      !is_chosen (provider, "cache", "off"))
    add_member (body, "\"cache_control\":{\"type\":\"ephemeral\"}");
  if (body->len == 1)
    return NULL;

  g_string_append_c (body, '}');

  return g_string_free (g_steal_pointer (&body), FALSE);
}

/* The list says of each model whether it reasons, how it can be told how much, and whether it can
 * be told not to. */
static void
apply_listed (ChlProvider *provider,
              ChlQuirks   *quirks,
              ChlModel    *model)
{
  const ChlCapabilities *capabilities = chl_model_get_told (model);

  if (chl_capabilities_is_known (capabilities, CHL_FIELD_SAMPLING) &&
      !chl_capabilities_is (capabilities, CHL_FIELD_SAMPLING))
    quirks->sampling = CHL_SAMPLING_NONE;
  if (!chl_capabilities_is_known (capabilities, CHL_FIELD_REASONING))
    return;

  quirks->reasons = chl_capabilities_is (capabilities, CHL_FIELD_REASONING);
  if (!quirks->reasons)
    {
      quirks->reasoning = CHL_REASONING_WORD;
      quirks->sends_effort = FALSE;
      return;
    }

  quirks->thinking_can_be_off = !chl_model_has_fact (model, CHL_OPENROUTER_FACT_MANDATORY);
  chl_own_quirks_set_listed_efforts (provider, quirks, model);
}

/*
 * Behind a colon stands how a request is routed, or what is done beside it: such names are asked for
 * as they are, and only some of them are in the list. What the list says of the model itself holds
 * for them, too.
 * Source: https://openrouter.ai/docs/features/provider-routing,
 *   https://openrouter.ai/docs/features/web-search
 */
static ChlModel *
find_listed (ChlProvider *provider,
             const char  *id)
{
  ChlModel        *model = chl_provider_find_model (provider, id);
  const char      *colon = strrchr (id, ':');
  g_autofree char *plain = colon != NULL ? g_strndup (id, (gsize) (colon - id)) : NULL;

  if (plain == NULL ||
      (model != NULL &&
       chl_capabilities_is_known (chl_model_get_told (model), CHL_FIELD_REASONING)))
    return model;

  return chl_provider_find_model (provider, plain);
}

static const ChlQuirks *
chl_openrouter_provider_get_quirks (ChlProvider *provider,
                                    const char  *model)
{
  ChlModel        *listed = find_listed (provider, model);
  ChlQuirks       *quirks = chl_own_quirks_begin (provider, model, &usual);
  g_autofree char *extra_body = dup_extra_body (provider, model);

  /* Of a handful of texts; they are there for good. */
  quirks->extra_body = extra_body != NULL ? g_intern_string (extra_body) : NULL;
  if (listed != NULL)
    apply_listed (provider, quirks, listed);

  return quirks;
}

static gboolean
chl_openrouter_provider_describe_model (ChlProvider *provider,
                                        ChlModel    *model,
                                        JsonNode    *row)
{
  if (!chl_openrouter_listing_is_of_use (row))
    return FALSE;

  chl_openrouter_listing_describe (model, row);

  return TRUE;
}

/* --- Addresses and headers --- */

/* At the address of its pages there are only pages. */
static char *
chl_openrouter_provider_normalize_endpoint (ChlProvider *provider,
                                            const char  *text,
                                            GError     **error)
{
  g_autofree char *base = chl_address_clean (text, error);

  if (base != NULL && (g_str_equal (base, ROOT) || g_str_equal (base, ROOT "/api")))
    return g_strdup (ROOT "/api/v1");

  return g_steal_pointer (&base);
}

static char *
chl_openrouter_provider_dup_url (ChlProvider *provider,
                                 ChlOperation operation)
{
  ChlProviderClass *parent_class = CHL_PROVIDER_CLASS (chl_openrouter_provider_parent_class);
  const char       *endpoint = chl_provider_get_endpoint (provider);

  if (operation == CHL_OPERATION_MODELS)
    return chl_address_join (endpoint, LIST_PATH);
  if (operation == CHL_OPERATION_ACCOUNT)
    return chl_address_join (endpoint, "/key");

  return parent_class->dup_url (provider, operation);
}

static void
chl_openrouter_provider_add_headers (ChlProvider *provider,
                                     ChlHeaders  *headers,
                                     ChlOperation operation,
                                     ChlSecret   *secret)
{
  ChlProviderClass *parent_class = CHL_PROVIDER_CLASS (chl_openrouter_provider_parent_class);

  parent_class->add_headers (provider, headers, operation, secret);
  if (operation != CHL_OPERATION_MODELS && operation != CHL_OPERATION_ACCOUNT)
    chl_headers_set (headers, TITLE_FIELD, TITLE);
}

/* --- Account and errors --- */

/* What the key may still spend, if it is limited. What the account holds may be asked with another
 * kind of key only. Credits are dollars.
 * Source: https://openrouter.ai/docs/api-reference/limits */
static ChlAccount *
chl_openrouter_provider_parse_account (ChlProvider *provider,
                                       JsonNode    *root)
{
  g_autoptr(ChlAccount) account = chl_account_new ();
  gboolean is_free_tier = FALSE;

  if (chl_json_get_object (root, "/data") == NULL)
    return NULL;

  account->currency = g_strdup ("USD");
  account->has_left = chl_json_get_double (root, "/data/limit_remaining", &account->left);
  account->has_used = chl_json_get_double (root, "/data/usage", &account->used);
  account->is_usable = !account->has_left || account->left > 0;
  if (chl_json_get_boolean (root, "/data/is_free_tier", &is_free_tier) && is_free_tier)
    account->limit = g_strdup (_ ("free models only, until something is paid"));

  return g_steal_pointer (&account);
}

/*
 * The code is the status. Limits of a key or of a budget are forbidden, not unpaid, and come in
 * their own words; where nobody may be asked, asking again does not help.
 * Source: https://openrouter.ai/docs/api-reference/errors,
 *   https://openrouter.ai/docs/api-reference/limits
 */
static const ChlFailureRow failures[] = {
  { 0, NULL, "no allowed providers", CHL_FAILURE_NOT_FOUND },
  { 503, NULL, "no available model provider", CHL_FAILURE_NOT_FOUND },
  { 503, NULL, "routing requirements", CHL_FAILURE_NOT_FOUND },
  { 0, "403", "limit exceeded", CHL_FAILURE_QUOTA },
  { 0, "402", NULL, CHL_FAILURE_QUOTA },
  { 402, NULL, NULL, CHL_FAILURE_QUOTA },
  { 0, "502", NULL, CHL_FAILURE_SERVER },
  { 0, NULL, NULL, CHL_FAILURE_NONE },
};

static void
chl_openrouter_provider_refine_failure (ChlProvider *provider,
                                        ChlFailure  *failure)
{
  /* Too much money is under way at once: with a time to wait, that is no lack of money. */
  if (failure->kind == CHL_FAILURE_QUOTA && failure->status == 402 && failure->retry_after_ms > 0)
    chl_failure_set_kind (failure, CHL_FAILURE_RATE_LIMIT);
}

static void
chl_openrouter_provider_class_init (ChlOpenrouterProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->failures = failures;
  provider_class->normalize_endpoint = chl_openrouter_provider_normalize_endpoint;
  provider_class->dup_url = chl_openrouter_provider_dup_url;
  provider_class->add_headers = chl_openrouter_provider_add_headers;
  provider_class->get_quirks = chl_openrouter_provider_get_quirks;
  provider_class->describe_model = chl_openrouter_provider_describe_model;
  provider_class->parse_account = chl_openrouter_provider_parse_account;
  provider_class->refine_failure = chl_openrouter_provider_refine_failure;
}

static void
chl_openrouter_provider_init (ChlOpenrouterProvider *self)
{
}
