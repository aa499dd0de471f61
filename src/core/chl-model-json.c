/* chl-model-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-json"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-json.h"
#include "chl-model.h"

static const struct
{
  ChlModelUse use;
  const char *word;
} uses[] = {
  { CHL_MODEL_USE_CHAT, "chat" },
  { CHL_MODEL_USE_COMPLETION, "completion" },
  { CHL_MODEL_USE_EMBEDDING, "embedding" },
};

static gboolean
is_known_not_to_reason (ChlModel *self)
{
  const ChlCapabilities *capabilities = chl_model_get_capabilities (self);

  return chl_capabilities_is_known (capabilities, CHL_FIELD_REASONING) &&
         !chl_capabilities_is (capabilities, CHL_FIELD_REASONING);
}

/**
 * chl_model_suits:
 * @self: a model
 * @role: a kind of work
 * @out_reason: (out) (optional) (transfer none): a sentence for the person, where it does not suit
 *
 * What is not known speaks for the model: the person chose it, and the provider has the last word.
 *
 * Returns: %TRUE unless it is known that the model cannot do such work
 */
gboolean
chl_model_suits (ChlModel    *self,
                 ChlRole      role,
                 const char **out_reason)
{
  const char *reason = NULL;
  ChlModelUse use;

  g_return_val_if_fail (CHL_IS_MODEL (self), FALSE);

  use = chl_model_get_use (self);

  switch (role)
    {
    case CHL_ROLE_COMPLETION:
      if (!(use & CHL_MODEL_USE_COMPLETION))
        reason = _("This model does not complete text");
      break;

    case CHL_ROLE_EMBEDDING:
      if (!(use & CHL_MODEL_USE_EMBEDDING))
        reason = _("This model does not make embeddings");
      break;

    case CHL_ROLE_CHAT:
    case CHL_ROLE_LIGHT:
    case CHL_ROLE_BUDDY:
    case CHL_ROLE_REASONING:
      if (!(use & CHL_MODEL_USE_CHAT))
        reason = _("This model does not chat");
      else if (role == CHL_ROLE_REASONING && is_known_not_to_reason (self))
        reason = _("This model does not reason");
      break;

    default:
      g_return_val_if_reached (FALSE);
    }

  if (reason != NULL && out_reason != NULL)
    *out_reason = reason;

  return reason == NULL;
}

/**
 * chl_model_to_json:
 * @self: a model
 *
 * Whether it is enabled or gone is not in it: that is kept with the provider.
 *
 * Returns: (transfer full): an object for the cache, or for the provider's file if it is custom
 */
JsonNode *
chl_model_to_json (ChlModel *self)
{
  g_autoptr(JsonObject) object = json_object_new ();
  JsonArray  *use;
  ChlModelUse said;
  gboolean    is_guess;

  g_return_val_if_fail (CHL_IS_MODEL (self), NULL);

  json_object_set_string_member (object, "id", chl_model_get_id (self));
  if (!g_str_equal (chl_model_get_title (self), chl_model_get_id (self)))
    json_object_set_string_member (object, "title", chl_model_get_title (self));
  use = json_array_new ();
  json_object_set_array_member (object, "use", use);
  said = chl_model_get_said_use (self, &is_guess);
  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    if (said & uses[i].use)
      json_array_add_string_element (use, uses[i].word);
  if (is_guess)
    json_object_set_boolean_member (object, "guessed", TRUE);
  json_object_set_member (object,
                          "capabilities",
                          chl_capabilities_to_json (chl_model_get_said (self)));
  if (chl_model_get_facts (self) != NULL)
    json_object_set_member (object, "facts", chl_json_copy (chl_model_get_facts (self)));
  if (chl_model_is_custom (self))
    json_object_set_boolean_member (object, "custom", TRUE);
  if (chl_model_is_new (self))
    json_object_set_boolean_member (object, "new", TRUE);

  return json_node_init_object (json_node_alloc (), object);
}

static void
read_use (ChlModel  *self,
          JsonArray *words,
          gboolean   is_guess)
{
  guint use = 0;

  for (guint i = 0; i < json_array_get_length (words); i++)
    {
      const char *word = chl_json_get_string (json_array_get_element (words, i), "");

      for (guint j = 0; j < G_N_ELEMENTS (uses); j++)
        if (g_strcmp0 (word, uses[j].word) == 0)
          use |= uses[j].use;
    }

  if (is_guess)
    chl_model_guess_use (self, (ChlModelUse) use);
  else
    chl_model_set_use (self, (ChlModelUse) use);
}

/**
 * chl_model_from_json:
 * @provider_id: which configured provider it belongs to
 * @node: (nullable): what chl_model_to_json() made, or a person wrote
 *
 * Returns: (transfer full) (nullable): a model, or %NULL if @node has no id
 */
ChlModel *
chl_model_from_json (const char *provider_id,
                     JsonNode   *node)
{
  ChlModel   *self;
  JsonArray  *words;
  JsonNode   *facts;
  gboolean    is_custom;
  gboolean    is_guess = FALSE;
  gboolean    is_new;
  const char *id = chl_json_get_string (node, "/id");

  g_return_val_if_fail (provider_id != NULL && *provider_id != '\0', NULL);

  if (id == NULL || *id == '\0')
    return NULL;

  self = chl_model_new (provider_id, id);
  chl_model_set_title (self, chl_json_get_string (node, "/title"));
  chl_json_get_boolean (node, "/guessed", &is_guess);
  if ((words = chl_json_get_array (node, "/use")))
    read_use (self, words, is_guess);
  chl_model_take_capabilities (self,
                               chl_capabilities_from_json (chl_json_get (node, "/capabilities")));
  if ((facts = chl_json_get (node, "/facts")) != NULL && JSON_NODE_HOLDS_OBJECT (facts))
    chl_model_take_facts (self, chl_json_copy (facts));
  if (chl_json_get_boolean (node, "/custom", &is_custom))
    chl_model_set_custom (self, is_custom);
  if (chl_json_get_boolean (node, "/new", &is_new))
    chl_model_set_new (self, is_new);

  return self;
}

/**
 * chl_model_split_full_id:
 * @full_id: "PROVIDER/MODEL"
 * @out_provider_id: (out) (optional): what stands before the first slash
 * @out_model_id: (out) (optional): all that stands behind it, further slashes too
 *
 * Returns: %TRUE if there is something on both sides
 */
gboolean
chl_model_split_full_id (const char *full_id,
                         char      **out_provider_id,
                         char      **out_model_id)
{
  const char *slash;

  g_return_val_if_fail (full_id != NULL, FALSE);

  slash = strchr (full_id, '/');
  if (slash == NULL || slash == full_id || slash[1] == '\0')
    return FALSE;

  if (out_provider_id != NULL)
    *out_provider_id = g_strndup (full_id, (gsize) (slash - full_id));
  if (out_model_id != NULL)
    *out_model_id = g_strdup (slash + 1);

  return TRUE;
}
