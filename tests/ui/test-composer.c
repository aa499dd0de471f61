/* test-composer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libglib-testing/signal-logger.h>

#include "chl-composer.h"
#include "chl-ui-test.h"

typedef struct
{
  GtkWidget      *window;
  ChlComposer    *composer;
  GtkWidget      *view;
  GtSignalLogger *logger;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  fixture->window = gtk_window_new ();
  fixture->composer = CHL_COMPOSER (g_object_ref_sink (chl_composer_new ()));
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->composer));
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->view = chl_ui_test_find (GTK_WIDGET (fixture->composer), GTK_TYPE_TEXT_VIEW, NULL);
  fixture->logger = gt_signal_logger_new ();
  gt_signal_logger_connect (fixture->logger, fixture->composer, "send");
  gt_signal_logger_connect (fixture->logger, fixture->composer, "stop");
}

static void
assert_emitted (Fixture    *fixture,
                const char *expected)
{
  g_autofree char *name = NULL;

  g_assert_true (gt_signal_logger_pop_emission (fixture->logger, NULL, NULL, &name, NULL));
  g_assert_cmpstr (name, ==, expected);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  gt_signal_logger_assert_no_emissions (fixture->logger);
  gt_signal_logger_free (fixture->logger);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  chl_ui_test_settle ();
  g_assert_finalize_object (fixture->composer);
}

static void
test_enter_sends (Fixture      *fixture,
                  gconstpointer user_data)
{
  /* There is nothing to send: Enter does nothing, and breaks no line either. */
  g_assert_true (chl_ui_test_press (fixture->view, GDK_KEY_Return, 0));
  gt_signal_logger_assert_no_emissions (fixture->logger);

  chl_composer_set_text (fixture->composer, " \n ");
  g_assert_true (chl_ui_test_press (fixture->view, GDK_KEY_Return, 0));
  gt_signal_logger_assert_no_emissions (fixture->logger);

  chl_composer_set_text (fixture->composer, "Hello");
  g_assert_true (chl_ui_test_press (fixture->view, GDK_KEY_Return, 0));
  assert_emitted (fixture, "send");
  g_assert_true (chl_ui_test_press (fixture->view, GDK_KEY_KP_Enter, GDK_CONTROL_MASK));
  assert_emitted (fixture, "send");

  /* The text view breaks the line. */
  g_assert_false (chl_ui_test_press (fixture->view, GDK_KEY_Return, GDK_SHIFT_MASK));
}

static void
test_input_method_keeps_enter (Fixture      *fixture,
                               gconstpointer user_data)
{
  chl_composer_set_text (fixture->composer, "Hello");
  g_signal_emit_by_name (fixture->view, "preedit-changed", "にほ");
  g_assert_false (chl_ui_test_press (fixture->view, GDK_KEY_Return, 0));

  g_signal_emit_by_name (fixture->view, "preedit-changed", "");
  g_assert_true (chl_ui_test_press (fixture->view, GDK_KEY_Return, 0));
  assert_emitted (fixture, "send");
}

static void
test_busy_stops (Fixture      *fixture,
                 gconstpointer user_data)
{
  g_assert_false (chl_ui_test_press (fixture->view, GDK_KEY_Escape, 0));

  chl_composer_set_text (fixture->composer, "Hello");
  chl_composer_set_busy (fixture->composer, TRUE);
  g_assert_true (chl_ui_test_press (fixture->view, GDK_KEY_Return, 0));
  g_assert_true (chl_ui_test_press (fixture->view, GDK_KEY_Escape, 0));
  assert_emitted (fixture, "stop");
  g_assert_nonnull (chl_ui_test_find (GTK_WIDGET (fixture->composer), GTK_TYPE_BUTTON,
                                      "composer.stop"));
}

