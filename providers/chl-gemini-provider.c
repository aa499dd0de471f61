/* chl-gemini-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-gemini"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-address.h"
#include "chl-endpoint-path.h"
#include "chl-json.h"
#include "chl-listing-fields.h"
#include "chl-provider.h"

#define CHL_TYPE_GEMINI_PROVIDER (chl_gemini_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlGeminiProvider, chl_gemini_provider, CHL, GEMINI_PROVIDER, ChlProvider)

#define HOST "generativelanguage.googleapis.com"

#define VERSION_PATH "/v1beta"

/* Where Google imitates OpenAI, below its own. */
#define COMPATIBLE_PATH "/openai"

/* Rows of one page; the most that the server gives. Source: https://ai.google.dev/api/models */
#define LIST_PATH "/models?pageSize=1000"

/* Before the names in lists. */
#define NAME_PREFIX "models/"

struct _ChlGeminiProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlGeminiProvider, chl_gemini_provider, CHL_TYPE_PROVIDER)

static const ChlFamily family = {
  .id = "gemini",
  .title = "Google Gemini",
  .summary = N_ ("Gemini and Gemma models, from Google"),
  .aliases = (const char *const[]){ "google", "gemini", "gemma", "ai studio", "deepmind", "谷歌",
                                    NULL },
  .docs_uri = "https://ai.google.dev/gemini-api/docs/openai",
  .key_uri = "https://aistudio.google.com/apikey",
  /* The second one, of newer keys, is unverified. */
  .key_prefixes = (const char *const[]){ "AIza", "AQ.", NULL },
  .variables = (const char *const[]){ "GEMINI_API_KEY", "GOOGLE_API_KEY",
                                      "GOOGLE_GENERATIVE_AI_API_KEY", NULL },
  .endpoint = "https://" HOST VERSION_PATH COMPATIBLE_PATH,
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_API_KEY,
  .color = "#3b78e7",
};

/* --- Models --- */

/*
 * What is unknown to the server is refused, penalties by some models (unverified which). What it
 * signs of its thoughts stands beside the calls of tools and must come back with them.
 *
 * Thoughts themselves are not asked for: as what they come over this protocol is unverified, and so
 * is that no more than a hundred texts become vectors at once.
 *
 * Source: https://ai.google.dev/gemini-api/docs/openai,
 *   https://ai.google.dev/gemini-api/docs/thought-signatures
 */
#define COMMON                        \
  .output_limit_field = "max_tokens", \
  .stream_usage = TRUE,               \
  .sampling_with_effort = TRUE,       \
  .refuses_penalties = TRUE,          \
  .refuses_top_k = TRUE,              \
  .extra_content = TRUE,              \
  .embedding_batch = 100

#define THINKS(...)                  \
  COMMON,                            \
    .reasons = TRUE,                 \
    .sends_effort = TRUE,            \
    .efforts = (const char *const[]) \
  {                                  \
    __VA_ARGS__, NULL                \
  }

/* With a number of tokens, or with a word that stands for one; nothing turns it off.
 * Source: https://ai.google.dev/gemini-api/docs/thinking,
 *   https://ai.google.dev/gemini-api/docs/openai */
static const ChlQuirks pro_2_5 = {
  THINKS ("minimal", "low", "medium", "high"),
  .reasoning = CHL_REASONING_GOOGLE,
};

/* The same, and off. */
static const ChlQuirks flash_2_5 = {
  THINKS ("none", "minimal", "low", "medium", "high"),
  .reasoning = CHL_REASONING_GOOGLE,
  .thinking_can_be_off = TRUE,
};

/* From here on words only, which are levels, and not all models have all of them.
 * Source: https://ai.google.dev/gemini-api/docs/thinking */
static const ChlQuirks four_levels = { THINKS ("minimal", "low", "medium", "high") };
static const ChlQuirks four_levels_unsampled = {
  THINKS ("minimal", "low", "medium", "high"),
  .sampling = CHL_SAMPLING_NONE,
};
static const ChlQuirks three_levels = { THINKS ("low", "medium", "high") };
static const ChlQuirks two_levels = { THINKS ("low", "high") };

static const ChlQuirks plain = { COMMON };

/* What is called the latest is now of one generation and now of another: it is told what all of
 * them take. What is younger than the table is told what all of its forebears took. */
static const ChlGeneration generations[] = {
  { "gemini-2.5-pro*", &pro_2_5 },
  { "gemini-2.5-*", &flash_2_5 },
  { "gemini-3-pro*", &two_levels },
  { "gemini-3-flash*", &four_levels },
  { "gemini-3.1-flash*", &four_levels },
  { "gemini-3.1-*", &three_levels },
  { "gemini-3.5-flash-lite*", &four_levels_unsampled },
  { "gemini-3.5-*", &four_levels },
  { "gemini-3.6-*", &four_levels },
  { "gemini-3.7-*", &three_levels },
  { "gemini-3.8-*", &three_levels },
  { "gemini-*-latest", &three_levels },
  { "gemini-1*", &plain },
  { "gemini-2.0*", &plain },
  { "gemini-embedding*", &plain },
  { "gemini-*", &two_levels },
  { NULL, &plain },
};

