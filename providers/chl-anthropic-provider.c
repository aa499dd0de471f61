/* chl-anthropic-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-anthropic"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-claude-models.h"
#include "chl-messages-api.h"

#define CHL_TYPE_ANTHROPIC_PROVIDER (chl_anthropic_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlAnthropicProvider, chl_anthropic_provider, CHL, ANTHROPIC_PROVIDER, ChlProvider)

struct _ChlAnthropicProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlAnthropicProvider, chl_anthropic_provider, CHL_TYPE_PROVIDER)

static const ChlOption options[] = {
  { .key = "cache",
    .title = N_ ("Prompt Cache"),
    .summary = N_ ("What a conversation begins with is read again at a tenth of the price; keeping it "
                   "costs a quarter more once, for an hour twice as much"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "automatic", N_ ("Five Minutes") },
                                    { "hour", N_ ("One Hour") },
                                    { "off", N_ ("Off") },
                                    { NULL, NULL } } },
  { .key = "auth",
    .title = N_ ("Key Is Sent As"),
    .summary = N_ ("Gateways in front of Anthropic may want it another way"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "x-api-key", N_ ("x-api-key") },
                                    { "bearer", N_ ("Bearer Token") },
                                    { NULL, NULL } } },
  { NULL },
};

static const ChlFamily family = {
  .id = "anthropic",
  .title = "Anthropic",
  .summary = N_ ("Claude models, from their maker"),
  .aliases = (const char *const[]){ "claude", "opus", "sonnet", "haiku", "messages", NULL },
  .docs_uri = "https://platform.claude.com/docs/en/api/messages",
  .key_uri = "https://console.anthropic.com/settings/keys",
  .key_prefixes = (const char *const[]){ "sk-ant-", NULL },
  .variables = (const char *const[]){ "ANTHROPIC_API_KEY", NULL },
  .endpoint = "https://api.anthropic.com",
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_ANTHROPIC_MESSAGES, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_API_KEY,
  .options = options,
  .color = "#c15f3c",
};

static void
chl_anthropic_provider_class_init (ChlAnthropicProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->normalize_endpoint = chl_messages_api_normalize_endpoint;
  provider_class->dup_url = chl_messages_api_dup_url;
  provider_class->add_headers = chl_messages_api_add_headers;
  provider_class->get_quirks = chl_claude_models_get_quirks;
  provider_class->describe_model = chl_claude_models_describe;
  provider_class->dup_next_url = chl_messages_api_dup_next_url;
}

static void
chl_anthropic_provider_init (ChlAnthropicProvider *self)
{
}
