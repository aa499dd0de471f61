/* chl-custom-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-custom"

#include "config.h"

#include "chl-address.h"
#include "chl-messages-address.h"
#include "chl-protocol-choice.h"
#include <glib/gi18n-lib.h>

#define CHL_TYPE_CUSTOM_PROVIDER (chl_custom_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlCustomProvider, chl_custom_provider, CHL, CUSTOM_PROVIDER, ChlProvider)

struct _ChlCustomProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlCustomProvider, chl_custom_provider, CHL_TYPE_PROVIDER)

static const ChlOption options[] = {
  { .key = CHL_OPTION_PROTOCOL,
    .title = N_ ("Protocol"),
    .summary = N_ ("What the server speaks; found out by its list of models"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "automatic", N_ ("Automatic") },
                                    { "openai-chat", N_ ("Chat Completions") },
                                    { "anthropic-messages", N_ ("Anthropic Messages") },
                                    { "ollama-chat", N_ ("Ollama") },
                                    { NULL, NULL } } },
  { .key = "auth",
    .title = N_ ("Key Is Sent As"),
    .summary = N_ ("As the protocol has it, unless the server wants it another way"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "automatic", N_ ("Automatic") },
                                    { "bearer", N_ ("Bearer Token") },
                                    { "x-api-key", N_ ("x-api-key") },
                                    { "api-key", N_ ("api-key") },
                                    { NULL, NULL } } },
  { .key = "cache",
    .title = N_ ("Prompt Cache"),
    .summary = N_ ("Whether a server that speaks Anthropic Messages is asked to keep what a "
                   "conversation begins with"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "off", N_ ("Off") },
                                    { "automatic", N_ ("The Server Decides") },
                                    { "marked", N_ ("Up to Marked Places") },
                                    { NULL, NULL } } },
  { NULL },
};

static const ChlFamily family = {
  .id = "custom",
  .title = "Custom",
  .summary = N_ ("Any server that speaks as OpenAI, Anthropic or Ollama do"),
  .aliases = (const char *const[]){ "compatible", "endpoint", "llama.cpp", "localai", "litellm",
                                    "sglang", "text-generation-webui", "koboldcpp", "jan", NULL },
  .docs_uri = "https://platform.openai.com/docs/api-reference/chat",
  .endpoint_placeholder = "https://server.example/v1",
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_ANTHROPIC_MESSAGES,
                                        CHL_PROTOCOL_OLLAMA_CHAT, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_NONE | CHL_AUTH_API_KEY,
  .options = options,
  .color = "#77767b",
};

/* Of servers that only imitate Anthropic nothing is taken for granted. */
#define MESSAGES_QUIRKS               \
  .output_limit_field = "max_tokens", \
  .think_tags = CHL_THINK_TAGS_AUTO,  \
  .unsigned_thinking = TRUE

static const ChlQuirks messages_quirks[] = {
  [CHL_CACHE_MARKS_NONE] = { MESSAGES_QUIRKS },
  [CHL_CACHE_MARKS_TOP] = { MESSAGES_QUIRKS, .cache_marks = CHL_CACHE_MARKS_TOP },
  [CHL_CACHE_MARKS_BLOCKS] = { MESSAGES_QUIRKS, .cache_marks = CHL_CACHE_MARKS_BLOCKS },
};

static const ChlQuirks ollama_quirks = {
  .output_limit_field = "num_predict",
  .sampling_with_effort = TRUE,
  .reasoning_field = "thinking",
  .think_tags = CHL_THINK_TAGS_AUTO,
};

static const ChlQuirks *
chl_custom_provider_get_quirks (ChlProvider *provider,
                                const char  *model)
{
  ChlProviderClass *parent_class = CHL_PROVIDER_CLASS (chl_custom_provider_parent_class);
  const char       *cache = chl_provider_get_option (provider, "cache");
  ChlProtocolId     protocol = chl_protocol_choice_get (provider);

  if (protocol == CHL_PROTOCOL_OLLAMA_CHAT)
    return &ollama_quirks;
  if (protocol != CHL_PROTOCOL_ANTHROPIC_MESSAGES)
    return parent_class->get_quirks (provider, model);

  if (g_strcmp0 (cache, "automatic") == 0)
    return &messages_quirks[CHL_CACHE_MARKS_TOP];
  if (g_strcmp0 (cache, "marked") == 0)
    return &messages_quirks[CHL_CACHE_MARKS_BLOCKS];

  return &messages_quirks[CHL_CACHE_MARKS_NONE];
}