static const ChlQuirks *
chl_gemini_provider_get_quirks (ChlProvider *provider,
                                const char  *model)
{
  if (g_str_has_prefix (model, NAME_PREFIX))
    model += strlen (NAME_PREFIX);

  return CHL_PROVIDER_CLASS (chl_gemini_provider_parent_class)->get_quirks (provider, model);
}

/* What speaks, draws, films, plays or moves instead of answering. */
static const char *const other_kinds[] = { "audio", "live", "imagen", "veo", "lyria", "aqa",
                                           "robotics", "computer-use", "deep-research", NULL };

/* Without the prefix, which is no part of the name that a model is asked by. */
static JsonNode *
strip_prefixes (JsonNode *root)
{
  g_autoptr(JsonNode) copy = chl_json_copy (root);
  JsonArray *rows = chl_json_get_array (copy, "/models");

  if (rows == NULL)
    rows = chl_json_get_array (copy, "/data");
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonNode        *row = json_array_get_element (rows, i);
      JsonObject      *object = chl_json_get_object (row, "");
      const char      *name = chl_json_get_string (row, "/name");
      g_autofree char *id = NULL;

      if (name == NULL)
        name = chl_json_get_string (row, "/id");
      if (object == NULL || name == NULL)
        continue;

      id = g_strdup (g_str_has_prefix (name, NAME_PREFIX) ? name + strlen (NAME_PREFIX) : name);
      json_object_set_string_member (object, "id", id);
    }

  return g_steal_pointer (&copy);
}

#define METHODS "/supportedGenerationMethods"

/* What a row says it can be asked for; without a word about it, what its name says. */
static ChlModelUse
read_use (ChlModel *model,
          JsonNode *row)
{
  if (chl_json_get_array (row, METHODS) == NULL)
    return chl_model_get_use (model);
  if (chl_listing_has_word (row, METHODS, "generateContent"))
    return CHL_MODEL_USE_CHAT;
  if (chl_listing_has_word (row, METHODS, "embedContent"))
    return CHL_MODEL_USE_EMBEDDING;

  return (ChlModelUse) 0;
}

/* Every Gemini that answers reads all of these and calls tools, whatever else it is.
 * Source: https://ai.google.dev/gemini-api/docs/models */
static gboolean
chl_gemini_provider_describe_model (ChlProvider *provider,
                                    ChlModel    *model,
                                    JsonNode    *row)
{
  static const char *const kinds[] = { "text", "image", "audio", "video", "file", NULL };
  ChlModelUse              use = read_use (model, row);
  g_autoptr(ChlCapabilities) capabilities = NULL;
  gboolean thinks = FALSE;

  if (use == 0)
    return FALSE;

  if (chl_json_get_array (row, METHODS) != NULL)
    chl_model_set_use (model, use);
  capabilities = chl_capabilities_copy (chl_model_get_said (model));
  if (chl_json_get_boolean (row, "/thinking", &thinks))
    chl_capabilities_set_boolean (capabilities, CHL_FIELD_REASONING, thinks, CHL_ORIGIN_PROVIDER);
  if (g_str_has_prefix (chl_model_get_id (model), "gemini-") && use == CHL_MODEL_USE_CHAT)
    {
      chl_capabilities_set_words (capabilities, CHL_FIELD_INPUT_KINDS, kinds, CHL_ORIGIN_FAMILY);
      chl_capabilities_set_boolean (capabilities, CHL_FIELD_TOOLS, TRUE, CHL_ORIGIN_FAMILY);
    }
  chl_model_take_capabilities (model, g_steal_pointer (&capabilities));

  return TRUE;
}

/* Source: https://ai.google.dev/api/models */
static GPtrArray *
chl_gemini_provider_parse_models (ChlProvider *provider,
                                  JsonNode    *root,
                                  GError     **error)
{
  ChlProviderClass *parent_class = CHL_PROVIDER_CLASS (chl_gemini_provider_parent_class);
  g_autoptr(JsonNode) stripped = root != NULL ? strip_prefixes (root) : NULL;

  return parent_class->parse_models (provider, stripped, error);
}

/* --- Addresses and headers --- */

/* Google's own interface is one step above; whoever imitates the imitation has but one. */
static char *
dup_native_base (const char *endpoint)
{
  if (!g_str_has_suffix (endpoint, VERSION_PATH COMPATIBLE_PATH))
    return NULL;

  return g_strndup (endpoint, strlen (endpoint) - strlen (COMPATIBLE_PATH));
}

