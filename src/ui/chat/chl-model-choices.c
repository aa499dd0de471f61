/* chl-model-choices.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-choices"

#include "config.h"

#include "chl-model-choices.h"

#include <string.h>

struct _ChlModelChoice
{
  GObject parent_instance;

  ChlProvider *provider; /* (owned) */
  ChlModel    *model;    /* (owned) (nullable) a heading has none */
  char        *reason;   /* (owned) (nullable) why it does not suit */
};

G_DEFINE_FINAL_TYPE (ChlModelChoice, chl_model_choice, G_TYPE_OBJECT)

struct _ChlModelChoices
{
  GObject parent_instance;

  GListModel *providers; /* (owned) (element-type ChlProvider) */
  GStrv       words;     /* (owned) (nullable) what was typed, folded */
  GPtrArray  *items;     /* (owned) (element-type ChlModelChoice) */
};

static void chl_model_choices_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlModelChoices, chl_model_choices, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, chl_model_choices_list_model_init))

static void
chl_model_choice_finalize (GObject *object)
{
  ChlModelChoice *self = CHL_MODEL_CHOICE (object);

  g_clear_object (&self->provider);
  g_clear_object (&self->model);
  g_clear_pointer (&self->reason, g_free);

  G_OBJECT_CLASS (chl_model_choice_parent_class)->finalize (object);
}

static void
chl_model_choice_class_init (ChlModelChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chl_model_choice_finalize;
}

static void
chl_model_choice_init (ChlModelChoice *self)
{
}

/**
 * chl_model_choice_get_provider:
 * @self: a row
 *
 * Returns: (transfer none): whose model it is, or whose models follow
 */
ChlProvider *
chl_model_choice_get_provider (ChlModelChoice *self)
{
  g_return_val_if_fail (CHL_IS_MODEL_CHOICE (self), NULL);

  return self->provider;
}

/**
 * chl_model_choice_get_model:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the model; %NULL for a heading
 */
ChlModel *
chl_model_choice_get_model (ChlModelChoice *self)
{
  g_return_val_if_fail (CHL_IS_MODEL_CHOICE (self), NULL);

  return self->model;
}

/**
 * chl_model_choice_get_reason:
 * @self: a row
 *
 * Returns: (nullable): why the model cannot be used in a chat; %NULL if it can
 */
const char *
chl_model_choice_get_reason (ChlModelChoice *self)
{
  g_return_val_if_fail (CHL_IS_MODEL_CHOICE (self), NULL);

  return self->reason;
}

static ChlModelChoice *
create_choice (ChlProvider *provider,
               ChlModel    *model)
{
  ChlModelChoice *choice = g_object_new (CHL_TYPE_MODEL_CHOICE, NULL);
  const char     *reason = NULL;

  choice->provider = g_object_ref (provider);
  if (model != NULL)
    {
      choice->model = g_object_ref (model);
      if (!chl_model_suits (model, CHL_ROLE_CHAT, &reason))
        choice->reason = g_strdup (reason != NULL ? reason : "");
    }

  return choice;
}

static gboolean
matches (ChlModelChoices *self,
         ChlProvider     *provider,
         ChlModel        *model)
{
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (self->words == NULL)
    return TRUE;

  text = g_strjoin ("\n", chl_model_get_title (model), chl_model_get_full_id (model),
                    chl_provider_get_title (provider), NULL);
  folded = g_utf8_casefold (text, -1);
  for (gsize i = 0; self->words[i] != NULL; i++)
    if (strstr (folded, self->words[i]) == NULL)
      return FALSE;

  return TRUE;
}

static void
add_provider (ChlModelChoices *self,
              GPtrArray       *items,
              ChlProvider     *provider)
{
  GListModel *models = chl_provider_get_models (provider);
  guint       n_models = g_list_model_get_n_items (models);
  guint       begin = items->len;

  /* What suits first, what does not behind it. */
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < n_models; i++)
      {
        g_autoptr(ChlModel) model = g_list_model_get_item (models, i);

        if (!chl_model_is_enabled (model) ||
            chl_model_suits (model, CHL_ROLE_CHAT, NULL) != (pass == 0) ||
            !matches (self, provider, model))
          continue;

        if (items->len == begin)
          g_ptr_array_add (items, create_choice (provider, NULL));
        g_ptr_array_add (items, create_choice (provider, model));
      }
}

static void
chl_model_choices_finalize (GObject *object)
{
  ChlModelChoices *self = CHL_MODEL_CHOICES (object);

  g_clear_object (&self->providers);
  g_clear_pointer (&self->words, g_strfreev);
  g_clear_pointer (&self->items, g_ptr_array_unref);

  G_OBJECT_CLASS (chl_model_choices_parent_class)->finalize (object);
}

