/* chl-model-field-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-field-row"

#include "config.h"

#include "chl-model-field-row.h"

#include <glib/gi18n-lib.h>

#include "chl-field-editor.h"
#include "chl-knowledge.h"
#include "chl-model-field.h"
#include "chl-row-layout.h"
#include "chl-settings-help.h"

struct _ChlModelFieldRow
{
  AdwExpanderRow parent_instance;

  ChlField        field;
  ChlEngine      *engine;   /* (owned) (nullable) until it is set */
  ChlProvider    *provider; /* (owned) (nullable) */
  ChlModel       *model;    /* (owned) (nullable) */
  ChlFieldEditor *editor;   /* (owned) (nullable) until the row is unfolded */
  gboolean        is_always_shown;
  GtkLabel       *origin; /* (unowned) template child */
  GtkWidget      *reset;  /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlModelFieldRow, chl_model_field_row, ADW_TYPE_EXPANDER_ROW)

/* Of a model that the person wrote down, what stands with it is the person's word as well. */
static gboolean
is_in_description (ChlModelFieldRow *self)
{
  ChlOrigin origin = CHL_ORIGIN_UNKNOWN;

  chl_capabilities_get (chl_model_get_said (self->model), self->field, &origin);

  return origin == CHL_ORIGIN_USER;
}

static gboolean
is_said (ChlModelFieldRow *self)
{
  const ChlCapabilities *overrides = chl_model_get_overrides (self->model);

  return (overrides != NULL && chl_capabilities_is_known (overrides, self->field)) ||
         is_in_description (self);
}

/* What is said of it without the person's word, in a sentence. */
static char *
dup_others (ChlModelFieldRow *self)
{
  ChlOrigin origin = CHL_ORIGIN_UNKNOWN;
  g_autoptr(JsonNode) value = NULL;

  value = chl_knowledge_dup_without_person (self->engine, self->provider, self->model, self->field,
                                            &origin);

  return chl_model_field_dup_saying (self->field, value, origin);
}

/* What holds; then, where the person says so, what the others say, and what is odd about it. */
static void
update_words (ChlModelFieldRow *self)
{
  g_autoptr(GString) words = g_string_new (NULL);
  g_autofree char *value = chl_model_field_dup_value (self->model, self->field);
  gboolean         is_person = is_said (self);

  g_string_append (words, value != NULL ? value : _("Unknown"));
  if (is_person)
    {
      g_autofree char *others = dup_others (self);
      g_autofree char *note = NULL;

      note = chl_knowledge_dup_note (self->engine, self->provider, self->model, self->field);
      g_string_append_printf (words, "\n%s", others);
      if (note != NULL)
        g_string_append_printf (words, "\n%s", note);
    }

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), words->str);
  gtk_label_set_label (self->origin,
                       value != NULL ? chl_model_field_get_origin (self->model, self->field) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->origin), value != NULL);
  gtk_label_set_width_chars (self->origin,
                             MIN (g_utf8_strlen (gtk_label_get_label (self->origin), -1),
                                  gtk_label_get_max_width_chars (self->origin)));
  gtk_widget_set_visible (self->reset, is_person);
}

static void
update_editor (ChlModelFieldRow *self)
{
  g_autofree char *others = dup_others (self);
  ChlFieldState    state = { NULL, is_said (self), others };

  state.value = chl_capabilities_get (chl_model_get_capabilities (self->model), self->field, NULL);
  chl_field_editor_show (self->editor, &state);
}

static void
say (ChlModelFieldRow *self,
     JsonNode         *value)
{
  if (value == NULL && is_in_description (self))
    {
      ChlCapabilities *said = chl_capabilities_copy (chl_model_get_said (self->model));

      chl_capabilities_set (said, self->field, NULL, CHL_ORIGIN_UNKNOWN);
      chl_model_take_capabilities (self->model, said);
    }
  chl_model_set_override (self->model, self->field, value);
  chl_settings_save (GTK_WIDGET (self), self->engine, self->provider);
  chl_model_field_row_update (self);
}

