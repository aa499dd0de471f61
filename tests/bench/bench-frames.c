/* bench-frames.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-frames.h"

#include <glib/gstdio.h>
#include <time.h>

#include "bench-table.h"

/* Seconds: nothing that is measured takes as long. */
#define PATIENCE 120

/* Nothing that is measured leads to more frames than this one after the other. */
#define MAX_SETTLE 200

struct _BenchWindow
{
  GtkWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (BenchWindow, bench_window, GTK_TYPE_WINDOW)

/* What goes on in the main loop; there is one of it. */
static struct
{
  char       *folder;        /* (owned) holds the person's folders */
  BenchFrame *frame;         /* (unowned) (nullable) what is being measured */
  const char *phase;         /* (unowned) (nullable) of the frame clock, that goes on */
  gint64      simulated_us;  /* the clock of GTK, unless @is_real */
  double      phase_begin;   /* when it began */
  double      stretch_begin; /* when the main loop last looked for events */
  double      stretch_render;
  guint       n_frames;
  gboolean    is_real;
} loop;

static gint64
read_clock_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);

  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/*
 * Stands before GLib's for GTK and for the program, not for GLib itself: frames follow each other
 * as fast as they can be drawn, and to whoever asks they are a sixtieth of a second apart.
 */
gint64
g_get_monotonic_time (void)
{
  return loop.is_real || loop.simulated_us == 0 ? read_clock_us () : loop.simulated_us;
}

static void
end_stretch (void)
{
  double whole = bench_get_cpu_ms () - loop.stretch_begin;

  if (loop.frame != NULL)
    {
      loop.frame->whole_stretch = MAX (loop.frame->whole_stretch, whole);
      loop.frame->stretch = MAX (loop.frame->stretch, whole - loop.stretch_render);
    }
}

static void
begin_stretch (void)
{
  loop.stretch_begin = bench_get_cpu_ms ();
  loop.stretch_render = 0.0;
}

static int
poll_cb (GPollFD *fds,
         guint    n_fds,
         int      timeout)
{
  int result;

  end_stretch ();
  result = g_poll (fds, n_fds, timeout);
  begin_stretch ();

  return result;
}

/* Returns: how long the phase took that ends here. */
static double
next_phase (void)
{
  double now = bench_get_cpu_ms ();
  double took = now - loop.phase_begin;

  loop.phase_begin = now;

  return took;
}

static gboolean
phase_cb (GSignalInvocationHint *hint,
          guint                  n_values,
          const GValue          *values,
          gpointer               user_data)
{
  const char *phase = user_data;
  const char *ended = loop.phase;
  double      took = next_phase ();

  loop.phase = phase;
  if (g_str_equal (phase, "after-paint"))
    loop.n_frames++;
  if (loop.frame == NULL || ended == NULL)
    return TRUE;

  if (g_str_equal (ended, "before-paint"))
    {
      loop.frame->update += took;
    }
  else if (g_str_equal (ended, "layout"))
    {
      loop.frame->layout += took;
    }
  else if (g_str_equal (ended, "paint"))
    {
      loop.frame->render += took;
      loop.stretch_render += took;
    }

  return TRUE;
}

static void
watch_frame_clock (void)
{
  static const char *const phases[] = { "before-paint", "layout", "paint", "after-paint" };
  static gboolean          is_watching = FALSE;

  if (is_watching)
    return;

  is_watching = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (phases); i++)
    g_signal_add_emission_hook (g_signal_lookup (phases[i], GDK_TYPE_FRAME_CLOCK), 0, phase_cb,
                                (gpointer) phases[i], NULL);
}

static void
bench_window_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  double begin = bench_get_cpu_ms ();
  double took;

  GTK_WIDGET_CLASS (bench_window_parent_class)->snapshot (widget, snapshot);

  took = bench_get_cpu_ms () - begin;
  loop.phase_begin += took;
  if (loop.frame != NULL)
    loop.frame->snapshot += took;
}

static void
bench_window_class_init (BenchWindowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = bench_window_snapshot;
}

static void
bench_window_init (BenchWindow *self)
{
}

/* The look of the program, which GtkApplication takes from its resources. */
static void
load_style (void)
{
  g_autoptr(GtkCssProvider) style = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (style, APP_PATH "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

/* Deletes what is in @folder, and @folder. */
static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_remove (path);
    }
  g_rmdir (folder);
}

/**
 * bench_frames_init:
 *
 * To be called first. The person's folders are empty ones, until bench_frames_end().
 */
void
bench_frames_init (void)
{
  static const char *const names[] = { "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME" };
  g_autoptr(GError) error = NULL;

  loop.folder = g_dir_make_tmp ("chatelaine-bench-XXXXXX", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (loop.folder, names[i], NULL);

      g_setenv (names[i], path, TRUE);
    }

  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  load_style ();
  g_main_context_set_poll_func (NULL, poll_cb);
}

/* Removes what bench_frames_init() made. */
void
bench_frames_end (void)
{
  remove_folder (loop.folder);
  g_clear_pointer (&loop.folder, g_free);
}

/* Whether frames come at the pace of the display instead; there is no going back. */
void
bench_frames_set_real_time (gboolean is_real)
{
  loop.is_real = is_real;
}

/**
 * bench_window_new:
 * @child: (transfer floating): what is in it
 * @width: logical pixels
 * @height: logical pixels
 *
 * Returns: (transfer none): a window on the screen that was drawn; gtk_window_destroy() ends it
 */
