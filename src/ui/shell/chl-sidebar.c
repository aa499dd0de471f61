/* chl-sidebar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-sidebar"

#include "config.h"

#include "chl-sidebar.h"

#include "chl-chat-days.h"
#include "chl-chat-menu.h"
#include "chl-library.h"
#include "chl-list-focus.h"
#include "chl-rename-popover.h"
#include "chl-search-list.h"
#include "chl-sidebar-row.h"

struct _ChlSidebar
{
  AdwBin parent_instance;

  ChlEngine          *engine;         /* (owned) (nullable) until it is set */
  ChlChatDays        *days;           /* (owned) (nullable) */
  GtkSingleSelection *selection;      /* (owned) (nullable) */
  GHashTable         *rows;           /* (owned) (element-type ChlConversation ChlSidebarRow) */
  GtkWidget          *menu;           /* (owned) (nullable) popover, child */
  GtkListView        *list;           /* (unowned) template child */
  GtkStack           *stack;          /* (unowned) template child */
  GtkSearchBar       *search_bar;     /* (unowned) template child */
  GtkSearchEntry     *search_entry;   /* (unowned) template child */
  ChlSearchList      *search_list;    /* (unowned) template child */
  GtkPopover         *rename_popover; /* (owned) child */
  guint               last_selected;
  gboolean            is_selecting; /* by us, not by the person */
};

G_DEFINE_FINAL_TYPE (ChlSidebar, chl_sidebar, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_HIT_CHOSEN,
  SIGNAL_DELETED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              ChlSidebar               *self)
{
  gtk_list_item_set_child (item, chl_sidebar_row_new (self->engine));
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             ChlSidebar               *self)
{
  ChlSidebarRow *row = CHL_SIDEBAR_ROW (gtk_list_item_get_child (item));
  GObject       *object = gtk_list_item_get_item (item);
  GtkWidget     *holder = gtk_widget_get_parent (GTK_WIDGET (row));
  gboolean       is_chat = CHL_IS_CONVERSATION (object);

  if (is_chat)
    {
      chl_sidebar_row_set_conversation (row, CHL_CONVERSATION (object));
      g_hash_table_insert (self->rows, object, row);
    }
  else
    {
      chl_sidebar_row_set_heading (row, chl_day_get_title (CHL_DAY (object)));
    }

  gtk_list_item_set_selectable (item, is_chat);
  gtk_list_item_set_activatable (item, is_chat);
  if (holder != NULL)
    {
      gtk_widget_set_can_target (holder, is_chat);
      if (is_chat)
        gtk_widget_remove_css_class (holder, "heading-row");
      else
        gtk_widget_add_css_class (holder, "heading-row");
    }
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               ChlSidebar               *self)
{
  GObject *object = gtk_list_item_get_item (item);

  if (g_hash_table_lookup (self->rows, object) == gtk_list_item_get_child (item))
    g_hash_table_remove (self->rows, object);
  chl_sidebar_row_set_conversation (CHL_SIDEBAR_ROW (gtk_list_item_get_child (item)), NULL);
}

static ChlConversation *
get_selected (ChlSidebar *self)
{
  GObject *item;

  if (self->selection == NULL)
    return NULL;

  item = gtk_single_selection_get_selected_item (self->selection);
  return CHL_IS_CONVERSATION (item) ? CHL_CONVERSATION (item) : NULL;
}

/* The arrow keys stop at headings too: go on to the chat behind them. */
static void
skip_heading (ChlSidebar *self,
              guint       position)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->days));
  guint target = position > self->last_selected || position == 0 ? position + 1 : position - 1;

  if (target >= n_items)
    return;

  gtk_single_selection_set_selected (self->selection, target);
  if (get_selected (self) != NULL)
    {
      GtkWidget *row = g_hash_table_lookup (self->rows, get_selected (self));

      if (row != NULL)
        gtk_widget_grab_focus (gtk_widget_get_parent (row));
    }
}

static void
selected_cb (ChlSidebar *self)
{
  guint            position = gtk_single_selection_get_selected (self->selection);
  ChlConversation *chat = get_selected (self);

  if (self->is_selecting || position == GTK_INVALID_LIST_POSITION)
    return;

  if (chat == NULL)
    {
      skip_heading (self, position);
      return;
    }

  self->last_selected = position;
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, chat, FALSE);
}

