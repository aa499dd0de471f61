/* chl-providers-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-providers-page"

#include "config.h"

#include "chl-providers-page.h"

#include "chl-provider-row.h"
#include "chl-runtime-row.h"
#include "chl-runtimes.h"
#include "chl-settings-help.h"
#include "chl-table-group.h"
#include "chl-take-up.h"

/**
 * ChlProvidersPage:
 *
 * The runtimes of this computer, and the providers that are set up.
 */
struct _ChlProvidersPage
{
  AdwPreferencesPage parent_instance;

  ChlEngine     *engine;      /* (owned) (nullable) until it is set */
  GCancellable  *cancellable; /* (owned) */
  GtkListBox    *runtimes;    /* (unowned) template child */
  GtkListBox    *providers;   /* (unowned) template child */
  GtkWidget     *empty;       /* (unowned) template child */
  GtkStack      *probe_stack; /* (unowned) template child */
  ChlTableGroup *table_group; /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlProvidersPage, chl_providers_page, ADW_TYPE_PREFERENCES_PAGE)

static void
probed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  ChlProvidersPage *self = user_data;
  g_autoptr(GError) error = NULL;

  /* After a cancellation the page is gone. */
  if (!chl_runtimes_probe_finish (CHL_RUNTIMES (object), result, &error) &&
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_stack_set_visible_child_name (self->probe_stack, "button");
}

static void
taken_up_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  ChlProvidersPage *self = user_data;
  g_autoptr(ChlProvider) provider = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *page = NULL;

  provider = chl_take_up_finish (CHL_ENGINE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (provider == NULL)
    {
      chl_settings_toast_error (GTK_WIDGET (self), error);
      return;
    }

  page = g_strconcat ("provider:", chl_provider_get_id (provider), NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "settings.show-page", "s", page);
}

static void
set_up_cb (ChlProvidersPage *self,
           ChlRuntime       *runtime)
{
  const ChlNewProvider what = {
    .family_id = chl_runtime_get_family_id (runtime),
    .name = chl_runtime_get_title (runtime),
    .endpoint = chl_runtime_get_address (runtime),
  };

  chl_take_up_async (self->engine, &what, self->cancellable, taken_up_cb, self);
}

static GtkWidget *
create_runtime_row (gpointer item,
                    gpointer user_data)
{
  GtkWidget *row = chl_runtime_row_new (item);

  g_signal_connect_object (row, "set-up", G_CALLBACK (set_up_cb), user_data, G_CONNECT_SWAPPED);

  return row;
}

static GtkWidget *
create_provider_row (gpointer item,
                     gpointer user_data)
{
  return chl_provider_row_new (CHL_PROVIDERS_PAGE (user_data)->engine, item);
}

static void
update_empty (ChlProvidersPage *self)
{
  GListModel *providers = G_LIST_MODEL (chl_engine_get_providers (self->engine));
  gboolean    is_empty = g_list_model_get_n_items (providers) == 0;

  gtk_widget_set_visible (self->empty, is_empty);
  gtk_widget_set_visible (GTK_WIDGET (self->providers), !is_empty);
}

static void
chl_providers_page_dispose (GObject *object)
{
  ChlProvidersPage *self = CHL_PROVIDERS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->engine != NULL)
    {
      gtk_list_box_bind_model (self->runtimes, NULL, NULL, NULL, NULL);
      gtk_list_box_bind_model (self->providers, NULL, NULL, NULL, NULL);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_PROVIDERS_PAGE);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_providers_page_parent_class)->dispose (object);
}

static void
chl_providers_page_finalize (GObject *object)
{
  ChlProvidersPage *self = CHL_PROVIDERS_PAGE (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (chl_providers_page_parent_class)->finalize (object);
}

static void
chl_providers_page_class_init (ChlProvidersPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_providers_page_dispose;
  object_class->finalize = chl_providers_page_finalize;

  g_type_ensure (CHL_TYPE_TABLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-providers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlProvidersPage, runtimes);
  gtk_widget_class_bind_template_child (widget_class, ChlProvidersPage, providers);
  gtk_widget_class_bind_template_child (widget_class, ChlProvidersPage, empty);
  gtk_widget_class_bind_template_child (widget_class, ChlProvidersPage, probe_stack);
  gtk_widget_class_bind_template_child (widget_class, ChlProvidersPage, table_group);
  gtk_widget_class_bind_template_callback (widget_class, chl_providers_page_probe);
}

static void
chl_providers_page_init (ChlProvidersPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_providers_page_set_engine:
 * @self: a page that has none yet
 * @engine: whose providers it shows
 */
void
chl_providers_page_set_engine (ChlProvidersPage *self,
                               ChlEngine        *engine)
{
  g_return_if_fail (CHL_IS_PROVIDERS_PAGE (self));
  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  gtk_list_box_bind_model (self->runtimes, G_LIST_MODEL (chl_engine_get_runtimes (engine)),
                           create_runtime_row, self, NULL);
  gtk_list_box_bind_model (self->providers, G_LIST_MODEL (chl_engine_get_providers (engine)),
                           create_provider_row, self, NULL);
  g_signal_connect_object (chl_engine_get_providers (engine), "items-changed",
                           G_CALLBACK (update_empty), self, G_CONNECT_SWAPPED);
  update_empty (self);
  chl_table_group_set_engine (self->table_group, engine);
}

/**
 * chl_providers_page_focus:
 * @self: a page
 *
 * Puts the cursor on the first provider, or where one is added.
 */
void
chl_providers_page_focus (ChlProvidersPage *self)
{
  GtkWidget *target;

  g_return_if_fail (CHL_IS_PROVIDERS_PAGE (self));

  target = gtk_widget_get_visible (self->empty) ? self->empty : GTK_WIDGET (self->providers);
  gtk_widget_child_focus (target, GTK_DIR_TAB_FORWARD);
}

/**
 * chl_providers_page_probe:
 * @self: a page
 *
 * Looks again which runtimes of this computer run.
 */
void
chl_providers_page_probe (ChlProvidersPage *self)
{
  g_return_if_fail (CHL_IS_PROVIDERS_PAGE (self));

  gtk_stack_set_visible_child_name (self->probe_stack, "spinner");
  chl_runtimes_probe_async (chl_engine_get_runtimes (self->engine), self->cancellable, probed_cb,
                            self);
}
