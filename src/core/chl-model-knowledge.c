/* chl-model-knowledge.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-knowledge"

#include "config.h"

#include "chl-model-private.h"

/* What was worked out is not true any more; it is worked out again when somebody asks. */
static void
forget (ChlModel *self)
{
  g_clear_pointer (&self->told, chl_capabilities_free);
  g_clear_pointer (&self->merged, chl_capabilities_free);
}

/**
 * chl_model_get_use:
 * @self: a model
 *
 * Where nobody but its name says it, whoever knows more of models is asked, once for each change.
 *
 * Returns: what can be asked of it
 */
ChlModelUse
chl_model_get_use (ChlModel *self)
{
  g_return_val_if_fail (CHL_IS_MODEL (self), (ChlModelUse) 0);

  if (!self->is_use_guessed || self->merger == NULL)
    return self->use;

  if (!self->is_use_known)
    {
      self->known_use = chl_merger_find_use (self->merger, self);
      self->is_use_known = TRUE;
    }

  return self->known_use != 0 ? self->known_use : self->use;
}

/**
 * chl_model_get_said_use:
 * @self: a model
 * @out_is_guess: (out) (optional): whether that is no more than what its name sounds like
 *
 * Returns: what its provider, or the person, says can be asked of it; this is what is kept
 */
ChlModelUse
chl_model_get_said_use (ChlModel *self,
                        gboolean *out_is_guess)
{
  g_return_val_if_fail (CHL_IS_MODEL (self), (ChlModelUse) 0);

  if (out_is_guess != NULL)
    *out_is_guess = self->is_use_guessed;

  return self->use;
}

static void
put_use (ChlModel   *self,
         ChlModelUse use,
         gboolean    is_guess)
{
  self->use = use;
  self->is_use_guessed = is_guess;
}

/**
 * chl_model_set_use:
 * @self: a model
 * @use: what can be asked of it, as its provider or the person says
 */
void
chl_model_set_use (ChlModel   *self,
                   ChlModelUse use)
{
  g_return_if_fail (CHL_IS_MODEL (self));

  put_use (self, use, FALSE);
}

/**
 * chl_model_guess_use:
 * @self: a model
 * @use: what its name sounds as if it could be asked for; nobody says it
 */
void
chl_model_guess_use (ChlModel   *self,
                     ChlModelUse use)
{
  g_return_if_fail (CHL_IS_MODEL (self));

  put_use (self, use, TRUE);
}

/**
 * chl_model_copy_use:
 * @self: a model
 * @other: the same model, as it was read again
 *
 * Takes over what is said of its use, or guessed.
 */
void
chl_model_copy_use (ChlModel *self,
                    ChlModel *other)
{
  g_return_if_fail (CHL_IS_MODEL (self) && CHL_IS_MODEL (other));

  put_use (self, other->use, other->is_use_guessed);
}

/**
 * chl_model_get_said:
 * @self: a model
 *
 * Returns: (transfer none): what its provider says of it, and of a custom one what stands with it;
 *   this is what is kept with the list
 */
const ChlCapabilities *
chl_model_get_said (ChlModel *self)
{
  g_return_val_if_fail (CHL_IS_MODEL (self), NULL);

  return self->said;
}

/**
 * chl_model_get_told:
 * @self: a model
 *
 * Returns: (transfer none): what the person and its provider say of it, until the next change: for
 *   those who must not go by what is true of such models elsewhere
 */
const ChlCapabilities *
chl_model_get_told (ChlModel *self)
{
  g_return_val_if_fail (CHL_IS_MODEL (self), NULL);

  if (self->overrides == NULL && self->probed == NULL)
    return self->said;

  if (self->told == NULL)
    {
      self->told = self->overrides != NULL ? chl_capabilities_copy (self->overrides)
                                           : chl_capabilities_new ();
      if (self->probed != NULL)
        chl_capabilities_merge (self->told, self->probed);
      chl_capabilities_merge (self->told, self->said);
    }

  return self->told;
}

/**
 * chl_model_get_capabilities:
 * @self: a model
 *
 * It is worked out when it is asked for, once for each change.
 *
 * Returns: (transfer none): all that is known of it, whoever says so, until the next change
 */
const ChlCapabilities *
chl_model_get_capabilities (ChlModel *self)
{
  g_return_val_if_fail (CHL_IS_MODEL (self), NULL);

  if (self->merger == NULL)
    return chl_model_get_told (self);

  if (self->merged == NULL)
    self->merged = chl_merger_merge (self->merger, self);

  return self->merged;
}

/**
 * chl_model_take_capabilities:
 * @self: a model
 * @capabilities: (transfer full): what its provider says of it
 */
void
chl_model_take_capabilities (ChlModel        *self,
                             ChlCapabilities *capabilities)
{
  g_return_if_fail (CHL_IS_MODEL (self));
  g_return_if_fail (capabilities != NULL);

  forget (self);
  chl_capabilities_free (self->said);
  self->said = capabilities;
  chl_model_notify_capabilities (self);
}

