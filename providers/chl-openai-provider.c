/* chl-openai-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-openai"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-openai-listing.h"
#include "chl-provider.h"

#define CHL_TYPE_OPENAI_PROVIDER (chl_openai_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlOpenaiProvider, chl_openai_provider, CHL, OPENAI_PROVIDER, ChlProvider)

struct _ChlOpenaiProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlOpenaiProvider, chl_openai_provider, CHL_TYPE_PROVIDER)

static const ChlFamily family = {
  .id = "openai",
  .title = "OpenAI",
  .summary = N_ ("GPT models, through Chat Completions"),
  .aliases = (const char *const[]){ "gpt", "chatgpt", "chat completions", NULL },
  .docs_uri = "https://platform.openai.com/docs/api-reference/chat",
  .key_uri = "https://platform.openai.com/api-keys",
  .key_prefixes = (const char *const[]){ "sk-svcacct-", "sk-proj-", "sk-", NULL },
  .variables = (const char *const[]){ "OPENAI_API_KEY", NULL },
  .endpoint = "https://api.openai.com/v1",
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_API_KEY,
  .color = "#10a37f",
};

/*
 * max_tokens is deprecated and refused by every reasoning model; max_completion_tokens is taken by
 * all of them. Reasoning text never comes over Chat Completions, so none goes back.
 */
static const ChlQuirks quirks = {
  .output_limit_field = "max_completion_tokens",
  .developer_role = TRUE,
  .stream_usage = TRUE,
  .sends_effort = TRUE,
  .sampling_with_effort = FALSE,
  .sends_parallel_tools = TRUE,
  .sends_cache_key = TRUE,
  .takes_null_content = TRUE,
  .takes_files = TRUE,
  .think_tags = CHL_THINK_TAGS_OFF,
  .embeds_base64 = TRUE,
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

static const ChlQuirks *
chl_openai_provider_get_quirks (ChlProvider *provider,
                                const char  *model)
{
  return g_str_has_prefix (model, "gpt-3.5-turbo-instruct") ? &instruct_quirks : &quirks;
}

/* Models that the list names but that answer only to other protocols than Chat Completions. */
static gboolean
needs_other_protocol (const char *id)
{
  static const char *const words[] = {
    "-codex", "codex-", "-deep-research", "computer-use", "-pro",
    "omni-moderation", "babbage", "davinci", "-instruct", NULL
  };

  if (strstr (id, "embedding") != NULL)
    return FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (id, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

static GPtrArray *
chl_openai_provider_parse_models (ChlProvider *provider,
                                  JsonNode    *root,
                                  GError     **error)
{
  ChlProviderClass *parent_class = CHL_PROVIDER_CLASS (chl_openai_provider_parent_class);
  g_autoptr(GPtrArray) all = parent_class->parse_models (provider, root, error);

  return all != NULL ? chl_openai_listing_sort (all, root, needs_other_protocol) : NULL;
}

static void
chl_openai_provider_class_init (ChlOpenaiProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->get_quirks = chl_openai_provider_get_quirks;
  provider_class->parse_models = chl_openai_provider_parse_models;
}

static void
chl_openai_provider_init (ChlOpenaiProvider *self)
{
}
