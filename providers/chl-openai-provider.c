/* chl-openai-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-openai"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-address.h"
#include "chl-openai-generations.h"
#include "chl-openai-listing.h"
#include "chl-own-quirks.h"
#include "chl-protocol-choice.h"

#define CHL_TYPE_OPENAI_PROVIDER (chl_openai_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlOpenaiProvider, chl_openai_provider, CHL, OPENAI_PROVIDER, ChlProvider)

struct _ChlOpenaiProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlOpenaiProvider, chl_openai_provider, CHL_TYPE_PROVIDER)

static const ChlOption options[] = {
  { .key = CHL_OPTION_PROTOCOL,
    .title = N_ ("Protocol"),
    .summary = N_ ("Models that answer through Responses alone are asked through that in any case"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "openai-chat", N_ ("Chat Completions") },
                                    { "openai-responses", N_ ("Responses") },
                                    { NULL, NULL } } },
  { NULL },
};

static const ChlFamily family = {
  .id = "openai",
  .title = "OpenAI",
  .summary = N_ ("GPT models, through Chat Completions or Responses"),
  .aliases = (const char *const[]){ "gpt", "chatgpt", "chat completions", NULL },
  .docs_uri = "https://platform.openai.com/docs/api-reference/chat",
  .key_uri = "https://platform.openai.com/api-keys",
  .key_prefixes = (const char *const[]){ "sk-svcacct-", "sk-proj-", "sk-", NULL },
  .variables = (const char *const[]){ "OPENAI_API_KEY", NULL },
  .endpoint = "https://api.openai.com/v1",
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_OPENAI_RESPONSES,
                                        CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_API_KEY,
  .options = options,
  .color = "#10a37f",
};

/*
 * The one kind of model that completes texts takes what comes after a gap.
 * Source: https://platform.openai.com/docs/api-reference/completions/create
 */
static const ChlQuirks instruct_quirks = {
  .output_limit_field = "max_tokens",
  .stream_usage = TRUE,
  .sampling_with_effort = TRUE,
  .think_tags = CHL_THINK_TAGS_OFF,
  .takes_suffix = TRUE,
};

/* Models that answer to nothing but Responses, or that call tools through it alone: those of the
 * sixth generation.
 * Source: https://platform.openai.com/docs/models */
static gboolean
needs_responses (const char *id)
{
  static const char *const words[] = { "-codex", "codex-", "-deep-research", "computer-use", "-pro",
                                       NULL };

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (id, words[i]) != NULL)
      return TRUE;

  return g_str_has_prefix (id, "gpt-6");
}

static ChlProtocolId
chl_openai_provider_get_protocol (ChlProvider *provider,
                                  const char  *model)
{
  return needs_responses (model) ? CHL_PROTOCOL_OPENAI_RESPONSES : chl_protocol_choice_get (provider);
}

static char *
chl_openai_provider_dup_model_url (ChlProvider *provider,
                                   const char  *model)
{
  const char *endpoint = chl_provider_get_endpoint (provider);

  return needs_responses (model) ? chl_address_join (endpoint, "/responses") : NULL;
}

/*
 * What the models are is the same through both. max_tokens is deprecated and refused by every
 * reasoning model; max_completion_tokens is taken by all of them. Reasoning text never comes over
 * Chat Completions, so none goes back.
 */
static const ChlQuirks *
get_chat_quirks (ChlProvider *provider,
                 const char  *model)
{
  ChlQuirks *quirks = chl_own_quirks_begin (provider, model,
                                            chl_generation_find (chl_openai_responses_generations,
                                                                 model));

  quirks->output_limit_field = "max_completion_tokens";
  quirks->stream_usage = TRUE;
  quirks->takes_null_content = TRUE;
  quirks->embeds_base64 = TRUE;
  quirks->refuses_top_k = TRUE;
  quirks->refuses_stop = quirks->refuses_penalties = quirks->reasons;

  return quirks;
}

static const ChlQuirks *
chl_openai_provider_get_quirks (ChlProvider *provider,
                                const char  *model)
{
  if (g_str_has_prefix (model, "gpt-3.5-turbo-instruct"))
    return &instruct_quirks;
  if (chl_openai_provider_get_protocol (provider, model) == CHL_PROTOCOL_OPENAI_RESPONSES)
    return chl_generation_find (chl_openai_responses_generations, model);

  return get_chat_quirks (provider, model);
}

static void
chl_openai_provider_class_init (ChlOpenaiProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->get_protocol = chl_openai_provider_get_protocol;
  provider_class->dup_model_url = chl_openai_provider_dup_model_url;
  provider_class->get_quirks = chl_openai_provider_get_quirks;
  provider_class->parse_models = chl_openai_listing_parse;
  provider_class->describe_model = chl_openai_listing_describe;
}

static void
chl_openai_provider_init (ChlOpenaiProvider *self)
{
}
