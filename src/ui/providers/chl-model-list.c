/* chl-model-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-list"

#include "config.h"

#include "chl-model-list.h"

#include "chl-long-row.h"
#include "chl-model-line.h"
#include "chl-model-list-private.h"
#include "chl-model-remove.h"
#include "chl-model-turn.h"
#include "chl-model-verbs.h"
#include "chl-settings-help.h"

/* Models from which on there is something to search and to filter. */
#define MIN_FILTERED 8

/* Models up to which the page shows all of them; more of them scroll by themselves. */
#define MAX_WHOLE 20

/* Pixels that the list is high while it scrolls by itself. */
#define SCROLLED_HEIGHT 560

G_DEFINE_FINAL_TYPE (ChlModelList, chl_model_list, ADW_TYPE_BIN)

enum
{
  SIGNAL_OPENED,
  SIGNAL_SHOWN_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/*
 * A list that scrolls by itself has to be as high in all its widths; one that does not has a row for
 * each model, which would be too many of them.
 */
static void
set_scrolled (ChlModelList *self,
              gboolean      scrolls)
{
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER,
                                  scrolls ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  gtk_scrolled_window_set_min_content_height (self->scroller, scrolls ? SCROLLED_HEIGHT : -1);
}

/* What was just searched begins at the top. */
static void
show_top (ChlModelList *self)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0.0);
}

static void
update_stack (ChlModelList *self)
{
  guint n_all = g_list_model_get_n_items (chl_provider_get_models (self->provider));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown));

  set_scrolled (self, n_shown > MAX_WHOLE);
  gtk_widget_set_visible (GTK_WIDGET (self->bar),
                          n_all >= MIN_FILTERED || !chl_model_filter_is_empty (self->filter));
  gtk_stack_set_visible_child_name (self->stack, n_all == 0     ? "none"
                                                 : n_shown == 0 ? "nothing"
                                                                : "list");
  g_signal_emit (self, signals[SIGNAL_SHOWN_CHANGED], 0);
}

static void
bar_cb (ChlModelList *self)
{
  ChlModelOrder order = chl_model_bar_get_order (self->bar);

  if (order != self->order)
    {
      g_autoptr(GtkSorter) sorter = chl_model_order_new_sorter (order);

      self->order = order;
      gtk_sort_list_model_set_sorter (self->sorted, sorter);
    }
  show_top (self);
}

static void
clear_cb (ChlModelList *self)
{
  chl_model_bar_clear (self->bar);
  chl_model_bar_focus (self->bar);
}

static gboolean
refilter_cb (gpointer user_data)
{
  ChlModelList *self = CHL_MODEL_LIST (user_data);
  GtkSorter    *sorter = gtk_sort_list_model_get_sorter (self->sorted);

  self->refilter_id = 0;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  if (sorter != NULL)
    gtk_sorter_changed (sorter, GTK_SORTER_CHANGE_DIFFERENT);

  return G_SOURCE_REMOVE;
}

/* What is known of many changes at once when a list is refreshed. */
static void
model_changed_cb (ChlModelList *self)
{
  if (self->refilter_id == 0)
    self->refilter_id = g_idle_add (refilter_cb, self);
}

static void
save (ChlModelList *self)
{
  chl_settings_save (GTK_WIDGET (self), self->engine, self->provider);
}

static GtkWidget *
create_line (gpointer user_data)
{
  ChlModelList *self = user_data;
  GtkWidget    *line = chl_model_line_new (self->engine, self->provider);

  g_signal_connect_object (line, "switched", G_CALLBACK (save), self, G_CONNECT_SWAPPED);

  return line;
}

static void
bind_line (GtkWidget *line,
           gpointer   model,
           gpointer   user_data)
{
  chl_model_line_set_model (CHL_MODEL_LINE (line), model);
}

static void
activate_cb (ChlModelList *self,
             guint         position)
{
  g_autoptr(ChlModel) model = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  if (model != NULL)
    g_signal_emit (self, signals[SIGNAL_OPENED], 0, model);
}

/* Enter opens the model of a row; the space bar turns it on and off. */
static gboolean
key_cb (ChlModelList   *self,
        guint           keyval,
        guint           keycode,
        GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if ((keyval != GDK_KEY_space && keyval != GDK_KEY_KP_Space) ||
      (state & gtk_accelerator_get_default_mod_mask ()) != 0 || !CHL_IS_LONG_ROW (focus))
    return GDK_EVENT_PROPAGATE;

  chl_model_line_toggle (CHL_MODEL_LINE (chl_long_row_get_child (CHL_LONG_ROW (focus))));

  return GDK_EVENT_STOP;
}

static void
verb_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChlModelList *self = CHL_MODEL_LIST (widget);
  ChlVerb       verb = CHL_VERB_REMOVE;

  if (g_str_equal (action_name, "runtime.load"))
    verb = CHL_VERB_LOAD;
  else if (g_str_equal (action_name, "runtime.unload"))
    verb = CHL_VERB_UNLOAD;

  chl_model_verbs_run (widget, self->engine, self->provider, verb,
                       g_variant_get_string (parameter, NULL));
}

static void
remove_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChlModelList *self = CHL_MODEL_LIST (widget);
  ChlModel     *model;

  model = chl_provider_find_model (self->provider, g_variant_get_string (parameter, NULL));
  if (model != NULL)
    chl_model_remove (widget, self->engine, self->provider, model);
}

static void
chl_model_list_dispose (GObject *object)
{
  ChlModelList *self = CHL_MODEL_LIST (object);

  g_clear_handle_id (&self->refilter_id, g_source_remove);
  if (self->list != NULL)
    chl_long_list_set_model (self->list, NULL);
  if (self->wanted_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->wanted_id);
  self->wanted_id = 0;
  g_clear_object (&self->wanted);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_MODEL_LIST);
  g_clear_pointer (&self->warmer, chl_model_warmer_free);
  g_clear_object (&self->shown);
  g_clear_object (&self->sorted);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_model_list_parent_class)->dispose (object);
}

