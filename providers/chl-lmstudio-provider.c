/* chl-lmstudio-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-lmstudio"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-address.h"
#include "chl-json-writer.h"
#include "chl-json.h"
#include "chl-lmstudio-models.h"
#include "chl-local-address.h"
#include "chl-model-facts.h"
#include "chl-own-quirks.h"
#include "chl-protocol-choice.h"

#define PORT 1234

#define OPTION_WINDOW "context-window"
#define OPTION_TTL "keep-loaded"

#define CHL_TYPE_LMSTUDIO_PROVIDER (chl_lmstudio_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlLmstudioProvider, chl_lmstudio_provider, CHL, LMSTUDIO_PROVIDER, ChlProvider)

struct _ChlLmstudioProvider
{
  ChlProvider parent_instance;

  guint list;      /* which of its lists to ask for */
  guint n_refused; /* how many of them were asked for in vain, one after the other */
};

G_DEFINE_FINAL_TYPE (ChlLmstudioProvider, chl_lmstudio_provider, CHL_TYPE_PROVIDER)

static const ChlOption options[] = {
  { .key = CHL_OPTION_PROTOCOL,
    .title = N_ ("Protocol"),
    .summary = N_ ("Responses need version 0.3.29 or later, and can say how much to reason"),
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "openai-chat", N_ ("Chat Completions") },
                                    { "openai-responses", N_ ("Responses") },
                                    { NULL, NULL } } },
  { .key = OPTION_WINDOW,
    .title = N_ ("Context Window"),
    .summary = N_ ("Tokens to load a model with from here; empty for LM Studio’s own setting, which "
                   "is often 4096"),
    .kind = CHL_OPTION_NUMBER,
    .least = 1,
    .most = 100000000 },
  { .key = OPTION_TTL,
    .title = N_ ("Keep Loaded For"),
    .summary = N_ ("Seconds without a question after which a model that was loaded by one is dropped; "
                   "empty for LM Studio’s own setting"),
    .kind = CHL_OPTION_NUMBER,
    .least = 1,
    .most = 31536000 },
  { NULL },
};

static const ChlFamily family = {
  .id = "lmstudio",
  .title = "LM Studio",
  .summary = N_ ("Models on this computer, with a window of their own"),
  .aliases = (const char *const[]){ "local", "gguf", "mlx", "llmster", NULL },
  .docs_uri = "https://lmstudio.ai/docs/developer/rest",
  .variables = (const char *const[]){ "LM_API_TOKEN", "LMSTUDIO_API_KEY", NULL },
  .endpoint = "http://localhost:1234",
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_OPENAI_RESPONSES,
                                        CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_NONE | CHL_AUTH_API_KEY,
  .options = options,
  .port = PORT, /* nothing to see it by: it is an application that may lie anywhere */
  .color = "#7468e0",
};

/* --- Addresses --- */

/* The native lists say what is loaded and how; the first came with version 0.4.0, the second with
 * 0.3.6.
 * Source: https://lmstudio.ai/docs/developer/api-changelog */
static const char *const lists[] = { "/api/v1/models", "/api/v0/models", "/v1/models" };

static char *
chl_lmstudio_provider_normalize_endpoint (ChlProvider *provider,
                                          const char  *text,
                                          GError     **error)
{
  static const char *const endings[] = { "/api/v1/chat", "/api/v0", "/api/v1", "/api", "/v1", NULL };

  return chl_local_address_normalize (text, PORT, endings, error);
}

static char *
chl_lmstudio_provider_dup_url (ChlProvider *provider,
                               ChlOperation operation)
{
  if (operation == CHL_OPERATION_MODELS)
    return chl_address_join (chl_provider_get_endpoint (provider),
                             lists[CHL_LMSTUDIO_PROVIDER (provider)->list]);

  return chl_local_address_dup_url (provider, operation);
}

