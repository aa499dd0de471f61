/* chl-settings-window.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-settings-window"

#include "config.h"

#include "chl-settings-window.h"

#include <string.h>

#include "chl-add-page.h"
#include "chl-privacy-page.h"
#include "chl-provider-list.h"
#include "chl-provider-page.h"
#include "chl-providers-page.h"
#include "chl-removal.h"
#include "chl-roles-page.h"

#define PROVIDER_PREFIX "provider:"
#define ROLES_PREFIX "roles:"

/**
 * ChlSettingsWindow:
 *
 * Everything that can be set. Its pages reach each other by actions: settings.show-page,
 * settings.back, settings.check-provider and settings.remove-provider.
 */
struct _ChlSettingsWindow
{
  AdwPreferencesWindow parent_instance;

  ChlEngine        *engine;         /* (owned) (nullable) until it is set */
  GPtrArray        *removals;       /* (owned) (element-type AdwToast) those of this window */
  GtkWidget        *subpage;        /* (unowned) (nullable) weak; the page in front */
  ChlProvidersPage *providers_page; /* (unowned) template child */
  ChlRolesPage     *roles_page;     /* (unowned) template child */
  ChlPrivacyPage   *privacy_page;   /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlSettingsWindow, chl_settings_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
present_subpage (ChlSettingsWindow *self,
                 GtkWidget         *subpage)
{
  g_set_weak_pointer (&self->subpage, subpage);
  adw_preferences_window_present_subpage (ADW_PREFERENCES_WINDOW (self), subpage);
}

/* What opened the page may be gone, and the cursor shall not stay behind in what goes away. */
static void
close_subpage (ChlSettingsWindow *self)
{
  GtkWidget *subpage = self->subpage;
  GtkWidget *focus;

  g_clear_weak_pointer (&self->subpage);
  adw_preferences_window_close_subpage (ADW_PREFERENCES_WINDOW (self));

  focus = gtk_window_get_focus (GTK_WINDOW (self));
  if (subpage != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      (focus == NULL || gtk_widget_is_ancestor (focus, subpage) || !gtk_widget_get_mapped (focus)))
    chl_providers_page_focus (self->providers_page);
}

/* One of the pages that are always there. */
static void
show_first (ChlSettingsWindow *self,
            const char        *page)
{
  close_subpage (self);
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (self), page);
}

static ChlProviderPage *
show_provider (ChlSettingsWindow *self,
               const char        *id)
{
  ChlProvider *provider = chl_provider_list_find (chl_engine_get_providers (self->engine), id);

  adw_preferences_window_set_visible_page (ADW_PREFERENCES_WINDOW (self),
                                           ADW_PREFERENCES_PAGE (self->providers_page));
  if (provider == NULL || chl_provider_get_state (provider) == CHL_PROVIDER_BROKEN_FILE)
    {
      close_subpage (self);
      return NULL;
    }

  if (!CHL_IS_PROVIDER_PAGE (self->subpage) ||
      chl_provider_page_get_provider (CHL_PROVIDER_PAGE (self->subpage)) != provider)
    present_subpage (self, chl_provider_page_new (self->engine, provider));

  return CHL_PROVIDER_PAGE (self->subpage);
}

static void
show_page_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  chl_settings_window_show_page (CHL_SETTINGS_WINDOW (widget),
                                 g_variant_get_string (parameter, NULL));
}

static void
back_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  close_subpage (CHL_SETTINGS_WINDOW (widget));
}

static void
check_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  ChlProviderPage *page;

  page = show_provider (CHL_SETTINGS_WINDOW (widget), g_variant_get_string (parameter, NULL));
  if (page == NULL)
    return;

  /* Whoever just added it can check again, or go on to what failed, and not back. */
  chl_provider_page_edit (page, "check");
  chl_provider_page_check (page);
}

static void
dismissed_cb (ChlSettingsWindow *self,
              AdwToast          *toast)
{
  g_ptr_array_remove (self->removals, toast);
}

static void
remove_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChlSettingsWindow *self = CHL_SETTINGS_WINDOW (widget);
  ChlProvider       *provider;
  AdwToast          *toast;

  provider = chl_provider_list_find (chl_engine_get_providers (self->engine),
                                     g_variant_get_string (parameter, NULL));
  if (provider == NULL)
    return;

  toast = chl_removal_start (self->engine, provider, ADW_PREFERENCES_WINDOW (self));
  g_ptr_array_add (self->removals, g_object_ref (toast));
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), self,
                           G_CONNECT_SWAPPED);
  close_subpage (self);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), toast);
}

/*
 * GTK would put the cursor on the first button of the first page, with a ring around it. Where the
 * window was asked for by pointer there is no ring, as there was none in the window before.
 */
