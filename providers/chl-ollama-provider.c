/* chl-ollama-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ollama"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-address.h"
#include "chl-error.h"
#include "chl-json-writer.h"
#include "chl-json.h"
#include "chl-ollama-address.h"
#include "chl-ollama-models.h"
#include "chl-ollama-verbs.h"
#include "chl-own-quirks.h"

#define PORT 11434

/* Where the models run that a server passes on to its maker. */
#define CLOUD_HOST "ollama.com"

#define OPTION_WINDOW "context-window"
#define OPTION_KEEP_ALIVE "keep-alive"

/*
 * Tokens that are asked for while nobody said how many. What the server would take depends on its
 * memory and may be as little as 4096, the rest of a conversation is then lost without a word; what
 * the model could take may be more than fits into the memory.
 */
#define USUAL_WINDOW 16384

#define CHL_TYPE_OLLAMA_PROVIDER (chl_ollama_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlOllamaProvider, chl_ollama_provider, CHL, OLLAMA_PROVIDER, ChlProvider)

struct _ChlOllamaProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlOllamaProvider, chl_ollama_provider, CHL_TYPE_PROVIDER)

/* Seconds, or a duration as Go writes it. */
static gboolean
check_keep_alive (const char *value,
                  GError    **error)
{
  if (g_regex_match_simple ("^-?([0-9]+|([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+)$", value,
                            G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT) &&
      strlen (value) <= 32)
    return TRUE;

  g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
               _("%s is a number of seconds, or a duration such as 30m or 2h; "
                 "-1 is for ever, 0 not at all"),
                  OPTION_KEEP_ALIVE);
  return FALSE;
}

static const ChlOption options[] = {
  { .key = OPTION_WINDOW,
    .title = N_ ("Context Window"),
    .summary = N_ ("Tokens; empty for what is loaded, else up to 16384; 0 leaves it to the server"),
    .kind = CHL_OPTION_NUMBER,
    .least = 0,
    .most = 100000000 },
  { .key = OPTION_KEEP_ALIVE,
    .title = N_ ("Keep Loaded For"),
    .summary = N_ ("Such as 30m; -1 is for ever; empty for the server’s own time"),
    .kind = CHL_OPTION_TEXT,
    .check = check_keep_alive },
  { NULL },
};

static const ChlFamily family = {
  .id = "ollama",
  .title = "Ollama",
  .summary = N_ ("Models on this computer, or on one of yours"),
  .aliases = (const char *const[]){ "local", "llama", "gguf", "ollama cloud", NULL },
  .docs_uri = "https://github.com/ollama/ollama/blob/main/docs/api.md",
  .key_uri = "https://ollama.com/settings/keys",
  .variables = (const char *const[]){ "OLLAMA_API_KEY", NULL },
  .endpoint = "http://localhost:11434",
  .endpoint_variable = "OLLAMA_HOST",
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OLLAMA_CHAT, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_NONE | CHL_AUTH_API_KEY,
  .options = options,
  .port = PORT,
  .program = "ollama",
  .color = "#6b7280",
};

static char *
chl_ollama_provider_normalize_endpoint (ChlProvider *provider,
                                        const char  *text,
                                        GError     **error)
{
  return chl_ollama_address_normalize (text, error);
}

static char *
chl_ollama_provider_dup_url (ChlProvider *provider,
                             ChlOperation operation)
{
  static const char *const paths[] = {
    [CHL_OPERATION_MODELS] = "/api/tags",
    [CHL_OPERATION_CHAT] = "/api/chat",
    [CHL_OPERATION_COMPLETIONS] = "/api/generate",
    [CHL_OPERATION_EMBEDDINGS] = "/api/embed",
  };

  if (operation >= G_N_ELEMENTS (paths))
    return NULL;

  return chl_address_join (chl_provider_get_endpoint (provider), paths[operation]);
}

/* Returns: (transfer full) (nullable): the host that a model's requests are handed on to */
static char *
chl_ollama_provider_dup_model_host (ChlProvider *provider,
                                    const char  *model_id)
{
  ChlModel   *model = chl_provider_find_model (provider, model_id);
  const char *host = model != NULL ? chl_model_get_fact_word (model, CHL_FACT_REMOTE_HOST) : NULL;
  char       *name;

  if (host != NULL)
    {
      name = chl_address_dup_host (host);
      return name != NULL ? name : g_strdup (host);
    }

  if (g_str_has_suffix (model_id, "-cloud") || g_str_has_suffix (model_id, ":cloud"))
    return g_strdup (CLOUD_HOST);

  return NULL;
}

/* What the model can take, as the server says; if it did not, as others say of such models. */
static gint64
find_maximum (ChlModel *model)
{
  gint64 maximum = chl_model_get_fact (model, CHL_FACT_MAXIMUM);

  return maximum > 0 ? maximum
                     : chl_capabilities_get_int (chl_model_get_capabilities (model),
                                                 CHL_FIELD_CONTEXT_WINDOW);
}

/*
 * What the person said counts most, for this model or for all; then what is loaded, since another
 * window would load it anew; then what whoever packed the model has set. None is larger than the
 * model can take, unless the person said so of this model. 0 leaves it to the server.
 */
