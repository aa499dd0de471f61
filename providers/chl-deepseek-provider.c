/* chl-deepseek-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-deepseek"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "chl-address.h"
#include "chl-json.h"
#include "chl-provider.h"

#define CHL_TYPE_DEEPSEEK_PROVIDER (chl_deepseek_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlDeepseekProvider, chl_deepseek_provider, CHL, DEEPSEEK_PROVIDER, ChlProvider)

struct _ChlDeepseekProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlDeepseekProvider, chl_deepseek_provider, CHL_TYPE_PROVIDER)

static const ChlFamily family = {
  .id = "deepseek",
  .title = "DeepSeek",
  .summary = N_ ("DeepSeek models, from their maker"),
  .aliases = (const char *const[]){ "v4", "v3", "r1", "reasoner", "deep seek", "深度求索", NULL },
  .docs_uri = "https://api-docs.deepseek.com/api/create-chat-completion",
  .key_uri = "https://platform.deepseek.com/api_keys",
  .key_prefixes = (const char *const[]){ "sk-", NULL },
  .variables = (const char *const[]){ "DEEPSEEK_API_KEY", NULL },
  .endpoint = "https://api.deepseek.com",
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_API_KEY,
  .color = "#4d6bfe",
};

/* --- Models --- */

static const char *const two_efforts[] = { "high", "max", NULL };
static const char *const three_efforts[] = { "low", "high", "max", NULL };

/*
 * What a model thought before it called a tool must go back with the call for as long as the call
 * does, and must be there even if it is empty; what it thought otherwise need not, and older models
 * refused it.
 *
 * Sampling is taken while it thinks, and has no effect.
 *
 * Source: https://api-docs.deepseek.com/guides/thinking_mode
 */
#define COMMON                            \
  .output_limit_field = "max_tokens",     \
  .stream_usage = TRUE,                   \
  .reasoning_field = "reasoning_content", \
  .reasoning_with_tools_only = TRUE,      \
  .refuses_top_k = TRUE,                  \
  .takes_suffix = TRUE

/* It thinks unless it is told not to. */
#define THINKS                           \
  COMMON,                                \
    .reasons = TRUE,                     \
    .reasoning = CHL_REASONING_THINKING, \
    .thinking_is_usual = TRUE,           \
    .thinking_can_be_off = TRUE

static const ChlQuirks v4_1 = { THINKS, .efforts = three_efforts };
static const ChlQuirks v4 = { THINKS, .efforts = two_efforts };

/* Names for one model with and without thinking, which their names settle. That they are to go is
 * announced; when is unverified. */
static const ChlQuirks reasoner = { COMMON, .reasons = TRUE, .sampling_with_effort = TRUE };
static const ChlQuirks chat = { COMMON, .sampling_with_effort = TRUE };

static const ChlGeneration generations[] = {
  { "deepseek-v4.1*", &v4_1 },
  { "deepseek-flash*", &v4_1 },
  { "deepseek-reasoner*", &reasoner },
  { "deepseek-r1*", &reasoner },
  { "deepseek-chat*", &chat },
  { NULL, &v4 },
};

/* Source: https://api-docs.deepseek.com/guides/fim_completion; of later models it is not said. */
static gboolean
fills_in (const char *id)
{
  static const char *const ids[] = { "deepseek-chat", "deepseek-v4-flash", "deepseek-v4-pro", NULL };

  return g_strv_contains (ids, id);
}

/* The list says nothing but names.
 * Source: https://api-docs.deepseek.com/api/list-models,
 *   https://api-docs.deepseek.com/guides/tool_calls */
static gboolean
chl_deepseek_provider_describe_model (ChlProvider *provider,
                                      ChlModel    *model,
                                      JsonNode    *row)
{
  g_autoptr(ChlCapabilities) capabilities = NULL;

  capabilities = chl_capabilities_copy (chl_model_get_said (model));
  if (g_str_has_prefix (chl_model_get_id (model), "deepseek-"))
    chl_capabilities_set_boolean (capabilities, CHL_FIELD_TOOLS, TRUE, CHL_ORIGIN_FAMILY);
  if (fills_in (chl_model_get_id (model)))
    {
      chl_capabilities_set_boolean (capabilities, CHL_FIELD_FIM, TRUE, CHL_ORIGIN_FAMILY);
      chl_model_set_use (model, CHL_MODEL_USE_CHAT | CHL_MODEL_USE_COMPLETION);
    }
  chl_model_take_capabilities (model, g_steal_pointer (&capabilities));

  return TRUE;
}

