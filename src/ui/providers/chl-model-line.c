/* chl-model-line.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-line"

#include "config.h"

#include "chl-model-line.h"

#include <glib/gi18n-lib.h>

#include "chl-fold-box.h"
#include "chl-format.h"
#include "chl-model-facts.h"
#include "chl-model-job.h"
#include "chl-model-verbs.h"
#include "chl-settings-help.h"
#include "chl-wrap-box.h"

struct _ChlModelLine
{
  AdwBin parent_instance;

  ChlProvider   *provider;    /* (owned) */
  ChlModel      *model;       /* (owned) (nullable) while it shows one */
  GtkSwitch     *on_switch;   /* (unowned) template child */
  GtkMenuButton *menu_button; /* (unowned) template child */
  GtkSpinner    *spinner;     /* (unowned) template child */
  GtkLabel      *title;       /* (unowned) template child */
  GtkLabel      *id;          /* (unowned) template child */
  ChlWrapBox    *chips;       /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlModelLine, chl_model_line, ADW_TYPE_BIN)

enum
{
  SIGNAL_SWITCHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
add_chip (ChlModelLine *self,
          const char   *text,
          const char   *tooltip,
          const char   *style)
{
  GtkWidget *chip = chl_settings_create_chip (text, tooltip);

  if (style != NULL)
    gtk_widget_add_css_class (chip, style);
  chl_wrap_box_append (self->chips, chip);
}

static void
add_context_chip (ChlModelLine          *self,
                  const ChlCapabilities *capabilities)
{
  gint64           tokens = chl_capabilities_get_int (capabilities, CHL_FIELD_CONTEXT_WINDOW);
  gint64           maximum = chl_model_get_fact (self->model, CHL_FACT_MAXIMUM);
  g_autofree char *text = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *both = NULL;

  if (tokens <= 0 || !chl_capabilities_is_known (capabilities, CHL_FIELD_CONTEXT_WINDOW))
    return;

  text = chl_format_tokens (tokens);
  if (chl_model_get_fact (self->model, CHL_FACT_ALLOCATED) != tokens || maximum <= tokens)
    {
      add_chip (self, text, _("How many tokens it can read at once"), NULL);
      return;
    }

  /* Translators: thousands of tokens: how many a model was given room for, and how many it could
   * read, such as “8K of 128K”. */
  whole = chl_format_tokens (maximum);
  both = g_strdup_printf (C_("tokens", "%s of %s"), text, whole);
  add_chip (self, both, _("How many tokens it was loaded to read at once, and how many it could"), NULL);
}

static void
add_use_chips (ChlModelLine *self)
{
  ChlModelUse use = chl_model_get_use (self->model);

  if ((use & CHL_MODEL_USE_EMBEDDING) != 0)
    add_chip (self, C_("what a model can do", "embedding"), _("Makes embeddings"), NULL);
  if ((use & CHL_MODEL_USE_COMPLETION) != 0)
    add_chip (self, C_("what a model can do", "completion"), _("Completes text"), NULL);
}

/* What a runtime tells of its models: how large they are, where they are. */
static void
add_fact_chips (ChlModelLine *self)
{
  const char *parameters = chl_model_get_fact_word (self->model, CHL_FACT_PARAMETERS);
  const char *quantization = chl_model_get_fact_word (self->model, CHL_FACT_QUANTIZATION);
  const char *host = chl_model_get_fact_word (self->model, CHL_FACT_REMOTE_HOST);
  gint64      size = chl_model_get_fact (self->model, CHL_FACT_SIZE);

  if (host != NULL)
    add_chip (self, C_("model", "elsewhere"),
                        _("Runs on another computer; what you write is sent there"), "warning");
  if (chl_model_has_fact (self->model, CHL_FACT_LOADED))
    add_chip (self, C_("model", "loaded"), _("Is in memory and answers at once"), "success");
  if (parameters != NULL)
    add_chip (self, parameters, _("How many numbers it consists of"), NULL);
  if (quantization != NULL)
    add_chip (self, quantization, _("How finely these are kept"), NULL);
  if (size > 0 && host == NULL)
    {
      g_autofree char *text = g_format_size ((guint64) size);

      add_chip (self, text, _("What it takes on the disk"), NULL);
    }
}

/* Whether anything is known that would tell one who chooses a model something. */
static gboolean
is_known (ChlModel *model)
{
  static const ChlField fields[] = {
    CHL_FIELD_CONTEXT_WINDOW, CHL_FIELD_TOOLS, CHL_FIELD_INPUT_KINDS, CHL_FIELD_REASONING
  };
  const ChlCapabilities *capabilities = chl_model_get_capabilities (model);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (chl_capabilities_is_known (capabilities, fields[i]))
      return TRUE;

  return (chl_model_get_use (model) & CHL_MODEL_USE_CHAT) == 0;
}

static void
update_chips (ChlModelLine *self)
{
  const ChlCapabilities *capabilities = chl_model_get_capabilities (self->model);

  chl_wrap_box_clear (self->chips);

  if (chl_model_is_gone (self->model))
    add_chip (self, C_("model", "gone"), _("The provider does not list it any more"), "warning");

  if (!is_known (self->model))
    {
      add_chip (self, C_("model", "capabilities unknown"),
                          _("The provider does not say what it can do"), "warning");
      return;
    }

  add_context_chip (self, capabilities);
  if (chl_capabilities_is (capabilities, CHL_FIELD_TOOLS))
    add_chip (self, C_("what a model can do", "tools"), _("Can call tools"), NULL);
  if (chl_capabilities_is_known (capabilities, CHL_FIELD_INPUT_KINDS) &&
      chl_capabilities_takes (capabilities, "image"))
    add_chip (self, C_("what a model can do", "vision"), _("Can look at pictures"), NULL);
  if (chl_capabilities_is (capabilities, CHL_FIELD_REASONING))
    add_chip (self, C_("what a model can do", "thinking"), _("Can think before it answers"), NULL);
  add_use_chips (self);
  add_fact_chips (self);
}

/* What can be done with it, unless something is done with it just now. */
static void
update_menu (ChlModelLine *self)
{
  g_autoptr(GMenuModel) menu = NULL;
  g_autofree char *name = NULL;
  gboolean         is_busy;

  if (self->model == NULL)
    return;

  menu = chl_model_verbs_new_menu (self->provider, self->model);
  is_busy = menu != NULL && chl_model_verbs_are_under_way (self->provider, self->model);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_busy);
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), menu != NULL && !is_busy);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  /* Translators: the name of a model, for those who do not see the button beside it. */
  name = g_strdup_printf (_("More for %s"), chl_model_get_title (self->model));
  chl_settings_set_name (GTK_WIDGET (self->menu_button), name);
}

