/* chl-role-choice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-role-choice"

#include "config.h"

#include "chl-role-choice.h"

#include <glib/gi18n-lib.h>

#include "chl-names.h"

struct _ChlRoleChoice
{
  AdwBin parent_instance;

  GtkLabel  *title;    /* (unowned) template child */
  GtkLabel  *subtitle; /* (unowned) template child */
  GtkWidget *practice; /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlRoleChoice, chl_role_choice, ADW_TYPE_BIN)

static void
chl_role_choice_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CHL_TYPE_ROLE_CHOICE);

  G_OBJECT_CLASS (chl_role_choice_parent_class)->dispose (object);
}

static void
chl_role_choice_class_init (ChlRoleChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_role_choice_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-role-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlRoleChoice, title);
  gtk_widget_class_bind_template_child (widget_class, ChlRoleChoice, subtitle);
  gtk_widget_class_bind_template_child (widget_class, ChlRoleChoice, practice);
}

static void
chl_role_choice_init (ChlRoleChoice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_role_choice_new:
 *
 * Returns: (transfer floating): a line that shows nothing yet
 */
GtkWidget *
chl_role_choice_new (void)
{
  return g_object_new (CHL_TYPE_ROLE_CHOICE, NULL);
}

/**
 * chl_role_choice_show:
 * @self: a line
 * @provider: (nullable): whose model it is
 * @model: (nullable): the model; %NULL for none
 * @role: what it is for
 *
 * Returns: whether the model suits
 */
gboolean
chl_role_choice_show (ChlRoleChoice *self,
                      ChlProvider   *provider,
                      ChlModel      *model,
                      ChlRole        role)
{
  const char      *reason = NULL;
  g_autofree char *place = NULL;
  g_autofree char *both = NULL;

  g_return_val_if_fail (CHL_IS_ROLE_CHOICE (self), FALSE);

  gtk_widget_remove_css_class (GTK_WIDGET (self), "unsuited");
  gtk_widget_set_visible (self->practice, provider != NULL && chl_names_is_practice (provider));
  if (provider == NULL || model == NULL)
    {
      gtk_label_set_label (self->title, _("Not Set (Automatic)"));
      gtk_label_set_label (self->subtitle, _("The first model that is on and can do it"));
      return TRUE;
    }

  gtk_label_set_label (self->title, chl_model_get_title (model));
  if (!chl_model_suits (model, role, &reason))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "unsuited");
      gtk_label_set_label (self->subtitle, reason);
      return FALSE;
    }

  place = chl_names_dup_place (provider);
  /* Translators: a provider, and where it is. */
  both = g_strdup_printf (_("%s · %s"), chl_provider_get_title (provider), place);
  gtk_label_set_label (self->subtitle, both);

  return TRUE;
}
