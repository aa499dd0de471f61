/* chl-model-limits.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-limits"

#include "config.h"

#include "chl-model-limits.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "chl-error.h"

#define NO_EFFORT (1u << CHL_EFFORT_DEFAULT)

/**
 * chl_model_limits_get:
 * @provider: a provider
 * @model: one of its models
 *
 * Returns: what can be set for it, as far as anybody knows: what is not known speaks for it
 */
ChlModelLimits
chl_model_limits_get (ChlProvider *provider,
                      ChlModel    *model)
{
  ChlModelLimits         self = { .efforts = { .levels = NO_EFFORT } };
  const ChlCapabilities *known;
  const ChlQuirks       *quirks;
  ChlModelUse            use;

  g_return_val_if_fail (CHL_IS_PROVIDER (provider), self);
  g_return_val_if_fail (CHL_IS_MODEL (model), self);

  use = chl_model_get_use (model);
  if ((use & (CHL_MODEL_USE_CHAT | CHL_MODEL_USE_COMPLETION)) == 0)
    return self;

  known = chl_model_get_capabilities (model);
  self.has_length = TRUE;
  self.max_output = chl_capabilities_get_int (known, CHL_FIELD_MAX_OUTPUT);
  self.has_sampling = chl_parameters_take_sampling (known);

  /* Only what chats thinks, and is spoken to as its family knows. */
  if ((use & CHL_MODEL_USE_CHAT) != 0)
    {
      self.efforts = chl_efforts_get (provider, model);
      quirks = chl_provider_get_quirks (provider, chl_model_get_id (model));
      self.has_sampling &= quirks->sampling != CHL_SAMPLING_NONE;
    }

  return self;
}

static char *
dup_levels (ChlEfforts efforts)
{
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; i <= CHL_EFFORT_MAX; i++)
    if (chl_efforts_has (efforts, (ChlEffort) i))
      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "",
                              chl_effort_to_string ((ChlEffort) i));

  return g_strdup (words->str);
}

static gboolean
check_effort (const ChlModelLimits *self,
              const char           *title,
              ChlEffort             effort,
              GError              **error)
{
  g_autofree char *levels = NULL;

  if (chl_efforts_has (self->efforts, effort))
    return TRUE;

  levels = dup_levels (self->efforts);
  if (self->efforts.levels == NO_EFFORT)
    g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _("%s cannot be told how much to think"), title);
  else
    g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                 /* Translators: a model, the levels of thinking that it has, and another one. */
                 _("%s knows these levels of thinking: %s; it has no “%s”"), title, levels,
                    chl_effort_to_string (effort));

  return FALSE;
}

/**
 * chl_model_limits_check:
 * @self: what can be set for a model
 * @model: the model
 * @key: "effort", "temperature", "top_p" or "max_output"
 * @wanted: what it is to be; only @key is looked at
 * @error: (out) (optional): %CHL_ERROR_INVALID, and why
 *
 * Returns: whether the model takes that; what is left to the provider it always does
 */
gboolean
chl_model_limits_check (const ChlModelLimits *self,
                        ChlModel             *model,
                        const char           *key,
                        const ChlParameters  *wanted,
                        GError              **error)
{
  const char *title;
  double      number;

  g_return_val_if_fail (self != NULL && key != NULL && wanted != NULL, FALSE);
  g_return_val_if_fail (CHL_IS_MODEL (model), FALSE);

  title = chl_model_get_title (model);
  if (g_str_equal (key, "effort"))
    return check_effort (self, title, wanted->effort, error);

  if (g_str_equal (key, "max_output"))
    {
      if (wanted->max_output <= 0 ||
          (self->has_length && (self->max_output <= 0 || wanted->max_output <= self->max_output)))
        return TRUE;

      if (self->has_length)
        g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                     _("%s answers with at most %" G_GINT64_FORMAT " tokens, not %" G_GINT64_FORMAT), title,
                        self->max_output, wanted->max_output);
      else
        g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _("%s writes no answers"), title);
      return FALSE;
    }

  number = g_str_equal (key, "top_p") ? wanted->top_p : wanted->temperature;
  if (isnan (number) || self->has_sampling)
    return TRUE;

  /* Translators: a model, and “temperature” or “top_p”. */
  g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _("%s takes no %s"), title, key);
  return FALSE;
}