static ChlProtocolId
chl_custom_provider_get_protocol (ChlProvider *provider,
                                  const char  *model)
{
  return chl_protocol_choice_get (provider);
}

/*
 * What the person typed stays; only where there is no path at all, as with a bare host, the usual
 * /v1 is added, and the page shows the addresses that come of it.
 */
static char *
chl_custom_provider_normalize_endpoint (ChlProvider *provider,
                                        const char  *text,
                                        GError     **error)
{
  g_autofree char *base = chl_address_clean (text, error);
  g_autoptr(GUri) uri = NULL;

  if (base == NULL)
    return NULL;

  uri = g_uri_parse (base, G_URI_FLAGS_ENCODED, NULL);
  if (uri != NULL && (*g_uri_get_path (uri) == '\0' || g_str_equal (g_uri_get_path (uri), "/")))
    return chl_address_join (base, "/v1");

  return g_steal_pointer (&base);
}

static char *
dup_messages_url (const char  *endpoint,
                  ChlOperation operation)
{
  if (operation == CHL_OPERATION_MODELS)
    return chl_messages_address_join (endpoint, "/models");
  if (operation == CHL_OPERATION_CHAT)
    return chl_messages_address_join (endpoint, "/messages");

  return NULL;
}

static char *
dup_ollama_url (const char  *endpoint,
                ChlOperation operation)
{
  g_autofree char *root = chl_address_strip_version (endpoint);

  switch (operation)
    {
    case CHL_OPERATION_MODELS:
      return chl_address_join (root, "/api/tags");

    case CHL_OPERATION_CHAT:
      return chl_address_join (root, "/api/chat");

    case CHL_OPERATION_COMPLETIONS:
      return chl_address_join (root, "/api/generate");

    case CHL_OPERATION_EMBEDDINGS:
      return chl_address_join (root, "/api/embed");

    case CHL_OPERATION_ACCOUNT:
      return NULL;
    }

  g_return_val_if_reached (NULL);
}

static char *
chl_custom_provider_dup_url (ChlProvider *provider,
                             ChlOperation operation)
{
  ChlProviderClass *parent_class = CHL_PROVIDER_CLASS (chl_custom_provider_parent_class);
  const char       *endpoint = chl_provider_get_endpoint (provider);
  ChlProtocolId     protocol = chl_protocol_choice_get (provider);

  if (endpoint != NULL && protocol == CHL_PROTOCOL_ANTHROPIC_MESSAGES)
    return dup_messages_url (endpoint, operation);
  if (endpoint != NULL && protocol == CHL_PROTOCOL_OLLAMA_CHAT)
    return dup_ollama_url (endpoint, operation);

  return parent_class->dup_url (provider, operation);
}

static void
chl_custom_provider_add_headers (ChlProvider *provider,
                                 ChlHeaders  *headers,
                                 ChlOperation operation,
                                 ChlSecret   *secret)
{
  const char *auth = chl_provider_get_option (provider, "auth");
  gboolean    is_messages = chl_protocol_choice_get (provider) == CHL_PROTOCOL_ANTHROPIC_MESSAGES;

  if (is_messages)
    chl_headers_set (headers, "anthropic-version", CHL_MESSAGES_VERSION);
  if (secret == NULL)
    return;

  if (auth == NULL && is_messages)
    auth = "x-api-key";
  if (auth == NULL || g_str_equal (auth, "bearer"))
    chl_headers_set_secret (headers, "Authorization", "Bearer ", secret);
  else
    chl_headers_set_secret (headers, g_str_equal (auth, "api-key") ? "api-key" : "x-api-key", "",
                            secret);
}

static void
chl_custom_provider_class_init (ChlCustomProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->normalize_endpoint = chl_custom_provider_normalize_endpoint;
  provider_class->dup_url = chl_custom_provider_dup_url;
  provider_class->add_headers = chl_custom_provider_add_headers;
  provider_class->get_quirks = chl_custom_provider_get_quirks;
  provider_class->get_protocol = chl_custom_provider_get_protocol;
}

static void
chl_custom_provider_init (ChlCustomProvider *self)
{
}
