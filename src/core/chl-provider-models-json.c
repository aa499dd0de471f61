/* chl-provider-models-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-provider-models-json"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-error.h"
#include "chl-field-text.h"
#include "chl-json.h"
#include "chl-model-listing.h"
#include "chl-provider-private.h"
#include "chl-record.h"

/* Only values: who says them is known by where they stand. */
static JsonObject *
write_values (const ChlCapabilities *said)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < CHL_N_FIELDS; i++)
    {
      JsonNode *value = chl_capabilities_get (said, (ChlField) i, NULL);

      if (value != NULL)
        json_object_set_member (object, chl_field_to_string ((ChlField) i), chl_json_copy (value));
    }

  return object;
}

/* Returns: (transfer full): the models that are enabled or custom, that the person said something of,
 * or that were probed. Once there were such values there always are: what this version does not
 * understand of them stays in the file. */
JsonObject *
chl_provider_write_models (ChlProvider *self)
{
  GListModel *list = chl_provider_get_models (self);
  JsonObject *models = json_object_new ();

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (list, i);
      const ChlCapabilities *overrides = chl_model_get_overrides (model);
      const ChlCapabilities *probed = chl_model_get_probed (model);
      const ChlParameters   *defaults = chl_model_get_defaults (model);
      JsonObject            *entry = NULL;

      if (!chl_model_is_enabled (model) && !chl_model_is_custom (model) && overrides == NULL &&
          probed == NULL && defaults == NULL)
        continue;

      entry = json_object_new ();
      json_object_set_boolean_member (entry, "enabled", chl_model_is_enabled (model));
      if (chl_model_is_custom (model))
        json_object_set_member (entry, "custom", chl_model_to_json (model));
      if (overrides != NULL)
        json_object_set_object_member (entry, "overrides", write_values (overrides));
      if (probed != NULL)
        json_object_set_object_member (entry, "probed", write_values (probed));
      if (defaults != NULL)
        json_object_set_member (entry, "defaults", chl_parameters_to_json (defaults));
      json_object_set_object_member (models, chl_model_get_id (model), entry);
    }

  return models;
}

/*
 * Whether what a file says of models makes sense; %CHL_ERROR_BROKEN_FILE if it does not. An id that
 * could not be added today is no reason to lose the whole provider: it can still be turned off.
 */
gboolean
chl_provider_check_models (JsonObject *models,
                           GError    **error)
{
  JsonObjectIter iter;
  const char    *id = NULL;
  JsonNode      *entry = NULL;

  json_object_iter_init (&iter, models);
  while (json_object_iter_next (&iter, &id, &entry))
    {
      JsonObject *custom = NULL;
      JsonObject *overrides = NULL;
      JsonObject *probed = NULL;
      JsonObject *defaults = NULL;
      gboolean    is_enabled = FALSE;

      if (*id == '\0')
        {
          g_set_error_literal (error,
                               CHL_ERROR,
                               CHL_ERROR_BROKEN_FILE,
                               _("A model’s id is empty"));
          return FALSE;
        }
      if (!JSON_NODE_HOLDS_OBJECT (entry) ||
          !chl_record_read_boolean (entry, "/enabled", &is_enabled, NULL) ||
          !chl_record_read_object (entry, "/custom", &custom, NULL) ||
          !chl_record_read_object (entry, "/overrides", &overrides, NULL) ||
          !chl_record_read_object (entry, "/probed", &probed, NULL) ||
          !chl_record_read_object (entry, "/defaults", &defaults, NULL))
        {
          g_set_error (error,
                       CHL_ERROR,
                       CHL_ERROR_BROKEN_FILE,
                       _("What the file says of the model “%s” makes no sense"),
                          id);
          return FALSE;
        }
    }

  return TRUE;
}

/* @custom as the file has it; the id is the name it stands under, whatever it says itself. */
static ChlModel *
build_custom_model (ChlProvider *self,
                    const char  *id,
                    JsonNode    *custom)
{
  g_autoptr(JsonNode) copy = chl_json_copy (custom);
  ChlModel *model = NULL;

  json_object_set_string_member (json_node_get_object (copy), "id", id);
  model = chl_model_from_json (chl_provider_get_id (self), copy);
  chl_model_set_custom (model, TRUE);

  return model;
}

/* The object that is there stays, and becomes what the file says. */
static ChlModel *
take_custom_model (ChlProvider *self,
                   const char  *id,
                   JsonNode    *custom)
{
  g_autoptr(ChlModel) model = build_custom_model (self, id, custom);
  g_autoptr(JsonNode) now = NULL;
  g_autoptr(JsonNode) then = NULL;
  ChlModel *known = chl_provider_find_model (self, id);

  if (known == NULL)
    return g_steal_pointer (&model);

  then = chl_model_to_json (known);
  now = chl_model_to_json (model);
  if (!json_node_equal (then, now))
    {
      chl_model_set_title (known, chl_model_get_title (model));
      chl_model_copy_use (known, model);
      chl_model_take_capabilities (known,
                                   chl_capabilities_copy (chl_model_get_said (model)));
    }
  chl_model_set_custom (known, TRUE);
  chl_model_set_gone (known, FALSE);

  return g_object_ref (known);
}

