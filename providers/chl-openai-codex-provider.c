/* chl-openai-codex-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-openai-codex"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-openai-generations.h"
#include "chl-openai-listing.h"
#include "chl-provider.h"

#define CHL_TYPE_OPENAI_CODEX_PROVIDER (chl_openai_codex_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlOpenaiCodexProvider, chl_openai_codex_provider, CHL, OPENAI_CODEX_PROVIDER, ChlProvider)

struct _ChlOpenaiCodexProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlOpenaiCodexProvider, chl_openai_codex_provider, CHL_TYPE_PROVIDER)

/*
 * By key, at the public address. A pasted key is taken for one of the family "openai", which has
 * the same.
 */
static const ChlFamily family = {
  .id = "openai-codex",
  .title = "OpenAI Codex",
  .summary = N_ ("The GPT models that are meant for writing code"),
  .aliases = (const char *const[]){ "codex", "gpt", "openai", "code", "coding", "responses", NULL },
  .docs_uri = "https://platform.openai.com/docs/api-reference/responses",
  .key_uri = "https://platform.openai.com/api-keys",
  .variables = (const char *const[]){ "OPENAI_API_KEY", NULL },
  .endpoint = "https://api.openai.com/v1",
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_RESPONSES, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_API_KEY,
  .color = "#0a7d63",
};

/*
 * Those with the name, and of the others from the fifth generation on the ones that OpenAI's own
 * program for code offers: neither the smallest and the largest, nor those of one day, nor those
 * that speak, draw, search or chat.
 *
 * Source: https://github.com/openai/codex
 */
static gboolean
is_left_out (const char *id)
{
  static const char *const patterns[] = { "^.*codex", "^gpt-([5-9]|[1-9][0-9])(\\.[0-9]+)?"
                                                      "(-mini|-sol|-terra|-luna|-astra)?$",
                                          NULL };

  for (guint i = 0; patterns[i] != NULL; i++)
    if (g_regex_match_simple (patterns[i], id, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT))
      return FALSE;

  return TRUE;
}

static gboolean
chl_openai_codex_provider_describe_model (ChlProvider *provider,
                                          ChlModel    *model,
                                          JsonNode    *row)
{
  return !is_left_out (chl_model_get_id (model)) &&
         chl_openai_listing_describe (provider, model, row);
}

static void
chl_openai_codex_provider_class_init (ChlOpenaiCodexProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->generations = chl_openai_responses_generations;

  /* Responses alone. */
  provider_class->lacks = 1U << CHL_OPERATION_COMPLETIONS | 1U << CHL_OPERATION_EMBEDDINGS;
  provider_class->parse_models = chl_openai_listing_parse;
  provider_class->describe_model = chl_openai_codex_provider_describe_model;
}

static void
chl_openai_codex_provider_init (ChlOpenaiCodexProvider *self)
{
}
