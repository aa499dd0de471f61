/* chl-add-form.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-add-form"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-add-form-private.h"
#include "chl-keys.h"
#include "chl-provider-list.h"
#include "chl-settings-help.h"
#include "chl-site.h"

G_DEFINE_FINAL_TYPE (ChlAddForm, chl_add_form, ADW_TYPE_BIN)

enum
{
  SIGNAL_ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const ChlFamily *
get_family (ChlAddForm *self)
{
  return chl_provider_type_get_family (self->family);
}

void
chl_add_form_show_error (ChlAddForm *self,
                         const char *sentence)
{
  gtk_label_set_label (self->error, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), sentence != NULL);
}

void
chl_add_form_set_busy (ChlAddForm *self,
                       gboolean    is_busy)
{
  gtk_widget_set_sensitive (self->button, !is_busy);
  gtk_widget_set_visible (self->spinner, is_busy);
}

/* A program is signed in by itself; a key is for the address that may take its place later. */
static void
update_key_rows (ChlAddForm *self)
{
  const ChlFamily *family = get_family (self);
  gboolean         takes_key = (family->auth & CHL_AUTH_API_KEY) != 0 &&
                       (family->auth & CHL_AUTH_PROGRAM) == 0;
  gboolean is_remote = chl_settings_is_remote (GTK_WIDGET (self));
  gboolean has_variable = takes_key && chl_settings_find_variable (self->family) != NULL;
  gboolean uses_variable = has_variable && gtk_switch_get_active (self->variable_switch);
  gboolean has_key = self->secret != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->key_row),
                          takes_key && !is_remote && !has_key && !uses_variable);
  gtk_widget_set_visible (self->pasted_row, has_key);
  gtk_widget_set_visible (self->remote_row, takes_key && is_remote && !uses_variable);
  gtk_widget_set_visible (GTK_WIDGET (self->variable_row), has_variable && !has_key);
  gtk_widget_set_visible (GTK_WIDGET (self->link_row),
                          family->key_uri != NULL && takes_key && !is_remote && !has_key);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key_row),
                                 (family->auth & CHL_AUTH_NONE) != 0 ? _("API Key (optional)")
                                                                     : _("API Key"));
}

static void
endpoint_cb (ChlAddForm *self)
{
  const char *text = gtk_editable_get_text (self->endpoint_row);
  gboolean    is_good = FALSE;

  if (self->family == G_TYPE_INVALID)
    return;

  /* An entry that was not touched yet is not wrong. */
  gtk_widget_set_visible (self->preview_row, *text != '\0');
  if (*text != '\0')
    is_good = chl_endpoint_preview_show (self->preview, self->family, text);

  if (is_good || *text == '\0')
    gtk_widget_remove_css_class (GTK_WIDGET (self->endpoint_row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->endpoint_row), "error");

  gtk_widget_set_visible (self->plain_row,
                          is_good && chl_endpoint_preview_is_plain (self->preview));
  chl_add_form_show_error (self, NULL);
}

/* It is there, with its key. */
void
chl_add_form_finish (ChlAddForm *self)
{
  g_autoptr(ChlProvider) provider = g_steal_pointer (&self->provider);

  g_clear_pointer (&self->secret, chl_secret_unref);
  chl_add_form_set_busy (self, FALSE);
  g_signal_emit (self, signals[SIGNAL_ADDED], 0, provider);
}

static gboolean
check_endpoint (ChlAddForm *self)
{
  const char *text = gtk_editable_get_text (self->endpoint_row);
  const char *sentence;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->endpoint_row)) ||
      (get_family (self)->endpoint != NULL && *text == '\0'))
    return TRUE;

  sentence = chl_endpoint_preview_check (self->preview, self->family, text,
                                         gtk_switch_get_active (self->plain_switch));
  if (sentence != NULL)
    {
      chl_add_form_show_error (self, sentence);
      gtk_widget_grab_focus (GTK_WIDGET (self->endpoint_row));
    }

  return sentence == NULL;
}

/* The page on which keys are made is that of the region. */
static void
site_cb (ChlAddForm *self)
{
  const char *uri = chl_site_get_key_uri (self->draft);

  chl_add_form_show_error (self, NULL);
  adw_action_row_set_subtitle (self->link_row, uri != NULL ? uri : "");
}

