/* chl-groq-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-groq"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-json.h"
#include "chl-own-quirks.h"

#define CHL_TYPE_GROQ_PROVIDER (chl_groq_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlGroqProvider, chl_groq_provider, CHL, GROQ_PROVIDER, ChlProvider)

struct _ChlGroqProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlGroqProvider, chl_groq_provider, CHL_TYPE_PROVIDER)

/* Source: https://console.groq.com/docs/api-reference */
static const ChlOption options[] = {
  { .key = "service-tier",
    .title = N_ ("Service Tier"),
    .summary = N_ ("Flex has higher limits and may have no room at times; which tiers there are "
                   "depends on the plan of the account"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "standard", N_ ("Standard") },
                                    { "auto", N_ ("Automatic") },
                                    { "flex", N_ ("Flex") },
                                    { "performance", N_ ("Performance") },
                                    { NULL, NULL } } },
  { NULL },
};

static const ChlFamily family = {
  .id = "groq",
  .title = "Groq",
  .summary = N_ ("Open models, answered very fast"),
  .aliases = (const char *const[]){ "gpt-oss", "llama", "meta", "qwen", "compound", "lpu", "fast",
                                    NULL },
  .docs_uri = "https://console.groq.com/docs/api-reference",
  .key_uri = "https://console.groq.com/keys",
  .key_prefixes = (const char *const[]){ "gsk_", NULL },
  .variables = (const char *const[]){ "GROQ_API_KEY", NULL },
  .endpoint = "https://api.groq.com/openai/v1",
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_API_KEY,
  .options = options,
  .color = "#e0452c",
};

/* --- Models --- */

static const char *const three_efforts[] = { "low", "medium", "high", NULL };
static const char *const switch_efforts[] = { "none", "default", NULL };

/*
 * What is unknown to the server is refused, and so is reasoning that goes back.
 * Source: https://console.groq.com/docs/openai, https://github.com/agentjido/req_llm/issues/772
 */
#define COMMON                                   \
  .output_limit_field = "max_completion_tokens", \
  .stream_usage = TRUE,                          \
  .sends_parallel_tools = TRUE,                  \
  .refuses_top_k = TRUE,                         \
  .sampling_with_effort = TRUE

/* The reasoning of gpt-oss comes apart from the answer by itself.
 * Source: https://console.groq.com/docs/reasoning */
static const ChlQuirks gpt_oss = {
  COMMON,
  .reasons = TRUE,
  .sends_effort = TRUE,
  .efforts = three_efforts,
};

/* Unless told otherwise, the reasoning of these stands in the answer, and that cannot be with
 * tools. */
static const ChlQuirks qwen = {
  COMMON,
  .reasons = TRUE,
  .sends_effort = TRUE,
  .thinking_can_be_off = TRUE,
  .efforts = switch_efforts,
  .reasoning_format = "parsed",
  .think_tags = CHL_THINK_TAGS_AUTO,
};

static const ChlQuirks always_reasons = {
  COMMON,
  .reasons = TRUE,
  .reasoning_format = "parsed",
  .think_tags = CHL_THINK_TAGS_AUTO,
};

/* Nothing is said about reasoning to a model of which nobody knows whether it reasons. */
static const ChlQuirks plain = {
  COMMON,
  .think_tags = CHL_THINK_TAGS_AUTO,
};

static const ChlGeneration generations[] = {
  { "openai/gpt-oss*", &gpt_oss },
  { "qwen/qwen3*", &qwen },
  { "qwen-qwq*", &always_reasons },
  { "deepseek-r1*", &always_reasons },
  { NULL, &plain },
};

static const struct
{
  const char *name;
  const char *extra_body;
} tiers[] = {
  { "auto", "{\"service_tier\":\"auto\"}" },
  { "flex", "{\"service_tier\":\"flex\"}" },
  { "performance", "{\"service_tier\":\"performance\"}" },
};

static const ChlQuirks *
chl_groq_provider_get_quirks (ChlProvider *provider,
                              const char  *model)
{
  const ChlQuirks *base = chl_generation_find (generations, model);
  const char      *tier = chl_provider_get_option (provider, "service-tier");
  const char      *extra_body = NULL;
  ChlQuirks       *own;

  for (guint i = 0; i < G_N_ELEMENTS (tiers); i++)
    if (g_strcmp0 (tier, tiers[i].name) == 0)
      extra_body = tiers[i].extra_body;
  if (extra_body == NULL)
    return base;

  own = chl_own_quirks_begin (provider, model, base);
  own->extra_body = extra_body;

  return own;
}

/* Kinds that the shared reader of lists does not know by their names: voices. */
static const char *const other_kinds[] = { "orpheus", "playai", NULL };

/* The systems of Groq's own call tools of their own, and none of others.
 * Source: https://console.groq.com/docs/compound */
static void
describe_compound (ChlModel *model)
{
  ChlCapabilities *capabilities = chl_capabilities_copy (chl_model_get_said (model));

  chl_capabilities_set_boolean (capabilities, CHL_FIELD_TOOLS, FALSE, CHL_ORIGIN_FAMILY);
  chl_model_take_capabilities (model, capabilities);
}

/* Rows say more than the server's own libraries know of: how long the window is, and whether the
 * model can be asked at all. When it was "created" is when it came there, which is left alone. */
static gboolean
chl_groq_provider_describe_model (ChlProvider *provider,
                                  ChlModel    *model,
                                  JsonNode    *row)
{
  gboolean is_active = TRUE;

  if (g_str_has_prefix (chl_model_get_id (model), "groq/compound"))
    describe_compound (model);
  chl_json_get_boolean (row, "/active", &is_active);

  return is_active;
}

/* --- Errors --- */

/* The tool call that the model wrote could not be read, which the next attempt may do better; that
 * a model is no longer served is known from reports alone (unverified).
 * Source: https://console.groq.com/docs/errors, https://console.groq.com/docs/tool-use */
static const ChlFailureRow failures[] = {
  { 498, NULL, NULL, CHL_FAILURE_OVERLOADED },
  { 400, "tool_use_failed", NULL, CHL_FAILURE_SERVER },
  { 400, NULL, "has been decommissioned", CHL_FAILURE_NOT_FOUND },
  { 413, "rate_limit_exceeded", NULL, CHL_FAILURE_RATE_LIMIT },
  { 413, NULL, "tokens per minute", CHL_FAILURE_RATE_LIMIT },
  { 0, NULL, NULL, CHL_FAILURE_NONE },
};

static void
chl_groq_provider_refine_failure (ChlProvider *provider,
                                  ChlFailure  *failure)
{
  /* More than a minute's worth at once: waiting does not make it less. */
  if (failure->status == 413)
    failure->retryable = FALSE;
}

static void
chl_groq_provider_class_init (ChlGroqProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->failures = failures;
  provider_class->left_out = other_kinds;
  provider_class->lacks = 1U << CHL_OPERATION_COMPLETIONS;
  provider_class->get_quirks = chl_groq_provider_get_quirks;
  provider_class->describe_model = chl_groq_provider_describe_model;
  provider_class->refine_failure = chl_groq_provider_refine_failure;
}

static void
chl_groq_provider_init (ChlGroqProvider *self)
{
}
