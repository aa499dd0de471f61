/* chl-model-chip.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-chip"

#include "config.h"

#include "chl-model-chip.h"

#include <glib/gi18n-lib.h>

#include "chl-format.h"
#include "chl-json.h"
#include "chl-model-facts.h"
#include "chl-model-price.h"

void
chl_model_chip_free (ChlModelChip *self)
{
  g_free (self->text);
  g_free (self->meaning);
  g_free (self);
}

static void
add (GPtrArray  *chips,
     ChlChipLook look,
     const char *text,
     const char *meaning)
{
  ChlModelChip *chip = g_new0 (ChlModelChip, 1);

  chip->text = g_strdup (text);
  chip->meaning = g_strdup (meaning);
  chip->look = look;
  g_ptr_array_add (chips, chip);
}

/* Returns: whether the model came with the latest list */
gboolean
chl_model_chip_is_new (ChlModel *model)
{
  return !chl_model_is_gone (model) && chl_model_is_new (model);
}

static const char *
get_word (ChlModel *model,
          ChlField  field)
{
  return chl_json_get_string (
    chl_capabilities_get (chl_model_get_capabilities (model), field, NULL), "");
}

/* Returns: whether the model ends, or has ended */
gboolean
chl_model_chip_is_ending (ChlModel *model)
{
  const char *status = get_word (model, CHL_FIELD_STATUS);

  return g_strcmp0 (status, "deprecated") == 0 || g_strcmp0 (status, "retired") == 0 ||
         get_word (model, CHL_FIELD_RETIRES) != NULL;
}

static void
add_ending (GPtrArray *chips,
            ChlModel  *model)
{
  const char      *day = get_word (model, CHL_FIELD_RETIRES);
  gboolean         is_over = g_strcmp0 (get_word (model, CHL_FIELD_STATUS), "retired") == 0;
  g_autofree char *words = day != NULL ? chl_format_day (day) : NULL;
  g_autofree char *meaning = NULL;

  if (is_over)
    {
      add (chips, CHL_CHIP_WARNING, C_("model", "retired"), _("The provider has taken it away"));
      return;
    }

  /* Translators: a day such as 24 November 2026 follows. */
  meaning = words != NULL ? g_strdup_printf (_("The provider takes it away on %s"), words)
                          : g_strdup (_("The provider is going to take it away"));
  add (chips, CHL_CHIP_WARNING, C_("model", "deprecated"), meaning);
}

/* What one has to know before anything else. */
static void
add_state (GPtrArray *chips,
           ChlModel  *model)
{
  if (chl_model_is_gone (model))
    add (chips, CHL_CHIP_WARNING, C_("model", "gone"), _("The provider does not list it any more"));
  else if (chl_model_chip_is_ending (model))
    add_ending (chips, model);
  if (chl_model_chip_is_new (model))
    add (chips, CHL_CHIP_GOOD, C_("model", "new"), _("It was not there the last time"));
  if (chl_model_is_custom (model))
    add (chips, CHL_CHIP_GOOD, C_("model", "yours"), _("You added it"));
  if (chl_model_has_fact (model, CHL_FACT_LOADED))
    add (chips, CHL_CHIP_GOOD, C_("model", "loaded"), _("Is in memory and answers at once"));
  if (chl_model_get_fact_word (model, CHL_FACT_REMOTE_HOST) != NULL)
    add (chips, CHL_CHIP_WARNING, C_("model", "elsewhere"), _("Runs on another computer; what you write is sent there"));
}

static void
add_context (GPtrArray *chips,
             ChlModel  *model)
{
  gint64           tokens = chl_capabilities_get_int (chl_model_get_capabilities (model),
                                                      CHL_FIELD_CONTEXT_WINDOW);
  gint64           maximum = chl_model_get_fact (model, CHL_FACT_MAXIMUM);
  g_autofree char *text = chl_format_tokens (tokens);
  g_autofree char *whole = NULL;
  g_autofree char *both = NULL;

  if (tokens <= 0)
    {
      if ((chl_model_get_use (model) & CHL_MODEL_USE_CHAT) != 0)
        add (chips, CHL_CHIP_WARNING, C_("model", "limits unknown"), _("Nobody says how many tokens it can read at once"));
      return;
    }

  if (chl_model_get_fact (model, CHL_FACT_ALLOCATED) != tokens || maximum <= tokens)
    {
      add (chips, CHL_CHIP_PLAIN, text, _("How many tokens it can read at once"));
      return;
    }

  /* Translators: thousands of tokens: how many a model was given room for, and how many it could
   * read, such as “8K of 128K”. */
  whole = chl_format_tokens (maximum);
  both = g_strdup_printf (C_("tokens", "%s of %s"), text, whole);
  add (chips, CHL_CHIP_PLAIN, both,
       _("How many tokens it was loaded to read at once, and how many it could"));
}

