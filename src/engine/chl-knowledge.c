/* chl-knowledge.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-knowledge"

#include "config.h"

#include "chl-knowledge.h"

#include "chl-engine-private.h"
#include "chl-json.h"
#include "chl-knowledge-private.h"
#include "chl-known-rows.h"
#include "chl-layers.h"
#include "chl-merger.h"
#include "chl-model-facts.h"
#include "chl-site.h"

/* "YYYY-MM-DD" and what ends it. */
#define DAY_SIZE 11

/* Microseconds for which a day that was looked up is taken to last. */
#define DAY_LASTS G_USEC_PER_SEC

struct _ChlKnowledge
{
  GObject parent_instance;

  ChlEngine    *engine; /* (unowned) (nullable) models may outlive it */
  char         *scope;  /* (owned) (not nullable) of the table, for this provider */
  ChlKnownRows *rows;   /* (owned) of the table */
  char          today[DAY_SIZE];
  gint64        looked_us; /* at the calendar */
};

static void chl_knowledge_merger_init (ChlMergerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlKnowledge,
                               chl_knowledge,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CHL_TYPE_MERGER, chl_knowledge_merger_init))

/* What the table calls the plans that have models of their own. */
static const struct
{
  const char *family;
  const char *plan;
  const char *scope;
} plans[] = {
  { "kimi", "code", "kimi.code" },
  { "qwen", "coding", "qwen.plan" },
  { "qwen", "token", "qwen.plan" },
  { "zhipu", "coding", "zhipu.plan" },
};

/* The site that the address is of, whoever gave it, or the one that was chosen. */
static const ChlSite *
find_site (ChlProvider *provider)
{
  const ChlSite *chosen = chl_site_get (provider);
  const ChlSite *site = chl_provider_get_family (provider)->sites;
  const char    *endpoint = chl_provider_get_endpoint (provider);

  if (chosen == NULL || g_strcmp0 (chosen->endpoint, endpoint) == 0)
    return chosen;

  for (; site->endpoint != NULL; site++)
    if (g_strcmp0 (site->endpoint, endpoint) == 0)
      return site;

  return chosen;
}

/**
 * chl_knowledge_dup_scope:
 * @provider: a provider
 *
 * Returns: (transfer full): what the table of models calls it: its family, or the part of it that
 *   its region or plan is
 */
char *
chl_knowledge_dup_scope (ChlProvider *provider)
{
  const ChlSite *site;
  const char    *family;

  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);

  family = chl_provider_get_family (provider)->id;
  site = find_site (provider);
  if (site == NULL)
    return g_strdup (family);

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    if (g_str_equal (plans[i].family, family) && g_strcmp0 (plans[i].plan, site->plan) == 0)
      return g_strdup (plans[i].scope);

  return g_strcmp0 (site->region, "china") == 0 ? g_strconcat (family, ".cn", NULL)
                                                : g_strdup (family);
}

/* A server may give a model any name, and say beside it what it is. */
static gboolean
resolve (ChlRegistry      *registry,
         const char       *scope,
         ChlModel         *model,
         ChlRegistryMatch *out_match)
{
  const char *base;

  if (chl_registry_resolve (registry, scope, chl_model_get_id (model), out_match))
    return TRUE;

  base = chl_model_get_fact_word (model, CHL_FACT_BASE);

  return base != NULL && chl_registry_resolve (registry, scope, base, out_match);
}

static void
print_day (ChlEngine *engine,
           char       day[DAY_SIZE])
{
  gint64 now = chl_engine_get_now_us (engine);
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%d") : NULL;

  g_strlcpy (day, text != NULL ? text : "", DAY_SIZE);
}

static ChlLayers *
build_layers (ChlEngine    *engine,
              const char   *scope,
              ChlKnownRows *rows,
              ChlModel     *model,
              const char   *today)
{
  ChlRegistry           *registry = chl_engine_get_registry (engine);
  ChlLayers             *layers = chl_layers_new ();
  const ChlCapabilities *overrides = chl_model_get_overrides (model);
  const ChlCapabilities *probed = chl_model_get_probed (model);
  ChlRegistryMatch       match;

  if (overrides != NULL)
    chl_layers_add (layers, overrides);
  if (probed != NULL)
    chl_layers_add (layers, probed);
  chl_layers_add (layers, chl_model_get_said (model));
  if (resolve (registry, scope, model, &match))
    chl_layers_add (layers, chl_known_rows_get (rows, registry, &match, today));

  return layers;
}