static void
update (ChlModelLine *self)
{
  const char *title = chl_model_get_title (self->model);
  const char *id = chl_model_get_id (self->model);

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->id, id);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->id), id);
  gtk_widget_set_visible (GTK_WIDGET (self->id), !g_str_equal (title, id));
  gtk_switch_set_active (self->on_switch, chl_model_is_enabled (self->model));
  chl_settings_set_name (GTK_WIDGET (self->on_switch), title);
  /* The row around it can be reached too, and has no name of its own. */
  if (gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    chl_settings_set_name (gtk_widget_get_parent (GTK_WIDGET (self)), title);
  update_chips (self);
  update_menu (self);
}

static void
switched_cb (ChlModelLine *self)
{
  gboolean is_on = gtk_switch_get_active (self->on_switch);

  if (self->model == NULL || is_on == chl_model_is_enabled (self->model))
    return;

  chl_model_set_enabled (self->model, is_on);
  g_signal_emit (self, signals[SIGNAL_SWITCHED], 0);
}

static void
chl_model_line_dispose (GObject *object)
{
  ChlModelLine *self = CHL_MODEL_LINE (object);

  g_clear_object (&self->model);
  g_clear_object (&self->provider);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_MODEL_LINE);

  G_OBJECT_CLASS (chl_model_line_parent_class)->dispose (object);
}

static void
chl_model_line_class_init (ChlModelLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_model_line_dispose;

  /**
   * ChlModelLine::switched:
   *
   * The person turned the model on or off.
   */
  signals[SIGNAL_SWITCHED] =
    g_signal_new ("switched", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  g_type_ensure (CHL_TYPE_FOLD_BOX);
  g_type_ensure (CHL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-model-line.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlModelLine, on_switch);
  gtk_widget_class_bind_template_child (widget_class, ChlModelLine, menu_button);
  gtk_widget_class_bind_template_child (widget_class, ChlModelLine, spinner);
  gtk_widget_class_bind_template_child (widget_class, ChlModelLine, title);
  gtk_widget_class_bind_template_child (widget_class, ChlModelLine, id);
  gtk_widget_class_bind_template_child (widget_class, ChlModelLine, chips);
  gtk_widget_class_bind_template_callback (widget_class, switched_cb);
}

static void
chl_model_line_init (ChlModelLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_model_line_new:
 * @provider: whose models it shows
 *
 * Returns: (transfer floating): a line that shows nothing yet
 */
GtkWidget *
chl_model_line_new (ChlProvider *provider)
{
  ChlModelLine *self = g_object_new (CHL_TYPE_MODEL_LINE, NULL);

  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);

  self->provider = g_object_ref (provider);
  g_signal_connect_object (chl_model_job_get_all (provider), "items-changed",
                           G_CALLBACK (update_menu), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * chl_model_line_set_model:
 * @self: a line
 * @model: (nullable): what it shows
 */
void
chl_model_line_set_model (ChlModelLine *self,
                          ChlModel     *model)
{
  g_return_if_fail (CHL_IS_MODEL_LINE (self));

  if (self->model == model)
    return;

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, update, self);
  g_set_object (&self->model, model);
  if (model == NULL)
    return;

  g_signal_connect_object (model, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
