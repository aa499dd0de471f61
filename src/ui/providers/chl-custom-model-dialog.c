/* chl-custom-model-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-custom-model-dialog"

#include "config.h"

#include "chl-custom-model-dialog.h"

#include <glib/gi18n-lib.h>

#include "chl-custom-field-row.h"
#include "chl-custom-model.h"
#include "chl-settings-help.h"

/* As the choices in the template. */
static const ChlModelUse uses[] = { CHL_MODEL_USE_CHAT, CHL_MODEL_USE_COMPLETION,
                                    CHL_MODEL_USE_EMBEDDING };

struct _ChlCustomModelDialog
{
  AdwWindow parent_instance;

  ChlEngine           *engine;      /* (owned) (nullable) until it is set */
  ChlProvider         *provider;    /* (owned) (nullable) */
  GPtrArray           *rows;        /* (owned) (element-type ChlCustomFieldRow) (unowned) */
  ChlModelUse          shown_use;   /* whose fields those are */
  gboolean             is_guessing; /* what the model is for, which is no word of the person */
  gboolean             has_chosen;  /* the person has */
  GtkEditable         *id_row;      /* (unowned) template child */
  GtkWidget           *error_row;   /* (unowned) template child */
  GtkLabel            *error;       /* (unowned) template child */
  AdwComboRow         *use_row;     /* (unowned) template child */
  AdwPreferencesGroup *fields;      /* (unowned) template child */
  GtkWidget           *add_button;  /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlCustomModelDialog, chl_custom_model_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Blanks round it come with copying. */
static char *
dup_id (ChlCustomModelDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->id_row)));
}

static ChlModelUse
get_use (ChlCustomModelDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->use_row);

  return selected < G_N_ELEMENTS (uses) ? uses[selected] : CHL_MODEL_USE_CHAT;
}

static void
show_error (ChlCustomModelDialog *self,
            const GError         *error)
{
  g_autofree char *sentence = error != NULL ? chl_settings_dup_sentence (error->message) : NULL;

  gtk_label_set_label (self->error, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->error_row, sentence != NULL);
}

static void
show_source (ChlCustomModelDialog *self,
             const char           *source,
             gboolean              has_id)
{
  g_autofree char *words = NULL;

  if (source != NULL)
    /* Translators: the name of a model or of a family of models. */
    words = g_strdup_printf (_("From the registry: %s. What you fill in counts instead."), source);
  else if (has_id)
    words = g_strdup (_("The registry does not know this model. What you leave empty stays unknown."));
  else
    words = g_strdup (_("What the registry knows of the model stands here as you type its ID."));

  adw_preferences_group_set_description (self->fields, words);
}

static void add_cb (ChlCustomModelDialog *self);

/* Other kinds have other fields; what was said of the former ones goes with them. */
static void
show_fields (ChlCustomModelDialog *self)
{
  guint           n_fields;
  const ChlField *fields = chl_custom_model_list_fields (get_use (self), &n_fields);

  if (self->rows->len > 0 && self->shown_use == get_use (self))
    return;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->fields, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < n_fields; i++)
    {
      GtkWidget *row = chl_custom_field_row_new (fields[i]);

      g_signal_connect_object (row, "entered", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->fields, row);
      g_ptr_array_add (self->rows, row);
    }
  self->shown_use = get_use (self);
}

static void
guess_use (ChlCustomModelDialog *self,
           const char           *id)
{
  ChlModelUse use = chl_custom_model_guess_use (self->engine, self->provider, id);

  if (self->has_chosen || *id == '\0')
    return;

  self->is_guessing = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    if (uses[i] == use)
      adw_combo_row_set_selected (self->use_row, i);
  self->is_guessing = FALSE;
}

/* What is known follows what is typed. */
static void
update (ChlCustomModelDialog *self)
{
  g_autofree char *id = dup_id (self);
  g_autofree char *source = NULL;
  g_autoptr(ChlModel) draft = NULL;
  g_autoptr(GError) error = NULL;
  gboolean has_id = *id != '\0';
  gboolean is_usable = has_id && chl_custom_model_check_id (self->provider, id, &error);

  if (has_id)
    {
      source = chl_custom_model_dup_source (self->engine, self->provider, id);
      draft = chl_custom_model_new_draft (self->provider, id, get_use (self));
    }

  show_error (self, error);
  show_source (self, source, has_id);
  show_fields (self);
  for (guint i = 0; i < self->rows->len; i++)
    chl_custom_field_row_set_known (g_ptr_array_index (self->rows, i), draft);
  gtk_widget_set_sensitive (self->add_button, is_usable);
}

