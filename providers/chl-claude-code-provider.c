/* chl-claude-code-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-claude-code"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-claude-models.h"
#include "chl-error.h"
#include "chl-json.h"
#include "chl-messages-api.h"
#include "chl-program-provider.h"

#define CHL_TYPE_CLAUDE_CODE_PROVIDER (chl_claude_code_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlClaudeCodeProvider, chl_claude_code_provider, CHL, CLAUDE_CODE_PROVIDER, ChlProvider)

/* Tokens. Source: https://platform.claude.com/docs/en/build-with-claude/extended-thinking */
#define LEAST_BUDGET 1024

#define ENDPOINT "https://api.anthropic.com"

#define SIGN_IN "claude auth login"

struct _ChlClaudeCodeProvider
{
  ChlProvider parent_instance;
};

static void chl_claude_code_provider_program_init (ChlProgramProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlClaudeCodeProvider, chl_claude_code_provider, CHL_TYPE_PROVIDER, G_IMPLEMENT_INTERFACE (CHL_TYPE_PROGRAM_PROVIDER, chl_claude_code_provider_program_init))

static gboolean
check_path (const char *value,
            GError    **error)
{
  if (g_path_is_absolute (value))
    return TRUE;

  g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
               _ ("The program is given with its whole path, as in /usr/bin/claude, not as “%s”"),
                  value);
  return FALSE;
}

static const ChlOption options[] = {
  { .key = "way",
    .title = N_ ("Answers Come From"),
    .summary = N_ ("The claude program of this computer with its own sign-in, or any server that "
                   "speaks as Anthropic’s does; automatically the program, until an address is given"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "automatic", N_ ("Automatic") },
                                    { "program", N_ ("The claude Program") },
                                    { "endpoint", N_ ("A Server") },
                                    { NULL, NULL } } },
  { .key = CHL_OPTION_PROGRAM,
    .title = N_ ("Program"),
    .summary = N_ ("Where the claude program is, if it is not found"),
    .kind = CHL_OPTION_TEXT,
    .check = check_path },
  { .key = "auth",
    .title = N_ ("Key Is Sent As"),
    .summary = N_ ("To an address; gateways may want it another way"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "x-api-key", N_ ("x-api-key") },
                                    { "bearer", N_ ("Bearer Token") },
                                    { NULL, NULL } } },
  { NULL },
};

static const ChlFamily family = {
  .id = "claude-code",
  .title = "Claude Code",
  .summary = N_ ("Claude through the claude program that you have signed in"),
  .aliases = (const char *const[]){ "claude", "anthropic", "subscription", "pro", "max", "cli", NULL },
  .docs_uri = "https://code.claude.com/docs/en/headless",
  .endpoint = ENDPOINT,
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_ANTHROPIC_MESSAGES, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_NONE | CHL_AUTH_PROGRAM | CHL_AUTH_API_KEY,
  .options = options,
  .color = "#a85a44",
};

/*
 * The program keeps its updates, its telemetry and what else it would do beside the answer to
 * itself. Attachments are off because it would read each file that is named with an @ in a question,
 * and send it. It tries again of its own, though not for minutes, and starts no answer anew of which
 * a part was given.
 *
 * Source: https://code.claude.com/docs/en/settings#environment-variables; tried with 2.1.197
 */
static const char *const variables[] = {
  "DISABLE_AUTOUPDATER=1",
  "DISABLE_TELEMETRY=1",
  "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1",
  "CLAUDE_CODE_DISABLE_ATTACHMENTS=1",
  "CLAUDE_CODE_DISABLE_NONSTREAMING_FALLBACK=1",
  "CLAUDE_CODE_MAX_RETRIES=2",
  NULL,
};

/* The names that it takes for the newest of each kind; full names it takes, too.
 * Source: https://code.claude.com/docs/en/model-config; tried with 2.1.197 */
static const ChlChoice models[] = {
  { "sonnet", "Sonnet" },
  { "opus", "Opus" },
  { "haiku", "Haiku" },
  { "fable", "Fable" },
  { "sonnet[1m]", N_ ("Sonnet, long context") },
  { "opus[1m]", N_ ("Opus, long context") },
  { NULL, NULL },
};

static const ChlProgramFacts facts = {
  .name = "claude",
  .folders = (const char *const[]){ ".local/bin", ".claude/local", ".npm-global/bin", ".bun/bin",
                                    ".volta/bin", "/usr/local/bin", "/usr/bin", "/opt/homebrew/bin",
                                    NULL },
  /* The first that can leave aside what the person made of it for writing code: --safe-mode.
   * Source: https://github.com/anthropics/claude-code/releases/tag/v2.1.169 */
  .least_version = "2.1.169",
  .version_arguments = (const char *const[]){ "--version", NULL },
  .state_arguments = (const char *const[]){ "auth", "status", "--json", NULL },
  .variables = variables,
  .kept_prefixes = (const char *const[]){ "ANTHROPIC_", "CLAUDE_", NULL },
  .sign_in = SIGN_IN,
  .update = "claude update",
  .models = models,
};

/* --- The program --- */

/* A sign-in of the program's is never sent to an address that was typed here, so that another
 * address means that the program is not meant. */