/**
 * chl_model_get_overrides:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): what the person says of it, against all others; empty if
 *   there was something once
 */
const ChlCapabilities *
chl_model_get_overrides (ChlModel *self)
{
  g_return_val_if_fail (CHL_IS_MODEL (self), NULL);

  return self->overrides;
}

/**
 * chl_model_take_overrides:
 * @self: a model
 * @overrides: (transfer full) (nullable): what the person says of it, all with %CHL_ORIGIN_USER
 */
void
chl_model_take_overrides (ChlModel        *self,
                          ChlCapabilities *overrides)
{
  g_autoptr(ChlCapabilities) taken = overrides;

  g_return_if_fail (CHL_IS_MODEL (self));

  if (self->overrides == taken ||
      (self->overrides != NULL && taken != NULL && chl_capabilities_equal (self->overrides, taken)))
    return;

  forget (self);
  g_clear_pointer (&self->overrides, chl_capabilities_free);
  self->overrides = g_steal_pointer (&taken);
  chl_model_notify_capabilities (self);
}

/**
 * chl_model_set_override:
 * @self: a model
 * @field: what the person says something of
 * @value: (nullable) (transfer none): what, in the shape that the field has; %NULL leaves it to the
 *   others again
 *
 * Does nothing for a value of another shape.
 */
void
chl_model_set_override (ChlModel *self,
                        ChlField  field,
                        JsonNode *value)
{
  ChlCapabilities *overrides;

  g_return_if_fail (CHL_IS_MODEL (self));

  if (self->overrides == NULL && value == NULL)
    return;

  overrides = self->overrides != NULL ? chl_capabilities_copy (self->overrides)
                                      : chl_capabilities_new ();
  chl_capabilities_set (overrides, field, value, CHL_ORIGIN_USER);
  chl_model_take_overrides (self, overrides);
}

/**
 * chl_model_get_probed:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): what was seen of it when it was probed, which counts before
 *   what its provider lists; empty if there was something once
 */
const ChlCapabilities *
chl_model_get_probed (ChlModel *self)
{
  g_return_val_if_fail (CHL_IS_MODEL (self), NULL);

  return self->probed;
}

/**
 * chl_model_take_probed:
 * @self: a model
 * @probed: (transfer full) (nullable): what was seen of it, all with %CHL_ORIGIN_PROVIDER
 */
void
chl_model_take_probed (ChlModel        *self,
                       ChlCapabilities *probed)
{
  g_autoptr(ChlCapabilities) taken = probed;

  g_return_if_fail (CHL_IS_MODEL (self));

  if (self->probed == taken ||
      (self->probed != NULL && taken != NULL && chl_capabilities_equal (self->probed, taken)))
    return;

  forget (self);
  g_clear_pointer (&self->probed, chl_capabilities_free);
  self->probed = g_steal_pointer (&taken);
  chl_model_notify_capabilities (self);
}

/**
 * chl_model_forget_merged:
 * @self: a model
 *
 * Something that its capabilities are worked out from has changed.
 */
void
chl_model_forget_merged (ChlModel *self)
{
  g_return_if_fail (CHL_IS_MODEL (self));

  /* Nobody has seen it. */
  if (self->merged == NULL && !self->is_use_known)
    return;

  g_clear_pointer (&self->merged, chl_capabilities_free);
  self->is_use_known = FALSE;
  chl_model_notify_capabilities (self);
}

/**
 * chl_model_set_merger:
 * @self: a model
 * @merger: (nullable) (transfer none): who works out what is known of it; %NULL: nobody knows more
 *   than the person and its provider
 */
void
chl_model_set_merger (ChlModel  *self,
                      ChlMerger *merger)
{
  g_return_if_fail (CHL_IS_MODEL (self));
  g_return_if_fail (merger == NULL || CHL_IS_MERGER (merger));

  if (g_set_object (&self->merger, merger))
    chl_model_forget_merged (self);
}

/**
 * chl_model_get_facts:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): an object: what else its provider said of it, in words of
 *   the family; see chl_model_take_facts()
 */
JsonNode *
chl_model_get_facts (ChlModel *self)
{
  g_return_val_if_fail (CHL_IS_MODEL (self), NULL);

  return self->facts;
}

/**
 * chl_model_take_facts:
 * @self: a model
 * @facts: (transfer full) (nullable): an object: size, quantisation, whether it is loaded
 *
 * What has no capability to go into, but is of use to the family or worth showing. It is kept with
 * the cached list and replaced with the next one.
 */
void
chl_model_take_facts (ChlModel *self,
                      JsonNode *facts)
{
  g_return_if_fail (CHL_IS_MODEL (self));
  g_return_if_fail (facts == NULL || JSON_NODE_HOLDS_OBJECT (facts));

  g_clear_pointer (&self->facts, json_node_unref);
  self->facts = facts;
}
