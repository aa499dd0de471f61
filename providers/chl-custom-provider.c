/* chl-custom-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-custom"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-address.h"
#include "chl-custom-servers.h"
#include "chl-error.h"
#include "chl-messages-api.h"
#include "chl-protocol-choice.h"

#define CHL_TYPE_CUSTOM_PROVIDER (chl_custom_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlCustomProvider, chl_custom_provider, CHL, CUSTOM_PROVIDER, ChlProvider)

struct _ChlCustomProvider
{
  ChlProvider parent_instance;

  ChlCustomServer server; /* whose the last list seemed to be */
  ChlQuirks       quirks; /* of the model of llama.cpp that was asked about last */
};

G_DEFINE_FINAL_TYPE (ChlCustomProvider, chl_custom_provider, CHL_TYPE_PROVIDER)

/* Bytes of the name of a field of a request. */
#define MAX_HEADER_BYTES 64

#define OPTION_HEADER "auth-header"
#define OPTION_REASONING "reasoning"
#define OPTION_COMPLETIONS "completions-address"
#define OPTION_EMBEDDINGS "embeddings-address"

/* A whole address, taken as it is typed. */
static gboolean
check_address (const char *value,
               GError    **error)
{
  g_autofree char *base = chl_address_clean (value, error);

  if (base == NULL)
    return FALSE;
  if (strstr (value, "://") != NULL)
    return TRUE;

  g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID,
                       _ ("A whole address begins with https:// or http://"));
  return FALSE;
}

/* Source: https://www.rfc-editor.org/rfc/rfc9110#name-tokens */
static gboolean
check_header (const char *value,
              GError    **error)
{
  static const char *const taken[] = { "accept", "connection", "content-length", "content-type",
                                       "cookie", "expect", "host", "te", "trailer",
                                       "transfer-encoding", "upgrade", "user-agent", NULL };
  g_autofree char         *lower = g_ascii_strdown (value, -1);

  if (strlen (value) <= MAX_HEADER_BYTES && !g_strv_contains (taken, lower) &&
      strspn (lower, "abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~") == strlen (lower))
    return TRUE;

  g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
               _ ("A key cannot be sent in a header with the name “%s”"), value);
  return FALSE;
}

