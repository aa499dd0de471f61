/* chl-model-facts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-facts"

#include "config.h"

#include "chl-model-facts.h"

#include "chl-json.h"

/**
 * chl_model_get_fact:
 * @self: a model
 * @name: of a fact that is a number
 *
 * Returns: the number, 0 if it is not known
 */
gint64
chl_model_get_fact (ChlModel   *self,
                    const char *name)
{
  g_autofree char *pointer = g_strconcat ("/", name, NULL);
  gint64           value = 0;

  chl_json_get_int64 (chl_model_get_facts (self), pointer, &value);

  return value;
}

/**
 * chl_model_get_fact_word:
 * @self: a model
 * @name: of a fact that is a word
 *
 * Returns: (nullable): the word
 */
const char *
chl_model_get_fact_word (ChlModel   *self,
                         const char *name)
{
  g_autofree char *pointer = g_strconcat ("/", name, NULL);

  return chl_json_get_string (chl_model_get_facts (self), pointer);
}

/**
 * chl_model_has_fact:
 * @self: a model
 * @name: of a fact that holds or does not
 *
 * Returns: whether it is known to hold
 */
gboolean
chl_model_has_fact (ChlModel   *self,
                    const char *name)
{
  g_autofree char *pointer = g_strconcat ("/", name, NULL);
  gboolean         holds = FALSE;

  chl_json_get_boolean (chl_model_get_facts (self), pointer, &holds);

  return holds;
}
