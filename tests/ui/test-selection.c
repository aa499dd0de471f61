/* test-selection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gdk/x11/gdkx.h>

#include "chl-question-view.h"
#include "chl-reading.h"
#include "chl-selection.h"
#include "chl-transcript.h"
#include "chl-turn.h"
#include "chl-ui-test.h"

static const char answer_text[] =
  "Alpha *beta* [gamma](https://example.org/) delta.\n\n"
  "- one\n- two\n  1. deep\n  2. deeper\n\n"
  "> quoted\n\n"
  "```c\nint main (void)\n{\n  return 0;\n}\n```\n\n"
  "| a | b |\n|---|---|\n| c | d |\n\n"
  "The end.";

typedef struct
{
  GtkWidget       *window;
  ChlTranscript   *transcript;
  ChlConversation *chat;
  ChlSelection    *selection;
} Fixture;

static ChlMessage *
add (Fixture    *fixture,
     ChlAuthor   author,
     const char *id,
     const char *text)
{
  g_autoptr(ChlMessage) message = chl_message_new_text (id, author, G_USEC_PER_SEC, text);

  if (author == CHL_AUTHOR_ASSISTANT)
    chl_message_set_finish (message, CHL_FINISH_STOP, NULL);
  chl_conversation_append (fixture->chat, message);

  return message;
}

/* There is no window manager: the window stands where the screen begins. */
static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  fixture->chat = chl_conversation_new ("chat", 1);
  chl_conversation_set_loaded (fixture->chat, TRUE);
  add (fixture, CHL_AUTHOR_USER, "q1", "First question with some words");
  add (fixture, CHL_AUTHOR_ASSISTANT, "a1", answer_text);
  add (fixture, CHL_AUTHOR_USER, "q2", "Second question");
  add (fixture, CHL_AUTHOR_ASSISTANT, "a2", "Second answer");

  fixture->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 700, 860);
  fixture->transcript = g_object_ref_sink (g_object_new (CHL_TYPE_TRANSCRIPT, NULL));
  fixture->selection = chl_transcript_get_selection (fixture->transcript);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->transcript));
  gtk_window_present (GTK_WINDOW (fixture->window));
  chl_transcript_set_conversation (fixture->transcript, NULL, fixture->chat);
  chl_ui_test_wait_frames (fixture->window);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  chl_ui_test_settle ();
  g_assert_finalize_object (fixture->transcript);
  g_assert_finalize_object (fixture->chat);
}

static gboolean
has_xdotool (void)
{
  g_autofree char *program = g_find_program_in_path ("xdotool");

  if (program == NULL)
    g_test_skip ("no xdotool");

  return program != NULL;
}

/* Presses and moves what a person has in their hands. */
static void
act (Fixture    *fixture,
     const char *format,
     ...) G_GNUC_PRINTF (2, 3);

static void
act (Fixture    *fixture,
     const char *format,
     ...)
{
  g_autofree char *words = NULL;
  g_autofree char *line = NULL;
  g_autoptr(GError) error = NULL;
  va_list arguments;

  va_start (arguments, format);
  words = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  line = g_strconcat ("xdotool ", words, NULL);
  g_spawn_command_line_sync (line, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  chl_ui_test_wait_frames (fixture->window);
}

static void
focus (Fixture *fixture)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (fixture->window));

  act (fixture, "windowfocus --sync %lu", gdk_x11_surface_get_xid (surface));
  gtk_widget_grab_focus (GTK_WIDGET (chl_transcript_get_column (fixture->transcript)));
}

/* The screen's coordinates of the place before a character. */
static graphene_point_t
point_at (Fixture    *fixture,
          const char *id,
          guint       block,
          gsize       byte)
{
  GtkWidget      *turn = chl_transcript_find_turn (fixture->transcript, id);
  ChlPlace        place = { .block = block, .byte = byte };
  graphene_rect_t area;

  g_assert_true (chl_turn_compute_area (turn, &place, fixture->window, &area));

  return GRAPHENE_POINT_INIT (area.origin.x + 1, area.origin.y + area.size.height / 2);
}

