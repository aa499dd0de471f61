/* chl-doubao-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-doubao"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-json.h"
#include "chl-listing-fields.h"
#include "chl-site.h"

#define CHL_TYPE_DOUBAO_PROVIDER (chl_doubao_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlDoubaoProvider, chl_doubao_provider, CHL, DOUBAO_PROVIDER, ChlProvider)

struct _ChlDoubaoProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlDoubaoProvider, chl_doubao_provider, CHL_TYPE_PROVIDER)

#define CHINA "china"
#define INTERNATIONAL "international"
#define USUAL "usual"
#define CODING "coding"
#define AGENT "agent"

static const ChlOption options[] = {
  { .key = CHL_OPTION_REGION,
    .title = N_ ("Region"),
    .summary = N_ ("Where the key was made; the other region refuses it"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { CHINA, N_ ("China (Volcengine)") },
                                    { INTERNATIONAL, N_ ("International (BytePlus)") },
                                    { NULL, NULL } } },
  { .key = CHL_OPTION_PLAN,
    .title = N_ ("Plan"),
    .summary = N_ ("Subscriptions have addresses of their own"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { USUAL, N_ ("Pay as You Go") },
                                    { CODING, N_ ("Coding Plan") },
                                    { AGENT, N_ ("Agent Plan") },
                                    { NULL, NULL } } },
  { NULL },
};

#define BEIJING "https://ark.cn-beijing.volces.com/api"
#define JOHOR "https://ark.ap-southeast.bytepluses.com/api"
#define BYTEPLUS_KEYS "https://console.byteplus.com/ark/region:ark+ap-southeast-1/apiKey"

/*
 * The addresses of the plans, and those of BytePlus, are what other programs use (unverified):
 * https://github.com/QuantumNous/new-api, https://docs.loongclaw.ai/use-loong/provider-guides.
 * The agent plan is known from China alone.
 *
 * Source: https://www.volcengine.com/docs/82379/1298459, https://docs.byteplus.com/docs/ModelArk
 */
static const ChlSite sites[] = {
  { CHINA, USUAL, BEIJING "/v3", NULL },
  { CHINA, CODING, BEIJING "/coding/v3", NULL },
  { INTERNATIONAL, USUAL, JOHOR "/v3", BYTEPLUS_KEYS },
  { INTERNATIONAL, CODING, JOHOR "/coding/v3", BYTEPLUS_KEYS },
  { NULL, AGENT, BEIJING "/plan/v3", NULL },
  { NULL },
};

/*
 * For where the list of models is not given: there is one on the data plane, but not for everybody
 * (unverified). Anything else is added by its name, or by that of an endpoint, as the console has
 * it. Names seen in programs that use them: https://github.com/vercel/ai,
 * https://docs.anyfast.ai/zh/api-reference/endpoints/doubao.
 */
static const ChlBundledModel bundled[] = {
  { "doubao-seed-2-1-pro-260628", "Doubao Seed 2.1 Pro", USUAL, CHINA },
  { "doubao-seed-2-1-turbo-260628", "Doubao Seed 2.1 Turbo", USUAL, CHINA },
  { "doubao-seed-2-0-pro-260215", "Doubao Seed 2.0 Pro", USUAL, CHINA },
  { "doubao-seed-2-0-lite-260428", "Doubao Seed 2.0 Lite", USUAL, CHINA },
  { "doubao-seed-2-0-mini-260428", "Doubao Seed 2.0 Mini", USUAL, CHINA },
  { "doubao-seed-2-0-code-preview-260215", "Doubao Seed 2.0 Code", USUAL, CHINA },
  { "doubao-seed-1-8-251228", "Doubao Seed 1.8", USUAL, CHINA },
  { "doubao-seed-1-6-251015", "Doubao Seed 1.6", USUAL, CHINA },
  { "doubao-seed-1-6-flash-250828", "Doubao Seed 1.6 Flash", USUAL, CHINA },
  { "doubao-seed-1-6-vision-250815", "Doubao Seed 1.6 Vision", USUAL, CHINA },
  { "deepseek-v4-pro-260425", "DeepSeek V4 Pro", USUAL, CHINA },
  { "deepseek-v4-flash-260425", "DeepSeek V4 Flash", USUAL, CHINA },
  { "deepseek-v3-2-251201", "DeepSeek V3.2", USUAL, CHINA },
  { "glm-5-2-260617", "GLM 5.2", USUAL, CHINA },
  { "kimi-k2-5-260127", "Kimi K2.5", USUAL, CHINA },
  { "doubao-embedding-large-text-240915", "Doubao Embedding Large", USUAL, CHINA },
  { "dola-seed-2-1-turbo-260628", "Seed 2.1 Turbo", USUAL, INTERNATIONAL },
  { "seed-2-0-pro-260328", "Seed 2.0 Pro", USUAL, INTERNATIONAL },
  { "seed-2-0-lite-260428", "Seed 2.0 Lite", USUAL, INTERNATIONAL },
  { "seed-2-0-mini-260428", "Seed 2.0 Mini", USUAL, INTERNATIONAL },
  { "seed-2-0-code-preview-260328", "Seed 2.0 Code", USUAL, INTERNATIONAL },
  { "deepseek-v4-flash-260425", "DeepSeek V4 Flash", USUAL, INTERNATIONAL },
  { "glm-5-2-260617", "GLM 5.2", USUAL, INTERNATIONAL },
  { "gpt-oss-120b-250805", "gpt-oss 120B", USUAL, INTERNATIONAL },
  { "ark-code-latest", NULL, CODING, NULL },
  { "ark-code-latest", NULL, AGENT, NULL },
  { NULL },
};

