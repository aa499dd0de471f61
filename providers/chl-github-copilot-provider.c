/* chl-github-copilot-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-github-copilot"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-address.h"
#include "chl-github-copilot-models.h"
#include "chl-json.h"
#include "chl-messages-api.h"
#include "chl-model-facts.h"
#include "chl-own-quirks.h"
#include "chl-site.h"

#define CHL_TYPE_GITHUB_COPILOT_PROVIDER (chl_github_copilot_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlGithubCopilotProvider, chl_github_copilot_provider, CHL, GITHUB_COPILOT_PROVIDER, ChlProvider)

struct _ChlGithubCopilotProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlGithubCopilotProvider, chl_github_copilot_provider, CHL_TYPE_PROVIDER)

#define USUAL_ENDPOINT "https://api.githubcopilot.com"

static const ChlOption options[] = {
  { .key = CHL_OPTION_PLAN,
    .title = N_ ("Subscription"),
    .summary = N_ ("GitHub finds it out by itself, unless a company wants its own address used"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "automatic", N_ ("Automatic") },
                                    { "individual", N_ ("Individual") },
                                    { "business", N_ ("Business") },
                                    { "enterprise", N_ ("Enterprise") },
                                    { NULL, NULL } } },
  { NULL },
};

/* Source: https://github.com/microsoft/vscode-copilot-chat */
static const ChlSite sites[] = {
  { NULL, "automatic", USUAL_ENDPOINT, NULL },
  { NULL, "individual", "https://api.individual.githubcopilot.com", NULL },
  { NULL, "business", "https://api.business.githubcopilot.com", NULL },
  { NULL, "enterprise", "https://api.enterprise.githubcopilot.com", NULL },
  { NULL },
};

/*
 * The person's own token, as they enter it or as their environment has it. Which kinds of token the
 * server takes is not documented, and all of this is unverified; what it says when it takes none is
 * shown in full.
 */
static const ChlFamily family = {
  .id = "github-copilot",
  .title = "GitHub Copilot",
  .summary = N_ ("The models of a Copilot subscription, with a token of your own"),
  .aliases = (const char *const[]){ "github", "copilot", "gpt", "claude", "gemini", "microsoft",
                                    NULL },
  .docs_uri = "https://docs.github.com/en/copilot",
  .key_uri = "https://github.com/settings/personal-access-tokens",
  .key_prefixes = (const char *const[]){ "github_pat_", "gho_", "ghu_", NULL },
  .variables = (const char *const[]){ "COPILOT_GITHUB_TOKEN", "GH_TOKEN", "GITHUB_TOKEN", NULL },
  .endpoint = USUAL_ENDPOINT,
  .sites = sites,
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_OPENAI_RESPONSES,
                                        CHL_PROTOCOL_ANTHROPIC_MESSAGES, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_API_KEY,
  .options = options,
  .color = "#6e7781",
};

/* --- Models --- */

/* Which of the two names it wants for the limit, and whether it counts tokens in streams, is
 * unverified. That models of Google's want back what they thought, sealed, is known from other
 * programs.
 * Source: https://github.com/anomalyco/opencode/pull/8900 */
static const ChlQuirks chat_quirks = {
  .output_limit_field = "max_tokens",
  .stream_usage = TRUE,
  .reasoning_opaque = TRUE,
};

static const ChlQuirks responses_quirks = {
  .output_limit_field = "max_output_tokens",
  .sends_store = TRUE,
};

static const ChlQuirks messages_quirks = {
  .output_limit_field = "max_tokens",
  .sampling = CHL_SAMPLING_ONE,
};

static const ChlQuirks *
get_base (ChlProtocolId protocol)
{
  if (protocol == CHL_PROTOCOL_ANTHROPIC_MESSAGES)
    return &messages_quirks;
  if (protocol == CHL_PROTOCOL_OPENAI_RESPONSES)
    return &responses_quirks;

  return &chat_quirks;
}

/* What a Claude of the generation that thinks by itself takes, all of them. */
static const char *const usual_efforts[] = { "low", "medium", "high", NULL };

static void
apply_thinking (ChlQuirks *quirks,
                ChlModel  *model)
{
  if (chl_model_has_fact (model, "adaptive"))
    {
      quirks->thinking = CHL_THINKING_ADAPTIVE;
      quirks->sampling = CHL_SAMPLING_NONE;
      if (quirks->efforts == NULL)
        quirks->efforts = usual_efforts;
    }
  else if (quirks->reasons)
    quirks->thinking = CHL_THINKING_BUDGET;
}

