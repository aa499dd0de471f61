/* chl-field-editor.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

#include "chl-capabilities.h"

G_BEGIN_DECLS

#define CHL_TYPE_FIELD_EDITOR (chl_field_editor_get_type ())

G_DECLARE_DERIVABLE_TYPE (ChlFieldEditor, chl_field_editor, CHL, FIELD_EDITOR, GObject)

/**
 * ChlFieldState:
 * @value: (nullable): what holds, whoever says so
 * @is_said: whether the person says so
 * @others: what the others say, in a sentence
 *
 * What is known of a field, for whoever changes it.
 */
typedef struct
{
  JsonNode   *value;
  gboolean    is_said;
  const char *others;
} ChlFieldState;

/**
 * ChlFieldEditorClass:
 * @show: shows what is known; what was typed and is not said yet stays
 * @take_back: takes back what was typed and is not said yet; returns whether there was anything
 *
 * Rows in which a person says something of a field. ChlFieldEditor::said (JsonNode): what; %NULL
 * leaves it to the others.
 */
struct _ChlFieldEditorClass
{
  GObjectClass parent_class;

  void (*show) (ChlFieldEditor      *self,
                const ChlFieldState *state);
  gboolean (*take_back) (ChlFieldEditor *self);
};

ChlFieldEditor *chl_field_editor_new (ChlField        field,
                                      AdwExpanderRow *place);
void            chl_field_editor_show (ChlFieldEditor      *self,
                                       const ChlFieldState *state);
gboolean        chl_field_editor_take_back (ChlFieldEditor *self);
void            chl_field_editor_say (ChlFieldEditor *self,
                                      JsonNode       *value);

G_END_DECLS
