/* chl-window.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-window"

#include "config.h"

#include "chl-window.h"

#include <glib/gi18n-lib.h>

#include "chl-chat-page.h"
#include "chl-library.h"
#include "chl-provider-list.h"
#include "chl-settings-window.h"
#include "chl-sidebar.h"
#include "chl-slim-bin.h"
#include "chl-welcome-page.h"

/* Seconds in which deleting a chat can be undone. */
#define UNDO_SECONDS 8

struct _ChlWindow
{
  AdwApplicationWindow parent_instance;

  ChlEngine         *engine;          /* (owned) */
  GSettings         *settings;        /* (owned) (nullable) where the schema is not installed */
  ChlSettingsWindow *settings_window; /* (unowned) (nullable) weak; while it is open */
  GHashTable        *undos;           /* (owned) (element-type ChlConversation AdwToast) deleted chats */
  AdwToastOverlay   *toasts;          /* (unowned) template child */
  GtkStack          *stack;           /* (unowned) template child */
  AdwFlap           *flap;            /* (unowned) template child */
  ChlSidebar        *sidebar;         /* (unowned) template child */
  ChlChatPage       *page;            /* (unowned) template child */
  ChlWelcomePage    *welcome;         /* (unowned) (nullable) the stack owns it; once it is needed */
};

G_DEFINE_FINAL_TYPE (ChlWindow, chl_window, ADW_TYPE_APPLICATION_WINDOW)

static void
update_alone (ChlWindow *self)
{
  gboolean is_narrow = adw_flap_get_folded (self->flap);

  chl_chat_page_set_alone (self->page, is_narrow || !adw_flap_get_reveal_flap (self->flap),
                           is_narrow);
}

static void
show_chat (ChlWindow       *self,
           ChlConversation *conversation)
{
  chl_chat_page_set_conversation (self->page, conversation);
  chl_sidebar_select (self->sidebar, conversation);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static void
chosen_cb (ChlWindow       *self,
           ChlConversation *conversation)
{
  show_chat (self, conversation);
}

static void update_stack (ChlWindow *self);

static void
welcome_done_cb (ChlWindow  *self,
                 const char *full_id)
{
  chl_window_new_chat (self);
  if (full_id != NULL)
    chl_conversation_set_model (chl_chat_page_get_conversation (self->page), full_id);
  update_stack (self);
}

/* Most starts never see it, and its picture alone needs an SVG library. */
static void
ensure_welcome (ChlWindow *self)
{
  if (self->welcome != NULL)
    return;

  self->welcome = g_object_new (CHL_TYPE_WELCOME_PAGE, NULL);
  chl_welcome_page_set_engine (self->welcome, self->engine);
  g_signal_connect_object (self->welcome, "done", G_CALLBACK (welcome_done_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->welcome), "welcome");
}

/* Nothing to show but how to begin: no provider and no chat. */
static gboolean
is_beginning (ChlWindow *self)
{
  GListModel *providers = G_LIST_MODEL (chl_engine_get_providers (self->engine));
  GListModel *library = G_LIST_MODEL (chl_engine_get_library (self->engine));

  return g_list_model_get_n_items (library) == 0 &&
         (g_list_model_get_n_items (providers) == 0 ||
          (self->welcome != NULL && chl_welcome_page_is_busy (self->welcome)));
}

static void
update_stack (ChlWindow *self)
{
  const char *shown = gtk_stack_get_visible_child_name (self->stack);
  const char *page = "chat";

  if (!chl_engine_is_ready (self->engine))
    page = "starting";
  else if (is_beginning (self))
    {
      ensure_welcome (self);
      page = "welcome";
    }
  else if (chl_chat_page_get_conversation (self->page) == NULL)
    chl_window_new_chat (self);

  /* At the start there is nothing to fade from, and what is asked for comes sooner. */
  gtk_stack_set_visible_child_full (self->stack, page,
                                    g_strcmp0 (shown, "starting") == 0
                                      ? GTK_STACK_TRANSITION_TYPE_NONE
                                      : GTK_STACK_TRANSITION_TYPE_CROSSFADE);
}

/* The chat that is shown may have found its place in the list only now. */
static void
library_changed_cb (ChlWindow *self)
{
  update_stack (self);
  chl_sidebar_select (self->sidebar, chl_chat_page_get_conversation (self->page));
}

static void
remove_chat (ChlWindow       *self,
             ChlConversation *chat)
{
  if (g_hash_table_remove (self->undos, chat))
    chl_library_remove (chl_engine_get_library (self->engine), chat);
}

static void
undo_cb (ChlWindow *self,
         AdwToast  *toast)
{
  ChlConversation *chat = g_object_get_data (G_OBJECT (toast), "chat");

  if (!g_hash_table_contains (self->undos, chat))
    return;

  chl_library_unhide (chl_engine_get_library (self->engine), chat);
  show_chat (self, chat);
  g_hash_table_remove (self->undos, chat);
}

static void
dismissed_cb (ChlWindow *self,
              AdwToast  *toast)
{
  remove_chat (self, g_object_get_data (G_OBJECT (toast), "chat"));
}

static void
deleted_cb (ChlWindow       *self,
            ChlConversation *chat)
{
  const char      *title = chl_conversation_get_title (chat);
  g_autofree char *escaped = NULL;
  AdwToast        *toast;

  if (chl_chat_page_get_conversation (self->page) == chat)
    chl_window_new_chat (self);

  escaped = g_markup_escape_text (title != NULL && *title != '\0' ? title : _("New Chat"), -1);
  /* Translators: %s is the title of a chat. */
  toast = adw_toast_new_format (_("“%s” deleted"), escaped);
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  g_object_set_data_full (G_OBJECT (toast), "chat", g_object_ref (chat), g_object_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), self, G_CONNECT_SWAPPED);
  g_hash_table_insert (self->undos, g_object_ref (chat), toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
new_chat_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  chl_window_new_chat (CHL_WINDOW (widget));
}

static void
add_provider_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  chl_window_show_settings (CHL_WINDOW (widget), "add");
}

