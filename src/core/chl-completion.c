/* chl-completion.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-completion"

#include "config.h"

#include "chl-completion.h"

#include <math.h>

/* A word that never changes, for programs that read it. */
const char *
chl_filling_to_string (ChlFilling filling)
{
  static const char *const words[] = {
    [CHL_FILLING_NONE] = "none",
    [CHL_FILLING_CONTINUE] = "continue",
    [CHL_FILLING_SUFFIX] = "suffix",
    [CHL_FILLING_INFILL] = "infill",
    [CHL_FILLING_TEMPLATE] = "template",
    [CHL_FILLING_CHAT] = "chat",
  };

  g_return_val_if_fail ((guint) filling < G_N_ELEMENTS (words), words[CHL_FILLING_NONE]);

  return words[filling];
}

/**
 * chl_completion_new:
 * @model: the provider's own id of the model
 * @prefix: the text before the gap
 * @suffix: (nullable): the text after it
 *
 * Returns: (transfer full): a completion that asks for a stream of the usual length and leaves all
 *   else to the provider
 */
ChlCompletion *
chl_completion_new (const char *model,
                    const char *prefix,
                    const char *suffix)
{
  ChlCompletion *self = NULL;

  g_return_val_if_fail (model != NULL, NULL);
  g_return_val_if_fail (prefix != NULL, NULL);

  self = g_new0 (ChlCompletion, 1);
  self->model = g_strdup (model);
  self->prefix = g_strdup (prefix);
  self->suffix = g_strdup (suffix);
  self->max_output = CHL_COMPLETION_USUAL_OUTPUT;
  self->is_usual_output = TRUE;
  self->temperature = NAN;
  self->top_p = NAN;
  self->stream = TRUE;

  return self;
}

/**
 * chl_completion_copy:
 * @self: a completion
 *
 * Returns: (transfer full): another one that says the same
 */
ChlCompletion *
chl_completion_copy (const ChlCompletion *self)
{
  ChlCompletion *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->model = g_strdup (self->model);
  copy->prefix = g_strdup (self->prefix);
  copy->suffix = g_strdup (self->suffix);
  copy->path = g_strdup (self->path);
  copy->stop = g_strdupv (self->stop);

  return copy;
}

/**
 * chl_completion_free:
 * @self: (transfer full) (nullable): a completion
 */
void
chl_completion_free (ChlCompletion *self)
{
  if (self == NULL)
    return;

  g_free (self->model);
  g_free (self->prefix);
  g_free (self->suffix);
  g_free (self->path);
  g_strfreev (self->stop);
  g_free (self);
}

/* Whether there is text after the gap: nothing is what a file ends with, and needs no filling in. */
gboolean
chl_completion_has_suffix (const ChlCompletion *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->suffix != NULL && *self->suffix != '\0';
}