/* The calendar is slow, and a list long. */
static const char *
get_today (ChlKnowledge *self)
{
  gint64 now = chl_engine_get_now_us (self->engine);

  if (*self->today == '\0' || now < self->looked_us || now > self->looked_us + DAY_LASTS)
    {
      print_day (self->engine, self->today);
      self->looked_us = now;
    }

  return self->today;
}

static ChlCapabilities *
chl_knowledge_merge (ChlMerger *merger,
                     ChlModel  *model)
{
  ChlKnowledge    *self = CHL_KNOWLEDGE (merger);
  ChlCircumstances circumstances = { NULL, FALSE };
  ChlLayers       *layers;
  ChlCapabilities *merged;

  if (self->engine == NULL)
    return chl_capabilities_copy (chl_model_get_told (model));

  circumstances.today = get_today (self);
  circumstances.is_listed = !chl_model_is_gone (model) && !chl_model_is_custom (model);
  layers = build_layers (self->engine, self->scope, self->rows, model, circumstances.today);
  merged = chl_layers_merge (layers, &circumstances);
  chl_layers_free (layers);

  return merged;
}

/* What the table calls what can be asked of a model; 0 for all that is asked in other ways. */
static ChlModelUse
read_use (ChlRegistry            *registry,
          const ChlRegistryMatch *match)
{
  static const struct
  {
    const char *word;
    ChlModelUse use;
  } uses[] = {
    { "chat", CHL_MODEL_USE_CHAT },
    { "research", CHL_MODEL_USE_CHAT },
    { "base", CHL_MODEL_USE_COMPLETION },
    { "embed", CHL_MODEL_USE_EMBEDDING },
  };
  const char *word = chl_registry_get_text (registry, match, CHL_COLUMN_USE, NULL);

  /* Models that chat are often made from those that do not, and called the same. */
  if (match->kind == CHL_MATCH_FAMILY && g_str_equal (word, "base"))
    return CHL_MODEL_USE_CHAT | CHL_MODEL_USE_COMPLETION;

  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    if (g_str_equal (word, uses[i].word))
      return uses[i].use;

  return (ChlModelUse) 0;
}

static ChlModelUse
chl_knowledge_find_use (ChlMerger *merger,
                        ChlModel  *model)
{
  ChlKnowledge    *self = CHL_KNOWLEDGE (merger);
  ChlRegistry     *registry;
  ChlRegistryMatch match;

  if (self->engine == NULL)
    return (ChlModelUse) 0;

  registry = chl_engine_get_registry (self->engine);

  return resolve (registry, self->scope, model, &match) ? read_use (registry, &match)
                                                        : (ChlModelUse) 0;
}

static void
chl_knowledge_merger_init (ChlMergerInterface *iface)
{
  iface->merge = chl_knowledge_merge;
  iface->find_use = chl_knowledge_find_use;
}

static void
chl_knowledge_dispose (GObject *object)
{
  ChlKnowledge *self = CHL_KNOWLEDGE (object);

  g_clear_weak_pointer (&self->engine);

  G_OBJECT_CLASS (chl_knowledge_parent_class)->dispose (object);
}

static void
chl_knowledge_finalize (GObject *object)
{
  ChlKnowledge *self = CHL_KNOWLEDGE (object);

  g_clear_pointer (&self->scope, g_free);
  g_clear_pointer (&self->rows, chl_known_rows_free);

  G_OBJECT_CLASS (chl_knowledge_parent_class)->finalize (object);
}

static void
chl_knowledge_class_init (ChlKnowledgeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_knowledge_dispose;
  object_class->finalize = chl_knowledge_finalize;
}

static void
chl_knowledge_init (ChlKnowledge *self)
{
  self->rows = chl_known_rows_new ();
}

/* Another region or plan has other models under the same names. */
static void
endpoint_changed_cb (ChlKnowledge *self,
                     GParamSpec   *pspec,
                     ChlProvider  *provider)
{
  g_autofree char *scope = chl_knowledge_dup_scope (provider);

  if (g_str_equal (self->scope, scope))
    return;

  g_free (self->scope);
  self->scope = g_steal_pointer (&scope);
  chl_provider_forget_merged (provider);
}

/**
 * chl_knowledge_attach:
 * @engine: the engine
 * @provider: a provider
 *
 * From now on chl_model_get_capabilities() of the provider's models says what the table says, too.
 * The table is not looked at before somebody asks.
 */
