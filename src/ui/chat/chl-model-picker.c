/* chl-model-picker.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-picker"

#include "config.h"

#include "chl-model-picker.h"

#include "chl-model-choices.h"
#include "chl-model-row.h"
#include "chl-provider-list.h"

/**
 * ChlModelPicker:
 *
 * The models that are on, by provider. What is typed filters them; the arrow keys go through them
 * while the cursor stays in the entry; Enter takes the marked one.
 */
struct _ChlModelPicker
{
  GtkPopover parent_instance;

  ChlModelChoices    *choices;   /* (owned) (nullable) until the engine is set */
  GtkSingleSelection *selection; /* (owned) (nullable) */
  ChlModel           *current;   /* (owned) (nullable) the model in use */
  GtkSearchEntry     *entry;     /* (unowned) template child */
  GtkListView        *list;      /* (unowned) template child */
  GtkStack           *stack;     /* (unowned) template child */
  gboolean            is_choosing;
};

G_DEFINE_FINAL_TYPE (ChlModelPicker, chl_model_picker, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_DISMISSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              ChlModelPicker           *self)
{
  gtk_list_item_set_child (item, chl_model_row_new ());
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             ChlModelPicker           *self)
{
  ChlModelChoice *choice = CHL_MODEL_CHOICE (gtk_list_item_get_item (item));
  GtkWidget      *row = gtk_list_item_get_child (item);
  ChlModel       *model = chl_model_choice_get_model (choice);
  gboolean        can_choose = model != NULL && chl_model_choice_get_reason (choice) == NULL;
  GtkWidget      *holder = gtk_widget_get_parent (row);

  chl_model_row_set_choice (CHL_MODEL_ROW (row), choice, model != NULL && model == self->current);
  gtk_list_item_set_selectable (item, can_choose);
  gtk_list_item_set_activatable (item, can_choose);
  if (holder == NULL)
    return;

  if (model == NULL)
    gtk_widget_add_css_class (holder, "heading-row");
  else
    gtk_widget_remove_css_class (holder, "heading-row");
}

static void
mark (ChlModelPicker *self,
      guint           position)
{
  gtk_single_selection_set_selected (self->selection, position);
  if (position != G_MAXUINT)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

static void
update_list (ChlModelPicker *self)
{
  const char *query = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  gboolean    is_empty;
  guint       position;

  if (self->choices == NULL)
    return;

  chl_model_choices_set_query (self->choices, query);
  is_empty = g_list_model_get_n_items (G_LIST_MODEL (self->choices)) == 0;
  gtk_stack_set_visible_child_name (self->stack,
                                    !is_empty ? "list" : *query != '\0' ? "nothing"
                                                                        : "none");

  position = *query == '\0' ? chl_model_choices_find (self->choices, self->current) : G_MAXUINT;
  if (position == G_MAXUINT)
    position = chl_model_choices_step (self->choices, G_MAXUINT, 1);
  mark (self, position);
}

static void
choose (ChlModelPicker *self,
        guint           position)
{
  g_autoptr(ChlModelChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->choices), position);
  ChlModel *model = choice != NULL ? chl_model_choice_get_model (choice) : NULL;

  if (model == NULL || chl_model_choice_get_reason (choice) != NULL)
    return;

  self->is_choosing = TRUE;
  gtk_popover_popdown (GTK_POPOVER (self));
  self->is_choosing = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, model);
}

static void
activate_cb (ChlModelPicker *self,
             guint           position)
{
  choose (self, position);
}

static void
entry_activate_cb (ChlModelPicker *self)
{
  if (self->selection != NULL)
    choose (self, gtk_single_selection_get_selected (self->selection));
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  keyval,
        guint                  keycode,
        GdkModifierType        state,
        ChlModelPicker        *self)
{
  int   direction = 0;
  guint position;

  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    direction = 1;
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    direction = -1;

  if (direction == 0 || self->selection == NULL)
    return GDK_EVENT_PROPAGATE;

  position = chl_model_choices_step (self->choices,
                                     gtk_single_selection_get_selected (self->selection), direction);
  if (position != G_MAXUINT)
    mark (self, position);
  return GDK_EVENT_STOP;
}

static void
manage_cb (ChlModelPicker *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-settings", "s", "providers");
}

static void
chl_model_picker_map (GtkWidget *widget)
{
  ChlModelPicker *self = CHL_MODEL_PICKER (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  update_list (self);

  GTK_WIDGET_CLASS (chl_model_picker_parent_class)->map (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
chl_model_picker_closed (GtkPopover *popover)
{
  ChlModelPicker *self = CHL_MODEL_PICKER (popover);

  if (!self->is_choosing)
    g_signal_emit (self, signals[SIGNAL_DISMISSED], 0);
}

static void
chl_model_picker_dispose (GObject *object)
{
  ChlModelPicker *self = CHL_MODEL_PICKER (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  gtk_popover_set_child (GTK_POPOVER (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_MODEL_PICKER);
  g_clear_object (&self->selection);
  g_clear_object (&self->choices);
  g_clear_object (&self->current);

  G_OBJECT_CLASS (chl_model_picker_parent_class)->dispose (object);
}

static void
chl_model_picker_class_init (ChlModelPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_model_picker_dispose;
  widget_class->map = chl_model_picker_map;
  GTK_POPOVER_CLASS (klass)->closed = chl_model_picker_closed;

  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CHL_TYPE_MODEL);
  signals[SIGNAL_DISMISSED] =
    g_signal_new ("dismissed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-model-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlModelPicker, entry);
  gtk_widget_class_bind_template_child (widget_class, ChlModelPicker, list);
  gtk_widget_class_bind_template_child (widget_class, ChlModelPicker, stack);
  gtk_widget_class_bind_template_callback (widget_class, setup_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_list);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, manage_cb);
}

static void
chl_model_picker_init (ChlModelPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
models_changed_cb (ChlModelPicker *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update_list (self);
}

/**
 * chl_model_picker_set_engine:
 * @self: a picker that has none yet
 * @engine: whose models it offers
 */
void
chl_model_picker_set_engine (ChlModelPicker *self,
                             ChlEngine      *engine)
{
  ChlProviderList *providers;

  g_return_if_fail (CHL_IS_MODEL_PICKER (self));
  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (self->choices == NULL);

  providers = chl_engine_get_providers (engine);
  self->choices = chl_model_choices_new (G_LIST_MODEL (providers));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->choices));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (providers, "models-changed", G_CALLBACK (models_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * chl_model_picker_set_current:
 * @self: a picker
 * @model: (nullable): the model in use
 */
void
chl_model_picker_set_current (ChlModelPicker *self,
                              ChlModel       *model)
{
  g_return_if_fail (CHL_IS_MODEL_PICKER (self));

  g_set_object (&self->current, model);
}