static GType
chl_model_choices_get_item_type (GListModel *model)
{
  return CHL_TYPE_MODEL_CHOICE;
}

static guint
chl_model_choices_get_n_items (GListModel *model)
{
  return CHL_MODEL_CHOICES (model)->items->len;
}

static gpointer
chl_model_choices_get_item (GListModel *model,
                            guint       position)
{
  ChlModelChoices *self = CHL_MODEL_CHOICES (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
chl_model_choices_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = chl_model_choices_get_item_type;
  iface->get_n_items = chl_model_choices_get_n_items;
  iface->get_item = chl_model_choices_get_item;
}

static void
chl_model_choices_class_init (ChlModelChoicesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chl_model_choices_finalize;
}

static void
chl_model_choices_init (ChlModelChoices *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * chl_model_choices_new:
 * @providers: (transfer none): #ChlProvider objects
 *
 * Returns: (transfer full): an empty list, which chl_model_choices_refresh() fills
 */
ChlModelChoices *
chl_model_choices_new (GListModel *providers)
{
  ChlModelChoices *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (providers), NULL);

  self = g_object_new (CHL_TYPE_MODEL_CHOICES, NULL);
  self->providers = g_object_ref (providers);
  return self;
}

/**
 * chl_model_choices_set_query:
 * @self: the choices
 * @query: (nullable): words that all have to occur in a model's or its provider's name
 */
void
chl_model_choices_set_query (ChlModelChoices *self,
                             const char      *query)
{
  g_autofree char *folded = NULL;
  g_autoptr(GStrvBuilder) builder = NULL;
  g_auto(GStrv) pieces = NULL;

  g_return_if_fail (CHL_IS_MODEL_CHOICES (self));

  g_clear_pointer (&self->words, g_strfreev);
  if (query != NULL && *query != '\0')
    {
      folded = g_utf8_casefold (query, -1);
      pieces = g_strsplit_set (folded, " \t\n", -1);
      builder = g_strv_builder_new ();
      for (gsize i = 0; pieces[i] != NULL; i++)
        if (*pieces[i] != '\0')
          g_strv_builder_add (builder, pieces[i]);
      self->words = g_strv_builder_end (builder);
    }

  chl_model_choices_refresh (self);
}

/**
 * chl_model_choices_refresh:
 * @self: the choices
 *
 * Looks again at which models there are.
 */
void
chl_model_choices_refresh (ChlModelChoices *self)
{
  g_autoptr(GPtrArray) before = NULL;
  guint n_providers;

  g_return_if_fail (CHL_IS_MODEL_CHOICES (self));

  before = g_steal_pointer (&self->items);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  n_providers = g_list_model_get_n_items (self->providers);
  for (guint i = 0; i < n_providers; i++)
    {
      g_autoptr(ChlProvider) provider = g_list_model_get_item (self->providers, i);

      if (chl_provider_is_enabled (provider))
        add_provider (self, self->items, provider);
    }

  if (before->len > 0 || self->items->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before->len, self->items->len);
}

/**
 * chl_model_choices_find:
 * @self: the choices
 * @model: (nullable): a model
 *
 * Returns: its position, or G_MAXUINT
 */
guint
chl_model_choices_find (ChlModelChoices *self,
                        ChlModel        *model)
{
  g_return_val_if_fail (CHL_IS_MODEL_CHOICES (self), G_MAXUINT);

  for (guint i = 0; model != NULL && i < self->items->len; i++)
    if (CHL_MODEL_CHOICE (self->items->pdata[i])->model == model)
      return i;

  return G_MAXUINT;
}

/**
 * chl_model_choices_step:
 * @self: the choices
 * @position: where to begin; G_MAXUINT for before the first
 * @direction: 1 or -1
 *
 * Returns: the position of the next model that can be chosen, or G_MAXUINT
 */
guint
chl_model_choices_step (ChlModelChoices *self,
                        guint            position,
                        int              direction)
{
  gint64 next;

  g_return_val_if_fail (CHL_IS_MODEL_CHOICES (self), G_MAXUINT);

  next = position == G_MAXUINT && direction > 0 ? -1 : (gint64) MIN (position, self->items->len);
  for (next += direction; next >= 0 && next < self->items->len; next += direction)
    {
      ChlModelChoice *choice = self->items->pdata[next];

      if (choice->model != NULL && choice->reason == NULL)
        return (guint) next;
    }

  return G_MAXUINT;
}
