/* chl-model-line.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-line"

#include "config.h"

#include "chl-model-line.h"

#include <glib/gi18n-lib.h>

#include "chl-model-chips.h"
#include "chl-model-job.h"
#include "chl-model-line-layout.h"
#include "chl-model-price.h"
#include "chl-model-users.h"
#include "chl-model-verbs.h"
#include "chl-settings-help.h"

struct _ChlModelLine
{
  GtkWidget parent_instance;

  ChlEngine      *engine;      /* (owned) */
  ChlProvider    *provider;    /* (owned) */
  ChlModel       *model;       /* (owned) (nullable) while it shows one */
  GtkCheckButton *check;       /* (unowned) template child */
  GtkLabel       *title;       /* (unowned) template child */
  GtkLabel       *id;          /* (unowned) template child */
  ChlModelChips  *chips;       /* (unowned) template child */
  GtkLabel       *price;       /* (unowned) template child */
  GtkSpinner     *spinner;     /* (unowned) template child */
  GtkMenuButton  *menu_button; /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlModelLine, chl_model_line, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_SWITCHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What is unknown is shown as unknown, but for what runs here and for what says so already. */
static void
update_price (ChlModelLine *self)
{
  ChlModelPrice    price;
  gboolean         is_known = chl_model_price_read (self->model, &price);
  g_autofree char *text = is_known ? chl_model_price_dup_short (&price) : NULL;
  g_autofree char *words = is_known ? chl_model_price_dup_words (&price) : NULL;

  if (is_known && chl_model_price_is_free (&price))
    g_clear_pointer (&text, g_free);
  else if (!is_known && !chl_provider_is_local (self->provider) &&
           chl_capabilities_is_known (chl_model_get_capabilities (self->model),
                                      CHL_FIELD_CONTEXT_WINDOW))
    {
      /* Translators: what stands where others have their price. */
      text = g_strdup (C_("price", "unknown"));
      words = g_strdup (_("Nobody says what it costs"));
    }

  gtk_label_set_label (self->price, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->price), text != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->price), words);
}

/* The row around it can be reached, and has neither name nor description of its own. */
static void
describe (ChlModelLine *self,
          GPtrArray    *chips)
{
  GtkWidget  *row = gtk_widget_get_parent (GTK_WIDGET (self));
  const char *title = chl_model_get_title (self->model);
  const char *beneath = gtk_label_get_label (self->id);
  g_autoptr(GString) words = g_string_new (NULL);

  chl_settings_set_name (GTK_WIDGET (self->check), title);
  if (row == NULL)
    return;

  g_string_append (words, beneath);
  for (guint i = 0; i < chips->len; i++)
    {
      const ChlModelChip *chip = g_ptr_array_index (chips, i);

      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", chip->text);
    }
  if (gtk_widget_get_visible (GTK_WIDGET (self->price)))
    g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "",
                            gtk_widget_get_tooltip_text (GTK_WIDGET (self->price)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words->str, -1);
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
  if (menu == NULL)
    return;

  gtk_menu_button_set_menu_model (self->menu_button, menu);
  /* Translators: the name of a model, for those who do not see the button beside it. */
  name = g_strdup_printf (_("More for %s"), chl_model_get_title (self->model));
  chl_settings_set_name (GTK_WIDGET (self->menu_button), name);
}

/* What stands below its name: of one that is gone, what will miss it. */
static char *
dup_beneath (ChlModelLine *self)
{
  const char   *id = chl_model_get_id (self->model);
  ChlModelUsers users;
  char         *words = NULL;

  if (chl_model_is_gone (self->model))
    {
      chl_model_users_find (self->engine, chl_model_get_full_id (self->model), &users);
      words = chl_model_users_dup_sentence (&users);
    }
  if (words == NULL)
    words = g_strdup (g_str_equal (chl_model_get_title (self->model), id) ? "" : id);

  return words;
}