/* Round once: a server may be of another version than the one that was here before. */
static gboolean
chl_lmstudio_provider_try_other_list (ChlProvider *provider)
{
  ChlLmstudioProvider *self = CHL_LMSTUDIO_PROVIDER (provider);

  self->list = (self->list + 1) % G_N_ELEMENTS (lists);
  if (++self->n_refused < G_N_ELEMENTS (lists))
    return TRUE;

  self->n_refused = 0;
  return FALSE;
}

static GPtrArray *
chl_lmstudio_provider_parse_models (ChlProvider *provider,
                                    JsonNode    *root,
                                    GError     **error)
{
  GPtrArray *models = chl_lmstudio_parse_models (provider, root, error);

  if (models != NULL)
    CHL_LMSTUDIO_PROVIDER (provider)->n_refused = 0;

  return models;
}

/* --- Models --- */

/* Through Responses. Source: https://lmstudio.ai/docs/developer/openai-compat/responses */
static const char *const efforts[] = { "low", "medium", "high", NULL };

/* Chat Completions has no word for reasoning there; it comes as `reasoning` from gpt-oss, from others
 * as `reasoning_content` or in the answer, as a setting of LM Studio has it (its name is unverified).
 * Source: https://lmstudio.ai/docs/developer/openai-compat/chat-completions */
static const ChlQuirks usual = {
  .output_limit_field = "max_tokens",
  .stream_usage = TRUE,
  .sampling_with_effort = TRUE,
  .efforts = efforts,
  .think_tags = CHL_THINK_TAGS_AUTO,
};

/* For how long a model stays loaded is heeded by the request alone that loads it.
 * Source: https://lmstudio.ai/docs/developer/core/ttl-and-auto-evict */
static const ChlQuirks *
chl_lmstudio_provider_get_quirks (ChlProvider *provider,
                                  const char  *model)
{
  const char      *option = chl_provider_get_option (provider, OPTION_TTL);
  ChlQuirks       *quirks = chl_own_quirks_begin (provider, model, &usual);
  g_autofree char *extra_body = NULL;
  gint64           seconds = 0;

  quirks->sends_effort = chl_protocol_choice_get (provider) == CHL_PROTOCOL_OPENAI_RESPONSES;
  if (option != NULL && g_ascii_string_to_signed (option, 10, 1, G_MAXINT32, &seconds, NULL))
    {
      /* Of the few that a person tries; they are there for good. */
      extra_body = g_strdup_printf ("{\"ttl\":%" G_GINT64_FORMAT "}", seconds);
      quirks->extra_body = g_intern_string (extra_body);
    }

  return quirks;
}

/* --- Verbs --- */

/* What came with the first of its lists; nothing of it removes a model. */
static ChlVerb
chl_lmstudio_provider_get_verbs (ChlProvider *provider)
{
  if (CHL_LMSTUDIO_PROVIDER (provider)->list != 0)
    return (ChlVerb) 0;

  return CHL_VERB_PULL | CHL_VERB_LOAD | CHL_VERB_UNLOAD;
}

/* Told of no window, it takes its own, which may be far less than the model was made for. */
static void
write_load (ChlJsonWriter *writer,
            ChlProvider   *provider,
            const char    *id)
{
  ChlModel   *model = chl_provider_find_model (provider, id);
  const char *option = chl_provider_get_option (provider, OPTION_WINDOW);
  gint64      maximum = model != NULL ? chl_model_get_fact (model, CHL_FACT_MAXIMUM) : 0;
  gint64      window = 0;

  chl_json_writer_add_string (writer, "model", id);
  if (option != NULL && g_ascii_string_to_signed (option, 10, 1, G_MAXINT32, &window, NULL))
    chl_json_writer_add_int (writer, "context_length", maximum > 0 ? MIN (window, maximum) : window);
}