static void
activate_cb (ChlSidebar *self,
             guint       position)
{
  g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (self->days), position);

  if (CHL_IS_CONVERSATION (item))
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, item, TRUE);
}

static void
update_stack (ChlSidebar *self)
{
  const char *page = "list";

  if (gtk_search_bar_get_search_mode (self->search_bar))
    page = "search";
  else if (self->days == NULL || g_list_model_get_n_items (G_LIST_MODEL (self->days)) == 0)
    page = "empty";

  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
hit_chosen_cb (ChlSidebar *self,
               ChlHit     *hit,
               gboolean    is_entered)
{
  g_signal_emit (self, signals[SIGNAL_HIT_CHOSEN], 0, hit,
                 chl_search_list_get_query (self->search_list), is_entered);
}

/* Gives the list back. */
static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  ChlSidebar *self = CHL_SIDEBAR (widget);

  if (!gtk_search_bar_get_search_mode (self->search_bar))
    return GDK_EVENT_PROPAGATE;

  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  return GDK_EVENT_STOP;
}

/* The chat an action means: the one named, or the one that is shown. */
static ChlConversation *
find_chat (ChlSidebar *self,
           GVariant   *parameter)
{
  const char *id = parameter != NULL ? g_variant_get_string (parameter, NULL) : "";

  if (self->engine == NULL)
    return NULL;
  if (*id == '\0')
    return get_selected (self);

  return chl_library_find (chl_engine_get_library (self->engine), id);
}

static void
menu_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChlSidebar      *self = CHL_SIDEBAR (widget);
  ChlConversation *chat = find_chat (self, parameter);
  g_autoptr(GMenuModel) menu = NULL;

  if (chat == NULL)
    return;

  menu = chl_chat_menu_new (chat);
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (NULL);
      gtk_widget_set_parent (self->menu, widget);
    }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), menu);
  chl_chat_menu_point_at (GTK_POPOVER (self->menu), g_hash_table_lookup (self->rows, chat));
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
rename_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChlSidebar      *self = CHL_SIDEBAR (widget);
  ChlConversation *chat = find_chat (self, parameter);

  if (chat == NULL)
    return;

  chl_chat_menu_point_at (self->rename_popover, g_hash_table_lookup (self->rows, chat));
  chl_rename_popover_open (CHL_RENAME_POPOVER (self->rename_popover), chat);
}

static void
pin_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  ChlSidebar      *self = CHL_SIDEBAR (widget);
  ChlConversation *chat = find_chat (self, parameter);

  if (chat == NULL)
    return;

  chl_conversation_set_pinned (chat, !chl_conversation_is_pinned (chat));
  chl_sidebar_refresh (self);
}

static void
delete_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChlSidebar      *self = CHL_SIDEBAR (widget);
  ChlConversation *found = find_chat (self, parameter);
  g_autoptr(ChlConversation) chat = NULL;

  if (found == NULL)
    return;

  chat = g_object_ref (found);
  chl_library_hide (chl_engine_get_library (self->engine), chat);
  g_signal_emit (self, signals[SIGNAL_DELETED], 0, chat);
}

static void
chl_sidebar_dispose (GObject *object)
{
  ChlSidebar *self = CHL_SIDEBAR (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  if (self->rename_popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->rename_popover));
  self->rename_popover = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_SIDEBAR);
  g_clear_object (&self->selection);
  g_clear_object (&self->days);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_sidebar_parent_class)->dispose (object);
}

static void
chl_sidebar_finalize (GObject *object)
{
  ChlSidebar *self = CHL_SIDEBAR (object);

  g_clear_pointer (&self->rows, g_hash_table_unref);

  G_OBJECT_CLASS (chl_sidebar_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chats.menu", "s", menu_action);
  gtk_widget_class_install_action (widget_class, "chats.rename", "s", rename_action);
  gtk_widget_class_install_action (widget_class, "chats.pin", "s", pin_action);
  gtk_widget_class_install_action (widget_class, "chats.delete", "s", delete_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "chats.menu", "s", "");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK,
                                       "chats.menu", "s", "");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "chats.rename", "s", "");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "chats.delete", "s", "");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0,
                                       "chats.delete", "s", "");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