/* Keys are mostly UUIDs, as are those of many a server elsewhere; newer ones begin with "ark-"
 * (unverified). */
static const ChlFamily family = {
  .id = "doubao",
  .title = "Doubao",
  .summary = N_ ("Seed models of ByteDance, on Volcengine Ark or BytePlus ModelArk"),
  .aliases = (const char *const[]){ "volcengine", "ark", "byteplus", "modelark", "bytedance", "seed",
                                    "dola", "豆包", "火山方舟", "火山引擎", "字节跳动", NULL },
  .docs_uri = "https://www.volcengine.com/docs/82379/1494384",
  .key_uri = "https://console.volcengine.com/ark/region:ark+cn-beijing/apiKey",
  .key_prefixes = (const char *const[]){ "ark-", NULL },
  .key_shapes = (const char *const[]){ "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", NULL },
  .variables = (const char *const[]){ "ARK_API_KEY", "DOUBAO_API_KEY", NULL },
  .endpoint = BEIJING "/v3",
  .sites = sites,
  .bundled = bundled,
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_API_KEY,
  .options = options,
  .color = "#1c6ee8",
};

/* --- Models --- */

/* Of the words that the models take, the least ones turn thinking off, which is said otherwise: a
 * word for effort is refused beside a thinking that is off, and who asks for little wants some. */
static const char *const three_efforts[] = { "low", "medium", "high", NULL };
static const char *const five_efforts[] = { "low", "medium", "high", "xhigh", "max", NULL };

/* Source: https://www.volcengine.com/docs/82379/1494384,
 *   https://github.com/volcengine/volcengine-python-sdk */
#define COMMON                        \
  .output_limit_field = "max_tokens", \
  .stream_usage = TRUE,               \
  .sends_parallel_tools = TRUE,       \
  .sampling_with_effort = TRUE

/* Source: https://www.volcengine.com/docs/82379/1449737 */
#define THINKS                           \
  COMMON,                                \
    .reasons = TRUE,                     \
    .reasoning = CHL_REASONING_THINKING, \
    .thinking_is_usual = TRUE,           \
    .thinking_can_be_off = TRUE

static const ChlQuirks plain = { COMMON };
static const ChlQuirks always_thinks = { COMMON, .reasons = TRUE };
static const ChlQuirks thinks = { THINKS };
static const ChlQuirks three = { THINKS, .efforts = three_efforts };
static const ChlQuirks five = { THINKS, .efforts = five_efforts };

/* As with their maker, what they thought goes back with the calls that it led to (unverified on
 * Ark, which has the member). Source: https://api-docs.deepseek.com/guides/thinking_mode */
static const ChlQuirks deepseek = {
  THINKS,
  .reasoning_field = "reasoning_content",
  .reasoning_with_tools_only = TRUE,
};

/* The name of an endpoint says nothing; the person knows what is behind it, and what is wished is
 * passed on in the one way that there is. */
static const ChlQuirks unknown = {
  COMMON,
  .reasoning = CHL_REASONING_THINKING,
  .thinking_can_be_off = TRUE,
};

/* The names are those of China and of elsewhere, with and without the brand; those of the plans have
 * full stops in their versions. */
static const ChlGeneration generations[] = {
  { "*embedding*", &plain },
  { "doubao-seed-code*", &thinks },
  { "ark-code*", &unknown },
  { "*seed-2?*", &five },
  { "*seed-1?8*", &three },
  { "*seed-1?6-251015*", &three },
  { "*seed-1?6-thinking*", &always_thinks },
  { "*seed-1?6*", &thinks },
  { "doubao-1?5-thinking*", &always_thinks },
  { "doubao-1?5*", &plain },
  { "doubao-pro*", &plain },
  { "doubao-lite*", &plain },
  { "doubao-seed*", &thinks },
  { "deepseek-v3?1*", &deepseek },
  { "deepseek-v3?2*", &deepseek },
  { "deepseek-v4*", &deepseek },
  { "deepseek-r1*", &always_thinks },
  { "gpt-oss*", &always_thinks },
  { "kimi-k2?5*", &thinks },
  { "kimi-k2?6*", &thinks },
  { "glm-*", &thinks },
  { NULL, &unknown },
};