/* People paste the host alone, or the address of Google's own interface. */
static char *
chl_gemini_provider_normalize_endpoint (ChlProvider *provider,
                                        const char  *text,
                                        GError     **error)
{
  static const char *const other_paths[] = { "", "/v1", VERSION_PATH, NULL };
  g_autofree char         *base = chl_address_clean (text, error);
  g_autofree char         *host = NULL;

  if (base == NULL)
    return NULL;

  host = chl_address_dup_host (base);
  if (g_strcmp0 (host, HOST) != 0)
    return g_steal_pointer (&base);

  return chl_endpoint_path_replace (base, other_paths, VERSION_PATH COMPATIBLE_PATH);
}

static char *
dup_list_url (const char *endpoint,
              const char *page)
{
  g_autofree char *native = dup_native_base (endpoint);
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;

  if (native == NULL)
    return chl_address_join (endpoint, "/models");

  escaped = page != NULL ? g_uri_escape_string (page, NULL, FALSE) : NULL;
  path = g_strconcat (LIST_PATH, escaped != NULL ? "&pageToken=" : NULL, escaped, NULL);

  return chl_address_join (native, path);
}

static char *
chl_gemini_provider_dup_url (ChlProvider *provider,
                             ChlOperation operation)
{
  if (operation == CHL_OPERATION_MODELS)
    return dup_list_url (chl_provider_get_endpoint (provider), NULL);

  return CHL_PROVIDER_CLASS (chl_gemini_provider_parent_class)->dup_url (provider, operation);
}

static char *
chl_gemini_provider_dup_next_url (ChlProvider *provider,
                                  JsonNode    *root)
{
  const char *page = chl_json_get_string (root, "/nextPageToken");

  if (page == NULL || *page == '\0')
    return NULL;

  return dup_list_url (chl_provider_get_endpoint (provider), page);
}

/* Google's own interface wants the key in a field of its own. It takes it in the address, too, but
 * addresses are written down along the way.
 * Source: https://ai.google.dev/gemini-api/docs/api-key */
static void
chl_gemini_provider_add_headers (ChlProvider *provider,
                                 ChlHeaders  *headers,
                                 ChlOperation operation,
                                 ChlSecret   *secret)
{
  g_autofree char *native = dup_native_base (chl_provider_get_endpoint (provider));

  if (secret == NULL)
    return;

  if (operation == CHL_OPERATION_MODELS && native != NULL)
    chl_headers_set_secret (headers, "x-goog-api-key", "", secret);
  else
    chl_headers_set_secret (headers, "Authorization", "Bearer ", secret);
}

/* --- Errors --- */

/* A key that is no good is called an invalid argument, and the country a condition.
 * Source: https://ai.google.dev/gemini-api/docs/troubleshooting */
static const ChlFailureRow failures[] = {
  { 400, NULL, "api key", CHL_FAILURE_AUTH },
  { 400, NULL, "api_key_invalid", CHL_FAILURE_AUTH },
  { 400, NULL, "user location is not supported", CHL_FAILURE_PERMISSION },
  { 400, NULL, "exceeds the maximum number of tokens", CHL_FAILURE_CONTEXT_LENGTH },
  { 429, NULL, "limit: 0", CHL_FAILURE_QUOTA },
  { 429, NULL, "per day", CHL_FAILURE_QUOTA },
  { 0, NULL, NULL, CHL_FAILURE_NONE },
};

/* The same words tell of a limit for a minute and of one that money would lift; how long to wait is
 * said with the first. With one for a day, it is said, too (unverified), and waiting ends soon.
 * Source: https://ai.google.dev/gemini-api/docs/rate-limits */
static void
chl_gemini_provider_refine_failure (ChlProvider *provider,
                                    ChlFailure  *failure)
{
  if (failure->status == 429 && failure->retry_after_ms >= 0)
    chl_failure_set_kind (failure, CHL_FAILURE_RATE_LIMIT);
  chl_failure_rows_apply (failures, failure);
}

static void
chl_gemini_provider_class_init (ChlGeminiProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->generations = generations;
  provider_class->left_out = other_kinds;
  provider_class->lacks = 1U << CHL_OPERATION_COMPLETIONS;
  provider_class->normalize_endpoint = chl_gemini_provider_normalize_endpoint;
  provider_class->dup_url = chl_gemini_provider_dup_url;
  provider_class->add_headers = chl_gemini_provider_add_headers;
  provider_class->get_quirks = chl_gemini_provider_get_quirks;
  provider_class->describe_model = chl_gemini_provider_describe_model;
  provider_class->parse_models = chl_gemini_provider_parse_models;
  provider_class->dup_next_url = chl_gemini_provider_dup_next_url;
  provider_class->refine_failure = chl_gemini_provider_refine_failure;
}

static void
chl_gemini_provider_init (ChlGeminiProvider *self)
{
}