/* Takes the key out of the entry; what cannot be a key stays, to be corrected. */
static gboolean
take_key (ChlAddForm *self)
{
  g_autoptr(ChlSecret) secret = NULL;
  g_autoptr(GError) error = NULL;

  if (self->secret != NULL || !gtk_widget_get_visible (GTK_WIDGET (self->key_row)))
    return TRUE;

  secret = chl_secret_new_pasted (gtk_editable_get_text (self->key_row));
  if (secret == NULL && (get_family (self)->auth & CHL_AUTH_NONE) != 0)
    return TRUE;

  if (secret != NULL && chl_settings_check_key (secret, &error))
    {
      self->secret = g_steal_pointer (&secret);
      chl_settings_clear_key (self->key_row);
      update_key_rows (self);
      return TRUE;
    }

  if (error != NULL)
    chl_add_form_show_reason (self, error);
  else
    chl_add_form_show_error (self, _("This provider needs a key."));
  gtk_widget_grab_focus (GTK_WIDGET (self->key_row));

  return FALSE;
}

static void
forget_pasted_cb (ChlAddForm *self)
{
  g_clear_pointer (&self->secret, chl_secret_unref);
  update_key_rows (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->key_row));
}

static void
link_cb (ChlAddForm *self)
{
  g_app_info_launch_default_for_uri_async (chl_site_get_key_uri (self->draft), NULL,
                                           self->cancellable, NULL, NULL);
}

static void
variable_cb (ChlAddForm *self)
{
  if (self->family != G_TYPE_INVALID)
    update_key_rows (self);
}

static void
chl_add_form_dispose (GObject *object)
{
  ChlAddForm *self = CHL_ADD_FORM (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->secret, chl_secret_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_ADD_FORM);
  g_clear_object (&self->draft);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_add_form_parent_class)->dispose (object);
}

static void
chl_add_form_finalize (GObject *object)
{
  ChlAddForm *self = CHL_ADD_FORM (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (chl_add_form_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-add-form.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlAddForm, group);
  gtk_widget_class_bind_template_child (widget_class, ChlAddForm, name_row);
  gtk_widget_class_bind_template_child (widget_class, ChlAddForm, region_row);
  gtk_widget_class_bind_template_child (widget_class, ChlAddForm, plan_row);
  gtk_widget_class_bind_template_child (widget_class, ChlAddForm, endpoint_row);
  gtk_widget_class_bind_template_child (widget_class, ChlAddForm, preview_row);
  gtk_widget_class_bind_template_child (widget_class, ChlAddForm, preview);
  gtk_widget_class_bind_template_child (widget_class, ChlAddForm, plain_row);
  gtk_widget_class_bind_template_child (widget_class, ChlAddForm, plain_switch);
  gtk_widget_class_bind_template_child (widget_class, ChlAddForm, key_row);
  gtk_widget_class_bind_template_child (widget_class, ChlAddForm, pasted_row);
  gtk_widget_class_bind_template_child (widget_class, ChlAddForm, remote_row);
  gtk_widget_class_bind_template_child (widget_class, ChlAddForm, variable_row);
  gtk_widget_class_bind_template_child (widget_class, ChlAddForm, variable_switch);
  gtk_widget_class_bind_template_child (widget_class, ChlAddForm, link_row);
  gtk_widget_class_bind_template_child (widget_class, ChlAddForm, keep_row);
  gtk_widget_class_bind_template_child (widget_class, ChlAddForm, error);
  gtk_widget_class_bind_template_child (widget_class, ChlAddForm, button);
  gtk_widget_class_bind_template_child (widget_class, ChlAddForm, spinner);
  gtk_widget_class_bind_template_callback (widget_class, endpoint_cb);
  gtk_widget_class_bind_template_callback (widget_class, variable_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_pasted_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_cb);
  gtk_widget_class_bind_template_callback (widget_class, chl_add_form_finish);
  gtk_widget_class_bind_template_callback (widget_class, chl_add_form_fail);
  gtk_widget_class_bind_template_callback (widget_class, chl_add_form_submit);
}

static void
chl_add_form_class_init (ChlAddFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_add_form_dispose;
  object_class->finalize = chl_add_form_finalize;

  /**
   * ChlAddForm::added:
   * @provider: the new #ChlProvider
   *
   * The provider is there, and has its key if one was given.
   */
  signals[SIGNAL_ADDED] =
    g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CHL_TYPE_PROVIDER);

  g_type_ensure (CHL_TYPE_ENDPOINT_PREVIEW);
  g_type_ensure (CHL_TYPE_KEEP_ROW);
  g_type_ensure (CHL_TYPE_SITE_ROW);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
chl_add_form_init (ChlAddForm *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_add_form_new:
 * @engine: where to add
 *
 * Returns: (transfer floating): a form without a family
 */
GtkWidget *
chl_add_form_new (ChlEngine *engine)
{
  ChlAddForm *self;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);

  self = g_object_new (CHL_TYPE_ADD_FORM, NULL);
  self->engine = g_object_ref (engine);
  chl_keep_row_set_engine (self->keep_row, engine);

  return GTK_WIDGET (self);
}

static void
set_draft (ChlAddForm *self)
{
  g_clear_object (&self->draft);
  self->draft = chl_provider_new (self->family, "draft");
  g_signal_connect_object (self->draft, "option-changed", G_CALLBACK (site_cb), self,
                           G_CONNECT_SWAPPED);
  chl_site_row_set_draft (self->region_row, self->draft, CHL_OPTION_REGION);
  chl_site_row_set_draft (self->plan_row, self->draft, CHL_OPTION_PLAN);
  site_cb (self);
}

/* What must not be kept is said at once, and is gone. */
static void
take_pasted (ChlAddForm *self,
             ChlSecret  *pasted)
{
  g_autoptr(GError) error = NULL;

  if (pasted == NULL)
    return;

  if (chl_settings_check_key (pasted, &error))
    self->secret = chl_secret_ref (pasted);
  else
    chl_add_form_show_reason (self, error);
}

/**
 * chl_add_form_set_family:
 * @self: a form
 * @family: the type of the provider to add
 * @pasted: (nullable): a key that is there already
 *
 * Makes it the empty form for @family.
 */
void
chl_add_form_set_family (ChlAddForm *self,
                         GType       family,
                         ChlSecret  *pasted)
{
  const ChlFamily *facts = chl_provider_type_get_family (family);
  const char      *variable;
  g_autofree char *words = NULL;

  g_return_if_fail (CHL_IS_ADD_FORM (self));

  self->family = family;
  g_clear_object (&self->provider);
  g_clear_pointer (&self->secret, chl_secret_unref);

  adw_preferences_group_set_title (self->group, facts->title);
  adw_preferences_group_set_description (self->group, g_dgettext (GETTEXT_PACKAGE, facts->summary));
  gtk_editable_set_text (self->name_row, facts->title);
  gtk_editable_set_text (self->endpoint_row, "");
  chl_settings_clear_key (self->key_row);
  gtk_switch_set_active (self->plain_switch, FALSE);
  gtk_switch_set_active (self->variable_switch, FALSE);
  /* A runtime may be on another computer than this. */
  gtk_widget_set_visible (GTK_WIDGET (self->endpoint_row),
                          facts->endpoint == NULL || facts->port != 0);
  if (facts->endpoint != NULL)
    words = g_strdup_printf (_("Address, if not %s"), facts->endpoint);
  else if (facts->endpoint_placeholder != NULL)
    words = g_strdup_printf (_("Address, such as %s"), facts->endpoint_placeholder);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->endpoint_row),
                                 words != NULL ? words : _("Address"));
  if ((variable = chl_settings_find_variable (self->family)) != NULL)
    adw_action_row_set_subtitle (self->variable_row, variable);

  set_draft (self);
  endpoint_cb (self);
  take_pasted (self, pasted);
  update_key_rows (self);
  chl_add_form_set_busy (self, FALSE);
}

