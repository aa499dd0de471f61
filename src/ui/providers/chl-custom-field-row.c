/* chl-custom-field-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-custom-field-row"

#include "config.h"

#include "chl-custom-field-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-field-text.h"
#include "chl-model-field.h"
#include "chl-settings-help.h"

/* Letters that the entries are wide. */
#define ENTRY_WIDTH 11

/* What can be chosen, the first time that nothing is said, and what that is written as. */
typedef struct
{
  const char *title;
  const char *text;
} Choice;

static const Choice claims[] = {
  { NC_ ("what a model can do", "As Known"), NULL },
  { NC_ ("what a model can do", "Yes"), "yes" },
  { NC_ ("what a model can do", "No"), "no" },
};

static const Choice kinds[] = {
  { NC_ ("what a model can do", "As Known"), NULL },
  { NC_ ("what a model can do", "Text"), "text" },
  { NC_ ("what a model can do", "Text, Pictures"), "text,image" },
  { NC_ ("what a model can do", "Text, Pictures, Documents"), "text,image,file" },
  { NC_ ("what a model can do", "Text, Pictures, Sound"), "text,image,audio" },
  { NC_ ("what a model can do", "All Kinds"), "text,image,audio,video,file" },
};

struct _ChlCustomFieldRow
{
  AdwActionRow parent_instance;

  ChlField      field;
  char         *known;     /* (owned) (nullable) what is known, and who says so */
  const Choice *choices;   /* (unowned) (nullable) */
  GtkEntry     *entry;     /* (unowned) (nullable) either this */
  GtkDropDown  *drop_down; /* (unowned) (nullable) or this */
};

G_DEFINE_FINAL_TYPE (ChlCustomFieldRow, chl_custom_field_row, ADW_TYPE_ACTION_ROW)

enum
{
  SIGNAL_ENTERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
get_wanted (ChlField field)
{
  return field == CHL_FIELD_PRICE
    ? _("Dollars for a million tokens read and written, such as 3/15")
    : _("A whole number, at most 16777216");
}

static void
show_wrong (ChlCustomFieldRow *self,
            gboolean           is_wrong)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self),
                               is_wrong ? get_wanted (self->field) : self->known);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

/* Numbers are pasted with what makes them readable. */
static char *
dup_plain (const char *typed,
           ChlField    field)
{
  GString *plain = g_string_new (NULL);

  for (const char *at = typed; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (!g_unichar_isspace (letter) &&
          (field == CHL_FIELD_PRICE || strchr (",.'_", (int) MIN (letter, 127u)) == NULL))
        g_string_append_unichar (plain, letter);
    }

  return g_string_free (plain, FALSE);
}

static void
changed_cb (ChlCustomFieldRow *self)
{
  show_wrong (self, FALSE);
}

static void
entered_cb (ChlCustomFieldRow *self)
{
  g_signal_emit (self, signals[SIGNAL_ENTERED], 0);
}

static void
add_entry (ChlCustomFieldRow *self)
{
  GtkWidget *entry = gtk_entry_new ();

  self->entry = GTK_ENTRY (entry);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), ENTRY_WIDTH);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), ENTRY_WIDTH);
  gtk_entry_set_alignment (self->entry, 1.0f);
  gtk_entry_set_input_purpose (self->entry, self->field == CHL_FIELD_PRICE
                                              ? GTK_INPUT_PURPOSE_FREE_FORM
                                              : GTK_INPUT_PURPOSE_DIGITS);
  chl_settings_set_name (entry, chl_model_field_get_title (self->field));
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), entry);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), entry);
}

static void
add_drop_down (ChlCustomFieldRow *self,
               const Choice      *choices,
               guint              n_choices)
{
  GtkStringList *titles = gtk_string_list_new (NULL);
  GtkWidget     *drop_down = gtk_drop_down_new (G_LIST_MODEL (titles), NULL);

  for (guint i = 0; i < n_choices; i++)
    gtk_string_list_append (titles, g_dpgettext2 (GETTEXT_PACKAGE, "what a model can do",
                                                  choices[i].title));
  self->choices = choices;
  self->drop_down = GTK_DROP_DOWN (drop_down);
  gtk_widget_set_valign (drop_down, GTK_ALIGN_CENTER);
  chl_settings_set_name (drop_down, chl_model_field_get_title (self->field));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), drop_down);
}

