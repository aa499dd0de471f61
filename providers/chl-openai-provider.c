/* chl-openai-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-openai"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-json.h"
#include "chl-provider.h"

#define CHL_TYPE_OPENAI_PROVIDER (chl_openai_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlOpenaiProvider, chl_openai_provider, CHL, OPENAI_PROVIDER, ChlProvider)

struct _ChlOpenaiProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlOpenaiProvider, chl_openai_provider, CHL_TYPE_PROVIDER)

static const ChlFamily family = {
  .id = "openai",
  .title = "OpenAI",
  .summary = N_ ("GPT models, through Chat Completions"),
  .aliases = (const char *const[]){ "gpt", "chatgpt", "chat completions", NULL },
  .docs_uri = "https://platform.openai.com/docs/api-reference/chat",
  .key_uri = "https://platform.openai.com/api-keys",
  .key_prefixes = (const char *const[]){ "sk-svcacct-", "sk-proj-", "sk-", NULL },
  .variables = (const char *const[]){ "OPENAI_API_KEY", NULL },
  .endpoint = "https://api.openai.com/v1",
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_API_KEY,
  .color = "#10a37f",
};

/*
 * max_tokens is deprecated and refused by every reasoning model; max_completion_tokens is taken by
 * all of them. Reasoning text never comes over Chat Completions, so none goes back.
 */
static const ChlQuirks quirks = {
  .output_limit_field = "max_completion_tokens",
  .developer_role = TRUE,
  .stream_usage = TRUE,
  .sends_effort = TRUE,
  .sampling_with_effort = FALSE,
  .sends_parallel_tools = TRUE,
  .sends_cache_key = TRUE,
  .takes_null_content = TRUE,
  .takes_files = TRUE,
  .think_tags = CHL_THINK_TAGS_OFF,
};

static const ChlQuirks *
chl_openai_provider_get_quirks (ChlProvider *provider,
                                const char  *model)
{
  return &quirks;
}

/* Models that the list names but that answer only to other protocols than Chat Completions. */
static gboolean
needs_other_protocol (const char *id)
{
  static const char *const words[] = {
    "-codex", "codex-", "-deep-research", "computer-use", "-pro",
    "omni-moderation", "babbage", "davinci", "-instruct", NULL
  };

  if (strstr (id, "embedding") != NULL)
    return FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (id, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

typedef struct
{
  ChlModel *model; /* (owned) */
  gint64    created;
} Dated;

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  const Dated *left = a;
  const Dated *right = b;

  if (left->created != right->created)
    return left->created < right->created ? 1 : -1;

  return strcmp (chl_model_get_id (left->model), chl_model_get_id (right->model));
}

static GHashTable *
read_dates (JsonNode *root)
{
  GHashTable *dates = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  JsonArray  *rows = chl_json_get_array (root, "/data");
  guint       n = rows != NULL ? json_array_get_length (rows) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonNode   *row = json_array_get_element (rows, i);
      const char *id = chl_json_get_string (row, "/id");
      gint64      created;

      if (id != NULL && chl_json_get_int64 (row, "/created", &created))
        g_hash_table_insert (dates, (gpointer) id, g_memdup2 (&created, sizeof created));
    }

  return dates;
}

/* The list comes in no order and says nothing but a date, so the newest go first. */
static GPtrArray *
chl_openai_provider_parse_models (ChlProvider *provider,
                                  JsonNode    *root,
                                  GError     **error)
{
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GHashTable) dates = NULL;
  g_autoptr(GArray) dated = g_array_new (FALSE, FALSE, sizeof (Dated));
  GPtrArray *models;

  all = CHL_PROVIDER_CLASS (chl_openai_provider_parent_class)->parse_models (provider, root, error);
  if (all == NULL)
    return NULL;

  dates = read_dates (root);
  for (guint i = 0; i < all->len; i++)
    {
      ChlModel     *model = g_ptr_array_index (all, i);
      const gint64 *created = g_hash_table_lookup (dates, chl_model_get_id (model));
      Dated         entry = { model, created != NULL ? *created : 0 };

      if (!needs_other_protocol (chl_model_get_id (model)))
        g_array_append_val (dated, entry);
    }
  g_array_sort (dated, compare_newest_first);

  models = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < dated->len; i++)
    g_ptr_array_add (models, g_object_ref (g_array_index (dated, Dated, i).model));

  return models;
}

static void
chl_openai_provider_class_init (ChlOpenaiProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->get_quirks = chl_openai_provider_get_quirks;
  provider_class->parse_models = chl_openai_provider_parse_models;
}

static void
chl_openai_provider_init (ChlOpenaiProvider *self)
{
}