static gboolean
chl_claude_code_provider_is_chosen (ChlProgramProvider *provider)
{
  const char *way = chl_provider_get_option (CHL_PROVIDER (provider), "way");
  const char *endpoint = chl_provider_get_endpoint (CHL_PROVIDER (provider));

  if (way == NULL)
    return g_strcmp0 (endpoint, ENDPOINT) == 0;

  return g_str_equal (way, "program");
}

static gboolean
chl_claude_code_provider_is_signed_in (ChlProgramProvider *provider,
                                       JsonNode           *state)
{
  gboolean is_signed_in = FALSE;

  return chl_json_get_boolean (state, "/loggedIn", &is_signed_in) && is_signed_in;
}

/* Source: https://code.claude.com/docs/en/cli-reference; tried with 2.1.197 */
static GStrv
chl_claude_code_provider_dup_arguments (ChlProgramProvider *provider,
                                        const ChlRequest   *request,
                                        const char         *system_path)
{
  static const char *const fixed[] = {
    "-p", "--input-format", "stream-json", "--output-format", "stream-json",
    "--include-partial-messages", "--verbose", "--tools", "", "--safe-mode", "--strict-mcp-config",
    "--disable-slash-commands", "--no-session-persistence", NULL
  };
  g_autoptr(GPtrArray) arguments = g_ptr_array_new ();
  const char *effort = NULL;

  for (guint i = 0; fixed[i] != NULL; i++)
    g_ptr_array_add (arguments, g_strdup (fixed[i]));
  g_ptr_array_add (arguments, g_strdup ("--system-prompt-file"));
  g_ptr_array_add (arguments, g_strdup (system_path));
  g_ptr_array_add (arguments, g_strdup ("--model"));
  g_ptr_array_add (arguments, g_strdup (request->model));

  /* It has no word for none, and none for less than low. */
  if (request->effort >= CHL_EFFORT_LOW)
    effort = chl_effort_to_string (request->effort);
  else if (request->effort == CHL_EFFORT_MINIMAL)
    effort = chl_effort_to_string (CHL_EFFORT_LOW);
  if (effort != NULL)
    {
      g_ptr_array_add (arguments, g_strdup ("--effort"));
      g_ptr_array_add (arguments, g_strdup (effort));
    }
  g_ptr_array_add (arguments, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&arguments), FALSE);
}

/* With thinking on, it gives all of a short answer's room to thinking, and less than the API takes.
 * Source: https://code.claude.com/docs/en/settings#environment-variables; tried with 2.1.197 */
static GStrv
chl_claude_code_provider_dup_variables (ChlProgramProvider *provider,
                                        const ChlRequest   *request)
{
  g_autoptr(GPtrArray) own = g_ptr_array_new ();

  if (request->max_output > 0)
    g_ptr_array_add (own, g_strdup_printf ("CLAUDE_CODE_MAX_OUTPUT_TOKENS=%" G_GINT64_FORMAT, request->max_output));
  if (request->effort == CHL_EFFORT_OFF ||
      (request->max_output > 0 && request->max_output <= LEAST_BUDGET))
    g_ptr_array_add (own, g_strdup ("CLAUDE_CODE_DISABLE_THINKING=1"));
  g_ptr_array_add (own, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&own), FALSE);
}

static void
chl_claude_code_provider_program_init (ChlProgramProviderInterface *iface)
{
  iface->facts = &facts;
  iface->is_chosen = chl_claude_code_provider_is_chosen;
  iface->is_signed_in = chl_claude_code_provider_is_signed_in;
  iface->dup_arguments = chl_claude_code_provider_dup_arguments;
  iface->dup_variables = chl_claude_code_provider_dup_variables;
}

/* --- The address --- */

static char *
chl_claude_code_provider_dup_url (ChlProvider *provider,
                                  ChlOperation operation)
{
  if (chl_provider_get_program (provider) != NULL)
    return NULL;

  return chl_messages_api_dup_url (provider, operation);
}

/* Of the program: what it says tells of itself, and not to a person who sits elsewhere. */
static void
chl_claude_code_provider_refine_failure (ChlProvider *provider,
                                         ChlFailure  *failure)
{
  if (failure->kind != CHL_FAILURE_AUTH || chl_provider_get_program (provider) == NULL)
    return;

  g_free (failure->code);
  g_free (failure->message);
  failure->kind = CHL_FAILURE_NO_KEY;
  failure->code = g_strdup (CHL_FAILURE_CODE_SIGN_IN);
  failure->message = g_strdup_printf (
    /* Translators: a provider's name, and a command. */
    _ ("%s is not signed in, or has to sign in again; run “%s” in a terminal"),
       chl_provider_get_title (provider), SIGN_IN);
  failure->is_ours = TRUE;
}

static void
chl_claude_code_provider_class_init (ChlClaudeCodeProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->normalize_endpoint = chl_messages_api_normalize_endpoint;
  provider_class->dup_url = chl_claude_code_provider_dup_url;
  provider_class->dup_next_url = chl_messages_api_dup_next_url;
  provider_class->add_headers = chl_messages_api_add_headers;
  provider_class->get_quirks = chl_claude_models_get_quirks;
  provider_class->describe_model = chl_claude_models_describe;
  provider_class->refine_failure = chl_claude_code_provider_refine_failure;
}

static void
chl_claude_code_provider_init (ChlClaudeCodeProvider *self)
{
}
