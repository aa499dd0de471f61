/* chl-qwen-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-qwen"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-address.h"
#include "chl-endpoint-path.h"
#include "chl-site.h"

#define CHL_TYPE_QWEN_PROVIDER (chl_qwen_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlQwenProvider, chl_qwen_provider, CHL, QWEN_PROVIDER, ChlProvider)

struct _ChlQwenProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlQwenProvider, chl_qwen_provider, CHL_TYPE_PROVIDER)

#define USUAL_ENDPOINT "https://dashscope-intl.aliyuncs.com/compatible-mode/v1"

static const ChlOption options[] = {
  { .key = CHL_OPTION_REGION,
    .title = N_ ("Region"),
    .summary = N_ ("Keys are made for one region, and the others refuse them"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "international", N_ ("International") },
                                    { "china", N_ ("China") },
                                    { "us", N_ ("United States") },
                                    { NULL, NULL } } },
  { .key = CHL_OPTION_PLAN,
    .title = N_ ("Plan"),
    .summary = N_ ("Each plan has keys of its own; that for coding is sold for tools that "
                   "write code"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "standard", N_ ("Pay as You Go") },
                                    { "coding", N_ ("Coding Plan") },
                                    { "token", N_ ("Token Plan") },
                                    { NULL, NULL } } },
  { NULL },
};

#define KEYS_ABROAD "https://modelstudio.console.alibabacloud.com/"
#define KEYS_IN_CHINA "https://bailian.console.aliyun.com/?tab=model#/api-key"

/*
 * Alibaba's pages now show a host for each workspace instead of the first two; whoever has one
 * pastes its address. Those of the token plan are unverified. The plans are sold for two regions
 * only.
 *
 * Source: https://www.alibabacloud.com/help/en/model-studio/compatibility-of-openai-with-dashscope;
 *   of the plans https://github.com/anomalyco/models.dev
 */
static const ChlSite sites[] = {
  { "international", "standard", USUAL_ENDPOINT, NULL },
  { "china", "standard", "https://dashscope.aliyuncs.com/compatible-mode/v1", KEYS_IN_CHINA },
  { "us", "standard", "https://dashscope-us.aliyuncs.com/compatible-mode/v1", NULL },
  { "international", "coding", "https://coding-intl.dashscope.aliyuncs.com/v1", NULL },
  { "china", "coding", "https://coding.dashscope.aliyuncs.com/v1", KEYS_IN_CHINA },
  { "international", "token",
    "https://token-plan.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1", NULL },
  { "china", "token", "https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1",
    KEYS_IN_CHINA },
  { NULL, "coding", "https://coding-intl.dashscope.aliyuncs.com/v1", NULL },
  { NULL, "token", "https://token-plan.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1", NULL },
  { NULL },
};

/* Source: https://github.com/anomalyco/models.dev */
static const ChlBundledModel bundled[] = {
  { "qwen3.8-max", "Qwen3.8 Max", "standard" },
  { "qwen3.8-flash", "Qwen3.8 Flash", "standard" },
  { "qwen3.7-max", "Qwen3.7 Max", NULL },
  { "qwen3.7-plus", "Qwen3.7 Plus", NULL },
  { "qwen3.6-plus", "Qwen3.6 Plus", NULL },
  { "qwen3.6-flash", "Qwen3.6 Flash", NULL },
  { "qwen3.6-max-preview", "Qwen3.6 Max Preview", "standard" },
  { "qwen3.6-27b", "Qwen3.6 27B", "standard" },
  { "qwen3.6-35b-a3b", "Qwen3.6 35B-A3B", "standard" },
  { "qwen3.5-plus", "Qwen3.5 Plus", "standard" },
  { "qwen3.5-plus", "Qwen3.5 Plus", "coding" },
  { "qwen3.5-flash", "Qwen3.5 Flash", "standard" },
  { "qwen3-max", "Qwen3 Max", "standard" },
  { "qwen3-max-2026-01-23", "Qwen3 Max (2026-01-23)", "coding" },
  { "qwen3-coder-next", "Qwen3 Coder Next", "coding" },
  { "qwen3-coder-plus", "Qwen3 Coder Plus", "standard" },
  { "qwen3-coder-plus", "Qwen3 Coder Plus", "coding" },
  { "qwen3-coder-flash", "Qwen3 Coder Flash", "standard" },
  { "qwen3-vl-plus", "Qwen3-VL Plus", "standard" },
  { "qwen-plus", "Qwen Plus", "standard" },
  { "qwen-flash", "Qwen Flash", "standard" },
  { "qwq-plus", "QwQ Plus", "standard" },
  { "deepseek-v4-pro", "DeepSeek V4 Pro", "token" },
  { "deepseek-v4-flash", "DeepSeek V4 Flash", "token" },
  { "deepseek-v3.2", "DeepSeek V3.2", "token" },
  { "glm-5.2", "GLM-5.2", "token" },
  { "glm-5.1", "GLM-5.1", "token" },
  { "glm-5", "GLM-5", "coding" },
  { "glm-5", "GLM-5", "token" },
  { "glm-4.7", "GLM-4.7", "coding" },
  { "kimi-k2.7-code", "Kimi K2.7 Code", "token" },
  { "kimi-k2.6", "Kimi K2.6", "token" },
  { "kimi-k2.5", "Kimi K2.5", "coding" },
  { "kimi-k2.5", "Kimi K2.5", "token" },
  { "MiniMax-M2.5", "MiniMax-M2.5", "coding" },
  { "MiniMax-M2.5", "MiniMax-M2.5", "token" },
  { "text-embedding-v4", "Text Embedding v4", "standard" },
  { "text-embedding-v3", "Text Embedding v3", "standard" },
  { NULL },
};