/* Models that make pictures, films, voices and shapes, by their names and by what the list says. */
static const char *const other_kinds[] = { "seedream", "seedance", "seededit", "seed-3d", "seed-asr",
                                           "seed-audio", "seed-tts", "wan2", NULL };

static gboolean
is_other_kind (JsonNode *row)
{
  static const char *const domains[] = { "ImageGeneration", "VideoGeneration", "3DGeneration", NULL };
  const char              *domain = chl_json_get_string (row, "/domain");

  return domain != NULL &&
         (g_strv_contains (domains, domain) || g_str_has_prefix (domain, "Speech"));
}

/* What rows say beside their names is known from what other programs read (unverified). */
static gboolean
chl_doubao_provider_describe_model (ChlProvider *provider,
                                    ChlModel    *model,
                                    JsonNode    *row)
{
  static const char *const kinds[] = { "text", "image", "audio", "video", "file", NULL };
  const char              *found[G_N_ELEMENTS (kinds)] = { NULL };
  guint                    n = 0;
  g_autoptr(ChlCapabilities) capabilities = NULL;

  if (is_other_kind (row) || g_strcmp0 (chl_json_get_string (row, "/status"), "Shutdown") == 0)
    return FALSE;

  capabilities = chl_capabilities_copy (chl_model_get_said (model));
  chl_listing_read_tokens (capabilities, CHL_FIELD_CONTEXT_WINDOW, row, "/token_limits/context_window");
  chl_listing_read_tokens (capabilities, CHL_FIELD_MAX_INPUT, row, "/token_limits/max_input_token_length");
  chl_listing_read_tokens (capabilities, CHL_FIELD_MAX_OUTPUT, row, "/token_limits/max_output_token_length");
  for (guint i = 0; kinds[i] != NULL; i++)
    if (chl_listing_has_word (row, "/modalities/input_modalities", kinds[i]))
      found[n++] = kinds[i];
  if (n > 0)
    chl_capabilities_set_words (capabilities, CHL_FIELD_INPUT_KINDS, found, CHL_ORIGIN_PROVIDER);
  chl_model_take_capabilities (model, g_steal_pointer (&capabilities));

  if (g_strcmp0 (chl_json_get_string (row, "/domain"), "Embedding") == 0)
    chl_model_set_use (model, CHL_MODEL_USE_EMBEDDING);

  return TRUE;
}

/* --- Errors --- */

/*
 * An account in debt is forbidden, a model that nobody switched on is not found, and of the limits
 * that are too many requests some are of money. The longest codes cannot be seen: they are taken for
 * keys, and hidden.
 * Source: https://www.volcengine.com/docs/82379/1299023,
 *   https://docs.byteplus.com/docs/ModelArk/1299023,
 *   https://github.com/volcengine/MineContext/issues/328
 */
static const ChlFailureRow failures[] = {
  { 0, "AccountOverdue*", NULL, CHL_FAILURE_QUOTA },
  { 0, "*ServiceOverdue*", NULL, CHL_FAILURE_QUOTA },
  { 0, NULL, "overdue balance", CHL_FAILURE_QUOTA },
  { 0, NULL, "set inference limit", CHL_FAILURE_QUOTA },
  { 0, "AuthenticationError", NULL, CHL_FAILURE_AUTH },
  { 0, "InvalidEndpointOrModel*", NULL, CHL_FAILURE_NOT_FOUND },
  { 0, "InvalidEndpoint*", NULL, CHL_FAILURE_NOT_FOUND },
  { 0, "ModelNotOpen*", NULL, CHL_FAILURE_NOT_FOUND },
  { 0, "*ServiceNotOpen*", NULL, CHL_FAILURE_NOT_FOUND },
  { 0, "UnsupportedModel*", NULL, CHL_FAILURE_NOT_FOUND },
  { 0, "*SensitiveContentDetected*", NULL, CHL_FAILURE_CONTENT_POLICY },
  { 400, NULL, "may contain sensitive information", CHL_FAILURE_CONTENT_POLICY },
  { 0, "QuotaExceeded*", NULL, CHL_FAILURE_QUOTA },
  { 0, "SetLimitExceeded*", NULL, CHL_FAILURE_QUOTA },
  { 0, "*RateLimitExceeded*", NULL, CHL_FAILURE_RATE_LIMIT },
  { 0, "ServerOverloaded*", NULL, CHL_FAILURE_OVERLOADED },
  { 0, "InternalServiceError*", NULL, CHL_FAILURE_SERVER },
  { 0, NULL, NULL, CHL_FAILURE_NONE },
};

static void
chl_doubao_provider_class_init (ChlDoubaoProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->generations = generations;
  provider_class->failures = failures;
  provider_class->left_out = other_kinds;
  provider_class->lacks = 1U << CHL_OPERATION_COMPLETIONS;
  provider_class->describe_model = chl_doubao_provider_describe_model;
}

static void
chl_doubao_provider_init (ChlDoubaoProvider *self)
{
}
