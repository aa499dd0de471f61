/* chl-anthropic-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-anthropic"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-json.h"
#include "chl-messages-address.h"
#include "chl-provider.h"

#define CHL_TYPE_ANTHROPIC_PROVIDER (chl_anthropic_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlAnthropicProvider, chl_anthropic_provider, CHL, ANTHROPIC_PROVIDER, ChlProvider)

/* Tokens. Source: https://platform.claude.com/docs/en/build-with-claude/extended-thinking */
#define LEAST_BUDGET 1024

struct _ChlAnthropicProvider
{
  ChlProvider parent_instance;

  GHashTable *quirks; /* (owned) (element-type utf8 ChlQuirks) of each model that was asked about */
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

/* --- Models --- */

static const char *const three_efforts[] = { "low", "medium", "high", NULL };
static const char *const four_efforts[] = { "low", "medium", "high", "max", NULL };
static const char *const five_efforts[] = { "low", "medium", "high", "xhigh", "max", NULL };

/* How one generation of models, by the beginning of their ids, wants to be spoken to: see ChlQuirks. */
typedef struct
{
  const char        *prefix;
  ChlThinking        thinking;
  gboolean           is_usual;
  gboolean           can_be_off;
  const char *const *efforts;
  ChlSampling        sampling;
  gint64             max_output;
  const char        *off_word;
} Generation;

/*
 * The longer of two prefixes stands first. What is not in the table is younger than it, and is
 * taken for one more of the last generation, but told nothing that some of these refuse.
 *
 * Source: https://platform.claude.com/docs/en/about-claude/models/overview,
 *   https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking,
 *   https://platform.claude.com/docs/en/build-with-claude/effort
 */
static const Generation generations[] = {
  { "claude-opus-5-5", CHL_THINKING_ADAPTIVE, TRUE, FALSE, five_efforts, CHL_SAMPLING_NONE, 128000 },
  { "claude-opus-5", CHL_THINKING_ADAPTIVE, TRUE, TRUE, five_efforts, CHL_SAMPLING_NONE, 128000 },
  { "claude-sonnet-5-5", CHL_THINKING_ADAPTIVE, TRUE, TRUE, five_efforts, CHL_SAMPLING_NONE, 128000,
    "between_tools" },
  { "claude-sonnet-5", CHL_THINKING_ADAPTIVE, TRUE, TRUE, five_efforts, CHL_SAMPLING_NONE, 128000 },
  { "claude-haiku-5", CHL_THINKING_ADAPTIVE, TRUE, TRUE, five_efforts, CHL_SAMPLING_NONE, 128000 },
  { "claude-fable-5", CHL_THINKING_ADAPTIVE, TRUE, FALSE, five_efforts, CHL_SAMPLING_NONE, 128000 },
  { "claude-mythos", CHL_THINKING_ADAPTIVE, TRUE, FALSE, five_efforts, CHL_SAMPLING_NONE, 128000 },
  { "claude-opus-4-8", CHL_THINKING_ADAPTIVE, FALSE, TRUE, five_efforts, CHL_SAMPLING_NONE, 128000 },
  { "claude-opus-4-7", CHL_THINKING_ADAPTIVE, FALSE, TRUE, five_efforts, CHL_SAMPLING_NONE, 128000 },
  { "claude-opus-4-6", CHL_THINKING_ADAPTIVE, FALSE, TRUE, four_efforts, CHL_SAMPLING_ONE, 128000 },
  { "claude-sonnet-4-6", CHL_THINKING_ADAPTIVE, FALSE, TRUE, four_efforts, CHL_SAMPLING_ONE, 64000 },
  { "claude-opus-4-5", CHL_THINKING_BUDGET, FALSE, FALSE, NULL, CHL_SAMPLING_ONE, 64000 },
  { "claude-sonnet-4-5", CHL_THINKING_BUDGET, FALSE, FALSE, NULL, CHL_SAMPLING_ONE, 64000 },
  { "claude-haiku-4-5", CHL_THINKING_BUDGET, FALSE, FALSE, NULL, CHL_SAMPLING_ONE, 64000 },
  { "claude-opus-4-1", CHL_THINKING_BUDGET, FALSE, FALSE, NULL, CHL_SAMPLING_ONE, 32000 },
  { "claude-opus-4-0", CHL_THINKING_BUDGET, FALSE, FALSE, NULL, CHL_SAMPLING_FREE, 32000 },
  { "claude-opus-4-20", CHL_THINKING_BUDGET, FALSE, FALSE, NULL, CHL_SAMPLING_FREE, 32000 },
  { "claude-sonnet-4-0", CHL_THINKING_BUDGET, FALSE, FALSE, NULL, CHL_SAMPLING_FREE, 64000 },
  { "claude-sonnet-4-20", CHL_THINKING_BUDGET, FALSE, FALSE, NULL, CHL_SAMPLING_FREE, 64000 },
  { "claude-3-7", CHL_THINKING_BUDGET, FALSE, FALSE, NULL, CHL_SAMPLING_FREE, 64000 },
  { "claude-3-5", CHL_THINKING_NONE, FALSE, FALSE, NULL, CHL_SAMPLING_FREE, 8192 },
  { "claude-3-", CHL_THINKING_NONE, FALSE, FALSE, NULL, CHL_SAMPLING_FREE, 4096 },
  { "claude-2", CHL_THINKING_NONE, FALSE, FALSE, NULL, CHL_SAMPLING_FREE, 4096 },
  { "claude-instant", CHL_THINKING_NONE, FALSE, FALSE, NULL, CHL_SAMPLING_FREE, 4096 },
  { "claude-", CHL_THINKING_ADAPTIVE, FALSE, FALSE, three_efforts, CHL_SAMPLING_NONE, 0 },
};

/* What a gateway calls a model by names of its own. */
static const Generation unknown = {
  .thinking = CHL_THINKING_NONE,
  .sampling = CHL_SAMPLING_ONE,
};

/* Gateways put the maker's name in front, and write versions with a full stop. */
static const Generation *
find_generation (const char *model)
{
  g_autofree char *id = g_ascii_strdown (model, -1);
  const char      *name = strstr (id, "claude-");

  if (name == NULL)
    return &unknown;

  g_strdelimit (id, ".", '-');
  for (guint i = 0; i < G_N_ELEMENTS (generations); i++)
    if (g_str_has_prefix (name, generations[i].prefix))
      return &generations[i];

  return &unknown;
}

/* What the list says about a model counts more than what was known when this was written. */
static void
apply_listed (ChlQuirks *quirks,
              ChlModel  *model)
{
  const ChlCapabilities *capabilities = chl_model_get_capabilities (model);
  gint64                 max_output = chl_capabilities_get_int (capabilities, CHL_FIELD_MAX_OUTPUT);
  ChlOrigin              origin = CHL_ORIGIN_UNKNOWN;

  if (max_output > 0)
    quirks->max_output = max_output;
  if (chl_capabilities_get (capabilities, CHL_FIELD_REASONING, &origin) == NULL ||
      origin < CHL_ORIGIN_HOST)
    return;

  if (!chl_capabilities_is (capabilities, CHL_FIELD_REASONING))
    quirks->thinking = CHL_THINKING_NONE;
  else if (chl_capabilities_is_known (capabilities, CHL_FIELD_BUDGET))
    quirks->thinking = CHL_THINKING_BUDGET;
  else if (chl_capabilities_is_known (capabilities, CHL_FIELD_EFFORT))
    quirks->thinking = CHL_THINKING_ADAPTIVE;
}

static void
apply_cache (ChlQuirks  *quirks,
             const char *choice)
{
  if (g_strcmp0 (choice, "off") == 0)
    quirks->cache_marks = CHL_CACHE_MARKS_NONE;
  else
    quirks->cache_marks = CHL_CACHE_MARKS_TOP;
  quirks->cache_ttl = g_strcmp0 (choice, "hour") == 0 ? "1h" : NULL;
}

static const ChlQuirks *
chl_anthropic_provider_get_quirks (ChlProvider *provider,
                                   const char  *model)
{
  ChlAnthropicProvider *self = CHL_ANTHROPIC_PROVIDER (provider);
  const Generation     *generation = find_generation (model);
  ChlModel             *listed = chl_provider_find_model (provider, model);
  ChlQuirks            *quirks = g_hash_table_lookup (self->quirks, model);

  if (quirks == NULL)
    {
      quirks = g_new (ChlQuirks, 1);
      g_hash_table_insert (self->quirks, g_strdup (model), quirks);
    }

  *quirks = (ChlQuirks){
    .output_limit_field = "max_tokens",
    .sends_effort = TRUE,
    .sends_parallel_tools = TRUE,
    .takes_files = TRUE,
    .think_tags = CHL_THINK_TAGS_OFF,
    .thinking = generation->thinking,
    .thinking_is_usual = generation->is_usual,
    .thinking_can_be_off = generation->can_be_off,
    .thinking_off_word = generation->off_word,
    .efforts = generation->efforts,
    .sampling = generation->sampling,
    .max_output = generation->max_output,
  };
  apply_cache (quirks, chl_provider_get_option (provider, "cache"));
  if (listed != NULL)
    apply_listed (quirks, listed);

  return quirks;
}

static void
set_strings (ChlCapabilities   *capabilities,
             ChlField           field,
             const char *const *words)
{
  g_autoptr(JsonArray) array = json_array_new ();
  g_autoptr(JsonNode) node = NULL;

  for (; *words != NULL; words++)
    json_array_add_string_element (array, *words);
  node = json_node_init_array (json_node_alloc (), array);
  chl_capabilities_set (capabilities, field, node, CHL_ORIGIN_PROVIDER);
}

/* Each capability is an object that says whether there is support for it. */
static gboolean
read_support (JsonNode   *row,
              const char *name,
              gboolean   *out_value)
{
  g_autofree char *pointer = g_strdup_printf ("/capabilities/%s/supported", name);

  return chl_json_get_boolean (row, pointer, out_value);
}

static gboolean
has_support (JsonNode   *row,
             const char *name)
{
  gboolean is_supported = FALSE;

  return read_support (row, name, &is_supported) && is_supported;
}

static void
read_input_kinds (ChlCapabilities *capabilities,
                  JsonNode        *row)
{
  const char *kinds[4] = { "text" };
  guint       n = 1;
  gboolean    is_known = FALSE;

  if (!read_support (row, "image_input", &is_known) && !read_support (row, "pdf_input", &is_known))
    return;

  if (has_support (row, "image_input"))
    kinds[n++] = "image";
  if (has_support (row, "pdf_input"))
    kinds[n++] = "file";
  set_strings (capabilities, CHL_FIELD_INPUT_KINDS, kinds);
}

static void
read_budget (ChlCapabilities *capabilities)
{
  gint64 most = chl_capabilities_get_int (capabilities, CHL_FIELD_MAX_OUTPUT);
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *budget = json_object_new ();

  json_object_set_int_member (budget, "min", LEAST_BUDGET);
  if (most > LEAST_BUDGET)
    json_object_set_int_member (budget, "max", most - 1);
  json_node_take_object (node, budget);
  chl_capabilities_set (capabilities, CHL_FIELD_BUDGET, node, CHL_ORIGIN_PROVIDER);
}

/* Where a model takes both words and numbers, words are the newer way. */
static void
read_thinking (ChlCapabilities *capabilities,
               JsonNode        *row)
{
  const char *words[G_N_ELEMENTS (five_efforts)] = { NULL };
  guint       n = 0;
  gboolean    thinks = FALSE;

  if (!read_support (row, "thinking", &thinks))
    return;

  chl_capabilities_set_boolean (capabilities, CHL_FIELD_REASONING, thinks, CHL_ORIGIN_PROVIDER);
  if (!thinks)
    return;

  for (guint i = 0; five_efforts[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat ("effort/", five_efforts[i], NULL);

      if (has_support (row, name))
        words[n++] = five_efforts[i];
    }

  if (has_support (row, "thinking/types/adaptive"))
    set_strings (capabilities, CHL_FIELD_EFFORT, n > 0 ? words : three_efforts);
  else if (has_support (row, "thinking/types/enabled"))
    read_budget (capabilities);
}

/* What every model of the family can, and what the list says of this one. */
static void
describe (ChlModel *model,
          JsonNode *row)
{
  g_autoptr(ChlCapabilities) capabilities = NULL;
  const Generation *generation = find_generation (chl_model_get_id (model));
  const char       *created = chl_json_get_string (row, "/created_at");
  gint64            tokens = 0;
  gboolean          is_supported = FALSE;

  capabilities = chl_capabilities_copy (chl_model_get_capabilities (model));
  if (generation != &unknown)
    {
      chl_capabilities_set_boolean (capabilities, CHL_FIELD_TOOLS, TRUE, CHL_ORIGIN_FAMILY);
      chl_capabilities_set_boolean (capabilities, CHL_FIELD_SAMPLING,
                                    generation->sampling != CHL_SAMPLING_NONE, CHL_ORIGIN_FAMILY);
    }

  if (chl_json_get_int64 (row, "/max_input_tokens", &tokens) && tokens > 0)
    chl_capabilities_set_int (capabilities, CHL_FIELD_MAX_INPUT, tokens, CHL_ORIGIN_PROVIDER);
  read_input_kinds (capabilities, row);
  read_thinking (capabilities, row);
  if (read_support (row, "structured_outputs", &is_supported))
    chl_capabilities_set_boolean (capabilities, CHL_FIELD_STRUCTURED_OUTPUT, is_supported,
                                  CHL_ORIGIN_PROVIDER);
  if (created != NULL && strlen (created) >= 10 && g_ascii_isdigit (*created))
    {
      g_autofree char *date = g_strndup (created, 10);
      g_autoptr(JsonNode) node = json_node_init_string (json_node_alloc (), date);

      chl_capabilities_set (capabilities, CHL_FIELD_RELEASED, node, CHL_ORIGIN_PROVIDER);
    }

  chl_model_take_capabilities (model, g_steal_pointer (&capabilities));
}

static GHashTable *
index_rows (JsonNode *root)
{
  GHashTable *rows = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray  *data = chl_json_get_array (root, "/data");

  for (guint i = 0; data != NULL && i < json_array_get_length (data); i++)
    {
      JsonNode   *row = json_array_get_element (data, i);
      const char *id = chl_json_get_string (row, "/id");

      if (id != NULL && !g_hash_table_contains (rows, id))
        g_hash_table_insert (rows, (gpointer) id, row);
    }

  return rows;
}

/* The newest come first, which is the order to show them in.
 * Source: https://platform.claude.com/docs/en/api/models-list */
static GPtrArray *
chl_anthropic_provider_parse_models (ChlProvider *provider,
                                     JsonNode    *root,
                                     GError     **error)
{
  ChlProviderClass *parent_class = CHL_PROVIDER_CLASS (chl_anthropic_provider_parent_class);
  g_autoptr(GHashTable) rows = NULL;
  GPtrArray *models;

  if (!(models = parent_class->parse_models (provider, root, error)))
    return NULL;

  rows = index_rows (root);
  for (guint i = 0; i < models->len; i++)
    {
      ChlModel *model = g_ptr_array_index (models, i);

      describe (model, g_hash_table_lookup (rows, chl_model_get_id (model)));
    }

  return models;
}

static char *
chl_anthropic_provider_dup_next_url (ChlProvider *provider,
                                     JsonNode    *root)
{
  return chl_messages_address_dup_next (chl_provider_get_endpoint (provider), root);
}

/* --- Addresses and headers --- */

static char *
chl_anthropic_provider_normalize_endpoint (ChlProvider *provider,
                                           const char  *text,
                                           GError     **error)
{
  return chl_messages_address_clean (text, error);
}

static char *
chl_anthropic_provider_dup_url (ChlProvider *provider,
                                ChlOperation operation)
{
  const char *endpoint = chl_provider_get_endpoint (provider);

  if (operation == CHL_OPERATION_MODELS)
    return chl_messages_address_join (endpoint, CHL_MESSAGES_LIST_PATH);
  if (operation == CHL_OPERATION_CHAT)
    return chl_messages_address_join (endpoint, "/messages");

  return NULL;
}

/* No beta is asked for: nothing that we send needs one.
 * Source: https://platform.claude.com/docs/en/api/beta-headers */
static void
chl_anthropic_provider_add_headers (ChlProvider *provider,
                                    ChlHeaders  *headers,
                                    ChlOperation operation,
                                    ChlSecret   *secret)
{
  chl_headers_set (headers, "anthropic-version", CHL_MESSAGES_VERSION);
  if (secret == NULL)
    return;

  if (g_strcmp0 (chl_provider_get_option (provider, "auth"), "bearer") == 0)
    chl_headers_set_secret (headers, "Authorization", "Bearer ", secret);
  else
    chl_headers_set_secret (headers, "x-api-key", "", secret);
}

static void
chl_anthropic_provider_finalize (GObject *object)
{
  ChlAnthropicProvider *self = CHL_ANTHROPIC_PROVIDER (object);

  g_clear_pointer (&self->quirks, g_hash_table_unref);

  G_OBJECT_CLASS (chl_anthropic_provider_parent_class)->finalize (object);
}

static void
chl_anthropic_provider_class_init (ChlAnthropicProviderClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  object_class->finalize = chl_anthropic_provider_finalize;

  provider_class->family = &family;
  provider_class->normalize_endpoint = chl_anthropic_provider_normalize_endpoint;
  provider_class->dup_url = chl_anthropic_provider_dup_url;
  provider_class->add_headers = chl_anthropic_provider_add_headers;
  provider_class->get_quirks = chl_anthropic_provider_get_quirks;
  provider_class->parse_models = chl_anthropic_provider_parse_models;
  provider_class->dup_next_url = chl_anthropic_provider_dup_next_url;
}

static void
chl_anthropic_provider_init (ChlAnthropicProvider *self)
{
  self->quirks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}
