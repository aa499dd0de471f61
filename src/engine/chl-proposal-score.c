/* chl-proposal-score.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-proposal-score"

#include "config.h"

#include "chl-proposal-score.h"

#include <stdlib.h>
#include <string.h>

#include "chl-json.h"
#include "chl-knowledge-private.h"

/* Months: of what nobody says when it was released, and from which on age counts no more. */
#define OLD 24

/* Dollars for a million tokens of answers, up to which a call is of each weight. */
static const double weights[] = { 0.6, 2.6, 10.0, 30.0 };

/* Tokens below which a window is too short for anything. */
#define LEAST_WINDOW 8192

static const char *
get_text (const ChlCapabilities *known,
          ChlField               field)
{
  const char *text = chl_json_get_string (chl_capabilities_get (known, field, NULL), "");

  return text != NULL ? text : "";
}

static gboolean
has_effort (const ChlCapabilities *known,
            const char            *word)
{
  JsonArray *words = chl_json_get_array (chl_capabilities_get (known, CHL_FIELD_EFFORT, NULL), "");

  for (guint i = 0; words != NULL && i < json_array_get_length (words); i++)
    if (g_strcmp0 (chl_json_get_string (json_array_get_element (words, i), ""), word) == 0)
      return TRUE;

  return FALSE;
}

static int
read_age (ChlEngine  *engine,
          const char *released)
{
  g_autoptr(GDateTime) now = NULL;
  int year;
  int month;

  if (strlen (released) < strlen ("YYYY-MM"))
    return OLD;

  now = g_date_time_new_from_unix_utc (chl_engine_get_now_us (engine) / G_USEC_PER_SEC);
  year = (int) strtol (released, NULL, 10);
  month = (int) strtol (released + strlen ("YYYY-"), NULL, 10);

  return MAX (0, (g_date_time_get_year (now) - year) * 12 + g_date_time_get_month (now) - month);
}

/* By the price where the host has one of its own, or nobody says it otherwise. */
static guint
read_weight (const ChlCapabilities *known,
             const char *class)
{
  static const char *const classes[] = { "xs", "s", "m", "l", "xl" };
  ChlOrigin                origin;
  JsonNode                *price = chl_capabilities_get (known, CHL_FIELD_PRICE, &origin);
  double                   output = 0;
  guint                    weight = 0;

  if (chl_json_get_double (price, "/output", &output) &&
      (*class == '\0' || origin >= CHL_ORIGIN_HOST))
    {
      while (weight < G_N_ELEMENTS (weights) && output > weights[weight])
        weight++;
      return weight;
    }

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_str_equal (classes[i], class))
      return i;

  return 2;
}

static int
read_doubt (ChlModel              *model,
            const ChlCapabilities *known,
            ChlMatchKind           kind)
{
  static const int kinds[] = {
    [CHL_MATCH_UNKNOWN] = 40,
    [CHL_MATCH_FAMILY] = 15,
    [CHL_MATCH_TUNED] = 10,
    [CHL_MATCH_VARIANT] = 5,
    [CHL_MATCH_EXACT] = 0,
  };
  const char *status = get_text (known, CHL_FIELD_STATUS);
  int         doubt = kinds[kind];

  if (g_str_has_suffix (chl_model_get_id (model), "latest"))
    doubt += 8;
  if (g_str_equal (status, "deprecated"))
    doubt += 60;
  else if (g_str_equal (status, "alpha"))
    doubt += 20;
  else if (g_str_equal (status, "beta"))
    doubt += 10;

  return doubt;
}

/**
 * chl_traits_read:
 * @engine: the engine
 * @provider: a provider
 * @model: one of its models
 * @out_traits: (out caller-allocates): what a choice goes by; good until the model changes
 *
 * Returns: %FALSE for a model that nobody should be offered: it is gone or has ended
 */