static void
chl_custom_field_row_finalize (GObject *object)
{
  ChlCustomFieldRow *self = CHL_CUSTOM_FIELD_ROW (object);

  g_clear_pointer (&self->known, g_free);

  G_OBJECT_CLASS (chl_custom_field_row_parent_class)->finalize (object);
}

static void
chl_custom_field_row_class_init (ChlCustomFieldRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chl_custom_field_row_finalize;

  /**
   * ChlCustomFieldRow::entered:
   *
   * The person has typed all there is to type.
   */
  signals[SIGNAL_ENTERED] = g_signal_new ("entered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
chl_custom_field_row_init (ChlCustomFieldRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

/**
 * chl_custom_field_row_new:
 * @field: what it is about
 *
 * Returns: (transfer floating): a row in which nothing is said yet
 */
GtkWidget *
chl_custom_field_row_new (ChlField field)
{
  ChlCustomFieldRow *self = g_object_new (CHL_TYPE_CUSTOM_FIELD_ROW, NULL);

  self->field = field;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), chl_model_field_get_title (field));

  switch ((guint) field)
    {
    case CHL_FIELD_INPUT_KINDS:
      add_drop_down (self, kinds, G_N_ELEMENTS (kinds));
      break;

    case CHL_FIELD_TOOLS:
    case CHL_FIELD_REASONING:
    case CHL_FIELD_FIM:
      add_drop_down (self, claims, G_N_ELEMENTS (claims));
      break;

    default:
      add_entry (self);
      break;
    }

  return GTK_WIDGET (self);
}

ChlField
chl_custom_field_row_get_field (ChlCustomFieldRow *self)
{
  g_return_val_if_fail (CHL_IS_CUSTOM_FIELD_ROW (self), CHL_FIELD_CONTEXT_WINDOW);

  return self->field;
}

/**
 * chl_custom_field_row_set_known:
 * @self: a row
 * @draft: (nullable): the model as it would be if the person said nothing
 *
 * Shows what is known already, and who says so.
 */
void
chl_custom_field_row_set_known (ChlCustomFieldRow *self,
                                ChlModel          *draft)
{
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;
  JsonNode        *node = NULL;
  ChlField         field = self->field;

  g_return_if_fail (CHL_IS_CUSTOM_FIELD_ROW (self));
  g_return_if_fail (draft == NULL || CHL_IS_MODEL (draft));

  if (draft != NULL)
    {
      /* Where nobody says how much of the window a question may take, it may take all of it. */
      if (field == CHL_FIELD_MAX_INPUT &&
          !chl_capabilities_is_known (chl_model_get_capabilities (draft), field))
        field = CHL_FIELD_CONTEXT_WINDOW;
      value = chl_model_field_dup_value (draft, field);
      node = chl_capabilities_get (chl_model_get_capabilities (draft), field, NULL);
    }
  if (node != NULL && self->entry != NULL)
    text = chl_field_print (field, node);

  g_free (self->known);
  self->known = value != NULL
    /* Translators: what is known of a model, and who says so. */
    ? g_strdup_printf (_("%s · %s"), value, chl_model_field_get_origin (draft, field))
    : g_strdup (self->field == CHL_FIELD_PRICE ? _("Unknown; dollars for a million tokens, in/out")
                                               : _("Unknown"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), self->known);
  if (self->entry != NULL)
    {
      gtk_entry_set_placeholder_text (self->entry, text != NULL ? text : "");
      show_wrong (self, FALSE);
    }
}

/**
 * chl_custom_field_row_read:
 * @self: a row
 * @out_value: (out) (transfer full) (nullable): what the person says, in the shape that the field
 *   has; %NULL if they leave it as it is known
 *
 * Returns: %FALSE if what was typed says nothing; then the row says what it can be
 */
gboolean
chl_custom_field_row_read (ChlCustomFieldRow *self,
                           JsonNode         **out_value)
{
  g_autofree char *text = NULL;
  JsonNode        *value = NULL;

  g_return_val_if_fail (CHL_IS_CUSTOM_FIELD_ROW (self), FALSE);
  g_return_val_if_fail (out_value != NULL, FALSE);

  if (self->drop_down != NULL)
    text = g_strdup (self->choices[gtk_drop_down_get_selected (self->drop_down)].text);
  else
    text = dup_plain (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->field);

  if (text != NULL && *text != '\0' && !(value = chl_field_parse (self->field, text, NULL)))
    {
      show_wrong (self, TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
      return FALSE;
    }

  *out_value = value;

  return TRUE;
}
