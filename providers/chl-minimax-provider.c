/* chl-minimax-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-minimax"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-address.h"
#include "chl-endpoint-path.h"
#include "chl-listing-fields.h"
#include "chl-messages-api.h"
#include "chl-site.h"

#define CHL_TYPE_MINIMAX_PROVIDER (chl_minimax_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlMinimaxProvider, chl_minimax_provider, CHL, MINIMAX_PROVIDER, ChlProvider)

struct _ChlMinimaxProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlMinimaxProvider, chl_minimax_provider, CHL_TYPE_PROVIDER)

#define USUAL_ENDPOINT "https://api.minimax.io/anthropic"

/* The plans have the same addresses, and keys of their own tell them apart. */
static const ChlOption options[] = {
  { .key = CHL_OPTION_REGION,
    .title = N_ ("Region"),
    .summary = N_ ("Keys are made for one region, and the other refuses them"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "international", N_ ("International") },
                                    { "china", N_ ("China") },
                                    { NULL, NULL } } },
  { .key = "auth",
    .title = N_ ("Key Is Sent As"),
    .summary = N_ ("The server has asked for either at different times"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "x-api-key", N_ ("x-api-key") },
                                    { "bearer", N_ ("Bearer Token") },
                                    { NULL, NULL } } },
  { NULL },
};

/* Source: https://platform.minimax.io/docs/api-reference/text-anthropic-api */
static const ChlSite sites[] = {
  { "international", NULL, USUAL_ENDPOINT, NULL },
  { "china", NULL, "https://api.minimaxi.com/anthropic", "https://platform.minimaxi.com" },
  { NULL },
};

/* For want of a list. Source: https://platform.minimax.io/docs/api-reference/text-anthropic-api */
static const ChlBundledModel bundled[] = {
  { "MiniMax-M3", NULL, NULL },
  { "MiniMax-M3-highspeed", NULL, NULL },
  { "MiniMax-M2.7", NULL, NULL },
  { "MiniMax-M2.7-highspeed", NULL, NULL },
  { "MiniMax-M2.5", NULL, NULL },
  { "MiniMax-M2.5-highspeed", NULL, NULL },
  { "MiniMax-M2.1", NULL, NULL },
  { "MiniMax-M2.1-highspeed", NULL, NULL },
  { "MiniMax-M2", NULL, NULL },
  { NULL },
};

static const ChlFamily family = {
  .id = "minimax",
  .title = "MiniMax",
  .summary = N_ ("MiniMax models, from their maker"),
  .aliases = (const char *const[]){ "hailuo", "abab", "minimaxi", "token plan", "稀宇", "海螺",
                                    NULL },
  .docs_uri = "https://platform.minimax.io/docs/api-reference/text-anthropic-api",
  .key_uri = "https://platform.minimax.io",
  /* Pay as you go, and the plans (unverified). */
  .key_prefixes = (const char *const[]){ "sk-api-", "sk-cp-", NULL },
  /* The older ones are JSON web tokens, as some of other servers are. */
  .key_shapes = (const char *const[]){ "^eyJ[\\w-]{10,}\\.[\\w-]{10,}\\.[\\w-]{10,}$", NULL },
  .variables = (const char *const[]){ "MINIMAX_API_KEY", "MINIMAX_CN_API_KEY", NULL },
  .endpoint = USUAL_ENDPOINT,
  .sites = sites,
  .bundled = bundled,
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_ANTHROPIC_MESSAGES, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_API_KEY,
  .options = options,
  .color = "#d6246e",
};

/* --- Models --- */

/*
 * Everything that the model thought must go back with the calls it led to, signed or not. A
 * temperature of nothing is refused, and so is one above 1; with thinking as without, as far as is
 * said. The marks for the cache are not documented for all of them, so that none are made
 * (unverified).
 * Source: https://platform.minimax.io/docs/api-reference/text-anthropic-api
 */
#define COMMON                        \
  .output_limit_field = "max_tokens", \
  .unsigned_thinking = TRUE,          \
  .think_tags = CHL_THINK_TAGS_AUTO,  \
  .sampling_with_effort = TRUE,       \
  .least_temperature = 0.01,          \
  .most_temperature = 1.0

/* M2 always thinks, and nothing can be said about it. */
static const ChlQuirks always_thinks = {
  COMMON,
  .reasons = TRUE,
  .max_output = 131072,
};

static const ChlQuirks oldest = {
  COMMON,
  .reasons = TRUE,
  .max_output = 128000,
};

/* M3 sees for itself how much it thinks, unless it is told not to. That is said with each request:
 * that it is the default is known from other programs alone (unverified). */
#define SWITCHES                     \
  COMMON,                            \
    .reasons = TRUE,                 \
    .thinking = CHL_THINKING_SWITCH, \
    .thinking_is_usual = TRUE,       \
    .thinking_can_be_off = TRUE

static const ChlQuirks switches = { SWITCHES, .max_output = 128000 };
static const ChlQuirks fast_switches = { SWITCHES, .max_output = 131072 };

/* M3.1 is told how much with a word. That the word goes where Anthropic has it is known from other
 * programs alone (unverified), and nobody says that it can be off.
 * Source: https://platform.minimax.io/docs/guides/text-generation */
static const ChlQuirks by_word = {
  COMMON,
  .reasons = TRUE,
  .thinking = CHL_THINKING_ADAPTIVE,
  .thinking_is_usual = TRUE,
  .efforts = (const char *const[]){ "low", "medium", "high", "xhigh", "max", NULL },
  .max_output = 131072,
};

