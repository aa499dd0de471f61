/* chl-known-quirks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-known-quirks"

#include "config.h"

#include "chl-json.h"
#include "chl-merger.h"
#include "chl-own-quirks.h"
#include "chl-provider-private.h"

/* The words that the protocols have for effort, rising; the last one is no more than on. */
static const char *const messages_words[] = { "low", "medium", "high", "xhigh", "max", NULL };
static const char *const ollama_words[] = { "low", "medium", "high", "max", NULL };
static const char *const openai_words[] = {
  "none", "minimal", "low", "medium", "high", "xhigh", "max", "default", NULL
};

typedef struct
{
  ChlProvider           *provider;
  const ChlCapabilities *known;
  ChlProtocolId          protocol;
  ChlQuirks             *quirks;
} Fitting;

static gboolean
says (const Fitting *self,
      ChlField       field,
      ChlOrigin     *out_origin)
{
  return chl_capabilities_get (self->known, field, out_origin) != NULL;
}

/* An answer as long as the window leaves no room for a question: such a number is no wish. */
static void
fit_output (const Fitting *self)
{
  ChlQuirks *quirks = self->quirks;
  gint64     most = chl_capabilities_get_int (self->known, CHL_FIELD_MAX_OUTPUT);
  gint64     window = chl_capabilities_get_int (self->known, CHL_FIELD_CONTEXT_WINDOW);
  ChlOrigin  origin;

  if (!says (self, CHL_FIELD_MAX_OUTPUT, &origin))
    return;

  if (origin >= CHL_ORIGIN_PROVIDER)
    quirks->max_output = most;
  if (origin == CHL_ORIGIN_USER && (window == 0 || most < window))
    quirks->output_limit = most;
  else if (origin == CHL_ORIGIN_REGISTRY || origin == CHL_ORIGIN_HOST)
    quirks->usual_output = window > 0 ? MIN (most, window / 2) : most;
}

static const char *const *
get_words (ChlProtocolId protocol)
{
  switch ((guint) protocol)
    {
    case CHL_PROTOCOL_ANTHROPIC_MESSAGES:
      return messages_words;

    case CHL_PROTOCOL_OLLAMA_CHAT:
    case CHL_PROTOCOL_OLLAMA_GENERATE:
      return ollama_words;

    default:
      return openai_words;
    }
}

static gboolean
has_word (JsonArray  *array,
          const char *word)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (g_strcmp0 (chl_json_get_string (json_array_get_element (array, i), ""), word) == 0)
      return TRUE;

  return FALSE;
}

/* No words at all are a word, too: it can be told to think, but not how much. */
static void
take_words (const Fitting *self,
            JsonArray     *array)
{
  const char *const *words = get_words (self->protocol);
  ChlQuirks         *quirks = self->quirks;
  g_autoptr(GPtrArray) taken = g_ptr_array_new ();

  for (; *words != NULL; words++)
    if (has_word (array, *words))
      g_ptr_array_add (taken, (gpointer) *words);
  if (taken->len == 0 && json_array_get_length (array) > 0)
    return;

  g_ptr_array_add (taken, NULL);
  quirks->efforts = NULL;
  if (taken->len > 1)
    chl_own_quirks_set_efforts (self->provider, quirks, (const char *const *) taken->pdata);

  quirks->sends_effort = taken->len > 1;
  quirks->think = taken->len > 1 ? CHL_THINK_WORDS : CHL_THINK_SWITCH;
  if (quirks->thinking == CHL_THINKING_ADAPTIVE || quirks->thinking == CHL_THINKING_NONE)
    quirks->thinking = taken->len > 1 ? CHL_THINKING_ADAPTIVE : CHL_THINKING_SWITCH;
}

/*
 * Which words there are is how the model is spoken to, which its family knows; it yields to what the
 * person says, and to its provider where it leaves the words open.
 */
static void
fit_effort (const Fitting *self)
{
  ChlOrigin  origin;
  JsonArray *array = chl_json_get_array (chl_capabilities_get (self->known, CHL_FIELD_EFFORT, &origin), "");

  if (array == NULL)
    return;

  if (origin == CHL_ORIGIN_USER ||
      (origin == CHL_ORIGIN_PROVIDER && self->quirks->sends_effort && self->quirks->efforts == NULL))
    take_words (self, array);
}

/* Nothing is said about thinking to a model that does not think. */
static void
forbid_thinking (ChlQuirks *quirks)
{
  quirks->reasons = FALSE;
  quirks->reasoning = CHL_REASONING_WORD;
  quirks->reasoning_format = NULL;
  quirks->sends_effort = FALSE;
  quirks->sends_include = FALSE;
  quirks->summary = NULL;
  quirks->efforts = NULL;
  quirks->thinking = CHL_THINKING_NONE;
  quirks->thinking_is_usual = FALSE;
  quirks->thinking_can_be_off = FALSE;
  quirks->think = CHL_THINK_NEVER;
}

/* Where a family knows no way, the one that most servers have copied. */
static void
allow_thinking (const Fitting *self)
{
  ChlQuirks *quirks = self->quirks;

  if (quirks->reasons)
    return;

  quirks->reasons = TRUE;
  quirks->sends_effort = TRUE;
  if (quirks->thinking == CHL_THINKING_NONE)
    quirks->thinking = says (self, CHL_FIELD_EFFORT, NULL) ? CHL_THINKING_ADAPTIVE
                                                           : CHL_THINKING_BUDGET;
  if (quirks->think == CHL_THINK_NEVER)
    quirks->think = CHL_THINK_SWITCH;
}

