/* chl-zhipu-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-zhipu"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-site.h"

#define CHL_TYPE_ZHIPU_PROVIDER (chl_zhipu_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlZhipuProvider, chl_zhipu_provider, CHL, ZHIPU_PROVIDER, ChlProvider)

struct _ChlZhipuProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlZhipuProvider, chl_zhipu_provider, CHL_TYPE_PROVIDER)

#define USUAL_ENDPOINT "https://api.z.ai/api/paas/v4"

static const ChlOption options[] = {
  { .key = CHL_OPTION_REGION,
    .title = N_ ("Region"),
    .summary = N_ ("Keys are made for one region, and the other refuses them"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "international", N_ ("International (Z.ai)") },
                                    { "china", N_ ("China (BigModel)") },
                                    { NULL, NULL } } },
  { .key = CHL_OPTION_PLAN,
    .title = N_ ("Plan"),
    .summary = N_ ("With the coding plan, requests that go to the other address are billed apart, "
                   "or refused for want of a balance"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "standard", N_ ("Pay as You Go") },
                                    { "coding", N_ ("Coding Plan") },
                                    { NULL, NULL } } },
  { NULL },
};

#define KEYS_IN_CHINA "https://open.bigmodel.cn/usercenter/apikeys"

/* Source: https://docs.z.ai/api-reference/llm/chat-completion, https://docs.bigmodel.cn/; of the
 *   plans https://github.com/anomalyco/models.dev */
static const ChlSite sites[] = {
  { "international", "standard", USUAL_ENDPOINT, NULL },
  { "china", "standard", "https://open.bigmodel.cn/api/paas/v4", KEYS_IN_CHINA },
  { "international", "coding", "https://api.z.ai/api/coding/paas/v4", NULL },
  { "china", "coding", "https://open.bigmodel.cn/api/coding/paas/v4", KEYS_IN_CHINA },
  { NULL },
};

/* For want of a list, which is not documented. Source: https://github.com/anomalyco/models.dev; that
 * the plan has GLM-5.3 https://github.com/Gitlawb/openclaude/pull/2127 */
static const ChlBundledModel bundled[] = {
  { "glm-5.3", "GLM-5.3", NULL },
  { "glm-5.3-flash", "GLM-5.3-Flash", NULL },
  { "glm-5.2", "GLM-5.2", NULL },
  { "glm-5.1", "GLM-5.1", NULL },
  { "glm-5-turbo", "GLM-5-Turbo", NULL },
  { "glm-5v-turbo", "GLM-5V-Turbo", NULL },
  { "glm-5", "GLM-5", "standard" },
  { "glm-4.7", "GLM-4.7", NULL },
  { "glm-4.7-flash", "GLM-4.7-Flash", "standard" },
  { "glm-4.7-flashx", "GLM-4.7-FlashX", "standard" },
  { "glm-4.6", "GLM-4.6", "standard" },
  { "glm-4.6v", "GLM-4.6V", "standard" },
  { "glm-4.5", "GLM-4.5", "standard" },
  { "glm-4.5-air", "GLM-4.5-Air", NULL },
  { "glm-4.5-flash", "GLM-4.5-Flash", "standard" },
  { "glm-4.5v", "GLM-4.5V", "standard" },
  { "embedding-3", "Embedding-3", "standard" },
  { NULL },
};

static const ChlFamily family = {
  .id = "zhipu",
  .title = "Z.ai / Zhipu",
  .summary = N_ ("GLM models, from Z.ai and BigModel"),
  .aliases = (const char *const[]){ "glm", "z.ai", "zai", "zhipu", "zhipuai", "bigmodel", "chatglm",
                                    "智谱", "智谱清言", NULL },
  .docs_uri = "https://docs.z.ai/api-reference/llm/chat-completion",
  .key_uri = "https://z.ai/manage-apikey/apikey-list",
  /* An id and a secret, as long as there have been any (unverified by the documentation). */
  .key_shapes = (const char *const[]){ "^[0-9a-f]{32}\\.[A-Za-z0-9]{12,64}$", NULL },
  .variables = (const char *const[]){ "ZAI_API_KEY", "ZHIPU_API_KEY", "Z_AI_API_KEY",
                                      "ZHIPUAI_API_KEY", "BIGMODEL_API_KEY", NULL },
  .endpoint = USUAL_ENDPOINT,
  .sites = sites,
  .bundled = bundled,
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_API_KEY,
  .options = options,
  .color = "#4a74ff",
};

/* --- Models --- */

/*
 * Without tool_stream the arguments of a tool come in one piece at the end, after a silence. That
 * one word alone ends an answer at "stop" is unverified.
 * Source: https://docs.z.ai/api-reference/llm/chat-completion
 */
#define COMMON                        \
  .output_limit_field = "max_tokens", \
  .stream_usage = TRUE,               \
  .sampling_with_effort = TRUE,       \
  .refuses_penalties = TRUE,          \
  .refuses_tool_choice = TRUE,        \
  .most_temperature = 1.0

/* Reasoning goes back: the plan for coding keeps it, the other forgets it by itself.
 * Source: https://docs.z.ai/guides/capabilities/thinking */
#define REASONS                          \
  COMMON,                                \
    .streams_tools = TRUE,               \
    .reasons = TRUE,                     \
    .reasoning = CHL_REASONING_THINKING, \
    .reasoning_field = "reasoning_content"

