/* chl-model-notes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-notes"

#include "config.h"

#include "chl-model-notes.h"

#include <glib/gi18n-lib.h>

#include "chl-json.h"
#include "chl-model-facts.h"
#include "chl-roles.h"

static const char *
get_text (ChlModel *model,
          ChlField  field)
{
  return chl_json_get_string (chl_capabilities_get (chl_model_get_capabilities (model), field, NULL),
                              "");
}

/**
 * chl_model_notes_get:
 * @model: a model
 *
 * Returns: what is worth noting of it
 */
ChlModelNotes
chl_model_notes_get (ChlModel *model)
{
  guint       notes = 0;
  const char *status;

  g_return_val_if_fail (CHL_IS_MODEL (model), 0);

  status = get_text (model, CHL_FIELD_STATUS);
  notes |= chl_model_is_new (model) ? CHL_MODEL_NOTE_NEW : 0;
  notes |= chl_model_is_gone (model) ? CHL_MODEL_NOTE_GONE : 0;
  notes |= g_strcmp0 (status, "deprecated") == 0 ? CHL_MODEL_NOTE_DEPRECATED : 0;
  notes |= g_strcmp0 (status, "retired") == 0 ? CHL_MODEL_NOTE_RETIRED : 0;
  notes |= chl_model_has_fact (model, CHL_FACT_LOADED) ? CHL_MODEL_NOTE_LOADED : 0;
  if (!chl_capabilities_is_known (chl_model_get_capabilities (model), CHL_FIELD_CONTEXT_WINDOW))
    notes |= CHL_MODEL_NOTE_UNLIMITED;

  return (ChlModelNotes) notes;
}

/**
 * chl_model_notes_get_roles:
 * @engine: the engine
 * @model: a model
 *
 * Returns: a bit for each #ChlRole whose chain names the model
 */
guint
chl_model_notes_get_roles (ChlEngine *engine,
                           ChlModel  *model)
{
  guint roles = 0;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), 0);
  g_return_val_if_fail (CHL_IS_MODEL (model), 0);

  for (guint i = 0; i < CHL_N_ROLES; i++)
    {
      const char *const *chain = chl_roles_get_chain (chl_engine_get_roles (engine), (ChlRole) i);

      if (chain != NULL && g_strv_contains (chain, chl_model_get_full_id (model)))
        roles |= 1u << i;
    }

  return roles;
}

/**
 * chl_model_notes_dup_end:
 * @model: a model
 *
 * Returns: (transfer full) (nullable): a sentence on the end of the model, if it is known to have
 *   one; with its day and what takes its place, where these are known
 */
char *
chl_model_notes_dup_end (ChlModel *model)
{
  ChlModelNotes    notes;
  const char      *day;
  const char      *successor;
  g_autofree char *sentence = NULL;

  g_return_val_if_fail (CHL_IS_MODEL (model), NULL);

  notes = chl_model_notes_get (model);
  if ((notes & (CHL_MODEL_NOTE_DEPRECATED | CHL_MODEL_NOTE_RETIRED)) == 0)
    return NULL;

  day = get_text (model, CHL_FIELD_RETIRES);
  successor = chl_model_get_fact_word (model, CHL_FACT_SUCCESSOR);
  if ((notes & CHL_MODEL_NOTE_RETIRED) != 0)
    /* Translators: a day as YYYY-MM-DD, or a month */
    sentence = day != NULL ? g_strdup_printf (_ ("This model ended on %s"), day)
                           : g_strdup (_ ("This model has ended"));
  else
    /* Translators: a day as YYYY-MM-DD, or a month */
    sentence = day != NULL ? g_strdup_printf (_ ("The end of this model is announced for %s"), day)
                           : g_strdup (_ ("This model is going to end"));

  return successor != NULL
    /* Translators: a sentence on a model that ends, then the id of another model */
    ? g_strdup_printf (_ ("%s; %s takes its place"), sentence, successor)
    : g_steal_pointer (&sentence);
}

/**
 * chl_model_notes_dup_gone:
 * @engine: the engine
 * @model: a model
 *
 * Returns: (transfer full) (nullable): a sentence on a model that is not listed any more, with what
 *   it is used for
 */
char *
chl_model_notes_dup_gone (ChlEngine *engine,
                          ChlModel  *model)
{
  g_autoptr(GString) titles = g_string_new (NULL);
  guint roles;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_MODEL (model), NULL);

  if (!chl_model_is_gone (model))
    return NULL;

  roles = chl_model_notes_get_roles (engine, model);
  for (guint i = 0; i < CHL_N_ROLES; i++)
    if ((roles & (1u << i)) != 0)
      g_string_append_printf (titles, "%s%s", titles->len > 0 ? _ (", ") : "", chl_role_get_title ((ChlRole) i));

  return titles->len > 0
    /* Translators: kinds of work, such as "Chat, Quick Work" */
    ? g_strdup_printf (_ ("Not offered any more, and chosen for: %s"), titles->str)
    : g_strdup (_ ("Not offered any more"));
}