/* The button goes, and the focus must not go with it. */
static void
reset_cb (ChlModelFieldRow *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  chl_model_field_row_take_back (self);
  say (self, NULL);
}

/* Most rows are never unfolded. */
static void
expanded_cb (ChlModelFieldRow *self)
{
  if (self->editor != NULL || self->model == NULL ||
      !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;

  self->editor = chl_field_editor_new (self->field, ADW_EXPANDER_ROW (self));
  g_signal_connect_object (self->editor, "said", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
  update_editor (self);
}

static void
chl_model_field_row_dispose (GObject *object)
{
  ChlModelFieldRow *self = CHL_MODEL_FIELD_ROW (object);

  g_clear_object (&self->editor);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_MODEL_FIELD_ROW);
  g_clear_object (&self->model);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_model_field_row_parent_class)->dispose (object);
}

static void
chl_model_field_row_class_init (ChlModelFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_model_field_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-model-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlModelFieldRow, origin);
  gtk_widget_class_bind_template_child (widget_class, ChlModelFieldRow, reset);
  gtk_widget_class_bind_template_callback (widget_class, expanded_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
chl_model_field_row_init (ChlModelFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  chl_row_layout_use_within (GTK_WIDGET (self));
}

/**
 * chl_model_field_row_new:
 * @field: what it shows
 *
 * Returns: (transfer floating): a row that shows no model yet
 */
GtkWidget *
chl_model_field_row_new (ChlField field)
{
  ChlModelFieldRow *self = g_object_new (CHL_TYPE_MODEL_FIELD_ROW, NULL);
  g_autofree char  *name = NULL;

  self->field = field;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), chl_model_field_get_title (field));
  /* Translators: the title of a field, such as Context Window, follows. */
  name = g_strdup_printf (C_("verb", "Reset %s"), chl_model_field_get_title (field));
  chl_settings_set_name (self->reset, name);

  return GTK_WIDGET (self);
}

ChlField
chl_model_field_row_get_field (ChlModelFieldRow *self)
{
  g_return_val_if_fail (CHL_IS_MODEL_FIELD_ROW (self), CHL_FIELD_CONTEXT_WINDOW);

  return self->field;
}

/**
 * chl_model_field_row_set_model:
 * @self: a row that has none yet
 * @engine: the engine
 * @provider: whose model it is
 * @model: what is known of it is shown and can be changed
 */
void
chl_model_field_row_set_model (ChlModelFieldRow *self,
                               ChlEngine        *engine,
                               ChlProvider      *provider,
                               ChlModel         *model)
{
  g_return_if_fail (CHL_IS_MODEL_FIELD_ROW (self));
  g_return_if_fail (self->model == NULL);

  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  self->model = g_object_ref (model);
}

/* From now on also where the field says nothing of such a model. */
void
chl_model_field_row_show_always (ChlModelFieldRow *self)
{
  g_return_if_fail (CHL_IS_MODEL_FIELD_ROW (self));

  self->is_always_shown = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/**
 * chl_model_field_row_update:
 * @self: a row that has its model
 *
 * Shows what is known now; unknown is said as unknown. What was typed and not said yet stays.
 */
void
chl_model_field_row_update (ChlModelFieldRow *self)
{
  g_return_if_fail (CHL_IS_MODEL_FIELD_ROW (self));
  g_return_if_fail (self->model != NULL);

  update_words (self);
  if (self->editor != NULL)
    update_editor (self);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          self->is_always_shown || chl_model_field_suits (self->model, self->field));
}

/**
 * chl_model_field_row_take_back:
 * @self: a row
 *
 * Takes back what was typed and is not said yet.
 *
 * Returns: whether there was anything
 */
gboolean
chl_model_field_row_take_back (ChlModelFieldRow *self)
{
  g_return_val_if_fail (CHL_IS_MODEL_FIELD_ROW (self), FALSE);

  return self->editor != NULL && chl_field_editor_take_back (self->editor);
}