/* Plays a part: short answers. */
static const ChlQuirks character = { COMMON, .max_output = 2048 };

/* Whatever comes later is not told more than all of these take. */
static const ChlQuirks plain = {
  COMMON,
};

static const ChlGeneration generations[] = {
  { "minimax-m2", &oldest },
  { "minimax-m2-her*", &character },
  { "minimax-m2*", &always_thinks },
  { "minimax-m3-highspeed*", &fast_switches },
  { "minimax-m3.*", &by_word },
  { "minimax-m3*", &switches },
  { NULL, &plain },
};

/* It calls no tools. */
#define CHARACTER "minimax-m2-her"

/* M2 reads text alone, M3 pictures and films, too; of others nothing is known. All of them call
 * tools but one.
 * Source: https://platform.minimax.io/docs/api-reference/text-anthropic-api */
static gboolean
chl_minimax_provider_describe_model (ChlProvider *provider,
                                     ChlModel    *model,
                                     JsonNode    *row)
{
  static const char *const blind[] = { "text", NULL };
  static const char *const seeing[] = { "text", "image", "video", NULL };
  g_autoptr(ChlCapabilities) capabilities = NULL;
  const char *id = chl_model_get_id (model);

  capabilities = chl_capabilities_copy (chl_model_get_said (model));
  chl_capabilities_set_boolean (capabilities, CHL_FIELD_TOOLS,
                                g_ascii_strncasecmp (id, CHARACTER, strlen (CHARACTER)) != 0,
                                CHL_ORIGIN_FAMILY);
  if (g_str_has_prefix (id, "MiniMax-M2"))
    chl_capabilities_set_words (capabilities, CHL_FIELD_INPUT_KINDS, blind, CHL_ORIGIN_FAMILY);
  else if (g_str_has_prefix (id, "MiniMax-M3"))
    chl_capabilities_set_words (capabilities, CHL_FIELD_INPUT_KINDS, seeing, CHL_ORIGIN_FAMILY);
  chl_model_take_capabilities (model, g_steal_pointer (&capabilities));

  return TRUE;
}

static const char *const other_kinds[] = { "hailuo", "music", "video", "t2v", "i2v", "s2v", "embo",
                                           NULL };

/* --- Addresses --- */

/* People paste the host alone, or the address where MiniMax imitates OpenAI. What is no host of
 * MiniMax's is left as it is. */
static char *
chl_minimax_provider_normalize_endpoint (ChlProvider *provider,
                                         const char  *text,
                                         GError     **error)
{
  static const char *const nothing[] = { "", NULL };
  g_autofree char         *base = chl_messages_api_clean (text, error);
  g_autofree char         *host = NULL;

  if (base == NULL)
    return NULL;

  host = chl_address_dup_host (base);
  if (g_strcmp0 (host, "api.minimax.io") != 0 && g_strcmp0 (host, "api.minimaxi.com") != 0)
    return g_steal_pointer (&base);

  return chl_endpoint_path_replace (base, nothing, "/anthropic");
}

/* --- Errors --- */

/*
 * Numbers of MiniMax's own come under status 200, and in brackets behind the words of errors that
 * look like Anthropic's. What exactly has too many tokens with 1039 is not said, a minute or a
 * request; the words decide.
 * Source: https://platform.minimax.io/docs/api-reference/errorcode
 */
static const ChlFailureRow failures[] = {
  { 0, "1000", NULL, CHL_FAILURE_SERVER },
  { 0, "1001", NULL, CHL_FAILURE_TIMEOUT },
  { 0, "1002", NULL, CHL_FAILURE_RATE_LIMIT },
  { 0, "1004", NULL, CHL_FAILURE_AUTH },
  { 0, "2049", NULL, CHL_FAILURE_AUTH },
  { 0, "authorized_error", NULL, CHL_FAILURE_AUTH },
  { 0, "1008", NULL, CHL_FAILURE_QUOTA },
  { 0, NULL, "(1008)", CHL_FAILURE_QUOTA },
  { 0, "1013", NULL, CHL_FAILURE_SERVER },
  { 0, "1024", NULL, CHL_FAILURE_SERVER },
  { 0, "1026", NULL, CHL_FAILURE_CONTENT_POLICY },
  { 0, "1027", NULL, CHL_FAILURE_CONTENT_POLICY },
  { 0, NULL, "(1026)", CHL_FAILURE_CONTENT_POLICY },
  { 0, NULL, "(1027)", CHL_FAILURE_CONTENT_POLICY },
  { 0, "1039", "rate", CHL_FAILURE_RATE_LIMIT },
  { 0, "1039", NULL, CHL_FAILURE_CONTEXT_LENGTH },
  { 0, "2013", "context window", CHL_FAILURE_CONTEXT_LENGTH },
  { 0, "2013", NULL, CHL_FAILURE_INVALID_REQUEST },
  { 0, "2061", NULL, CHL_FAILURE_PERMISSION },
  { 0, NULL, NULL, CHL_FAILURE_NONE },
};

static void
chl_minimax_provider_class_init (ChlMinimaxProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->generations = generations;
  provider_class->failures = failures;
  provider_class->left_out = other_kinds;
  provider_class->normalize_endpoint = chl_minimax_provider_normalize_endpoint;
  provider_class->dup_url = chl_messages_api_dup_url;
  provider_class->add_headers = chl_messages_api_add_headers;
  provider_class->describe_model = chl_minimax_provider_describe_model;
  provider_class->dup_next_url = chl_messages_api_dup_next_url;
}

static void
chl_minimax_provider_init (ChlMinimaxProvider *self)
{
}