/* Enter that does nothing says why, until there is something to be done again. */
static void
test_busy_waits (Fixture      *fixture,
                 gconstpointer user_data)
{
  static const char *const words = "An answer is coming. Wait for its end, or stop it with Esc.";
  GtkWidget               *composer = GTK_WIDGET (fixture->composer);

  /* Nothing was to be sent. */
  chl_composer_set_busy (fixture->composer, TRUE);
  g_assert_true (chl_ui_test_press (fixture->view, GDK_KEY_Return, 0));
  g_assert_null (chl_ui_test_find (composer, GTK_TYPE_LABEL, words));

  chl_composer_set_text (fixture->composer, "Hello");
  g_assert_true (chl_ui_test_press (fixture->view, GDK_KEY_Return, 0));
  g_assert_nonnull (chl_ui_test_find (composer, GTK_TYPE_LABEL, words));
  chl_composer_set_busy (fixture->composer, FALSE);
  g_assert_null (chl_ui_test_find (composer, GTK_TYPE_LABEL, words));

  /* Other reasons stay. */
  chl_composer_set_busy (fixture->composer, TRUE);
  chl_composer_set_obstacle (fixture->composer, "No model is on", NULL, NULL);
  g_assert_true (chl_ui_test_press (fixture->view, GDK_KEY_Return, 0));
  chl_composer_set_busy (fixture->composer, FALSE);
  g_assert_nonnull (chl_ui_test_find (composer, GTK_TYPE_LABEL, "No model is on"));
}

static void
test_obstacle (Fixture      *fixture,
               gconstpointer user_data)
{
  GtkWidget *composer = GTK_WIDGET (fixture->composer);

  chl_composer_set_text (fixture->composer, "Hello");
  chl_composer_set_obstacle (fixture->composer, "No model is on", "Add", "win.show-settings::add");
  g_assert_nonnull (chl_ui_test_find (composer, GTK_TYPE_LABEL, "No model is on"));
  g_assert_nonnull (chl_ui_test_find (composer, GTK_TYPE_BUTTON, "win.show-settings"));
  g_assert_true (chl_ui_test_press (fixture->view, GDK_KEY_Return, 0));
  gt_signal_logger_assert_no_emissions (fixture->logger);

  /* Typing does not take the reason away. */
  chl_composer_set_text (fixture->composer, "Hello again");
  g_assert_nonnull (chl_ui_test_find (composer, GTK_TYPE_LABEL, "No model is on"));

  chl_composer_set_obstacle (fixture->composer, NULL, NULL, NULL);
  g_assert_null (chl_ui_test_find (composer, GTK_TYPE_LABEL, "No model is on"));
  g_assert_true (chl_ui_test_press (fixture->view, GDK_KEY_Return, 0));
  assert_emitted (fixture, "send");
}

/* A window of 360 pixels has room for text of twice the size. */
static void
test_large_text (Fixture      *fixture,
                 gconstpointer user_data)
{
  GtkWidget *composer = GTK_WIDGET (fixture->composer);

  chl_ui_test_scale_text (2);
  chl_composer_set_obstacle (fixture->composer, "The key of openrouter/some-model-with-a-long-name was refused",
                             "Open Provider Settings", "win.show-settings::add");
  g_assert_cmpint (chl_ui_test_get_least_width (composer), <=, 340);

  chl_ui_test_scale_text (1);
}

static gboolean
has_picture (gpointer user_data)
{
  return !chl_attachments_is_empty (CHL_ATTACHMENTS (user_data));
}

static gboolean
has_refused (gpointer user_data)
{
  return gt_signal_logger_get_n_emissions (user_data) > 0;
}