static const ChlFamily family = {
  .id = "qwen",
  .title = "Qwen",
  .summary = N_ ("Qwen models, from Alibaba Cloud Model Studio"),
  .aliases = (const char *const[]){ "alibaba", "dashscope", "model studio", "bailian", "tongyi",
                                    "qwq", "qvq", "通义千问", "千问", "百炼", "阿里云",
                                    NULL },
  .docs_uri = "https://www.alibabacloud.com/help/en/model-studio/"
              "compatibility-of-openai-with-dashscope",
  .key_uri = KEYS_ABROAD,
  /* The first one is of the coding plan (unverified). */
  .key_prefixes = (const char *const[]){ "sk-sp-", "sk-", NULL },
  .variables = (const char *const[]){ "DASHSCOPE_API_KEY", "ALIBABA_CODING_PLAN_API_KEY",
                                      "ALIBABA_TOKEN_PLAN_API_KEY", NULL },
  .endpoint = USUAL_ENDPOINT,
  .sites = sites,
  .bundled = bundled,
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_API_KEY,
  .options = options,
  .color = "#6f6af0",
};

/* --- Models --- */

/*
 * That max_tokens is still taken beside its successor max_completion_tokens, and that no more than
 * ten texts become vectors at once, is unverified.
 * Source: https://www.alibabacloud.com/help/en/model-studio/compatibility-of-openai-with-dashscope
 */
#define COMMON                        \
  .output_limit_field = "max_tokens", \
  .stream_usage = TRUE,               \
  .sampling_with_effort = TRUE,       \
  .sends_parallel_tools = TRUE,       \
  .embedding_batch = 10

/* On or off, or with a number of tokens; some do it by themselves and some when told.
 * Source: https://www.alibabacloud.com/help/en/model-studio/deep-thinking */
static const ChlQuirks thinks = {
  COMMON,
  .reasons = TRUE,
  .reasoning = CHL_REASONING_ENABLE,
  .thinking_can_be_off = TRUE,
};

/* The same, or with a word instead of the number. */
static const ChlQuirks thinks_by_word = {
  COMMON,
  .reasons = TRUE,
  .reasoning = CHL_REASONING_ENABLE,
  .thinking_can_be_off = TRUE,
  .efforts = (const char *const[]){ "low", "medium", "xhigh", NULL },
};

/* DeepSeek V4, which keeps its own words here.
 * Source: https://github.com/anomalyco/models.dev */
static const ChlQuirks deepseek = {
  COMMON,
  .reasons = TRUE,
  .sends_effort = TRUE,
  .efforts = (const char *const[]){ "high", "max", NULL },
};

/* Nothing can be said about it. */
static const ChlQuirks always_thinks = {
  COMMON,
  .reasons = TRUE,
  .think_tags = CHL_THINK_TAGS_AUTO,
};

static const ChlQuirks plain = {
  COMMON,
};