gboolean
chl_traits_read (ChlEngine   *engine,
                 ChlProvider *provider,
                 ChlModel    *model,
                 ChlTraits   *out_traits)
{
  const ChlCapabilities *known = chl_model_get_capabilities (model);
  ChlRegistry           *registry = chl_engine_get_registry (engine);
  ChlRegistryMatch       match;
  const char            *think;
  const char *class;

  if (chl_model_is_gone (model) || g_str_equal (get_text (known, CHL_FIELD_STATUS), "retired"))
    return FALSE;

  chl_knowledge_resolve (engine, provider, model, &match);
  think = chl_registry_get_text (registry, &match, CHL_COLUMN_THINK, NULL);
  class = chl_registry_get_text (registry, &match, CHL_COLUMN_CLASS, NULL);

  *out_traits = (ChlTraits){
    .known = known,
    .agent = MAX (0, chl_registry_get_count (registry, &match, CHL_COLUMN_AGENT, NULL)),
    .weight = read_weight (known, class),
    .age = read_age (engine, get_text (known, CHL_FIELD_RELEASED)),
    .doubt = read_doubt (model, known, match.kind),
    .use = chl_registry_get_text (registry, &match, CHL_COLUMN_USE, NULL),
    .can_be_quiet = g_str_equal (think, "no") || g_str_equal (think, "switch") ||
                    has_effort (known, "none") || has_effort (known, "minimal"),
    .has_price = chl_capabilities_is_known (known, CHL_FIELD_PRICE),
  };

  return TRUE;
}

static int
count_common (const ChlTraits *self)
{
  return MAX (0, OLD - self->age) - self->doubt;
}

/* Twice the binary logarithm of how many times the least window it is. */
static int
count_window (const ChlTraits *self,
              int              most)
{
  gint64 window = chl_capabilities_get_int (self->known, CHL_FIELD_CONTEXT_WINDOW);
  int    score = 0;

  for (gint64 square = window * window / (LEAST_WINDOW * LEAST_WINDOW); square > 1; square /= 2)
    score++;

  return MIN (most, score);
}

static int
score_chat (const ChlTraits *self)
{
  static const int heavy[] = { 0, 0, 0, 4, 25 };

  return 30 * (int) self->agent + count_common (self) + count_window (self, 12) +
         (chl_capabilities_takes (self->known, "image") ? 4 : 0) +
         (chl_capabilities_is (self->known, CHL_FIELD_STRUCTURED_OUTPUT) ? 4 : 0) -
         heavy[self->weight];
}

static int
score_light (const ChlTraits *self)
{
  static const int light[] = { 60, 55, 25, 0, -40 };

  return light[self->weight] + (self->has_price ? 5 : 0) + count_common (self) +
         6 * (int) MIN (self->agent, 3) + count_window (self, 8) +
         (self->can_be_quiet ? 10 : has_effort (self->known, "low") ? 4
                                                                    : -10);
}

static int
score_completion (const ChlTraits *self)
{
  static const int light[] = { 14, 12, 0, -15, -30 };

  return count_common (self) / 2 + light[self->weight] + (g_str_equal (self->use, "base") ? 12 : 0);
}

static int
score_embedding (const ChlTraits *self)
{
  gint64 window = chl_capabilities_get_int (self->known, CHL_FIELD_CONTEXT_WINDOW);
  gint64 size = chl_capabilities_get_int (self->known, CHL_FIELD_EMBEDDING_DIMENSIONS);

  return count_common (self) / 2 - MAX (0, self->age - OLD) / 4 + (int) MIN (16, window / 512) +
         (size >= 700 && size <= 1600 ? 10 : size > 0 ? 8
                                                      : 0);
}

/**
 * chl_traits_score:
 * @self: traits of a model
 * @role: a kind of work: chat, light, completion or embedding
 * @out_score: (out): how well it suits; the higher the better
 *
 * Returns: %FALSE if it is not known to suit at all
 */
gboolean
chl_traits_score (const ChlTraits *self,
                  ChlRole          role,
                  int             *out_score)
{
  gint64   window = chl_capabilities_get_int (self->known, CHL_FIELD_CONTEXT_WINDOW);
  gboolean chats = g_str_equal (self->use, "chat");

  switch ((guint) role)
    {
    case CHL_ROLE_CHAT:
      *out_score = score_chat (self);
      return chats || chl_capabilities_is (self->known, CHL_FIELD_TOOLS);

    case CHL_ROLE_LIGHT:
      *out_score = score_light (self);
      return chats && (window == 0 || window >= 2 * LEAST_WINDOW);

    case CHL_ROLE_COMPLETION:
      *out_score = score_completion (self);
      return chl_capabilities_is (self->known, CHL_FIELD_FIM);

    case CHL_ROLE_EMBEDDING:
      *out_score = score_embedding (self);
      return *self->use == '\0' || g_str_equal (self->use, "embed");

    default:
      return FALSE;
    }
}
