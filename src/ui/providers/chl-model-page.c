/* chl-model-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-page"

#include "config.h"

#include "chl-model-page.h"

#include <glib/gi18n-lib.h>

#include "chl-format.h"
#include "chl-json.h"
#include "chl-lessons.h"
#include "chl-model-chip.h"
#include "chl-model-defaults-group.h"
#include "chl-model-facts.h"
#include "chl-model-field-row.h"
#include "chl-model-trial-group.h"
#include "chl-model-users-row.h"
#include "chl-settings-help.h"
#include "chl-successor.h"

struct _ChlModelPage
{
  AdwBin parent_instance;

  ChlEngine             *engine;       /* (owned) (nullable) until it is set */
  ChlProvider           *provider;     /* (owned) (nullable) */
  ChlModel              *model;        /* (owned) (nullable) */
  GPtrArray             *rows;         /* (owned) (element-type ChlModelFieldRow) (unowned) */
  GPtrArray             *lessons;      /* (owned) (element-type GtkWidget) (unowned) */
  AdwWindowTitle        *title;        /* (unowned) template child */
  GtkWidget             *back_button;  /* (unowned) template child */
  GtkWidget             *notice_group; /* (unowned) template child */
  GtkLabel              *notice;       /* (unowned) template child */
  GtkButton             *successor;    /* (unowned) template child */
  GtkSwitch             *on_switch;    /* (unowned) template child */
  AdwActionRow          *id_row;       /* (unowned) template child */
  AdwActionRow          *use_row;      /* (unowned) template child */
  AdwPreferencesGroup   *limits;       /* (unowned) template child */
  AdwPreferencesGroup   *abilities;    /* (unowned) template child */
  AdwPreferencesGroup   *thinking;     /* (unowned) template child */
  AdwPreferencesGroup   *facts;        /* (unowned) template child */
  ChlModelDefaultsGroup *defaults;     /* (unowned) template child */
  GtkWidget             *all_group;    /* (unowned) template child */
  AdwActionRow          *size_row;     /* (unowned) template child */
  AdwPreferencesGroup   *lesson_group; /* (unowned) template child */
  ChlModelUsersRow      *users_row;    /* (unowned) template child */
  ChlModelTrialGroup    *trial_group;  /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlModelPage, chl_model_page, ADW_TYPE_BIN)

enum
{
  SIGNAL_BACK,
  SIGNAL_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
dup_notice (ChlModel *model)
{
  const ChlCapabilities *capabilities = chl_model_get_capabilities (model);
  JsonNode              *status = chl_capabilities_get (capabilities, CHL_FIELD_STATUS, NULL);
  JsonNode              *retires = chl_capabilities_get (capabilities, CHL_FIELD_RETIRES, NULL);
  const char            *day = chl_json_get_string (retires, "");
  g_autofree char       *words = NULL;

  if (chl_model_is_gone (model))
    return g_strdup (_("The provider does not list this model any more. Chats that use it may fail."));
  if (!chl_model_chip_is_ending (model))
    return NULL;
  if (g_strcmp0 (chl_json_get_string (status, ""), "retired") == 0)
    return g_strdup (_("The provider has taken this model away. Chats that use it may fail."));
  if (day == NULL)
    return g_strdup (_("The provider is going to take this model away. Choose another one in time."));

  words = chl_format_day (day);

  /* Translators: a day such as 24 November 2026. */
  return g_strdup_printf (_("The provider takes this model away on %s. Choose another one in time."),
                             words);
}

/* What ends, and what follows it. */
static void
update_notice (ChlModelPage *self)
{
  ChlModel        *successor = NULL;
  g_autofree char *notice = dup_notice (self->model);
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;
  g_autofree char *label = NULL;

  if (notice != NULL)
    name = chl_successor_dup_name (self->engine, self->provider, self->model, &successor);
  if (name != NULL)
    /* Translators: a sentence or two on a model that ends, then the name of another model. */
    words = g_strdup_printf (_("%s Its maker names %s as its successor."), notice, name);
  if (successor != NULL)
    /* Translators: the name of a model. */
    label = g_strdup_printf (C_("verb", "Open %s"), name);

  gtk_label_set_label (self->notice, words != NULL ? words : notice != NULL ? notice
                                                                            : "");
  gtk_widget_set_visible (self->notice_group, notice != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->successor), label != NULL);
  gtk_button_set_label (self->successor, label != NULL ? label : "");
}