/* That a model thinks is no news to a family that knows it; that it does not, to one that never said
 * so, spares a refusal. */
static void
fit_reasoning (const Fitting *self)
{
  ChlOrigin origin;

  if (!says (self, CHL_FIELD_REASONING, &origin))
    return;

  if (!chl_capabilities_is (self->known, CHL_FIELD_REASONING))
    {
      if (origin == CHL_ORIGIN_USER || !self->quirks->reasons)
        forbid_thinking (self->quirks);
    }
  else if (origin == CHL_ORIGIN_USER)
    allow_thinking (self);
}

static void
fit_budget (const Fitting *self)
{
  JsonNode *range = chl_capabilities_get (self->known, CHL_FIELD_BUDGET, NULL);

  chl_json_get_int64 (range, "/min", &self->quirks->least_budget);
  chl_json_get_int64 (range, "/max", &self->quirks->most_budget);
}

/* What is typical for models of such a name is not enough to leave out what was wished. */
static void
fit_sampling (const Fitting *self)
{
  ChlOrigin origin;

  if (!says (self, CHL_FIELD_SAMPLING, &origin) || origin <= CHL_ORIGIN_FAMILY)
    return;

  if (!chl_capabilities_is (self->known, CHL_FIELD_SAMPLING))
    self->quirks->sampling = CHL_SAMPLING_NONE;
  else if (origin == CHL_ORIGIN_USER && self->quirks->sampling == CHL_SAMPLING_NONE)
    self->quirks->sampling = CHL_SAMPLING_FREE;
}

/* The same holds for what goes in. */
static void
fit_inputs (const Fitting *self)
{
  static const struct
  {
    const char *word;
    ChlPartKind kind;
  } kinds[] = {
    { "image", CHL_PART_IMAGE },
    { "audio", CHL_PART_AUDIO },
    { "file", CHL_PART_FILE },
  };
  ChlQuirks *quirks = self->quirks;
  ChlOrigin  origin;

  if (says (self, CHL_FIELD_TOOLS, &origin) && origin == CHL_ORIGIN_USER)
    quirks->refuses_tools = !chl_capabilities_is (self->known, CHL_FIELD_TOOLS);

  if (!says (self, CHL_FIELD_INPUT_KINDS, &origin) || origin <= CHL_ORIGIN_FAMILY)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!chl_capabilities_takes (self->known, kinds[i].word))
      quirks->refused_kinds |= 1u << kinds[i].kind;
  if (origin == CHL_ORIGIN_USER)
    quirks->takes_files = chl_capabilities_takes (self->known, "file");
}

/* Whether the server puts both texts together is not for a table of models to say. */
static void
fit_gaps (const Fitting *self)
{
  ChlQuirks  *quirks = self->quirks;
  ChlOrigin   origin;
  JsonNode   *fim = chl_capabilities_get (self->known, CHL_FIELD_FIM, &origin);
  const char *format = chl_json_get_string (fim, "/format");

  if (fim == NULL)
    return;

  if (origin == CHL_ORIGIN_USER)
    {
      quirks->refuses_gaps = !chl_capabilities_is (self->known, CHL_FIELD_FIM);
      quirks->is_fill_in_typed = format != NULL && !g_str_equal (format, "api");
      quirks->takes_suffix = !quirks->refuses_gaps && !quirks->is_fill_in_typed;
    }

  /* A few words, of the table and of the person; they are there for good. */
  quirks->fill_in = g_intern_string (format);
}

/*
 * What the person says of a model counts more than what its family does; what the table of models
 * says fills what the family leaves open. How a generation of models wants to be spoken to is the
 * family's to say unless the person does.
 */
static void
apply (ChlProvider  *provider,
       ChlModel     *model,
       ChlProtocolId protocol,
       ChlQuirks    *quirks)
{
  const Fitting self = { provider, chl_model_get_capabilities (model), protocol, quirks };

  fit_output (&self);
  fit_reasoning (&self);
  fit_effort (&self);
  fit_budget (&self);
  fit_sampling (&self);
  fit_inputs (&self);
  fit_gaps (&self);
}

/* Somebody may know a model that the provider does not list. */
static ChlModel *
dup_model (ChlProvider *self,
           const char  *id)
{
  ChlModel *model = chl_provider_find_model (self, id);

  if (model != NULL)
    return g_object_ref (model);
  if (chl_provider_get_private (self)->merger == NULL || *id == '\0')
    return NULL;

  model = chl_model_new (chl_provider_get_id (self), id);
  chl_model_set_merger (model, chl_provider_get_private (self)->merger);

  return model;
}

/**
 * chl_provider_get_quirks:
 * @self: a provider
 * @model: the provider's own id of a model
 *
 * Returns: (transfer none) (not nullable): what is special when speaking to @model, as its family and
 *   all that is known of the model have it; until the next such call
 */
const ChlQuirks *
chl_provider_get_quirks (ChlProvider *self,
                         const char  *model)
{
  g_autoptr(ChlModel) known = NULL;
  const ChlQuirks *base;
  ChlQuirks       *quirks;

  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (model != NULL, NULL);

  base = CHL_PROVIDER_GET_CLASS (self)->get_quirks (self, model);
  known = dup_model (self, model);
  if (known == NULL)
    return base;

  quirks = chl_own_quirks_begin (self, model, base);
  apply (self, known, chl_provider_get_protocol (self, model), quirks);

  return quirks;
}
