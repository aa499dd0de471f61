/* chl-model-bar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-bar"

#include "config.h"

#include "chl-model-bar.h"

#include "chl-fold-box.h"
#include "chl-wrap-box.h"

/* How many tokens a model must read at once, as the choices in the template. */
static const gint64 contexts[] = { 0, 32000, 128000, 200000, 1000000 };

/* The wanted things that have a button beside the entry, and those in the popover. */
#define N_BUTTONS 5
#define N_CHECKS 4

static const ChlModelWant button_wants[N_BUTTONS] = {
  CHL_MODEL_WANT_ON, CHL_MODEL_WANT_TOOLS, CHL_MODEL_WANT_VISION, CHL_MODEL_WANT_THINKING,
  CHL_MODEL_WANT_FREE
};

static const ChlModelWant check_wants[N_CHECKS] = {
  CHL_MODEL_WANT_COMPLETION, CHL_MODEL_WANT_EMBEDDING, CHL_MODEL_WANT_HERE, CHL_MODEL_WANT_NEW
};

struct _ChlModelBar
{
  AdwBin parent_instance;

  ChlModelFilter *filter; /* (owned) (nullable) until it is set */
  gboolean        is_clearing;
  GtkEditable    *entry;       /* (unowned) template child */
  GtkMenuButton  *more_button; /* (unowned) template child */
  GtkWidget      *buttons;     /* (unowned) template child */
  GtkWidget      *checks;      /* (unowned) template child */
  GtkDropDown    *context;     /* (unowned) template child */
  GtkDropDown    *order;       /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlModelBar, chl_model_bar, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static ChlModelWant
read_want (ChlModelBar *self)
{
  guint      want = 0;
  GtkWidget *child = gtk_widget_get_first_child (self->buttons);

  for (guint i = 0; i < N_BUTTONS; i++, child = gtk_widget_get_next_sibling (child))
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (child)))
      want |= button_wants[i];

  child = gtk_widget_get_first_child (self->checks);
  for (guint i = 0; i < N_CHECKS; i++, child = gtk_widget_get_next_sibling (child))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (child)))
      want |= check_wants[i];

  return (ChlModelWant) want;
}

static gint64
read_context (ChlModelBar *self)
{
  guint selected = gtk_drop_down_get_selected (self->context);

  return selected < G_N_ELEMENTS (contexts) ? contexts[selected] : 0;
}

/* What is set where it cannot be seen is seen on the button. */
static void
mark_button (ChlModelBar *self,
             ChlModelWant want)
{
  gboolean is_set = chl_model_bar_get_order (self) != CHL_MODEL_ORDER_GIVEN ||
                    read_context (self) > 0;

  for (guint i = 0; i < N_CHECKS; i++)
    is_set = is_set || (want & check_wants[i]) != 0;

  if (is_set)
    gtk_widget_add_css_class (GTK_WIDGET (self->more_button), "filtering");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->more_button), "filtering");
}

static void
changed_cb (ChlModelBar *self)
{
  ChlModelWant want;

  if (self->is_clearing || self->filter == NULL)
    return;

  want = read_want (self);
  mark_button (self, want);
  chl_model_filter_set_query (self->filter, gtk_editable_get_text (self->entry));
  chl_model_filter_set_want (self->filter, want);
  chl_model_filter_set_context (self->filter, read_context (self));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
chl_model_bar_dispose (GObject *object)
{
  ChlModelBar *self = CHL_MODEL_BAR (object);

  g_clear_object (&self->filter);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_MODEL_BAR);

  G_OBJECT_CLASS (chl_model_bar_parent_class)->dispose (object);
}

static void
chl_model_bar_class_init (ChlModelBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_model_bar_dispose;

  /**
   * ChlModelBar::changed:
   *
   * The person searched, filtered or ordered otherwise; the filter has it already.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  g_type_ensure (CHL_TYPE_FOLD_BOX);
  g_type_ensure (CHL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-model-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlModelBar, entry);
  gtk_widget_class_bind_template_child (widget_class, ChlModelBar, more_button);
  gtk_widget_class_bind_template_child (widget_class, ChlModelBar, buttons);
  gtk_widget_class_bind_template_child (widget_class, ChlModelBar, checks);
  gtk_widget_class_bind_template_child (widget_class, ChlModelBar, context);
  gtk_widget_class_bind_template_child (widget_class, ChlModelBar, order);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
chl_model_bar_init (ChlModelBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_model_bar_set_filter:
 * @self: a bar that has none yet
 * @filter: what it sets
 */
void
chl_model_bar_set_filter (ChlModelBar    *self,
                          ChlModelFilter *filter)
{
  g_return_if_fail (CHL_IS_MODEL_BAR (self));
  g_return_if_fail (self->filter == NULL);

  self->filter = g_object_ref (filter);
}

ChlModelOrder
chl_model_bar_get_order (ChlModelBar *self)
{
  guint selected;

  g_return_val_if_fail (CHL_IS_MODEL_BAR (self), CHL_MODEL_ORDER_GIVEN);

  selected = gtk_drop_down_get_selected (self->order);

  return selected <= CHL_MODEL_ORDER_DATE ? (ChlModelOrder) selected : CHL_MODEL_ORDER_GIVEN;
}

void
chl_model_bar_focus (ChlModelBar *self)
{
  g_return_if_fail (CHL_IS_MODEL_BAR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* Lets all models pass again, in the order that they have. */
void
chl_model_bar_clear (ChlModelBar *self)
{
  g_return_if_fail (CHL_IS_MODEL_BAR (self));

  self->is_clearing = TRUE;
  gtk_editable_set_text (self->entry, "");
  for (GtkWidget *child = gtk_widget_get_first_child (self->buttons); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child), FALSE);
  for (GtkWidget *child = gtk_widget_get_first_child (self->checks); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (child), FALSE);
  gtk_drop_down_set_selected (self->context, 0);
  self->is_clearing = FALSE;
  changed_cb (self);
}

/**
 * chl_model_bar_show_new:
 * @self: a bar
 *
 * Lets the models pass that are new, and no others.
 */
void
chl_model_bar_show_new (ChlModelBar *self)
{
  GtkWidget *check;

  g_return_if_fail (CHL_IS_MODEL_BAR (self));

  chl_model_bar_clear (self);
  check = gtk_widget_get_first_child (self->checks);
  for (guint i = 0; i < N_CHECKS; i++, check = gtk_widget_get_next_sibling (check))
    if (check_wants[i] == CHL_MODEL_WANT_NEW)
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
}