static void
successor_cb (ChlModelPage *self)
{
  ChlModel        *successor = NULL;
  g_autofree char *name = chl_successor_dup_name (self->engine, self->provider, self->model,
                                                  &successor);

  if (successor != NULL)
    g_signal_emit (self, signals[SIGNAL_OPENED], 0, successor);
}

static char *
dup_use (ChlModel *model)
{
  ChlModelUse use = chl_model_get_use (model);
  g_autoptr(GString) words = g_string_new (NULL);

  if ((use & CHL_MODEL_USE_CHAT) != 0)
    g_string_append (words, _("Chats"));
  if ((use & CHL_MODEL_USE_COMPLETION) != 0)
    g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", _("Completion of text"));
  if ((use & CHL_MODEL_USE_EMBEDDING) != 0)
    g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", _("Embeddings"));

  return g_strdup (words->str);
}

/* What a runtime says of it, in a line. */
static char *
dup_size (ChlModel *model)
{
  const char *parameters = chl_model_get_fact_word (model, CHL_FACT_PARAMETERS);
  const char *quantization = chl_model_get_fact_word (model, CHL_FACT_QUANTIZATION);
  gint64      size = chl_model_get_fact (model, CHL_FACT_SIZE);
  g_autoptr(GString) words = g_string_new (NULL);

  if (parameters != NULL)
    g_string_append (words, parameters);
  if (quantization != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", quantization);
  if (size > 0)
    {
      g_autofree char *amount = g_format_size ((guint64) size);

      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", amount);
    }

  return g_strdup (words->str);
}

static void
update (ChlModelPage *self)
{
  g_autofree char *use = dup_use (self->model);
  g_autofree char *size = dup_size (self->model);

  adw_window_title_set_title (self->title, chl_model_get_title (self->model));
  adw_window_title_set_subtitle (self->title, chl_provider_get_title (self->provider));
  update_notice (self);
  gtk_switch_set_active (self->on_switch, chl_model_is_enabled (self->model));
  adw_action_row_set_subtitle (self->id_row, chl_model_get_id (self->model));
  adw_action_row_set_subtitle (self->use_row, use);
  adw_action_row_set_subtitle (self->size_row, size);
  gtk_widget_set_visible (GTK_WIDGET (self->size_row), *size != '\0');

  for (guint i = 0; i < self->rows->len; i++)
    chl_model_field_row_update (g_ptr_array_index (self->rows, i));
}

static void
update_lessons (ChlModelPage *self)
{
  const char *const *lessons = chl_lessons_get (self->provider, chl_model_get_id (self->model));

  for (guint i = 0; i < self->lessons->len; i++)
    adw_preferences_group_remove (self->lesson_group, g_ptr_array_index (self->lessons, i));
  g_ptr_array_set_size (self->lessons, 0);

  for (guint i = 0; lessons != NULL && lessons[i] != NULL; i++)
    {
      GtkWidget       *row = adw_action_row_new ();
      g_autofree char *words = chl_lesson_dup_words (lessons[i]);

      /* libadwaita < 1.3: a title that is set together with this is still read as markup. */
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
      adw_preferences_group_add (self->lesson_group, row);
      g_ptr_array_add (self->lessons, row);
    }

  gtk_widget_set_visible (GTK_WIDGET (self->lesson_group), self->lessons->len > 0);
}

/* The button goes with the group, and the focus must not go with the button. */
static void
forget_cb (ChlModelPage *self)
{
  gtk_widget_grab_focus (self->back_button);
  chl_lessons_forget (self->provider, chl_model_get_id (self->model));
  chl_settings_save (GTK_WIDGET (self), self->engine, self->provider);
}

static void
switched_cb (ChlModelPage *self)
{
  gboolean is_on = gtk_switch_get_active (self->on_switch);

  if (self->model == NULL || is_on == chl_model_is_enabled (self->model))
    return;

  chl_model_set_enabled (self->model, is_on);
  chl_settings_save (GTK_WIDGET (self), self->engine, self->provider);
}

static void
copy_cb (ChlModelPage *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          chl_model_get_id (self->model));
  chl_settings_toast (GTK_WIDGET (self), _("Copied"));
}