static const ChlQuirks *
chl_github_copilot_provider_get_quirks (ChlProvider *provider,
                                        const char  *id)
{
  ChlModel              *model = chl_provider_find_model (provider, id);
  ChlProtocolId          protocol = chl_github_copilot_models_get_protocol (model);
  const ChlQuirks       *base = get_base (protocol);
  const ChlCapabilities *capabilities;
  ChlQuirks             *quirks;

  if (model == NULL)
    return base;

  capabilities = chl_model_get_told (model);
  quirks = chl_own_quirks_begin (provider, id, base);
  quirks->reasons = chl_capabilities_is (capabilities, CHL_FIELD_REASONING);
  quirks->max_output = chl_capabilities_get_int (capabilities, CHL_FIELD_MAX_OUTPUT);
  quirks->sends_parallel_tools = chl_model_has_fact (model, "parallel");
  if (chl_own_quirks_set_listed_efforts (provider, quirks, model))
    quirks->sends_effort = TRUE;

  if (protocol == CHL_PROTOCOL_ANTHROPIC_MESSAGES)
    apply_thinking (quirks, model);
  else if (quirks->reasons)
    quirks->sampling = CHL_SAMPLING_NONE;
  if (protocol == CHL_PROTOCOL_OPENAI_RESPONSES && quirks->reasons)
    {
      quirks->sends_include = TRUE;
      quirks->summary = "auto";
    }

  return quirks;
}

static ChlProtocolId
chl_github_copilot_provider_get_protocol (ChlProvider *provider,
                                          const char  *model)
{
  return chl_github_copilot_models_get_protocol (chl_provider_find_model (provider, model));
}

/* --- Addresses and headers --- */

static char *
chl_github_copilot_provider_dup_model_url (ChlProvider *provider,
                                           const char  *model)
{
  const char *endpoint = chl_provider_get_endpoint (provider);
  const char *path = chl_github_copilot_models_get_path (chl_provider_find_model (provider, model));

  return endpoint != NULL ? chl_address_join (endpoint, path) : NULL;
}

static gboolean
has_picture (const ChlRequest *request)
{
  for (guint i = 0; i < request->messages->len; i++)
    {
      ChlMessage *message = g_ptr_array_index (request->messages, i);

      for (guint j = 0; j < chl_message_get_n_parts (message); j++)
        if (chl_part_get_kind (chl_message_get_part (message, j)) == CHL_PART_IMAGE)
          return TRUE;
    }

  return FALSE;
}

/* The last word is the person's, rather than that of a tool or of the model. */
static gboolean
is_asked_by_person (const ChlRequest *request)
{
  guint n = request->messages->len;

  return n > 0 && chl_message_get_author (g_ptr_array_index (request->messages, n - 1)) ==
                    CHL_AUTHOR_USER;
}

/*
 * Who began decides what is billed, so it is told as it is. No field claims that we are an editor,
 * or any other program than we are.
 */
static void
chl_github_copilot_provider_add_request_headers (ChlProvider      *provider,
                                                 ChlHeaders       *headers,
                                                 const ChlRequest *request)
{
  chl_headers_set (headers, "Openai-Intent", "conversation-edits");
  chl_headers_set (headers, "x-initiator", is_asked_by_person (request) ? "user" : "agent");
  if (has_picture (request))
    chl_headers_set (headers, "Copilot-Vision-Request", "true");
  if (chl_provider_get_protocol (provider, request->model) == CHL_PROTOCOL_ANTHROPIC_MESSAGES)
    chl_headers_set (headers, "anthropic-version", CHL_MESSAGES_VERSION);
}

/* --- Errors --- */

/* Known from other programs (unverified).
 * Source: https://github.com/microsoft/vscode-copilot-chat */
static const ChlFailureRow failures[] = {
  { 0, "model_not_supported", NULL, CHL_FAILURE_NOT_FOUND },
  { 421, NULL, NULL, CHL_FAILURE_NOT_FOUND },
  { 402, NULL, NULL, CHL_FAILURE_QUOTA },
  { 429, "*quota*", NULL, CHL_FAILURE_QUOTA },
  { 429, NULL, "quota", CHL_FAILURE_QUOTA },
  { 429, NULL, "premium", CHL_FAILURE_QUOTA },
  { 400, NULL, "personal access token", CHL_FAILURE_AUTH },
  { 0, NULL, NULL, CHL_FAILURE_NONE },
};

static void
chl_github_copilot_provider_class_init (ChlGithubCopilotProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->failures = failures;
  provider_class->lacks = 1U << CHL_OPERATION_COMPLETIONS;
  provider_class->dup_model_url = chl_github_copilot_provider_dup_model_url;
  provider_class->add_request_headers = chl_github_copilot_provider_add_request_headers;
  provider_class->get_quirks = chl_github_copilot_provider_get_quirks;
  provider_class->get_protocol = chl_github_copilot_provider_get_protocol;
  provider_class->describe_model = chl_github_copilot_models_describe;
}

static void
chl_github_copilot_provider_init (ChlGithubCopilotProvider *self)
{
}
