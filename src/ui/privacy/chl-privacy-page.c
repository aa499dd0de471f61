/* chl-privacy-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-privacy-page"

#include "config.h"

#include "chl-privacy-page.h"

#include <glib/gi18n-lib.h>

#include "chl-folder-row.h"
#include "chl-ledger.h"
#include "chl-place-row.h"
#include "chl-provider-list.h"
#include "chl-registry-keeper.h"
#include "chl-settings-help.h"

struct _ChlPrivacyPage
{
  AdwPreferencesPage parent_instance;

  ChlEngine           *engine;       /* (owned) (nullable) until it is set */
  GListModel          *asked;        /* (owned) (nullable) all that can be asked */
  GListStore          *table;        /* (owned) (nullable) who keeps the table of models, if asked */
  GCancellable        *cancellable;  /* (owned) (not nullable) */
  ChlHostCount         table_count;  /* how often that was, without words */
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

/* Programs of before the ledger kept the time alone. */
static gint64
get_asked_us (ChlPrivacyPage    *self,
              ChlRegistryKeeper *keeper)
{
  return MAX (self->table_count.last_us, chl_registry_keeper_get_asked_us (keeper));
}

/* Returns: (nullable): %NULL if nobody counted */
static char *
dup_often (const ChlHostCount *count)
{
  g_autofree char *sent = g_format_size ((guint64) count->sent_bytes);
  g_autofree char *received = g_format_size ((guint64) count->received_bytes);

  if (count->n_requests == 0)
    return NULL;

  /* Translators: how often, then how many bytes, such as “205.3 kB”. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u request, %s sent, %s received",
                                       "%u requests, %s sent, %s received",
                                       (gulong) count->n_requests),
                          (guint) count->n_requests, sent, received);
}

/* Where a newer table of models was asked for. */
static GtkWidget *
create_table_row (ChlPrivacyPage    *self,
                  ChlRegistryKeeper *keeper)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *ago = chl_settings_dup_ago (get_asked_us (self, keeper),
                                               chl_engine_get_now_us (self->engine));
  /* Translators: a moment follows, such as “just now” or “Mon”. */
  g_autofree char *asked = g_strdup_printf (_("The table of models, asked for %s"), ago);
  g_autofree char *often = dup_often (&self->table_count);
  g_autofree char *subtitle = often != NULL ? g_strconcat (asked, "\n", often, NULL)
                                            : g_strdup (asked);

  g_object_set (row, "use-markup", FALSE, "title", "models.dev", "subtitle", subtitle, NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("chl-provider-symbolic"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             chl_settings_create_chip (C_("place", "Only when you refresh"), NULL));

  return row;
}

static GtkWidget *
create_place_row (gpointer item,
                  gpointer user_data)
{
  ChlPrivacyPage *self = CHL_PRIVACY_PAGE (user_data);

  return CHL_IS_REGISTRY_KEEPER (item) ? create_table_row (self, item)
                                       : chl_place_row_new (self->engine, item);
}

static void
show_table (ChlPrivacyPage *self)
{
  ChlRegistryKeeper *keeper;
  gpointer           additions[1];
  guint              n_before;

  keeper = chl_engine_get_registry_keeper (self->engine);
  additions[0] = keeper;
  n_before = g_list_model_get_n_items (G_LIST_MODEL (self->table));
  g_list_store_splice (self->table, 0, n_before, additions,
                       get_asked_us (self, keeper) != 0 ? 1 : 0);
}

static void
counts_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  ChlPrivacyPage *self = user_data;
  g_autoptr(GPtrArray) counts = NULL;
  g_autoptr(GError) error = NULL;
  ChlHostCount sum = { NULL };

  counts = chl_ledger_read_finish (CHL_ENGINE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  for (guint i = 0; counts != NULL && i < counts->len; i++)
    {
      const ChlHostCount *count = g_ptr_array_index (counts, i);

      if (g_strcmp0 (count->purpose, CHL_PURPOSE_REGISTRY) != 0)
        continue;
      sum.n_requests += count->n_requests;
      sum.sent_bytes += count->sent_bytes;
      sum.received_bytes += count->received_bytes;
      sum.last_us = MAX (sum.last_us, count->last_us);
    }

  self->table_count = sum;
  show_table (self);
}

/* As it was asked for last, by whichever program. */
static void
update_table (ChlPrivacyPage *self)
{
  if (self->table != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    chl_ledger_read_async (self->engine, self->cancellable, counts_cb, self);
}

static void
update_places (ChlPrivacyPage *self)
{
  gboolean is_empty = g_list_model_get_n_items (self->asked) == 0;

  gtk_widget_set_visible (self->nowhere, is_empty);
  gtk_widget_set_visible (GTK_WIDGET (self->places), !is_empty);
}

static void
chl_privacy_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (chl_privacy_page_parent_class)->map (widget);

  update_table (CHL_PRIVACY_PAGE (widget));
}

static void
chl_privacy_page_dispose (GObject *object)
{
  ChlPrivacyPage *self = CHL_PRIVACY_PAGE (object);

  if (self->engine != NULL)
    gtk_list_box_bind_model (self->places, NULL, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_PRIVACY_PAGE);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->asked);
  g_clear_object (&self->table);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_privacy_page_parent_class)->dispose (object);
}

static void
chl_privacy_page_finalize (GObject *object)
{
  g_clear_object (&CHL_PRIVACY_PAGE (object)->cancellable);

  G_OBJECT_CLASS (chl_privacy_page_parent_class)->finalize (object);
}

static void
chl_privacy_page_class_init (ChlPrivacyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_privacy_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = chl_privacy_page_finalize;
  widget_class->map = chl_privacy_page_map;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-privacy-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlPrivacyPage, local_switch);
  gtk_widget_class_bind_template_child (widget_class, ChlPrivacyPage, places);
  gtk_widget_class_bind_template_child (widget_class, ChlPrivacyPage, nowhere);
  gtk_widget_class_bind_template_child (widget_class, ChlPrivacyPage, folders);
}

static void
chl_privacy_page_init (ChlPrivacyPage *self)
{
  self->cancellable = g_cancellable_new ();
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
  g_autoptr(GListStore) lists = NULL;
  g_autoptr(GtkFilterListModel) asked = NULL;
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
  asked = gtk_filter_list_model_new (providers, filter);
  self->table = g_list_store_new (CHL_TYPE_REGISTRY_KEEPER);
  lists = g_list_store_new (G_TYPE_LIST_MODEL);
  g_list_store_append (lists, asked);
  g_list_store_append (lists, self->table);
  self->asked = G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (g_steal_pointer (&lists))));
  gtk_list_box_bind_model (self->places, self->asked, create_place_row, self, NULL);
  g_signal_connect_object (self->asked, "items-changed", G_CALLBACK (update_places), self,
                           G_CONNECT_SWAPPED);
  update_places (self);
  g_signal_connect_object (chl_engine_get_registry_keeper (engine), "changed",
                           G_CALLBACK (update_table), self, G_CONNECT_SWAPPED);
  update_table (self);

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