static void
go_back (ChlModelPage *self)
{
  g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

/* The window has the same key for leaving the page that this one is on. */
static gboolean
leave_cb (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   user_data)
{
  go_back (CHL_MODEL_PAGE (widget));

  return GDK_EVENT_STOP;
}

/* What was typed and is not said yet goes first. */
static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  ChlModelPage *self = CHL_MODEL_PAGE (widget);
  gboolean      was_typed = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    was_typed |= chl_model_field_row_take_back (g_ptr_array_index (self->rows, i));
  if (!was_typed)
    go_back (self);

  return GDK_EVENT_STOP;
}

/* The button goes, and the focus must not go with it. */
static void
show_all_cb (ChlModelPage *self)
{
  gtk_widget_grab_focus (self->back_button);
  for (guint i = 0; i < self->rows->len; i++)
    chl_model_field_row_show_always (g_ptr_array_index (self->rows, i));
  gtk_widget_hide (self->all_group);
}

static void
chl_model_page_dispose (GObject *object)
{
  ChlModelPage *self = CHL_MODEL_PAGE (object);

  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->lessons, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_MODEL_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_model_page_parent_class)->dispose (object);
}

static void
chl_model_page_finalize (GObject *object)
{
  ChlModelPage *self = CHL_MODEL_PAGE (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->lessons, g_ptr_array_unref);

  G_OBJECT_CLASS (chl_model_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (CHL_TYPE_MODEL_DEFAULTS_GROUP);
  g_type_ensure (CHL_TYPE_MODEL_TRIAL_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-model-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlModelPage, title);
  gtk_widget_class_bind_template_child (widget_class, ChlModelPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, ChlModelPage, notice_group);
  gtk_widget_class_bind_template_child (widget_class, ChlModelPage, notice);
  gtk_widget_class_bind_template_child (widget_class, ChlModelPage, successor);
  gtk_widget_class_bind_template_child (widget_class, ChlModelPage, on_switch);
  gtk_widget_class_bind_template_child (widget_class, ChlModelPage, id_row);
  gtk_widget_class_bind_template_child (widget_class, ChlModelPage, use_row);
  gtk_widget_class_bind_template_child (widget_class, ChlModelPage, limits);
  gtk_widget_class_bind_template_child (widget_class, ChlModelPage, abilities);
  gtk_widget_class_bind_template_child (widget_class, ChlModelPage, thinking);
  gtk_widget_class_bind_template_child (widget_class, ChlModelPage, facts);
  gtk_widget_class_bind_template_child (widget_class, ChlModelPage, defaults);
  gtk_widget_class_bind_template_child (widget_class, ChlModelPage, all_group);
  gtk_widget_class_bind_template_child (widget_class, ChlModelPage, size_row);
  gtk_widget_class_bind_template_child (widget_class, ChlModelPage, lesson_group);
  gtk_widget_class_bind_template_child (widget_class, ChlModelPage, users_row);
  gtk_widget_class_bind_template_child (widget_class, ChlModelPage, trial_group);
  gtk_widget_class_bind_template_callback (widget_class, switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_back);
  gtk_widget_class_bind_template_callback (widget_class, successor_cb);
}

static void
chl_model_page_class_init (ChlModelPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_model_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = chl_model_page_finalize;

  /**
   * ChlModelPage::back:
   *
   * The person wants to go back to where the page was opened.
   */
  signals[SIGNAL_BACK] = g_signal_new ("back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CHL_TYPE_MODEL_USERS_ROW);
  /**
   * ChlModelPage::opened:
   * @model: another model of the provider
   *
   * The person wants to see that one.
   */
  signals[SIGNAL_OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, CHL_TYPE_MODEL);

  bind_template (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_ALT_MASK, leave_cb, NULL);
}

static void
add_rows (ChlModelPage        *self,
          AdwPreferencesGroup *group,
          const ChlField      *fields,
          guint                n_fields)
{
  for (guint i = 0; i < n_fields; i++)
    {
      GtkWidget *row = chl_model_field_row_new (fields[i]);

      adw_preferences_group_add (group, row);
      g_ptr_array_add (self->rows, row);
    }
}

static void
chl_model_page_init (ChlModelPage *self)
{
  static const ChlField limits[] = {
    CHL_FIELD_CONTEXT_WINDOW, CHL_FIELD_MAX_INPUT, CHL_FIELD_MAX_OUTPUT,
    CHL_FIELD_EMBEDDING_DIMENSIONS
  };
  static const ChlField abilities[] = {
    CHL_FIELD_INPUT_KINDS, CHL_FIELD_TOOLS, CHL_FIELD_AGENT, CHL_FIELD_STRUCTURED_OUTPUT,
    CHL_FIELD_SAMPLING, CHL_FIELD_FIM
  };
  static const ChlField thinking[] = { CHL_FIELD_REASONING, CHL_FIELD_EFFORT, CHL_FIELD_BUDGET };
  static const ChlField facts[] = {
    CHL_FIELD_PRICE, CHL_FIELD_RELEASED, CHL_FIELD_KNOWLEDGE, CHL_FIELD_STATUS,
    CHL_FIELD_RETIRES, CHL_FIELD_TOKENIZER
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (limits) + G_N_ELEMENTS (abilities) + G_N_ELEMENTS (thinking) +
                     G_N_ELEMENTS (facts) ==
                   CHL_N_FIELDS);

  self->rows = g_ptr_array_new ();
  self->lessons = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_rows (self, self->limits, limits, G_N_ELEMENTS (limits));
  add_rows (self, self->abilities, abilities, G_N_ELEMENTS (abilities));
  add_rows (self, self->thinking, thinking, G_N_ELEMENTS (thinking));
  add_rows (self, self->facts, facts, G_N_ELEMENTS (facts));
}

/**
 * chl_model_page_new:
 * @engine: the engine
 * @provider: whose model it is
 * @model: which one
 *
 * Returns: (transfer floating): a new #ChlModelPage
 */
GtkWidget *
chl_model_page_new (ChlEngine   *engine,
                    ChlProvider *provider,
                    ChlModel    *model)
{
  ChlModelPage *self;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (CHL_IS_MODEL (model), NULL);

  self = g_object_new (CHL_TYPE_MODEL_PAGE, NULL);
  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  self->model = g_object_ref (model);
  for (guint i = 0; i < self->rows->len; i++)
    chl_model_field_row_set_model (g_ptr_array_index (self->rows, i), engine, provider, model);
  chl_model_defaults_group_set_model (self->defaults, engine, provider, model);
  chl_model_trial_group_set_model (self->trial_group, engine, provider, model);
  g_signal_connect_object (model, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (provider, "notify::title", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (provider, "lessons-changed", G_CALLBACK (update_lessons), self,
                           G_CONNECT_SWAPPED);
  chl_model_users_row_set_model (self->users_row, engine, provider, model);
  update (self);
  update_lessons (self);

  return GTK_WIDGET (self);
}

ChlModel *
chl_model_page_get_model (ChlModelPage *self)
{
  g_return_val_if_fail (CHL_IS_MODEL_PAGE (self), NULL);

  return self->model;
}

/* Puts the cursor on the page, where its keys are heard. */
void
chl_model_page_focus (ChlModelPage *self)
{
  g_return_if_fail (CHL_IS_MODEL_PAGE (self));

  gtk_widget_grab_focus (self->back_button);
}
