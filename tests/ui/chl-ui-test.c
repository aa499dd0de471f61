/* chl-ui-test.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-ui-test.h"

#include <gtksourceview/gtksource.h>

/* Nobody waits this long unless something is broken. */
#define PATIENCE_SECONDS 60

/* Where the folders are the test's own, nobody would find out that a picture is an SVG: some of
 * GTK's icons are, and the warning about one that cannot be read is the end of the test. */
static void
find_content_types (void)
{
  const char *const *folders = g_get_system_data_dirs ();
  g_autoptr(GPtrArray) types = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; folders[i] != NULL; i++)
    g_ptr_array_add (types, g_build_filename (folders[i], "mime", NULL));
  g_ptr_array_add (types, NULL);
  g_content_type_set_mime_dirs ((const char *const *) types->pdata);
}

/**
 * chl_ui_test_init:
 * @argc: (inout): the program's
 * @argv: (inout): the program's
 *
 * To be called first.
 */
void
chl_ui_test_init (int    *argc,
                  char ***argv)
{
  find_content_types ();
  g_test_init (argc, argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

static gboolean
give_up_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_CONTINUE;
}

/**
 * chl_ui_test_wait:
 * @func: (scope call): what is waited for
 * @user_data: for @func
 *
 * Runs the main loop until @func returns %TRUE. The test fails if that takes very long.
 */
void
chl_ui_test_wait (ChlUiTestFunc func,
                  gpointer      user_data)
{
  gboolean is_late = FALSE;
  guint    id = g_timeout_add_seconds (PATIENCE_SECONDS, give_up_cb, &is_late);

  while (!func (user_data))
    {
      g_assert_false (is_late);
      g_main_context_iteration (NULL, TRUE);
    }

  g_source_remove (id);
}

/* Carries out what is due, without waiting for anything. */
void
chl_ui_test_settle (void)
{
  for (guint i = 0; i < 1000 && g_main_context_iteration (NULL, FALSE); i++)
    ;
}

static gboolean
is_gone (gpointer user_data)
{
  return *(gpointer *) user_data == NULL;
}

/**
 * chl_ui_test_finalize:
 * @object: (transfer full): what the test has the last reference of
 *
 * Lets go of @object, and waits until what is still under way has let go of it, too. The test fails
 * if something never does.
 */
void
chl_ui_test_finalize (gpointer object)
{
  g_object_add_weak_pointer (object, &object);
  g_object_unref (object);
  chl_ui_test_wait (is_gone, &object);
}

/* Frames in a row in which nothing moves, and those after which it is not waited for any more. */
#define N_STILL_FRAMES 3
#define MAX_FRAMES 120

typedef struct
{
  guint n_still; /* since something was laid out */
  guint n_all;
} Frames;

static gboolean
count_frame_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  Frames *frames = user_data;

  frames->n_still++;
  frames->n_all++;
  gtk_widget_queue_draw (widget);

  return G_SOURCE_CONTINUE;
}

static void
laid_out_cb (Frames *frames)
{
  frames->n_still = 0;
}

static gboolean
is_still (gpointer user_data)
{
  Frames *frames = user_data;

  return frames->n_still >= N_STILL_FRAMES || frames->n_all >= MAX_FRAMES;
}

/**
 * chl_ui_test_wait_frames:
 * @widget: a mapped widget
 *
 * Waits until all that is due now was laid out and painted: what changed before this call, what a
 * widget puts off to the beginning of the frame after that, and what that changes in turn.
 */
void
chl_ui_test_wait_frames (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  Frames         frames = { 0, 0 };
  guint          id = gtk_widget_add_tick_callback (widget, count_frame_cb, &frames, NULL);
  gulong         laid_out;

  laid_out = g_signal_connect_swapped (clock, "layout", G_CALLBACK (laid_out_cb), &frames);
  chl_ui_test_wait (is_still, &frames);
  g_signal_handler_disconnect (clock, laid_out);
  gtk_widget_remove_tick_callback (widget, id);
}

static const char *
get_label (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_BUTTON (widget))
    return gtk_actionable_get_action_name (GTK_ACTIONABLE (widget));
  return NULL;
}

/* Of its usual size, for all widgets. */
void
chl_ui_test_scale_text (int factor)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", factor * 96 * PANGO_SCALE, NULL);
}

int
chl_ui_test_get_least_width (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

/**
 * chl_ui_test_find:
 * @root: where to look
 * @type: what kind of widget
 * @label: (nullable): the text of a label or the action of a button
 *
 * Returns: (transfer none) (nullable): the first such widget that is not hidden
 */
GtkWidget *
chl_ui_test_find (GtkWidget  *root,
                  GType       type,
                  const char *label)
{
  if (!gtk_widget_get_visible (root))
    return NULL;

  if (g_type_is_a (G_OBJECT_TYPE (root), type) &&
      (label == NULL || g_strcmp0 (get_label (root), label) == 0))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = chl_ui_test_find (child, type, label);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/**
 * chl_ui_test_press:
 * @widget: a widget with key controllers
 * @keyval: the key
 * @state: what is held down
 *
 * Returns: whether one of the widget's own key controllers took the key
 */
gboolean
chl_ui_test_press (GtkWidget      *widget,
                   guint           keyval,
                   GdkModifierType state)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean is_taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !is_taken; i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
          gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &is_taken);
    }

  return is_taken;
}

/**
 * chl_ui_test_press_binding:
 * @widget: a widget whose class has keys of its own
 * @keyval: the key
 * @state: what is held down
 *
 * Returns: whether the widget took the key
 */
gboolean
chl_ui_test_press_binding (GtkWidget      *widget,
                           guint           keyval,
                           GdkModifierType state)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);
  g_autoptr(GtkShortcutTrigger) key = gtk_keyval_trigger_new (keyval, state);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++)
        {
          g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);

          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), key) &&
              gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                            gtk_shortcut_get_arguments (shortcut)))
            return TRUE;
        }
    }

  return FALSE;
}

/* The test's own folders have no languages. Returns: whether the system has them. */
gboolean
chl_ui_test_find_languages (void)
{
  static const char *const  languages[] = { "/usr/share/gtksourceview-5/language-specs", NULL };
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();

  gtk_source_language_manager_set_search_path (manager, languages);
  gtk_source_style_scheme_manager_append_search_path (
    gtk_source_style_scheme_manager_get_default (), "/usr/share/gtksourceview-5/styles");

  return gtk_source_language_manager_get_language (manager, "c") != NULL;
}