static void
test_pictures (Fixture      *fixture,
               gconstpointer user_data)
{
  static const guint8 pixels[] = { 255, 0, 0, 255 };
  ChlAttachments     *attachments = chl_composer_get_attachments (fixture->composer);
  g_autoptr(GBytes) bytes = g_bytes_new_static (pixels, sizeof pixels);
  g_autoptr(GdkTexture) texture = gdk_memory_texture_new (1, 1, GDK_MEMORY_R8G8B8A8, bytes, 4);
  g_autoptr(GPtrArray) parts = NULL;
  GtkWidget *remove;

  /* A picture can be sent without a word. */
  chl_attachments_add_texture (attachments, texture);
  chl_ui_test_wait (has_picture, attachments);
  parts = chl_attachments_dup_parts (attachments);
  g_assert_cmpuint (parts->len, ==, 1);
  g_assert_cmpstr (chl_part_get_media_type (parts->pdata[0]), ==, "image/png");
  g_assert_true (chl_ui_test_press (fixture->view, GDK_KEY_Return, 0));
  assert_emitted (fixture, "send");

  remove = chl_ui_test_find (GTK_WIDGET (attachments), GTK_TYPE_BUTTON, NULL);
  g_signal_emit_by_name (remove, "clicked");
  g_assert_true (chl_attachments_is_empty (attachments));
  g_assert_true (chl_ui_test_press (fixture->view, GDK_KEY_Return, 0));
  gt_signal_logger_assert_no_emissions (fixture->logger);
}

static void
test_pictures_are_refused (Fixture      *fixture,
                           gconstpointer user_data)
{
  ChlAttachments *attachments = chl_composer_get_attachments (fixture->composer);
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
  g_autoptr(GFile) folder = g_file_new_for_path (g_get_tmp_dir ());
  g_autofree char *sentence = NULL;

  /* The model takes none. */
  gt_signal_logger_connect (logger, attachments, "refused");
  chl_attachments_set_refusal (attachments, "It is blind");
  chl_attachments_add_file (attachments, folder);
  gt_signal_logger_assert_emission_pop (logger, attachments, "refused", &sentence);
  g_assert_cmpstr (sentence, ==, "It is blind");
  g_assert_nonnull (chl_ui_test_find (GTK_WIDGET (fixture->composer), GTK_TYPE_LABEL, "It is blind"));

  /* It is none. */
  chl_attachments_set_refusal (attachments, NULL);
  chl_attachments_add_file (attachments, folder);
  chl_ui_test_wait (has_refused, logger);
  g_clear_pointer (&sentence, g_free);
  gt_signal_logger_assert_emission_pop (logger, attachments, "refused", &sentence);
  g_assert_nonnull (chl_ui_test_find (GTK_WIDGET (fixture->composer), GTK_TYPE_LABEL, sentence));
  g_assert_true (chl_attachments_is_empty (attachments));
}

static void
test_focus_goes_through (Fixture      *fixture,
                         gconstpointer user_data)
{
  GtkWindow *window = GTK_WINDOW (fixture->window);
  GtkWidget *attach = chl_ui_test_find (GTK_WIDGET (fixture->composer), GTK_TYPE_BUTTON,
                                        "composer.attach");

  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (fixture->composer)));
  g_assert_true (gtk_window_get_focus (window) == fixture->view);

  /* Forwards from the text, and from its end to its beginning again. */
  g_assert_true (gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (window) == attach);
  g_assert_true (gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (window) == fixture->view);

  /* Backwards, too, the text is not the end. */
  g_assert_true (gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_window_get_focus (window) == attach);
  g_assert_true (gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_window_get_focus (window) == fixture->view);
}

int
main (int   argc,
      char *argv[])
{
  chl_ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/ui/composer/enter-sends", test_enter_sends);
  ADD ("/ui/composer/input-method-keeps-enter", test_input_method_keeps_enter);
  ADD ("/ui/composer/busy-stops", test_busy_stops);
  ADD ("/ui/composer/busy-waits", test_busy_waits);
  ADD ("/ui/composer/obstacle", test_obstacle);
  ADD ("/ui/composer/large-text", test_large_text);
  ADD ("/ui/composer/focus-goes-through", test_focus_goes_through);
  ADD ("/ui/composer/pictures", test_pictures);
  ADD ("/ui/composer/pictures-are-refused", test_pictures_are_refused);
#undef ADD

  return g_test_run ();
}
