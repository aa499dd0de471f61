/* chl-provider-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-provider-page"

#include "config.h"

#include "chl-provider-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-custom-model-dialog.h"
#include "chl-model-join.h"
#include "chl-model-page.h"
#include "chl-names.h"
#include "chl-provider-list.h"
#include "chl-provider-page-private.h"
#include "chl-roles.h"
#include "chl-settings-help.h"

#define MODEL_PREFIX "model:"

G_DEFINE_FINAL_TYPE (ChlProviderPage, chl_provider_page, ADW_TYPE_BIN)

static void
update (ChlProviderPage *self)
{
  const char *title = chl_provider_get_title (self->provider);

  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, chl_names_get_state (self->provider));
  gtk_widget_set_visible (self->practice, chl_names_is_practice (self->provider));
  if (!gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (self->name_row))) &&
      g_strcmp0 (gtk_editable_get_text (self->name_row), title) != 0)
    gtk_editable_set_text (self->name_row, title);
}

/* How many there are and how many of them are on, and how many are shown where that is not all. */
static void
update_models (ChlProviderPage *self)
{
  GListModel      *shown = chl_model_list_get_shown (self->models);
  guint            n_models = g_list_model_get_n_items (chl_provider_get_models (self->provider));
  guint            n_shown = shown != NULL ? g_list_model_get_n_items (shown) : n_models;
  guint            n_on = chl_provider_get_n_enabled_models (self->provider);
  g_autofree char *words = NULL;

  if (n_models == 0)
    words = g_strdup (_("No models yet"));
  else if (n_shown == n_models)
    /* Translators: how many models are turned on, and how many there are. */
    words = g_strdup_printf (_("%u of %u on"), n_on, n_models);
  else
    /* Translators: how many models are turned on, how many there are, and how many are shown. */
    words = g_strdup_printf (_("%u of %u on · %u shown"), n_on, n_models, n_shown);

  adw_preferences_group_set_description (self->models_group, words);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "models.turn-shown", n_shown > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "models.turn-all", n_models > 0);
}

/* A model that was taken away has no page. */
static void
models_changed_cb (ChlProviderPage *self)
{
  ChlModel *model;

  update_models (self);
  if (self->model_page == NULL)
    return;

  model = chl_model_page_get_model (CHL_MODEL_PAGE (self->model_page));
  if (chl_provider_find_model (self->provider, chl_model_get_id (model)) != model)
    chl_provider_page_close_model (self);
}

static void
update_users (ChlProviderPage *self)
{
  g_autofree char *words = chl_settings_dup_users (self->engine, self->provider);

  gtk_label_set_label (self->users, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->users), words != NULL);
}

/* Somebody took it away, or put another one in its place. */
static void
providers_changed_cb (ChlProviderPage *self)
{
  const char *id = chl_provider_get_id (self->provider);

  if (chl_provider_list_find (chl_engine_get_providers (self->engine), id) == self->provider)
    return;

  gtk_widget_activate_action (GTK_WIDGET (self), "settings.back", NULL);
}

static void
name_apply_cb (ChlProviderPage *self)
{
  g_autofree char *name = NULL;
  g_autoptr(GError) error = NULL;

  name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  if (!chl_provider_change_option (self->provider, "name", name, &error))
    {
      chl_settings_toast_error (GTK_WIDGET (self), error);
      return;
    }

  chl_settings_save (GTK_WIDGET (self), self->engine, self->provider);
  gtk_editable_set_text (self->name_row, chl_provider_get_title (self->provider));
}

static void
remove_cb (ChlProviderPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "settings.remove-provider", "s",
                              chl_provider_get_id (self->provider));
}

static void
show_new_cb (ChlProviderPage *self)
{
  chl_model_list_show_new (self->models);
}

static void
taken_cb (ChlProviderPage *self)
{
  chl_model_list_focus (self->models);
}

static void
mend_cb (ChlProviderPage *self,
         const char      *what)
{
  if (g_str_equal (what, "again"))
    chl_provider_page_refresh (self);
  else if (g_str_equal (what, "privacy"))
    gtk_widget_activate_action (GTK_WIDGET (self), "settings.show-page", "s", what);
  else
    chl_provider_page_edit (self, what);
}

static void
added_cb (ChlProviderPage *self,
          ChlModel        *model)
{
  chl_settings_save (GTK_WIDGET (self), self->engine, self->provider);
  chl_model_list_show_model (self->models, model);
}

static void
add_model_cb (ChlProviderPage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *dialog = chl_custom_model_dialog_new (window, self->engine, self->provider);

  g_signal_connect_object (dialog, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
turn_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  chl_model_list_turn_shown (CHL_PROVIDER_PAGE (widget)->models,
                             g_variant_get_boolean (parameter));
}

static gboolean
take_back_name (ChlProviderPage *self)
{
  const char *title = chl_provider_get_title (self->provider);

  if (g_str_equal (gtk_editable_get_text (self->name_row), title))
    return FALSE;

  gtk_editable_set_text (self->name_row, title);

  return TRUE;
}

/* Takes back what was typed first; only then does the page close. */
static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  ChlProviderPage *self = CHL_PROVIDER_PAGE (widget);

  return take_back_name (self) || chl_endpoint_row_take_back (self->endpoint_row);
}