static void
show_settings_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  chl_window_show_settings (CHL_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
choose_model_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  chl_chat_page_show_models (CHL_WINDOW (widget)->page);
}

static void
toast_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  chl_window_toast (CHL_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
is_active_cb (ChlWindow *self)
{
  if (gtk_window_is_active (GTK_WINDOW (self)))
    chl_sidebar_refresh (self->sidebar);
}

static GSettings *
create_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APP_ID, TRUE);

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

static void
restore_state (ChlWindow *self)
{
  if (self->settings == NULL)
    return;

  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  adw_flap_set_reveal_flap (self->flap, g_settings_get_boolean (self->settings, "sidebar-visible"));
}

static gboolean
chl_window_close_request (GtkWindow *window)
{
  chl_window_keep (CHL_WINDOW (window));

  return GTK_WINDOW_CLASS (chl_window_parent_class)->close_request (window);
}

static void
chl_window_dispose (GObject *object)
{
  ChlWindow *self = CHL_WINDOW (object);

  g_clear_weak_pointer (&self->settings_window);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_WINDOW);
  self->welcome = NULL;
  g_hash_table_remove_all (self->undos);
  g_clear_object (&self->settings);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_window_parent_class)->dispose (object);
}

static void
chl_window_finalize (GObject *object)
{
  ChlWindow *self = CHL_WINDOW (object);

  g_clear_pointer (&self->undos, g_hash_table_unref);

  G_OBJECT_CLASS (chl_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, ChlWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, ChlWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, ChlWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, ChlWindow, page);
  gtk_widget_class_bind_template_callback (widget_class, update_alone);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, deleted_cb);
}

static void
chl_window_class_init (ChlWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_window_dispose;
  object_class->finalize = chl_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = chl_window_close_request;

  g_type_ensure (CHL_TYPE_CHAT_PAGE);
  g_type_ensure (CHL_TYPE_SIDEBAR);
  g_type_ensure (CHL_TYPE_SLIM_BIN);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "win.new-chat", NULL, new_chat_action);
  gtk_widget_class_install_action (widget_class, "win.add-provider", NULL, add_provider_action);
  gtk_widget_class_install_action (widget_class, "win.show-settings", "s", show_settings_action);
  gtk_widget_class_install_action (widget_class, "win.choose-model", NULL, choose_model_action);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast_action);
}

static void
chl_window_init (ChlWindow *self)
{
  g_autoptr(GPropertyAction) show_sidebar = NULL;

  self->undos = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));

  show_sidebar = g_property_action_new ("show-sidebar", self->flap, "reveal-flap");
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (show_sidebar));
  g_signal_connect_object (self, "notify::is-active", G_CALLBACK (is_active_cb), self,
                           G_CONNECT_DEFAULT);
  self->settings = create_settings ();
  restore_state (self);
  update_alone (self);
}

