/* chl-custom-model.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-custom-model"

#include "config.h"

#include "chl-custom-model.h"

#include <glib/gi18n-lib.h>

#include "chl-error.h"
#include "chl-knowledge-private.h"
#include "chl-merger.h"
#include "chl-model-listing.h"

/**
 * chl_custom_model_list_fields:
 * @use: one kind of calls
 * @out_length: (out): how many fields
 *
 * Returns: (transfer none) (array length=out_length): what is worth saying of a model for such calls
 */
const ChlField *
chl_custom_model_list_fields (ChlModelUse use,
                              guint      *out_length)
{
  static const ChlField chat[] = { CHL_FIELD_CONTEXT_WINDOW, CHL_FIELD_MAX_OUTPUT,
                                   CHL_FIELD_INPUT_KINDS, CHL_FIELD_TOOLS,
                                   CHL_FIELD_REASONING, CHL_FIELD_PRICE };
  static const ChlField completion[] = { CHL_FIELD_CONTEXT_WINDOW, CHL_FIELD_MAX_OUTPUT,
                                         CHL_FIELD_FIM, CHL_FIELD_PRICE };
  static const ChlField embedding[] = { CHL_FIELD_EMBEDDING_DIMENSIONS, CHL_FIELD_MAX_INPUT,
                                        CHL_FIELD_PRICE };

  g_return_val_if_fail (out_length != NULL, NULL);

  switch (use)
    {
    case CHL_MODEL_USE_COMPLETION:
      *out_length = G_N_ELEMENTS (completion);
      return completion;

    case CHL_MODEL_USE_EMBEDDING:
      *out_length = G_N_ELEMENTS (embedding);
      return embedding;

    case CHL_MODEL_USE_CHAT:
    default:
      *out_length = G_N_ELEMENTS (chat);
      return chat;
    }
}

/* What the table knows under a name. */
static gboolean
look_up (ChlEngine        *engine,
         ChlProvider      *provider,
         const char       *model_id,
         ChlRegistryMatch *out_match)
{
  g_autofree char *scope = chl_knowledge_dup_scope (provider);

  return chl_registry_resolve (chl_engine_get_registry (engine), scope, model_id, out_match);
}

/**
 * chl_custom_model_guess_use:
 * @engine: the engine
 * @provider: whose model it would be
 * @model_id: what somebody calls a model
 *
 * Returns: what calls a model of that name answers, as far as the table or the name tells: one kind
 */
ChlModelUse
chl_custom_model_guess_use (ChlEngine   *engine,
                            ChlProvider *provider,
                            const char  *model_id)
{
  ChlRegistryMatch match;
  const char      *use = "";
  ChlModelUse      guess;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), CHL_MODEL_USE_CHAT);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), CHL_MODEL_USE_CHAT);
  g_return_val_if_fail (model_id != NULL, CHL_MODEL_USE_CHAT);

  if (look_up (engine, provider, model_id, &match))
    use = chl_registry_get_text (chl_engine_get_registry (engine), &match, CHL_COLUMN_USE, NULL);

  if (g_str_equal (use, "embed"))
    return CHL_MODEL_USE_EMBEDDING;
  if (g_str_equal (use, "base"))
    return CHL_MODEL_USE_COMPLETION;
  if (g_str_equal (use, "chat"))
    return CHL_MODEL_USE_CHAT;

  guess = chl_model_listing_guess_use (model_id);

  return guess != 0 ? guess : CHL_MODEL_USE_CHAT;
}

/**
 * chl_custom_model_new_draft:
 * @provider: whose model it would be
 * @model_id: what somebody calls a model; not empty
 * @use: what calls it answers
 *
 * Returns: (transfer full): such a model, of which all is known that would be if it were added; the
 *   provider does not have it
 */
ChlModel *
chl_custom_model_new_draft (ChlProvider *provider,
                            const char  *model_id,
                            ChlModelUse  use)
{
  ChlModel *draft;

  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (model_id != NULL, NULL);

  draft = chl_model_new (chl_provider_get_id (provider), model_id);
  chl_model_set_custom (draft, TRUE);
  chl_model_set_use (draft, use);
  chl_model_set_merger (draft, chl_provider_get_merger (provider));

  return draft;
}

/**
 * chl_custom_model_dup_source:
 * @engine: the engine
 * @provider: whose model it would be
 * @model_id: what somebody calls a model
 *
 * Returns: (transfer full) (nullable): which model or family the table knows under such a name
 */
char *
chl_custom_model_dup_source (ChlEngine   *engine,
                             ChlProvider *provider,
                             const char  *model_id)
{
  ChlRegistry     *registry;
  ChlRegistryMatch match;
  const char      *title;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (model_id != NULL, NULL);

  if (!look_up (engine, provider, model_id, &match))
    return NULL;

  registry = chl_engine_get_registry (engine);
  title = chl_registry_get_text (registry, &match, CHL_COLUMN_TITLE, NULL);

  return g_strdup (*title != '\0' ? title : chl_registry_get_row_id (registry, &match));
}

/**
 * chl_custom_model_check_id:
 * @provider: whose model it would be
 * @model_id: what a person calls it
 * @error: (out) (optional): %CHL_ERROR_INVALID if nothing can be called so, or something is already
 *
 * Returns: whether a model of that name can be added. One that is gone can: the person knows better.
 */
gboolean
chl_custom_model_check_id (ChlProvider *provider,
                           const char  *model_id,
                           GError     **error)
{
  ChlModel *known;

  g_return_val_if_fail (CHL_IS_PROVIDER (provider), FALSE);
  g_return_val_if_fail (model_id != NULL, FALSE);

  if (!chl_model_listing_is_usable_id (model_id))
    {
      g_set_error (error,
                   CHL_ERROR,
                   CHL_ERROR_INVALID,
                   _("A model’s id is 1 to %d bytes of text in one line, without blanks round it"),
                      CHL_MODEL_LISTING_MAX_ID);
      return FALSE;
    }

  known = chl_provider_find_model (provider, model_id);
  if (known != NULL && !chl_model_is_gone (known))
    {
      g_set_error (error,
                   CHL_ERROR,
                   CHL_ERROR_INVALID,
                   /* Translators: a provider, then the id of a model. */
                   _("%s has a model %s already"),
                      chl_provider_get_title (provider), model_id);
      return FALSE;
    }

  return TRUE;
}

/**
 * chl_custom_model_add:
 * @provider: whose model it is to be
 * @what: the model
 * @error: (out) (optional): see chl_custom_model_check_id()
 *
 * Adds a model by hand, and turns it on; chl_provider_list_save_async() keeps it. It stands before
 * those that are listed.
 *
 * Returns: (transfer none) (nullable): the model
 */
ChlModel *
chl_custom_model_add (ChlProvider          *provider,
                      const ChlCustomModel *what,
                      GError              **error)
{
  g_autoptr(ChlModel) model = NULL;

  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (what != NULL && what->id != NULL, NULL);

  if (!chl_custom_model_check_id (provider, what->id, error))
    return NULL;

  model = chl_model_new (chl_provider_get_id (provider), what->id);
  chl_model_set_custom (model, TRUE);
  chl_model_set_use (model, what->use);
  if (what->overrides != NULL && !chl_capabilities_is_empty (what->overrides))
    chl_model_take_overrides (model, chl_capabilities_copy (what->overrides));
  chl_model_set_enabled (model, TRUE);
  chl_provider_add_model (provider, model);

  return chl_provider_find_model (provider, what->id);
}