BenchWindow *
bench_window_new (GtkWidget *child,
                  int        width,
                  int        height)
{
  BenchWindow *self = g_object_new (BENCH_TYPE_WINDOW, NULL);

  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  gtk_window_set_child (GTK_WINDOW (self), child);
  gtk_window_present (GTK_WINDOW (self));
  watch_frame_clock ();
  bench_window_settle (self);

  return self;
}

/* The frame clock waits for the next sixtieth of a second; here that has come. */
static void
hurry (BenchWindow *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  GSource       *source = g_main_context_find_source_by_user_data (NULL, clock);

  if (source != NULL)
    g_source_set_ready_time (source, 0);
}

static gboolean
wake_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Frames come by themselves, at the display's pace. */
static void
run_real_frame (void)
{
  static gint64 next_us = 0;
  gboolean      is_over = FALSE;
  gint64        now_us = read_clock_us ();
  GSource      *source = g_timeout_source_new (0);

  next_us = MAX (next_us, now_us - BENCH_FRAME_US) + BENCH_FRAME_US;
  g_source_set_callback (source, wake_cb, &is_over, NULL);
  g_source_set_ready_time (source, next_us);
  g_source_attach (source, NULL);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
  g_source_unref (source);
}

/* The frame, and then what waits for the main loop to have nothing more urgent to do. */
static void
run_simulated_frame (BenchWindow *self)
{
  guint n_frames = loop.n_frames;

  loop.simulated_us += BENCH_FRAME_US;
  gdk_frame_clock_request_phase (gtk_widget_get_frame_clock (GTK_WIDGET (self)),
                                 GDK_FRAME_CLOCK_PHASE_PAINT);
  while (loop.n_frames == n_frames)
    {
      hurry (self);
      g_main_context_iteration (NULL, FALSE);
    }

  while (loop.n_frames == n_frames + 1 && g_main_context_iteration (NULL, FALSE))
    ;
}

static void
begin_frame (BenchFrame *frame)
{
  if (loop.simulated_us == 0)
    loop.simulated_us = read_clock_us ();

  *frame = (BenchFrame){ 0 };
  frame->wall = -bench_get_wall_ms ();
  frame->other = -bench_get_cpu_ms ();
  loop.frame = frame;
  begin_stretch ();
}

static void
end_frame (BenchFrame *frame)
{
  end_stretch ();
  frame->wall += bench_get_wall_ms ();
  frame->other += bench_get_cpu_ms ();
  frame->other -= frame->deliver + frame->update + frame->layout + frame->snapshot + frame->render;
  loop.frame = NULL;
}

/**
 * bench_window_step:
 * @self: a window
 * @deliver: (scope call) (nullable): changes something
 * @user_data: for @deliver
 * @frame: (out caller-allocates): what it took
 *
 * Carries out a frame: what comes in, the frame itself, and what is left to idle moments after it.
 */
void
bench_window_step (BenchWindow *self,
                   BenchFunc    deliver,
                   gpointer     user_data,
                   BenchFrame  *frame)
{
  double begin = bench_get_cpu_ms ();

  begin_frame (frame);
  if (deliver != NULL)
    deliver (user_data);
  frame->deliver = bench_get_cpu_ms () - begin;

  if (loop.is_real)
    run_real_frame ();
  else
    run_simulated_frame (self);
  end_frame (frame);
}

static gboolean
give_up_cb (gpointer user_data)
{
  g_error ("What was to be measured never happened");

  return G_SOURCE_REMOVE;
}

/**
 * bench_run_until:
 * @func: (scope call): what is waited for
 * @user_data: for @func
 * @frame: (out caller-allocates): what it took
 *
 * Runs the main loop until something holds that another thread has a part in.
 */
void
bench_run_until (BenchHoldsFunc func,
                 gpointer       user_data,
                 BenchFrame    *frame)
{
  guint id = g_timeout_add_seconds (PATIENCE, give_up_cb, NULL);

  begin_frame (frame);
  while (!func (user_data))
    g_main_context_iteration (NULL, TRUE);
  end_frame (frame);
  g_source_remove (id);
}

/* Returns: whether nothing asks for another frame. */
gboolean
bench_window_is_idle (BenchWindow *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  return g_main_context_find_source_by_user_data (NULL, clock) == NULL;
}

/* Until nothing asks for another frame. */
void
bench_window_settle (BenchWindow *self)
{
  BenchFrame frame;

  for (guint i = 0; i < 3; i++)
    bench_window_step (self, NULL, NULL, &frame);
  for (guint i = 0; i < MAX_SETTLE && !bench_window_is_idle (self); i++)
    bench_window_step (self, NULL, NULL, &frame);
}

/* Returns: what the program took of it, as opposed to GTK's drawing. */
double
bench_frame_get_own (const BenchFrame *frame)
{
  return frame->deliver + frame->update + frame->layout + frame->snapshot + frame->other;
}

double
bench_frame_get_whole (const BenchFrame *frame)
{
  return bench_frame_get_own (frame) + frame->render;
}

/* Adds @other to @self. */
void
bench_frame_add (BenchFrame       *self,
                 const BenchFrame *other)
{
  self->deliver += other->deliver;
  self->update += other->update;
  self->layout += other->layout;
  self->snapshot += other->snapshot;
  self->render += other->render;
  self->other += other->other;
  self->wall += other->wall;
  self->stretch = MAX (self->stretch, other->stretch);
  self->whole_stretch = MAX (self->whole_stretch, other->whole_stretch);
}

/* Returns: how many widgets of a type there are at or below @root. */
guint
bench_count_widgets (GtkWidget *root,
                     GType      type)
{
  guint n_widgets = g_type_is_a (G_OBJECT_TYPE (root), type) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_widgets += bench_count_widgets (child, type);

  return n_widgets;
}