static void
typed_cb (ChlCustomModelDialog *self)
{
  g_autofree char *id = NULL;

  if (self->provider == NULL)
    return;

  id = dup_id (self);
  guess_use (self, id);
  update (self);
}

static void
use_cb (ChlCustomModelDialog *self)
{
  if (self->provider == NULL || self->is_guessing)
    return;

  self->has_chosen = TRUE;
  update (self);
}

/* All or nothing. */
static gboolean
read_fields (ChlCustomModelDialog *self,
             ChlCapabilities      *overrides)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ChlCustomFieldRow *row = g_ptr_array_index (self->rows, i);
      g_autoptr(JsonNode) value = NULL;

      if (!chl_custom_field_row_read (row, &value))
        return FALSE;
      if (value != NULL)
        chl_capabilities_set (overrides, chl_custom_field_row_get_field (row), value,
                              CHL_ORIGIN_USER);
    }

  return TRUE;
}

static void
add_cb (ChlCustomModelDialog *self)
{
  g_autofree char *id = dup_id (self);
  g_autoptr(ChlCapabilities) overrides = chl_capabilities_new ();
  g_autoptr(GError) error = NULL;
  const ChlCustomModel what = { id, get_use (self), overrides };
  ChlModel            *model;

  if (!gtk_widget_get_sensitive (self->add_button) || !read_fields (self, overrides))
    return;

  model = chl_custom_model_add (self->provider, &what, &error);
  if (model == NULL)
    {
      show_error (self, error);
      return;
    }

  g_signal_emit (self, signals[SIGNAL_ADDED], 0, model);
  gtk_window_close (GTK_WINDOW (self));
}

static void
cancel_cb (ChlCustomModelDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
chl_custom_model_dialog_dispose (GObject *object)
{
  ChlCustomModelDialog *self = CHL_CUSTOM_MODEL_DIALOG (object);

  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_CUSTOM_MODEL_DIALOG);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_custom_model_dialog_parent_class)->dispose (object);
}

static void
chl_custom_model_dialog_finalize (GObject *object)
{
  ChlCustomModelDialog *self = CHL_CUSTOM_MODEL_DIALOG (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (chl_custom_model_dialog_parent_class)->finalize (object);
}

static void
chl_custom_model_dialog_class_init (ChlCustomModelDialogClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_custom_model_dialog_dispose;
  object_class->finalize = chl_custom_model_dialog_finalize;

  /**
   * ChlCustomModelDialog::added:
   * @model: which one
   *
   * The model is among those of its provider, and on; it is not written yet.
   */
  signals[SIGNAL_ADDED] =
    g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CHL_TYPE_MODEL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APP_PATH "/ui/chl-custom-model-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlCustomModelDialog, id_row);
  gtk_widget_class_bind_template_child (widget_class, ChlCustomModelDialog, error_row);
  gtk_widget_class_bind_template_child (widget_class, ChlCustomModelDialog, error);
  gtk_widget_class_bind_template_child (widget_class, ChlCustomModelDialog, use_row);
  gtk_widget_class_bind_template_child (widget_class, ChlCustomModelDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, ChlCustomModelDialog, add_button);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chl_custom_model_dialog_init (ChlCustomModelDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_custom_model_dialog_new:
 * @parent: (nullable): the window that it stands before
 * @engine: the engine
 * @provider: whose model is added
 *
 * Returns: (transfer none): a new window, not shown yet; GTK holds it until it is closed
 */
GtkWidget *
chl_custom_model_dialog_new (GtkWindow   *parent,
                             ChlEngine   *engine,
                             ChlProvider *provider)
{
  ChlCustomModelDialog *self;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);

  self = g_object_new (CHL_TYPE_CUSTOM_MODEL_DIALOG, "transient-for", parent, NULL);
  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->id_row));

  return GTK_WIDGET (self);
}