/* Source: https://lmstudio.ai/docs/developer/rest/load, …/unload, …/download */
static ChlVerbRequest *
chl_lmstudio_provider_new_verb (ChlProvider *provider,
                                ChlVerb      verb,
                                const char  *id,
                                GError     **error)
{
  ChlModel      *model = chl_provider_find_model (provider, id);
  const char    *instance = model != NULL ? chl_model_get_fact_word (model, CHL_FACT_INSTANCE) : NULL;
  const char    *path = "/api/v1/models/download";
  ChlJsonWriter *writer = chl_json_writer_new ();

  chl_json_writer_begin_object (writer, NULL);
  if (verb == CHL_VERB_LOAD)
    {
      path = "/api/v1/models/load";
      write_load (writer, provider, id);
    }
  else if (verb == CHL_VERB_UNLOAD)
    {
      path = "/api/v1/models/unload";
      chl_json_writer_add_string (writer, "instance_id", instance != NULL ? instance : id);
    }
  else
    chl_json_writer_add_string (writer, "model", id);
  chl_json_writer_end_object (writer);

  return chl_verb_request_new ("POST", chl_address_join (chl_provider_get_endpoint (provider), path),
                               chl_json_writer_free_to_string (writer));
}

/* A name that is put into an address. */
static gboolean
is_job (const char *id)
{
  return id != NULL && *id != '\0' && strlen (id) <= 128 &&
         strspn (id, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_") == strlen (id);
}

/* A download goes on by itself, and is asked about again and again until it is over.
 * Source: https://lmstudio.ai/docs/developer/rest/download-status */
static void
chl_lmstudio_provider_read_verb (ChlProvider     *provider,
                                 ChlVerb          verb,
                                 JsonNode        *root,
                                 ChlVerbProgress *progress)
{
  const char      *status = chl_json_get_string (root, "/status");
  const char      *job = chl_json_get_string (root, "/job_id");
  g_autofree char *path = is_job (job) ? g_strconcat ("/api/v1/models/download/status/", job, NULL)
                                       : NULL;
  gint64           done_bytes = 0;
  gint64           total_bytes = 0;
  double           rate = 0;

  if (verb != CHL_VERB_PULL)
    {
      progress->is_done = chl_json_get_object (root, "") != NULL;
      return;
    }

  chl_verb_progress_set_status (progress, status);
  progress->is_done = g_strcmp0 (status, "completed") == 0 ||
                      g_strcmp0 (status, "already_downloaded") == 0;
  progress->is_failed = g_strcmp0 (status, "failed") == 0;
  progress->is_paused = g_strcmp0 (status, "paused") == 0;
  progress->rate = chl_json_get_double (root, "/bytes_per_second", &rate) && rate > 0 &&
                       rate < (double) G_MAXINT32 * 1000
                     ? (gint64) rate
                     : 0;
  chl_json_get_int64 (root, "/downloaded_bytes", &done_bytes);
  if (chl_json_get_int64 (root, "/total_size_bytes", &total_bytes))
    chl_verb_progress_set_part (progress, "", done_bytes, total_bytes);

  if (path != NULL && progress->next_address == NULL)
    progress->next_address = chl_address_join (chl_provider_get_endpoint (provider), path);
}

static void
chl_lmstudio_provider_class_init (ChlLmstudioProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->normalize_endpoint = chl_lmstudio_provider_normalize_endpoint;
  provider_class->dup_url = chl_lmstudio_provider_dup_url;
  provider_class->try_other_list = chl_lmstudio_provider_try_other_list;
  provider_class->get_quirks = chl_lmstudio_provider_get_quirks;
  provider_class->parse_models = chl_lmstudio_provider_parse_models;
  provider_class->get_verbs = chl_lmstudio_provider_get_verbs;
  provider_class->new_verb = chl_lmstudio_provider_new_verb;
  provider_class->read_verb = chl_lmstudio_provider_read_verb;
}

static void
chl_lmstudio_provider_init (ChlLmstudioProvider *self)
{
}
