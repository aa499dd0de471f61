/* chl-model-filter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-filter"

#include "config.h"

#include "chl-model-filter.h"

#include <string.h>

#include "chl-model.h"

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
};

G_DEFINE_FINAL_TYPE (ChlModelFilter, chl_model_filter, GTK_TYPE_FILTER)

static gboolean
can_do (ChlModelFilter *self,
        ChlModel       *model)
{
  const ChlCapabilities *capabilities;

  if ((self->want & CHL_MODEL_WANT_ON) != 0 && !chl_model_is_enabled (model))
    return FALSE;

  /* What a model can do is worked out when it is asked for, which takes time for thousands. */
  if ((self->want & ~(guint) CHL_MODEL_WANT_ON) == 0)
    return TRUE;

  capabilities = chl_model_get_capabilities (model);
  if ((self->want & CHL_MODEL_WANT_TOOLS) != 0 &&
      !chl_capabilities_is (capabilities, CHL_FIELD_TOOLS))
    return FALSE;
  if ((self->want & CHL_MODEL_WANT_VISION) != 0 &&
      (!chl_capabilities_is_known (capabilities, CHL_FIELD_INPUT_KINDS) ||
       !chl_capabilities_takes (capabilities, "image")))
    return FALSE;
  if ((self->want & CHL_MODEL_WANT_THINKING) != 0 &&
      !chl_capabilities_is (capabilities, CHL_FIELD_REASONING))
    return FALSE;

  return TRUE;
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
  ChlModelFilter *self = CHL_MODEL_FILTER (filter);

  return self->words == NULL && self->want == 0 ? GTK_FILTER_MATCH_ALL : GTK_FILTER_MATCH_SOME;
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
