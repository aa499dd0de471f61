/* chl-model-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-list"

#include "config.h"

#include "chl-model-list.h"

#include "chl-long-list.h"
#include "chl-model-filter.h"
#include "chl-model-line.h"
#include "chl-model-verbs.h"
#include "chl-settings-help.h"

/* Models from which on there is something to search and to filter. */
#define MIN_FILTERED 8

/* Models up to which the page shows all of them; more of them scroll by themselves. */
#define MAX_WHOLE 50

/* Pixels that the list is high while it scrolls by itself. */
#define SCROLLED_HEIGHT 560

struct _ChlModelList
{
  AdwBin parent_instance;

  ChlEngine          *engine;          /* (owned) (nullable) until it is set */
  ChlProvider        *provider;        /* (owned) (nullable) */
  ChlModelFilter     *filter;          /* (owned) */
  GtkFilterListModel *shown;           /* (owned) (nullable) */
  GtkStack           *stack;           /* (unowned) template child */
  GtkWidget          *bar;             /* (unowned) template child */
  GtkEditable        *entry;           /* (unowned) template child */
  GtkToggleButton    *on_button;       /* (unowned) template child */
  GtkToggleButton    *tools_button;    /* (unowned) template child */
  GtkToggleButton    *vision_button;   /* (unowned) template child */
  GtkToggleButton    *thinking_button; /* (unowned) template child */
  GtkScrolledWindow  *scroller;        /* (unowned) template child */
  ChlLongList        *list;            /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlModelList, chl_model_list, ADW_TYPE_BIN)

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
  gtk_widget_set_visible (self->bar, n_all >= MIN_FILTERED);
  gtk_stack_set_visible_child_name (self->stack, n_all == 0     ? "none"
                                                 : n_shown == 0 ? "nothing"
                                                                : "list");
}

static void
query_cb (ChlModelList *self)
{
  chl_model_filter_set_query (self->filter, gtk_editable_get_text (self->entry));
  show_top (self);
}

static void
want_cb (ChlModelList *self)
{
  ChlModelWant want = 0;

  if (gtk_toggle_button_get_active (self->on_button))
    want |= CHL_MODEL_WANT_ON;
  if (gtk_toggle_button_get_active (self->tools_button))
    want |= CHL_MODEL_WANT_TOOLS;
  if (gtk_toggle_button_get_active (self->vision_button))
    want |= CHL_MODEL_WANT_VISION;
  if (gtk_toggle_button_get_active (self->thinking_button))
    want |= CHL_MODEL_WANT_THINKING;

  chl_model_filter_set_want (self->filter, want);
  show_top (self);
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
  GtkWidget    *line = chl_model_line_new (self->provider);

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

  if (model == NULL)
    return;

  chl_model_set_enabled (model, !chl_model_is_enabled (model));
  save (self);
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
chl_model_list_dispose (GObject *object)
{
  ChlModelList *self = CHL_MODEL_LIST (object);

  if (self->list != NULL)
    chl_long_list_set_model (self->list, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_MODEL_LIST);
  g_clear_object (&self->shown);
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

  g_type_ensure (CHL_TYPE_LONG_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-model-list.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlModelList, stack);
  gtk_widget_class_bind_template_child (widget_class, ChlModelList, bar);
  gtk_widget_class_bind_template_child (widget_class, ChlModelList, entry);
  gtk_widget_class_bind_template_child (widget_class, ChlModelList, on_button);
  gtk_widget_class_bind_template_child (widget_class, ChlModelList, tools_button);
  gtk_widget_class_bind_template_child (widget_class, ChlModelList, vision_button);
  gtk_widget_class_bind_template_child (widget_class, ChlModelList, thinking_button);
  gtk_widget_class_bind_template_child (widget_class, ChlModelList, scroller);
  gtk_widget_class_bind_template_child (widget_class, ChlModelList, list);
  gtk_widget_class_bind_template_callback (widget_class, query_cb);
  gtk_widget_class_bind_template_callback (widget_class, want_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_install_action (widget_class, "runtime.load", "s", verb_action);
  gtk_widget_class_install_action (widget_class, "runtime.unload", "s", verb_action);
  gtk_widget_class_install_action (widget_class, "runtime.remove", "s", verb_action);
}

static void
chl_model_list_init (ChlModelList *self)
{
  self->filter = chl_model_filter_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
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
  self->shown = gtk_filter_list_model_new (g_object_ref (chl_provider_get_models (provider)),
                                           g_object_ref (GTK_FILTER (self->filter)));
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (chl_provider_get_models (provider), "items-changed",
                           G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);

  chl_long_list_set_funcs (self->list, &funcs, self);
  chl_long_list_set_model (self->list, G_LIST_MODEL (self->shown));
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
  g_autoptr(GPtrArray) models = NULL;
  guint n_models;

  g_return_if_fail (CHL_IS_MODEL_LIST (self));

  n_models = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  models = g_ptr_array_new_full (n_models, g_object_unref);
  for (guint i = 0; i < n_models; i++)
    g_ptr_array_add (models, g_list_model_get_item (G_LIST_MODEL (self->shown), i));

  /* One notification for all of them: there may be thousands. */
  g_object_freeze_notify (G_OBJECT (self->provider));
  for (guint i = 0; i < models->len; i++)
    chl_model_set_enabled (g_ptr_array_index (models, i), is_on);
  g_object_thaw_notify (G_OBJECT (self->provider));

  save (self);
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

  if (gtk_widget_get_visible (self->bar))
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  else
    gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
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