static const ChlGeneration generations[] = {
  { "qwen3.8-max*", &thinks_by_word },
  { "qwen3.5*", &thinks },
  { "qwen3.6*", &thinks },
  { "qwen3.7*", &thinks },
  { "qwen3.8*", &thinks },
  { "qwen3-max*", &plain },
  { "qwen3-coder*", &plain },
  { "qwen3*-instruct*", &plain },
  { "qwen3*-thinking*", &always_thinks },
  { "qwen3-embedding*", &plain },
  { "qwen3-vl-*b-a*b", &always_thinks },
  { "qwen3-*", &thinks },
  { "qwen-plus-character*", &plain },
  { "qwen-plus*", &thinks },
  { "qwen-flash*", &thinks },
  { "qwen-turbo*", &thinks },
  { "qwq*", &always_thinks },
  { "qvq*", &always_thinks },
  { "deepseek-v4*", &deepseek },
  { "*deepseek-v3.*", &thinks },
  { "*deepseek-r1*", &always_thinks },
  { "*kimi-k2-thinking*", &always_thinks },
  { "*kimi-k2.7*", &always_thinks },
  { "*kimi-k2.*", &thinks },
  { "glm-*", &thinks },
  { "minimax-*", &always_thinks },
  { NULL, &plain },
};

/* Of the list, which not every site has (unverified): what speaks, draws, films, translates or
 * searches instead of answering. */
static const char *const other_kinds[] = {
  "omni", "livetranslate", "-mt-", "-s2s", "video", "wan2", "wanx", "cosyvoice", "paraformer",
  "deep-research", "intent-detect", NULL
};

/* --- Addresses --- */

/*
 * People paste the host of a workspace, "WORKSPACE.REGION.maas.aliyuncs.com", or the address of one
 * of the other protocols there. What is no host of Alibaba's is left as it is.
 */
static char *
chl_qwen_provider_normalize_endpoint (ChlProvider *provider,
                                      const char  *text,
                                      GError     **error)
{
  static const char *const other_paths[] = { "", "/compatible-mode", "/apps/anthropic",
                                             "/apps/anthropic/v1", "/api/v1", NULL };
  g_autofree char         *base = chl_address_clean (text, error);
  g_autofree char         *host = NULL;

  if (base == NULL)
    return NULL;

  host = chl_address_dup_host (base);
  if (host == NULL || !g_str_has_suffix (host, ".aliyuncs.com"))
    return g_steal_pointer (&base);

  return chl_endpoint_path_replace (base, other_paths,
                                    g_str_has_prefix (host, "coding") ? "/v1"
                                                                      : "/compatible-mode/v1");
}

/* --- Errors --- */

/* Source: https://www.alibabacloud.com/help/en/model-studio/error-code */
static const ChlFailureRow failures[] = {
  { 0, "arrearage", NULL, CHL_FAILURE_QUOTA },
  { 0, "*freetieronly", NULL, CHL_FAILURE_QUOTA },
  { 0, "*freetieronlyerror", NULL, CHL_FAILURE_QUOTA },
  { 0, "throttling*", NULL, CHL_FAILURE_RATE_LIMIT },
  { 0, "limit_requests", NULL, CHL_FAILURE_RATE_LIMIT },
  { 0, "limit_burst_rate", NULL, CHL_FAILURE_RATE_LIMIT },
  { 0, "invalidapikey", NULL, CHL_FAILURE_AUTH },
  { 0, NULL, "invalid access token", CHL_FAILURE_AUTH },
  { 0, "*accessdenied*", NULL, CHL_FAILURE_PERMISSION },
  { 0, "access_denied", NULL, CHL_FAILURE_PERMISSION },
  { 0, "data_inspection_failed", NULL, CHL_FAILURE_CONTENT_POLICY },
  { 0, "datainspectionfailed", NULL, CHL_FAILURE_CONTENT_POLICY },
  { 0, "modelnotfound", NULL, CHL_FAILURE_NOT_FOUND },
  { 400, NULL, "range of input length", CHL_FAILURE_CONTEXT_LENGTH },
  { 0, NULL, NULL, CHL_FAILURE_NONE },
};

static void
chl_qwen_provider_class_init (ChlQwenProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->generations = generations;
  provider_class->failures = failures;
  provider_class->left_out = other_kinds;
  provider_class->normalize_endpoint = chl_qwen_provider_normalize_endpoint;
}

static void
chl_qwen_provider_init (ChlQwenProvider *self)
{
}