static void
chl_settings_window_map (GtkWidget *widget)
{
  ChlSettingsWindow *self = CHL_SETTINGS_WINDOW (widget);
  GtkWindow         *window = GTK_WINDOW (widget);
  GtkWindow         *parent = gtk_window_get_transient_for (window);
  gboolean           has_ring = parent != NULL && gtk_window_get_focus_visible (parent);

  GTK_WIDGET_CLASS (chl_settings_window_parent_class)->map (widget);

  if (gtk_window_get_focus (window) == NULL && self->subpage == NULL &&
      g_str_equal (adw_preferences_window_get_visible_page_name (ADW_PREFERENCES_WINDOW (self)),
                   "providers"))
    chl_providers_page_focus (self->providers_page);
  gtk_window_set_focus_visible (window, has_ring);
}

/* First out of the page, then out of the window. */
static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  if (CHL_SETTINGS_WINDOW (widget)->subpage != NULL)
    close_subpage (CHL_SETTINGS_WINDOW (widget));
  else
    gtk_window_close (GTK_WINDOW (widget));

  return GDK_EVENT_STOP;
}

/* With the window goes the button that would undo. */
static void
chl_settings_window_dispose (GObject *object)
{
  ChlSettingsWindow *self = CHL_SETTINGS_WINDOW (object);

  for (guint i = 0; i < self->removals->len; i++)
    chl_removal_commit (g_ptr_array_index (self->removals, i));
  g_ptr_array_set_size (self->removals, 0);

  g_clear_weak_pointer (&self->subpage);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_SETTINGS_WINDOW);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_settings_window_parent_class)->dispose (object);
}

static void
chl_settings_window_finalize (GObject *object)
{
  ChlSettingsWindow *self = CHL_SETTINGS_WINDOW (object);

  g_clear_pointer (&self->removals, g_ptr_array_unref);

  G_OBJECT_CLASS (chl_settings_window_parent_class)->finalize (object);
}

static void
chl_settings_window_class_init (ChlSettingsWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_settings_window_dispose;
  object_class->finalize = chl_settings_window_finalize;
  widget_class->map = chl_settings_window_map;

  g_type_ensure (CHL_TYPE_PROVIDERS_PAGE);
  g_type_ensure (CHL_TYPE_ROLES_PAGE);
  g_type_ensure (CHL_TYPE_PRIVACY_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-settings-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlSettingsWindow, providers_page);
  gtk_widget_class_bind_template_child (widget_class, ChlSettingsWindow, roles_page);
  gtk_widget_class_bind_template_child (widget_class, ChlSettingsWindow, privacy_page);

  gtk_widget_class_install_action (widget_class, "settings.show-page", "s", show_page_action);
  gtk_widget_class_install_action (widget_class, "settings.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "settings.check-provider", "s", check_action);
  gtk_widget_class_install_action (widget_class, "settings.remove-provider", "s", remove_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "settings.back",
                                       NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
chl_settings_window_init (ChlSettingsWindow *self)
{
  self->removals = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_settings_window_new:
 * @engine: what the settings are about
 *
 * Returns: (transfer none): a new window, not shown yet; GTK holds it until it is closed
 */
ChlSettingsWindow *
chl_settings_window_new (ChlEngine *engine)
{
  ChlSettingsWindow *self;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);

  self = g_object_new (CHL_TYPE_SETTINGS_WINDOW, NULL);
  self->engine = g_object_ref (engine);
  chl_providers_page_set_engine (self->providers_page, engine);
  chl_roles_page_set_engine (self->roles_page, engine);
  chl_privacy_page_set_engine (self->privacy_page, engine);
  chl_providers_page_probe (self->providers_page);

  return self;
}

/**
 * chl_settings_window_show_page:
 * @self: a window
 * @page: "providers", "roles", "privacy", "add", "provider:ID" or "provider:ID#ROW", where a row is
 *   "key", "endpoint", "models" or "check", or "roles:MODEL", which lets another one be chosen for
 *   what that model does; an unknown page is passed over
 */
void
chl_settings_window_show_page (ChlSettingsWindow *self,
                               const char        *page)
{
  g_return_if_fail (CHL_IS_SETTINGS_WINDOW (self));
  g_return_if_fail (page != NULL);

  if (g_str_has_prefix (page, PROVIDER_PREFIX))
    {
      g_auto(GStrv) names = g_strsplit (page + strlen (PROVIDER_PREFIX), "#", 2);
      ChlProviderPage *provider_page = show_provider (self, names[0]);

      if (provider_page != NULL)
        chl_provider_page_freshen (provider_page);
      if (provider_page != NULL && names[1] != NULL)
        chl_provider_page_edit (provider_page, names[1]);
    }
  else if (g_str_has_prefix (page, ROLES_PREFIX))
    {
      show_first (self, "roles");
      chl_roles_page_replace (self->roles_page, page + strlen (ROLES_PREFIX));
    }
  else if (g_str_equal (page, "add"))
    {
      adw_preferences_window_set_visible_page (ADW_PREFERENCES_WINDOW (self),
                                               ADW_PREFERENCES_PAGE (self->providers_page));
      if (!CHL_IS_ADD_PAGE (self->subpage))
        present_subpage (self, chl_add_page_new (self->engine));
    }
  else if (g_str_equal (page, "providers") || g_str_equal (page, "roles") ||
           g_str_equal (page, "privacy"))
    show_first (self, page);
}