static void
add_abilities (GPtrArray *chips,
               ChlModel  *model)
{
  const ChlCapabilities *capabilities = chl_model_get_capabilities (model);
  ChlModelUse            use = chl_model_get_use (model);

  if (chl_capabilities_is (capabilities, CHL_FIELD_TOOLS))
    add (chips, CHL_CHIP_PLAIN, C_("what a model can do", "tools"), _("Can call tools"));
  if (chl_capabilities_is_known (capabilities, CHL_FIELD_INPUT_KINDS) &&
      chl_capabilities_takes (capabilities, "image"))
    add (chips, CHL_CHIP_PLAIN, C_("what a model can do", "vision"), _("Can look at pictures"));
  if (chl_capabilities_is (capabilities, CHL_FIELD_REASONING))
    add (chips, CHL_CHIP_PLAIN, C_("what a model can do", "thinking"), _("Can think before it answers"));
  if ((use & CHL_MODEL_USE_EMBEDDING) != 0)
    add (chips, CHL_CHIP_PLAIN, C_("what a model can do", "embedding"), _("Makes embeddings"));
  if ((use & CHL_MODEL_USE_COMPLETION) != 0)
    add (chips, CHL_CHIP_PLAIN, C_("what a model can do", "completion"), _("Completes text"));
}

/* What a runtime tells of its models: how large they are. */
static void
add_facts (GPtrArray *chips,
           ChlModel  *model)
{
  const char *parameters = chl_model_get_fact_word (model, CHL_FACT_PARAMETERS);
  const char *quantization = chl_model_get_fact_word (model, CHL_FACT_QUANTIZATION);
  gint64      size = chl_model_get_fact (model, CHL_FACT_SIZE);

  if (parameters != NULL)
    add (chips, CHL_CHIP_PLAIN, parameters, _("How many numbers it consists of"));
  if (quantization != NULL)
    add (chips, CHL_CHIP_PLAIN, quantization, _("How finely these are kept"));
  if (size > 0 && chl_model_get_fact_word (model, CHL_FACT_REMOTE_HOST) == NULL)
    {
      g_autofree char *text = g_format_size ((guint64) size);

      add (chips, CHL_CHIP_PLAIN, text, _("What it takes on the disk"));
    }
}

/* Whether anything is known that would tell one who chooses a model something. */
static gboolean
is_known (ChlModel *model)
{
  static const ChlField fields[] = {
    CHL_FIELD_CONTEXT_WINDOW, CHL_FIELD_TOOLS, CHL_FIELD_INPUT_KINDS, CHL_FIELD_REASONING
  };
  const ChlCapabilities *capabilities = chl_model_get_capabilities (model);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (chl_capabilities_is_known (capabilities, fields[i]))
      return TRUE;

  return (chl_model_get_use (model) & CHL_MODEL_USE_CHAT) == 0;
}

/**
 * chl_model_chip_list:
 * @model: a model
 *
 * Returns: (transfer full) (element-type ChlModelChip): what is to be said of it, in words; those
 *   that matter most come first
 */
GPtrArray *
chl_model_chip_list (ChlModel *model)
{
  GPtrArray    *chips = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_model_chip_free);
  ChlModelPrice price;

  g_return_val_if_fail (CHL_IS_MODEL (model), chips);

  add_state (chips, model);
  /* It stands for the price, which is in sight. */
  if (chl_model_price_read (model, &price) && chl_model_price_is_free (&price))
    add (chips, CHL_CHIP_GOOD, C_("model", "free"), _("Costs nothing"));
  if (is_known (model))
    {
      add_context (chips, model);
      add_abilities (chips, model);
    }
  else
    add (chips, CHL_CHIP_WARNING, C_("model", "capabilities unknown"), _("The provider does not say what it can do"));
  add_facts (chips, model);

  return chips;
}