static ChlModel *
build_named_model (ChlProvider *self,
                   const char  *id)
{
  ChlModel   *model = chl_model_new (chl_provider_get_id (self), id);
  ChlModelUse use = chl_model_listing_guess_use (id);

  chl_model_guess_use (model, use != 0 ? use : CHL_MODEL_USE_CHAT);

  return model;
}

/* Whether a person who wrote it into the file could have typed it: there is one grammar for both. Of
 * what has particulars only these are beyond it. */
static gboolean
could_be_typed (ChlField  field,
                JsonNode *value)
{
  g_autofree char *text = chl_field_print (field, value);
  g_autoptr(JsonNode) read = chl_field_read (field, text, NULL);

  return read != NULL ||
         ((field == CHL_FIELD_SAMPLING || field == CHL_FIELD_FIM) && JSON_NODE_HOLDS_OBJECT (value));
}

/* What somebody says of a model, as the file has it; fields that are unknown here, and values that
 * make no sense, are passed over. */
static ChlCapabilities *
read_values (JsonNode   *entry,
             const char *pointer,
             ChlOrigin   origin)
{
  JsonObject      *object = chl_json_get_object (entry, pointer);
  ChlCapabilities *said = object != NULL ? chl_capabilities_new () : NULL;

  for (guint i = 0; object != NULL && i < CHL_N_FIELDS; i++)
    {
      JsonNode *value = json_object_get_member (object, chl_field_to_string ((ChlField) i));

      if (value != NULL && !JSON_NODE_HOLDS_NULL (value) &&
          (origin != CHL_ORIGIN_USER || could_be_typed ((ChlField) i, value)))
        chl_capabilities_set (said, (ChlField) i, value, origin);
    }

  return said;
}

/* How the person wants it to answer. */
static void
take_defaults (ChlModel *model,
               JsonNode *node)
{
  ChlParameters defaults;

  chl_parameters_read_json (&defaults, node);
  chl_model_set_defaults (model, node != NULL ? &defaults : NULL);
}

/* Puts the switches of the models that are named, and what is said of them, as the file has it; returns those to add. */
static GPtrArray *
apply_entries (ChlProvider *self,
               JsonObject  *entries,
               GHashTable  *named)
{
  GPtrArray     *added = g_ptr_array_new_with_free_func (g_object_unref);
  JsonObjectIter iter;
  const char    *id = NULL;
  JsonNode      *entry = NULL;

  json_object_iter_init_ordered (&iter, entries);
  while (json_object_iter_next_ordered (&iter, &id, &entry))
    {
      g_autoptr(ChlModel) model = NULL;
      g_autoptr(ChlCapabilities) overrides = read_values (entry, "/overrides", CHL_ORIGIN_USER);
      g_autoptr(ChlCapabilities) probed = read_values (entry, "/probed", CHL_ORIGIN_PROVIDER);
      ChlModel *known = chl_provider_find_model (self, id);
      JsonNode *custom = chl_json_get (entry, "/custom");
      JsonNode *defaults = chl_json_get (entry, "/defaults");
      gboolean  is_enabled = FALSE;

      chl_json_get_boolean (entry, "/enabled", &is_enabled);
      if (custom != NULL)
        model = take_custom_model (self, id, custom);
      else if (known != NULL)
        model = g_object_ref (known);
      else if (is_enabled || overrides != NULL || probed != NULL || defaults != NULL)
        model = build_named_model (self, id);
      else
        continue;

      g_hash_table_add (named, (gpointer) id);
      chl_model_set_custom (model, custom != NULL);
      chl_model_set_enabled (model, is_enabled);
      chl_model_take_overrides (model, g_steal_pointer (&overrides));
      chl_model_take_probed (model, g_steal_pointer (&probed));
      take_defaults (model, defaults);
      if (custom != NULL || model != known)
        g_ptr_array_add (added, g_steal_pointer (&model));
    }

  return added;
}

/* Makes the models what a file says that chl_provider_check_models() found good. */
void
chl_provider_apply_models (ChlProvider *self,
                           JsonObject  *entries)
{
  g_autoptr(JsonObject) all = entries != NULL ? json_object_ref (entries) : json_object_new ();
  g_autoptr(GPtrArray) old = chl_provider_dup_models (self);
  g_autoptr(GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) added = apply_entries (self, all, named);

  for (guint i = 0; i < old->len; i++)
    {
      ChlModel *model = g_ptr_array_index (old, i);
      gboolean  is_named = g_hash_table_contains (named, chl_model_get_id (model));

      if (!is_named)
        {
          chl_model_set_enabled (model, FALSE);
          chl_model_take_overrides (model, NULL);
          chl_model_take_probed (model, NULL);
          chl_model_set_defaults (model, NULL);
        }
      if (!chl_model_is_custom (model) &&
          (chl_provider_keeps_model (model) || !chl_model_is_gone (model)))
        g_ptr_array_add (models, g_object_ref (model));
    }
  for (guint i = 0; i < added->len; i++)
    g_ptr_array_add (models, g_object_ref (g_ptr_array_index (added, i)));

  /* The custom ones come first by themselves. */
  chl_provider_replace_models (self, models);
}
