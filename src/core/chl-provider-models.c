/* chl-provider-models.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-provider-models"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-error.h"
#include "chl-json.h"
#include "chl-model-listing.h"
#include "chl-provider-private.h"

void
chl_provider_init_models (ChlProvider *self)
{
  ChlProviderPrivate *priv = chl_provider_get_private (self);

  priv->models = g_list_store_new (CHL_TYPE_MODEL);
  priv->by_id = g_hash_table_new (g_str_hash, g_str_equal);
}

static void
model_enabled (ChlProvider *self,
               ChlModel    *model)
{
  ChlProviderPrivate *priv = chl_provider_get_private (self);

  if (chl_model_is_enabled (model))
    priv->n_enabled++;
  else if (priv->n_enabled > 0)
    priv->n_enabled--;

  g_object_notify (G_OBJECT (self), "n-enabled-models");
}

/* One handler for both: there are thousands of models. */
static void
model_notify_cb (ChlProvider *self,
                 GParamSpec  *pspec,
                 ChlModel    *model)
{
  if (g_str_equal (pspec->name, "is-enabled"))
    model_enabled (self, model);
  else if (g_str_equal (pspec->name, "capabilities"))
    g_signal_emit_by_name (self, "model-changed", model);
}

/**
 * chl_provider_set_merger:
 * @self: a provider
 * @merger: (nullable) (transfer none): who works out what is known of its models
 *
 * Holds for all of its models, also those that come later.
 */
void
chl_provider_set_merger (ChlProvider *self,
                         ChlMerger   *merger)
{
  ChlProviderPrivate *priv = NULL;

  g_return_if_fail (CHL_IS_PROVIDER (self));
  g_return_if_fail (merger == NULL || CHL_IS_MERGER (merger));

  priv = chl_provider_get_private (self);
  if (!g_set_object (&priv->merger, merger))
    return;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (priv->models)); i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (G_LIST_MODEL (priv->models), i);

      chl_model_set_merger (model, merger);
    }
}

/**
 * chl_provider_get_merger:
 * @self: a provider
 *
 * Returns: (transfer none) (nullable): who works out what is known of its models
 */
ChlMerger *
chl_provider_get_merger (ChlProvider *self)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);

  return chl_provider_get_private (self)->merger;
}

/**
 * chl_provider_forget_merged:
 * @self: a provider
 *
 * Something that the capabilities of all its models are worked out from has changed.
 */
void
chl_provider_forget_merged (ChlProvider *self)
{
  GListModel *models = chl_provider_get_models (self);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (models, i);

      chl_model_forget_merged (model);
    }
}

/* Returns: (transfer full) (element-type ChlModel): the models as they are now */
GPtrArray *
chl_provider_dup_models (ChlProvider *self)
{
  ChlProviderPrivate *priv = chl_provider_get_private (self);
  GListModel         *list = G_LIST_MODEL (priv->models);
  guint               n_models = g_list_model_get_n_items (list);
  GPtrArray          *models = g_ptr_array_new_full (n_models, g_object_unref);

  for (guint i = 0; i < n_models; i++)
    g_ptr_array_add (models, g_list_model_get_item (list, i));

  return models;
}

static guint
watch_models (ChlProvider *self,
              GPtrArray   *old,
              GHashTable  *old_by_id,
              GPtrArray   *models)
{
  ChlProviderPrivate *priv = chl_provider_get_private (self);
  guint               n_enabled = 0;

  for (guint i = 0; i < old->len; i++)
    {
      ChlModel *model = g_ptr_array_index (old, i);

      if (g_hash_table_lookup (priv->by_id, chl_model_get_id (model)) != model)
        g_signal_handlers_disconnect_by_func (model, model_notify_cb, self);
    }

  for (guint i = 0; i < models->len; i++)
    {
      ChlModel *model = g_ptr_array_index (models, i);

      n_enabled += chl_model_is_enabled (model) ? 1 : 0;
      chl_model_set_merger (model, priv->merger);
      if (g_hash_table_lookup (old_by_id, chl_model_get_id (model)) != model)
        g_signal_connect_object (model,
                                 "notify",
                                 G_CALLBACK (model_notify_cb),
                                 self,
                                 G_CONNECT_SWAPPED);
    }

  return n_enabled;
}

/*
 * Makes @models the models, custom ones first. Ids are unique in it. One items-changed at most, of
 * the smallest span.
 */