static void
turn_all_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  chl_model_list_turn_all (CHL_PROVIDER_PAGE (widget)->models, g_variant_get_boolean (parameter));
}

static void
chl_provider_page_dispose (GObject *object)
{
  ChlProviderPage *self = CHL_PROVIDER_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->wanted_id, g_source_remove);
  self->model_page = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_PROVIDER_PAGE);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_provider_page_parent_class)->dispose (object);
}

static void
chl_provider_page_finalize (GObject *object)
{
  ChlProviderPage *self = CHL_PROVIDER_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->wanted, g_free);

  G_OBJECT_CLASS (chl_provider_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-provider-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlProviderPage, main);
  gtk_widget_class_bind_template_child (widget_class, ChlProviderPage, title);
  gtk_widget_class_bind_template_child (widget_class, ChlProviderPage, practice);
  gtk_widget_class_bind_template_child (widget_class, ChlProviderPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, ChlProviderPage, key_row);
  gtk_widget_class_bind_template_child (widget_class, ChlProviderPage, endpoint_row);
  gtk_widget_class_bind_template_child (widget_class, ChlProviderPage, server_row);
  gtk_widget_class_bind_template_child (widget_class, ChlProviderPage, check_row);
  gtk_widget_class_bind_template_child (widget_class, ChlProviderPage, pull_group);
  gtk_widget_class_bind_template_child (widget_class, ChlProviderPage, lesson_group);
  gtk_widget_class_bind_template_child (widget_class, ChlProviderPage, header_group);
  gtk_widget_class_bind_template_child (widget_class, ChlProviderPage, options_group);
  gtk_widget_class_bind_template_child (widget_class, ChlProviderPage, models_group);
  gtk_widget_class_bind_template_child (widget_class, ChlProviderPage, refresh_stack);
  gtk_widget_class_bind_template_child (widget_class, ChlProviderPage, models);
  gtk_widget_class_bind_template_child (widget_class, ChlProviderPage, news);
  gtk_widget_class_bind_template_child (widget_class, ChlProviderPage, proposal);
  gtk_widget_class_bind_template_child (widget_class, ChlProviderPage, users);
  gtk_widget_class_bind_template_callback (widget_class, chl_provider_page_settle);
  gtk_widget_class_bind_template_callback (widget_class, chl_provider_page_open_model);
  gtk_widget_class_bind_template_callback (widget_class, update_models);
  gtk_widget_class_bind_template_callback (widget_class, show_new_cb);
  gtk_widget_class_bind_template_callback (widget_class, mend_cb);
  gtk_widget_class_bind_template_callback (widget_class, taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_model_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, chl_provider_page_edit);
  gtk_widget_class_bind_template_callback (widget_class, chl_provider_page_refresh);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, chl_provider_page_check);
}

static void
wanted_cb (gpointer user_data)
{
  ChlProviderPage *self = user_data;
  g_autofree char *wanted = g_steal_pointer (&self->wanted);

  self->wanted_id = 0;
  if (wanted != NULL)
    chl_provider_page_edit (self, wanted);
}

/* Whoever shows the page leads the focus to its first button, and does so after this. */
static void
chl_provider_page_map (GtkWidget *widget)
{
  ChlProviderPage *self = CHL_PROVIDER_PAGE (widget);

  GTK_WIDGET_CLASS (chl_provider_page_parent_class)->map (widget);

  if (self->wanted != NULL && self->wanted_id == 0)
    self->wanted_id = g_idle_add_once (wanted_cb, self);
}

/* What was shown is not new any more the next time. */
static void
chl_provider_page_unmap (GtkWidget *widget)
{
  ChlProviderPage *self = CHL_PROVIDER_PAGE (widget);

  GTK_WIDGET_CLASS (chl_provider_page_parent_class)->unmap (widget);

  if (self->provider != NULL)
    chl_model_join_mark_seen (self->engine, self->provider);
}