/* --- Addresses --- */

/* What other programs are told to use, for other protocols or for what is being tried out. */
static char *
chl_deepseek_provider_normalize_endpoint (ChlProvider *provider,
                                          const char  *text,
                                          GError     **error)
{
  static const char *const endings[] = { "/anthropic/v1", "/anthropic", "/beta" };
  char                    *base = chl_address_clean (text, error);

  for (guint i = 0; base != NULL && i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (base, endings[i]))
      {
        base[strlen (base) - strlen (endings[i])] = '\0';
        break;
      }

  return base;
}

/* A gap is filled in, and is only filled in, at the address of what is being tried out; the version
 * that may stand in the address of chats has nothing to do with it. There are no embeddings.
 * Source: https://api-docs.deepseek.com/api/create-completion,
 *   https://api-docs.deepseek.com/api/get-user-balance */
static char *
chl_deepseek_provider_dup_url (ChlProvider *provider,
                               ChlOperation operation)
{
  ChlProviderClass *parent_class = CHL_PROVIDER_CLASS (chl_deepseek_provider_parent_class);
  const char       *endpoint = chl_provider_get_endpoint (provider);
  g_autofree char  *root = NULL;

  if (operation == CHL_OPERATION_EMBEDDINGS || endpoint == NULL)
    return NULL;

  root = chl_address_strip_version (endpoint);
  if (operation == CHL_OPERATION_COMPLETIONS)
    return chl_address_join (root, "/beta/completions");
  if (operation == CHL_OPERATION_ACCOUNT)
    return chl_address_join (root, "/user/balance");

  return parent_class->dup_url (provider, operation);
}

/* --- Account and errors --- */

static gboolean
read_amount (JsonNode   *row,
             const char *pointer,
             double     *out_amount)
{
  const char *text = chl_json_get_string (row, pointer);
  char       *end = NULL;

  if (text == NULL || *text == '\0')
    return FALSE;

  *out_amount = g_ascii_strtod (text, &end);

  return *end == '\0' && isfinite (*out_amount);
}

/* An account may have a balance in each of two currencies: the first that is not empty counts. */
static ChlAccount *
chl_deepseek_provider_parse_account (ChlProvider *provider,
                                     JsonNode    *root)
{
  JsonArray *rows = chl_json_get_array (root, "/balance_infos");
  g_autoptr(ChlAccount) account = chl_account_new ();

  if (!chl_json_get_boolean (root, "/is_available", &account->is_usable))
    return NULL;

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonNode   *row = json_array_get_element (rows, i);
      const char *currency = chl_json_get_string (row, "/currency");
      double      left = 0;

      if (currency == NULL || !read_amount (row, "/total_balance", &left) ||
          (account->has_left && !(account->left <= 0 && left > 0)))
        continue;

      g_free (account->currency);
      account->currency = g_strdup (currency);
      account->has_left = TRUE;
      account->left = left;
    }

  return g_steal_pointer (&account);
}

/* The status of a name that is not theirs is that of a broken request; known from reports alone
 * (unverified). Source: https://api-docs.deepseek.com/quick_start/error_codes */
static const ChlFailureRow failures[] = {
  { 402, NULL, NULL, CHL_FAILURE_QUOTA },
  { 400, NULL, "model not exist", CHL_FAILURE_NOT_FOUND },
  { 0, NULL, NULL, CHL_FAILURE_NONE },
};

static void
chl_deepseek_provider_class_init (ChlDeepseekProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->generations = generations;
  provider_class->failures = failures;
  provider_class->normalize_endpoint = chl_deepseek_provider_normalize_endpoint;
  provider_class->dup_url = chl_deepseek_provider_dup_url;
  provider_class->describe_model = chl_deepseek_provider_describe_model;
  provider_class->parse_account = chl_deepseek_provider_parse_account;
}

static void
chl_deepseek_provider_init (ChlDeepseekProvider *self)
{
}
