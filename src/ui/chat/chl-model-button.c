/* chl-model-button.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-button"

#include "config.h"

#include "chl-model-button.h"

#include <glib/gi18n-lib.h>

#include "chl-model-picker.h"
#include "chl-names.h"
#include "chl-provider-list.h"

/**
 * ChlModelButton:
 *
 * The title of a chat: the model in use and its provider, as a button that opens the model picker.
 */
struct _ChlModelButton
{
  AdwBin parent_instance;

  ChlEngine      *engine; /* (owned) (nullable) until it is set */
  GtkMenuButton  *button; /* (unowned) template child */
  GtkLabel       *title;  /* (unowned) template child */
  GtkLabel       *tag;    /* (unowned) template child */
  ChlModelPicker *picker; /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlModelButton, chl_model_button, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_DISMISSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
chosen_cb (ChlModelButton *self,
           ChlModel       *model)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, model);
}

static void
dismissed_cb (ChlModelButton *self)
{
  g_signal_emit (self, signals[SIGNAL_DISMISSED], 0);
}

static void
show_tag (ChlModelButton *self,
          ChlProvider    *provider)
{
  gboolean is_practice = provider != NULL && chl_names_is_practice (provider);

  gtk_widget_set_visible (GTK_WIDGET (self->tag), provider != NULL);
  if (provider != NULL)
    gtk_label_set_label (self->tag,
                         is_practice ? _("Practice") : chl_provider_get_title (provider));

  if (is_practice)
    gtk_widget_add_css_class (GTK_WIDGET (self->tag), "practice");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->tag), "practice");
}

static void
chl_model_button_dispose (GObject *object)
{
  ChlModelButton *self = CHL_MODEL_BUTTON (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_MODEL_BUTTON);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_model_button_parent_class)->dispose (object);
}

static void
chl_model_button_class_init (ChlModelButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_model_button_dispose;

  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CHL_TYPE_MODEL);
  signals[SIGNAL_DISMISSED] =
    g_signal_new ("dismissed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  g_type_ensure (CHL_TYPE_MODEL_PICKER);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-model-button.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlModelButton, button);
  gtk_widget_class_bind_template_child (widget_class, ChlModelButton, title);
  gtk_widget_class_bind_template_child (widget_class, ChlModelButton, tag);
  gtk_widget_class_bind_template_child (widget_class, ChlModelButton, picker);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, dismissed_cb);
}

static void
chl_model_button_init (ChlModelButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_model_button_set_engine:
 * @self: a button that has none yet
 * @engine: whose models it offers
 */
void
chl_model_button_set_engine (ChlModelButton *self,
                             ChlEngine      *engine)
{
  g_return_if_fail (CHL_IS_MODEL_BUTTON (self));
  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  chl_model_picker_set_engine (self->picker, engine);
}

/**
 * chl_model_button_set_model:
 * @self: a button with an engine
 * @model: (nullable): the model in use
 * @why: (nullable): why this one, or why none
 */
void
chl_model_button_set_model (ChlModelButton *self,
                            ChlModel       *model,
                            const char     *why)
{
  const char      *title;
  ChlProvider     *provider = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (CHL_IS_MODEL_BUTTON (self));
  g_return_if_fail (model == NULL || CHL_IS_MODEL (model));
  g_return_if_fail (self->engine != NULL);

  title = model != NULL ? chl_model_get_title (model) : _("Choose a Model");
  if (model != NULL)
    provider = chl_provider_list_find (chl_engine_get_providers (self->engine),
                                       chl_model_get_provider_id (model));

  chl_model_picker_set_current (self->picker, model);
  gtk_label_set_label (self->title, title);
  show_tag (self, provider);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), why != NULL ? why : _("Choose a Model"));

  /* Translators: said by a screen reader; %s is the name of a model. */
  spoken = model != NULL ? g_strdup_printf (_("Model: %s"), title) : g_strdup (title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

/**
 * chl_model_button_popup:
 * @self: a button
 *
 * Opens the model picker.
 */
void
chl_model_button_popup (ChlModelButton *self)
{
  g_return_if_fail (CHL_IS_MODEL_BUTTON (self));

  gtk_menu_button_popup (self->button);
}
