/* chl-model-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-row"

#include "config.h"

#include "chl-model-row.h"

#include <glib/gi18n-lib.h>

#include "chl-advice.h"
#include "chl-format.h"
#include "chl-names.h"

/**
 * ChlModelRow:
 *
 * One row of the model picker: a model with what it can do, or the name of a provider.
 */
struct _ChlModelRow
{
  AdwBin parent_instance;

  GtkStack  *stack;    /* (unowned) template child */
  GtkLabel  *heading;  /* (unowned) template child */
  GtkLabel  *place;    /* (unowned) template child */
  GtkLabel  *practice; /* (unowned) template child */
  GtkLabel  *title;    /* (unowned) template child */
  GtkLabel  *reason;   /* (unowned) template child */
  GtkBox    *chips;    /* (unowned) template child */
  GtkWidget *check;    /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlModelRow, chl_model_row, ADW_TYPE_BIN)

static void
add_chip (ChlModelRow *self,
          const char  *text,
          const char  *tooltip)
{
  GtkWidget *chip = gtk_label_new (text);

  gtk_widget_add_css_class (chip, "tag");
  gtk_widget_set_tooltip_text (chip, tooltip);
  gtk_box_append (self->chips, chip);
}

static void
show_chips (ChlModelRow *self,
            ChlModel    *model)
{
  const ChlCapabilities *capabilities = chl_model_get_capabilities (model);
  GtkWidget             *child;
  gint64                 context;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_box_remove (self->chips, child);

  if (capabilities == NULL)
    return;

  context = chl_capabilities_get_int (capabilities, CHL_FIELD_CONTEXT_WINDOW);
  if (context > 0 && chl_capabilities_is_known (capabilities, CHL_FIELD_CONTEXT_WINDOW))
    {
      g_autofree char *text = chl_format_tokens (context);

      add_chip (self, text, _("How many tokens it can read at once"));
    }

  if (chl_capabilities_is (capabilities, CHL_FIELD_TOOLS))
    add_chip (self, C_("what a model can do", "Tools"), _("Can call tools"));
  if (chl_capabilities_is_known (capabilities, CHL_FIELD_INPUT_KINDS) &&
      chl_capabilities_takes (capabilities, "image"))
    add_chip (self, C_("what a model can do", "Vision"), _("Can look at pictures"));
  if (chl_capabilities_is (capabilities, CHL_FIELD_REASONING))
    add_chip (self, C_("what a model can do", "Thinking"), _("Can think before it answers"));
}

static void
show_heading (ChlModelRow *self,
              ChlProvider *provider)
{
  g_autofree char *place = chl_names_dup_place (provider);
  ChlProviderState state = chl_provider_get_state (provider);
  gboolean         is_practice = chl_names_is_practice (provider);

  gtk_stack_set_visible_child_name (self->stack, "heading");
  gtk_label_set_label (self->heading, chl_provider_get_title (provider));
  gtk_widget_set_visible (GTK_WIDGET (self->practice), is_practice);

  if (state != CHL_PROVIDER_CONNECTED && state != CHL_PROVIDER_UNCHECKED)
    {
      /* Translators: where a provider is, and how it goes: “api.example.com · Key refused”. */
      g_autofree char *both = g_strdup_printf (_("%s · %s"), place,
                                                  chl_names_get_state (provider));

      gtk_label_set_label (self->place, both);
    }
  else
    {
      gtk_label_set_label (self->place, place);
    }
}

static void
chl_model_row_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CHL_TYPE_MODEL_ROW);

  G_OBJECT_CLASS (chl_model_row_parent_class)->dispose (object);
}

static void
chl_model_row_class_init (ChlModelRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_model_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-model-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlModelRow, stack);
  gtk_widget_class_bind_template_child (widget_class, ChlModelRow, heading);
  gtk_widget_class_bind_template_child (widget_class, ChlModelRow, place);
  gtk_widget_class_bind_template_child (widget_class, ChlModelRow, practice);
  gtk_widget_class_bind_template_child (widget_class, ChlModelRow, title);
  gtk_widget_class_bind_template_child (widget_class, ChlModelRow, reason);
  gtk_widget_class_bind_template_child (widget_class, ChlModelRow, chips);
  gtk_widget_class_bind_template_child (widget_class, ChlModelRow, check);
}

static void
chl_model_row_init (ChlModelRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_model_row_new:
 *
 * Returns: (transfer floating): a new #ChlModelRow that shows nothing yet
 */
GtkWidget *
chl_model_row_new (void)
{
  return g_object_new (CHL_TYPE_MODEL_ROW, NULL);
}

/**
 * chl_model_row_set_choice:
 * @self: a row
 * @choice: what it shows
 * @is_current: whether that is the model in use
 */
void
chl_model_row_set_choice (ChlModelRow    *self,
                          ChlModelChoice *choice,
                          gboolean        is_current)
{
  ChlModel   *model;
  const char *reason;

  g_return_if_fail (CHL_IS_MODEL_ROW (self));
  g_return_if_fail (CHL_IS_MODEL_CHOICE (choice));

  model = chl_model_choice_get_model (choice);
  reason = chl_model_choice_get_reason (choice);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "unsuited");
  if (model == NULL)
    {
      show_heading (self, chl_model_choice_get_provider (choice));
      return;
    }

  gtk_stack_set_visible_child_name (self->stack, "model");
  gtk_label_set_label (self->title, chl_model_get_title (model));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), chl_model_get_id (model));
  gtk_label_set_label (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL && *reason != '\0');
  gtk_widget_set_opacity (self->check, is_current ? 1.0 : 0.0);
  show_chips (self, model);
  if (reason != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "unsuited");
}
