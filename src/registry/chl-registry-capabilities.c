/* chl-registry-capabilities.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-capabilities"

#include "config.h"

#include <string.h>

#include "chl-registry.h"

/* From this grade on a model is fit for loops of tool calls: docs/registry.md. */
#define FIT_FOR_AGENTS 3

typedef struct
{
  ChlRegistry            *registry; /* (unowned) */
  const ChlRegistryMatch *match;    /* (unowned) */
  ChlCapabilities        *known;    /* (unowned) */
} Reader;

static void
take_object (Reader     *self,
             ChlField    field,
             JsonObject *object,
             ChlOrigin   origin)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  chl_capabilities_take (self->known, field, node, origin);
}

static void
set_string (Reader     *self,
            ChlField    field,
            const char *text,
            ChlOrigin   origin)
{
  chl_capabilities_take (self->known, field, json_node_init_string (json_node_alloc (), text), origin);
}

static void
read_counts (Reader *self)
{
  static const struct
  {
    ChlField          field;
    ChlRegistryColumn column;
  } counts[] = {
    { CHL_FIELD_CONTEXT_WINDOW, CHL_COLUMN_CTX },
    { CHL_FIELD_MAX_INPUT, CHL_COLUMN_INP },
    { CHL_FIELD_MAX_OUTPUT, CHL_COLUMN_OUT },
    { CHL_FIELD_EMBEDDING_DIMENSIONS, CHL_COLUMN_DIM },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      ChlOrigin origin;
      gint64    count = chl_registry_get_count (self->registry, self->match, counts[i].column, &origin);

      if (count > 0)
        chl_capabilities_set_int (self->known, counts[i].field, count, origin);
    }
}

