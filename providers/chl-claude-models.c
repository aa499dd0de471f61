/* chl-claude-models.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-claude-models"

#include "config.h"

#include "chl-claude-models.h"

#include <string.h>

#include "chl-json.h"
#include "chl-listing-fields.h"
#include "chl-own-quirks.h"

/* Tokens. Source: https://platform.claude.com/docs/en/build-with-claude/extended-thinking */
#define LEAST_BUDGET 1024

static const char *const three_efforts[] = { "low", "medium", "high", NULL };
static const char *const four_efforts[] = { "low", "medium", "high", "max", NULL };
static const char *const five_efforts[] = { "low", "medium", "high", "xhigh", "max", NULL };

/* How one generation of models wants to be spoken to: see ChlQuirks. */
typedef struct
{
  const char        *name; /* as find_generation() has it; `*` stands for any characters */
  ChlThinking        thinking;
  gboolean           is_usual;
  gboolean           can_be_off;
  const char *const *efforts;
  ChlSampling        sampling;
  gint64             max_output;
  const char        *off_word;
  gboolean           refuses_forced_tools;
} Generation;

/*
 * The special before the general. What is not in the table is younger than it, and is taken for one
 * more of the last generation, but told nothing that some of these refuse.
 *
 * Some refuse to be made to call a tool: by the maker's own pages Opus 5.5, Fable 5.1 and Sonnet
 * 5.5; that Fable 5 and Mythos do is taken for granted, for they think always, as those do.
 *
 * Source: https://platform.claude.com/docs/en/about-claude/models/overview,
 *   https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking,
 *   https://platform.claude.com/docs/en/build-with-claude/effort,
 *   https://platform.claude.com/docs/en/models/opus-5-5/whats-new-opus-5-5
 */
static const Generation generations[] = {
  { "opus-5-5*", CHL_THINKING_ADAPTIVE, TRUE, FALSE, five_efforts, CHL_SAMPLING_NONE, 128000, NULL, TRUE },
  { "opus-5*", CHL_THINKING_ADAPTIVE, TRUE, TRUE, five_efforts, CHL_SAMPLING_NONE, 128000 },
  { "sonnet-5-5*", CHL_THINKING_ADAPTIVE, TRUE, TRUE, five_efforts, CHL_SAMPLING_NONE, 128000,
    "between_tools", TRUE },
  { "sonnet-5*", CHL_THINKING_ADAPTIVE, TRUE, TRUE, five_efforts, CHL_SAMPLING_NONE, 128000 },
  { "haiku-5*", CHL_THINKING_ADAPTIVE, TRUE, TRUE, five_efforts, CHL_SAMPLING_NONE, 128000 },
  { "fable*", CHL_THINKING_ADAPTIVE, TRUE, FALSE, five_efforts, CHL_SAMPLING_NONE, 128000, NULL, TRUE },
  { "mythos*", CHL_THINKING_ADAPTIVE, TRUE, FALSE, five_efforts, CHL_SAMPLING_NONE, 128000, NULL, TRUE },
  { "opus-4-8", CHL_THINKING_ADAPTIVE, FALSE, TRUE, five_efforts, CHL_SAMPLING_NONE, 128000 },
  { "opus-4-7", CHL_THINKING_ADAPTIVE, FALSE, TRUE, five_efforts, CHL_SAMPLING_NONE, 128000 },
  { "opus-4-6", CHL_THINKING_ADAPTIVE, FALSE, TRUE, four_efforts, CHL_SAMPLING_ONE, 128000 },
  { "sonnet-4-6", CHL_THINKING_ADAPTIVE, FALSE, TRUE, four_efforts, CHL_SAMPLING_ONE, 64000 },
  { "opus-4-5", CHL_THINKING_BUDGET, FALSE, FALSE, three_efforts, CHL_SAMPLING_ONE, 64000 },
  { "sonnet-4-5", CHL_THINKING_BUDGET, FALSE, FALSE, NULL, CHL_SAMPLING_ONE, 64000 },
  { "haiku-4-5", CHL_THINKING_BUDGET, FALSE, FALSE, NULL, CHL_SAMPLING_ONE, 64000 },
  { "opus-4-1", CHL_THINKING_BUDGET, FALSE, FALSE, NULL, CHL_SAMPLING_ONE, 32000 },
  { "opus-4", CHL_THINKING_BUDGET, FALSE, FALSE, NULL, CHL_SAMPLING_FREE, 32000 },
  { "sonnet-4", CHL_THINKING_BUDGET, FALSE, FALSE, NULL, CHL_SAMPLING_FREE, 64000 },
  { "sonnet-3-7", CHL_THINKING_BUDGET, FALSE, FALSE, NULL, CHL_SAMPLING_FREE, 64000 },
  { "*-3-5", CHL_THINKING_NONE, FALSE, FALSE, NULL, CHL_SAMPLING_FREE, 8192 },
  { "*-3", CHL_THINKING_NONE, FALSE, FALSE, NULL, CHL_SAMPLING_FREE, 4096 },
  { "-2*", CHL_THINKING_NONE, FALSE, FALSE, NULL, CHL_SAMPLING_FREE, 4096 },
  { "instant*", CHL_THINKING_NONE, FALSE, FALSE, NULL, CHL_SAMPLING_FREE, 4096 },
  { "*", CHL_THINKING_ADAPTIVE, FALSE, FALSE, three_efforts, CHL_SAMPLING_NONE, 0 },
};

/* What a gateway calls a model by names of its own. */
static const Generation unknown = {
  .thinking = CHL_THINKING_NONE,
  .sampling = CHL_SAMPLING_ONE,
};

