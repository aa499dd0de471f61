/* chl-efforts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-efforts"

#include "config.h"

#include "chl-efforts.h"

#include "chl-json.h"

#define BIT(effort) (1u << (effort))
#define ON BIT (CHL_EFFORT_HIGH)
#define OFF BIT (CHL_EFFORT_OFF)

/* What a number of tokens tells apart; more than high is no more of them. */
#define BUDGETS \
  (BIT (CHL_EFFORT_MINIMAL) | BIT (CHL_EFFORT_LOW) | BIT (CHL_EFFORT_MEDIUM) | BIT (CHL_EFFORT_HIGH))

static const struct
{
  const char *word;
  ChlEffort   effort;
} words[] = {
  { "none", CHL_EFFORT_OFF },
  { "minimal", CHL_EFFORT_MINIMAL },
  { "low", CHL_EFFORT_LOW },
  { "medium", CHL_EFFORT_MEDIUM },
  { "high", CHL_EFFORT_HIGH },
  { "xhigh", CHL_EFFORT_XHIGH },
  { "max", CHL_EFFORT_MAX },
};

/* @least is the first of the words that the protocol has where the family names none. */
static guint
read_words (const char *const *efforts,
            ChlEffort          least)
{
  guint levels = 0;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (efforts != NULL ? g_strv_contains (efforts, words[i].word) : words[i].effort >= least)
      levels |= BIT (words[i].effort);

  return levels;
}

static guint
read_known (const ChlCapabilities *known)
{
  JsonArray *array = chl_json_get_array (chl_capabilities_get (known, CHL_FIELD_EFFORT, NULL), "");
  guint      levels = 0;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    for (guint j = 0; j < G_N_ELEMENTS (words); j++)
      if (g_strcmp0 (chl_json_get_string (json_array_get_element (array, i), ""), words[j].word) == 0)
        levels |= BIT (words[j].effort);

  return levels;
}

static ChlEfforts
make_switch (gboolean can_be_off)
{
  return (ChlEfforts){ .levels = ON | (can_be_off ? OFF : 0), .is_switch = TRUE };
}

/* Of words and a switch beside them. */
static ChlEfforts
make_words (const ChlQuirks *quirks,
            gboolean         can_be_off)
{
  ChlEfforts self = { .levels = read_words (quirks->efforts, CHL_EFFORT_OFF) };

  if ((self.levels & ~OFF) == 0)
    return make_switch (can_be_off || self.levels != 0);

  self.levels = can_be_off ? self.levels | OFF : self.levels;
  return self;
}

static ChlEfforts
read_chat (const ChlQuirks *quirks)
{
  static const ChlEfforts nothing = { 0 };

  switch (quirks->reasoning)
    {
    case CHL_REASONING_WORD:
      return quirks->sends_effort ? make_words (quirks, FALSE) : nothing;

    case CHL_REASONING_GOOGLE:
      return make_words (quirks, FALSE);

    case CHL_REASONING_OBJECT:
      return make_words (quirks, quirks->thinking_can_be_off);

    case CHL_REASONING_THINKING:
      return quirks->efforts != NULL ? make_words (quirks, quirks->thinking_can_be_off)
                                     : make_switch (quirks->thinking_can_be_off);

    case CHL_REASONING_ENABLE:
      return quirks->efforts != NULL ? make_words (quirks, quirks->thinking_can_be_off)
                                     : make_switch (quirks->thinking_can_be_off);

    case CHL_REASONING_TEMPLATE:
      return make_switch (TRUE);
    }

  g_return_val_if_reached (nothing);
}

static ChlEfforts
read_messages (const ChlQuirks *quirks)
{
  gboolean   can_be_off = !quirks->thinking_is_usual || quirks->thinking_can_be_off;
  ChlEfforts self = { 0 };

  switch (quirks->thinking)
    {
    case CHL_THINKING_NONE:
      return self;

    case CHL_THINKING_SWITCH:
      return make_switch (can_be_off);

    case CHL_THINKING_BUDGET:
      self.levels = BUDGETS;
      break;

    case CHL_THINKING_ADAPTIVE:
      self.levels = read_words (quirks->efforts, CHL_EFFORT_LOW);
      break;
    }

  self.levels |= can_be_off ? OFF : 0;
  return self;
}

static ChlEfforts
read_ollama (const ChlQuirks *quirks)
{
  static const ChlEfforts nothing = { 0 };

  if (quirks->think == CHL_THINK_NEVER)
    return nothing;
  if (quirks->think == CHL_THINK_SWITCH || quirks->efforts == NULL)
    return make_switch (TRUE);

  return (ChlEfforts){ .levels = read_words (quirks->efforts, CHL_EFFORT_LOW) };
}

/* What the protocol can say, and the family of the model understands. */
static ChlEfforts
read_dialect (const ChlQuirks *quirks,
              ChlProtocolId    protocol)
{
  static const ChlEfforts nothing = { 0 };

  switch ((guint) protocol)
    {
    case CHL_PROTOCOL_OPENAI_CHAT:
      return read_chat (quirks);

    case CHL_PROTOCOL_OPENAI_RESPONSES:
      return quirks->sends_effort ? make_words (quirks, FALSE) : nothing;

    case CHL_PROTOCOL_ANTHROPIC_MESSAGES:
      return read_messages (quirks);

    case CHL_PROTOCOL_OLLAMA_CHAT:
      return read_ollama (quirks);

    default:
      return (ChlEfforts){ .levels = read_words (quirks->efforts, CHL_EFFORT_LOW) };
    }
}

/**
 * chl_efforts_get:
 * @provider: a provider
 * @model: one of its models
 *
 * Returns: what can be chosen: what is known that the model takes, as far as it can be said to it
 */
ChlEfforts
chl_efforts_get (ChlProvider *provider,
                 ChlModel    *model)
{
  ChlEfforts             self = { .levels = 0 };
  const ChlCapabilities *known;
  const char            *id;
  guint                  both;

  g_return_val_if_fail (CHL_IS_PROVIDER (provider), self);
  g_return_val_if_fail (CHL_IS_MODEL (model), self);

  known = chl_model_get_capabilities (model);
  id = chl_model_get_id (model);
  if (!chl_capabilities_is_known (known, CHL_FIELD_REASONING) ||
      chl_capabilities_is (known, CHL_FIELD_REASONING))
    self = read_dialect (chl_provider_get_quirks (provider, id), chl_provider_get_protocol (provider, id));

  /* A switch that turns it off is one whatever the words are. */
  both = self.levels & (read_known (known) | OFF);
  if (!self.is_switch && (both & ~OFF) != 0)
    self.levels = both;
  self.levels |= BIT (CHL_EFFORT_DEFAULT);

  return self;
}

gboolean
chl_efforts_has (ChlEfforts self,
                 ChlEffort  effort)
{
  return (self.levels & BIT (effort)) != 0;
}