static gint64
decide_window (ChlProvider *provider,
               ChlModel    *model)
{
  const char *option = chl_provider_get_option (provider, OPTION_WINDOW);
  gint64      maximum = model != NULL ? find_maximum (model) : 0;
  ChlOrigin   origin = CHL_ORIGIN_UNKNOWN;
  gint64      window = 0;

  if (model != NULL)
    {
      const ChlCapabilities *known = chl_model_get_capabilities (model);

      chl_capabilities_get (known, CHL_FIELD_CONTEXT_WINDOW, &origin);
      if (origin == CHL_ORIGIN_USER)
        return chl_capabilities_get_int (known, CHL_FIELD_CONTEXT_WINDOW);
    }

  if (option != NULL)
    {
      g_ascii_string_to_signed (option, 10, 0, G_MAXINT32, &window, NULL);
      return maximum > 0 ? MIN (window, maximum) : window;
    }

  if (maximum == 0)
    return 0;

  window = chl_model_get_fact (model, CHL_FACT_ALLOCATED);
  if (window == 0)
    window = chl_model_get_fact (model, CHL_OLLAMA_DEFAULT);
  if (window == 0)
    window = USUAL_WINDOW;

  return MIN (window, maximum);
}

static ChlThink
decide_think (ChlProvider *provider,
              ChlQuirks   *quirks,
              ChlModel    *model)
{
  const ChlCapabilities *capabilities;

  if (model == NULL)
    return CHL_THINK_SWITCH;

  capabilities = chl_model_get_capabilities (model);
  if (chl_capabilities_is_known (capabilities, CHL_FIELD_REASONING) &&
      !chl_capabilities_is (capabilities, CHL_FIELD_REASONING))
    return CHL_THINK_NEVER;

  return chl_own_quirks_set_listed_efforts (provider, quirks, model) ? CHL_THINK_WORDS
                                                                     : CHL_THINK_SWITCH;
}

/* Whether the model's template has a place for what comes after a gap; a server refuses others. */
static gboolean
takes_suffix (ChlModel *model)
{
  return model != NULL && chl_capabilities_is (chl_model_get_told (model), CHL_FIELD_FIM);
}

static const ChlQuirks usual = {
  .output_limit_field = "num_predict",
  .sampling_with_effort = TRUE,
  .reasoning_field = "thinking",
  .think_tags = CHL_THINK_TAGS_AUTO,
};

static const ChlQuirks *
chl_ollama_provider_get_quirks (ChlProvider *provider,
                                const char  *model_id)
{
  ChlModel        *model = chl_provider_find_model (provider, model_id);
  ChlQuirks       *quirks = chl_own_quirks_begin (provider, model_id, &usual);
  g_autofree char *host = chl_ollama_provider_dup_model_host (provider, model_id);

  quirks->think = decide_think (provider, quirks, model);
  quirks->takes_suffix = takes_suffix (model);

  /* What is loaded elsewhere, and how, is not ours to say. */
  if (host == NULL)
    {
      /* Of the few that a person tries; they are there for good. */
      quirks->keep_alive = g_intern_string (chl_provider_get_option (provider, OPTION_KEEP_ALIVE));
      quirks->context_tokens = decide_window (provider, model);
    }

  return quirks;
}

/* One question about each model that is new or has changed, and one about those that are loaded. */
static GPtrArray *
chl_ollama_provider_list_queries (ChlProvider *provider,
                                  GPtrArray   *models)
{
  GPtrArray  *queries = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_model_query_free);
  const char *endpoint = chl_provider_get_endpoint (provider);

  g_ptr_array_add (queries, chl_model_query_new (chl_address_join (endpoint, "/api/ps"), NULL, NULL));

  for (guint i = 0; i < models->len; i++)
    {
      ChlModel      *model = g_ptr_array_index (models, i);
      const char    *id = chl_model_get_id (model);
      ChlJsonWriter *writer;
      char          *body;

      if (chl_ollama_reuse (model, chl_provider_find_model (provider, id)))
        continue;

      /* Old servers know it as the name. */
      writer = chl_json_writer_new ();
      chl_json_writer_begin_object (writer, NULL);
      chl_json_writer_add_string (writer, "model", id);
      chl_json_writer_add_string (writer, "name", id);
      chl_json_writer_end_object (writer);
      body = chl_json_writer_free_to_string (writer);
      g_ptr_array_add (queries, chl_model_query_new (chl_address_join (endpoint, "/api/show"), body,
                                                     model));
    }

  return queries;
}

static void
chl_ollama_provider_take_query (ChlProvider         *provider,
                                GPtrArray           *models,
                                const ChlModelQuery *query,
                                JsonNode            *root)
{
  if (query->model != NULL)
    chl_ollama_take_show (query->model, root);
  else
    chl_ollama_take_running (models, root);
}

/* More memory does not come by asking again. */
static void
chl_ollama_provider_refine_failure (ChlProvider *provider,
                                    ChlFailure  *failure)
{
  if (failure->message != NULL &&
      strstr (failure->message, "requires more system memory") != NULL)
    failure->retryable = FALSE;
}

static ChlVerb
chl_ollama_provider_get_verbs (ChlProvider *provider)
{
  return CHL_VERB_PULL | CHL_VERB_REMOVE | CHL_VERB_LOAD | CHL_VERB_UNLOAD;
}

static void
chl_ollama_provider_class_init (ChlOllamaProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->normalize_endpoint = chl_ollama_provider_normalize_endpoint;
  provider_class->dup_url = chl_ollama_provider_dup_url;
  provider_class->get_quirks = chl_ollama_provider_get_quirks;
  provider_class->parse_models = chl_ollama_parse_tags;
  provider_class->list_queries = chl_ollama_provider_list_queries;
  provider_class->take_query = chl_ollama_provider_take_query;
  provider_class->dup_model_host = chl_ollama_provider_dup_model_host;
  provider_class->refine_failure = chl_ollama_provider_refine_failure;
  provider_class->get_verbs = chl_ollama_provider_get_verbs;
  provider_class->new_verb = chl_ollama_new_verb;
  provider_class->read_verb = chl_ollama_read_verb;
}

static void
chl_ollama_provider_init (ChlOllamaProvider *self)
{
}