static void
read_texts (Reader *self)
{
  static const struct
  {
    ChlField          field;
    ChlRegistryColumn column;
  } texts[] = {
    { CHL_FIELD_TOKENIZER, CHL_COLUMN_TOK },
    { CHL_FIELD_KNOWLEDGE, CHL_COLUMN_KNOW },
    { CHL_FIELD_RELEASED, CHL_COLUMN_BORN },
    { CHL_FIELD_RETIRES, CHL_COLUMN_ENDS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      ChlOrigin   origin;
      const char *text = chl_registry_get_text (self->registry, self->match, texts[i].column, &origin);

      if (*text != '\0')
        set_string (self, texts[i].field, text, origin);
    }
}

/* "y" and "n", and what else is a way of yes. */
static void
read_claims (Reader *self)
{
  static const struct
  {
    ChlField          field;
    ChlRegistryColumn column;
    const char       *denial;
  } claims[] = {
    { CHL_FIELD_TOOLS, CHL_COLUMN_TOOLS, "n" },
    { CHL_FIELD_STRUCTURED_OUTPUT, CHL_COLUMN_JSON, "n" },
    { CHL_FIELD_SAMPLING, CHL_COLUMN_TEMP, "n" },
    { CHL_FIELD_REASONING, CHL_COLUMN_THINK, "no" },
  };
  ChlOrigin origin;
  gint64    grade;

  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    {
      const char *text = chl_registry_get_text (self->registry, self->match, claims[i].column, &origin);

      if (*text != '\0')
        chl_capabilities_set_boolean (self->known, claims[i].field,
                                      !g_str_equal (text, claims[i].denial), origin);
    }

  grade = chl_registry_get_count (self->registry, self->match, CHL_COLUMN_AGENT, &origin);
  if (grade >= 0)
    chl_capabilities_set_boolean (self->known, CHL_FIELD_AGENT, grade >= FIT_FOR_AGENTS, origin);
}

static void
read_kinds (Reader *self)
{
  static const struct
  {
    char        letter;
    const char *word;
  } kinds[] = {
    { 't', "text" },
    { 'i', "image" },
    { 'a', "audio" },
    { 'v', "video" },
    { 'p', "file" },
  };
  ChlOrigin   origin;
  const char *media = chl_registry_get_text (self->registry, self->match, CHL_COLUMN_MEDIA, &origin);
  gsize       n = strcspn (media, ">");
  JsonArray  *array;
  JsonNode   *node;

  if (n == 0)
    return;

  array = json_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (memchr (media, kinds[i].letter, n) != NULL)
      json_array_add_string_element (array, kinds[i].word);
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  chl_capabilities_take (self->known, CHL_FIELD_INPUT_KINDS, node, origin);
}

static void
read_effort (Reader *self)
{
  ChlOrigin   origin;
  const char *text = chl_registry_get_text (self->registry, self->match, CHL_COLUMN_EFFORT, &origin);
  JsonArray  *array;
  JsonNode   *node;
  g_auto(GStrv) words = NULL;

  if (*text == '\0')
    return;

  words = g_strsplit (text, ",", -1);
  array = json_array_new ();
  for (guint i = 0; words[i] != NULL; i++)
    json_array_add_string_element (array, words[i]);
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  chl_capabilities_take (self->known, CHL_FIELD_EFFORT, node, origin);
}

static void
read_budget (Reader *self)
{
  JsonObject *object;
  ChlOrigin   origin;
  gint64      least;
  gint64      most;

  if (!chl_registry_get_range (self->registry, self->match, CHL_COLUMN_BUDGET, &least, &most))
    return;

  object = json_object_new ();
  if (least >= 0)
    json_object_set_int_member (object, "min", least);
  if (most >= 0)
    json_object_set_int_member (object, "max", most);
  chl_registry_get_text (self->registry, self->match, CHL_COLUMN_BUDGET, &origin);
  take_object (self, CHL_FIELD_BUDGET, object, origin);
}

static void
read_fim (Reader *self)
{
  ChlOrigin   origin;
  const char *text = chl_registry_get_text (self->registry, self->match, CHL_COLUMN_FIM, &origin);
  JsonObject *object;

  if (*text == '\0')
    return;

  object = json_object_new ();
  json_object_set_string_member (object, "format", text);
  take_object (self, CHL_FIELD_FIM, object, origin);
}

static void
add_price (JsonObject *object,
           const char *name,
           double      price)
{
  if (price >= 0)
    json_object_set_double_member (object, name, price);
}

static JsonObject *
build_tier (const ChlRegistryTier *tier)
{
  JsonObject *object = json_object_new ();

  if (tier->above_tokens > 0)
    json_object_set_int_member (object, "above", tier->above_tokens);
  add_price (object, "input", tier->input);
  add_price (object, "output", tier->output);
  add_price (object, "cached", tier->cached);
  add_price (object, "cache_write", tier->cache_write);

  return object;
}

/* The first tier is the price; the others stand in it as "tiers". */
static void
read_prices (Reader *self)
{
  ChlRegistryTier tiers[CHL_REGISTRY_MAX_TIERS];
  guint           n = chl_registry_get_tiers (self->registry, self->match, tiers);
  JsonObject     *object;
  ChlOrigin       origin;

  chl_registry_get_text (self->registry, self->match, CHL_COLUMN_PRICE, &origin);
  if (chl_registry_is_subscription (self->registry, self->match))
    {
      object = json_object_new ();
      json_object_set_boolean_member (object, "subscription", TRUE);
      take_object (self, CHL_FIELD_PRICE, object, origin);
      return;
    }
  if (n == 0)
    return;

  object = build_tier (&tiers[0]);
  if (n > 1)
    {
      JsonArray *array = json_array_new ();

      for (guint i = 1; i < n; i++)
        json_array_add_object_element (array, build_tier (&tiers[i]));
      json_object_set_array_member (object, "tiers", array);
    }
  take_object (self, CHL_FIELD_PRICE, object, origin);
}

/* What was to end before today has ended; of what ends in some month that is known only after it. */
static void
read_status (Reader     *self,
             const char *today)
{
  ChlOrigin   origin;
  ChlOrigin   end_origin;
  const char *stage = chl_registry_get_text (self->registry, self->match, CHL_COLUMN_STAGE, &origin);
  const char *ends = chl_registry_get_text (self->registry, self->match, CHL_COLUMN_ENDS, &end_origin);

  if (g_str_equal (stage, "deprecated") && *ends != '\0' && today != NULL &&
      strncmp (ends, today, strlen (ends)) < 0)
    set_string (self, CHL_FIELD_STATUS, "retired", end_origin);
  else if (*stage != '\0')
    set_string (self, CHL_FIELD_STATUS, stage, origin);
}

/**
 * chl_registry_dup_capabilities:
 * @self: a registry
 * @match: where a name led
 * @today: (nullable): the day as YYYY-MM-DD; without it nothing is taken to have ended
 *
 * Returns: (transfer full): what the table says of a model where it is served, field by field, each
 *   with who says so: the host's row, the model's row, or its family
 */
ChlCapabilities *
chl_registry_dup_capabilities (ChlRegistry            *self,
                               const ChlRegistryMatch *match,
                               const char             *today)
{
  ChlCapabilities *known = chl_capabilities_new ();
  Reader           reader = { self, match, known };

  g_return_val_if_fail (CHL_IS_REGISTRY (self), known);
  g_return_val_if_fail (match != NULL, known);

  read_counts (&reader);
  read_texts (&reader);
  read_claims (&reader);
  read_kinds (&reader);
  read_effort (&reader);
  read_budget (&reader);
  read_fim (&reader);
  read_prices (&reader);
  read_status (&reader, today);

  return known;
}