void
chl_provider_replace_models (ChlProvider *self,
                             GPtrArray   *models)
{
  ChlProviderPrivate *priv = chl_provider_get_private (self);
  g_autoptr(GPtrArray) old = chl_provider_dup_models (self);
  g_autoptr(GPtrArray) order = g_ptr_array_new_full (models->len, NULL);
  g_autoptr(GHashTable) old_by_id = g_steal_pointer (&priv->by_id);
  guint n_enabled = priv->n_enabled;
  guint first = 0;
  guint n_same = 0;

  priv->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < models->len; i++)
      {
        ChlModel *model = g_ptr_array_index (models, i);

        if (chl_model_is_custom (model) != (pass == 0))
          continue;
        g_ptr_array_add (order, model);
        g_hash_table_insert (priv->by_id, (gpointer) chl_model_get_id (model), model);
      }

  while (first < MIN (old->len, order->len) && old->pdata[first] == order->pdata[first])
    first++;
  while (n_same < MIN (old->len, order->len) - first &&
         old->pdata[old->len - 1 - n_same] == order->pdata[order->len - 1 - n_same])
    n_same++;

  priv->n_enabled = watch_models (self, old, old_by_id, order);
  if (old->len != order->len || first < order->len)
    g_list_store_splice (priv->models,
                         first,
                         old->len - first - n_same,
                         order->pdata + first,
                         order->len - first - n_same);
  if (priv->n_enabled != n_enabled)
    g_object_notify (G_OBJECT (self), "n-enabled-models");
}

/**
 * chl_provider_get_models:
 * @self: a provider
 *
 * Returns: (transfer none): its models, the custom ones first, those that are gone last
 */
GListModel *
chl_provider_get_models (ChlProvider *self)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);

  return G_LIST_MODEL (chl_provider_get_private (self)->models);
}

/**
 * chl_provider_find_model:
 * @self: a provider
 * @model_id: (nullable): the provider's own id
 *
 * Returns: (transfer none) (nullable): that model
 */
ChlModel *
chl_provider_find_model (ChlProvider *self,
                         const char  *model_id)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);

  if (model_id == NULL)
    return NULL;

  return g_hash_table_lookup (chl_provider_get_private (self)->by_id, model_id);
}

guint
chl_provider_get_n_enabled_models (ChlProvider *self)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), 0);

  return chl_provider_get_private (self)->n_enabled;
}

/**
 * chl_provider_add_model:
 * @self: a provider
 * @model: (transfer none): a model of this provider; takes the place of one of the same id
 *
 * Adds a model: a custom one behind the other custom ones, another one at the end.
 */
void
chl_provider_add_model (ChlProvider *self,
                        ChlModel    *model)
{
  g_autoptr(GPtrArray) models = NULL;
  ChlModel *same = NULL;
  guint     index = 0;

  g_return_if_fail (CHL_IS_PROVIDER (self));
  g_return_if_fail (CHL_IS_MODEL (model));
  g_return_if_fail (g_str_equal (chl_model_get_provider_id (model), chl_provider_get_id (self)));

  models = chl_provider_dup_models (self);
  same = chl_provider_find_model (self, chl_model_get_id (model));
  if (same != NULL && g_ptr_array_find (models, same, &index))
    {
      g_object_unref (models->pdata[index]);
      models->pdata[index] = g_object_ref (model);
    }
  else
    g_ptr_array_add (models, g_object_ref (model));

  chl_provider_replace_models (self, models);
}

/**
 * chl_provider_add_by_hand:
 * @self: a provider
 * @model_id: what a person says that the provider calls a model
 * @error: (out) (optional): %CHL_ERROR_INVALID if nothing can be called so
 *
 * Adds a model that no list has, for lists are not always complete: it is off, and for what its name
 * sounds like, else one to chat with.
 *
 * Returns: (transfer none) (nullable): the model; the one that is there already if there is one
 */
ChlModel *
chl_provider_add_by_hand (ChlProvider *self,
                          const char  *model_id,
                          GError     **error)
{
  g_autoptr(ChlModel) model = NULL;
  ChlModel   *known = NULL;
  ChlModelUse use;

  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (model_id != NULL, NULL);

  known = chl_provider_find_model (self, model_id);
  if (known != NULL)
    return known;

  if (!chl_model_listing_is_usable_id (model_id))
    {
      g_set_error (error,
                   CHL_ERROR,
                   CHL_ERROR_INVALID,
                   _("A model’s id is 1 to %d bytes of text in one line, without blanks round it"),
                      CHL_MODEL_LISTING_MAX_ID);
      return NULL;
    }

  model = chl_model_new (chl_provider_get_id (self), model_id);
  chl_model_set_custom (model, TRUE);
  use = chl_model_listing_guess_use (model_id);
  chl_model_guess_use (model, use != 0 ? use : CHL_MODEL_USE_CHAT);
  chl_provider_add_model (self, model);

  return chl_provider_find_model (self, model_id);
}