static void
move_to (Fixture    *fixture,
         const char *id,
         guint       block,
         gsize       byte,
         const char *then)
{
  graphene_point_t point = point_at (fixture, id, block, byte);

  act (fixture, "mousemove %d %d %s", (int) point.x, (int) point.y, then);
}

static void
drag (Fixture    *fixture,
      const char *from_id,
      guint       from_block,
      gsize       from_byte,
      const char *to_id,
      guint       to_block,
      gsize       to_byte)
{
  graphene_point_t from = point_at (fixture, from_id, from_block, from_byte);
  graphene_point_t to = point_at (fixture, to_id, to_block, to_byte);

  act (fixture, "mousemove %d %d mousedown 1 mousemove %d %d", (int) from.x, (int) from.y,
       (int) (from.x + to.x) / 2, (int) (from.y + to.y) / 2);
  act (fixture, "mousemove %d %d", (int) to.x, (int) to.y);
  act (fixture, "mouseup 1");
}

static void
assert_selected (Fixture    *fixture,
                 const char *text)
{
  g_autofree char *selected = chl_selection_dup_text (fixture->selection);

  g_assert_cmpstr (selected, ==, text);
}

/* Whether anything is painted beneath the text of a block. */
static gboolean
is_painted (Fixture    *fixture,
            const char *id,
            guint       block)
{
  GtkWidget     *turn = chl_transcript_find_turn (fixture->transcript, id);
  ChlPlace       place = { .block = block };
  gsize          start;
  ChlTextPiece  *piece = chl_turn_find_piece (turn, &place, &start);
  GtkSnapshot   *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  gboolean       has_color = FALSE;

  GTK_WIDGET_GET_CLASS (piece)->snapshot (GTK_WIDGET (piece), snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  if (gsk_render_node_get_node_type (node) == GSK_CONTAINER_NODE)
    has_color = gsk_render_node_get_node_type (gsk_container_node_get_child (node, 0)) ==
                GSK_COLOR_NODE;
  gsk_render_node_unref (node);

  return has_color;
}

static void
test_drag (Fixture      *fixture,
           gconstpointer user_data)
{
  if (!has_xdotool ())
    return;

  drag (fixture, "q1", 0, 6, "a1", 0, 10);
  assert_selected (fixture, "question with some words\n\nAlpha beta");
  g_assert_true (is_painted (fixture, "q1", 0));
  g_assert_true (is_painted (fixture, "a1", 0));
  g_assert_false (is_painted (fixture, "a1", 1));

  /* Upwards, and shorter: what is no longer selected is no longer shown. */
  drag (fixture, "a1", 2, 2, "a1", 0, 11);
  assert_selected (fixture, "gamma delta.\n\n• one\n• tw");
  g_assert_false (is_painted (fixture, "q1", 0));
  g_assert_true (is_painted (fixture, "a1", 1));
  g_assert_false (is_painted (fixture, "a1", 3));

  /* From a table back into code. */
  drag (fixture, "a1", 7, 5, "a1", 6, 4);
  assert_selected (fixture, "main (void)\n{\n  return 0;\n}\n\na\tb\nc");
  g_assert_true (is_painted (fixture, "a1", 6));
  g_assert_true (is_painted (fixture, "a1", 7));
}

static void
test_clicks (Fixture      *fixture,
             gconstpointer user_data)
{
  if (!has_xdotool ())
    return;

  move_to (fixture, "a1", 0, 8, "click 1");
  assert_selected (fixture, NULL);
  act (fixture, "click 1");
  assert_selected (fixture, "beta");
  act (fixture, "click 1");
  assert_selected (fixture, "Alpha beta gamma delta.");

  move_to (fixture, "q2", 0, 3, "click 1");
  assert_selected (fixture, NULL);
  g_assert_false (is_painted (fixture, "a1", 0));
  move_to (fixture, "a2", 0, 6, "keydown shift click 1 keyup shift");
  assert_selected (fixture, "ond question\n\nSecond");
  move_to (fixture, "q2", 0, 6, "keydown shift click 1 keyup shift");
  assert_selected (fixture, "ond");
}

/* By words, when it begins with a double click. */
static void
test_words (Fixture      *fixture,
            gconstpointer user_data)
{
  if (!has_xdotool ())
    return;

  move_to (fixture, "a1", 0, 8, "click 1 mousedown 1");
  move_to (fixture, "a1", 0, 19, "");
  assert_selected (fixture, "beta gamma delta");
  move_to (fixture, "a1", 0, 2, "");
  assert_selected (fixture, "Alpha beta");
  act (fixture, "mouseup 1");
  assert_selected (fixture, "Alpha beta");
}

/* What can be pressed stays so, and a drag that begins there does not select. */
static void
test_buttons_and_links (Fixture      *fixture,
                        gconstpointer user_data)
{
  GtkWidget      *question = chl_transcript_find_turn (fixture->transcript, "q1");
  GtkWidget      *answer = chl_transcript_find_turn (fixture->transcript, "a1");
  GtkWidget      *button = chl_ui_test_find (question, GTK_TYPE_BUTTON, "question.edit");
  ChlPlace        place = { 0 };
  gsize           start;
  GtkWidget      *piece;
  GtkWidget      *popover;
  graphene_rect_t bounds;

  if (!has_xdotool ())
    return;

  piece = GTK_WIDGET (chl_turn_find_piece (answer, &place, &start));
  g_assert_null (chl_ui_test_find (piece, GTK_TYPE_POPOVER, NULL));
  move_to (fixture, "a1", 0, 13, "click 1");
  popover = chl_ui_test_find (piece, GTK_TYPE_POPOVER, NULL);
  g_assert_nonnull (popover);
  gtk_popover_popdown (GTK_POPOVER (popover));
  chl_ui_test_wait_frames (fixture->window);

  g_assert_true (gtk_widget_compute_bounds (button, fixture->window, &bounds));
  act (fixture, "mousemove %d %d click 1", (int) (bounds.origin.x + bounds.size.width / 2),
       (int) (bounds.origin.y + bounds.size.height / 2));
  g_assert_true (chl_question_view_is_edited (CHL_QUESTION_VIEW (question)));
  assert_selected (fixture, NULL);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
}

static gboolean
is_set (gpointer user_data)
{
  return *(char **) user_data != NULL;
}

static void
assert_clipboard (GdkClipboard *clipboard,
                  const char   *expected)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (clipboard, NULL, read_cb, &text);
  chl_ui_test_wait (is_set, &text);
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static const char whole_text[] =
  "First question with some words\n\n"
  "Alpha beta gamma delta.\n\n"
  "• one\n• two\n  1. deep\n  2. deeper\n\n"
  "> quoted\n\n"
  "int main (void)\n{\n  return 0;\n}\n\n"
  "a\tb\nc\td\n\n"
  "The end.\n\n"
  "Second question\n\n"
  "Second answer";

static void
test_copy (Fixture      *fixture,
           gconstpointer user_data)
{
  if (!has_xdotool ())
    return;

  focus (fixture);
  act (fixture, "key ctrl+a");
  assert_selected (fixture, whole_text);
  g_assert_true (is_painted (fixture, "q1", 0));
  g_assert_true (is_painted (fixture, "a2", 0));
  assert_clipboard (gtk_widget_get_primary_clipboard (fixture->window), whole_text);
  act (fixture, "key ctrl+c");
  assert_clipboard (gtk_widget_get_clipboard (fixture->window), whole_text);

  act (fixture, "key Escape");
  assert_selected (fixture, NULL);
  g_assert_false (is_painted (fixture, "q1", 0));
  assert_clipboard (gtk_widget_get_clipboard (fixture->window), whole_text);

  drag (fixture, "a2", 0, 0, "a2", 0, 6);
  assert_clipboard (gtk_widget_get_primary_clipboard (fixture->window), "Second");
}

static void
test_keys (Fixture      *fixture,
           gconstpointer user_data)
{
  if (!has_xdotool ())
    return;

  focus (fixture);
  move_to (fixture, "a1", 0, 0, "click 1");
  act (fixture, "key shift+Right shift+Right shift+Right");
  assert_selected (fixture, "Alp");
  act (fixture, "key shift+Left");
  assert_selected (fixture, "Al");
  act (fixture, "key ctrl+shift+Right ctrl+shift+Right");
  assert_selected (fixture, "Alpha beta");
  act (fixture, "key ctrl+shift+Left");
  assert_selected (fixture, "Alpha ");
  act (fixture, "key shift+End shift+Right");
  assert_selected (fixture, "Alpha beta gamma delta.\n\n• ");
  act (fixture, "key shift+Down");
  assert_selected (fixture, "Alpha beta gamma delta.\n\n• one\n• ");
  act (fixture, "key shift+Up");
  assert_selected (fixture, "Alpha beta gamma delta.\n\n• ");
  act (fixture, "key ctrl+shift+End");
  assert_selected (fixture, whole_text + strlen ("First question with some words\n\n"));
  act (fixture, "key ctrl+shift+Home");
  assert_selected (fixture, "First question with some words\n\n");
}

/* Selected without a mouse, from what is in sight. */
static void
test_keys_alone (Fixture      *fixture,
                 gconstpointer user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->transcript), "transcript.extend", "(ib)",
                              CHL_SELECTION_WORD, TRUE);
  assert_selected (fixture, "First");
  for (guint i = 0; i < 6; i++)
    gtk_widget_activate_action (GTK_WIDGET (fixture->transcript), "transcript.extend", "(ib)",
                                CHL_SELECTION_BLOCK, TRUE);
  assert_selected (fixture, "First question with some words\n\nAlpha beta gamma delta.\n\n"
                            "• one\n• two\n  1. deep\n  2. deeper");
}

