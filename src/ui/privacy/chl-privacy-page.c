/* chl-privacy-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-privacy-page"

#include "config.h"

#include "chl-privacy-page.h"

#include <glib/gi18n-lib.h>

#include "chl-folder-row.h"
#include "chl-place-row.h"
#include "chl-provider-list.h"

struct _ChlPrivacyPage
{
  AdwPreferencesPage parent_instance;

  ChlEngine           *engine;       /* (owned) (nullable) until it is set */
  GtkFilterListModel  *asked;        /* (owned) (nullable) the providers that can be asked */
  GtkSwitch           *local_switch; /* (unowned) template child */
  GtkListBox          *places;       /* (unowned) template child */
  GtkWidget           *nowhere;      /* (unowned) template child */
  AdwPreferencesGroup *folders;      /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlPrivacyPage, chl_privacy_page, ADW_TYPE_PREFERENCES_PAGE)

/* Nothing is ever asked of one whose file cannot be used. */
static gboolean
is_asked (gpointer item,
          gpointer user_data)
{
  return chl_provider_get_state (item) != CHL_PROVIDER_BROKEN_FILE;
}

static GtkWidget *
create_place_row (gpointer item,
                  gpointer user_data)
{
  return chl_place_row_new (CHL_PRIVACY_PAGE (user_data)->engine, item);
}

static void
update_places (ChlPrivacyPage *self)
{
  gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (self->asked)) == 0;

  gtk_widget_set_visible (self->nowhere, is_empty);
  gtk_widget_set_visible (GTK_WIDGET (self->places), !is_empty);
}

static void
chl_privacy_page_dispose (GObject *object)
{
  ChlPrivacyPage *self = CHL_PRIVACY_PAGE (object);

  if (self->engine != NULL)
    gtk_list_box_bind_model (self->places, NULL, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_PRIVACY_PAGE);
  g_clear_object (&self->asked);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_privacy_page_parent_class)->dispose (object);
}

static void
chl_privacy_page_class_init (ChlPrivacyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_privacy_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-privacy-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlPrivacyPage, local_switch);
  gtk_widget_class_bind_template_child (widget_class, ChlPrivacyPage, places);
  gtk_widget_class_bind_template_child (widget_class, ChlPrivacyPage, nowhere);
  gtk_widget_class_bind_template_child (widget_class, ChlPrivacyPage, folders);
}

static void
chl_privacy_page_init (ChlPrivacyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_privacy_page_set_engine:
 * @self: a page that has none yet
 * @engine: what it tells about
 */
void
chl_privacy_page_set_engine (ChlPrivacyPage *self,
                             ChlEngine      *engine)
{
  GListModel *providers;
  GtkFilter  *filter;

  g_return_if_fail (CHL_IS_PRIVACY_PAGE (self));
  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  g_object_bind_property (engine, "is-local-only", self->local_switch, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  providers = g_object_ref (G_LIST_MODEL (chl_engine_get_providers (engine)));
  filter = GTK_FILTER (gtk_custom_filter_new (is_asked, NULL, NULL));
  self->asked = gtk_filter_list_model_new (providers, filter);
  gtk_list_box_bind_model (self->places, G_LIST_MODEL (self->asked), create_place_row, self, NULL);
  g_signal_connect_object (self->asked, "items-changed", G_CALLBACK (update_places), self,
                           G_CONNECT_SWAPPED);
  update_places (self);

  adw_preferences_group_add (self->folders,
                             chl_folder_row_new (_("Settings"),
                                                    chl_engine_get_folder (engine, "config")));
  adw_preferences_group_add (self->folders,
                             chl_folder_row_new (_("Chats"),
                                                    chl_engine_get_folder (engine, "data")));
  adw_preferences_group_add (self->folders,
                             chl_folder_row_new (_("What Can Be Fetched Again"),
                                                    chl_engine_get_folder (engine, "cache")));
}
