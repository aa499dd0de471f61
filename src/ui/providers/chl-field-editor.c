/* chl-field-editor.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-field-editor"

#include "config.h"

#include "chl-field-editor.h"

#include "chl-field-choice.h"
#include "chl-field-entries.h"

G_DEFINE_ABSTRACT_TYPE (ChlFieldEditor, chl_field_editor, G_TYPE_OBJECT)

enum
{
  SIGNAL_SAID,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
chl_field_editor_real_take_back (ChlFieldEditor *self)
{
  return FALSE;
}

static void
chl_field_editor_class_init (ChlFieldEditorClass *klass)
{
  klass->take_back = chl_field_editor_real_take_back;

  /**
   * ChlFieldEditor::said:
   * @value: (nullable): what the person says, in the shape that the field has; %NULL leaves it to
   *   the others
   */
  signals[SIGNAL_SAID] = g_signal_new ("said", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, JSON_TYPE_NODE);
}

static void
chl_field_editor_init (ChlFieldEditor *self)
{
}

/**
 * chl_field_editor_new:
 * @field: what it changes
 * @place: gets its rows
 *
 * Returns: (transfer full): an editor that fits the field, and shows nothing yet
 */
ChlFieldEditor *
chl_field_editor_new (ChlField        field,
                      AdwExpanderRow *place)
{
  g_return_val_if_fail ((guint) field < CHL_N_FIELDS, NULL);
  g_return_val_if_fail (ADW_IS_EXPANDER_ROW (place), NULL);

  switch (field)
    {
    case CHL_FIELD_TOOLS:
    case CHL_FIELD_STRUCTURED_OUTPUT:
    case CHL_FIELD_SAMPLING:
    case CHL_FIELD_REASONING:
    case CHL_FIELD_FIM:
    case CHL_FIELD_AGENT:
    case CHL_FIELD_STATUS:
    case CHL_FIELD_INPUT_KINDS:
    case CHL_FIELD_EFFORT:
      return chl_field_choice_new (field, place);

    case CHL_FIELD_CONTEXT_WINDOW:
    case CHL_FIELD_MAX_INPUT:
    case CHL_FIELD_MAX_OUTPUT:
    case CHL_FIELD_EMBEDDING_DIMENSIONS:
    case CHL_FIELD_BUDGET:
    case CHL_FIELD_PRICE:
    case CHL_FIELD_TOKENIZER:
    case CHL_FIELD_KNOWLEDGE:
    case CHL_FIELD_RELEASED:
    case CHL_FIELD_RETIRES:
    default:
      return chl_field_entries_new (field, place);
    }
}

/**
 * chl_field_editor_show:
 * @self: an editor
 * @state: what is known of its field
 */
void
chl_field_editor_show (ChlFieldEditor      *self,
                       const ChlFieldState *state)
{
  g_return_if_fail (CHL_IS_FIELD_EDITOR (self));
  g_return_if_fail (state != NULL && state->others != NULL);

  CHL_FIELD_EDITOR_GET_CLASS (self)->show (self, state);
}

/**
 * chl_field_editor_take_back:
 * @self: an editor
 *
 * Takes back what was typed and is not said yet.
 *
 * Returns: whether there was anything
 */
gboolean
chl_field_editor_take_back (ChlFieldEditor *self)
{
  g_return_val_if_fail (CHL_IS_FIELD_EDITOR (self), FALSE);

  return CHL_FIELD_EDITOR_GET_CLASS (self)->take_back (self);
}

/**
 * chl_field_editor_say:
 * @self: an editor
 * @value: (nullable): what the person says
 *
 * For the kinds of editors: hands on what the person says.
 */
void
chl_field_editor_say (ChlFieldEditor *self,
                      JsonNode       *value)
{
  g_return_if_fail (CHL_IS_FIELD_EDITOR (self));

  g_signal_emit (self, signals[SIGNAL_SAID], 0, value);
}
