/* chl-model-filter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-filter"

#include "config.h"

#include "chl-model-filter.h"

#include <string.h>

#include "chl-model-chip.h"
#include "chl-model-facts.h"
#include "chl-model-price.h"

/**
 * ChlModelFilter:
 *
 * Passes the models of which all words that were typed occur in the title or in the id, and that
 * are known to be or do what is wanted.
 */
struct _ChlModelFilter
{
  GtkFilter parent_instance;

  char        *query; /* (owned) (nullable) folded; NULL when nothing was typed */
  GStrv        words; /* (owned) (nullable) its words */
  ChlModelWant want;
  gint64       min_tokens; /* of the context window; 0 for any, known or not */
  gboolean     is_local;   /* the provider is on this computer */
};

G_DEFINE_FINAL_TYPE (ChlModelFilter, chl_model_filter, GTK_TYPE_FILTER)

static gboolean
is_free (ChlModel *model)
{
  ChlModelPrice price;

  return chl_model_price_read (model, &price) && chl_model_price_is_free (&price);
}

static gboolean
is_here (ChlModelFilter *self,
         ChlModel       *model)
{
  return self->is_local && chl_model_get_fact_word (model, CHL_FACT_REMOTE_HOST) == NULL;
}

/* Whether a model is or does one thing that can be wanted. What is not known does not count.
 * What it can do is worked out when it is asked for, which takes time for thousands. */
static gboolean
fulfils (ChlModelFilter *self,
         ChlModel       *model,
         ChlModelWant    want)
{
  switch (want)
    {
    case CHL_MODEL_WANT_ON:
      return chl_model_is_enabled (model);

    case CHL_MODEL_WANT_TOOLS:
      return chl_capabilities_is (chl_model_get_capabilities (model), CHL_FIELD_TOOLS);

    case CHL_MODEL_WANT_VISION:
      return chl_capabilities_is_known (chl_model_get_capabilities (model), CHL_FIELD_INPUT_KINDS) &&
             chl_capabilities_takes (chl_model_get_capabilities (model), "image");

    case CHL_MODEL_WANT_THINKING:
      return chl_capabilities_is (chl_model_get_capabilities (model), CHL_FIELD_REASONING);

    case CHL_MODEL_WANT_COMPLETION:
      return (chl_model_get_use (model) & CHL_MODEL_USE_COMPLETION) != 0;

    case CHL_MODEL_WANT_EMBEDDING:
      return (chl_model_get_use (model) & CHL_MODEL_USE_EMBEDDING) != 0;

    case CHL_MODEL_WANT_FREE:
      return is_free (model);

    case CHL_MODEL_WANT_HERE:
      return is_here (self, model);

    case CHL_MODEL_WANT_NEW:
      return chl_model_chip_is_new (model);

    default:
      return TRUE;
    }
}

static gboolean
can_do (ChlModelFilter *self,
        ChlModel       *model)
{
  for (guint want = CHL_MODEL_WANT_ON; want <= CHL_MODEL_WANT_NEW; want <<= 1)
    if ((self->want & want) != 0 && !fulfils (self, model, (ChlModelWant) want))
      return FALSE;

  return self->min_tokens == 0 ||
         chl_capabilities_get_int (chl_model_get_capabilities (model), CHL_FIELD_CONTEXT_WINDOW) >=
           self->min_tokens;
}