static const ChlOption options[] = {
  { .key = CHL_OPTION_PROTOCOL,
    .title = N_ ("Protocol"),
    .summary = N_ ("What the server speaks; found out by its list of models"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "automatic", N_ ("Automatic") },
                                    { "openai-chat", N_ ("Chat Completions") },
                                    { "openai-responses", N_ ("Responses") },
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
  { .key = OPTION_HEADER,
    .title = N_ ("Header of the Key"),
    .summary = N_ ("Its name, where the server wants the key by itself in a header of its own"),
    .kind = CHL_OPTION_TEXT,
    .check = check_header },
  { .key = OPTION_COMPLETIONS,
    .title = N_ ("Address of Completions"),
    .summary = N_ ("Whole, where it does not follow from the endpoint; on another host the key is "
                   "not sent"),
    .kind = CHL_OPTION_TEXT,
    .check = check_address },
  { .key = OPTION_EMBEDDINGS,
    .title = N_ ("Address of Embeddings"),
    .summary = N_ ("Whole, where it does not follow from the endpoint; on another host the key is "
                   "not sent"),
    .kind = CHL_OPTION_TEXT,
    .check = check_address },
  { .key = OPTION_REASONING,
    .title = N_ ("Reasoning Is Asked For"),
    .summary = N_ ("By a word, as OpenAI has it, or by a switch of the chat template, as llama.cpp and "
                   "SGLang have it; many servers refuse what they do not know"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "off", N_ ("Not at All") },
                                    { "effort", N_ ("By Effort") },
                                    { "template", N_ ("By the Chat Template") },
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
  /* What servers make themselves that need no more of a key: UUIDs and JSON web tokens. */
  .key_shapes = (const char *const[]){ "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
                                       "^eyJ[\\w-]{10,}\\.[\\w-]{10,}\\.[\\w-]{10,}$", NULL },
  .endpoint_placeholder = "https://server.example/v1",
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_OPENAI_RESPONSES,
                                        CHL_PROTOCOL_ANTHROPIC_MESSAGES, CHL_PROTOCOL_OLLAMA_CHAT,
                                        CHL_PROTOCOL_NONE },
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

/* Of servers that imitate OpenAI nothing is taken for granted but what the person says of them. */
#define IMITATION_QUIRKS              \
  .output_limit_field = "max_tokens", \
  .stream_usage = TRUE,               \
  .sampling_with_effort = TRUE,       \
  .think_tags = CHL_THINK_TAGS_AUTO

static const char *const usual_efforts[] = { "low", "medium", "high", NULL };

static const ChlQuirks effort_quirks = {
  IMITATION_QUIRKS,
  .sends_effort = TRUE,
  .efforts = usual_efforts,
};
static const ChlQuirks template_quirks = {
  IMITATION_QUIRKS,
  .reasoning = CHL_REASONING_TEMPLATE,
  .thinking_can_be_off = TRUE,
};

/* Mistral refuses what it does not know, and ids of tool calls that are not like its own.
 * Source: https://docs.mistral.ai/api/ */
static const ChlQuirks mistral_quirks = {
  .output_limit_field = "max_tokens",
  .sampling_with_effort = TRUE,
  .short_tool_ids = TRUE,
  .refuses_top_k = TRUE,
  .think_tags = CHL_THINK_TAGS_AUTO,
};

static gboolean
is_mistral (ChlProvider *provider)
{
  const char      *endpoint = chl_provider_get_endpoint (provider);
  g_autofree char *host = endpoint != NULL ? chl_address_dup_host (endpoint) : NULL;

  return host != NULL && g_str_has_suffix (host, ".mistral.ai");
}

static const ChlQuirks *
get_imitation_quirks (ChlProvider *provider,
                      const char  *model)
{
  ChlProviderClass *parent_class = CHL_PROVIDER_CLASS (chl_custom_provider_parent_class);
  const char       *reasoning = chl_provider_get_option (provider, OPTION_REASONING);

  if (is_mistral (provider))
    return &mistral_quirks;
  if (g_strcmp0 (reasoning, "effort") == 0)
    return &effort_quirks;
  if (g_strcmp0 (reasoning, "template") == 0)
    return &template_quirks;

  return parent_class->get_quirks (provider, model);
}

/* What the person gave an address for goes there. */
static const ChlQuirks *
add_infill (ChlProvider     *provider,
            const char      *model,
            const ChlQuirks *quirks)
{
  ChlCustomProvider *self = CHL_CUSTOM_PROVIDER (provider);
  const char        *path = NULL;

  path = chl_custom_servers_get_infill_path (chl_provider_find_model (provider, model));
  if (path == NULL || chl_provider_get_option (provider, OPTION_COMPLETIONS) != NULL)
    return quirks;

  self->quirks = *quirks;
  self->quirks.infill_path = path;

  return &self->quirks;
}

static const ChlQuirks *
chl_custom_provider_get_quirks (ChlProvider *provider,
                                const char  *model)
{
  const char   *cache = chl_provider_get_option (provider, "cache");
  ChlProtocolId protocol = chl_protocol_choice_get (provider);

  if (protocol == CHL_PROTOCOL_OLLAMA_CHAT)
    return &ollama_quirks;
  if (protocol != CHL_PROTOCOL_ANTHROPIC_MESSAGES)
    return add_infill (provider, model, get_imitation_quirks (provider, model));

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
    return chl_messages_api_join (endpoint, "/models");
  if (operation == CHL_OPERATION_CHAT)
    return chl_messages_api_join (endpoint, "/messages");

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

/* The address that the person gave for an operation alone. */
static const char *
get_own_address (ChlProvider *provider,
                 ChlOperation operation)
{
  if (operation == CHL_OPERATION_COMPLETIONS)
    return chl_provider_get_option (provider, OPTION_COMPLETIONS);
  if (operation == CHL_OPERATION_EMBEDDINGS)
    return chl_provider_get_option (provider, OPTION_EMBEDDINGS);

  return NULL;
}

static char *
chl_custom_provider_dup_url (ChlProvider *provider,
                             ChlOperation operation)
{
  ChlProviderClass *parent_class = CHL_PROVIDER_CLASS (chl_custom_provider_parent_class);
  const char       *endpoint = chl_provider_get_endpoint (provider);
  const char       *own = get_own_address (provider, operation);
  ChlProtocolId     protocol = chl_protocol_choice_get (provider);

  /* From a file it may be anything. */
  if (endpoint != NULL && own != NULL && check_address (own, NULL))
    return g_strdup (own);
  if (endpoint != NULL && protocol == CHL_PROTOCOL_ANTHROPIC_MESSAGES)
    return dup_messages_url (endpoint, operation);
  if (endpoint != NULL && protocol == CHL_PROTOCOL_OLLAMA_CHAT)
    return dup_ollama_url (endpoint, operation);

  return parent_class->dup_url (provider, operation);
}

/* A key is for the endpoint's origin alone. */
static gboolean
is_at_home (ChlProvider *provider,
            ChlOperation operation)
{
  const char      *own = get_own_address (provider, operation);
  g_autofree char *home = chl_provider_dup_origin (provider);
  g_autofree char *there = own != NULL ? chl_address_dup_origin (own) : NULL;

  return own == NULL || (home != NULL && g_strcmp0 (home, there) == 0);
}

static void
chl_custom_provider_add_headers (ChlProvider *provider,
                                 ChlHeaders  *headers,
                                 ChlOperation operation,
                                 ChlSecret   *secret)
{
  const char *auth = chl_provider_get_option (provider, "auth");
  const char *header = chl_provider_get_option (provider, OPTION_HEADER);
  gboolean    is_messages = chl_protocol_choice_get (provider) == CHL_PROTOCOL_ANTHROPIC_MESSAGES;

  if (is_messages)
    chl_headers_set (headers, "anthropic-version", CHL_MESSAGES_VERSION);
  if (secret == NULL || !is_at_home (provider, operation))
    return;

  if (header != NULL && check_header (header, NULL))
    {
      chl_headers_set_secret (headers, header, "", secret);
      return;
    }

  if (auth == NULL && is_messages)
    auth = "x-api-key";
  if (auth == NULL || g_str_equal (auth, "bearer"))
    chl_headers_set_secret (headers, "Authorization", "Bearer ", secret);
  else
    chl_headers_set_secret (headers, g_str_equal (auth, "api-key") ? "api-key" : "x-api-key", "",
                            secret);
}

static GPtrArray *
chl_custom_provider_parse_models (ChlProvider *provider,
                                  JsonNode    *root,
                                  GError     **error)
{
  ChlProviderClass  *parent_class = CHL_PROVIDER_CLASS (chl_custom_provider_parent_class);
  ChlCustomProvider *self = CHL_CUSTOM_PROVIDER (provider);
  GPtrArray         *models = parent_class->parse_models (provider, root, error);

  self->server = chl_custom_servers_recognize (root);
  if (models != NULL)
    chl_custom_servers_mark (models, self->server);

  return models;
}

static GPtrArray *
chl_custom_provider_list_queries (ChlProvider *provider,
                                  GPtrArray   *models)
{
  const char *endpoint = chl_provider_get_endpoint (provider);

  if (endpoint == NULL || chl_protocol_choice_get (provider) != CHL_PROTOCOL_OPENAI_CHAT)
    return NULL;

  return chl_custom_servers_list_queries (endpoint, CHL_CUSTOM_PROVIDER (provider)->server);
}

static void
chl_custom_provider_take_query (ChlProvider         *provider,
                                GPtrArray           *models,
                                const ChlModelQuery *query,
                                JsonNode            *root)
{
  chl_custom_servers_take_query (models, query, root);
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
  provider_class->parse_models = chl_custom_provider_parse_models;
  provider_class->list_queries = chl_custom_provider_list_queries;
  provider_class->take_query = chl_custom_provider_take_query;
}

static void
chl_custom_provider_init (ChlCustomProvider *self)
{
}