static void
update (ChlModelLine *self)
{
  GPtrArray       *chips = chl_model_chip_list (self->model);
  g_autofree char *beneath = dup_beneath (self);

  gtk_label_set_label (self->title, chl_model_get_title (self->model));
  gtk_label_set_label (self->id, beneath);
  gtk_check_button_set_active (self->check, chl_model_is_enabled (self->model));
  update_price (self);
  describe (self, chips);
  chl_model_chips_take (self->chips, chips);
  update_menu (self);
}

static void
toggled_cb (ChlModelLine *self)
{
  gboolean is_on = gtk_check_button_get_active (self->check);

  if (self->model == NULL || is_on == chl_model_is_enabled (self->model))
    return;

  chl_model_set_enabled (self->model, is_on);
  g_signal_emit (self, signals[SIGNAL_SWITCHED], 0);
}

/* Only that changed, which happens to thousands at once. */
static void
notify_cb (ChlModelLine *self,
           GParamSpec   *pspec)
{
  if (g_str_equal (pspec->name, "is-enabled"))
    gtk_check_button_set_active (self->check, chl_model_is_enabled (self->model));
  else
    update (self);
}

/* All of a label is there to be read, where it has no room. */
static gboolean
tooltip_cb (GtkLabel   *label,
            int         x,
            int         y,
            gboolean    is_by_keyboard,
            GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (label));

  return pango_layout_is_ellipsized (gtk_label_get_layout (label));
}

static void
chl_model_line_measure (GtkWidget     *widget,
                        GtkOrientation orientation,
                        int            for_size,
                        int           *minimum,
                        int           *natural,
                        int           *minimum_baseline,
                        int           *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    chl_model_line_layout_measure_width (widget, minimum, natural);
  else
    *minimum = *natural = chl_model_line_layout_measure_height (widget, for_size);
}

static void
chl_model_line_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  chl_model_line_layout_place (widget, width, height);
}

static GtkSizeRequestMode
chl_model_line_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
chl_model_line_dispose (GObject *object)
{
  ChlModelLine *self = CHL_MODEL_LINE (object);
  GtkWidget    *child;

  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_MODEL_LINE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->model);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_model_line_parent_class)->dispose (object);
}

static void
chl_model_line_class_init (ChlModelLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_model_line_dispose;
  widget_class->measure = chl_model_line_measure;
  widget_class->size_allocate = chl_model_line_size_allocate;
  widget_class->get_request_mode = chl_model_line_get_request_mode;

  /**
   * ChlModelLine::switched:
   *
   * The person turned the model on or off.
   */
  signals[SIGNAL_SWITCHED] =
    g_signal_new ("switched", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  g_type_ensure (CHL_TYPE_MODEL_CHIPS);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-model-line.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlModelLine, check);
  gtk_widget_class_bind_template_child (widget_class, ChlModelLine, title);
  gtk_widget_class_bind_template_child (widget_class, ChlModelLine, id);
  gtk_widget_class_bind_template_child (widget_class, ChlModelLine, chips);
  gtk_widget_class_bind_template_child (widget_class, ChlModelLine, price);
  gtk_widget_class_bind_template_child (widget_class, ChlModelLine, spinner);
  gtk_widget_class_bind_template_child (widget_class, ChlModelLine, menu_button);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, tooltip_cb);
}

static void
chl_model_line_init (ChlModelLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_model_line_new:
 * @engine: the engine
 * @provider: whose models it shows
 *
 * Returns: (transfer floating): a line that shows nothing yet
 */
GtkWidget *
chl_model_line_new (ChlEngine   *engine,
                    ChlProvider *provider)
{
  ChlModelLine *self;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);

  self = g_object_new (CHL_TYPE_MODEL_LINE, NULL);
  self->engine = g_object_ref (engine);
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
    g_signal_handlers_disconnect_by_func (self->model, notify_cb, self);
  g_set_object (&self->model, model);
  if (model == NULL)
    return;

  g_signal_connect_object (model, "notify", G_CALLBACK (notify_cb), self, G_CONNECT_SWAPPED);
  update (self);
}

/* Turns the model on or off, as a press on its box does. */
void
chl_model_line_toggle (ChlModelLine *self)
{
  g_return_if_fail (CHL_IS_MODEL_LINE (self));

  gtk_check_button_set_active (self->check, !gtk_check_button_get_active (self->check));
}