/* A date is no part of a version, and 0 says nothing; "41" stands for 4.1 in some names. */
static void
add_version (GString    *version,
             const char *word)
{
  gsize length = strlen (word);

  if (length == 0 || strspn (word, "0123456789") != length || length > 2 || g_str_equal (word, "0"))
    return;

  g_string_append_printf (version, "-%c", word[0]);
  if (length == 2)
    g_string_append_printf (version, "-%c", word[1]);
}

/*
 * "sonnet-4-5" of "claude-sonnet-4-5-20250929", and of "anthropic/claude-4.5-sonnet", too: gateways
 * put the maker's name in front, write versions with a full stop, and turn the words round.
 */
static char *
dup_name (const char *claude)
{
  static const char *const kinds[] = { "opus", "sonnet", "haiku", "fable", "mythos", "instant", NULL };
  g_auto(GStrv) words = g_strsplit_set (claude, "-.@:/_", -1);
  GString    *version = g_string_new (NULL);
  const char *kind = "";

  for (guint i = 0; words[i] != NULL; i++)
    if (g_strv_contains (kinds, words[i]))
      kind = words[i];
    else
      add_version (version, words[i]);
  g_string_prepend (version, kind);

  return g_string_free (version, FALSE);
}

static const Generation *
find_generation (const char *model)
{
  g_autofree char  *id = g_ascii_strdown (model, -1);
  const char       *claude = strstr (id, "claude-");
  g_autofree char  *name = claude != NULL ? dup_name (claude) : NULL;
  const Generation *generation = generations;

  if (name == NULL)
    return &unknown;

  while (!g_pattern_match_simple (generation->name, name))
    generation++;

  return generation;
}

/* What the list says about a model counts more than what was known when this was written. */
static void
apply_listed (ChlQuirks *quirks,
              ChlModel  *model)
{
  const ChlCapabilities *capabilities = chl_model_get_told (model);
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

static const ChlQuirks usual = {
  .output_limit_field = "max_tokens",
  .sends_effort = TRUE,
  .sends_parallel_tools = TRUE,
  .takes_files = TRUE,
  .think_tags = CHL_THINK_TAGS_OFF,
};

/**
 * chl_claude_models_get_quirks:
 * @provider: a provider; its option "cache", if there is one, decides on caching
 * @model: the provider's own id of a model
 *
 * Returns: (transfer none): what is special when speaking to @model
 */
const ChlQuirks *
chl_claude_models_get_quirks (ChlProvider *provider,
                              const char  *model)
{
  const Generation *generation = find_generation (model);
  ChlModel         *listed = chl_provider_find_model (provider, model);
  ChlQuirks        *quirks = chl_own_quirks_begin (provider, model, &usual);

  quirks->reasons = generation->thinking != CHL_THINKING_NONE;
  quirks->thinking = generation->thinking;
  quirks->thinking_is_usual = generation->is_usual;
  quirks->thinking_can_be_off = generation->can_be_off;
  quirks->thinking_off_word = generation->off_word;
  quirks->efforts = generation->efforts;
  quirks->sampling = generation->sampling;
  quirks->max_output = generation->max_output;
  quirks->refuses_forced_tools = generation->refuses_forced_tools;
  apply_cache (quirks, chl_provider_get_option (provider, "cache"));
  if (listed != NULL)
    apply_listed (quirks, listed);

  return quirks;
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
  chl_capabilities_set_words (capabilities, CHL_FIELD_INPUT_KINDS, kinds, CHL_ORIGIN_PROVIDER);
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
    chl_capabilities_set_words (capabilities, CHL_FIELD_EFFORT, n > 0 ? words : three_efforts,
                                CHL_ORIGIN_PROVIDER);
  else if (has_support (row, "thinking/types/enabled"))
    {
      gint64 most = chl_capabilities_get_int (capabilities, CHL_FIELD_MAX_OUTPUT);

      chl_listing_set_budget (capabilities, LEAST_BUDGET, most > LEAST_BUDGET ? most - 1 : 0);
      if (n > 0)
        chl_capabilities_set_words (capabilities, CHL_FIELD_EFFORT, words, CHL_ORIGIN_PROVIDER);
    }
}

/**
 * chl_claude_models_describe:
 * @provider: a provider
 * @model: a model of a list
 * @row: its row
 *
 * What every model of the maker's can, and what the list says of this one.
 *
 * Source: https://platform.claude.com/docs/en/api/models-list
 *
 * Returns: %TRUE
 */
gboolean
chl_claude_models_describe (ChlProvider *provider,
                            ChlModel    *model,
                            JsonNode    *row)
{
  g_autoptr(ChlCapabilities) capabilities = NULL;
  const Generation *generation = find_generation (chl_model_get_id (model));
  gboolean          is_supported = FALSE;

  capabilities = chl_capabilities_copy (chl_model_get_said (model));
  if (generation != &unknown)
    {
      chl_capabilities_set_boolean (capabilities, CHL_FIELD_TOOLS, TRUE, CHL_ORIGIN_FAMILY);
      chl_capabilities_set_boolean (capabilities, CHL_FIELD_SAMPLING,
                                    generation->sampling != CHL_SAMPLING_NONE, CHL_ORIGIN_FAMILY);
    }

  chl_listing_read_tokens (capabilities, CHL_FIELD_MAX_INPUT, row, "/max_input_tokens");
  read_input_kinds (capabilities, row);
  read_thinking (capabilities, row);
  if (read_support (row, "structured_outputs", &is_supported))
    chl_capabilities_set_boolean (capabilities, CHL_FIELD_STRUCTURED_OUTPUT, is_supported,
                                  CHL_ORIGIN_PROVIDER);
  chl_listing_set_day (capabilities, CHL_FIELD_RELEASED, chl_json_get_string (row, "/created_at"));
  chl_model_take_capabilities (model, g_steal_pointer (&capabilities));

  return TRUE;
}