/**
 * chl_window_new:
 * @application: the application
 * @engine: does what is asked for
 *
 * Returns: (transfer floating): a new window, not shown yet
 */
ChlWindow *
chl_window_new (GtkApplication *application,
                ChlEngine      *engine)
{
  ChlWindow *self;

  g_return_val_if_fail (application == NULL || GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);

  self = g_object_new (CHL_TYPE_WINDOW, "application", application, NULL);
  self->engine = g_object_ref (engine);
  chl_sidebar_set_engine (self->sidebar, engine);
  chl_chat_page_set_engine (self->page, engine);

  g_signal_connect_object (engine, "notify::is-ready", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "notice", G_CALLBACK (chl_window_toast), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (chl_engine_get_providers (engine), "items-changed",
                           G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (chl_engine_get_library (engine), "items-changed",
                           G_CALLBACK (library_changed_cb), self, G_CONNECT_SWAPPED);
  update_stack (self);
  return self;
}

/**
 * chl_window_new_chat:
 * @self: a window
 *
 * Shows an empty chat; the one that is shown, if it is empty.
 */
void
chl_window_new_chat (ChlWindow *self)
{
  ChlConversation *current;
  g_autoptr(ChlConversation) chat = NULL;

  g_return_if_fail (CHL_IS_WINDOW (self));

  if (!chl_engine_is_ready (self->engine))
    return;

  current = chl_chat_page_get_conversation (self->page);
  if (current != NULL && !g_hash_table_contains (self->undos, current) &&
      chl_conversation_is_loaded (current) &&
      g_list_model_get_n_items (G_LIST_MODEL (current)) == 0)
    {
      show_chat (self, current);
      return;
    }

  chat = g_object_ref (chl_library_new_chat (chl_engine_get_library (self->engine)));
  show_chat (self, chat);
}

/**
 * chl_window_show_settings:
 * @self: a window
 * @page: "providers", "roles", "privacy", "add" or "provider:ID"
 */
void
chl_window_show_settings (ChlWindow  *self,
                          const char *page)
{
  g_return_if_fail (CHL_IS_WINDOW (self));
  g_return_if_fail (page != NULL);

  if (self->settings_window == NULL)
    {
      g_set_weak_pointer (&self->settings_window, chl_settings_window_new (self->engine));
      gtk_window_set_transient_for (GTK_WINDOW (self->settings_window), GTK_WINDOW (self));
      gtk_window_set_application (GTK_WINDOW (self->settings_window),
                                  gtk_window_get_application (GTK_WINDOW (self)));
      gtk_window_set_modal (GTK_WINDOW (self->settings_window), TRUE);
      gtk_window_set_destroy_with_parent (GTK_WINDOW (self->settings_window), TRUE);
    }

  chl_settings_window_show_page (self->settings_window, page);
  gtk_window_present (GTK_WINDOW (self->settings_window));
}

/**
 * chl_window_toast:
 * @self: a window
 * @sentence: what was done, or what went wrong
 */
void
chl_window_toast (ChlWindow  *self,
                  const char *sentence)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (CHL_IS_WINDOW (self));
  g_return_if_fail (sentence != NULL);

  escaped = g_markup_escape_text (sentence, -1);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

/**
 * chl_window_keep:
 * @self: a window
 *
 * Keeps what would be lost with it: the draft, the window's size, and chats whose deletion can no
 * longer be undone.
 */
void
chl_window_keep (ChlWindow *self)
{
  int width;
  int height;

  g_return_if_fail (CHL_IS_WINDOW (self));

  chl_chat_page_keep_draft (self->page);
  if (g_hash_table_size (self->undos) > 0)
    {
      g_autofree gpointer *chats = g_hash_table_get_keys_as_array (self->undos, NULL);

      for (gsize i = 0; chats[i] != NULL; i++)
        {
          g_autoptr(ChlConversation) chat = g_object_ref (chats[i]);

          remove_chat (self, chat);
        }
    }

  if (self->settings == NULL)
    return;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", CLAMP (width, 360, 16384));
  g_settings_set_int (self->settings, "window-height", CLAMP (height, 294, 16384));
  g_settings_set_boolean (self->settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
  if (!adw_flap_get_folded (self->flap))
    g_settings_set_boolean (self->settings, "sidebar-visible", adw_flap_get_reveal_flap (self->flap));
}