static gboolean
is_first_gone (gpointer user_data)
{
  return chl_transcript_find_turn (CHL_TRANSCRIPT (user_data), "q1") == NULL;
}

/* Turns that are out of sight are selected and copied without widgets. */
static void
test_far_apart (Fixture      *fixture,
                gconstpointer user_data)
{
  ChlTurnColumn   *column = chl_transcript_get_column (fixture->transcript);
  g_autofree char *text = NULL;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);

      add (fixture, i % 2 == 0 ? CHL_AUTHOR_USER : CHL_AUTHOR_ASSISTANT, id, "More");
    }
  chl_turn_column_show_turn (column, 0);
  chl_ui_test_wait_frames (fixture->window);
  for (guint i = 0; i < 2; i++)
    gtk_widget_activate_action (GTK_WIDGET (fixture->transcript), "transcript.extend", "(ib)",
                                CHL_SELECTION_WORD, TRUE);
  assert_selected (fixture, "First question");

  chl_transcript_show_end (fixture->transcript);
  chl_ui_test_wait_frames (fixture->window);
  chl_ui_test_wait (is_first_gone, fixture->transcript);
  assert_selected (fixture, "First question");
  chl_turn_column_show_turn (column, 0);
  chl_ui_test_wait_frames (fixture->window);
  g_assert_true (is_painted (fixture, "q1", 0));
  g_assert_false (is_painted (fixture, "a1", 0));

  chl_selection_select_all (fixture->selection);
  text = chl_selection_dup_text (fixture->selection);
  g_assert_true (g_str_has_prefix (text, whole_text));
  g_assert_cmpuint (strlen (text), ==, strlen (whole_text) + 200 * strlen ("\n\nMore"));
  chl_transcript_show_end (fixture->transcript);
  chl_ui_test_wait_frames (fixture->window);
  g_assert_true (is_painted (fixture, "m199", 0));
}

