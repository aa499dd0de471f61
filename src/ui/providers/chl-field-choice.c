/* chl-field-choice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-field-choice"

#include "config.h"

#include "chl-field-choice.h"

#include "chl-field-text.h"
#include "chl-json.h"
#include "chl-model-field.h"

typedef struct
{
  char           *word;  /* (owned) (nullable) NULL: as the others say */
  GtkCheckButton *check; /* (unowned) */
  AdwActionRow   *row;   /* (unowned) */
} Choice;

struct _ChlFieldChoice
{
  ChlFieldEditor parent_instance;

  ChlField        field;
  AdwExpanderRow *place;   /* (unowned) it owns us */
  GArray         *choices; /* (owned) (element-type Choice) */
  gboolean        is_set;
  gboolean        is_showing;
};

G_DEFINE_FINAL_TYPE (ChlFieldChoice, chl_field_choice, CHL_TYPE_FIELD_EDITOR)

/* As chl_field_print() has it. */
static const char *const claims[] = { "yes", "no", NULL };

static void
choice_clear (gpointer data)
{
  g_clear_pointer (&((Choice *) data)->word, g_free);
}

static Choice *
get_choice (ChlFieldChoice *self,
            guint           i)
{
  return &g_array_index (self->choices, Choice, i);
}

static guint
count_active (ChlFieldChoice *self)
{
  guint n = 0;

  for (guint i = 0; i < self->choices->len; i++)
    n += gtk_check_button_get_active (get_choice (self, i)->check) ? 1 : 0;

  return n;
}

/* A model reads something: the last kind of input stays. */
static void
update_last (ChlFieldChoice *self)
{
  gboolean is_last = self->field == CHL_FIELD_INPUT_KINDS && count_active (self) == 1;

  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *choice = get_choice (self, i);

      gtk_widget_set_sensitive (GTK_WIDGET (choice->check),
                                !is_last || !gtk_check_button_get_active (choice->check));
    }
}

static JsonNode *
build_set (ChlFieldChoice *self)
{
  g_autoptr(JsonArray) words = json_array_new ();

  for (guint i = 0; i < self->choices->len; i++)
    if (gtk_check_button_get_active (get_choice (self, i)->check))
      json_array_add_string_element (words, get_choice (self, i)->word);

  return json_node_init_array (json_node_alloc (), words);
}

static void
toggled_cb (ChlFieldChoice *self,
            GtkCheckButton *check)
{
  g_autoptr(JsonNode) value = NULL;

  if (self->is_showing || (!self->is_set && !gtk_check_button_get_active (check)))
    return;

  if (self->is_set)
    value = build_set (self);
  for (guint i = 0; !self->is_set && i < self->choices->len; i++)
    if (get_choice (self, i)->check == check && get_choice (self, i)->word != NULL)
      value = chl_field_read (self->field, get_choice (self, i)->word, NULL);

  chl_field_editor_say (CHL_FIELD_EDITOR (self), value);
}

static void
add_choice (ChlFieldChoice *self,
            const char     *word)
{
  Choice choice = {
    .word = g_strdup (word),
    .check = GTK_CHECK_BUTTON (gtk_check_button_new ()),
    .row = ADW_ACTION_ROW (adw_action_row_new ()),
  };
  GtkWidget       *check = GTK_WIDGET (choice.check);
  g_autofree char *title = NULL;

  if (!self->is_set && self->choices->len > 0)
    gtk_check_button_set_group (choice.check, get_choice (self, 0)->check);
  if (word != NULL)
    title = chl_model_field_dup_alone (chl_model_field_get_word (word));
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (choice.row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (choice.row),
                                 title != NULL ? title : "");
  adw_action_row_add_prefix (choice.row, check);
  adw_action_row_set_activatable_widget (choice.row, check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (self->place, GTK_WIDGET (choice.row));
  g_array_append_val (self->choices, choice);
}

static gboolean
has_word (JsonNode   *value,
          const char *word)
{
  JsonArray *words = chl_json_get_array (value, "");

  for (guint i = 0; words != NULL && i < json_array_get_length (words); i++)
    if (g_strcmp0 (chl_json_get_string (json_array_get_element (words, i), ""), word) == 0)
      return TRUE;

  return FALSE;
}

/* What somebody says of a model and this version has no word for can be chosen, too. */
static void
add_foreign (ChlFieldChoice *self,
             JsonNode       *value)
{
  JsonArray *words = chl_json_get_array (value, "");

  for (guint i = 0; words != NULL && i < json_array_get_length (words); i++)
    {
      const char *word = chl_json_get_string (json_array_get_element (words, i), "");
      gboolean    is_there = FALSE;

      for (guint j = 0; j < self->choices->len; j++)
        is_there |= g_strcmp0 (get_choice (self, j)->word, word) == 0;
      if (!is_there)
        add_choice (self, word);
    }
}

static void
chl_field_choice_show (ChlFieldEditor      *editor,
                       const ChlFieldState *state)
{
  ChlFieldChoice  *self = CHL_FIELD_CHOICE (editor);
  g_autofree char *chosen = NULL;

  self->is_showing = TRUE;
  if (state->value != NULL && state->is_said && !self->is_set)
    chosen = JSON_NODE_HOLDS_OBJECT (state->value) ? g_strdup ("yes")
                                                   : chl_field_print (self->field, state->value);
  if (self->is_set)
    add_foreign (self, state->value);

  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *choice = get_choice (self, i);

      gtk_check_button_set_active (choice->check, self->is_set
                                                    ? has_word (state->value, choice->word)
                                                    : g_strcmp0 (choice->word, chosen) == 0);
      if (choice->word == NULL)
        adw_preferences_row_set_title (ADW_PREFERENCES_ROW (choice->row), state->others);
    }
  self->is_showing = FALSE;
  update_last (self);
}

static void
chl_field_choice_finalize (GObject *object)
{
  ChlFieldChoice *self = CHL_FIELD_CHOICE (object);

  g_clear_pointer (&self->choices, g_array_unref);

  G_OBJECT_CLASS (chl_field_choice_parent_class)->finalize (object);
}

static void
chl_field_choice_class_init (ChlFieldChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chl_field_choice_finalize;
  CHL_FIELD_EDITOR_CLASS (klass)->show = chl_field_choice_show;
}

static void
chl_field_choice_init (ChlFieldChoice *self)
{
  self->choices = g_array_new (FALSE, FALSE, sizeof (Choice));
  g_array_set_clear_func (self->choices, choice_clear);
}

/**
 * chl_field_choice_new:
 * @field: a field that holds or does not, is a word of a few, or a set of words
 * @place: gets its rows
 *
 * Returns: (transfer full): an editor that shows nothing yet
 */
ChlFieldEditor *
chl_field_choice_new (ChlField        field,
                      AdwExpanderRow *place)
{
  ChlFieldChoice    *self = g_object_new (CHL_TYPE_FIELD_CHOICE, NULL);
  const char *const *words = chl_field_get_words (field);

  self->field = field;
  self->place = place;
  self->is_set = words != NULL && field != CHL_FIELD_STATUS;
  if (words == NULL)
    words = claims;

  if (!self->is_set)
    add_choice (self, NULL);
  for (; *words != NULL; words++)
    add_choice (self, *words);

  return CHL_FIELD_EDITOR (self);
}
