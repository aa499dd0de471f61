/* chl-window.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-window"

#include "config.h"

#include "chl-window.h"

#include "chl-chat-page.h"
#include "chl-chat-trash.h"
#include "chl-flap-focus.h"
#include "chl-library.h"
#include "chl-list-focus.h"
#include "chl-provider-list.h"
#include "chl-settings-window.h"
#include "chl-sidebar.h"
#include "chl-slim-bin.h"
#include "chl-tab-stops.h"
#include "chl-welcome-page.h"
#include "chl-window-state.h"

struct _ChlWindow
{
  AdwApplicationWindow parent_instance;

  ChlEngine         *engine;          /* (owned) */
  GSettings         *settings;        /* (owned) (nullable) where the schema is not installed */
  ChlSettingsWindow *settings_window; /* (unowned) (nullable) weak; while it is open */
  ChlChatTrash      *trash;           /* (owned) (nullable) until there is an engine */
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

/* One without a message is not named: there is only one, and it is shown when there is no other. */
static void
keep_shown (ChlWindow *self)
{
  ChlConversation *shown = chl_chat_page_get_conversation (self->page);
  const char      *id = shown != NULL ? chl_conversation_get_id (shown) : NULL;

  if (self->settings == NULL || !chl_engine_is_ready (self->engine))
    return;

  if (chl_library_find (chl_engine_get_library (self->engine), id) == NULL)
    id = "";
  g_settings_set_string (self->settings, "shown-chat", id);
}

static void
show (ChlWindow       *self,
      ChlConversation *conversation)
{
  chl_chat_page_set_conversation (self->page, conversation);
  chl_sidebar_select (self->sidebar, conversation);
  keep_shown (self);
}

static void
show_chat (ChlWindow       *self,
           ChlConversation *conversation)
{
  show (self, conversation);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  chl_chat_page_focus (self->page);
}

/* The one that was shown when the program ended; one that was deleted since then gives a new one. */
static void
show_first_chat (ChlWindow *self)
{
  g_autofree char *id = NULL;
  ChlConversation *chat;

  if (self->settings != NULL)
    id = g_settings_get_string (self->settings, "shown-chat");

  chat = chl_library_find (chl_engine_get_library (self->engine), id);
  if (chat != NULL)
    show_chat (self, chat);
  else
    chl_window_new_chat (self);
}

/* Whoever goes through the list by its keys stays in it. */
static void
chosen_cb (ChlWindow       *self,
           ChlConversation *conversation,
           gboolean         is_entered)
{
  g_autoptr(GtkWidget) focus = chl_list_focus_hold (GTK_ROOT (self));

  if (is_entered)
    show_chat (self, conversation);
  else
    show (self, conversation);
  chl_list_focus_put_back (is_entered ? NULL : focus);
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
    show_first_chat (self);

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
  keep_shown (self);
}

static void
deleted_cb (ChlWindow       *self,
            ChlConversation *chat)
{
  if (chl_chat_page_get_conversation (self->page) == chat)
    chl_window_new_chat (self);
  chl_chat_trash_add (self->trash, chat);
}

static void
hit_chosen_cb (ChlWindow  *self,
               ChlHit     *hit,
               const char *query,
               gboolean    is_entered)
{
  g_autoptr(GtkWidget) focus = chl_list_focus_hold (GTK_ROOT (self));

  chosen_cb (self, chl_hit_get_conversation (hit), is_entered);
  chl_find_bar_open_at (chl_chat_page_get_find_bar (self->page), query,
                        chl_hit_get_message_id (hit));
  chl_list_focus_put_back (is_entered ? NULL : focus);
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
search_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChlWindow *self = CHL_WINDOW (widget);

  adw_flap_set_reveal_flap (self->flap, TRUE);
  chl_sidebar_search (self->sidebar);
}

static void
find_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChlFindBar *bar = chl_chat_page_get_find_bar (CHL_WINDOW (widget)->page);

  if (g_str_equal (action_name, "win.find"))
    chl_find_bar_open (bar);
  else
    chl_find_bar_step (bar, g_str_equal (action_name, "win.find-next"));
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
  g_clear_object (&self->trash);
  g_clear_object (&self->settings);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_window_parent_class)->dispose (object);
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
  gtk_widget_class_bind_template_callback (widget_class, hit_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, deleted_cb);
}

static void
chl_window_class_init (ChlWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = chl_window_close_request;

  g_type_ensure (CHL_TYPE_CHAT_PAGE);
  g_type_ensure (CHL_TYPE_SIDEBAR);
  g_type_ensure (CHL_TYPE_SLIM_BIN);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "win.new-chat", NULL, new_chat_action);
  gtk_widget_class_install_action (widget_class, "win.add-provider", NULL, add_provider_action);
  gtk_widget_class_install_action (widget_class, "win.show-settings", "s", show_settings_action);
  gtk_widget_class_install_action (widget_class, "win.choose-model", NULL, choose_model_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "win.find-next", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "win.find-previous", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, GDK_CONTROL_MASK, "win.search",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "win.find", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK, "win.find-next",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "win.find-previous", NULL);
}

static void
chl_window_init (ChlWindow *self)
{
  g_autoptr(GPropertyAction) show_sidebar = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  chl_tab_stops_skip_still_pages (GTK_WIDGET (self->page));
  chl_flap_focus_guide (self->flap);

  show_sidebar = g_property_action_new ("show-sidebar", self->flap, "reveal-flap");
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (show_sidebar));
  g_signal_connect_object (self, "notify::is-active", G_CALLBACK (is_active_cb), self,
                           G_CONNECT_DEFAULT);
  self->settings = chl_window_state_new ();
  chl_window_state_restore (self->settings, GTK_WINDOW (self), self->flap);
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
  self->trash = chl_chat_trash_new (engine, self->toasts);
  g_signal_connect_object (self->trash, "restored", G_CALLBACK (show_chat), self,
                           G_CONNECT_SWAPPED);
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
  if (current != NULL && !chl_chat_trash_contains (self->trash, current) &&
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
 * @page: a page as chl_settings_window_show_page() has them
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
  g_return_if_fail (CHL_IS_WINDOW (self));

  chl_chat_page_keep_draft (self->page);
  if (self->trash != NULL)
    chl_chat_trash_empty (self->trash);

  chl_window_state_keep (self->settings, GTK_WINDOW (self), self->flap);
}