/* Near the edge it scrolls by itself. */
static void
test_the_edge (Fixture      *fixture,
               gconstpointer user_data)
{
  ChlTurnColumn   *column = chl_transcript_get_column (fixture->transcript);
  g_autofree char *text = NULL;

  if (!has_xdotool ())
    return;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);

      add (fixture, CHL_AUTHOR_USER, id, "More");
    }
  chl_turn_column_show_turn (column, 0);
  chl_ui_test_wait_frames (fixture->window);
  move_to (fixture, "q1", 0, 6, "mousedown 1");
  act (fixture, "mousemove 300 400");
  act (fixture, "mousemove 300 858");
  for (guint i = 0; i < 300 && chl_turn_column_get_first (column) < 4; i++)
    chl_ui_test_wait_frames (fixture->window);
  g_assert_cmpuint (chl_turn_column_get_first (column), >=, 4);
  act (fixture, "mouseup 1");

  text = chl_selection_dup_text (fixture->selection);
  g_assert_true (g_str_has_prefix (text, whole_text + strlen ("First ")));
  g_assert_nonnull (strstr (text, "More\n\nMore"));
}

/* An answer grows while it is selected in, and beyond where it was selected. */
static void
test_growth (Fixture      *fixture,
             gconstpointer user_data)
{
  ChlMessage *message = chl_conversation_find (fixture->chat, "a2");
  ChlPart    *part = chl_message_get_part (message, 0);

  if (!has_xdotool ())
    return;

  move_to (fixture, "q2", 0, 7, "mousedown 1");
  move_to (fixture, "a2", 0, 4, "");
  chl_part_append_text (part, " goes on\n\nand on", -1);
  chl_ui_test_wait_frames (fixture->window);
  move_to (fixture, "a2", 0, 6, "");
  act (fixture, "mouseup 1");
  assert_selected (fixture, "question\n\nSecond");

  chl_part_append_text (part, " and on", -1);
  chl_ui_test_wait_frames (fixture->window);
  assert_selected (fixture, "question\n\nSecond");
  g_assert_true (is_painted (fixture, "a2", 0));
  g_assert_false (is_painted (fixture, "a2", 1));

  chl_selection_select_all (fixture->selection);
  chl_part_append_text (part, "\n\nto the end", -1);
  chl_ui_test_wait_frames (fixture->window);
  chl_ui_test_wait_frames (fixture->window);
  g_assert_true (is_painted (fixture, "a2", 2));
}