void
chl_knowledge_attach (ChlEngine   *engine,
                      ChlProvider *provider)
{
  g_autoptr(ChlKnowledge) self = NULL;

  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (CHL_IS_PROVIDER (provider));

  self = g_object_new (CHL_TYPE_KNOWLEDGE, NULL);
  g_set_weak_pointer (&self->engine, engine);
  self->scope = chl_knowledge_dup_scope (provider);
  g_signal_connect_object (provider, "notify::endpoint", G_CALLBACK (endpoint_changed_cb), self,
                           G_CONNECT_SWAPPED);
  chl_provider_set_merger (provider, CHL_MERGER (self));
}

/**
 * chl_knowledge_resolve:
 * @engine: the engine
 * @provider: a provider
 * @model: one of its models
 * @out_match: (out caller-allocates): where the model leads in the table
 *
 * Returns: whether the table knows anything of it
 */
gboolean
chl_knowledge_resolve (ChlEngine        *engine,
                       ChlProvider      *provider,
                       ChlModel         *model,
                       ChlRegistryMatch *out_match)
{
  g_autofree char *scope = NULL;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), FALSE);
  g_return_val_if_fail (CHL_IS_MODEL (model), FALSE);

  scope = chl_knowledge_dup_scope (provider);

  return resolve (chl_engine_get_registry (engine), scope, model, out_match);
}

/**
 * chl_knowledge_find_use_of:
 * @engine: the engine
 * @provider: a provider
 * @model_id: what somebody says that it calls a model
 *
 * Returns: what can be asked of a model that the provider does not list; 0 if the table does not say
 */
ChlModelUse
chl_knowledge_find_use_of (ChlEngine   *engine,
                           ChlProvider *provider,
                           const char  *model_id)
{
  g_autofree char *scope = NULL;
  ChlRegistry     *registry;
  ChlRegistryMatch match;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), (ChlModelUse) 0);
  g_return_val_if_fail (model_id != NULL, (ChlModelUse) 0);

  scope = chl_knowledge_dup_scope (provider);
  registry = chl_engine_get_registry (engine);

  return chl_registry_resolve (registry, scope, model_id, &match) ? read_use (registry, &match)
                                                                  : (ChlModelUse) 0;
}

static ChlLayers *
build_layers_of (ChlEngine   *engine,
                 ChlProvider *provider,
                 ChlModel    *model)
{
  g_autofree char *scope = chl_knowledge_dup_scope (provider);
  ChlKnownRows    *rows = chl_known_rows_new ();
  ChlLayers       *layers;
  char             today[DAY_SIZE];

  print_day (engine, today);
  layers = build_layers (engine, scope, rows, model, today);
  chl_known_rows_free (rows);

  return layers;
}

/**
 * chl_knowledge_dup_how:
 * @engine: the engine
 * @provider: a provider
 * @model: one of its models
 *
 * Returns: (transfer full): how the model was found in the table, in words
 */
char *
chl_knowledge_dup_how (ChlEngine   *engine,
                       ChlProvider *provider,
                       ChlModel    *model)
{
  ChlRegistryMatch match;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);

  chl_knowledge_resolve (engine, provider, model, &match);

  return chl_registry_dup_how (chl_engine_get_registry (engine), &match);
}

/**
 * chl_knowledge_dup_without_person:
 * @engine: the engine
 * @provider: a provider
 * @model: one of its models
 * @field: a field
 * @out_origin: (out) (optional): who says it
 *
 * Returns: (transfer full) (nullable): what would hold if the person took their word back
 */
JsonNode *
chl_knowledge_dup_without_person (ChlEngine   *engine,
                                  ChlProvider *provider,
                                  ChlModel    *model,
                                  ChlField     field,
                                  ChlOrigin   *out_origin)
{
  ChlLayers *layers;
  JsonNode  *value;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_MODEL (model), NULL);

  layers = build_layers_of (engine, provider, model);
  value = chl_layers_get_below (layers, field, CHL_ORIGIN_USER, out_origin);
  value = value != NULL ? chl_json_copy (value) : NULL;
  chl_layers_free (layers);

  return value;
}

/**
 * chl_knowledge_dup_note:
 * @engine: the engine
 * @provider: a provider
 * @model: one of its models
 * @field: a field
 *
 * Returns: (transfer full) (nullable): what a person should know who typed this value
 */
char *
chl_knowledge_dup_note (ChlEngine   *engine,
                        ChlProvider *provider,
                        ChlModel    *model,
                        ChlField     field)
{
  ChlLayers *layers;
  char      *note;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_MODEL (model), NULL);

  layers = build_layers_of (engine, provider, model);
  note = chl_layers_dup_note (layers, field);
  chl_layers_free (layers);

  return note;
}
