/* chl-vllm-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-vllm"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-address.h"
#include "chl-json.h"
#include "chl-local-address.h"
#include "chl-model-facts.h"
#include "chl-model-listing.h"
#include "chl-protocol-choice.h"

#define PORT 8000

/* Tokens. No window is larger; whatever says so is wrong. */
#define MAX_WINDOW 1000000000

#define OPTION_REASONING "reasoning"

#define CHL_TYPE_VLLM_PROVIDER (chl_vllm_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlVllmProvider, chl_vllm_provider, CHL, VLLM_PROVIDER, ChlProvider)

struct _ChlVllmProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlVllmProvider, chl_vllm_provider, CHL_TYPE_PROVIDER)

/* Nothing in its list says how a model is asked to reason, or whether it does: the person does, but
 * for the one that is known by its name. */
static const ChlOption options[] = {
  { .key = CHL_OPTION_PROTOCOL,
    .title = N_ ("Protocol"),
    .summary = N_ ("Both are served by current versions"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "openai-chat", N_ ("Chat Completions") },
                                    { "openai-responses", N_ ("Responses") },
                                    { NULL, NULL } } },
  { .key = OPTION_REASONING,
    .title = N_ ("Reasoning Is Asked For"),
    .summary = N_ ("By a switch of the chat template, as Qwen3 and DeepSeek have it, or by a word, "
                   "as gpt-oss has it"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "automatic", N_ ("Automatic") },
                                    { "template", N_ ("By the Chat Template") },
                                    { "effort", N_ ("By Effort") },
                                    { NULL, NULL } } },
  { NULL },
};

static const ChlFamily family = {
  .id = "vllm",
  .title = "vLLM",
  .summary = N_ ("A fast server for models on your own hardware"),
  .aliases = (const char *const[]){ "local", "self-hosted", "gpu", "inference", NULL },
  .docs_uri = "https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html",
  .variables = (const char *const[]){ "VLLM_API_KEY", NULL },
  .endpoint = "http://localhost:8000",
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_OPENAI_RESPONSES,
                                        CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_NONE | CHL_AUTH_API_KEY,
  .options = options,
  .port = PORT, /* nothing to see it by: it lives in containers and environments of its own */
  .color = "#3f7fe0",
};

/* --- Addresses --- */

/* Behind a proxy it may have a path of its own before that. */
static char *
chl_vllm_provider_normalize_endpoint (ChlProvider *provider,
                                      const char  *text,
                                      GError     **error)
{
  static const char *const endings[] = { "/version", "/health", "/v1", NULL };

  return chl_local_address_normalize (text, PORT, endings, error);
}

/* --- Models --- */

/*
 * Reasoning comes as `reasoning`, in older versions as `reasoning_content`; without a parser it
 * stays in the answer. Text after a gap is refused: it goes round the model's own tokens.
 * Source: https://docs.vllm.ai/en/latest/features/reasoning_outputs.html
 */
#define COMMON                        \
  .output_limit_field = "max_tokens", \
  .stream_usage = TRUE,               \
  .sampling_with_effort = TRUE,       \
  .think_tags = CHL_THINK_TAGS_AUTO

static const ChlQuirks plain = { COMMON };

static const ChlQuirks by_template = {
  COMMON,
  .reasons = TRUE,
  .reasoning = CHL_REASONING_TEMPLATE,
  .thinking_can_be_off = TRUE,
};

static const char *const efforts[] = { "low", "medium", "high", NULL };

/* Only gpt-oss is known to heed it (unverified for others, which ignore what they do not know). */
static const ChlQuirks by_effort = {
  COMMON,
  .reasons = TRUE,
  .sends_effort = TRUE,
  .efforts = efforts,
};

/* What it is served as may be anything; what it is stands beside. */
static gboolean
takes_effort (ChlProvider *provider,
              const char  *id)
{
  ChlModel        *model = chl_provider_find_model (provider, id);
  const char      *base = model != NULL ? chl_model_get_fact_word (model, CHL_FACT_BASE) : NULL;
  g_autofree char *lower = g_ascii_strdown (base != NULL ? base : id, -1);

  return strstr (lower, "gpt-oss") != NULL;
}

static const ChlQuirks *
chl_vllm_provider_get_quirks (ChlProvider *provider,
                              const char  *model)
{
  const char *reasoning = chl_provider_get_option (provider, OPTION_REASONING);

  if (g_strcmp0 (reasoning, "template") == 0)
    return &by_template;
  if (g_strcmp0 (reasoning, "effort") == 0 || takes_effort (provider, model))
    return &by_effort;

  return &plain;
}

static void
keep_word (JsonObject *facts,
           const char *name,
           JsonNode   *row,
           const char *pointer)
{
  const char *word = chl_json_get_string (row, pointer);

  if (chl_model_listing_is_usable_id (word))
    json_object_set_string_member (facts, name, word);
}

/* A server has one model and adapters of it, each under any names; what they are stands beside. */
static gboolean
chl_vllm_provider_describe_model (ChlProvider *provider,
                                  ChlModel    *model,
                                  JsonNode    *row)
{
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *facts = json_object_new ();
  const char *base = chl_json_get_string (row, "/root");
  gint64      window = 0;

  /* A name that was made up says nothing of what the model is for. */
  if (base != NULL && chl_model_listing_guess_use (base) == CHL_MODEL_USE_EMBEDDING)
    chl_model_set_use (model, CHL_MODEL_USE_EMBEDDING);

  keep_word (facts, CHL_FACT_BASE, row, "/root");
  keep_word (facts, CHL_FACT_PARENT, row, "/parent");
  if (chl_json_get_int64 (row, "/max_model_len", &window) && window > 0 && window <= MAX_WINDOW)
    json_object_set_int_member (facts, CHL_FACT_ALLOCATED, window);

  /* What it serves is in memory. */
  json_object_set_boolean_member (facts, CHL_FACT_LOADED, TRUE);
  json_node_take_object (node, facts);
  chl_model_take_facts (model, node);

  return TRUE;
}

/* --- Errors --- */

/* How the server must be started for tools is in its own words, which are shown as they are.
 * Source: https://docs.vllm.ai/en/latest/features/tool_calling.html */
static const ChlFailureRow failures[] = {
  { 400, NULL, "maximum context length is", CHL_FAILURE_CONTEXT_LENGTH },
  { 400, NULL, "--enable-auto-tool-choice", CHL_FAILURE_INVALID_REQUEST },
  { 404, NULL, "the model `", CHL_FAILURE_NOT_FOUND },
  { 0, NULL, NULL, CHL_FAILURE_NONE },
};

static void
chl_vllm_provider_class_init (ChlVllmProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->failures = failures;
  provider_class->describe_model = chl_vllm_provider_describe_model;
  provider_class->normalize_endpoint = chl_vllm_provider_normalize_endpoint;
  provider_class->dup_url = chl_local_address_dup_url;
  provider_class->get_quirks = chl_vllm_provider_get_quirks;
}

static void
chl_vllm_provider_init (ChlVllmProvider *self)
{
}
