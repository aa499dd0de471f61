/* first-frame-shim.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Preloaded into a GTK program, untouched otherwise: prints when its first frame was drawn
 * (microseconds on the monotonic clock) and, two seconds later, its PSS in KiB; then ends it.
 */

#include <gtk/gtk.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Milliseconds after the first frame: by then what a start puts off until later is there too. */
#define SETTLE 2000

static gint64 first_frame_us;

static long
read_pss_kib (void)
{
  FILE *file = fopen ("/proc/self/smaps_rollup", "r");
  char  line[256];
  long  pss = -1;

  while (file != NULL && pss < 0 && fgets (line, sizeof line, file) != NULL)
    if (strncmp (line, "Pss:", 4) == 0)
      pss = strtol (line + 4, NULL, 10);
  if (file != NULL)
    fclose (file);

  return pss;
}

static gboolean
report_cb (gpointer user_data)
{
  printf ("%" G_GINT64_FORMAT " %ld\n", first_frame_us, read_pss_kib ());
  fflush (stdout);
  _exit (0);
}

static gboolean
after_paint_cb (GSignalInvocationHint *hint,
                guint                  n_values,
                const GValue          *values,
                gpointer               user_data)
{
  first_frame_us = g_get_monotonic_time ();
  g_timeout_add (SETTLE, report_cb, NULL);

  return FALSE;
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