static gboolean
has_words (ChlModelFilter *self,
           ChlModel       *model)
{
  const char *text = chl_model_get_search_text (model);

  for (guint i = 0; self->words[i] != NULL; i++)
    if (strstr (text, self->words[i]) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
chl_model_filter_match (GtkFilter *filter,
                        gpointer   item)
{
  ChlModelFilter *self = CHL_MODEL_FILTER (filter);

  return (self->words == NULL || has_words (self, item)) && can_do (self, item);
}

static GtkFilterMatch
chl_model_filter_get_strictness (GtkFilter *filter)
{
  return chl_model_filter_is_empty (CHL_MODEL_FILTER (filter)) ? GTK_FILTER_MATCH_ALL : GTK_FILTER_MATCH_SOME;
}

static void
chl_model_filter_finalize (GObject *object)
{
  ChlModelFilter *self = CHL_MODEL_FILTER (object);

  g_clear_pointer (&self->query, g_free);
  g_clear_pointer (&self->words, g_strfreev);

  G_OBJECT_CLASS (chl_model_filter_parent_class)->finalize (object);
}

static void
chl_model_filter_class_init (ChlModelFilterClass *klass)
{
  GtkFilterClass *filter_class = GTK_FILTER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chl_model_filter_finalize;
  filter_class->match = chl_model_filter_match;
  filter_class->get_strictness = chl_model_filter_get_strictness;
}

static void
chl_model_filter_init (ChlModelFilter *self)
{
}

/**
 * chl_model_filter_new:
 *
 * Returns: (transfer full): a filter that every #ChlModel passes
 */
ChlModelFilter *
chl_model_filter_new (void)
{
  return g_object_new (CHL_TYPE_MODEL_FILTER, NULL);
}

/* How the new query relates to the old one: a longer one can only take models away. */
static GtkFilterChange
compare_queries (const char *before,
                 const char *after)
{
  if (before == NULL || (after != NULL && g_str_has_prefix (after, before)))
    return GTK_FILTER_CHANGE_MORE_STRICT;
  if (after == NULL || g_str_has_prefix (before, after))
    return GTK_FILTER_CHANGE_LESS_STRICT;

  return GTK_FILTER_CHANGE_DIFFERENT;
}

/**
 * chl_model_filter_set_query:
 * @self: a filter
 * @query: (nullable): words, all of which must occur
 */
void
chl_model_filter_set_query (ChlModelFilter *self,
                            const char     *query)
{
  g_autofree char *before = NULL;
  g_autofree char *trimmed = NULL;
  g_autofree char *folded = NULL;

  g_return_if_fail (CHL_IS_MODEL_FILTER (self));

  trimmed = g_strstrip (g_strdup (query != NULL ? query : ""));
  if (*trimmed != '\0')
    folded = g_utf8_casefold (trimmed, -1);
  if (g_strcmp0 (folded, self->query) == 0)
    return;

  before = g_steal_pointer (&self->query);
  self->query = g_steal_pointer (&folded);
  g_clear_pointer (&self->words, g_strfreev);
  if (self->query != NULL)
    self->words = g_strsplit_set (self->query, " \t\n", -1);

  gtk_filter_changed (GTK_FILTER (self), compare_queries (before, self->query));
}

/**
 * chl_model_filter_set_want:
 * @self: a filter
 * @want: what a model must be or do
 */
void
chl_model_filter_set_want (ChlModelFilter *self,
                           ChlModelWant    want)
{
  ChlModelWant before;

  g_return_if_fail (CHL_IS_MODEL_FILTER (self));

  before = self->want;
  if (before == want)
    return;

  self->want = want;
  gtk_filter_changed (GTK_FILTER (self), (want & before) == before ? GTK_FILTER_CHANGE_MORE_STRICT
                                         : (want & before) == want ? GTK_FILTER_CHANGE_LESS_STRICT
                                                                   : GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * chl_model_filter_set_context:
 * @self: a filter
 * @min_tokens: how many tokens a model must be known to read at once; 0 for any
 */
void
chl_model_filter_set_context (ChlModelFilter *self,
                              gint64          min_tokens)
{
  gint64 before;

  g_return_if_fail (CHL_IS_MODEL_FILTER (self));
  g_return_if_fail (min_tokens >= 0);

  before = self->min_tokens;
  if (before == min_tokens)
    return;

  self->min_tokens = min_tokens;
  gtk_filter_changed (GTK_FILTER (self), min_tokens > before ? GTK_FILTER_CHANGE_MORE_STRICT
                                                             : GTK_FILTER_CHANGE_LESS_STRICT);
}

/**
 * chl_model_filter_set_local:
 * @self: a filter
 * @is_local: whether the provider is on this computer, and so its models, but for those of which it
 *   says that they run elsewhere
 */
void
chl_model_filter_set_local (ChlModelFilter *self,
                            gboolean        is_local)
{
  g_return_if_fail (CHL_IS_MODEL_FILTER (self));

  if (self->is_local == is_local)
    return;

  self->is_local = is_local;
  if ((self->want & CHL_MODEL_WANT_HERE) != 0)
    gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

/* Returns: whether all models pass */
gboolean
chl_model_filter_is_empty (ChlModelFilter *self)
{
  g_return_val_if_fail (CHL_IS_MODEL_FILTER (self), TRUE);

  return self->words == NULL && self->want == 0 && self->min_tokens == 0;
}