/**
 * chl_provider_remove_model:
 * @self: a provider
 * @model_id: which model
 *
 * Removes a model, a custom one above all: another one is back with the next discovery.
 */
void
chl_provider_remove_model (ChlProvider *self,
                           const char  *model_id)
{
  g_autoptr(GPtrArray) models = NULL;
  ChlModel *model = NULL;

  g_return_if_fail (CHL_IS_PROVIDER (self));
  g_return_if_fail (model_id != NULL);

  model = chl_provider_find_model (self, model_id);
  if (model == NULL)
    return;

  models = chl_provider_dup_models (self);
  g_ptr_array_remove (models, model);
  chl_provider_replace_models (self, models);
}

/* Whether a model stays although its provider does not list it. */
gboolean
chl_provider_keeps_model (ChlModel *model)
{
  const ChlCapabilities *overrides = chl_model_get_overrides (model);
  const ChlParameters   *defaults = chl_model_get_defaults (model);

  return chl_model_is_enabled (model) || chl_model_is_needed (model) ||
         (overrides != NULL && !chl_capabilities_is_empty (overrides)) ||
         (defaults != NULL && !chl_parameters_are_unset (defaults));
}

/*
 * What the provider says is new each time; what the person set stands; what others knew fills the
 * gaps.
 */
static void
take_over (ChlModel *model,
           ChlModel *found)
{
  const ChlCapabilities *old = chl_model_get_said (model);
  g_autoptr(ChlCapabilities) capabilities = NULL;
  JsonNode *facts;

  chl_model_set_gone (model, FALSE);
  if (chl_model_is_new (found))
    chl_model_set_new (model, TRUE);
  if (model == found || chl_model_is_custom (model))
    return;

  capabilities = chl_capabilities_copy (chl_model_get_said (found));
  for (guint i = 0; i < CHL_N_FIELDS; i++)
    {
      ChlOrigin origin = CHL_ORIGIN_UNKNOWN;
      JsonNode *value = chl_capabilities_get (old, (ChlField) i, &origin);

      if (value != NULL &&
          (origin == CHL_ORIGIN_USER ||
           (origin != CHL_ORIGIN_PROVIDER &&
            !chl_capabilities_is_known (capabilities, (ChlField) i))))
        chl_capabilities_set (capabilities, (ChlField) i, value, origin);
    }

  chl_model_set_title (model, chl_model_get_title (found));
  chl_model_copy_use (model, found);
  facts = chl_model_get_facts (found);
  chl_model_take_facts (model, facts != NULL ? chl_json_copy (facts) : NULL);
  chl_model_take_capabilities (model, g_steal_pointer (&capabilities));
}

/**
 * chl_provider_merge_models:
 * @self: a provider
 * @discovered: (element-type ChlModel): what chl_provider_parse_models() read
 *
 * Brings the list up to date. A model that is there already stays the same object, with its switch
 * and what the person set. Custom ones stay, and so do those that the provider no longer lists if
 * they are enabled or needed, or the person said something of them: they are marked as gone. There
 * is one items-changed.
 */
void
chl_provider_merge_models (ChlProvider *self,
                           GPtrArray   *discovered)
{
  g_autoptr(GPtrArray) models = NULL;
  g_autoptr(GPtrArray) old = NULL;
  g_autoptr(GHashTable) listed = NULL;

  g_return_if_fail (CHL_IS_PROVIDER (self));
  g_return_if_fail (discovered != NULL);

  old = chl_provider_dup_models (self);
  models = g_ptr_array_new_full (discovered->len, g_object_unref);
  listed = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < discovered->len; i++)
    {
      ChlModel *found = g_ptr_array_index (discovered, i);
      ChlModel *known = chl_provider_find_model (self, chl_model_get_id (found));

      if (!g_hash_table_add (listed, (gpointer) chl_model_get_id (found)))
        continue;
      if (known != NULL)
        take_over (known, found);
      if (known == NULL || !chl_model_is_custom (known))
        g_ptr_array_add (models, g_object_ref (known != NULL ? known : found));
    }

  for (guint i = 0; i < old->len; i++)
    {
      ChlModel *model = g_ptr_array_index (old, i);
      gboolean  is_listed = g_hash_table_contains (listed, chl_model_get_id (model));

      if (chl_model_is_custom (model))
        g_ptr_array_add (models, g_object_ref (model));
      else if (!is_listed && chl_provider_keeps_model (model))
        {
          chl_model_set_gone (model, TRUE);
          g_ptr_array_add (models, g_object_ref (model));
        }
    }

  chl_provider_replace_models (self, models);
}
