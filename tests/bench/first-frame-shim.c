/* first-frame-shim.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Preloaded into a GTK program, untouched otherwise: prints when its first frame was drawn
 * (microseconds on the monotonic clock) and what processor time it took until then (microseconds,
 * all threads), the same for the last frame before things were quiet, and, seconds later, its PSS
 * and what of it nobody can share, in KiB; then ends it.
 */

#include <gtk/gtk.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Milliseconds after the first frame: by then what a start puts off until later is there too. */
#define SETTLE 3000

/* Microseconds without a frame after which the window stands; a cursor blinks more slowly. */
#define QUIET (250 * 1000)

typedef struct
{
  gint64 time_us;
  gint64 processor_us;
} Frame;

static Frame    first_frame;
static Frame    last_frame;
static gboolean is_quiet;

static gint64
get_processor_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* @field as the kernel spells it, with the colon. */
static long
read_kib (const char *field)
{
  FILE *file = fopen ("/proc/self/smaps_rollup", "r");
  char  line[256];
  long  kib = -1;

  while (file != NULL && kib < 0 && fgets (line, sizeof line, file) != NULL)
    if (strncmp (line, field, strlen (field)) == 0)
      kib = strtol (line + strlen (field), NULL, 10);
  if (file != NULL)
    fclose (file);

  return kib;
}

static gboolean
report_cb (gpointer user_data)
{
  printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
          " %ld %ld\n",
          first_frame.time_us, first_frame.processor_us, last_frame.time_us,
          last_frame.processor_us, read_kib ("Pss:"), read_kib ("Anonymous:"));
  fflush (stdout);
  _exit (0);
}

static gboolean
after_paint_cb (GSignalInvocationHint *hint,
                guint                  n_values,
                const GValue          *values,
                gpointer               user_data)
{
  Frame now = { g_get_monotonic_time (), get_processor_us () };

  if (first_frame.time_us == 0)
    {
      first_frame = now;
      g_timeout_add (SETTLE, report_cb, NULL);
    }

  is_quiet = is_quiet || (last_frame.time_us != 0 && now.time_us - last_frame.time_us > QUIET);
  if (!is_quiet)
    last_frame = now;

  return TRUE;
}

/* The class is there once GTK has started; until then, look again. */
static gboolean
arm_cb (gpointer user_data)
{
  GType    type = g_type_from_name ("GdkFrameClock");
  gpointer klass;

  if (type == 0)
    return G_SOURCE_CONTINUE;

  klass = g_type_class_ref (type);
  g_signal_add_emission_hook (g_signal_lookup ("after-paint", type), 0, after_paint_cb, NULL, NULL);
  (void) klass;

  return G_SOURCE_REMOVE;
}

static void __attribute__ ((constructor))
start (void)
{
  if (getenv ("CHL_FIRST_FRAME") != NULL)
    g_timeout_add_full (G_PRIORITY_HIGH, 1, arm_cb, NULL, NULL);
}