chl_sidebar_class_init (ChlSidebarClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_sidebar_dispose;
  object_class->finalize = chl_sidebar_finalize;

  /**
   * ChlSidebar::chosen:
   * @chat: what to show
   * @is_entered: whether the person wants to be in it, and does not only look through the list
   */
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, CHL_TYPE_CONVERSATION, G_TYPE_BOOLEAN);

  /**
   * ChlSidebar::hit-chosen:
   * @hit: what to show
   * @query: what it was found with
   * @is_entered: as in #ChlSidebar::chosen
   */
  signals[SIGNAL_HIT_CHOSEN] =
    g_signal_new ("hit-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, CHL_TYPE_HIT, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[SIGNAL_DELETED] =
    g_signal_new ("deleted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CHL_TYPE_CONVERSATION);

  g_type_ensure (CHL_TYPE_SEARCH_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, ChlSidebar, stack);
  gtk_widget_class_bind_template_child (widget_class, ChlSidebar, search_bar);
  gtk_widget_class_bind_template_child (widget_class, ChlSidebar, search_entry);
  gtk_widget_class_bind_template_child (widget_class, ChlSidebar, search_list);
  gtk_widget_class_bind_template_callback (widget_class, setup_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_stack);
  gtk_widget_class_bind_template_callback (widget_class, hit_chosen_cb);
  install_actions (widget_class);
}

static void
chl_sidebar_init (ChlSidebar *self)
{
  self->rows = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rename_popover = GTK_POPOVER (chl_rename_popover_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->rename_popover), GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  chl_search_list_set_entry (self->search_list, GTK_EDITABLE (self->search_entry));
  chl_chat_menu_open_from (GTK_WIDGET (self->list));
  chl_list_focus_guide (self->list);
  chl_list_focus_activate_on_click (self->list);
}

/**
 * chl_sidebar_set_engine:
 * @self: a sidebar that has none yet
 * @engine: whose chats it shows
 */
void
chl_sidebar_set_engine (ChlSidebar *self,
                        ChlEngine  *engine)
{
  g_return_if_fail (CHL_IS_SIDEBAR (self));
  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  chl_search_list_set_engine (self->search_list, engine);
  self->days = chl_chat_days_new (G_LIST_MODEL (chl_engine_get_library (engine)),
                                  chl_engine_get_now_us (engine));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->days));
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));

  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->days, "items-changed", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  update_stack (self);
}

/**
 * chl_sidebar_select:
 * @self: a sidebar
 * @conversation: (nullable): the chat that is shown; one that is not in the list selects none
 *
 * Marks a chat without asking for it to be shown.
 */
void
chl_sidebar_select (ChlSidebar      *self,
                    ChlConversation *conversation)
{
  guint position;

  g_return_if_fail (CHL_IS_SIDEBAR (self));

  if (self->days == NULL)
    return;

  position = chl_chat_days_find (self->days, conversation);
  self->is_selecting = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->is_selecting = FALSE;
  if (position != GTK_INVALID_LIST_POSITION)
    self->last_selected = position;
}

/**
 * chl_sidebar_refresh:
 * @self: a sidebar
 *
 * Looks again at which day is which.
 */
void
chl_sidebar_refresh (ChlSidebar *self)
{
  g_return_if_fail (CHL_IS_SIDEBAR (self));

  if (self->days != NULL)
    chl_chat_days_refresh (self->days, chl_engine_get_now_us (self->engine));
}

/**
 * chl_sidebar_search:
 * @self: a sidebar
 *
 * Lets the person type what to look for in all chats.
 */
void
chl_sidebar_search (ChlSidebar *self)
{
  g_return_if_fail (CHL_IS_SIDEBAR (self));

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (GTK_EDITABLE (self->search_entry), 0, -1);
}

/**
 * chl_sidebar_focus:
 * @self: a sidebar
 *
 * Puts the focus where a chat can be chosen.
 */
void
chl_sidebar_focus (ChlSidebar *self)
{
  g_return_if_fail (CHL_IS_SIDEBAR (self));

  if (gtk_search_bar_get_search_mode (self->search_bar))
    gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  else if (!chl_list_focus_enter (self->list))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
