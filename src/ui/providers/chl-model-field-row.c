/* chl-model-field-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-field-row"

#include "config.h"

#include "chl-model-field-row.h"

#include <glib/gi18n-lib.h>

#include "chl-model-field.h"

struct _ChlModelFieldRow
{
  AdwActionRow parent_instance;

  ChlField  field;
  GtkLabel *origin; /* (unowned) */
};

G_DEFINE_FINAL_TYPE (ChlModelFieldRow, chl_model_field_row, ADW_TYPE_ACTION_ROW)

static void
chl_model_field_row_class_init (ChlModelFieldRowClass *klass)
{
}

static void
chl_model_field_row_init (ChlModelFieldRow *self)
{
  GtkWidget *origin = gtk_label_new (NULL);

  self->origin = GTK_LABEL (origin);
  gtk_label_set_wrap (self->origin, TRUE);
  gtk_label_set_xalign (self->origin, 1.0f);
  gtk_label_set_width_chars (self->origin, 17);
  gtk_label_set_justify (self->origin, GTK_JUSTIFY_RIGHT);
  gtk_widget_add_css_class (origin, "dim-label");
  gtk_widget_add_css_class (origin, "caption");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), origin);
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

  self->field = field;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), chl_model_field_get_title (field));

  return GTK_WIDGET (self);
}

ChlField
chl_model_field_row_get_field (ChlModelFieldRow *self)
{
  g_return_val_if_fail (CHL_IS_MODEL_FIELD_ROW (self), CHL_FIELD_CONTEXT_WINDOW);

  return self->field;
}

/**
 * chl_model_field_row_update:
 * @self: a row
 * @model: what is known of it is shown; unknown is said as unknown
 */
void
chl_model_field_row_update (ChlModelFieldRow *self,
                            ChlModel         *model)
{
  g_autofree char *value = NULL;

  g_return_if_fail (CHL_IS_MODEL_FIELD_ROW (self));
  g_return_if_fail (CHL_IS_MODEL (model));

  value = chl_model_field_dup_value (model, self->field);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), value != NULL ? value : _("Unknown"));
  gtk_label_set_label (self->origin,
                       value != NULL ? chl_model_field_get_origin (model, self->field) : "");
  gtk_widget_set_visible (GTK_WIDGET (self), chl_model_field_suits (model, self->field));
}