static const ChlQuirks switches = {
  REASONS,
  .thinking_can_be_off = TRUE,
};

/* Source: https://docs.bigmodel.cn/cn/guide/start/migrate-to-glm-new; that it can be off is said
 * there of the switch, and by other programs of a word for nothing. */
static const ChlQuirks words = {
  REASONS,
  .thinking_can_be_off = TRUE,
  .efforts = (const char *const[]){ "high", "max", NULL },
};

/* From GLM-5.3 on it cannot be off, and whoever says so is refused with 1210. That the smaller one
 * takes the same words is unverified.
 * Source: https://docs.z.ai/guides/llm/glm-5.3, https://github.com/theopenco/llmgateway/pull/3605 */
static const ChlQuirks always_by_word = {
  REASONS,
  .efforts = (const char *const[]){ "low", "high", "max", NULL },
};

/* Younger than the documentation: what it takes is unknown, so that it is told little. */
static const ChlQuirks always_on = {
  REASONS,
};

/* Open models of old, which say what they think in the answer. */
static const ChlQuirks tags = {
  COMMON,
  .reasons = TRUE,
  .think_tags = CHL_THINK_TAGS_AUTO,
};

static const ChlQuirks plain = {
  COMMON,
};

static const ChlGeneration generations[] = {
  { "glm-5.2*", &words },
  { "glm-5.3*", &always_by_word },
  { "glm-5*", &switches },
  { "glm-4.5*", &switches },
  { "glm-4.6*", &switches },
  { "glm-4.7*", &switches },
  { "glm-4.1v*", &tags },
  { "glm-z1*", &tags },
  { "glm-4*", &plain },
  { "glm-*", &always_on },
  { NULL, &plain },
};

/* Of the list, which is not documented: what draws and films. */
static const char *const other_kinds[] = { "cogview", "cogvideo", "video", "vidu", NULL };

/* Else its errors are in Chinese.
 * Source: https://docs.z.ai/api-reference/llm/chat-completion */
static void
chl_zhipu_provider_add_headers (ChlProvider *provider,
                                ChlHeaders  *headers,
                                ChlOperation operation,
                                ChlSecret   *secret)
{
  ChlProviderClass *parent_class = CHL_PROVIDER_CLASS (chl_zhipu_provider_parent_class);

  parent_class->add_headers (provider, headers, operation, secret);
  chl_headers_set (headers, "Accept-Language", "en-US,en");
}

/* --- Errors --- */

/* The code alone decides: want of money has the status of a limit. What a plan gives for hours, a
 * day or a week is used up, and waiting a minute does not help.
 * Source: https://docs.z.ai/api-reference/api-code */
static const ChlFailureRow failures[] = {
  { 0, "100?", NULL, CHL_FAILURE_AUTH },
  { 0, "1110", NULL, CHL_FAILURE_PERMISSION },
  { 0, "1111", NULL, CHL_FAILURE_PERMISSION },
  { 0, "1112", NULL, CHL_FAILURE_PERMISSION },
  { 0, "1113", NULL, CHL_FAILURE_QUOTA },
  { 0, "112?", NULL, CHL_FAILURE_PERMISSION },
  { 0, "1211", NULL, CHL_FAILURE_NOT_FOUND },
  { 0, "121?", NULL, CHL_FAILURE_INVALID_REQUEST },
  { 0, "1220", NULL, CHL_FAILURE_PERMISSION },
  { 0, "122?", NULL, CHL_FAILURE_NOT_FOUND },
  { 0, "123?", NULL, CHL_FAILURE_SERVER },
  { 0, "1261", NULL, CHL_FAILURE_CONTEXT_LENGTH },
  { 0, "1301", NULL, CHL_FAILURE_CONTENT_POLICY },
  { 0, "1304", NULL, CHL_FAILURE_QUOTA },
  { 0, "1308", NULL, CHL_FAILURE_QUOTA },
  { 0, "1309", NULL, CHL_FAILURE_QUOTA },
  { 0, "1310", NULL, CHL_FAILURE_QUOTA },
  { 0, "1311", NULL, CHL_FAILURE_PERMISSION },
  { 0, "1312", NULL, CHL_FAILURE_OVERLOADED },
  { 0, "13??", NULL, CHL_FAILURE_RATE_LIMIT },
  { 434, NULL, NULL, CHL_FAILURE_PERMISSION },
  { 435, NULL, NULL, CHL_FAILURE_CONTEXT_LENGTH },
  { 0, NULL, NULL, CHL_FAILURE_NONE },
};

/* No balance, and nothing that stands for one: so is a key of the coding plan answered at the other
 * address, and one without the plan at that of the plan.
 * Source: https://github.com/anomalyco/opencode/issues/12671 */
static const ChlFailureRow plan_failures[] = {
  { 0, "1113", NULL, CHL_FAILURE_QUOTA },
  { 0, NULL, NULL, CHL_FAILURE_NONE },
};

static void
chl_zhipu_provider_class_init (ChlZhipuProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->generations = generations;
  provider_class->failures = failures;
  provider_class->plan_failures = plan_failures;
  provider_class->left_out = other_kinds;
  provider_class->lacks = 1U << CHL_OPERATION_COMPLETIONS;
  provider_class->add_headers = chl_zhipu_provider_add_headers;
}

static void
chl_zhipu_provider_init (ChlZhipuProvider *self)
{
}