static void
chl_provider_page_class_init (ChlProviderPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_provider_page_dispose;
  object_class->finalize = chl_provider_page_finalize;
  widget_class->map = chl_provider_page_map;
  widget_class->unmap = chl_provider_page_unmap;

  g_type_ensure (CHL_TYPE_KEY_ROW);
  g_type_ensure (CHL_TYPE_ENDPOINT_ROW);
  g_type_ensure (CHL_TYPE_SERVER_ROW);
  g_type_ensure (CHL_TYPE_CHECK_ROW);
  g_type_ensure (CHL_TYPE_MODEL_LIST);
  g_type_ensure (CHL_TYPE_PULL_GROUP);
  g_type_ensure (CHL_TYPE_LESSON_GROUP);
  g_type_ensure (CHL_TYPE_HEADER_GROUP);
  g_type_ensure (CHL_TYPE_OPTION_GROUP);
  g_type_ensure (CHL_TYPE_MODEL_NEWS);
  g_type_ensure (CHL_TYPE_PROPOSAL_GROUP);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "models.turn-shown", "b", turn_action);
  gtk_widget_class_install_action (widget_class, "models.turn-all", "b", turn_all_action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
chl_provider_page_init (ChlProviderPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Not bound: a template that is disposed would take it from the bin, which still points to it. */
  self->leaflet = ADW_LEAFLET (adw_bin_get_child (ADW_BIN (self)));
}

static void
watch (ChlProviderPage *self)
{
  ChlProviderList *providers = chl_engine_get_providers (self->engine);

  g_signal_connect_object (self->provider, "notify::title", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->provider, "notify::state", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->provider, "notify::n-enabled-models", G_CALLBACK (update_models),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (chl_provider_get_models (self->provider), "items-changed",
                           G_CALLBACK (models_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (providers, "items-changed", G_CALLBACK (providers_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (chl_engine_get_roles (self->engine), "changed",
                           G_CALLBACK (update_users), self, G_CONNECT_SWAPPED);
}

/* The page rather scrolls than squeezes its list of models. */
static void
show_whole_list (ChlProviderPage *self)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (GTK_WIDGET (self->models), GTK_TYPE_VIEWPORT);

  if (viewport != NULL)
    gtk_scrollable_set_vscroll_policy (GTK_SCROLLABLE (viewport), GTK_SCROLL_NATURAL);
}

/**
 * chl_provider_page_new:
 * @engine: the engine
 * @provider: whom it shows
 *
 * Returns: (transfer floating): a new #ChlProviderPage
 */
GtkWidget *
chl_provider_page_new (ChlEngine   *engine,
                       ChlProvider *provider)
{
  ChlProviderPage *self;
  const ChlFamily *family;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);

  family = chl_provider_get_family (provider);
  self = g_object_new (CHL_TYPE_PROVIDER_PAGE, NULL);
  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);

  chl_key_row_set_provider (self->key_row, engine, provider);
  chl_endpoint_row_set_provider (self->endpoint_row, engine, provider);
  chl_server_row_set_provider (self->server_row, engine, provider);
  chl_check_row_set_provider (self->check_row, engine, provider);
  chl_pull_group_set_provider (self->pull_group, engine, provider);
  chl_lesson_group_set_provider (self->lesson_group, engine, provider);
  chl_header_group_set_provider (self->header_group, engine, provider);
  chl_option_group_set_provider (self->options_group, engine, provider);
  chl_model_list_set_provider (self->models, engine, provider);
  chl_proposal_group_set_provider (self->proposal, engine, provider);
  gtk_widget_set_visible (GTK_WIDGET (self->key_row), (family->auth & CHL_AUTH_API_KEY) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->endpoint_row), !family->is_embedded);

  show_whole_list (self);
  watch (self);
  update (self);
  update_models (self);
  update_users (self);

  return GTK_WIDGET (self);
}

ChlProvider *
chl_provider_page_get_provider (ChlProviderPage *self)
{
  g_return_val_if_fail (CHL_IS_PROVIDER_PAGE (self), NULL);

  return self->provider;
}

/**
 * chl_provider_page_edit:
 * @self: a page
 * @what: "key", "endpoint", "models", "model:ID" or "check", which also stands for what is not there
 *
 * Goes to a row and opens it; on a page that is not seen yet, as soon as it is.
 */
void
chl_provider_page_edit (ChlProviderPage *self,
                        const char      *what)
{
  ChlModel *model = NULL;

  g_return_if_fail (CHL_IS_PROVIDER_PAGE (self));
  g_return_if_fail (what != NULL);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      g_free (self->wanted);
      self->wanted = g_strdup (what);
      return;
    }

  chl_provider_page_close_model (self);
  if (g_str_has_prefix (what, MODEL_PREFIX))
    model = chl_provider_find_model (self->provider, what + strlen (MODEL_PREFIX));

  if (g_str_equal (what, "key") && gtk_widget_get_visible (GTK_WIDGET (self->key_row)))
    chl_key_row_edit (self->key_row);
  else if (g_str_equal (what, "endpoint") &&
           gtk_widget_get_visible (GTK_WIDGET (self->endpoint_row)))
    chl_endpoint_row_edit (self->endpoint_row);
  else if (g_str_equal (what, "models"))
    chl_model_list_search (self->models);
  else if (model != NULL)
    chl_provider_page_open_model (self, model);
  else
    chl_check_row_focus (self->check_row);
}

/**
 * chl_provider_page_check:
 * @self: a page
 *
 * Checks the connection.
 */
void
chl_provider_page_check (ChlProviderPage *self)
{
  g_return_if_fail (CHL_IS_PROVIDER_PAGE (self));

  chl_check_row_run (self->check_row);
}
