/* test-window.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-chat-page.h"
#include "chl-chat.h"
#include "chl-composer.h"
#include "chl-library.h"
#include "chl-provider-list.h"
#include "chl-sidebar-row.h"
#include "chl-sidebar.h"
#include "chl-transcript.h"
#include "chl-ui-test.h"
#include "chl-window.h"
#include "chl-world.h"

typedef struct
{
  ChlWorld  *world;
  ChlEngine *engine;
  GtkWidget *window;
} Fixture;

static GtkWidget *
find (Fixture    *fixture,
      GType       type,
      const char *label)
{
  return chl_ui_test_find (fixture->window, type, label);
}

static void
start_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (chl_engine_start_finish (CHL_ENGINE (object), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static void
open_window (Fixture *fixture)
{
  gboolean has_started = FALSE;

  fixture->world = chl_world_new ();
  fixture->engine = chl_world_get_engine (fixture->world);
  fixture->window = GTK_WIDGET (chl_window_new (NULL, fixture->engine));
  g_object_ref (fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
  chl_engine_start_async (fixture->engine, NULL, start_cb, &has_started);
  chl_ui_test_wait (is_true, &has_started);
}

static gboolean
is_idle (gpointer user_data)
{
  return !chl_conversation_is_busy (CHL_CONVERSATION (user_data));
}

static void
close_window (Fixture *fixture)
{
  chl_window_keep (CHL_WINDOW (fixture->window));
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  chl_engine_shut_down (fixture->engine);
  chl_ui_test_finalize (g_steal_pointer (&fixture->window));
  chl_ui_test_finalize (g_steal_pointer (&fixture->world));
}

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  open_window (fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  close_window (fixture);
}

static ChlConversation *
get_chat (Fixture *fixture)
{
  return chl_chat_page_get_conversation (CHL_CHAT_PAGE (find (fixture, CHL_TYPE_CHAT_PAGE, NULL)));
}

static gboolean
has_chat (gpointer user_data)
{
  return get_chat (user_data) != NULL;
}

static void
practise (Fixture *fixture)
{
  g_signal_emit_by_name (find (fixture, GTK_TYPE_BUTTON, "welcome.practise"), "clicked");
  chl_ui_test_wait (has_chat, fixture);
}

static void
ask (Fixture    *fixture,
     const char *text)
{
  ChlComposer *composer = CHL_COMPOSER (find (fixture, CHL_TYPE_COMPOSER, NULL));

  chl_composer_set_text (composer, text);
  g_assert_true (chl_ui_test_press (chl_ui_test_find (GTK_WIDGET (composer), GTK_TYPE_TEXT_VIEW, NULL),
                                    GDK_KEY_Return, 0));
}

static gboolean
has_content (gpointer user_data)
{
  ChlMessage *last = chl_conversation_get_last (CHL_CONVERSATION (user_data));

  return last != NULL && chl_message_get_author (last) == CHL_AUTHOR_ASSISTANT &&
         chl_message_has_content (last);
}

static gboolean
begins (gpointer user_data)
{
  Fixture   *fixture = user_data;
  GtkWidget *button = find (fixture, GTK_TYPE_BUTTON, "win.add-provider");

  return button != NULL && gtk_window_get_focus (GTK_WINDOW (fixture->window)) == button;
}

/* Enter is all it takes to begin. */
static void
test_begins_at_add (Fixture      *fixture,
                    gconstpointer user_data)
{
  chl_ui_test_wait (begins, fixture);
}

static void
test_practise (Fixture      *fixture,
               gconstpointer user_data)
{
  GtkWidget       *page;
  ChlConversation *chat;
  const char      *id;

  practise (fixture);
  page = find (fixture, CHL_TYPE_CHAT_PAGE, NULL);
  chat = get_chat (fixture);
  g_assert_nonnull (chl_conversation_get_model (chat));
  g_assert_nonnull (chl_ui_test_find (page, GTK_TYPE_LABEL, "Practice"));

  ask (fixture, "Hello");
  chl_ui_test_wait (has_content, chat);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (chat)), ==, 2);
  gtk_widget_activate_action (page, "chat.stop", NULL);
  chl_ui_test_wait (is_idle, chat);
  g_assert_cmpint (chl_message_get_finish (chl_conversation_get_last (chat)), ==,
                   CHL_FINISH_CANCELLED);

  /* Another version of the answer; the first is kept. */
  id = chl_message_get_id (chl_conversation_get_last (chat));
  gtk_widget_activate_action (page, "chat.try-again", "s", id);
  g_assert_cmpstr (chl_message_get_id (chl_conversation_get_last (chat)), !=, id);
  g_assert_nonnull (chl_conversation_find (chat, id));
  chl_ui_test_wait (has_content, chat);
  gtk_widget_activate_action (page, "chat.stop", NULL);
  chl_ui_test_wait (is_idle, chat);
}