/**
 * chl_add_form_focus:
 * @self: a form with a family
 *
 * Puts the cursor where something has to be typed.
 */
void
chl_add_form_focus (ChlAddForm *self)
{
  g_return_if_fail (CHL_IS_ADD_FORM (self));

  gtk_editable_select_region (self->name_row, 0, 0);
  if (gtk_widget_get_visible (GTK_WIDGET (self->region_row)))
    gtk_widget_grab_focus (GTK_WIDGET (self->region_row));
  else if (get_family (self)->endpoint == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->endpoint_row));
  else if (gtk_widget_get_visible (GTK_WIDGET (self->key_row)) &&
           (get_family (self)->auth & CHL_AUTH_NONE) == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->key_row));
  else
    gtk_widget_grab_focus (self->button);
}

/**
 * chl_add_form_submit:
 * @self: a form with a family
 *
 * Adds the provider if nothing is wrong; says what is if something is.
 */
void
chl_add_form_submit (ChlAddForm *self)
{
  g_return_if_fail (CHL_IS_ADD_FORM (self));

  chl_add_form_show_error (self, NULL);
  if (!check_endpoint (self) || !take_key (self))
    return;

  chl_add_form_set_busy (self, TRUE);
  if (self->provider != NULL)
    chl_add_form_give_key (self);
  else
    chl_add_form_add (self);
}

const char *
chl_add_form_get_error (ChlAddForm *self)
{
  g_return_val_if_fail (CHL_IS_ADD_FORM (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->error)) ? gtk_label_get_label (self->error)
                                                           : NULL;
}
