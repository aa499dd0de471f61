/* chl-openai-responses-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-openai-responses"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-openai-generations.h"
#include "chl-openai-listing.h"
#include "chl-provider.h"

#define CHL_TYPE_OPENAI_RESPONSES_PROVIDER (chl_openai_responses_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlOpenaiResponsesProvider, chl_openai_responses_provider, CHL, OPENAI_RESPONSES_PROVIDER, ChlProvider)

struct _ChlOpenaiResponsesProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlOpenaiResponsesProvider, chl_openai_responses_provider, CHL_TYPE_PROVIDER)

/* A pasted key is taken for one of the family "openai", which has the same. */
static const ChlFamily family = {
  .id = "openai-responses",
  .title = "OpenAI Responses",
  .summary = N_ ("GPT models that show how they reason, and those for code and research"),
  .aliases = (const char *const[]){ "gpt", "responses", "reasoning", "openai", NULL },
  .docs_uri = "https://platform.openai.com/docs/api-reference/responses",
  .key_uri = "https://platform.openai.com/api-keys",
  .variables = (const char *const[]){ "OPENAI_API_KEY", NULL },
  .endpoint = "https://api.openai.com/v1",
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_RESPONSES, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_API_KEY,
  .color = "#10a37f",
};

/* Models that the list names but that answer only to other protocols. All that chat do so through
 * Responses, except those that speak and those that search. */
static const char *const needs_other_protocol[] = {
  "-audio", "-search-preview", "-search-api", "-live", "babbage", "davinci", "-instruct", NULL
};

static void
chl_openai_responses_provider_class_init (ChlOpenaiResponsesProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->generations = chl_openai_responses_generations;
  provider_class->left_out = needs_other_protocol;
  provider_class->parse_models = chl_openai_listing_parse;
  provider_class->describe_model = chl_openai_listing_describe;
}

static void
chl_openai_responses_provider_init (ChlOpenaiResponsesProvider *self)
{
}