static gboolean
is_listed (gpointer user_data)
{
  Fixture   *fixture = user_data;
  GtkWidget *sidebar = find (fixture, CHL_TYPE_SIDEBAR, NULL);

  return g_list_model_get_n_items (G_LIST_MODEL (chl_engine_get_library (fixture->engine))) == 1 &&
         chl_ui_test_find (sidebar, CHL_TYPE_SIDEBAR_ROW, NULL) != NULL;
}

static void
test_delete_and_undo (Fixture      *fixture,
                      gconstpointer user_data)
{
  GListModel      *library = G_LIST_MODEL (chl_engine_get_library (fixture->engine));
  GtkWidget       *sidebar;
  ChlConversation *chat;
  GtkWidget       *undo = NULL;

  practise (fixture);
  chat = get_chat (fixture);
  ask (fixture, "Hello");
  chl_ui_test_wait (has_content, chat);
  chl_chat_stop (fixture->engine, chat);
  chl_ui_test_wait (is_idle, chat);
  chl_ui_test_wait (is_listed, fixture);

  sidebar = find (fixture, CHL_TYPE_SIDEBAR, NULL);
  gtk_widget_activate_action (sidebar, "chats.pin", "s", chl_conversation_get_id (chat));
  g_assert_true (chl_conversation_is_pinned (chat));

  gtk_widget_activate_action (sidebar, "chats.delete", "s", chl_conversation_get_id (chat));
  g_assert_cmpuint (g_list_model_get_n_items (library), ==, 0);
  g_assert_true (get_chat (fixture) != chat);

  while (undo == NULL)
    {
      g_main_context_iteration (NULL, TRUE);
      undo = find (fixture, GTK_TYPE_BUTTON, "toast.dismiss");
      undo = undo != NULL ? gtk_widget_get_prev_sibling (undo) : find (fixture, GTK_TYPE_LABEL, "Undo");
    }
  while (undo != NULL && !GTK_IS_BUTTON (undo))
    undo = gtk_widget_get_parent (undo);
  g_signal_emit_by_name (undo, "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (library), ==, 1);
  g_assert_true (get_chat (fixture) == chat);
}

/* What was typed and said is there again after a restart. */
static void
test_restart (Fixture      *fixture,
              gconstpointer user_data)
{
  ChlComposer     *composer;
  ChlConversation *chat;
  g_autofree char *text = NULL;

  practise (fixture);
  chat = get_chat (fixture);
  ask (fixture, "Hello");
  chl_ui_test_wait (has_content, chat);
  chl_composer_set_text (CHL_COMPOSER (find (fixture, CHL_TYPE_COMPOSER, NULL)), "Half a thou");
  close_window (fixture);

  open_window (fixture);
  chl_ui_test_wait (is_listed, fixture);
  {
    g_autoptr(ChlConversation) first =
                 g_list_model_get_item (G_LIST_MODEL (chl_engine_get_library (fixture->engine)), 0);

    g_signal_emit_by_name (find (fixture, CHL_TYPE_SIDEBAR, NULL), "chosen", first, TRUE);
    g_assert_true (get_chat (fixture) == first);
    chl_ui_test_wait (has_content, first);
  }

  composer = CHL_COMPOSER (find (fixture, CHL_TYPE_COMPOSER, NULL));
  text = chl_composer_dup_text (composer);
  g_assert_cmpstr (text, ==, "Half a thou");
}

/* Whether it is drawn while a chat is read is up to the disk. */
static void
test_loading (Fixture      *fixture,
              gconstpointer user_data)
{
  GtkWidget *stack;
  GtkWidget *spinner;

  practise (fixture);
  stack = chl_ui_test_find (find (fixture, CHL_TYPE_CHAT_PAGE, NULL), GTK_TYPE_STACK, NULL);
  spinner = gtk_stack_get_child_by_name (GTK_STACK (stack), "loading");
  gtk_stack_set_visible_child (GTK_STACK (stack), spinner);
  gtk_spinner_start (GTK_SPINNER (spinner));
  chl_ui_test_wait_frames (fixture->window);
  g_assert_true (gtk_widget_get_mapped (spinner));
}

static gboolean
has_two (gpointer user_data)
{
  Fixture *fixture = user_data;

  return g_list_model_get_n_items (G_LIST_MODEL (chl_engine_get_library (fixture->engine))) == 2;
}

static gboolean
is_selected (gpointer user_data)
{
  return (gtk_widget_get_state_flags (user_data) & GTK_STATE_FLAG_SELECTED) != 0;
}

static GtkWidget *
find_row (GtkWidget       *list,
          ChlConversation *chat)
{
  GtkWidget *row = gtk_widget_get_first_child (list);

  while (chl_sidebar_row_get_conversation (CHL_SIDEBAR_ROW (gtk_widget_get_first_child (row))) != chat)
    row = gtk_widget_get_next_sibling (row);

  return row;
}

/* Whoever goes through the list sees each chat, and stays in the list. */
static void
test_browse (Fixture      *fixture,
             gconstpointer user_data)
{
  GtkWindow         *window = GTK_WINDOW (fixture->window);
  ChlConversation   *first = NULL;
  ChlConversation   *second = NULL;
  GtkWidget         *sidebar;
  GtkWidget         *list;
  GtkWidget         *row;
  GtkSelectionModel *selection;

  practise (fixture);
  for (guint i = 0; i < 2; i++)
    {
      gtk_widget_activate_action (fixture->window, "win.new-chat", NULL);
      ask (fixture, i == 0 ? "instant first" : "instant second");
      chl_ui_test_wait (has_content, get_chat (fixture));
      chl_ui_test_wait (is_idle, get_chat (fixture));
      if (i == 0)
        first = get_chat (fixture);
      else
        second = get_chat (fixture);
    }
  chl_ui_test_wait (has_two, fixture);
  chl_ui_test_wait_frames (fixture->window);

  sidebar = find (fixture, CHL_TYPE_SIDEBAR, NULL);
  list = gtk_widget_get_ancestor (chl_ui_test_find (sidebar, CHL_TYPE_SIDEBAR_ROW, NULL),
                                  GTK_TYPE_LIST_VIEW);
  selection = gtk_list_view_get_model (GTK_LIST_VIEW (list));
  row = find_row (list, second);
  g_assert_true (gtk_widget_grab_focus (row));

  /* What Down does; the first row is a heading. */
  gtk_selection_model_select_item (selection, 2, TRUE);
  g_assert_true (get_chat (fixture) == first);
  g_assert_true (gtk_window_get_focus (window) == row);
  gtk_selection_model_select_item (selection, 1, TRUE);
  g_assert_true (get_chat (fixture) == second);
  g_assert_true (gtk_window_get_focus (window) == row);

  /* Space would take the selection away from what is shown. */
  gtk_widget_activate_action (row, "listitem.select", "(bb)", TRUE, FALSE);
  g_assert_true (is_selected (row));

  /* Enter goes into it, also if it is shown already. */
  gtk_widget_activate_action (list, "list.activate-item", "u", 1);
  g_assert_true (get_chat (fixture) == second);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (window),
                                         find (fixture, CHL_TYPE_COMPOSER, NULL)));
}

int
main (int   argc,
      char *argv[])
{
  chl_ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/ui/window/begins-at-add", test_begins_at_add);
  ADD ("/ui/window/practise", test_practise);
  ADD ("/ui/window/delete-and-undo", test_delete_and_undo);
  ADD ("/ui/window/restart", test_restart);
  ADD ("/ui/window/loading", test_loading);
  ADD ("/ui/window/browse", test_browse);
#undef ADD

  return g_test_run ();
}