/* Another version is shown: nothing of the old one stays selected. */
static void
test_versions (Fixture      *fixture,
               gconstpointer user_data)
{
  g_autoptr(ChlMessage) other = chl_message_new_text ("a3", CHL_AUTHOR_ASSISTANT, 2, "Second try");

  chl_selection_select_all (fixture->selection);
  chl_message_set_finish (other, CHL_FINISH_STOP, NULL);
  chl_conversation_add_sibling (fixture->chat, other, "a2");
  assert_selected (fixture, NULL);
  chl_selection_select_all (fixture->selection);
  chl_transcript_set_conversation (fixture->transcript, NULL, NULL);
  assert_selected (fixture, NULL);
}

static void
test_menu (Fixture      *fixture,
           gconstpointer user_data)
{
  GtkWidget *menu;

  if (!has_xdotool ())
    return;

  focus (fixture);
  move_to (fixture, "a1", 0, 13, "click 3");
  menu = chl_ui_test_find (GTK_WIDGET (fixture->transcript), GTK_TYPE_POPOVER_MENU, NULL);
  g_assert_nonnull (menu);
  g_assert_true (gtk_widget_get_mapped (menu));
  g_assert_cmpint (g_menu_model_get_n_items (
                     gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (menu))),
                   ==, 2);
  gtk_popover_popdown (GTK_POPOVER (menu));
  chl_ui_test_wait_frames (fixture->window);
  gtk_widget_activate_action (GTK_WIDGET (fixture->transcript), "transcript.copy-link", "s",
                              "https://example.org/");
  assert_clipboard (gtk_widget_get_clipboard (fixture->window), "https://example.org/");

  focus (fixture);
  act (fixture, "key shift+F10");
  g_assert_true (gtk_widget_get_mapped (menu));
  g_assert_cmpint (g_menu_model_get_n_items (
                     gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (menu))),
                   ==, 1);
  gtk_popover_popdown (GTK_POPOVER (menu));
  chl_ui_test_wait_frames (fixture->window);
}

int
main (int   argc,
      char *argv[])
{
  chl_ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/ui/selection/drag", test_drag);
  ADD ("/ui/selection/clicks", test_clicks);
  ADD ("/ui/selection/words", test_words);
  ADD ("/ui/selection/buttons-and-links", test_buttons_and_links);
  ADD ("/ui/selection/copy", test_copy);
  ADD ("/ui/selection/keys", test_keys);
  ADD ("/ui/selection/keys-alone", test_keys_alone);
  ADD ("/ui/selection/far-apart", test_far_apart);
  ADD ("/ui/selection/the-edge", test_the_edge);
  ADD ("/ui/selection/growth", test_growth);
  ADD ("/ui/selection/versions", test_versions);
  ADD ("/ui/selection/menu", test_menu);
#undef ADD

  return g_test_run ();
}
