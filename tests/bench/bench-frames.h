/* bench-frames.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* One frame of a display with sixty a second. */
#define BENCH_FRAME_US 16667

#define BENCH_TYPE_WINDOW (bench_window_get_type ())

/* A window that knows how long its widgets take to say how they look. */
G_DECLARE_FINAL_TYPE (BenchWindow, bench_window, BENCH, WINDOW, GtkWindow)

/**
 * BenchFrame:
 * @deliver: what was called to change something
 * @update: what widgets put off to the beginning of the frame
 * @layout: styles, sizes and places; most of it is Pango
 * @snapshot: widgets say how they look
 * @render: cairo draws that, and X takes it
 * @other: everything else in the main loop, such as idle work
 * @stretch: the longest time for which the main loop was kept from looking for events, without
 *   @render
 * @whole_stretch: the same with @render
 * @wall: the whole step on the wall clock, waiting for events included
 *
 * What a frame took, milliseconds. Of the processor's time of the main thread, but for @wall.
 */
typedef struct
{
  double deliver;
  double update;
  double layout;
  double snapshot;
  double render;
  double other;
  double stretch;
  double whole_stretch;
  double wall;
} BenchFrame;

typedef void (*BenchFunc) (gpointer user_data);
typedef gboolean (*BenchHoldsFunc) (gpointer user_data);

void         bench_frames_init (void);
void         bench_frames_end (void);
BenchWindow *bench_window_new (GtkWidget *child,
                               int        width,
                               int        height);
void         bench_window_step (BenchWindow *self,
                                BenchFunc    deliver,
                                gpointer     user_data,
                                BenchFrame  *frame);
void         bench_run_until (BenchHoldsFunc func,
                              gpointer       user_data,
                              BenchFrame    *frame);
gboolean     bench_window_is_idle (BenchWindow *self);
void         bench_window_settle (BenchWindow *self);
guint        bench_count_widgets (GtkWidget *root,
                                  GType      type);
void         bench_frame_add (BenchFrame       *self,
                              const BenchFrame *other);
double       bench_frame_get_own (const BenchFrame *frame);
double       bench_frame_get_whole (const BenchFrame *frame);
void         bench_frames_set_real_time (gboolean is_real);

G_END_DECLS