static void
chl_model_list_finalize (GObject *object)
{
  ChlModelList *self = CHL_MODEL_LIST (object);

  g_clear_object (&self->filter);

  G_OBJECT_CLASS (chl_model_list_parent_class)->finalize (object);
}

static void
chl_model_list_class_init (ChlModelListClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_model_list_dispose;
  object_class->finalize = chl_model_list_finalize;

  /**
   * ChlModelList::opened:
   * @model: which one
   *
   * The person wants to see all of a model.
   */
  signals[SIGNAL_OPENED] =
    g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CHL_TYPE_MODEL);

  /**
   * ChlModelList::shown-changed:
   *
   * Other models pass the filters, or all do.
   */
  signals[SIGNAL_SHOWN_CHANGED] =
    g_signal_new ("shown-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 0);

  g_type_ensure (CHL_TYPE_LONG_LIST);
  g_type_ensure (CHL_TYPE_MODEL_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-model-list.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlModelList, stack);
  gtk_widget_class_bind_template_child (widget_class, ChlModelList, bar);
  gtk_widget_class_bind_template_child (widget_class, ChlModelList, scroller);
  gtk_widget_class_bind_template_child (widget_class, ChlModelList, list);
  gtk_widget_class_bind_template_callback (widget_class, bar_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_install_action (widget_class, "runtime.load", "s", verb_action);
  gtk_widget_class_install_action (widget_class, "runtime.unload", "s", verb_action);
  gtk_widget_class_install_action (widget_class, "runtime.remove", "s", verb_action);
  gtk_widget_class_install_action (widget_class, "models.remove", "s", remove_action);
}

static void
chl_model_list_init (ChlModelList *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->filter = chl_model_filter_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  chl_model_bar_set_filter (self->bar, self->filter);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

/**
 * chl_model_list_set_provider:
 * @self: a list that has none yet
 * @engine: the engine
 * @provider: whose models it shows
 */
void
chl_model_list_set_provider (ChlModelList *self,
                             ChlEngine    *engine,
                             ChlProvider  *provider)
{
  static const ChlLongListFuncs funcs = { create_line, bind_line };

  g_return_if_fail (CHL_IS_MODEL_LIST (self));
  g_return_if_fail (self->provider == NULL);

  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  chl_model_filter_set_local (self->filter, chl_provider_is_local (provider));
  self->sorted = gtk_sort_list_model_new (g_object_ref (chl_provider_get_models (provider)), NULL);
  self->shown = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->sorted)),
                                           g_object_ref (GTK_FILTER (self->filter)));
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (chl_provider_get_models (provider), "items-changed",
                           G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);

  g_signal_connect_object (provider, "model-changed", G_CALLBACK (model_changed_cb), self,
                           G_CONNECT_SWAPPED);
  chl_long_list_set_funcs (self->list, &funcs, self);
  chl_long_list_set_model (self->list, G_LIST_MODEL (self->shown));
  self->warmer = chl_model_warmer_new (chl_provider_get_models (provider));
  update_stack (self);
}

/**
 * chl_model_list_turn_shown:
 * @self: a list
 * @is_on: whether to turn them on
 *
 * Turns all models on or off that are shown now.
 */
void
chl_model_list_turn_shown (ChlModelList *self,
                           gboolean      is_on)
{
  g_return_if_fail (CHL_IS_MODEL_LIST (self));

  chl_model_turn (GTK_WIDGET (self), self->engine, self->provider, G_LIST_MODEL (self->shown),
                  is_on);
}

/* Turns all models on or off, also those that are not shown now. */
void
chl_model_list_turn_all (ChlModelList *self,
                         gboolean      is_on)
{
  g_return_if_fail (CHL_IS_MODEL_LIST (self));

  chl_model_turn (GTK_WIDGET (self), self->engine, self->provider,
                  chl_provider_get_models (self->provider), is_on);
}

/**
 * chl_model_list_search:
 * @self: a list
 *
 * Puts the cursor where models are searched, or on the list where there is nothing to search.
 */
void
chl_model_list_search (ChlModelList *self)
{
  g_return_if_fail (CHL_IS_MODEL_LIST (self));

  if (gtk_widget_get_visible (GTK_WIDGET (self->bar)))
    chl_model_bar_focus (self->bar);
  else
    chl_model_list_focus (self);
}

/* Puts the cursor on the list, unless it is there: on the row that it left. */
void
chl_model_list_focus (ChlModelList *self)
{
  GtkWidget *list;
  GtkWidget *focus;

  g_return_if_fail (CHL_IS_MODEL_LIST (self));

  list = GTK_WIDGET (self->list);
  focus = gtk_root_get_focus (gtk_widget_get_root (list));
  if (focus == NULL || !gtk_widget_is_ancestor (focus, list))
    gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD);
}

/**
 * chl_model_list_get_shown:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the #ChlModel objects that pass the filter
 */
GListModel *
chl_model_list_get_shown (ChlModelList *self)
{
  g_return_val_if_fail (CHL_IS_MODEL_LIST (self), NULL);

  return self->shown != NULL ? G_LIST_MODEL (self->shown) : NULL;
}

/**
 * chl_model_list_show_new:
 * @self: a list
 *
 * Shows the models that are new, and no others.
 */
void
chl_model_list_show_new (ChlModelList *self)
{
  g_return_if_fail (CHL_IS_MODEL_LIST (self));

  chl_model_bar_show_new (self->bar);
  update_stack (self);
}
